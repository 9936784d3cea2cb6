"""Reads that more than one caller needs: the rulebook in force, what it asks of an offer, where an offer stands."""

from __future__ import annotations

from copy import copy
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any, TypeAlias

from django.core.exceptions import ObjectDoesNotExist
from django.db.models import F
from django.utils import timezone
from django.utils.translation import get_language

from cosell.frame import OfferInFrame
from eligibility.editions import vocabulary
from eligibility.models import Assessment, GracePeriod, OfferStatus, Rulebook, RulebookState, Status
from eligibility.rules import Row, parse_rulebook
from eligibility.rules.codes import DIAGRAM
from eligibility.rules.rulebook_parsing import NOT_PUBLISHED
from offers.queries import offers_visible_to

if TYPE_CHECKING:
    import uuid
    from collections.abc import Sequence
    from datetime import date, datetime

    from django.http import HttpRequest

    from cosell.accounts.models import User
    from eligibility.rules import Rulebook as Rules
    from eligibility.rules.rulebook import OfferTypeRules
    from offers.models import Offer

Requirement: TypeAlias = dict[str, Any]  # code, level, state and evidence, as an assessment stores them

DONE_STATES = frozenset({"met", "not_applicable"})


# --- Rulebooks --------------------------------------------------------------------------------------------------------


def rulebook_in_force() -> Rulebook:
    """The rulebook that counts now. One narrow query; its data is read once a process and kept."""
    public_id, revision = (
        Rulebook.objects.filter(state=RulebookState.IN_FORCE).values_list("public_id", "revision").get()
    )
    return copy(_rulebook(public_id, revision))  # what a caller does to it stays with the caller


def rulebook_in_force_before(moment: datetime) -> Rulebook | None:
    """The one that counted just before; None if that was before the first one. One query."""
    return Rulebook.objects.filter(in_force_at__lt=moment).order_by("-in_force_at", "-pk").first()


def rulebook_for(request: HttpRequest) -> Rulebook:
    """The same, looked up once in a request."""
    kept: Rulebook | None = vars(request).get("_rulebook_in_force")
    if kept is None:
        kept = vars(request)["_rulebook_in_force"] = rulebook_in_force()
    return kept


@lru_cache(maxsize=8)
def _rulebook(public_id: uuid.UUID, revision: int) -> Rulebook:
    return Rulebook.objects.get(public_id=public_id, revision=revision)


_parsed: dict[tuple[uuid.UUID, int], Rules] = {}
MOST_PARSED = 32


def rules_of(rulebook: Rulebook) -> Rules:
    """A stored rulebook in the form that the engine runs, read once for each of its revisions.

    Raises ``InvalidDataError`` if its data is faulty.
    """
    key = rulebook.public_id, rulebook.revision
    if key not in _parsed:
        if len(_parsed) >= MOST_PARSED:
            _parsed.clear()
        _parsed[key] = parse_rulebook(rulebook.data, vocabulary())
    return _parsed[key]


# --- What is asked of an offer ----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Asks:
    """What the rulebook in force asks of an offer of this type.

    ``eligible_countries`` are the programme's, None where every country takes part. ``path`` is ``materials`` or
    ``cloud_specialist``; ``incentive`` the status beyond *Co-sell ready* that it can
    reach, or None; document kinds and requirement codes are those of the rules' contract.
    """

    path: str
    has_option: bool
    incentive: str | None
    incentive_name: str
    required_kinds: tuple[str, ...]
    optional_kinds: tuple[str, ...]
    supporting_kinds: tuple[str, ...]
    social_media_counts: bool
    requirements: frozenset[str]
    eligible_countries: frozenset[str] | None

    @property
    def diagram_asked(self) -> bool:
        """Whether the incentive asks for an architecture diagram, or for a share that is confirmed from one."""
        return bool(self.requirements & {"architecture_diagram", "azure_infrastructure"})

    @property
    def by_materials(self) -> bool:
        return self.path == "materials"

    def need_of(self, kind: str) -> str:
        """``required``, ``supporting``, ``incentive``, ``optional`` or, for a kind not asked for, an empty text."""
        if kind == DIAGRAM:
            return "incentive" if self.diagram_asked else ""
        for need, kinds in (
            ("required", self.required_kinds),
            ("supporting", self.supporting_kinds),
            ("optional", self.optional_kinds),
        ):
            if kind in kinds:
                return need
        return ""


def asks_of(offer: Offer, rulebook: Rulebook | None = None) -> Asks:
    return asks_of_type(offer.type, rulebook)


def asks_of_type(offer_type: str, rulebook: Rulebook | None = None) -> Asks:
    rules = rules_of(rulebook or rulebook_in_force())
    of_type: OfferTypeRules = rules.offer_types[offer_type]
    by_materials = of_type.path == "materials"
    incentive = of_type.incentive
    return Asks(
        path=of_type.path,
        has_option=of_type.co_sell_option,
        incentive=incentive,
        incentive_name=rules.status_name(incentive, language()) if incentive else "",
        required_kinds=of_type.documents.required if by_materials else (),
        optional_kinds=of_type.documents.optional if by_materials else (),
        supporting_kinds=of_type.documents.supporting if by_materials else (),
        social_media_counts=by_materials and of_type.terms.social_media_url_counts,
        requirements=frozenset(check.code for check in of_type.checks),
        eligible_countries=rules.eligible_countries,
    )


def asked_of_any(rules: Rules) -> frozenset[str]:
    """The requirements that these rules ask of at least one offer type."""
    return frozenset(check.code for of_type in rules.offer_types.values() for check in of_type.checks)


# --- Where an offer stands --------------------------------------------------------------------------------------------


def standing_of(offer: Offer) -> OfferStatus:
    """The offer's stored status; one that was never assessed is *Not ready*, without an assessment."""
    try:
        return offer.standing
    except ObjectDoesNotExist:
        return OfferStatus(offer=offer, status=Status.NOT_READY, since=offer.created_at)


def requirements_of(offer: Offer) -> Sequence[Requirement]:
    """What the newest assessment says of each requirement, in the contract's order."""
    assessment = standing_of(offer).assessment
    return assessment.requirements if assessment else ()


def row_of(requirement: Requirement) -> Row:
    """A stored requirement in the form that ``eligibility.messages`` makes sentences of."""
    return Row(**requirement)


def left_of(offer: Offer) -> list[Requirement]:
    """The requirements that are not met yet, those waiting for Microsoft among them."""
    return [row for row in requirements_of(offer) if row["state"] not in DONE_STATES]


def step_1_met(rulebook: Rulebook, requirements: Sequence[Requirement]) -> bool:
    publish = rules_of(rulebook).publish
    return all(row["state"] in DONE_STATES for row in requirements if row["code"] in publish)


def status_name(status: str, rulebook: Rulebook, *, step_1_met: bool = True) -> str:
    """How this rulebook calls a status, in the reader's language."""
    return rules_of(rulebook).status_name(status, language(), step_1_met=step_1_met)


def status_names(rulebook: Rulebook) -> dict[str, str]:
    """The name of every status by its code, from the lowest up."""
    return {code: status_name(code, rulebook) for code in Status.values}


def names_to_tell() -> dict[str, str]:
    """What a notice calls each status that ``status_to_tell`` gives, by the rulebook in force. One narrow query."""
    rulebook = rulebook_in_force()
    not_published = status_name(Status.NOT_READY, rulebook, step_1_met=False)
    return {**status_names(rulebook), NOT_PUBLISHED: not_published}


def status_to_tell(status: str, rulebook: Rulebook, requirements: Sequence[Requirement]) -> str:
    """The code that a notice keeps of a status: editions may name *Not ready* otherwise before step 1 is met."""
    if status != Status.NOT_READY or step_1_met(rulebook, requirements):
        return status
    return NOT_PUBLISHED


def status_to_tell_of(offer: Offer, status: str) -> str:
    """The same for an offer whose requirements are not at hand: read only where the name hangs on them."""
    if status != Status.NOT_READY:
        return status
    return status_to_tell(status, rulebook_in_force(), requirements_of(offer))


def live_state(offer: Offer) -> str:
    """Where an offer stands in the marketplace: ``live``, ``stopped`` or ``draft``."""
    if offer.is_live:
        return "live"
    return "stopped" if offer.stopped_at else "draft"


def held_since(standing: OfferStatus) -> date:
    """The day from which the offer has had its shown status without a break; a grace period is none. Two queries."""
    status, since = standing.shown_status, timezone.now().date()
    kept = list(GracePeriod.objects.filter(offer=standing.pk, kept_status=status))
    turns = Assessment.objects.filter(offer=standing.pk).exclude(status=F("previous_status"))
    for at, turned_to in turns.order_by("-pk").values_list("at", "status"):
        day = at.date()
        if turned_to != status and not any(each.bridges(day, since) for each in kept):
            break
        since = day
    return since


def newest_assessments(offer_ids: Sequence[int]) -> dict[int, Assessment]:
    """The current assessment of each of these offers that has one."""
    standings = OfferStatus.objects.filter(offer__in=offer_ids, assessment__isnull=False)
    return {row.offer_id: row.assessment for row in standings.select_related("assessment") if row.assessment}


def progress_of(requirements: Sequence[Requirement]) -> str:
    """How many are met, of how many: "5/6"; empty where there are none."""
    done = sum(row["state"] in DONE_STATES for row in requirements)
    return f"{done}/{len(requirements)}" if requirements else ""


def offer_in_frame(user: User, public_id: uuid.UUID) -> OfferInFrame | None:
    """What the frame shows of the open offer, with how far it is. One query."""
    offers = (
        offers_visible_to(user).select_related("standing__assessment").defer("standing__assessment__facts")
    )
    offer = offers.filter(public_id=public_id).first()
    return OfferInFrame(offer.name, offer.partner_id, progress_of(requirements_of(offer))) if offer else None


def language() -> str:
    return get_language() or "en"
