"""Every address × every persona. An address that is in no row fails: nobody forgets to say who may open it."""

from collections.abc import Iterator
from importlib import import_module
from pkgutil import iter_modules
from typing import Any
from urllib.parse import urlencode

import pytest
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

import tests.url_matrix as matrix
from cosell.views import ANONYMOUS
from tests.url_matrix import PERSONAS, Row, World

SIGN_IN = "/accounts/login/"


def collected() -> dict[str, list[Row]]:
    rows: dict[str, list[Row]] = {}
    for module in iter_modules(matrix.__path__):
        for name, row in import_module(f"tests.url_matrix.{module.name}").ROWS.items():
            rows[name] = row if isinstance(row, list) else [row]
    return rows


def addresses(resolver: URLResolver, namespace: str = "") -> Iterator[tuple[str, URLPattern]]:
    for entry in resolver.url_patterns:
        if isinstance(entry, URLResolver):
            inner = f"{namespace}{entry.namespace}:" if entry.namespace else namespace
            yield from addresses(entry, inner)
        else:
            yield f"{namespace}{entry.name}", entry


ROWS = collected()
ADDRESSES = dict(addresses(get_resolver()))


def test_every_address_is_in_the_matrix() -> None:
    assert sorted(ADDRESSES) == sorted(ROWS)


def test_every_view_of_ours_says_who_may_open_it() -> None:
    ours = {name: each.callback for name, each in ADDRESSES.items() if not name.startswith("account_")}
    assert [name for name, view in ours.items() if not getattr(view, "roles", None)] == []


@pytest.mark.django_db
@pytest.mark.parametrize("name", sorted(ROWS))
def test_each_persona_gets_what_the_matrix_says(name: str) -> None:
    world = World()
    assert set(world.people) == set(PERSONAS)
    for row in ROWS[name]:
        got = {persona: outcome(world, row, name, persona) for persona in PERSONAS}
        assert got == row.expected, f"{row.method} {name}"


@pytest.mark.django_db
@pytest.mark.parametrize("name", sorted(name for name in ROWS if not name.startswith("account_")))
def test_nobody_outside_a_view_s_roles_gets_in(name: str) -> None:
    roles = ADDRESSES[name].callback.roles
    world = World()
    for row in ROWS[name]:
        for persona, status in row.expected.items():
            person = world.people[persona]
            role = person.role if person else ANONYMOUS
            assert role in roles or status in {"sign-in", "403"}, f"{row.method} {name} as {persona}"


def outcome(world: World, row: Row, name: str, persona: str) -> str:
    """What this persona gets. Whatever the request changes is undone, so that each finds the same world."""
    with transaction.atomic():
        address = reverse(name, kwargs=row.kwargs(world) or None)
        client = Client(raise_request_exception=False)
        person = world.people[persona]
        if person:
            client.force_login(person)
        status = _status(client.generic(row.method, address, **_body(row, world)))
        transaction.set_rollback(True)
    return status


def _body(row: Row, world: World) -> dict[str, Any]:

    if row.method != "POST":
        return {}
    return {
        "data": urlencode(row.data(world), doseq=True),
        "content_type": "application/x-www-form-urlencoded",
    }


def _status(response: Any) -> str:
    if response.streaming:
        response.getvalue()  # a file is closed when it was read to its end
    location = response.headers.get("Location", "")
    return "sign-in" if location.startswith(SIGN_IN) else str(response.status_code)
