"""What was sent, frozen: JSON-shaped, so that reviewers and the record read the same whatever is edited later."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from cosell.accounts.models import Partner
from offers.models import DocumentVersion, Offer
from reviews.models import ItemKind

Json = dict[str, Any]

PROPERTIES = ("type", "name", "summary", "countries", "paid", "transactable")
LISTING = ("platforms", "segments", "solution_type", "solution_areas")
LINKS = ("landing_page_url", "social_media_url")
CONTACT = ("name", "email", "job_title", "role", "countries", "states")

PART_OF_KIND = {ItemKind.LISTING: "listing", ItemKind.LINKS: "links", ItemKind.CONTACTS: "contacts"}


def take_snapshot(offer: Offer, versions: Iterable[DocumentVersion]) -> Json:
    """``{"properties", "listing", "links", "contacts", "business_profile", "documents"}``.

    ``versions`` are those that stand or are sent, each with its document.
    """
    return {
        "properties": {**_fields(offer, PROPERTIES), "live": offer.is_live},
        "listing": _fields(offer, LISTING),
        "links": _fields(offer, LINKS),
        "contacts": [_fields(contact, CONTACT) for contact in offer.contacts.order_by("pk")],
        "business_profile": _fields(offer.partner, ("name", *Partner.PROFILE_FIELDS)),
        "documents": [_version(version) for version in versions],
    }


def is_empty(snapshot: Json, kind: str) -> bool:
    """Nothing at all was filled in, so that there is nothing to review."""
    part = snapshot[PART_OF_KIND[ItemKind(kind)]]
    return not any(part.values()) if isinstance(part, dict) else not part


def is_same(before: Json, after: Json, kind: str) -> bool:
    part = PART_OF_KIND[ItemKind(kind)]
    return bool(before.get(part) == after[part])


def _fields(source: object, names: Iterable[str]) -> Json:
    return {name: getattr(source, name) for name in names}


def _version(version: DocumentVersion) -> Json:
    return {
        "kind": version.document.kind,
        "version_id": str(version.public_id),
        "number": version.number,
        "name": version.original_name,
        "state": version.state,
    }
