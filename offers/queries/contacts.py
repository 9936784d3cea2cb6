"""Contacts of an offer, and which countries its sales contacts cover."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from django.db.models import Q, QuerySet
from django.http import Http404

from cosell.locations import WORLDWIDE, country_name
from offers.models import Contact, ContactRole, Offer
from offers.places import unfold

SORTS: Final = ("name", "email", "job_title", "role")


@dataclass(frozen=True, slots=True)
class Cell:
    """One country of the grid."""

    code: str
    name: str
    covered: bool


@dataclass(frozen=True, slots=True)
class Coverage:
    """Which of the countries asked for have a sales contact, sorted by the country's name."""

    cells: tuple[Cell, ...]

    @property
    def total(self) -> int:
        return len(self.cells)

    @property
    def missing(self) -> list[Cell]:
        return [cell for cell in self.cells if not cell.covered]

    @property
    def covered(self) -> int:
        return self.total - len(self.missing)

    @property
    def complete(self) -> bool:
        return bool(self.cells) and not self.missing


def contacts_of(offer: Offer) -> QuerySet[Contact]:
    """All contacts of the offer, by name."""
    return offer.contacts.all()


def find_contacts(offer: Offer, *, search: str = "", sort: str = "") -> QuerySet[Contact]:
    """The contacts whose name, e-mail or job title contains ``search``. ``sort`` is one of ``SORTS``, with ``-`` for
    the other way round; anything else sorts by name.
    """
    found = offer.contacts.all()
    if text := search.strip():
        found = found.filter(
            Q(name__icontains=text) | Q(email__icontains=text) | Q(job_title__icontains=text)
        )
    field = sort if sort.removeprefix("-") in SORTS else "name"
    return found.order_by(field, "pk")


def load_contact(offer: Offer, public_id: uuid.UUID) -> Contact:
    """A contact of an offer that was loaded for this person already; 404 where it is gone."""
    contact = offer.contacts.filter(public_id=public_id).first()
    if contact is None:
        raise Http404
    contact.offer = offer
    return contact


def sales_coverage(offer: Offer, eligible_countries: Iterable[str]) -> Coverage:
    """Which of the offer's eligible countries its sales contacts cover. One query."""
    sales = offer.contacts.filter(role=ContactRole.PARTNER_SALES)
    return cover(eligible_countries, sales.order_by().values_list("countries", flat=True))


def cover(eligible_countries: Iterable[str], contacts: Iterable[list[str]]) -> Coverage:
    """Which of ``eligible_countries`` are named by ``contacts``, each given as its list of codes; ``OOO`` is all."""
    named = {code for codes in contacts for code in codes}
    cells = [
        Cell(code, country_name(code), covered=code in named or WORLDWIDE in named)
        for code in set(eligible_countries)
    ]
    return Coverage(tuple(sorted(cells, key=lambda cell: unfold(cell.name))))
