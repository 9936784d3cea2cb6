"""What the parts of a rulebook say together, once each of them is sound by itself."""

from collections.abc import Iterator
from typing import Final

from eligibility.rules.codes import NO_INCENTIVE
from eligibility.rules.reading import Fault, gettext_noop
from eligibility.rules.rulebook import DocumentLists
from eligibility.rules.rulebook_parts import OfferTypeParts, Parts, asked_of, listed_for, lists_of


def contradictions(parts: Parts) -> Iterator[Fault]:
    for code, offer_type in parts.offer_types.items():
        yield from _type_contradictions(f"offer_types.{code}", offer_type, parts)
    yield from _kinds_listed_twice(parts.documents.lists)
    yield from _documents_that_nobody_can_hand_in(parts)


def _documents_that_nobody_can_hand_in(parts: Parts) -> Iterator[Fault]:
    """Told once where the rulebook's own lists are at fault, else at the offer type that differs from them."""
    told = set()
    for code, offer_type in parts.offer_types.items():
        ready, more = asked_of(offer_type, parts)
        lists = lists_of(offer_type, parts)
        for requirement, name, kinds in (
            ("required_documents", "required", lists.required),
            ("supporting_material", "supporting", _supporting(lists, parts)),
        ):
            place = f"offer_types.{code}.documents" if offer_type.document_needs else f"documents.{name}"
            if requirement in ready | more and not kinds and place not in told:
                told.add(place)
                yield Fault(place, EMPTY[name], {})


EMPTY: Final = {
    "required": gettext_noop("empty, but required documents are asked for"),
    "supporting": gettext_noop("empty, but supporting material is asked for"),
}


def _supporting(lists: DocumentLists, parts: Parts) -> tuple[str, ...]:
    """What can serve as supporting material: kinds of documents, and the channel's address if that counts."""
    return (*lists.supporting, *(("social_media_url",) if parts.documents.social_media_url_counts else ()))


def _type_contradictions(place: str, offer_type: OfferTypeParts, parts: Parts) -> Iterator[Fault]:
    incentive = offer_type.incentive
    if incentive == NO_INCENTIVE and offer_type.extra_incentive:
        yield Fault(f"{place}.extra_incentive", gettext_noop("asked, but this type has no incentive"), {})
    ready, more = listed_for(offer_type, parts)
    for name, codes, listed in (
        ("ready", (offer_type.extra_ready, offer_type.without_ready), ready),
        ("incentive", (offer_type.extra_incentive, offer_type.without_incentive), more),
    ):
        extra, without = codes
        for code in (each for each in extra if each in listed):
            yield Fault(
                f"{place}.extra_{name}", gettext_noop("%(code)s is asked for already"), {"code": code}
            )
        for code in (each for each in without if each not in listed):
            yield Fault(
                f"{place}.without_{name}", gettext_noop("%(code)s is not asked for anyway"), {"code": code}
            )


def _kinds_listed_twice(lists: DocumentLists) -> Iterator[Fault]:
    seen: set[str] = set()
    for name, kinds in lists._asdict().items():
        for kind in kinds:
            if kind in seen:
                yield Fault(
                    f"documents.{name}", gettext_noop("%(kind)s stands in another list too"), {"kind": kind}
                )
        seen.update(kinds)
