"""A preview or an activation as pages show it: its progress, what it counts, and each change with its reason."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias

from django.db.models import Count, Q, QuerySet
from django.urls import reverse
from django.utils.formats import localize
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cosell.dates import date_format
from cosell.lists import page_of
from eligibility.forms.filters import ChangeFilter
from eligibility.messages import because
from eligibility.models import JobChange, JobKind, JobStage, JobState, Rulebook, RulebookJob, Status
from eligibility.queries import status_name, status_names
from eligibility.services.changes import RANK

if TYPE_CHECKING:
    from django.http import HttpRequest

CHANGE_SORTS = {
    "offer": ("offer__name", "pk"),
    "partner": ("offer__partner__name", "offer__name", "pk"),
    "before": ("before", "offer__name", "pk"),
    "after": ("after", "offer__name", "pk"),
}


def _pairs(*, rise: bool) -> Q:
    """The moves up or down the ladder; from one incentive to another is up, as lists sort them."""
    condition = Q()
    for before in Status.values:
        others = [
            after for after in Status.values if after != before and (RANK[after] > RANK[before]) is rise
        ]
        condition |= Q(before=before, after__in=others)
    return condition


MOVES = {
    "gain": _pairs(rise=True),
    "lose": _pairs(rise=False) & Q(kept_until__isnull=True),
    "keep": Q(kept_until__isnull=False),
}
Moves: TypeAlias = list[tuple[str, str, int]]  # status before, status after, how many offers
INCENTIVES = (Status.AZURE_IP_INCENTIVIZED, Status.BUSINESS_APPLICATIONS_INCENTIVIZED)


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a job is; ``state`` is what the progress component knows: running, done, failed."""

    state: str
    done: int
    total: int
    label: str
    step: str


def progress_of(job: RulebookJob) -> Progress:
    """Offers may come in while it runs, so that it never shows more than all."""
    total = max(job.total, job.done)
    states = {JobState.DONE: "done", JobState.FAILED: "failed"}
    state = states.get(JobState(job.state), "running")
    return Progress(state, job.done, max(total, 1), _label(job), _step(job, total))


def _label(job: RulebookJob) -> str:
    if job.kind == JobKind.PREVIEW:
        of = {
            "day": date_format(job.as_of or job.created_at, "DATE_FORMAT"),
            "made": date_format(job.created_at, "DATE_FORMAT"),
        }
        if job.state == JobState.DONE and job.as_of not in (None, job.created_at.date()):
            return (
                _("Revenue, competencies and enrolments as of %(day)s, everything else as of %(made)s") % of
            )
        if job.state == JobState.DONE:
            return _("By the facts of %(day)s") % of
        return _("Working out what would change by the facts of %(day)s") % of
    if job.stage == JobStage.TELLING and job.state != JobState.DONE:
        return _("Telling the partners")
    return _("Every offer is assessed") if job.state == JobState.DONE else _("Assessing every offer")


def _step(job: RulebookJob, total: int) -> str:
    if job.state == JobState.WAITING:
        return _("Waiting for a worker")
    if job.state == JobState.FAILED:
        return _("It failed three times in a row. Start it again, or ask those who run this installation.")
    of = {"done": localize(job.done), "total": localize(total)}
    return _("%(done)s of %(total)s offers read") % of


def job_context(request: HttpRequest, job: RulebookJob) -> dict[str, Any]:
    """What the pages of a job show: progress, tiles, and the changes, filtered and paged."""
    filters = filter_of(request, job)
    moves = _moves_of(job)
    page = page_of(request, changes_of(job, filters.asked), sorts=CHANGE_SORTS, default="partner")
    return {
        "progress": progress_of(job),
        "tiles": _tiles(job, moves),
        "by_status": _by_status(job, moves),
        "may_restart": job.kind == JobKind.ACTIVATION and job.state == JobState.FAILED,
        "filters": filters,
        "page": page,
        "rows": [_row(change, job) for change in page],
        "csv_url": f"{reverse('eligibility:job_changes', args=[job.public_id])}?{request.GET.urlencode()}",
    }


def rulebook_before(job: RulebookJob) -> Rulebook:
    """The one that a job compares with: what an offer had before is called by its names."""
    return job.against or job.rulebook


def filter_of(request: HttpRequest, job: RulebookJob) -> ChangeFilter:
    """By which the changes of a job are narrowed down, on the page and in the file."""
    return ChangeFilter(
        request.GET,
        names_before=status_names(rulebook_before(job)),
        names_after=status_names(job.rulebook),
        is_done=job.kind == JobKind.ACTIVATION,
    )


def changes_of(job: RulebookJob, asked: dict[str, Any]) -> QuerySet[JobChange]:
    """What a job changed or would change, narrowed down as ``ChangeFilter`` names it."""
    return narrowed(job.changes.select_related("offer__partner").defer("offer__countries"), asked)


def narrowed(changes: QuerySet[JobChange], asked: dict[str, Any]) -> QuerySet[JobChange]:
    if words := asked.get("q", "").strip():
        changes = changes.filter(Q(offer__name__icontains=words) | Q(offer__partner__name__icontains=words))
    if partner := asked.get("partner", "").strip():
        changes = changes.filter(offer__partner__name__icontains=partner)
    for name, column in (("before", "before"), ("after", "after"), ("type", "offer__type")):
        if asked.get(name):
            changes = changes.filter(**{column: asked[name]})
    return changes.filter(MOVES[asked["move"]]) if asked.get("move") else changes


def _moves_of(job: RulebookJob) -> Moves:
    return list(job.changes.order_by().values_list("before", "after").annotate(count=Count("pk")))


def _by_status(job: RulebookJob, moves: Moves) -> list[dict[str, Any]]:
    """How many offers hold each status before and after, keep it, gain it and lose it. Nothing of an older job."""
    if "kept" not in job.result:
        return []
    rows = []
    for status in Status.values:
        kept = sum(
            count for before, after, count in moves if _holds(before, status) and _holds(after, status)
        )
        kept += sum(count for has, count in job.result["kept"].items() if _holds(has, status))
        gained, lost = _gained(moves, status), _lost(moves, status)
        counts = {"before": kept + lost, "kept": kept, "gained": gained, "lost": lost, "after": kept + gained}
        rows.append({"status": status, "name": status_name(status, job.rulebook), **counts})
    return rows


def _tiles(job: RulebookJob, moves: Moves) -> list[dict[str, str]]:
    """Unchanged, gained and lost by status, and how many partners are concerned. Up to two queries."""
    partners = job.changes.aggregate(count=Count("offer__partner", distinct=True))["count"]
    kept = job.done - sum(count for _before, _after, count in moves)
    return [
        _tile(localize(kept), ngettext("offer keeps its status", "offers keep their status", kept)),
        *(
            tile
            for status in (Status.CO_SELL_READY, *INCENTIVES)
            for tile in _status_tiles(job, moves, status)
        ),
        *_kept_tiles(job),
        _tile(localize(partners), ngettext("partner concerned", "partners concerned", partners)),
    ]


def _kept_tiles(job: RulebookJob) -> list[dict[str, str]]:
    kept = job.changes.filter(kept_until__isnull=False).count() if job.rulebook.grace_days else 0
    if not kept:
        return []
    return [
        _tile(
            localize(kept), ngettext("of them keeps it for now", "of them keep it for now", kept), "warning"
        )
    ]


def _tile(value: str, label: str, tone: str = "") -> dict[str, str]:
    return {"value": value, "label": label, "tone": tone}


def _status_tiles(job: RulebookJob, moves: Moves, status: str) -> list[dict[str, str]]:
    """How many reach this status and how many lose it; nothing where nobody does. What is lost has its old name."""
    tiles = []
    if gained := _gained(moves, status):
        name = {"status": status_name(status, job.rulebook)}
        tiles.append(_tile(f"+{localize(gained)}", _("reach %(status)s") % name, "success"))
    if lost := _lost(moves, status):
        name = {"status": status_name(status, rulebook_before(job))}
        tiles.append(_tile(f"−{localize(lost)}", _("lose %(status)s") % name, "danger"))
    return tiles


def _gained(moves: Moves, status: str) -> int:
    return sum(
        count for before, after, count in moves if _holds(after, status) and not _holds(before, status)
    )


def _lost(moves: Moves, status: str) -> int:
    return sum(
        count for before, after, count in moves if _holds(before, status) and not _holds(after, status)
    )


def _holds(has: str, status: str) -> bool:
    """An incentivized offer is co-sell ready too."""
    return has == status or (status == Status.CO_SELL_READY and has in INCENTIVES)


def _row(change: JobChange, job: RulebookJob) -> dict[str, Any]:
    return {
        "offer": change.offer,
        "partner": change.offer.partner,
        "before": change.before,
        "before_name": status_name(change.before, rulebook_before(job)),
        "after": change.after,
        "after_name": status_name(change.after, job.rulebook),
        "kept_until": change.kept_until,
        "because": [because(row) for row in change.reasons],
    }
