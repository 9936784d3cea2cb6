"""Contacts of an offer, and which countries its sales contacts cover."""

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from cosell.locations import WORLDWIDE, country_name
from offers.models import Contact, ContactImport, ContactRole, ImportState, Offer
from offers.models.contact_import import KEPT_DAYS
from offers.places import countries_by_region, unfold


@dataclass(frozen=True, slots=True)
class Cell:
    """One country of the grid, and the names of its sales contacts where they were asked for."""

    code: str
    name: str
    covered: bool
    by: tuple[str, ...] = ()


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
    def missing_names(self) -> str:
        """At most a dozen of them: the grid shows the rest."""
        names = [cell.name for cell in self.missing]
        return ", ".join(names[:12]) + (" …" if len(names) > 12 else "")

    @property
    def covered(self) -> int:
        return self.total - len(self.missing)

    @property
    def complete(self) -> bool:
        return bool(self.cells) and not self.missing


def contacts_of(offer: Offer) -> QuerySet[Contact]:
    """All contacts of the offer, by name."""
    return offer.contacts.all()


def find_contacts(offer: Offer, search: str = "") -> QuerySet[Contact]:
    """The contacts whose name, e-mail or job title contains ``search``; all of them where it is empty."""
    found = offer.contacts.all()
    if text := search.strip():
        found = found.filter(
            Q(name__icontains=text) | Q(email__icontains=text) | Q(job_title__icontains=text)
        )
    return found


def past_imports(offer: Offer) -> QuerySet[ContactImport]:
    """What replaced the offer's contacts in the last 30 days, newest first; ``is_undone``: it was taken back."""
    undone = ContactImport.objects.filter(undoes=OuterRef("pk"), state=ImportState.USED)
    since = timezone.now() - timedelta(days=KEPT_DAYS)
    used = offer.contact_imports.filter(state=ImportState.USED, used_at__gt=since)
    return used.defer("before", "table").select_related("uploaded_by").annotate(is_undone=Exists(undone))


def find_contact(offer: Offer, public_id: uuid.UUID) -> Contact | None:
    """A contact of an offer that was loaded for this person already; None if there is none, or it was removed."""
    contact = offer.contacts.filter(public_id=public_id).first()
    if contact:
        contact.offer = offer
    return contact


def eligible_countries(offer: Offer, of_programme: Iterable[str] | None) -> set[str]:
    """The countries it is sold in that take part in the programme; ``None`` means that all do."""
    sold_in = set(offer.countries)
    return sold_in if of_programme is None else sold_in & set(of_programme)


def sales_coverage(offer: Offer, eligible_countries: Iterable[str]) -> Coverage:
    """Which of the offer's eligible countries its sales contacts cover. One query."""
    sales = offer.contacts.filter(role=ContactRole.PARTNER_SALES)
    return cover(eligible_countries, sales.order_by().values_list("countries", flat=True))


def coverage_by_region(offer: Offer, eligible_countries: Iterable[str]) -> list[tuple[str, Coverage]]:
    """The offer's eligible countries region by region, each with who covers it; regions without any are left out."""
    sales = offer.contacts.filter(role=ContactRole.PARTNER_SALES).order_by("name", "pk")
    by: dict[str, list[str]] = {}
    for name, codes in sales.values_list("name", "countries"):
        for code in codes:
            by.setdefault(code, []).append(name)
    eligible = set(eligible_countries)
    regions = (
        (region, [code for code, _name in choices if code in eligible])
        for region, choices in countries_by_region()
    )
    return [
        (region, Coverage(tuple(_cell(code, by) for code in codes))) for region, codes in regions if codes
    ]


def _cell(code: str, by: Mapping[str, list[str]]) -> Cell:
    names = (*by.get(code, ()), *by.get(WORLDWIDE, ()))
    return Cell(code, country_name(code), covered=bool(names), by=names)


def cover(eligible_countries: Iterable[str], contacts: Iterable[list[str]]) -> Coverage:
    """Which of ``eligible_countries`` are named by ``contacts``, each given as its list of codes; ``OOO`` is all."""
    named = {code for codes in contacts for code in codes}
    cells = [
        Cell(code, country_name(code), covered=code in named or WORLDWIDE in named)
        for code in set(eligible_countries)
    ]
    return Coverage(tuple(sorted(cells, key=lambda cell: unfold(cell.name))))
