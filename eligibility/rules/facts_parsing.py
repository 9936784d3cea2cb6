"""From the contract's JSON to ``Facts``, or to every fault in it."""

from collections.abc import Sequence
from functools import partial

from eligibility.rules.codes import (
    COMPETENCY_LEVELS,
    CONTACT_ROLES,
    DOCUMENT_KINDS,
    DOCUMENT_STATES,
    ISV_CONNECT_TIERS,
    REQUEST_STATES,
    SEGMENTS,
    SOLUTION_TYPES,
    WORLDWIDE,
)
from eligibility.rules.facts import (
    Competency,
    Contact,
    Contacts,
    Designation,
    Document,
    Documents,
    Enrolment,
    Facts,
    MonthlyAmount,
    Offer,
    Partner,
    Period,
    Revenue,
)
from eligibility.rules.months import month_code
from eligibility.rules.reading import (
    Fault,
    InvalidDataError,
    ObjectReader,
    amount,
    code_of,
    country_of,
    day,
    filled_text,
    flag,
    gettext_noop,
    month,
    percentage,
    read_object,
    text,
)
from eligibility.rules.vocabulary import Vocabulary


def parse_facts(value: object, vocabulary: Vocabulary) -> Facts:
    """Raises ``InvalidDataError`` with all faults."""
    faults: list[Fault] = []
    facts = _parse(value, vocabulary, "", faults)
    if facts is None:
        raise InvalidDataError(faults)
    return facts


def parse_facts_list(values: Sequence[object], vocabulary: Vocabulary) -> list[Facts]:
    """As ``parse_facts``, for many: all faults of all of them, each place led by ``[index]``."""
    faults: list[Fault] = []
    parsed = [_parse(value, vocabulary, f"[{index}]", faults) for index, value in enumerate(values)]
    if faults:
        raise InvalidDataError(faults)
    return [facts for facts in parsed if facts is not None]


def _parse(value: object, vocabulary: Vocabulary, place: str, faults: list[Fault]) -> Facts | None:
    def build(reader: ObjectReader) -> partial[Facts]:
        return partial(  # not made yet: Facts work with what they are given, and some of it may be at fault
            Facts,
            as_of=reader.field("as_of", day),
            partner=reader.section("partner", _partner),
            offer=reader.section("offer", lambda offer: _offer(offer, vocabulary)),
            documents=Documents(reader.sections("documents", _document)),
            contacts=Contacts(reader.sections("contacts", lambda contact: _contact(contact, vocabulary))),
            cloud_specialist_request=reader.optional("cloud_specialist_request", code_of(REQUEST_STATES)),
        )

    make = read_object(value, place, faults, build)
    return make() if make else None


def _link(value: object) -> str | None:
    """A blank one is none. Whether it leads anywhere was checked where it was entered."""
    given = text(value)
    return given if given.strip() else None


def _partner(reader: ObjectReader) -> Partner:
    return Partner(
        business_profile_complete=reader.field("business_profile_complete", flag),
        competencies=reader.sections("competencies", _competency),
        designations=reader.sections("designations", _designation),
        isv_connect=reader.optional_section("isv_connect", _enrolment),
        azure_consumed_revenue=_revenue(reader, "azure_consumed_revenue"),
    )


def _offer(reader: ObjectReader, vocabulary: Vocabulary) -> Offer:
    return Offer(
        type=reader.field("type", code_of(vocabulary.offer_types)),
        solution_type=reader.optional("solution_type", code_of(SOLUTION_TYPES)),
        published=reader.field("published", flag),
        paid=reader.field("paid", flag),
        transactable=reader.field("transactable", flag),
        countries=frozenset(reader.items("countries", country_of(vocabulary.countries))),
        landing_page_url=reader.optional("landing_page_url", _link),
        social_media_url=reader.optional("social_media_url", _link),
        platforms=reader.items("platforms", filled_text),
        segments=reader.items("segments", code_of(SEGMENTS)),
        solution_areas=reader.items("solution_areas", filled_text),
        billed_revenue=_revenue(reader, "billed_revenue"),
        azure_infrastructure_percent=reader.optional("azure_infrastructure_percent", percentage),
        technical_validation_passed=reader.optional("technical_validation_passed", flag),
    )


def _document(reader: ObjectReader) -> Document:
    return Document(
        kind=reader.field("kind", code_of(DOCUMENT_KINDS)),
        state=reader.field("state", code_of(DOCUMENT_STATES)),
    )


def _contact(reader: ObjectReader, vocabulary: Vocabulary) -> Contact:
    country = country_of(vocabulary.countries | {WORLDWIDE})
    return Contact(
        role=reader.field("role", code_of(CONTACT_ROLES)),
        countries=frozenset(reader.items("countries", country)),
    )


def _competency(reader: ObjectReader) -> Competency:
    return Competency(
        area=reader.field("area", text),
        level=reader.field("level", code_of(COMPETENCY_LEVELS)),
        period=_period(reader),
    )


def _designation(reader: ObjectReader) -> Designation:
    return Designation(area=reader.field("area", text), period=_period(reader))


def _enrolment(reader: ObjectReader) -> Enrolment:
    return Enrolment(tier=reader.field("tier", code_of(ISV_CONNECT_TIERS)), period=_period(reader))


def _period(reader: ObjectReader) -> Period:
    return Period(start=reader.field("start", day), end=reader.nullable("end", day))


def _revenue(reader: ObjectReader, name: str) -> Revenue:
    """A list of months, each at most once."""
    seen: set[int] = set()

    def build(item: ObjectReader) -> MonthlyAmount:
        number = item.field("month", month)
        if number in seen:
            item.note("month", gettext_noop('duplicate month "%(month)s"'), month=month_code(number))
        elif number is not None:
            seen.add(number)
        return MonthlyAmount(month=number, usd=item.field("usd", amount))

    return Revenue(reader.sections(name, build))
