"""Search for Microsoft's people over every partner, offer, submission and document. One query a group."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import reduce
from operator import and_, or_
from typing import TYPE_CHECKING, Any

from django.db.models import Q, QuerySet, Value
from django.db.models.functions import Greatest, Lower, StrIndex, Substr
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cosell.accounts.models import Partner
from offers.models import DocumentVersion, Offer
from offers.models.document import DocumentText
from reviews.models import Submission

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise

SHORTEST = 2
LONGEST = 100
MOST_WORDS = 6
FEW, MANY = 8, 100
BEFORE, EXCERPT = 60, 200  # characters of a document's text that are shown


@dataclass(frozen=True, slots=True)
class Hit:
    """``about`` says where it belongs, ``state`` and ``word`` its badge, ``text`` what was found in it."""

    title: str
    url: str
    about: str = ""
    state: str = ""
    word: _StrOrPromise = ""
    text: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """One kind of thing that was found; ``more``: there are others."""

    slug: str
    title: _StrOrPromise
    icon: str
    hits: Sequence[Hit]
    more: bool

    @property
    def counted(self) -> str:
        """How many were found: "3", or "8+" where there are others."""
        return f"{len(self.hits)}+" if self.more else str(len(self.hits))


@dataclass(frozen=True, slots=True)
class Kind:
    """``find`` gives the rows for the words typed, the best first; ``hit`` tells one of them."""

    slug: str
    title: _StrOrPromise
    icon: str
    find: Callable[[Sequence[str]], QuerySet[Any]]
    hit: Callable[[Any], Hit]


def words_of(typed: str) -> list[str]:
    """What is looked for: a few words without control characters; nothing where it is too short to mean anything."""
    plain = "".join(letter if letter.isprintable() else " " for letter in typed[:LONGEST])
    words = plain.split()[:MOST_WORDS]
    return words if sum(map(len, words)) >= SHORTEST else []


def search(typed: str, only: str = "") -> list[Group]:
    """Everything that holds all the words, by kind; ``only`` names one kind, of which many are shown."""
    words = words_of(typed)
    if not words:
        return []
    kinds = [kind for kind in KINDS if kind.slug == only] or KINDS
    most = MANY if only in {kind.slug for kind in kinds} else FEW
    return [group for kind in kinds if (group := _group(kind, words, most)).hits]


def _group(kind: Kind, words: Sequence[str], most: int) -> Group:
    rows = list(kind.find(words)[: most + 1])
    return Group(
        kind.slug, kind.title, kind.icon, [kind.hit(row) for row in rows[:most]], more=len(rows) > most
    )


def _all_in(words: Sequence[str], *fields: str) -> Q:
    """Each word stands in one of these fields."""
    return reduce(
        and_, (reduce(or_, (Q(**{f"{field}__icontains": word}) for field in fields)) for word in words)
    )


def _partners(words: Sequence[str]) -> QuerySet[Partner]:
    return Partner.objects.filter(_all_in(words, "name", "legal_name", "mpn_id")).order_by("name", "pk")


def _offers(words: Sequence[str]) -> QuerySet[Offer]:
    rows = Offer.objects.filter(_all_in(words, "name", "partner__name")).select_related("partner")
    return rows.only("public_id", "name", "type", "partner__name").order_by("name", "pk")


def _submissions(words: Sequence[str]) -> QuerySet[Submission]:
    """A word of digits, with or without #, is the submission's number too."""
    conditions = [_all_in([word], "offer__name", "offer__partner__name") | _numbered(word) for word in words]
    rows = Submission.objects.filter(*conditions).select_related("offer__partner")
    return rows.only("public_id", "number", "state", "offer__name", "offer__partner__name").order_by("-pk")


def _numbered(word: str) -> Q:
    digits = word.removeprefix("#")
    return (
        Q(number=int(digits)) if digits.isascii() and digits.isdecimal() and len(digits) < 6 else Q(pk__in=[])
    )


def _documents(words: Sequence[str]) -> QuerySet[DocumentVersion]:
    """By the file's name or by what stands in it; two lists of keys, so that each can use its index."""
    by_name = DocumentVersion.objects.order_by().filter(_all_in(words, "original_name")).values("pk")
    by_text = DocumentText.objects.order_by().filter(_all_in(words, "text")).values("pk")
    rows = DocumentVersion.objects.filter(Q(pk__in=by_name) | Q(pk__in=by_text))
    found_at = StrIndex(Lower("text__text"), Value(words[0].lower()))
    excerpt = Substr("text__text", Greatest(found_at - Value(BEFORE), Value(1)), EXCERPT)
    known = rows.filter(document__removed_at__isnull=True).select_related("document__offer__partner")
    return known.annotate(found_at=found_at, excerpt=excerpt).order_by("-pk")


def _partner_hit(partner: Partner) -> Hit:
    url = reverse("accounts:business_profile", args=[partner.public_id])
    return Hit(partner.name, url, about=" · ".join(filter(None, (partner.legal_name, partner.mpn_id))))


def _offer_hit(offer: Offer) -> Hit:
    url = reverse("eligibility:offer_overview", args=[offer.public_id])
    return Hit(offer.name, url, about=f"{offer.partner.name} · {offer.get_type_display()}")


def _submission_hit(row: Submission) -> Hit:
    url = reverse("reviews:desk", args=[row.public_id])
    title = f"{row.offer.name} #{row.number}"
    return Hit(title, url, row.offer.partner.name, row.state, row.get_state_display())


def _document_hit(version: DocumentVersion) -> Hit:
    offer = version.document.offer
    url = reverse("offers:documents", args=[offer.public_id])
    about = f"{offer.partner.name} · {offer.name} · {version.document.get_kind_display()}"
    found = vars(version)
    text = f"… {' '.join(found['excerpt'].split())} …" if found["found_at"] else ""
    return Hit(version.original_name, url, about, version.state, version.get_state_display(), text)


KINDS: Sequence[Kind] = (
    Kind("partners", _("Partners"), "building-2", _partners, _partner_hit),
    Kind("offers", _("Offers"), "package", _offers, _offer_hit),
    Kind("submissions", _("Submissions"), "send", _submissions, _submission_hit),
    Kind("documents", _("Documents"), "file-text", _documents, _document_hit),
)
