"""What the tests of reviews are made of: documents as rows, submissions in any state."""

from datetime import timedelta
from itertools import count
from typing import Any

from django.utils import timezone

from cosell.accounts.models import User
from offers.models import Contact, Document, DocumentKind, DocumentState, DocumentVersion, Offer
from reviews.models import Submission, SubmissionItem
from reviews.services import submissions
from tests.builders import make_member, make_offer, make_partner

_numbers = count(1)


def make_full_offer(**fields: Any) -> Offer:
    """A SaaS offer in France with a listing, both links and a sales contact."""
    offer = make_offer(
        **{
            "countries": ["FR"],
            "platforms": ["azure"],
            "segments": ["enterprise"],
            "solution_type": "ip",
            "solution_areas": [{"area": "azure_data_and_ai", "sub_areas": ["big_data"]}],
            "landing_page_url": "https://www.contoso.example/insights",
            "social_media_url": "https://social.example/contoso",
            **fields,
        }
    )
    make_contact(offer)
    return offer


def make_contact(offer: Offer, **fields: Any) -> Contact:
    values = {"name": "Jordan Ruiz", "job_title": "Seller", "countries": ["FR"], **fields}
    return Contact.objects.create(offer=offer, **{"email": f"contact{next(_numbers)}@x.example", **values})


def make_version(offer: Offer, kind: str = DocumentKind.CUSTOMER_ONE_PAGER, **fields: Any) -> DocumentVersion:
    """A version in the offer's slot of this kind, checked and ready to hand in; a new slot for *other*."""
    slots = offer.documents.filter(kind=kind, removed_at__isnull=True).exclude(kind=DocumentKind.OTHER)
    slot = fields.pop("document", None) or slots.first() or Document.objects.create(offer=offer, kind=kind)
    number = slot.versions.count() + 1
    values = {
        "number": number,
        "state": DocumentState.READY,
        "original_name": f"{kind}-{number}.pdf",
        "declared_bytes": 1000,
        "size": 1000,
        "media_type": "application/pdf",
        "file_key": "ab/cd",
        "pages": 2,
        "page_images": 2,
        **fields,
    }
    if values["state"] in {DocumentState.PROCESSING, DocumentState.REJECTED, DocumentState.RECEIVING}:
        values |= {"file_key": "", "page_images": 0}
    return DocumentVersion.objects.create(document=slot, **values)


def published(offer: Offer, *, by: User | None = None) -> Submission:
    """The offer handed in with a one-pager, and in the queue already."""
    if not offer.documents.exists():
        make_version(offer)
    actor = by or make_member(offer.partner)
    submission = submissions.publish(actor=actor, offer=offer)
    submissions.enter_queue(submission.pk)
    return again(submission)


def again(submission: Submission) -> Submission:
    """The row as it stands now."""
    return Submission.objects.select_related("offer__partner", "submitted_by", "reviewer").get(
        pk=submission.pk
    )


def item_about(submission: Submission, subject: str) -> SubmissionItem:
    """The item of this kind, or of a document of this kind."""
    return next(item for item in items(submission) if item.subject == subject)


def items(submission: Submission) -> list[SubmissionItem]:
    return list(submission.items.select_related("version__document", "submission__offer__partner"))


def approve_all(submission: Submission, reviewer: User, *, azure_percent: Any = None) -> None:
    """A verdict on every item that needs one."""
    for item in items(submission):
        if item.is_open:
            percent = azure_percent if item.is_diagram else None
            submissions.save_verdict(actor=reviewer, item=item, verdict="approved", azure_percent=percent)


def decided(submission: Submission, reviewer: User, *, azure_percent: Any = None) -> Submission:
    """Taken, everything approved, decided."""
    submissions.take(actor=reviewer, submission=submission)
    approve_all(submission, reviewer, azure_percent=azure_percent)
    submissions.decide(actor=reviewer, submission=again(submission))
    return again(submission)


def queued(count_of: int, **fields: Any) -> list[Submission]:
    """So many submissions in the queue, each of an offer and an organisation of its own, written straight away."""
    rows = []
    for _each in range(count_of):
        offer = make_offer()
        now = timezone.now()
        times = {"queued_at": now, "submitted_at": now, "running_since": now}
        values = {"state": "queued", **times, "due_at": now + timedelta(days=2), **fields}
        row = Submission.objects.create(offer=offer, number=1, snapshot={}, **values)
        SubmissionItem.objects.create(submission=row, kind="publishing")
        rows.append(row)
    return rows


def queued_at_once(count_of: int) -> None:
    """So many in the queue, of one organisation: for tests that need very many."""
    partner, now = make_partner(), timezone.now()
    offers = Offer.objects.bulk_create(
        [Offer(partner=partner, name=f"Offer {number}", type="saas") for number in range(count_of)]
    )
    times = {"queued_at": now, "running_since": now, "due_at": now + timedelta(days=2)}
    Submission.objects.bulk_create([Submission(offer=offer, number=1, **times) for offer in offers])
