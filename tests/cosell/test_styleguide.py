"""The components: each is shown on the styleguide, keeps to the content policy and says in words what it means."""

import gzip
import re
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.http import HttpResponse
from django.template.loader import get_template, render_to_string
from django.utils import translation

from cosell.styleguide import FRAMES, styleguide
from tests.support.look import component, stranger

pytestmark = pytest.mark.urls("tests.support.styleguide_urls")

COMPONENTS = sorted((settings.BASE_DIR / "templates" / "components").glob("*.html"))
FOUND_BY_OTHERS = {"coverage_key", "error_list"}  # parts of others that are documented
SHOWN_BY_FORMS = {"conflict"}  # the sample form has one
STYLEGUIDE = "".join(
    path.read_text() for path in (settings.BASE_DIR / "templates" / "styleguide").glob("*.html")
)
WEIGHT_LIMIT_BYTES = 60 * 1024

Show = Callable[..., HttpResponse]


@pytest.fixture
def show() -> Show:
    """Open the styleguide as a stranger: ``show(frame="desk")``."""
    return lambda **query: styleguide(stranger("/styleguide/", **query))


class Elements(HTMLParser):
    """Collects (tag, attributes) of a page."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))

    def values(self, name: str) -> list[str]:
        return [attrs[name] or "" for _tag, attrs in self.found if name in attrs]


def elements(response: HttpResponse) -> Elements:
    return Elements(response.content.decode())


@pytest.mark.parametrize("path", COMPONENTS, ids=lambda path: path.stem)
def test_component_is_on_the_styleguide(path: Path) -> None:
    get_template(f"components/{path.name}")
    tag = f"<c-{path.stem.replace('_', '-')}"
    used_inside = any(tag in other.read_text() for other in COMPONENTS if other != path)
    assert tag in STYLEGUIDE or used_inside or path.stem in SHOWN_BY_FORMS


def test_component_is_documented() -> None:
    documentation = (settings.BASE_DIR / "docs" / "components.md").read_text()
    missing = [path.stem for path in COMPONENTS if f"<c-{path.stem.replace('_', '-')}" not in documentation]
    assert set(missing) <= FOUND_BY_OTHERS


@pytest.mark.parametrize("frame", ["", *FRAMES])
@pytest.mark.parametrize("language", ["en", "fr"])
def test_page_keeps_to_the_content_policy(show: Show, frame: str, language: str) -> None:
    with translation.override(language):
        page = elements(show(frame=frame))
    names = {name for _tag, attrs in page.found for name in attrs}
    inline = [attrs for tag, attrs in page.found if tag == "script" and not attrs.get("src")]
    assert {name for name in names if name == "style" or name.startswith(("on", "hx-on"))} == set()
    assert inline == []
    assert [tag for tag, _attrs in page.found if tag == "style" or tag.startswith("c-")] == []


@pytest.mark.parametrize("frame", ["", *FRAMES])
def test_page_names_each_element_once_and_refers_to_what_exists(show: Show, frame: str) -> None:
    page = elements(show(frame=frame))
    ids = page.values("id")
    wanted = {
        each
        for name in ("for", "aria-labelledby", "aria-describedby", "data-dialog-open")
        for value in page.values(name)
        for each in value.split()
    }
    assert sorted(ids) == sorted(set(ids))
    assert wanted - set(ids) == set()


def test_server_error_page_needs_no_request_and_no_database() -> None:
    assert "Something went wrong on our side" in render_to_string("500.html")


def test_forbidden_page_gives_the_reason() -> None:
    assert "Your role does not open this page." in render_to_string(
        "403.html", {"exception": "Your role does not open this page."}
    )


def test_theme_of_the_cookie_is_drawn_by_the_server() -> None:
    def html(theme: str) -> str:
        request = stranger()
        request.COOKIES["theme"] = theme
        return render_to_string("500.html", {}, request)

    assert '<html lang="en" data-theme="dark">' in html("dark")
    assert '<html lang="en" data-theme="light">' in html("light")
    assert '<html lang="en">' in html('"><script>')


def test_page_weighs_less_than_its_budget(show: Show) -> None:
    page = elements(show())
    addresses = [
        value for name in ("href", "src") for value in page.values(name) if value.startswith("/static/")
    ]
    wanted = [value for value in addresses if value.endswith((".css", ".js"))]
    files = [finders.find(value.removeprefix("/static/")) for value in wanted]
    weight = sum(len(gzip.compress(Path(str(file)).read_bytes())) for file in files)
    assert len(files) > 10
    assert weight < WEIGHT_LIMIT_BYTES


def test_toast_is_sent_as_an_event(show: Show) -> None:
    response = show(toast="1")
    assert (response.status_code, response.headers["HX-Trigger"]) == (
        204,
        '{"toast": {"tone": "success", "text": "Draft saved"}}',
    )


def test_messages_become_message_bars(show: Show) -> None:
    html = show(message="1").content.decode()
    assert re.findall(r'class="message-bar message-bar-(\w+)"', html)[:2] == ["success", "danger"]


# --- single components -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("code", "tone"),
    [
        ("not_ready", "neutral"),
        ("co_sell_ready", "brand"),
        ("azure_ip_incentivized", "success"),
        ("changes_requested", "danger"),
        ("submitted", "warning"),
        ("never_heard_of", "neutral"),
    ],
)
def test_status_badge_has_tone_shape_and_word(code: str, tone: str) -> None:
    html = component("status-badge", code=code, label="A word")
    assert f"badge-{tone}" in html
    assert "<svg" in html
    assert "A word" in html


@pytest.mark.parametrize(
    ("state", "word"),
    [("met", "Met"), ("unmet", "Not met"), ("pending", "With Microsoft"), ("not_applicable", "Not needed")],
)
def test_requirement_says_its_state_in_words(state: str, word: str) -> None:
    html = component("requirement", title="Revenue", state=state)
    assert re.search(rf"<span>\s*{word}\s*</span>", html)


def test_meter_is_written_for_machines_in_every_language() -> None:
    with translation.override("fr"):
        html = component("meter", value=82450.5, max=100000, label="Revenue")
    assert 'max="100000" value="82450.5"' in html


def test_values_of_people_are_escaped() -> None:
    wicked = '" onclick="alert(1)"'
    html = component("button", variant="primary", value=wicked)
    assert 'value="&quot; onclick=&quot;alert(1)&quot;"' in html


def test_component_does_not_see_the_variables_of_the_page() -> None:
    assert "card-title" not in component("card", note="only a note")


def test_sort_header_turns_the_direction_round_and_keeps_the_filter() -> None:
    def header(**query: str) -> str:
        return component("sort-header", query=query, field="name", label="Name")

    assert 'href="?q=x&amp;sort=name"' in header(q="x", page="3")
    assert 'aria-sort="none"' in header(q="x")
    assert 'href="?q=x&amp;sort=-name"' in header(q="x", sort="name")
    assert 'aria-sort="ascending"' in header(sort="name")
    assert 'aria-sort="descending"' in header(sort="-name")


def test_progress_polls_while_it_runs_and_stops_when_done() -> None:
    running = component("progress", label="Job", value=3, poll_url="/job/")
    done = component("progress", label="Job", value=100, poll_url="/job/", state="done")
    assert 'hx-get="/job/" hx-trigger="every 1s"' in running
    assert "hx-get" not in done


def test_coverage_says_each_country_in_words() -> None:
    cells = [
        {"code": "FR", "name": "France", "covered": True},
        {"code": "RO", "name": "Romania", "covered": False},
    ]
    html = component("coverage-grid", cells=cells, label="Countries")
    assert "France: covered" in html
    assert "Romania: missing" in html
