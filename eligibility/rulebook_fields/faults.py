"""The rules' faults of a rulebook, at the fields where a person mends them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext

from eligibility.messages import fault_line
from eligibility.rulebook_fields.benefits import benefit_name
from eligibility.rulebook_fields.catalogue import FIELDS
from eligibility.rulebook_fields.cells import NEEDS, cell_name

if TYPE_CHECKING:
    from eligibility.rules import Fault

BENEFIT = re.compile(r"benefits\[(?P<index>\d+)\](?:\.(?:text\.)?(?P<part>\w+))?")
OF_TYPE = re.compile(r"offer_types\.(?P<type>\w+)\.(?P<list>(?:extra|without)_\w+|documents)")
BY_PLACE = {field.place: name for name, field in FIELDS.items() if field.place}


def faults_by_field(faults: Iterable[Fault], data: Mapping[str, Any]) -> dict[str | None, list[str]]:
    """Sentences in the reader's language by the name of the field; None for what belongs to no field."""
    found: dict[str | None, list[str]] = {}
    for fault in faults:
        name = _field_of(fault, data)
        line = gettext(fault.template) % fault.details if name else fault_line(fault)
        found.setdefault(name, []).append(line)
    return found


def _field_of(fault: Fault, data: Mapping[str, Any]) -> str | None:
    place = re.sub(r"\[\d+\]$", "", fault.place)
    if place in BY_PLACE:
        return BY_PLACE[place]
    if match := BENEFIT.match(fault.place):
        entry = data["benefits"][int(match["index"])]
        name = benefit_name(entry["status"], entry["code"])
        part = f"{name}_{match['part']}"
        return part if part in FIELDS else name if name in FIELDS else None
    return _cell_of(fault, data) or _document_of(fault, data)


def _cell_of(fault: Fault, data: Mapping[str, Any]) -> str | None:
    """How a type differs from its path and its incentive stands in lists: each requirement and kind has a cell."""
    match = OF_TYPE.match(fault.place)
    if match is None:
        return None
    held = data["offer_types"][match["type"]].get(match["list"])
    if match["list"] == "documents":
        return cell_name(match["type"], "asks_required_documents")
    code = fault.details.get("code") or next(iter(held or ()), "")
    name = cell_name(match["type"], f"asks_{code}")
    return name if name in FIELDS else None


def _document_of(fault: Fault, data: Mapping[str, Any]) -> str | None:
    """A list of documents has no field of its own: each kind has one, which says in which list it stands."""
    section, _dot, need = fault.place.partition(".")
    if section != "documents" or need not in NEEDS:
        return None
    kinds = data["documents"].get(need) or ["customer_one_pager"]
    return f"document_{fault.details.get('kind', kinds[0])}"
