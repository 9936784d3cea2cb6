"""From plain data (an edition's TOML, a rulebook's JSON) to a ``Rulebook``, or to every fault in it.

First every value is read by itself; once all of them are sound, what they say together is checked.
"""

from copy import deepcopy
from decimal import Decimal
from typing import Final

from eligibility.rules.codes import (
    BENEFITS,
    BILLED_COUNTS,
    DIAGRAM,
    DOCUMENT_KINDS,
    IF_TRANSACTABLE,
    INCENTIVES,
    LONGEST_EDITION_CODE,
    NO_INCENTIVE,
    PATHS,
    REVENUE_MODES,
    STATUSES,
)
from eligibility.rules.contradictions import contradictions
from eligibility.rules.money import EXACT, ZERO
from eligibility.rules.reading import (
    Converter,
    Fault,
    InvalidDataError,
    ObjectReader,
    RefusalError,
    amount,
    code_of,
    country_of,
    day,
    filled_text,
    flag,
    gettext_noop,
    percentage,
    read_object,
    shown,
)
from eligibility.rules.requirements import REQUIREMENTS
from eligibility.rules.rulebook import (
    Benefit,
    Bilingual,
    Data,
    DocumentLists,
    OfferTypeRules,
    Rulebook,
    Source,
    offer_type_rules,
)
from eligibility.rules.rulebook_parts import (
    DocumentParts,
    OfferTypeParts,
    Parts,
    RevenueParts,
    asked_of,
    in_order,
    lists_of,
)
from eligibility.rules.terms import Terms, Threshold
from eligibility.rules.vocabulary import Vocabulary

EVERY_COUNTRY: Final = "all"
NOT_ASKED: Final = "not_asked"
DOCUMENT_NEEDS: Final = (*DocumentLists._fields, NOT_ASKED)
NOT_PUBLISHED: Final = "not_published"
LISTED_KINDS: Final = tuple(kind for kind in DOCUMENT_KINDS if kind != DIAGRAM)
NOTE_SUBJECTS: Final = (
    *REQUIREMENTS,
    "revenue",
    "eligible_countries",
    "offer_types",
    "status_names",
    "benefits",
)


def parse_rulebook(data: Data, vocabulary: Vocabulary) -> Rulebook:
    """Raises ``InvalidDataError`` with all faults: keys unknown or missing, types left out, thresholds below 0 …"""
    faults: list[Fault] = []
    parts = read_object(data, "", faults, lambda reader: _parts(reader, vocabulary))
    if parts is not None:
        faults.extend(contradictions(parts))
    if parts is None or faults:
        raise InvalidDataError(faults)
    return _put_together(parts, data)


# --- Reading ------------------------------------------------------------------------------------------------


def _parts(reader: ObjectReader, vocabulary: Vocabulary) -> Parts:
    types = vocabulary.offer_types
    return Parts(
        code=reader.field("code", _edition_code),
        name=reader.section("name", _bilingual),
        source=reader.section("source", _source),
        status_names=reader.section("status_names", _status_names),
        eligible_countries=_countries(reader, vocabulary),
        publish=_codes(reader, "publish"),
        paths=reader.section("paths", lambda paths: {path: _codes(paths, path) for path in PATHS}),
        incentives=reader.section(
            "incentives", lambda levels: {level: _codes(levels, level) for level in INCENTIVES}
        ),
        offer_types=reader.section(
            "offer_types", lambda section: {code: section.section(code, _offer_type) for code in types}
        ),
        documents=reader.section("documents", _documents),
        revenue=reader.section("revenue", _revenue),
        azure_more_than_percent=reader.section(
            "azure_infrastructure", lambda section: section.field("more_than_percent", percentage)
        ),
        passes_unseen=reader.section(
            "technical_validation",
            lambda section: section.items("passes_unseen_if_transactable", code_of(types)),
        ),
        benefits=reader.sections("benefits", _benefit),
        notes=reader.optional_section("notes", _notes) or {},
    )


def _codes(reader: ObjectReader, name: str) -> tuple[str, ...]:
    """A list of requirement codes, each once, at least one."""
    codes = _distinct(reader, name, code_of(REQUIREMENTS))
    if not codes:
        reader.note(name, gettext_noop("names no requirement"))
    return codes


def _distinct(reader: ObjectReader, name: str, convert: Converter[str]) -> tuple[str, ...]:
    """A list of codes, each once: every one that is unknown is told at its place, every one that is doubled."""
    codes = reader.items(name, convert)
    for code in sorted({code for code in codes if code and codes.count(code) > 1}):
        reader.note(name, gettext_noop("names %(code)s more than once"), code=code)
    return codes


def _edition_code(value: object) -> str:
    code = filled_text(value)
    if len(code) > LONGEST_EDITION_CODE:
        raise RefusalError(
            gettext_noop("has %(length)s characters, at most %(most)s are possible"),
            length=str(len(code)),
            most=str(LONGEST_EDITION_CODE),
        )
    return code


def _bilingual(reader: ObjectReader) -> Bilingual:
    return Bilingual(en=reader.field("en", filled_text), fr=reader.field("fr", filled_text))


def _source(reader: ObjectReader) -> Source:
    return Source(
        title=reader.field("title", filled_text),
        date=reader.field("date", day),
        language=reader.optional("language", code_of(Bilingual._fields)),
    )


def _status_names(reader: ObjectReader) -> dict[str, Bilingual]:
    names = {status: reader.section(status, _bilingual) for status in STATUSES}
    not_published = reader.optional_section(NOT_PUBLISHED, _bilingual)
    return names if not_published is None else {**names, NOT_PUBLISHED: not_published}


def _notes(reader: ObjectReader) -> dict[str, Bilingual]:
    read = {subject: reader.optional_section(subject, _bilingual) for subject in NOTE_SUBJECTS}
    return {subject: note for subject, note in read.items() if note is not None}


def _offer_type(reader: ObjectReader) -> OfferTypeParts:
    requirement = code_of(REQUIREMENTS)
    return OfferTypeParts(
        co_sell_option=reader.field("co_sell_option", flag),
        path=reader.field("path", code_of(PATHS)),
        incentive=reader.field("incentive", code_of((*INCENTIVES, NO_INCENTIVE))),
        extra_ready=_distinct(reader, "extra_ready", requirement),
        extra_incentive=_distinct(reader, "extra_incentive", requirement),
        without_ready=_distinct(reader, "without_ready", requirement),
        without_incentive=_distinct(reader, "without_incentive", requirement),
        revenue_mode=reader.optional("revenue_mode", code_of(REVENUE_MODES)),
        document_needs=reader.optional_section("documents", _document_needs) or {},
    )


def _document_needs(reader: ObjectReader) -> dict[str, str]:
    read = {kind: reader.optional(kind, code_of(DOCUMENT_NEEDS)) for kind in LISTED_KINDS}
    return {kind: need for kind, need in read.items() if need is not None}


def _documents(reader: ObjectReader) -> DocumentParts:
    kind = code_of(LISTED_KINDS)
    lists = DocumentLists(
        required=_distinct(reader, "required", kind),
        optional=_distinct(reader, "optional", kind),
        supporting=_distinct(reader, "supporting", kind),
    )
    return DocumentParts(lists, reader.field("social_media_url_counts", flag))


def _revenue(reader: ObjectReader) -> RevenueParts:
    return RevenueParts(
        mode=reader.field("mode", code_of(REVENUE_MODES)),
        billed_counts=reader.field("billed_counts", code_of(BILLED_COUNTS)),
        azure_consumed_revenue=reader.section("azure_consumed_revenue", _threshold),
        billed_revenue=reader.section("billed_revenue", _threshold),
    )


def _threshold(reader: ObjectReader) -> Threshold:
    return Threshold(usd=reader.field("usd", _usd), months=reader.field("months", _months))


def _months(value: object) -> int:
    if isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= 120:
        return value
    raise RefusalError(
        gettext_noop("expected a number of months from 0 (since launch) to 120, found %(found)s"),
        **shown(value),
    )


def _benefit(reader: ObjectReader) -> Benefit:
    code = reader.field("code", code_of(BENEFITS))
    return Benefit(
        status=reader.field("status", code_of(STATUSES)),
        code=code,
        figures={name: reader.field(name, _not_negative) for name in BENEFITS.get(code, ())},
        text=reader.optional_section("text", _bilingual),
    )


def _not_negative(value: object) -> Decimal:
    figure = amount(value)
    if figure < 0:
        raise RefusalError(gettext_noop("cannot be negative, found %(found)s"), **shown(value))
    return figure


def _usd(value: object) -> Decimal:
    return EXACT.add(ZERO, _not_negative(value))


def _countries(reader: ObjectReader, vocabulary: Vocabulary) -> frozenset[str] | None:
    """``"all"``, which gives None, or a list of codes, read as every other list of codes is."""
    if reader.field("eligible_countries", _all_or_a_list) in (None, EVERY_COUNTRY):
        return None
    return frozenset(_distinct(reader, "eligible_countries", country_of(vocabulary.countries)))


def _all_or_a_list(value: object) -> object:
    if value == EVERY_COUNTRY or (isinstance(value, list) and value):
        return value
    raise RefusalError(
        gettext_noop('expected "all" or a list of country codes, found %(found)s'), **shown(value)
    )


# --- Putting together ---------------------------------------------------------------------------------------


def _put_together(parts: Parts, data: Data) -> Rulebook:
    return Rulebook(
        code=parts.code,
        name=parts.name,
        source=parts.source,
        status_names=parts.status_names,
        publish=parts.publish,
        offer_types={code: _offer_type_rules(code, parts) for code in parts.offer_types},
        eligible_countries=parts.eligible_countries,
        documents=DocumentLists(*map(in_order, parts.documents.lists)),
        benefits=parts.benefits,
        notes=parts.notes,
        data=deepcopy(data),
    )


def _offer_type_rules(code: str, parts: Parts) -> OfferTypeRules:
    offer_type = parts.offer_types[code]
    ready, more = asked_of(offer_type, parts)
    lists = lists_of(offer_type, parts)
    return offer_type_rules(
        co_sell_option=offer_type.co_sell_option,
        path=offer_type.path,
        incentive=offer_type.incentive,
        ready=ready,
        more=more,
        documents=lists,
        terms=_terms(code, parts, lists),
    )


def _terms(code: str, parts: Parts, lists: DocumentLists) -> Terms:
    return Terms(
        eligible_countries=parts.eligible_countries,
        required_kinds=frozenset(lists.required),
        supporting_kinds=frozenset(lists.supporting),
        social_media_url_counts=parts.documents.social_media_url_counts,
        revenue_mode=parts.offer_types[code].revenue_mode or parts.revenue.mode,
        billed_only_if_transactable=parts.revenue.billed_counts == IF_TRANSACTABLE,
        azure_consumed_revenue=parts.revenue.azure_consumed_revenue,
        billed_revenue=parts.revenue.billed_revenue,
        azure_more_than_percent=parts.azure_more_than_percent,
        validation_passes_unseen_if_transactable=code in parts.passes_unseen,
    )
