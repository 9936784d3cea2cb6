"""How submissions and requests are told to a person: where they lead, how far they are, why something was sent back."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django import template
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cosell.accounts.context import current_membership
from eligibility.figures import percent
from eligibility.messages import labelled, title
from eligibility.pages.explaining import source_line
from eligibility.queries import asks_of, rulebook_for, rules_of
from offers.models import DocumentKind, DocumentState
from reviews import queries, reasons
from reviews.models import (
    Appeal,
    RuleKind,
    SecondReviewRule,
    Submission,
    SubmissionItem,
    SubmissionState,
    Verdict,
)
from reviews.models.submission import REFUSED_BY_CHECKS
from reviews.pages.coming_from import came_from, keeping, way_back
from reviews.pages.figures import told
from reviews.pages.onboarding import checklist_of
from reviews.pages.reading import ZOOMS

if TYPE_CHECKING:
    from eligibility.queries import Asks
    from reviews.pages.reading import Reading

register = template.Library()

MEANT = (SubmissionState.IN_REVIEW, SubmissionState.TO_CONFIRM)  # states in which verdicts do not count yet
CODES: dict[str, str] = {Verdict.APPROVED: "approved", Verdict.SENT_BACK: "changes_requested"}


def items_line(total: int, done: int) -> str:
    """ "2 of 6 items reviewed"."""
    if not done:
        return ngettext("%(total)s item", "%(total)s items", total) % {"total": total}
    return _("%(done)s of %(total)s items reviewed") % {"done": done, "total": total}


@register.filter
def outcome_line(submission: Submission) -> str:
    """ "5 approved · 1 sent back"."""
    return told_outcome(queries.outcome_of(submission))


def told_outcome(outcome: queries.Outcome) -> str:
    parts = [_("%(count)s approved") % {"count": outcome.approved}] if outcome.approved else []
    if outcome.sent_back:
        parts.append(_("%(count)s sent back") % {"count": outcome.sent_back})
    return " · ".join(parts)


def who_reads(people: Sequence[object]) -> str:
    """ "Rita and Otto are reading this", of people or their names; empty where there is nobody."""
    names = ", ".join(str(person) for person in people)
    if not people:
        return ""
    said = ngettext("%(names)s is reading this", "%(names)s are reading this", len(people))
    return said % {"names": names}


@register.filter
def working_time(time: timedelta | None) -> str:
    """Working time in words; a dash where there is none."""
    return told(time)


@register.filter
def reason_text(item: SubmissionItem) -> str:
    """Why it was sent back, in the reader's language."""
    return reasons.reason_text(item)


@register.filter
def verdict_code(item: SubmissionItem) -> str:
    """The look of an item's verdict, as a status code of the components."""
    if item.version and item.version.document.removed_at and not item.verdict:
        return "removed"
    return CODES.get(item.verdict, "to_read")


@register.filter
def verdict_word(item: SubmissionItem) -> str:
    """The verdict in a word: what the reviewer means to do, and once it was decided what was done."""
    if item.verdict and item.verdict_by_id and item.submission.state in MEANT:
        return item.get_verdict_display()
    words = {
        "removed": _("Removed"),
        "approved": _("Approved"),
        "changes_requested": _("Sent back"),
        "to_read": _("To read"),
    }
    return words[verdict_code(item)]


@register.filter
def may_be_told(item: SubmissionItem) -> bool:
    """Whether the partner may know the verdict: it was decided, or the checks made it."""
    told = item.submission.state == SubmissionState.DECIDED or item.settled
    return told or item.reason_code == REFUSED_BY_CHECKS


@register.filter
def outcome_state(item: SubmissionItem) -> str:
    """The mark of an item on the partner's page, in the look of a requirement."""
    code = verdict_code(item) if may_be_told(item) else "to_read"
    if counts_no_more(item):
        return "unmet"
    if item.submission.state == SubmissionState.WITHDRAWN:
        return "not_applicable"
    return {"approved": "met", "changes_requested": "unmet", "removed": "not_applicable"}.get(code, "pending")


@register.filter
def outcome_word(item: SubmissionItem) -> str:
    """The same in a word."""
    if counts_no_more(item):
        return _("Approval taken back")
    if may_be_told(item):
        return verdict_word(item)
    return _("Sent") if item.submission.state == SubmissionState.WITHDRAWN else _("With Microsoft")


@register.filter
def counts_no_more(item: SubmissionItem) -> bool:
    """It was approved here, and the approval was taken back later."""
    return item.version is not None and item.version.state == DocumentState.REVOKED


@register.filter
def seen(items: Sequence[SubmissionItem]) -> str:
    """What the page shows of these items, for acts that are refused where it has changed."""
    return queries.seen_of(items)


@register.filter
def rule_line(rule: SecondReviewRule) -> str:
    """What a rule for second reviewers asks, in words: "A share on Azure within bounds: 50 % to 60 %"."""
    name, said = str(rule.get_kind_display()), _figures(rule)
    return labelled(name, said) if said else name


def _figures(rule: SecondReviewRule) -> str:
    if rule.share_from is not None and rule.share_to is not None:
        bounds = {"low": percent(rule.share_from), "high": percent(rule.share_to)}
        return _("%(low)s to %(high)s") % bounds
    return str(rule.get_offer_type_display()) if rule.offer_type else str(rule.decisions or "")


@register.filter
def rule_names(kinds: Sequence[str]) -> str:
    """The kinds of rule by which a decision waits for a second reviewer."""
    return ", ".join(str(RuleKind(kind).label) for kind in kinds)


@register.simple_tag
def first_said(appeal: Appeal, item: SubmissionItem) -> str:
    """Why the decision that is appealed sent this item back; empty if it did not."""
    kept = appeal.first.get(str(item.public_id))
    if kept is None:
        return ""
    return reasons.reason_text(
        SubmissionItem(**{name: kept[name] for name in ("reason_code", "reason", "reason_told")})
    )


@register.filter
def may_be_revoked(item: SubmissionItem) -> bool:
    return item.version is not None and item.version.state == DocumentState.APPROVED


@register.filter
def document_label(kind: str) -> str:
    """The name of a kind of document by its code, from a snapshot."""
    return str(DocumentKind(kind).label)


@register.filter
def state_label(state: str) -> str:
    """The name of a document's state by its code, from a snapshot."""
    return str(DocumentState(state).label)


@register.filter
def requirement_codes(item: SubmissionItem, asks: Asks) -> tuple[str, ...]:
    """The requirements that a verdict on this item bears on."""
    return reasons.requirements_of(item, asks)


@register.inclusion_tag("reviews/_rule.html", takes_context=True)
def reason_rule(context: template.Context, item: SubmissionItem) -> dict[str, Any]:
    """``{% reason_rule item %}``: the rules that the reason of this item rests on, each with its source.

    A rule that the rulebook in force does not ask of such an offer has no source to name.
    """
    rulebook = rulebook_for(context["request"])
    asks = asks_of(item.submission.offer, rulebook)
    source = source_line(rules_of(rulebook))
    codes = reasons.rules_behind(item, asks)
    return {
        "rules": [
            {"title": title(code), "source": source if code in asks.requirements else ""} for code in codes
        ]
    }


@register.inclusion_tag("reviews/checklist.html", takes_context=True)
def checklist(context: template.Context) -> dict[str, Any]:
    """``{% checklist %}``: what the person's organisation has left to do until it has published for the first time."""
    request = context["request"]
    membership = current_membership(request)
    found = checklist_of(membership) if membership else None
    return {"checklist": found, "csrf_token": context.get("csrf_token")}


@register.simple_tag(takes_context=True)
def desk_url(context: template.Context, name: str, *keys: object, **query: object) -> str:
    """``{% desk_url "desk" submission.public_id item=item.public_id %}``: it keeps the queue that one came from."""
    address = reverse(f"reviews:{name}", args=keys)
    return keeping(context["request"], f"{address}?{urlencode(query)}" if query else address)


@register.simple_tag(takes_context=True)
def queue_url(context: template.Context) -> str:
    """``{% queue_url %}``: the queue from which somebody came to the desk, as it was filtered."""
    return way_back(context["request"])


@register.simple_tag(takes_context=True)
def queue_query(context: template.Context) -> str:
    """``{% queue_query %}``: the same as a hidden value of a form that asks with GET."""
    return came_from(context["request"])


@register.simple_tag(takes_context=True)
def reading_link(context: template.Context, reading: Reading, **changes: Any) -> str:
    """``{% reading_link reading zoom="150" %}``: the same reading with something else."""
    return keeping(context["request"], _address_of(reading, **changes))


def _address_of(reading: Reading, **changes: Any) -> str:
    """Whole: a form that comes back with faults stands at an address of its own."""
    desk = reverse("reviews:desk", args=[reading.item.submission.public_id])
    return f"{desk}{reading.address(**changes)}"


@register.filter
def zooms(_reading: Reading) -> list[tuple[str, str]]:
    """Every zoom by its code, with its name."""
    fits = {"width": _("Fit width"), "page": _("Fit page")}
    return [(code, fits.get(code) or _("%(percent)s %%") % {"percent": code}) for code in ZOOMS]


@register.simple_tag(takes_context=True)
def hit_links(context: template.Context, reading: Reading) -> dict[str, str]:
    """The hits before and after the one in sight, each on its page."""
    near = {"previous": reading.hit - 1, "next": reading.hit + 1}
    return {
        name: keeping(
            context["request"], f"{_address_of(reading, hit=number)}#page-{reading.page_of_hit(number)}"
        )
        for name, number in near.items()
        if 1 <= number <= reading.total
    }
