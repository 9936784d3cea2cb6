"""What a tour found: the table at its end, and the page to click through."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.template import Context, Engine

from tests.tour.page import ROLES, Found, Page
from tests.tour.visit import LANGUAGES, LOOKS, MOST_SHIFT, THEMES, WIDTHS
from tests.tour.walk import Visit
from tests.tour.weight import MOST_BYTES

TEMPLATE = Path(__file__).with_name("index.html")
FILTERS = (("language", list(LANGUAGES)), ("theme", list(THEMES)), ("width", list(WIDTHS)))


@dataclass(frozen=True)
class Card:
    """One page as one role sees it, in every look."""

    page: Page
    path: str
    weight: str
    paint: str
    visits: list[Visit]

    @property
    def shift(self) -> str:
        return f"{max(visit.shift for visit in self.visits):.3f}"

    @property
    def faults(self) -> list[str]:
        return [f"{visit.look}: {fault}" for visit in self.visits for fault in faults_of(visit)]


def faults_of(visit: Visit) -> list[str]:
    shifted = [f"the layout shifts by {visit.shift:.4f}"] if visit.shift > MOST_SHIFT else []
    return [*visit.faults, *shifted]


@dataclass(frozen=True)
class Result:
    """``weights``: bytes of CSS and JS by page; ``paints``: milliseconds. ``wanted``: how many visits were planned."""

    visits: list[Visit]
    weights: Mapping[str, int]
    paints: Mapping[str, float]
    wanted: int

    def faults(self) -> list[str]:
        """Every fault with where it was seen; pages too heavy, and visits that time did not allow, are faults too."""
        seen = [
            f"{visit.page.name} {visit.role} {visit.look}: {fault}"
            for visit in self.visits
            for fault in faults_of(visit)
        ]
        heavy = [
            f"{name}: {weight} bytes of CSS and JS"
            for name, weight in self.weights.items()
            if weight > MOST_BYTES
        ]
        missed = self.wanted - len(self.visits)
        return [*seen, *heavy, *([f"{missed} visits were not made: time was up"] if missed else [])]

    def summary(self) -> str:
        heaviest = max(self.weights, key=lambda name: self.weights[name])
        slowest = max(self.paints, key=lambda name: self.paints[name])
        rows = (
            ("Pages", str(len(self.weights))),
            ("Visits (page, role, look)", f"{len(self.visits)} of {self.wanted}"),
            ("Looks (language, theme, width)", str(len(LOOKS))),
            ("Faults", str(len(self.faults()))),
            ("Slowest first paint", f"{self.paints[slowest]:.0f} ms, {slowest} (medians)"),
            ("Heaviest CSS and JS", f"{_kilobytes(self.weights[heaviest])}, {heaviest}"),
        )
        return "\n".join(f"{label:<32}{value}" for label, value in rows)

    def write_index(self, folder: Path, places: Mapping[str, Found]) -> Path:
        roles = [{"name": role, "cards": self._cards(role, places)} for role in ROLES]
        context = {
            "filters": FILTERS,
            "roles": [role for role in roles if role["cards"]],
            "summary": self.summary(),
        }
        index = folder / "index.html"
        index.write_text(Engine().from_string(TEMPLATE.read_text("utf-8")).render(Context(context)), "utf-8")
        return index

    def _cards(self, role: str, places: Mapping[str, Found]) -> list[Card]:
        cards: dict[str, Any] = {}
        for visit in self.visits:
            if visit.role == role:
                cards.setdefault(visit.page.name, []).append(visit)
        return [
            Card(
                visits[0].page,
                places[name].path,
                _kilobytes(self.weights[name]),
                f"{self.paints[name]:.0f} ms",
                visits,
            )
            for name, visits in sorted(cards.items())
        ]


def _kilobytes(count: int) -> str:
    return f"{count / 1024:.1f} KB"
