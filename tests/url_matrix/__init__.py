"""Who may open which address: one row for each, in one module a room.

``ROWS`` of each module: ``{"app:name": Row(…)}``, or a list of rows where an address is tried in several ways. A row
says what each persona gets, in the order of ``PERSONAS``: a status, or ``sign-in`` for the sign-in page.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from cosell.accounts.models import User
from tests.builders import make_member, make_offer, make_partner, make_user

PERSONAS = ("anonymous", "stranger", "viewer", "editor", "owner", "reviewer", "programme_admin")
EVERYBODY = "200 200 200 200 200 200 200"


class World:
    """What the rows speak of: an organisation with people and an offer, a stranger to it, and Microsoft's people."""

    def __init__(self) -> None:
        self.partner = make_partner(name="Contoso")
        self.offer = make_offer(self.partner)

    @cached_property
    def people(self) -> dict[str, User | None]:
        """By the names of ``PERSONAS``. The stranger owns another organisation."""
        members = {role: make_member(self.partner, role=role) for role in ("viewer", "editor", "owner")}
        staff = {role: make_user(role=role) for role in ("reviewer", "programme_admin")}
        return {"anonymous": None, "stranger": make_member(make_partner()), **members, **staff}


@dataclass(frozen=True)
class Row:
    """``kwargs`` makes the address's arguments (and what they name) in a world; ``data`` is what a POST sends."""

    expects: str
    kwargs: Callable[[World], dict[str, Any]] = lambda world: {}
    method: str = "GET"
    data: Callable[[World], dict[str, Any]] = field(default=lambda world: {})

    @property
    def expected(self) -> dict[str, str]:
        return dict(zip(PERSONAS, self.expects.split(), strict=True))


def of_partner(world: World) -> dict[str, Any]:
    return {"partner_id": world.partner.public_id}


def of_offer(world: World) -> dict[str, Any]:
    return {"offer_id": world.offer.public_id}
