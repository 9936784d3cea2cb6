"""Bar charts as plain geometry: the server computes, templates/components/chart.html draws SVG without scripts."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

GAP_SHARE = Decimal("0.25")


@dataclass(frozen=True)
class Point:
    """One bar: its label, its value, the value as a person reads it, and whether it is a forecast."""

    label: str
    value: Decimal
    shown: str
    forecast: bool = False


@dataclass(frozen=True)
class Bar:
    """A point with its rectangle in the drawing, in SVG user units from the top left."""

    label: str
    value: Decimal
    shown: str
    forecast: bool
    x: Decimal
    y: Decimal
    width: Decimal
    height: Decimal


@dataclass(frozen=True)
class Threshold:
    """A line across the chart with its words, at ``y``; the words stand at ``text_y``."""

    label: str
    y: Decimal
    text_y: Decimal


@dataclass(frozen=True)
class BarChart:
    """All that the chart component draws and says."""

    title: str
    description: str
    label_heading: str
    value_heading: str
    width: int
    height: int
    baseline: Decimal
    bars: tuple[Bar, ...]
    threshold: Threshold | None

    @property
    def is_flat(self) -> bool:
        """Return whether there is no bar to be seen."""
        return not any(bar.height for bar in self.bars)

    @property
    def highest(self) -> str:
        """Return the greatest value that is no forecast, in words, which gives the height of every bar a measure."""
        known = [bar for bar in self.bars if not bar.forecast]
        return max(known, key=lambda bar: bar.value).shown if known else ""

    @property
    def first_label(self) -> str:
        """Return the label below the left end."""
        return self.bars[0].label if self.bars else ""

    @property
    def last_label(self) -> str:
        """Return the label below the right end."""
        return self.bars[-1].label if self.bars else ""


def bar_chart(
    points: Sequence[Point],
    *,
    title: str,
    description: str,
    label_heading: str,
    value_heading: str,
    threshold: Decimal | None = None,
    threshold_label: str = "",
    width: int = 284,
    height: int = 96,
) -> BarChart:
    """Return the chart of ``points`` from left to right, in their order.

    The scale always holds zero, every value (refunds may be negative) and the threshold, so that a bar's length is
    true to its figure. ``title``, ``description`` and the two headings are read out and head the table.
    """
    values = [point.value for point in points] + [Decimal(0)] + ([] if threshold is None else [threshold])
    scale = _Scale(low=min(values), high=max(values), height=height)
    step = Decimal(width) / max(len(points), 1)
    return BarChart(
        title=title,
        description=description,
        label_heading=label_heading,
        value_heading=value_heading,
        width=width,
        height=height,
        baseline=scale.y(Decimal(0)),
        bars=tuple(_bar(point, index, step, scale) for index, point in enumerate(points)),
        threshold=None if threshold is None else _threshold(threshold_label, scale.y(threshold), height),
    )


@dataclass(frozen=True)
class _Scale:
    low: Decimal
    high: Decimal
    height: int

    def y(self, value: Decimal) -> Decimal:
        span = self.high - self.low
        if not span:
            return Decimal(self.height)
        return _rounded((self.high - value) / span * self.height)


def _bar(point: Point, index: int, step: Decimal, scale: _Scale) -> Bar:
    top, zero = scale.y(point.value), scale.y(Decimal(0))
    return Bar(
        label=point.label,
        value=point.value,
        shown=point.shown,
        forecast=point.forecast,
        x=_rounded(index * step),
        y=min(top, zero),
        width=_rounded(step * (1 - GAP_SHARE)),
        height=abs(top - zero),
    )


def _threshold(label: str, y: Decimal, height: int) -> Threshold:
    below = y + 12
    return Threshold(label=label, y=y, text_y=below if below < height else y - 4)


def _rounded(value: Decimal) -> Decimal:
    return value.quantize(Decimal("0.1"))
