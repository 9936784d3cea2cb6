"""Which decisions need a second reviewer: the rules as admins list them, and what each kind asks of a decision."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from django.db import transaction

from cosell.accounts.models import User
from cosell.accounts.permissions import demand, may_administer
from cosell.audit.services import record
from eligibility.models import Assessment
from eligibility.models.assessment import Status
from reviews.models import RuleKind, SecondReviewRule, Submission, SubmissionItem, SubmissionState, Verdict
from reviews.services.preview import Outlook, outlook

INCENTIVIZED = (Status.AZURE_IP_INCENTIVIZED, Status.BUSINESS_APPLICATIONS_INCENTIVIZED)


@dataclass(frozen=True)
class Case:
    """A decision about to be made."""

    actor: User
    submission: Submission
    items: list[SubmissionItem]

    @cached_property
    def outlook(self) -> Outlook:
        return outlook(self.submission.offer, self.items)

    @property
    def share(self) -> Decimal | None:
        """The share on Azure that is about to be confirmed."""
        approved = (item for item in self.items if item.is_diagram and item.verdict == Verdict.APPROVED)
        return next((item.azure_percent for item in approved), None)


def _first_incentivized(_rule: SecondReviewRule, case: Case) -> bool:
    if not case.outlook.changes or case.outlook.after not in INCENTIVIZED:
        return False
    earlier = Assessment.objects.filter(offer__partner=case.submission.offer.partner_id)
    return not earlier.filter(status__in=INCENTIVIZED).exists()


def _azure_share(rule: SecondReviewRule, case: Case) -> bool:
    low, high = rule.share_from, rule.share_to
    return case.share is not None and low is not None and high is not None and low <= case.share <= high


def _new_reviewer(rule: SecondReviewRule, case: Case) -> bool:
    decided = Submission.objects.filter(reviewer=case.actor, state=SubmissionState.DECIDED)
    return decided.count() < (rule.decisions or 0)


ASKS: Mapping[str, Callable[[SecondReviewRule, Case], bool]] = {
    RuleKind.FIRST_INCENTIVIZED: _first_incentivized,
    RuleKind.AZURE_SHARE: _azure_share,
    RuleKind.OFFER_TYPE: lambda rule, case: case.submission.offer.type == rule.offer_type,
    RuleKind.STATUS_CHANGES: lambda _rule, case: case.outlook.changes,
    RuleKind.NEW_REVIEWER: _new_reviewer,
}


def rules_that_ask(
    actor: User, submission: Submission, items: list[SubmissionItem]
) -> list[SecondReviewRule]:
    """The rules under which this decision has to be confirmed. One query where there is no rule."""
    case = Case(actor, submission, items)
    return [rule for rule in SecondReviewRule.objects.all() if ASKS[rule.kind](rule, case)]


@transaction.atomic
def add_rule(*, actor: User, rule: SecondReviewRule) -> SecondReviewRule:
    """From the next decision on. Raises ``PermissionDenied``, or ``ValidationError`` by field."""
    demand(may_administer(actor))
    rule.added_by = actor
    rule.full_clean()
    rule.save(force_insert=True)
    _note("reviews.second_rule_added", actor, rule)
    return rule


@transaction.atomic
def remove_rule(*, actor: User, rule: SecondReviewRule) -> None:
    """Decisions that wait for a second reviewer already go on waiting. Raises ``PermissionDenied``."""
    demand(may_administer(actor))
    _note("reviews.second_rule_removed", actor, rule)
    rule.delete()


def _note(action: str, actor: User, rule: SecondReviewRule) -> None:
    record(
        action,
        actor=actor,
        subject=str(rule.get_kind_display()),
        staff_only=True,
        kind=rule.kind,
        offer_type=rule.offer_type,
        share=[str(each) for each in (rule.share_from, rule.share_to) if each is not None],
        decisions=rule.decisions,
    )
