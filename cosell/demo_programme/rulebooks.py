"""The demo's rulebooks: two superseded, one in force, and a draft, a proposal and a schedule to look at."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

from django.utils import timezone

from cosell.accounts.models import User
from eligibility.models import JobKind, Rulebook, RulebookJob, RulebookState
from eligibility.queries import rulebook_in_force
from eligibility.services import jobs, rulebooks
from eligibility.services import rulebook_workflow as workflow
from eligibility.services.assessing import today


def found(admins: list[User]) -> None:
    """At the beginning, before there is any offer: the shipped rulebook, then the programme's own."""
    Rulebook.objects.filter(state=RulebookState.IN_FORCE).update(
        created_at=timezone.now(), in_force_at=timezone.now(), changed_at=timezone.now()
    )
    own = _previewed(
        admins[0],
        {"name": "FY21", "grace_days": 30, "document_customer_presentation": "supporting"},
    )
    _put_in_force(own, admins)


def tighten(admins: list[User]) -> None:
    """Today: a rulebook that asks for more of Azure comes into force. Who would fall keeps the status for 30 days."""
    stricter = {"name": "FY21, more on Azure", "azure_percent": Decimal(60)}
    _put_in_force(_previewed(admins[1], stricter), admins[::-1])


def _put_in_force(own: Rulebook, admins: list[User]) -> None:
    """The first admin proposes, the second approves; every offer is assessed again."""
    workflow.propose(actor=admins[0], rulebook=own)
    workflow.approve(actor=admins[1], rulebook=own)
    _run(own.jobs.get(kind=JobKind.ACTIVATION))


def look_ahead(admins: list[User]) -> None:
    """Today: what the admins are thinking of."""
    first, second = admins[:2]
    rulebooks.draft_from_edition(actor=first, code="2021-02-24", name="Materials for every offer type")
    soon = today() + timedelta(days=60)
    half = {"name": "FY21 second half", "acr_usd": Decimal(80000), "azure_percent": Decimal(65)}
    proposed = _previewed(first, {**half, "effective_from": soon})
    workflow.propose(actor=first, rulebook=proposed)
    eased = {"name": "FY21, revenue eased", "acr_usd": Decimal(90000)}
    scheduled = _previewed(second, {**eased, "effective_from": today() + timedelta(days=21)})
    workflow.propose(actor=second, rulebook=scheduled)
    workflow.approve(actor=first, rulebook=scheduled)


def _previewed(actor: User, changes: dict[str, Any]) -> Rulebook:
    draft = rulebooks.draft_from(actor=actor, source=rulebook_in_force())
    rulebooks.save_draft(actor=actor, rulebook=draft, changes=changes)
    _run(rulebooks.preview(actor=actor, rulebook=draft))
    return draft


def _run(job: RulebookJob) -> None:
    jobs.run_job(job.pk)
