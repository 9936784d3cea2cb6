"""A world in which everything that people typed is in Greek letters, so that it can be told from the product's words.

It holds every state that pages show: documents, submissions, requests, statuses, months, rulebooks, notices, acts.
"""

import re
from datetime import date, timedelta
from decimal import Decimal
from functools import cached_property
from itertools import product
from typing import Any

from django.utils import timezone

from cosell.accounts.models import Invitation, User
from cosell.audit.catalogue import ACTS
from cosell.audit.services import record
from cosell.facts import say_facts_changed
from cosell.notifications.catalogue import Notice, declared
from cosell.notifications.models import Notification
from eligibility.models import (
    AzureConsumedRevenue,
    BilledRevenue,
    Competency,
    Designation,
    IsvConnectEnrolment,
    JobChange,
    JobKind,
    JobState,
    Rulebook,
    RulebookJob,
    RulebookState,
)
from eligibility.queries import rulebook_in_force
from offers.intake.findings import Code
from offers.intake_messages import MESSAGES
from offers.models import CloudSpecialistRequest, ContactRole, DocumentKind, OfferType, RequestState
from reviews.models import Reason, Submission, SubmissionItem, Verdict
from reviews.reasons import reasons_about
from reviews.services import submissions
from tests.builders import make_contact, make_member, make_offer, make_partner, make_user
from tests.eligibility.building import make_document
from tests.reviews import building
from tests.url_matrix import World

NAMED = re.compile(r"%\((\w+)\)")
PERSON, OFFER, SENTENCE = "Νίκος Παπάς", "Ελιά", "Κείμενο ανθρώπου."
FOR_ENGLISH_READERS = "Written by an admin for readers of English."  # in a French page it is a fault
DAY = date(2020, 9, 4)
PROFILE: dict[str, Any] = {
    "name": "Ελιά ΑΕ",
    "legal_name": "Ελιά ΑΕ",
    "address": "Οδός Ερμού 12",
    "description": SENTENCE,
    "contact_name": "Μαρία Παπά",
}
LISTED = {
    "platforms": ["azure", "windows"],
    "segments": ["smb", "corporate", "enterprise"],
    "solution_type": "ip",
    "solution_areas": [{"area": "azure_data_and_ai", "sub_areas": ["big_data"]}],
    "landing_page_url": "https://www.elia.example/",
    "social_media_url": "https://social.example/elia",
    "summary": SENTENCE,
}
STATUS_MOVED: dict[str, Any] = {"before": "not_ready", "after": "co_sell_ready"}
MONTHS = [date(2020, month, 1) for month in (8, 9, 10)]


def notices() -> list[Notice]:
    """Every notice of the product, without those that other tests declare for themselves."""
    return [notice for notice in declared() if not notice.code.startswith("tests.")]


class GreekWorld(World):
    """``language`` is the one that its people read."""

    def __init__(self, language: str) -> None:
        self.language = language
        self.partner = make_partner(**PROFILE)
        self.offer = make_offer(self.partner, name=OFFER, countries=["FR", "NA", "US"], **LISTED)
        self.fill()

    @cached_property
    def people(self) -> dict[str, User | None]:
        named = {"name": PERSON, "language": self.language}
        members = {
            role: make_member(self.partner, role=role, **named) for role in ("viewer", "editor", "owner")
        }
        staff = {role: make_user(role=role, **named) for role in ("reviewer", "programme_admin")}
        stranger = make_member(make_partner(**{**PROFILE, "name": "Άλλη"}), **named)
        return {"anonymous": None, "stranger": stranger, **members, **staff}

    def person(self, name: str) -> User:
        person = self.people[name]
        assert person
        return person

    def fill(self) -> None:
        for role in ContactRole:
            make_contact(self.offer, name="Άννα", job_title="Πωλητής", role=role, states=["US-CA"])
        Reason.objects.update(sentence_fr=SENTENCE, sentence_en=FOR_ENGLISH_READERS)
        self._earn()
        self._upload()
        self._hand_in()
        self._ask_specialists()
        self._sell_every_type()
        self._keep_rulebooks()
        self._tell_and_record()
        self._invite()
        say_facts_changed(partners=[self.partner.pk])

    def _earn(self) -> None:
        for number, month in enumerate(MONTHS):
            usd = Decimal("41225.5") + number * 1000
            AzureConsumedRevenue.objects.create(partner=self.partner, month=month, usd=usd)
            BilledRevenue.objects.create(offer=self.offer, month=month, usd=usd * 10)
        spell = {"partner": self.partner, "start": DAY, "end": date(2031, 3, 31)}
        Competency.objects.create(area="Νέφος", level="gold", **spell)
        Designation.objects.create(area="Νέφος", **spell)
        IsvConnectEnrolment.objects.create(tier="premium", **spell)

    def _upload(self) -> None:
        """A version in every state, and a file about which every finding was made."""
        diagram: dict[str, Any] = {"channel": "ocp_gtm", "azure_percent": Decimal("62.5")}
        make_document(self.offer, DocumentKind.ARCHITECTURE_DIAGRAM, **diagram)
        make_document(
            self.offer, DocumentKind.CUSTOMER_PRESENTATION, "changes_requested", review_reason=SENTENCE
        )
        make_document(self.offer, DocumentKind.CUSTOMER_WINS, "revoked", review_reason=SENTENCE)
        make_document(self.offer, DocumentKind.CHANNEL_PITCH_DECK, "processing")
        findings = [{"code": code, "params": _figures(str(MESSAGES[code])), "fatal": True} for code in Code]
        for word in ("pages", "slides", "sheets"):
            make_document(
                self.offer, DocumentKind.OTHER, "rejected", findings=findings, page_word=word, pages=3
            )
        building.make_version(self.offer, size=1_536_000, page_word="pages", scanned="not_scanned")

    def _hand_in(self) -> None:
        """Handed in and decided with everything sent back, withdrawn, and in the queue."""
        owner, reviewer = self.person("owner"), self.person("reviewer")
        first = building.published(self.offer, by=owner)
        submissions.take(actor=reviewer, submission=first)
        for item in building.items(first):
            if item.is_open:
                self._send_back(reviewer, item)
        submissions.decide(actor=reviewer, submission=building.again(first))
        building.make_version(self.offer, DocumentKind.CUSTOMER_ONE_PAGER)
        submissions.withdraw(actor=owner, submission=building.published(self.offer, by=owner))
        self._waiting()
        submissions.take(actor=reviewer, submission=self._waiting())

    def _send_back(self, reviewer: User, item: SubmissionItem) -> None:
        code = next((each.code for each in reasons_about(item.subject)), "")
        submissions.save_verdict(
            actor=reviewer, item=item, verdict=Verdict.SENT_BACK, reason_code=code, reason=SENTENCE
        )

    def _waiting(self) -> Submission:
        """In the queue, longer than it should be."""
        offer = make_offer(self.partner, name=OFFER, **LISTED)
        make_contact(offer, name="Άννα", job_title="Πωλητής")
        row = building.published(offer, by=self.person("owner"))
        Submission.objects.filter(pk=row.pk).update(
            queued_at=timezone.now() - timedelta(days=9), note=SENTENCE
        )
        return building.again(row)

    def _ask_specialists(self) -> None:
        for state in RequestState:
            CloudSpecialistRequest.objects.create(
                offer=make_offer(self.partner, name=OFFER, type=OfferType.CONSULTING_SERVICE),
                state=state,
                needs=SENTENCE,
                outcome=SENTENCE,
                requested_by=self.person("owner"),
                specialist=self.person("reviewer"),
            )

    def _sell_every_type(self) -> None:
        for offer_type in OfferType:
            offer = make_offer(
                self.partner, name=OFFER, type=offer_type, published_at=timezone.now(), **LISTED
            )
            make_contact(offer, name="Άννα", job_title="Πωλητής", countries=["OOO"])
            make_document(offer, "customer_one_pager")
            make_document(offer, "architecture_diagram", azure_percent=Decimal("62.5"))

    def _keep_rulebooks(self) -> None:
        """One in every state beside the one in force, with jobs in every state."""
        in_force = rulebook_in_force()
        for state in RulebookState:
            if state != RulebookState.IN_FORCE:
                day = DAY + timedelta(days=Rulebook.objects.count())  # one is scheduled for a day
                values = {"edition": in_force.edition, "data": in_force.data, "made_from": in_force}
                book = Rulebook.objects.create(name="Σχέδιο", state=state, effective_from=day, **values)
                for kind, job_state in product(JobKind, JobState):
                    job = RulebookJob.objects.create(
                        rulebook=book, kind=kind, state=job_state, total=3, done=1
                    )
                    JobChange.objects.create(
                        job=job, offer=self.offer, before="not_ready", after="co_sell_ready"
                    )

    def _tell_and_record(self) -> None:
        """Every notice to everybody, every act in the record."""
        for person in filter(None, self.people.values()):
            for notice in notices():
                Notification.objects.create(
                    user=person, code=notice.code, params=figures_for(notice), path="/account/"
                )
        for action in ACTS:
            moved: dict[str, Any] = STATUS_MOVED if action.endswith("status_changed") else {}
            record(
                action,
                actor=self.person("owner"),
                subject=OFFER,
                partner=self.partner,
                offer_public_id=self.offer.public_id,
                **moved,
            )

    def _invite(self) -> None:
        for days in (3, -3):
            ends = timezone.now() + timedelta(days=days)
            Invitation.objects.create(
                partner=self.partner, email=f"guest{days}@example.com", role="editor", expires_at=ends
            )


def figures_for(notice: Notice) -> dict[str, Any]:
    """What a notice may tell of, codes as codes."""
    known = {name: names() if callable(names) else names for name, names in notice.names.items()}
    codes = {name: next(iter(names)) for name, names in known.items()}
    return _figures(f"{notice.title} {notice.body}") | codes | dict.fromkeys(notice.days, DAY.isoformat())


def _figures(sentence: str) -> dict[str, Any]:
    """A typed value or a figure for each placeholder of a sentence."""
    return {name: _FIGURES.get(name, SENTENCE) for name in NAMED.findall(sentence)}


_FIGURES: dict[str, Any] = {
    "document": "other",
    "size_bytes": 1_536_000,
    "limit_bytes": 52_428_800,
    "limit": 1200,
    "seconds": 60,
    "pages": 12,
    "limit_pages": 10,
    "found": "docx",
    "extension": ".pdf",
    "accepted": ".pdf, .docx",
    "number": 3,
    "approved": 2,
    "sent_back": 1,
    "file": "χαρτί.pdf",
    "name": "χαρτί.pdf",
}
