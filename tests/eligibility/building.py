"""What the tests of statuses are made of: offers with just the facts that a status needs."""

import time
from datetime import date
from decimal import Decimal
from itertools import count
from typing import Any

from django.utils import timezone

from cosell.accounts.models import Partner, User
from cosell.facts import say_facts_changed
from eligibility.models import AzureConsumedRevenue, JobKind, JobState, OfferStatus, Rulebook, RulebookJob
from eligibility.queries import rulebook_in_force
from eligibility.services import jobs, rulebooks
from eligibility.services import rulebook_workflow as workflow
from offers.models import Contact, Document, DocumentState, DocumentVersion, Offer
from tests.builders import make_offer, make_partner, make_user

DAY = date(2020, 11, 15)
OCTOBER = date(2020, 10, 1)
PATIENCE = 60  # seconds
_numbers = count(1)


def make_admin() -> User:
    return make_user(role="programme_admin", name=f"Admin {next(_numbers)}")


def make_document(
    offer: Offer, kind: str, state: str = DocumentState.APPROVED, **fields: Any
) -> DocumentVersion:
    """A published version in the offer's slot of this kind."""
    slot = fields.pop("document", None) or Document.objects.create(offer=offer, kind=kind)
    values = {
        "number": slot.versions.count() + 1,
        "state": state,
        "published_at": timezone.now(),
        "original_name": f"{kind}.pdf",
        "declared_bytes": 1000,
        **fields,
    }
    return DocumentVersion.objects.create(document=slot, **values)


def make_contact(offer: Offer, **fields: Any) -> Contact:
    values = {"name": "Jordan Ruiz", "job_title": "Seller", "countries": ["OOO"], **fields}
    return Contact.objects.create(offer=offer, **{"email": f"contact{next(_numbers)}@x.example", **values})


def make_assessed(partner: Partner | None = None, **fields: Any) -> Offer:
    """A draft that was assessed, as one created in the product is: not ready."""
    offer = make_offer(partner, **fields)
    say_facts_changed(offers=[offer.pk])
    return offer


def make_ready(partner: Partner | None = None, **fields: Any) -> Offer:
    """A live SaaS offer with everything that *Co-sell ready* asks, assessed."""
    links = {"landing_page_url": "https://x.example/", "social_media_url": "https://social.example/x"}
    offer = make_offer(partner, **{"published_at": timezone.now(), **links, **fields})
    make_contact(offer)
    make_document(offer, "customer_one_pager")
    say_facts_changed(offers=[offer.pk])
    return offer


def make_incentivized(partner: Partner | None = None, *, percent: str = "62.5", **fields: Any) -> Offer:
    """A ready offer with its diagram, whose partner has exactly enough Azure Consumed Revenue."""
    partner = partner or make_partner()
    make_months(partner, "100000")
    offer = make_ready(partner, **fields)
    make_document(offer, "architecture_diagram", azure_percent=Decimal(percent))
    say_facts_changed(offers=[offer.pk], partners=[partner.pk])
    return offer


def make_months(partner: Partner, usd: str) -> None:
    """All of it in the month before this one, which has ended."""
    first = timezone.now().date().replace(day=1)
    month = date(first.year - (first.month == 1), (first.month - 2) % 12 + 1, 1)
    AzureConsumedRevenue.objects.update_or_create(
        partner=partner, month=month, defaults={"usd": Decimal(usd)}
    )


def make_draft(actor: User, **changes: Any) -> Rulebook:
    """A draft from the rulebook in force, with these figures changed."""
    draft = rulebooks.draft_from(actor=actor, source=rulebook_in_force())
    if changes:
        rulebooks.save_draft(actor=actor, rulebook=draft, changes=changes)
    return draft


def make_previewed(actor: User, **changes: Any) -> Rulebook:
    """A draft whose preview is done."""
    draft = make_draft(actor, **changes)
    preview(actor, draft)
    return draft


def preview(actor: User, draft: Rulebook) -> None:
    """Carried out here, unless a worker of a running installation was faster: then wait for that one."""
    job = rulebooks.preview(actor=actor, rulebook=draft)
    given_up = time.monotonic() + PATIENCE
    while not jobs.run_job(job.pk) and job.state != JobState.DONE:
        assert time.monotonic() < given_up, f"The preview is {job.state}."
        time.sleep(0.05)
        job.refresh_from_db()


def make_proposed(actor: User, **changes: Any) -> Rulebook:
    """A draft that this admin has proposed."""
    draft = make_previewed(actor, **changes)
    workflow.propose(actor=actor, rulebook=draft)
    return draft


def put_in_force(draft: Rulebook, actor: User) -> RulebookJob:
    """Preview, propose, have a second admin approve, today; the activation, which has not begun."""
    preview(actor, draft)
    workflow.propose(actor=actor, rulebook=draft)
    workflow.approve(actor=make_admin(), rulebook=draft)
    return draft.jobs.get(kind=JobKind.ACTIVATION)


def status_of(offer: Offer) -> str:
    return OfferStatus.objects.get(offer=offer).status
