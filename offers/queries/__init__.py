"""Reads of offers that more than one caller needs. What loads by a public id also asks who may see it."""

from offers.queries.contacts import (
    Coverage,
    contacts_of,
    cover,
    coverage_by_region,
    eligible_countries,
    find_contact,
    find_contacts,
    past_imports,
    sales_coverage,
)
from offers.queries.documents import Slot, current_slots, load_version
from offers.queries.offers import load_offer, offer_in_frame, offers_visible_to
from offers.queries.specialist import requests_of

__all__ = [
    "Coverage",
    "Slot",
    "contacts_of",
    "cover",
    "coverage_by_region",
    "current_slots",
    "eligible_countries",
    "find_contact",
    "find_contacts",
    "load_offer",
    "load_version",
    "offer_in_frame",
    "offers_visible_to",
    "past_imports",
    "requests_of",
    "sales_coverage",
]
