"""Every address of the matrix, visited by whoever may open it."""

from dataclasses import dataclass
from importlib import import_module
from pkgutil import iter_modules
from typing import Any
from urllib.parse import urlencode

from django.db import transaction
from django.test import Client
from django.urls import reverse

import tests.url_matrix as matrix
from tests.language.world import GreekWorld
from tests.url_matrix import Row

PERSONAS = ("anonymous", "viewer", "owner", "reviewer", "programme_admin")
ROWS: dict[str, list[Row]] = {
    name: row if isinstance(row, list) else [row]
    for module in iter_modules(matrix.__path__)
    for name, row in import_module(f"tests.url_matrix.{module.name}").ROWS.items()
}


@dataclass(frozen=True)
class Page:
    """``where`` names the address, the way it was asked for, the status and who read it."""

    where: str
    status: int
    text: str


def pages_of(world: GreekWorld, name: str) -> list[Page]:
    """What this address shows to each persona, in HTML. Whatever a request changes is undone."""
    return [
        page for row in ROWS[name] for persona in PERSONAS if (page := _visited(world, name, row, persona))
    ]


def _visited(world: GreekWorld, name: str, row: Row, persona: str) -> Page | None:
    if row.expected[persona] == "sign-in" or row.expected[persona].startswith("3"):
        return None
    with transaction.atomic():
        answer = _answer(world, name, row, persona)
        transaction.set_rollback(True)
    if not is_page(answer):
        return None
    return Page(
        f"{row.method} {name} {answer.status_code} {persona}", answer.status_code, answer.content.decode()
    )


def is_page(answer: Any) -> bool:
    """A page in HTML or a part of one; a file that came instead is closed by reading it."""
    if answer.streaming:
        answer.getvalue()
        return False
    return bool(answer.content) and answer.headers.get("Content-Type", "").startswith("text/html")


def client_of(world: GreekWorld, persona: str) -> Client:
    """The browser of one of the world's people, or of nobody known."""
    person = world.people[persona]
    client = Client(headers={"Accept-Language": world.language})
    if person:
        client.force_login(person)
    return client


def _answer(world: GreekWorld, name: str, row: Row, persona: str) -> Any:
    client = client_of(world, persona)
    address = reverse(name, kwargs=row.kwargs(world) or None)
    data = urlencode(row.data(world), doseq=True) if row.method == "POST" else ""
    return client.generic(row.method, address, data, "application/x-www-form-urlencoded")
