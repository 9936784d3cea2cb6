"""Why something was sent back: the sentence of the catalogue in the reader's language, and the rule it rests on.

What was decided keeps the sentences that were told; until then the catalogue's own (``reviews.models.Reason``) count.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from django.utils.translation import get_language, gettext

from reviews.models import ItemKind, Reason, SubmissionItem
from reviews.models.submission import REFUSED_BY_CHECKS

if TYPE_CHECKING:
    from eligibility.queries import Asks

LANGUAGES = ("en", "fr")

CODES_OF_KIND: dict[str, tuple[str, ...]] = {
    ItemKind.PUBLISHING: ("offer_published", "business_profile_complete"),
    ItemKind.LISTING: ("listing_complete", "solution_type_ip"),
    ItemKind.LINKS: ("landing_page_url", "supporting_material"),
    ItemKind.CONTACTS: ("sales_contact_per_country",),
}
CODES_OF_NEED = {
    "required": ("required_documents",),
    "supporting": ("supporting_material",),
    "incentive": ("azure_infrastructure", "architecture_diagram"),
}


def requirements_of(item: SubmissionItem, asks: Asks) -> tuple[str, ...]:
    """The requirements that a verdict on this item bears on."""
    return CODES_OF_NEED.get(asks.need_of(item.subject), ()) if item.version else CODES_OF_KIND[item.kind]


def reasons_about(kind: str) -> list[Reason]:
    """The reasons that may be chosen for a kind of item, or of document, in the order of the catalogue. One query."""
    return [reason for reason in Reason.objects.filter(is_active=True) if kind in reason.about]


def bring_reasons(items: Iterable[SubmissionItem]) -> None:
    """Look up the reasons of all these items at once, where they are not told yet. One query at most."""
    waiting = [item for item in items if item.reason_code and not item.reason_told]
    if not waiting:
        return
    known = Reason.objects.in_bulk({item.reason_code for item in waiting}, field_name="code")
    for item in waiting:
        vars(item)["catalogue_reason"] = known.get(item.reason_code)


def words_to_tell(item: SubmissionItem) -> dict[str, Any]:
    """What a decision keeps of an item's reason: its sentences by language, and its rules."""
    reason = _reason_of(item)
    if reason is None:
        return {}
    return {
        **{language: reason.sentence_in(language) for language in LANGUAGES},
        "requirements": reason.requirements,
    }


def reason_text(item: SubmissionItem) -> str:
    """Why it was sent back, as sentences in the reader's language: the catalogue's, then the reviewer's note."""
    return " ".join(sentence for sentence in (_sentence(item), item.reason) if sentence)


def rules_behind(item: SubmissionItem, asks: Asks) -> list[str]:
    """The requirements that the reason of this item rests on: of those it names, the ones that the item bears on."""
    told = item.reason_told or words_to_tell(item)
    return fitting(told.get("requirements", []), item, asks)


def fitting(codes: Sequence[str], item: SubmissionItem, asks: Asks) -> list[str]:
    """Those of these requirements that the item bears on, else the first."""
    bears_on = requirements_of(item, asks)
    return [code for code in codes if code in bears_on] or list(codes[:1])


def _sentence(item: SubmissionItem) -> str:
    if item.reason_code == REFUSED_BY_CHECKS:
        return gettext("The checks refused this file. Upload a corrected one in its place.")
    told = item.reason_told or words_to_tell(item)
    language = (get_language() or "en")[:2]
    return str(told.get(language, told.get("en", "")))


def _reason_of(item: SubmissionItem) -> Reason | None:
    """The catalogue's row, looked up here where ``bring_reasons`` did not."""
    if not item.reason_code or item.reason_code == REFUSED_BY_CHECKS:
        return None
    if "catalogue_reason" not in vars(item):
        bring_reasons([item])
    found: Reason | None = vars(item).get("catalogue_reason")
    return found
