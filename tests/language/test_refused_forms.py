"""Whatever a form refuses, it says so in the reader's language: ours, Django's and the libraries' words alike."""

from collections.abc import Iterator
from itertools import product
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse
from lxml import html

from tests.language.figures import in_wrong_form
from tests.language.visiting import ROWS, client_of, is_page
from tests.language.words import outside_the_marks
from tests.language.world import GreekWorld
from tests.support.pages import tree_of

WRITERS = ("owner", "programme_admin", "anonymous")
GARBAGE = ("", "Ω\x07Ω", "Ω" * 3000, "-5")
NO_PAGES = {"account_logout", "offers:version_page", "offers:version_download", "offers:contacts_export"}
PAGES = sorted(
    name
    for name, rows in ROWS.items()
    if name not in NO_PAGES
    and rows[0].method == "GET"
    and any(rows[0].expected[each] == "200" for each in WRITERS)
)
WRITTEN = [f"@type='{each}'" for each in ("text", "email", "url", "number", "date", "password", "search")]
HIDDEN = ".//input[@type='hidden']/@name"
TYPED_INTO = (
    "//main//form[@method='post'][.//textarea or .//select or .//input[@name and not(@type='hidden')]]"
)
WRITTEN_INTO = f"{TYPED_INTO}[.//textarea or .//input[not(@type)] or .//input[{' or '.join(WRITTEN)}]]"


def refusals(world: GreekWorld, name: str, kind: str = TYPED_INTO) -> Iterator[str]:
    """The pages that every form of this one answers with when all that is typed is garbage."""
    row = ROWS[name][0]
    persona = next(each for each in WRITERS if row.expected[each] == "200")
    client = client_of(world, persona)
    address = reverse(name, kwargs=row.kwargs(world) or None)
    for form, garbage in product(_forms(client, address, kind), GARBAGE):
        with transaction.atomic():
            answer = client_of(world, persona).post(
                form.get("action") or address, _filled(form, garbage), follow=True
            )
            transaction.set_rollback(True)
        if is_page(answer):
            yield answer.content.decode()


def _forms(client: Client, address: str, kind: str) -> list[Any]:
    """Those into which something is typed or chosen, each kind once."""
    answer = client.get(address)
    forms = tree_of(answer).xpath(kind) if is_page(answer) else []
    return list({tuple(sorted(map(str, form.fields))): form for form in forms}.values())


def _filled(form: Any, garbage: str) -> dict[str, Any]:
    values, hidden = dict(form.form_values()), set(form.xpath(HIDDEN))
    return {field: values.get(field, "") if field in hidden else garbage for field in form.fields if field}


@pytest.mark.django_db
@pytest.mark.parametrize("name", PAGES)
def test_a_refusal_is_french_to_a_french_reader(name: str, read_in_french: GreekWorld) -> None:
    found = {fault for page in refusals(read_in_french, name) for fault in _faults(page)}
    assert found == set()


@pytest.mark.django_db
@pytest.mark.parametrize("name", PAGES)
def test_a_refusal_is_summed_up_above_with_a_link_to_each_field(
    name: str, read_in_french: GreekWorld
) -> None:
    pages = [html.fromstring(page) for page in refusals(read_in_french, name)]
    assert [fault for page in pages for fault in _not_summed_up(page)] == []


@pytest.mark.django_db
@pytest.mark.parametrize("name", PAGES)
def test_what_was_written_is_not_answered_by_a_message_alone(name: str, read_in_french: GreekWorld) -> None:
    """The form that was written into would be gone."""
    pages = [html.fromstring(page) for page in refusals(read_in_french, name, WRITTEN_INTO)]
    assert [fault for page in pages for fault in _told_elsewhere(page)] == []


def _not_summed_up(page: Any) -> list[str]:
    """The controls that are wrong and to which no summary leads."""
    linked = {link.removeprefix("#") for link in page.xpath("//*[@id='error-summary']//a/@href")}
    wrong = page.xpath("//main//*[contains(@class, 'field-invalid')]")
    return [str(field.get("data-field")) for field in wrong if linked.isdisjoint(field.xpath(".//@id"))]


def _told_elsewhere(page: Any) -> list[str]:
    bars = page.xpath("//*[contains(@class, 'message-bar-danger')]")
    return [" ".join(bar.text_content().split()) for bar in bars]


def _faults(page: str) -> list[str]:
    return outside_the_marks(page) + in_wrong_form(page, "fr", editions=True)
