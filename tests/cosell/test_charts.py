"""The geometry of bar charts."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cosell.charts import BarChart, Point, bar_chart


def chart(*values: int, threshold: int | None = None) -> BarChart:
    return bar_chart(
        [
            Point(label=f"m{index}", value=Decimal(value), shown=str(value))
            for index, value in enumerate(values)
        ],
        title="Revenue",
        description="By month",
        label_heading="Month",
        value_heading="USD",
        threshold=None if threshold is None else Decimal(threshold),
        threshold_label="goal",
        width=100,
        height=100,
    )


@pytest.mark.parametrize(
    ("values", "heights"),
    [
        ((50, 100), ["50.0", "100.0"]),
        ((0, 10), ["0.0", "100.0"]),
        ((0, 0), ["0", "0"]),
        ((-50, 50), ["50.0", "50.0"]),
        ((), []),
    ],
)
def test_bar_is_as_long_as_its_share_of_the_scale(values: tuple[int, ...], heights: list[str]) -> None:
    assert [bar.height for bar in chart(*values).bars] == [Decimal(height) for height in heights]


def test_refund_hangs_below_the_baseline() -> None:
    drawn = chart(-50, 50)
    assert drawn.baseline == Decimal(50)
    assert [bar.y for bar in drawn.bars] == [Decimal(50), Decimal(0)]


def test_bars_stand_side_by_side_with_gaps() -> None:
    assert [(bar.x, bar.width) for bar in chart(1, 2, 3, 4).bars] == [
        (Decimal(0), Decimal("18.8")),
        (Decimal(25), Decimal("18.8")),
        (Decimal(50), Decimal("18.8")),
        (Decimal(75), Decimal("18.8")),
    ]


def test_threshold_above_all_bars_is_on_the_scale() -> None:
    drawn = chart(50, threshold=100)
    assert drawn.threshold is not None
    assert (drawn.threshold.y, drawn.bars[0].height) == (Decimal(0), Decimal(50))


def test_ends_are_labelled() -> None:
    assert (chart(1, 2, 3).first_label, chart(1, 2, 3).last_label, chart().first_label) == ("m0", "m2", "")


@given(st.lists(st.integers(-1_000_000, 1_000_000), max_size=40))
def test_every_bar_lies_inside_the_drawing(values: list[int]) -> None:
    for bar in chart(*values).bars:
        assert Decimal(0) <= bar.x <= bar.x + bar.width <= Decimal("100.1")
        assert Decimal(0) <= bar.y <= bar.y + bar.height <= Decimal("100.1")


@pytest.mark.parametrize(("values", "is_flat"), [((), True), ((0, 0), True), ((0, 1), False), ((-1,), False)])
def test_chart_without_a_bar_to_be_seen_is_flat(values: tuple[int, ...], is_flat: bool) -> None:
    assert chart(*values).is_flat is is_flat


def test_highest_bar_is_named_for_the_caption() -> None:
    assert chart(3, 16, 2).highest == "16"
    assert chart().highest == ""


def test_a_forecast_is_not_the_highest() -> None:
    points = [Point("m0", Decimal(1), "1"), Point("m1", Decimal(9), "9", forecast=True)]
    drawn = bar_chart(points, title="", description="", label_heading="", value_heading="")
    assert drawn.highest == "1"
