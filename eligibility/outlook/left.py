"""What is left: the cheapest way to the next status, in the order of effort."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from eligibility.outlook.efforts import (
    EFFORTS,
    MICROSOFT,
    SALES,
    TO_DO,
    TO_HAND_IN,
    TO_REPLACE,
    effort_of,
)
from eligibility.rules import Row
from eligibility.rules.codes import CO_SELL_READY, DIAGRAM, MET, NOT_APPLICABLE, PENDING, STATUSES
from eligibility.rules.rulebook import REVENUE_PAIR

NOW: Final = "now"
LATER: Final = "later"  # once another step is done, or from a day on
WAITING: Final = "waiting"  # with Microsoft
WHENS: Final = (NOW, LATER, WAITING)
SENT_BACK: Final = ("changes_requested", "rejected")
NEVER: Final = 10**6  # months: longer than any forecast


@dataclass(frozen=True, slots=True)
class Step:
    """Something that stands between the offer and its next status.

    ``minutes`` are those of ``efforts``, 0 where nobody can hurry it. ``option`` is the cheapest of several ways (a
    kind of document, or ``social_media_url``), ``alternatives`` are the others: such kinds, or requirement codes.
    ``after`` names the requirement that has to be done first.
    """

    row: Row
    when: str
    effort: str
    minutes: int = 0
    option: str = ""
    alternatives: tuple[str, ...] = ()
    after: str = ""


@dataclass(frozen=True, slots=True)
class Left:
    """``level`` is the next status, None at the top; ``steps`` are none only there.

    ``keep`` are the requirements that time alone can undo, of those that the offer's status stands on.
    """

    level: str | None
    steps: tuple[Step, ...]
    keep: tuple[Row, ...]

    @property
    def to_do(self) -> tuple[Step, ...]:
        return tuple(step for step in self.steps if step.when != WAITING)

    @property
    def waiting(self) -> tuple[Step, ...]:
        return tuple(step for step in self.steps if step.when == WAITING)


def what_is_left(rows: Sequence[Row], months_to_go: Mapping[str, int] | None = None) -> Left:
    """``rows`` are an answer's requirements; ``months_to_go`` says of a revenue figure in how many months it is
    reached at the recent pace, so that the sooner of two is proposed."""
    level = next_level(rows)
    held = () if level == CO_SELL_READY else [row for row in rows if row.level != level]
    open_rows = [row for row in rows if row.level == level and not is_done(row)]
    steps = sorted(_steps(open_rows, months_to_go or {}), key=_order)
    return Left(level, tuple(steps), tuple(row for row in held if can_run_out(row)))


def next_level(rows: Iterable[Row]) -> str | None:
    """The lowest status of which something is not met yet; None where nothing is left."""
    levels = {row.level for row in rows if not is_done(row)}
    return min(levels, key=STATUSES.index, default=None)


def is_done(row: Row) -> bool:
    return row.state in (MET, NOT_APPLICABLE)


def can_run_out(row: Row) -> bool:
    """Whether it is met now and can be lost without anybody's doing: a period with an end, or a rolling window."""
    if row.state != MET:
        return False
    return bool(row.evidence.get("end")) or row.evidence.get("months_from") is not None


# --- From requirements to steps ---------------------------------------------------------------------------------------


def _steps(rows: Sequence[Row], months_to_go: Mapping[str, int]) -> Iterator[Step]:
    """One step a requirement; two revenue figures of which one is enough are one step."""
    skipped: set[str] = set()
    for row in rows:
        if row.code in skipped:
            continue
        if row.state == PENDING:
            yield _pending(row, rows)
        elif row.code in REVENUE_PAIR:
            step = _revenue(row, rows, months_to_go)
            skipped.update((step.row.code, *step.alternatives))
            yield step
        else:
            yield SPECIAL.get(row.code, _plain)(row, rows)


def _pending(row: Row, rows: Sequence[Row]) -> Step:
    """Microsoft has it. The share of Azure is read from the diagram, so it waits for nothing else."""
    return Step(row, WAITING, MICROSOFT)


def _plain(row: Row, rows: Sequence[Row]) -> Step:
    minutes = TO_DO[row.code]
    return Step(row, NOW, effort_of(minutes), minutes)


def _period(row: Row, rows: Sequence[Row]) -> Step:
    """A period that begins later needs nothing but its first day."""
    if row.evidence["period"] == "to_come":
        return Step(row, LATER, MICROSOFT)
    return _plain(row, rows)


def _documents(row: Row, rows: Sequence[Row]) -> Step:
    """All that is missing or was sent back; what waits for Microsoft needs no work."""
    minutes = sum(_document_minutes(kind, state) for kind, state in _states(row).items())
    return Step(row, NOW, effort_of(minutes), minutes)


def _document_minutes(kind: str, state: str | None) -> int:
    if state is None:
        return TO_HAND_IN[kind]
    return TO_REPLACE if state in SENT_BACK else 0


def _supporting(row: Row, rows: Sequence[Row]) -> Step:
    """One of them is enough: the cheapest is proposed, the others are named."""
    ways = {kind: _document_minutes(kind, state) for kind, state in _states(row).items()}
    if row.evidence["social_media_url"] is not None:
        ways["social_media_url"] = TO_HAND_IN["social_media_url"]
    option, *others = sorted(ways, key=lambda way: (ways[way], way))
    return Step(row, NOW, effort_of(ways[option]), ways[option], option, tuple(others))


def _revenue(row: Row, rows: Sequence[Row], months_to_go: Mapping[str, int]) -> Step:
    """Of two figures the one that is reached sooner, else the one that is less short."""
    other: Any = row.evidence["alternative"]
    pair = [each for each in rows if each.code in (row.code, other)]
    best, *others = sorted(pair, key=lambda each: (months_to_go.get(each.code, NEVER), _shortfall(each)))
    return Step(best, NOW, SALES, alternatives=tuple(each.code for each in others))


def _shortfall(row: Row) -> float:
    """The part of the threshold that is missing; only to compare two."""
    evidence: Any = row.evidence
    return float(evidence["short"]) / max(float(evidence["threshold"]), 0.01)


def _infrastructure(row: Row, rows: Sequence[Row]) -> Step:
    """The reviewer reads the share from the diagram. A share that is confirmed but too low takes moving to Azure."""
    if row.evidence["percent"] is None:
        return Step(row, LATER, MICROSOFT, after=DIAGRAM)
    minutes = TO_DO["azure_infrastructure/short"]
    return Step(row, NOW, effort_of(minutes), minutes)


def _validation(row: Row, rows: Sequence[Row]) -> Step:
    """The reviewer does it with the next submission; one that failed has to be mended first."""
    failed = row.evidence["passed"] is False
    minutes = TO_DO["technical_validation/failed" if failed else row.code]
    return Step(row, NOW, effort_of(minutes), minutes)


def _states(row: Row) -> dict[str, str | None]:
    evidence: Any = row.evidence
    return dict(evidence["documents"])


SPECIAL: Final[Mapping[str, Callable[[Row, Sequence[Row]], Step]]] = {
    "required_documents": _documents,
    "architecture_diagram": _documents,
    "supporting_material": _supporting,
    "azure_infrastructure": _infrastructure,
    "technical_validation": _validation,
    "gold_competency": _period,
    "solutions_partner_designation": _period,
    "isv_connect_enrolment": _period,
    "isv_connect_premium": _period,
}
SENT_WITH_PUBLISHING: Final = ("offer_published", "technical_validation")


def _order(step: Step) -> tuple[int, int, int, int]:
    """What can be done now first, the least effort first; publishing last of what is alike, since it sends the rest."""
    publishes = step.row.code in SENT_WITH_PUBLISHING
    return (
        WHENS.index(step.when),
        EFFORTS.index(step.effort),
        int(publishes),
        step.minutes,
    )
