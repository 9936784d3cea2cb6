"""A large programme, the same one each time: offers of every type in every state, loaded into PostgreSQL by COPY."""

import io
import json
import random
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import islice
from typing import Any

from django.db import connection, models

from cosell.accounts.models import Partner
from eligibility.models import (
    AzureConsumedRevenue,
    BilledRevenue,
    Competency,
    Designation,
    IsvConnectEnrolment,
)
from offers.models import (
    CloudSpecialistRequest,
    Contact,
    ContactRole,
    Document,
    DocumentKind,
    DocumentState,
    DocumentVersion,
    Offer,
    OfferType,
)

SEED = 2020
DAY = date(2026, 6, 15)
MOMENT = "2026-06-01T09:00:00Z"
OFFERS_A_PARTNER = 5
CONTACTS_AN_OFFER = DOCUMENTS_AN_OFFER = 5
CONSUMED_MONTHS, BILLED_MONTHS = 24, 12
ROWS_A_COPY = 50_000
COUNTRIES = ("AU", "BE", "BR", "CA", "CH", "DE", "ES", "FR", "GB", "IN", "IT", "JP", "NL", "PL", "SE", "US")
KINDS = [kind for kind in DocumentKind.values if kind != DocumentKind.OTHER]
STATES = (
    *[DocumentState.APPROVED] * 14,
    DocumentState.SUBMITTED,
    DocumentState.PROCESSING,
    DocumentState.CHANGES_REQUESTED,
    DocumentState.REVOKED,
    DocumentState.REJECTED,
    DocumentState.READY,  # never handed in, so no fact
)
SHARE_PAID = 0.6

Row = tuple[object, ...]


@dataclass(frozen=True)
class Size:
    """``offers`` is a multiple of ``OFFERS_A_PARTNER``; the rest follows from it."""

    offers: int = 100_000

    @property
    def partners(self) -> int:
        return self.offers // OFFERS_A_PARTNER

    @property
    def paid(self) -> int:
        """The first so many offers of all are paid ones."""
        return int(self.offers * SHARE_PAID)


def load(size: Size) -> None:
    """Fill empty tables; primary keys run from 1."""
    chance = random.Random(SEED)
    _copy(Partner, ("id", "name", *Partner.PROFILE_FIELDS), _partners(size, chance))
    _copy(Competency, ("partner_id", "area", "level", "start", "end"), _competencies(size, chance))
    _copy(Designation, ("partner_id", "area", "start", "end"), _designations(size, chance))
    _copy(IsvConnectEnrolment, ("partner_id", "tier", "start", "end"), _enrolments(size, chance))
    _copy(AzureConsumedRevenue, ("partner_id", "month", "usd"), _consumed(size, chance))
    _copy(Offer, OFFER_COLUMNS, _offers(size, chance))
    _copy(CloudSpecialistRequest, ("offer_id", "state", "needs"), _requests(size, chance))
    _copy(Contact, ("offer_id", "name", "email", "job_title", "role", "countries"), _contacts(size, chance))
    _copy(Document, ("id", "offer_id", "kind", "removed_at"), _documents(size, chance))
    _copy(DocumentVersion, VERSION_COLUMNS, _versions(size, chance))
    _copy(BilledRevenue, ("offer_id", "month", "usd"), _billed(size, chance))
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")


def months_before(day: date, count: int) -> list[date]:
    """The first days of the ``count`` months before the day's own, the oldest first."""
    newest = day.year * 12 + day.month - 2
    return [date(number // 12, number % 12 + 1, 1) for number in range(newest - count + 1, newest + 1)]


# --- Partners and what they have earned -------------------------------------------------------------------------------


def _partners(size: Size, chance: random.Random) -> Iterator[Row]:
    for pk in range(1, size.partners + 1):
        filled = ["x"] * len(Partner.PROFILE_FIELDS)
        if chance.random() < 0.05:
            filled[chance.randrange(len(filled))] = ""
        yield pk, f"Partner {pk}", *(text and ("FR" if text == "x" else text) for text in filled)


def _period(chance: random.Random) -> tuple[date, date | None]:
    """Some over, some to come, most running."""
    start = DAY - timedelta(days=chance.randrange(-60, 700))
    return start, start + timedelta(days=365) if chance.random() < 0.8 else None


def _some_partners(size: Size, chance: random.Random, share: float) -> Iterator[int]:
    return (pk for pk in range(1, size.partners + 1) if chance.random() < share)


def _competencies(size: Size, chance: random.Random) -> Iterator[Row]:
    for pk in _some_partners(size, chance, 0.5):
        for area in chance.sample(("Cloud Platform", "Data Analytics", "DevOps"), chance.choice((1, 1, 2))):
            yield pk, area, chance.choice(("gold", "gold", "silver")), *_period(chance)


def _designations(size: Size, chance: random.Random) -> Iterator[Row]:
    return ((pk, "Data & AI", *_period(chance)) for pk in _some_partners(size, chance, 0.2))


def _enrolments(size: Size, chance: random.Random) -> Iterator[Row]:
    for pk in _some_partners(size, chance, 0.5):
        yield pk, chance.choice(("standard", "premium")), *_period(chance)


def _consumed(size: Size, chance: random.Random) -> Iterator[Row]:
    """As it comes: month by month, every partner in each."""
    usual = [chance.choice((0, 2_000, 8_000, 8_300, 8_400, 9_000, 40_000)) for _ in range(size.partners)]
    for month in months_before(DAY, CONSUMED_MONTHS):
        for pk, usd in enumerate(usual, 1):
            yield pk, month, f"{usd * chance.uniform(0.9, 1.1):.2f}"


# --- Offers and what belongs to them ----------------------------------------------------------------------------------

OFFER_COLUMNS = (
    "id",
    "partner_id",
    "type",
    "name",
    "countries",
    "paid",
    "transactable",
    "published_at",
    "platforms",
    "segments",
    "solution_type",
    "solution_areas",
    "landing_page_url",
    "social_media_url",
    "technical_validation_passed",
)
TYPES = (*OfferType.values, *[OfferType.SAAS] * 8, *[OfferType.AZURE_APPLICATION] * 3)


def _offers(size: Size, chance: random.Random) -> Iterator[Row]:
    for pk in range(1, size.offers + 1):
        yield (
            pk,
            (pk - 1) // OFFERS_A_PARTNER + 1,
            chance.choice(TYPES),
            f"Offer {pk}",
            json.dumps(_sold_in(pk)),
            pk <= size.paid,
            chance.random() < 0.5,
            MOMENT if chance.random() < 0.92 else None,
            '["azure"]',
            '["enterprise", "smb"]' if chance.random() < 0.9 else "[]",
            chance.choice(("ip", "ip", "ip", "service", "")),
            '[{"area": "azure_data_and_ai", "sub_areas": ["big_data"]}]',
            f"https://offers.example/{pk}" if chance.random() < 0.93 else "",
            f"https://social.example/{pk}" if chance.random() < 0.4 else "",
            chance.choice((True, False, None)),
        )


def _sold_in(pk: int) -> list[str]:
    """Neighbours in the list, from one to six."""
    first = pk * 7 % len(COUNTRIES)
    return sorted((COUNTRIES + COUNTRIES)[first : first + 1 + pk % 6])


def _requests(size: Size, chance: random.Random) -> Iterator[Row]:
    states = ("completed", "completed", "completed", "open", "in_progress", "declined")
    for pk in range(1, size.offers + 1):
        if chance.random() < 0.4:
            yield pk, chance.choice(states), "Help"


def _contacts(size: Size, chance: random.Random) -> Iterator[Row]:
    for pk in range(1, size.offers + 1):
        roles = [ContactRole.PARTNER_SALES, *chance.choices(ContactRole.values, k=CONTACTS_AN_OFFER - 1)]
        for number, role in enumerate(roles):
            yield pk, f"C {number}", f"c{number}@x.example", "Sales", role, json.dumps(_covered(pk, chance))


def _covered(pk: int, chance: random.Random) -> list[str]:
    """The whole world, some of the countries that the offer is sold in, or others."""
    if chance.random() < 0.1:
        return ["OOO"]
    own = _sold_in(pk) if chance.random() < 0.8 else COUNTRIES
    return sorted(chance.sample(own, min(len(own), chance.choice((1, 2, 2, 3)))))


def _documents(size: Size, chance: random.Random) -> Iterator[Row]:
    pk = 0
    for offer in range(1, size.offers + 1):
        for kind in [*chance.sample(KINDS, DOCUMENTS_AN_OFFER - 1), DocumentKind.OTHER]:
            pk += 1
            yield pk, offer, kind, MOMENT if chance.random() < 0.02 else None


VERSION_COLUMNS = ("document_id", "number", "state", "published_at", "azure_percent", "declared_bytes")


def _versions(size: Size, chance: random.Random) -> Iterator[Row]:
    """One each, and a newer one that waits beside each tenth that counts."""
    for pk in range(1, size.offers * DOCUMENTS_AN_OFFER + 1):
        state = chance.choice(STATES)
        published = None if state == DocumentState.READY else MOMENT
        percent = chance.choice((20, 50, 60, 80, None)) if state == DocumentState.APPROVED else None
        yield pk, 1, state, published, percent, 1000
        if chance.random() < 0.1:
            yield pk, 2, DocumentState.SUBMITTED, MOMENT, None, 1000


def _billed(size: Size, chance: random.Random) -> Iterator[Row]:
    usual = [chance.choice((0, 500, 3_000, 8_000, 9_000, 30_000)) for _ in range(size.paid)]
    for month in months_before(DAY, BILLED_MONTHS):
        for pk, usd in enumerate(usual, 1):
            yield pk, month, f"{usd * chance.uniform(0.9, 1.1) - 100:.2f}"


# --- COPY -------------------------------------------------------------------------------------------------------------


def _copy(model: type[models.Model], names: Sequence[str], rows: Iterable[Row]) -> None:
    """Columns that are not named get the default of their field; UUIDs are counted up."""
    others = [field for field in _columns(model) if field.column not in names]
    constants = [(field, _default(field)) for field in others if not isinstance(field, models.UUIDField)]
    identifiers = [field for field in others if isinstance(field, models.UUIDField) and not field.null]
    columns = [
        *names,
        *(field.column for field, _value in constants),
        *(field.column for field in identifiers),
    ]
    rest = "".join(f"\t{_text(value)}" for _field, value in constants)
    lines = (
        "\t".join(map(_text, row)) + rest + f"\t{number:032x}" * len(identifiers) + "\n"
        for number, row in enumerate(rows, 1)
    )
    quoted = ", ".join(f'"{name}"' for name in columns)
    statement = f'COPY "{model._meta.db_table}" ({quoted}) FROM STDIN'
    with connection.cursor() as cursor:
        while chunk := "".join(islice(lines, ROWS_A_COPY)):
            cursor.copy_expert(statement, io.StringIO(chunk))
        if "id" in names:
            cursor.execute(connection.ops.sequence_reset_sql(_no_style(), [model])[0])


def _columns(model: type[models.Model]) -> list[Any]:
    return [
        field
        for field in model._meta.concrete_fields
        if not (field.primary_key and isinstance(field, models.AutoField))
    ]


def _default(field: Any) -> object:
    value = field.get_default()
    return json.dumps(value) if isinstance(field, models.JSONField) else value


def _no_style() -> Any:
    from django.core.management.color import no_style

    return no_style()


def _text(value: object) -> str:
    """As COPY reads it. Nothing here holds a tab, a backslash or a line's end."""
    return "\\N" if value is None else str(value)
