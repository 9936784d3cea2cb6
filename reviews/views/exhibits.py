"""What a reviewer looks at: each part of a submission as it was sent, made ready for the page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from cosell.accounts.models import Partner
from cosell.locations import country_name, state_name
from eligibility.queries import rulebook_in_force, rules_of
from offers.models import ContactRole, Offer, Platform, Segment, SolutionType
from offers.models.choices import OfferType
from offers.places import unfold
from offers.queries import Coverage, cover
from offers.solution_areas import AREAS
from reviews.models import ItemKind

if TYPE_CHECKING:
    from django.db.models import TextChoices

    from offers.models import DocumentVersion
    from reviews.models import Submission, SubmissionItem

Json = dict[str, Any]
A4 = (1000, 1414)  # its shape, in pixels


@dataclass(frozen=True, slots=True)
class Row:
    """A heading with its value; ``href`` where the value is an address outside. An empty value was not filled in."""

    label: str
    value: str
    href: str = ""


@dataclass(frozen=True, slots=True)
class ContactRow:
    name: str
    email: str
    job_title: str
    role: str
    countries: str
    states: str


@dataclass(frozen=True, slots=True)
class Exhibit:
    """``pages`` are (number, width, height) of the page images; ``groups`` are (heading, rows)."""

    item: SubmissionItem
    pages: tuple[tuple[int, int, int], ...] = ()
    groups: tuple[tuple[str, list[Row]], ...] = ()
    contacts: tuple[ContactRow, ...] = ()
    coverage: Coverage | None = None


def exhibit_of(submission: Submission, item: SubmissionItem) -> Exhibit:
    """An item in full, from the snapshot; a document by its page images."""
    snapshot = submission.snapshot
    if item.version:
        return Exhibit(item, pages=tuple(_pages(item.version)))
    if item.kind == ItemKind.LISTING:
        return Exhibit(item, groups=(("", listing_rows(snapshot["listing"])),))
    if item.kind == ItemKind.LINKS:
        return Exhibit(item, groups=(("", link_rows(snapshot["links"])),))
    if item.kind == ItemKind.CONTACTS:
        contacts, countries = snapshot["contacts"], snapshot["properties"]["countries"]
        return Exhibit(item, contacts=contact_rows(contacts), coverage=coverage_of(contacts, countries))
    offer, profile = property_rows(snapshot["properties"]), profile_rows(snapshot["business_profile"])
    return Exhibit(item, groups=((_("Offer"), offer), (_("Business profile"), profile)))


def _pages(version: DocumentVersion) -> Iterator[tuple[int, int, int]]:
    for number in range(1, version.page_images + 1):
        known = version.page_sizes[number - 1 : number] or [
            A4
        ]  # unknown of what was drawn before sizes were kept
        yield number, *known[0]


def property_rows(properties: Json) -> list[Row]:
    return [
        Row(_label(Offer, "name"), properties["name"]),
        Row(_label(Offer, "type"), _names(OfferType, [properties["type"]])),
        Row(_label(Offer, "summary"), properties["summary"]),
        Row(_label(Offer, "paid"), _yes_or_no(properties["paid"])),
        Row(_label(Offer, "transactable"), _yes_or_no(properties["transactable"])),
        Row(_label(Offer, "countries"), country_names(properties["countries"])),
    ]


def profile_rows(profile: Json) -> list[Row]:
    shown = {**profile, "country": country_names([profile["country"]] if profile["country"] else [])}
    rows = [Row(_label(Partner, name), shown[name]) for name in ("name", *Partner.PROFILE_FIELDS)]
    return [Row(row.label, row.value, row.value) if row.value == profile["website"] else row for row in rows]


def listing_rows(listing: Json) -> list[Row]:
    kind = [listing["solution_type"]] if listing["solution_type"] else []
    return [
        Row(_label(Offer, "platforms"), _names(Platform, listing["platforms"])),
        Row(_label(Offer, "segments"), _names(Segment, listing["segments"])),
        Row(_label(Offer, "solution_type"), _names(SolutionType, kind)),
        Row(_label(Offer, "solution_areas"), "; ".join(map(_area, listing["solution_areas"]))),
    ]


def link_rows(links: Json) -> list[Row]:
    return [
        Row(_label(Offer, name), links[name], links[name])
        for name in ("landing_page_url", "social_media_url")
    ]


def contact_rows(contacts: Iterable[Json]) -> tuple[ContactRow, ...]:
    return tuple(
        ContactRow(
            name=contact["name"],
            email=contact["email"],
            job_title=contact["job_title"],
            role=_names(ContactRole, [contact["role"]]),
            countries=country_names(contact["countries"]),
            states=", ".join(map(state_name, contact["states"])),
        )
        for contact in contacts
    )


def coverage_of(contacts: Iterable[Json], countries: Iterable[str]) -> Coverage:
    """Which of the eligible countries that the offer is sold in have a sales contact."""
    eligible = rules_of(rulebook_in_force()).eligible_countries
    asked = countries if eligible is None else eligible.intersection(countries)
    sales = [contact["countries"] for contact in contacts if contact["role"] == ContactRole.PARTNER_SALES]
    return cover(asked, sales)


def country_names(codes: Iterable[str]) -> str:
    return ", ".join(sorted(map(country_name, codes), key=unfold))


def _area(area: Json) -> str:
    known = AREAS.get(area["area"])
    if known is None:
        return str(area["area"])
    parts = [str(known.sub_areas.get(code, code)) for code in area["sub_areas"]]
    return f"{known.name} ({', '.join(parts)})" if parts else str(known.name)


def _names(choices: type[TextChoices], codes: Iterable[str]) -> str:
    """The names of these codes; a code that is no longer known stands for itself."""
    labels = dict(choices.choices)
    return ", ".join(str(labels.get(code, code)) for code in codes)


def _label(model: type[Offer | Partner], field: str) -> str:
    return str(getattr(model._meta.get_field(field), "verbose_name", field))


def _yes_or_no(value: object) -> str:
    return _("Yes") if value else _("No")
