"""The styleguide shows each component in all its states, and knows every state that a model has."""

from itertools import chain
from typing import Any, get_args

import pytest
from django.db.models import TextChoices
from lxml import html

from cosell.styleguide import styleguide
from cosell.styleguide_states import STATES
from cosell.templatetags.look import STATUS_LOOKS, TONE_ICONS
from eligibility.models import JobState, RulebookState, Status
from eligibility.rules.codes import State
from offers.models import DocumentState, RequestState
from reviews.models import SubmissionState
from tests.support.look import stranger

pytestmark = pytest.mark.urls("tests.support.styleguide_urls")

WITH_A_BADGE: tuple[type[TextChoices], ...] = (
    DocumentState,
    JobState,
    RulebookState,
    SubmissionState,
    RequestState,
    Status,
)


def of_class(name: str) -> str:
    return f"[contains(concat(' ', normalize-space(@class), ' '), ' {name} ')]"


# How the page shows a state: by a class of its name, else by what is there.
BY_CLASS = {
    "badge": "badge-{}",
    "requirement": "requirement-{}",
    "document-card": "document-{}",
    "progress": "progress-{}",
    "message-bar": "message-bar-{}",
    "toast": "toast-{}",
    "stepper": "stepper-{}",
    "status-ladder": "ladder-{}",
    "next-step": "next-step-{}",
    "thread": "thread-{}",
    "button": "button-{}",
    "meter": "meter-{}",
}
CHART, TABLE = f"//figure{of_class('chart')}", f"//*{of_class('data-table')}"
BY_WHAT_IS_THERE = {
    ("button", "disabled"): f"//button{of_class('button')}[@disabled]",
    ("button", "link"): f"//a{of_class('button')}",
    ("drop-zone", "plain"): "//*[@data-drop-zone][not(@data-ready)]",
    ("drop-zone", "ready"): "//*[@data-drop-zone][@data-ready][not(@data-over)]",
    ("drop-zone", "over"): "//*[@data-drop-zone][@data-over]",
    ("progress", "unknown"): f"//*{of_class('progress')}//progress[not(@value)]",
    ("meter", "plain"): "//*[@class='meter']",
    ("message-bar", "live"): f"//*{of_class('message-bar')}[@role]",
    ("message-bar", "dismissible"): f"//*{of_class('message-bar')}//*[@data-dismiss]",
    ("chart", "threshold"): f"{CHART}[.//*{of_class('chart-threshold')}]",
    ("chart", "no_threshold"): f"{CHART}[not(.//*{of_class('chart-threshold')})]",
    ("chart", "forecast"): f"{CHART}//*{of_class('chart-forecast')}",
    ("chart", "refund"): f"{CHART}//td[contains(., '-')]",
    ("chart", "flat"): f"{CHART}[contains(., 'Nothing in these months')]",
    ("data-table", "filled"): f"{TABLE}//tbody/tr",
    ("data-table", "empty"): f"{TABLE}//*{of_class('empty-state')}",
    ("data-table", "live"): f"{TABLE}//*[@hx-trigger='every 5s']",
    ("data-table", "filtered"): f"{TABLE}//form{of_class('filter-form')}",
    ("field", "valid"): f"//*{of_class('field')}[not(contains(@class, 'field-invalid'))]",
    ("field", "invalid"): f"//*{of_class('field-invalid')}",
    ("field", "conflict"): f"//*{of_class('field')}//*{of_class('conflict')}",
    ("field", "optional"): f"//*{of_class('field')}//*{of_class('optional')}",
    ("field", "disabled"): f"//*{of_class('field')}//input[@disabled]",
    ("field", "readonly"): f"//*{of_class('field')}//input[@readonly]",
    ("thread", "empty"): "//*[@id='conversation-empty'][contains(., 'Nobody has written yet.')]",
}
SHOWN = [
    (component, state)
    for component, states in STATES.items()
    for state in states
    if component != "status-badge"
]


@pytest.fixture(scope="module")
def page() -> Any:
    return html.fromstring(styleguide(stranger("/styleguide/")).content.decode())


@pytest.mark.parametrize(("component", "state"), SHOWN)
def test_state_is_on_the_page(page: Any, component: str, state: str) -> None:
    by_class = BY_CLASS.get(component, "").format(state)
    assert page.xpath(BY_WHAT_IS_THERE.get((component, state)) or f"//main//*{of_class(by_class)}")


def test_every_status_is_on_the_page_in_a_word(page: Any) -> None:
    words = {" ".join(each.text_content().split()) for each in page.xpath(f"//*{of_class('badge')}")}
    assert {code.replace("_", " ").capitalize() for code in STATES["status-badge"]} <= words


@pytest.mark.parametrize("states", WITH_A_BADGE, ids=lambda states: states.__name__)
def test_every_state_of_a_model_has_a_look(states: type[TextChoices]) -> None:
    assert set(states.values) - set(STATUS_LOOKS) == set()


def test_the_table_has_every_state_of_its_component() -> None:
    assert set(DocumentState.values) == set(STATES["document-card"]) - {"empty"}
    assert set(get_args(State)) == set(STATES["requirement"])
    assert set(get_args(State)) <= set(STATUS_LOOKS)
    assert set(TONE_ICONS) == set(STATES["toast"]) == set(STATES["message-bar"]) - {"live", "dismissible"}
    assert {look.tone for look in STATUS_LOOKS.values()} <= set(STATES["badge"])
    assert set(JobState.values) - {"waiting"} == set(STATES["progress"]) - {"unknown"}


def test_every_mark_is_of_a_state() -> None:
    assert set(BY_WHAT_IS_THERE) <= set(SHOWN)
    assert set(chain(BY_CLASS, (component for component, _state in BY_WHAT_IS_THERE))) == set(STATES) - {
        "status-badge"
    }
