"""One entry of the catalogue, and how it is found in a running installation."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote

from django.urls import reverse

from cosell.accounts.models import Membership
from tests.tour.scenery import NEWCOMER

STAFF = {"reviewer": "riley@microsoft.example", "programme_admin": "priya@microsoft.example"}
MEMBERS = ("owner", "editor", "viewer")
ANONYMOUS = "anonymous"
WITHOUT_ORGANISATION = "newcomer"
ROLES = (*MEMBERS, WITHOUT_ORGANISATION, *STAFF, ANONYMOUS)

OWNER = ("owner",)
EDITORS = ("owner", "editor")
TEAM = ("owner", "editor", "viewer")
EVERY_READER = (*TEAM, "reviewer", "programme_admin")
DESK = ("reviewer", "programme_admin")
ADMIN = ("programme_admin",)
NOBODY = (ANONYMOUS,)


@dataclass(frozen=True)
class Page:
    """One page in one state of its data.

    ``address``: name of its URL, or a path. ``arguments``: makes the URL's, inside the installation. ``sends``: the
    selector of a form that is sent as it stands, so that the page answers. ``partner``: whose members the roles are,
    where the arguments do not say so. ``drawn``: the template of an error page that no plain visit provokes.
    """

    name: str
    address: str
    roles: tuple[str, ...]
    arguments: Callable[[], dict[str, Any]] = field(default=dict)
    query: str = ""
    status: int = 200
    sends: str = ""
    partner: str = "Contoso Analytics"
    drawn: str = ""

    def path(self) -> str:
        if self.address.startswith("/"):
            return self.address
        return reverse(self.address, kwargs=self.arguments() or None) + self.query


@dataclass(frozen=True)
class Found:
    """Where a page lies in an installation, and by whom it is opened: address of each role's person."""

    path: str
    people: dict[str, str]


def people_of(page: Page) -> dict[str, str]:
    """The address of a person for each of the page's roles (inside the installation); "" for nobody."""
    return {role: _person(role, page) for role in page.roles}


def _person(role: str, page: Page) -> str:
    if role in MEMBERS:
        return Membership.objects.get(role=role, **_partner(page)).user.email
    return {**STAFF, WITHOUT_ORGANISATION: NEWCOMER, ANONYMOUS: ""}[role]


def _partner(page: Page) -> dict[str, Any]:
    arguments = page.arguments()
    if "offer_id" in arguments:
        return {"partner__offers__public_id": arguments["offer_id"]}
    if "partner_id" in arguments:
        return {"partner__public_id": arguments["partner_id"]}
    return {"partner__name": page.partner}


def file_name(*words: str) -> str:
    return quote("-".join(words), safe="")
