"""A day, a moment and a month as readers of both languages write them, wherever the product prints one."""

from datetime import UTC, date, datetime

import pytest
from django.template import engines
from django.utils.translation import override

from cosell.dates import date_format
from cosell.notifications.models import Notification
from cosell.notifications.rendering import told
from tests.support.look import component

MONTHS = {
    "fr": ["janv.", "févr.", "mars", "avr.", "mai", "juin", "juil.", "août", "sept.", "oct.", "nov.", "déc."],
    "en": ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"],
}
FIRST = {"fr": "1er", "en": "1"}
A_FIRST = datetime(2021, 2, 1, 10, 42, tzinfo=UTC)
FORMS = [
    ("fr", "DATE_FORMAT", "1er févr. 2021"),
    ("fr", "SHORT_DATE_FORMAT", "1er févr. 2021"),
    ("fr", "MONTH_DAY_FORMAT", "1er févr."),
    ("fr", "YEAR_MONTH_FORMAT", "févr. 2021"),
    ("fr", "DATETIME_FORMAT", "1er févr. 2021, 10:42"),
    ("fr", "SHORT_DATETIME_FORMAT", "1er févr. 2021, 10:42"),
    ("en", "DATE_FORMAT", "1 Feb 2021"),
    ("en", "DATETIME_FORMAT", "1 Feb 2021, 10:42"),
    ("en", "YEAR_MONTH_FORMAT", "Feb 2021"),
]


def in_a_template(source: str, value: object) -> str:
    return engines["django"].from_string(source).render({"value": value})


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("month", range(1, 13))
def test_each_first_and_every_other_day_of_a_month(language: str, month: int) -> None:
    name = MONTHS[language][month - 1]
    with override(language):
        assert date_format(date(2021, month, 1)) == f"{FIRST[language]} {name} 2021"
        for day in (2, 3, 10, 11, 21, 28):
            assert date_format(date(2021, month, day)) == f"{day} {name} 2021"
        assert date_format(date(2021, month, 1), "YEAR_MONTH_FORMAT") == f"{name} 2021"


def test_the_last_of_a_month_is_no_first() -> None:
    with override("fr"):
        assert date_format(date(2021, 1, 31)) == "31 janv. 2021"


@pytest.mark.parametrize(("language", "style", "written"), FORMS)
def test_code_and_templates_write_every_form_alike(language: str, style: str, written: str) -> None:
    with override(language):
        assert date_format(A_FIRST, style) == written
        assert in_a_template(f'{{{{ value|date:"{style}" }}}}', A_FIRST) == written


def test_a_template_that_names_no_form_writes_the_day() -> None:
    with override("fr"):
        assert in_a_template("{{ value|date }}", A_FIRST) == "1er févr. 2021"


@pytest.mark.parametrize("nothing", [None, "", "soon", 7])
def test_what_is_no_day_is_written_as_nothing(nothing: object) -> None:
    assert in_a_template("{{ value|date }}", nothing) == ""


def test_a_moment_for_machines_and_for_readers() -> None:
    with override("fr"):
        shown = component("time", value=A_FIRST, format="DATE_FORMAT")
    assert shown == '<time datetime="2021-02-01T10:42:00+00:00">1er févr. 2021</time>'


@pytest.mark.django_db
def test_a_notice_tells_its_day_to_each_reader_in_their_own_form() -> None:
    notice = Notification(
        code="eligibility.grace_ends_soon", params={"offer": "Ωμέγα", "kept": "x", "until": "2021-02-01"}
    )
    with override("fr"):
        assert "1er févr. 2021" in told(notice).title
    with override("en"):
        assert "1 Feb 2021" in told(notice).title
