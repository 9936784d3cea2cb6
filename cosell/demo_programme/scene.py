"""One offer's story while it is told: who acts, on which day, and the acts themselves, each one a service call."""

import uuid
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Self

import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connections

from cosell.accounts.models import Partner, User
from cosell.demo_programme import papers
from cosell.demo_programme.catalogue import FIELDS, Listed
from offers.models import CloudSpecialistRequest, DocumentVersion, Offer
from offers.services import contacts, documents, offers
from reviews.models import Audience, ItemKind, Submission, SubmissionItem, Verdict
from reviews.services import remarks, specialist, submissions
from reviews.services.conversation import say

SPACE = uuid.UUID("6f1c9a52-0c57-4a0e-9c2c-9a5a3c1f8d10")
CHECKS_AT_ONCE = 2
WORK_WITH_OFFICE = {"Contoso Analytics", "Northwind Traders"}


class Clock:
    """The story's own time: begins some days ago, goes on with each act, and never passes the real one."""

    def __init__(self, days_ago: float) -> None:
        self.left = timedelta(days=days_ago)
        self._travel = time_machine.travel(datetime.now(UTC) - self.left, tick=True)

    def __enter__(self) -> Self:
        self._traveller = self._travel.start()
        return self

    def __exit__(self, *raised: object) -> None:
        self._travel.stop()

    def later(self, days: float) -> None:
        step = min(timedelta(days=days), self.left)
        self.left -= step
        self._traveller.shift(step)

    def lately(self, days_ago: float) -> None:
        """Jump to a few days before today."""
        self.later(max(self.left / timedelta(days=1) - days_ago, 0))


@dataclass
class Scene:
    """``author`` acts for the partner, ``reviewer`` for Microsoft, and ``colleague`` where it takes two."""

    listed: Listed
    partner: Partner
    author: User
    reviewer: User
    colleague: User
    clock: Clock
    field_name: str
    offer: Offer = field(init=False)

    @property
    def product(self) -> papers.Product:
        made_of = FIELDS[self.field_name]
        return papers.Product(
            self.listed.name, self.partner.name, made_of.promise, made_of.benefits, made_of.services
        )

    def later(self, days: float) -> None:
        self.clock.later(days)

    def lately(self) -> None:
        """The next act is a recent one: half a day to three days ago, each offer its own."""
        self.clock.lately(0.5 + len(self.listed.name) % 6 / 2)

    # --- The partner's acts -------------------------------------------------------------------------------------

    def create(self) -> None:
        self.offer = offers.create_offer(
            actor=self.author,
            partner=self.partner,
            creation_key=uuid.uuid5(SPACE, self.listed.name),
            type=self.listed.type,
            name=self.listed.name,
            summary=self.product.promise,
            countries=list(self.listed.countries),
            paid=self.listed.paid,
            transactable=self.listed.billed is not None,
        )

    def describe(self) -> None:
        """Fill the listing and the links."""
        address = f"https://www.{papers.domain(self.partner.name)}/{self.offer.name.split()[-1].lower()}"
        offers.change_offer(
            actor=self.author,
            offer=self.offer,
            changes={
                "platforms": ["azure"],
                "segments": ["corporate", "enterprise"],
                "solution_type": "ip",
                "solution_areas": [{"area": FIELDS[self.field_name].area, "sub_areas": []}],
                "landing_page_url": address,
                "social_media_url": f"{address}/news",
            },
        )

    def add_contacts(self) -> None:
        """Two people who share the countries, and a third for marketing."""
        half = (len(self.listed.countries) + 1) // 2
        firms = papers.domain(self.partner.name)
        for name, title, role, countries in (
            ("Camille Moreau", "Account executive", "partner_sales", self.listed.countries[:half]),
            ("Ravi Menon", "Regional sales lead", "partner_sales", self.listed.countries[half:]),
            ("Hanna Schulz", "Product marketing", "partner_marketing", ("OOO",)),
        ):
            if countries:
                contacts.add_contact(
                    actor=self.author,
                    offer=self.offer,
                    name=name,
                    email=f"{name.split()[0].lower()}@{firms}",
                    job_title=title,
                    role=role,
                    countries=list(countries),
                    states=[],
                )

    def remove_a_contact(self) -> None:
        contacts.remove_contact(actor=self.author, contact=self.offer.contacts.get(name="Ravi Menon"))

    def upload(self, *files: tuple[str, str, bytes]) -> list[DocumentVersion]:
        """Upload files (kind, name, bytes) and let the real checks look at them, two at a time."""
        versions = [
            documents.upload_whole(
                actor=self.author, offer=self.offer, kind=kind, upload=SimpleUploadedFile(name, content)
            )
            for kind, name, content in files
        ]
        with ThreadPoolExecutor(CHECKS_AT_ONCE) as checks:
            list(
                checks.map(_in_own_connection(documents.check_version), [version.pk for version in versions])
            )
        return versions

    def upload_materials(self) -> None:
        """Each organisation works with files of one kind: Office files take LibreOffice seconds to lay out."""
        slug, product = self.offer.name.lower().replace(" ", "-"), self.product
        one_pager = ("customer_one_pager", f"{slug}-one-pager.pdf", papers.one_pager(product))
        in_office = self.partner.name in WORK_WITH_OFFICE
        deck = papers.deck(product) if in_office else papers.deck_as_pdf(product)
        write = papers.case_study if in_office else papers.case_study_as_pdf
        of_deck, of_case_study = ("pptx", "docx") if in_office else ("pdf", "pdf")
        self.upload(
            one_pager,
            ("customer_presentation", f"{slug}-deck.{of_deck}", deck),
            ("customer_case_study", f"{slug}-case-study.{of_case_study}", write(product, "Fourth Coffee")),
        )

    def upload_diagram(self) -> None:
        slug = self.offer.name.lower().replace(" ", "-")
        as_picture = len(self.offer.name) % 2
        content = (
            papers.architecture_png(self.product) if as_picture else papers.architecture_pdf(self.product)
        )
        name = f"{slug}-architecture.{'png' if as_picture else 'pdf'}"
        self.upload(("architecture_diagram", name, content))

    def upload_new_case_study(self) -> None:
        """In place of the one that was sent back: another customer, so that its text differs."""
        content = papers.case_study_as_pdf(self.product, "Alpine Ski House")
        name = f"{self.offer.name.lower().replace(' ', '-')}-case-study-with-consent.pdf"
        self.upload(("customer_case_study", name, content))

    def upload_too_long(self) -> None:
        """A one-pager of twelve pages, which the checks refuse."""
        self.upload(("customer_one_pager", "everything-about-it.pdf", papers.long_paper(self.product, 12)))

    def publish(self, note: str = "") -> Submission:
        submission = submissions.publish(actor=self.author, offer=self._fresh(), note=note)
        submissions.enter_queue(submission.pk)
        return Submission.objects.get(pk=submission.pk)

    def withdraw(self) -> None:
        submissions.withdraw(actor=self.author, submission=self._open())

    def stop_selling(self) -> None:
        offers.stop_selling(actor=self.author, offer=self._fresh())

    def ask_specialist(self) -> CloudSpecialistRequest:
        return specialist.file_request(
            actor=self.author,
            offer=self._fresh(),
            needs=f"We want to bring {self.offer.name} to Microsoft's sellers and need help with the documentation.",
            creation_key=uuid.uuid5(SPACE, f"{self.offer.name} specialist"),
        )

    def provide_documents(self) -> Submission:
        submission = specialist.provide_documents(actor=self.author, request=self._request())
        submissions.enter_queue(submission.pk)
        return submission

    # --- Microsoft's acts ---------------------------------------------------------------------------------------

    def take(self) -> Submission:
        submission = self._open()
        submissions.take(actor=self.reviewer, submission=submission)
        return submission

    def approve(self, *, except_for: str = "", reason: str = "", leave: int = 0) -> None:
        """Give verdicts on the submission taken: all approved but one kind of document; ``leave`` stay without."""
        items = list(self._open().items.select_related("version__document"))
        for item in items[: len(items) - leave]:
            self._verdict(item, sent_back=bool(except_for) and _kind(item) == except_for, reason=reason)

    def decide(self) -> None:
        submissions.decide(actor=self.reviewer, submission=self._open())

    def ask(self, text: str) -> None:
        submissions.ask(actor=self.reviewer, submission=self._open(), text=text)

    def hand_over(self, note: str) -> None:
        submissions.hand_over(actor=self.reviewer, submission=self._open(), to=self.colleague, note=note)

    def reopen(self, reason: str) -> None:
        submissions.reopen(actor=self.reviewer, submission=self._decided(), reason=reason)

    def appeal(self, reason: str) -> None:
        submissions.appeal(actor=self.author, submission=self._decided(), reason=reason)

    def comment(self, kind: str, text: str, *, at: tuple[int, int], for_partner: bool = False) -> None:
        """Pinned to the first page of a document of this kind, so many percent from the left and the top."""
        items = self._open().items.select_related("version__document")
        remarks.write_comment(
            actor=self.reviewer,
            item=next(each for each in items if _kind(each) == kind),
            key=uuid.uuid5(SPACE, f"{self.offer.name} {text}"),
            page=1,
            text=text,
            audience=Audience.PARTNER if for_partner else Audience.REVIEWERS,
            x=Decimal(at[0]),
            y=Decimal(at[1]),
        )

    def note(self, text: str) -> None:
        key = uuid.uuid5(SPACE, f"{self.offer.name} note {text}")
        remarks.write_note(actor=self.reviewer, submission=self._open(), key=key, text=text)

    def take_request(self) -> None:
        specialist.take_request(actor=self.reviewer, request=self._request())

    def say_about_request(self, text: str) -> None:
        say(actor=self.reviewer, about=self._request(), text=text)

    def ask_about_request(self) -> None:
        text = "Which of your services do customers buy first, and who delivers them?"
        specialist.ask_about_request(actor=self.reviewer, request=self._request(), text=text)

    def complete_request(self) -> None:
        outcome = "Thank you. The documentation is complete and with the field sellers."
        specialist.complete_request(actor=self.reviewer, request=self._request(), outcome=outcome)

    def decline_request(self) -> None:
        outcome = "We could not see what the offer adds on Azure. Please describe it and ask again."
        specialist.decline_request(actor=self.reviewer, request=self._request(), outcome=outcome)

    def _verdict(self, item: SubmissionItem, *, sent_back: bool, reason: str) -> None:
        is_diagram = _kind(item) == "architecture_diagram"
        percent: Decimal | None = self.listed.azure if is_diagram and not sent_back else None
        submissions.save_verdict(
            actor=self.reviewer,
            item=item,
            verdict=Verdict.SENT_BACK if sent_back else Verdict.APPROVED,
            reason=reason if sent_back else "",
            azure_percent=percent,
        )

    def _open(self) -> Submission:
        return self.offer.submissions.get(state__in=["queued", "in_review"])

    def _decided(self) -> Submission:
        return self.offer.submissions.filter(state="decided").latest("number")

    def _request(self) -> CloudSpecialistRequest:
        return self.offer.specialist_requests.latest("pk")

    def _fresh(self) -> Offer:
        self.offer = Offer.objects.select_related("partner").get(pk=self.offer.pk)
        return self.offer


def _kind(item: SubmissionItem) -> str:
    return item.version.document.kind if item.kind == ItemKind.DOCUMENT and item.version else item.kind


def _in_own_connection(act: Callable[[int], bool]) -> Callable[[int], bool]:
    """A thread's connection to the database ends with its act."""

    def acted(pk: int) -> bool:
        try:
            return act(pk)
        finally:
            connections.close_all()

    return acted
