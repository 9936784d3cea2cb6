"""Faulty facts: each is refused with its place, and all faults are told at once."""

from typing import Any

import pytest

from eligibility.editions import vocabulary
from eligibility.rules import InvalidDataError, parse_facts, parse_facts_list
from tests.eligibility.rules.samples import complete, facts_of, without


def faults_of(value: object) -> list[str]:
    with pytest.raises(InvalidDataError) as caught:
        parse_facts(value, vocabulary())
    return [str(fault) for fault in caught.value.faults]


def places_of(value: object) -> list[str]:
    return [fault.split(": ", 1)[0] for fault in faults_of(value)]


MONEY = 'expected a decimal string such as "12000.00", found '
PERCENT = 'expected a percentage from 0 to 100 as a decimal string such as "62.5", found '
DAY = "expected a date such as 2020-11-15, found "
MONTH = "expected a month such as 2020-10, found "


def month_and(usd: object) -> list[dict[str, object]]:
    return [{"month": "2020-10", "usd": usd}]


SINGLE = [
    # dates
    ({"as_of": "15/11/2020"}, f'as_of: {DAY}"15/11/2020"'),
    ({"as_of": "2020-11-31"}, f'as_of: {DAY}"2020-11-31"'),
    ({"as_of": "20201115"}, f'as_of: {DAY}"20201115"'),
    ({"as_of": "2020-W46-7"}, f'as_of: {DAY}"2020-W46-7"'),
    ({"as_of": "2020-11-15T00:00:00"}, f'as_of: {DAY}"2020-11-15T00:00:00"'),
    ({"as_of": "2020-11-15\n"}, f'as_of: {DAY}"2020-11-15\\n"'),
    ({"as_of": "0000-01-01"}, f'as_of: {DAY}"0000-01-01"'),
    ({"as_of": "２０２０-11-15"}, f'as_of: {DAY}"\\uff12\\uff10\\uff12\\uff10-11-15"'),
    ({"as_of": 20201115}, f"as_of: {DAY}20201115"),
    ({"as_of": None}, f"as_of: {DAY}null"),
    # flags
    ({"offer__paid": 1}, "offer.paid: expected true or false, found 1"),
    ({"offer__paid": "true"}, 'offer.paid: expected true or false, found "true"'),
    ({"offer__published": None}, "offer.published: expected true or false, found null"),
    ({"offer__transactable": 0.0}, "offer.transactable: expected true or false, found 0.0"),
    (
        {"offer__technical_validation_passed": "yes"},
        'offer.technical_validation_passed: expected true or false, found "yes"',
    ),
    (
        {"partner__business_profile_complete": []},
        "partner.business_profile_complete: expected true or false, found […]",
    ),
    # percentages
    ({"offer__azure_infrastructure_percent": 62.5}, f"offer.azure_infrastructure_percent: {PERCENT}62.5"),
    ({"offer__azure_infrastructure_percent": 62}, f"offer.azure_infrastructure_percent: {PERCENT}62"),
    ({"offer__azure_infrastructure_percent": "101"}, f'offer.azure_infrastructure_percent: {PERCENT}"101"'),
    (
        {"offer__azure_infrastructure_percent": "100.01"},
        f'offer.azure_infrastructure_percent: {PERCENT}"100.01"',
    ),
    (
        {"offer__azure_infrastructure_percent": "-0.01"},
        f'offer.azure_infrastructure_percent: {PERCENT}"-0.01"',
    ),
    ({"offer__azure_infrastructure_percent": "NaN"}, f'offer.azure_infrastructure_percent: {PERCENT}"NaN"'),
    ({"offer__azure_infrastructure_percent": "5e1"}, f'offer.azure_infrastructure_percent: {PERCENT}"5e1"'),
    (
        {"offer__azure_infrastructure_percent": "62.5 %"},
        f'offer.azure_infrastructure_percent: {PERCENT}"62.5 %"',
    ),
    ({"offer__azure_infrastructure_percent": True}, f"offer.azure_infrastructure_percent: {PERCENT}true"),
    # money
    *[
        ({"offer__billed_revenue": month_and(usd)}, f"offer.billed_revenue[0].usd: {MONEY}{shown}")
        for usd, shown in (
            (12000.0, "12000.0"),
            (12000, "12000"),
            (True, "true"),
            (None, "null"),
            ("", '""'),
            ("12,000.00", '"12,000.00"'),
            ("12 000", '"12 000"'),
            ("12_000", '"12_000"'),
            ("+5", '"+5"'),
            (".5", '".5"'),
            ("5.", '"5."'),
            ("1e5", '"1e5"'),
            ("1E+999999999", '"1E+999999999"'),
            ("NaN", '"NaN"'),
            ("sNaN", '"sNaN"'),
            ("Infinity", '"Infinity"'),
            ("-inf", '"-inf"'),
            (" 5", '" 5"'),
            ("5\n", '"5\\n"'),
            ("--5", '"--5"'),
            ("$5", '"$5"'),
            ("٥", '"\\u0665"'),
            ("0x10", '"0x10"'),
        )
    ],
    # months
    *[
        (
            {"partner__azure_consumed_revenue": [{"month": month, "usd": "1"}]},
            f"partner.azure_consumed_revenue[0].month: {MONTH}{shown}",
        )
        for month, shown in (
            ("2020-13", '"2020-13"'),
            ("2020-00", '"2020-00"'),
            ("2020-1", '"2020-1"'),
            ("2020-10-01", '"2020-10-01"'),
            ("0000-10", '"0000-10"'),
            ("October 2020", '"October 2020"'),
            (202010, "202010"),
            (None, "null"),
        )
    ],
    # codes
    (
        {"offer__solution_type": "saas"},
        'offer.solution_type: unknown code "saas"; known are: device, ip, managed_service, service',
    ),
    (
        {"offer__segments": ["huge"]},
        'offer.segments[0]: unknown code "huge"; known are: smb, corporate, enterprise',
    ),
    (
        {"cloud_specialist_request": "closed"},
        'cloud_specialist_request: unknown code "closed"; known are: open, in_progress, completed, declined',
    ),
    ({"offer__countries": ["FR", "UK"]}, 'offer.countries[1]: unknown country code "UK"'),
    ({"offer__countries": ["fr"]}, 'offer.countries[0]: unknown country code "fr"'),
    ({"offer__countries": ["OOO"]}, 'offer.countries[0]: unknown country code "OOO"'),
    ({"offer__countries": [None]}, "offer.countries[0]: unknown country code null"),
    ({"offer__countries": [["FR"]]}, "offer.countries[0]: unknown country code […]"),
    (
        {"contacts": [{"role": "partner_sales", "countries": ["US-WA"]}]},
        'contacts[0].countries[0]: unknown country code "US-WA"',
    ),
    ({"offer__platforms": [""]}, 'offer.platforms[0]: expected text that is not blank, found ""'),
    ({"offer__solution_areas": [3]}, "offer.solution_areas[0]: expected text that is not blank, found 3"),
    # shapes
    ({"partner": []}, "partner: expected an object, found […]"),
    ({"offer": None}, "offer: expected an object, found null"),
    ({"documents": {}}, "documents: expected a list, found {…}"),
    ({"contacts": None}, "contacts: expected a list, found null"),
    ({"documents": ["one-pager"]}, 'documents[0]: expected an object, found "one-pager"'),
    ({"partner__isv_connect": "premium"}, 'partner.isv_connect: expected an object, found "premium"'),
    ({"partner__competencies": [None]}, "partner.competencies[0]: expected an object, found null"),
    ({"offer__landing_page_url": 7}, "offer.landing_page_url: expected text, found 7"),
    ({"offer__countries": "FR"}, 'offer.countries: expected a list, found "FR"'),
]


@pytest.mark.parametrize(("changes", "fault"), SINGLE)
def test_a_fault_is_told_with_its_place(changes: dict[str, Any], fault: str) -> None:
    assert faults_of(complete(**changes)) == [fault]


@pytest.mark.parametrize(
    ("changes", "place"),
    [
        ({"offer__type": "SaaS"}, "offer.type"),
        ({"offer__type": None}, "offer.type"),
        ({"offer__type": ["saas"]}, "offer.type"),
        ({"documents": [{"kind": "brochure", "state": "approved"}]}, "documents[0].kind"),
        ({"documents": [{"kind": "other", "state": "draft"}]}, "documents[0].state"),
        ({"documents": [{"kind": "other", "state": None}]}, "documents[0].state"),
        ({"contacts": [{"role": "sales", "countries": []}]}, "contacts[0].role"),
        (
            {"partner__isv_connect": {"tier": "gold", "start": "2020-01-01", "end": None}},
            "partner.isv_connect.tier",
        ),
        (
            {"partner__competencies": [{"area": "A", "level": "bronze", "start": "2020-01-01", "end": None}]},
            "partner.competencies[0].level",
        ),
        (
            {"partner__competencies": [{"area": None, "level": "gold", "start": "2020-01-01", "end": None}]},
            "partner.competencies[0].area",
        ),
        (
            {"partner__designations": [{"area": "A", "start": None, "end": None}]},
            "partner.designations[0].start",
        ),
        (
            {"partner__designations": [{"area": "A", "start": "2020-01-01", "end": "2020-02-30"}]},
            "partner.designations[0].end",
        ),
    ],
)
def test_an_unknown_code_or_bad_value_is_placed(changes: dict[str, Any], place: str) -> None:
    assert places_of(complete(**changes)) == [place]


REQUIRED = [
    "as_of",
    "partner",
    "partner.business_profile_complete",
    "offer",
    "offer.type",
    "offer.published",
    "offer.paid",
    "offer.transactable",
]


@pytest.mark.parametrize("path", REQUIRED)
def test_a_required_field_is_missed(path: str) -> None:
    assert faults_of(without(complete(), path)) == [f"{path}: missing"]


@pytest.mark.parametrize(
    ("changes", "place"),
    [
        (
            {"partner__competencies": [{"area": "A", "level": "gold", "start": "2020-01-01"}]},
            "partner.competencies[0].end",
        ),
        (
            {"partner__competencies": [{"area": "A", "level": "gold", "end": None}]},
            "partner.competencies[0].start",
        ),
        (
            {"partner__competencies": [{"level": "gold", "start": "2020-01-01", "end": None}]},
            "partner.competencies[0].area",
        ),
        ({"partner__designations": [{"start": "2020-01-01", "end": None}]}, "partner.designations[0].area"),
        ({"partner__isv_connect": {"tier": "premium", "start": "2020-01-01"}}, "partner.isv_connect.end"),
        ({"offer__billed_revenue": [{"usd": "1"}]}, "offer.billed_revenue[0].month"),
        ({"offer__billed_revenue": [{"month": "2020-10"}]}, "offer.billed_revenue[0].usd"),
        ({"documents": [{"kind": "other"}]}, "documents[0].state"),
        ({"contacts": [{"countries": ["FR"]}]}, "contacts[0].role"),
    ],
)
def test_a_required_field_of_a_row_is_missed(changes: dict[str, Any], place: str) -> None:
    assert faults_of(complete(**changes)) == [f"{place}: missing"]


OPTIONAL = [
    "partner.isv_connect",
    "offer.solution_type",
    "offer.landing_page_url",
    "offer.social_media_url",
    "offer.azure_infrastructure_percent",
    "offer.technical_validation_passed",
    "cloud_specialist_request",
]
LISTS = [
    "partner.competencies",
    "partner.designations",
    "partner.azure_consumed_revenue",
    "offer.countries",
    "offer.platforms",
    "offer.segments",
    "offer.solution_areas",
    "offer.billed_revenue",
    "documents",
    "contacts",
]


@pytest.mark.parametrize(
    ("path", "empty"), [*[(path, None) for path in OPTIONAL], *[(path, []) for path in LISTS]]
)
def test_what_may_be_absent_is_null_or_empty(path: str, empty: object) -> None:
    with_empty = complete(**{path.replace(".", "__"): empty})
    assert facts_of(without(complete(), path)) == facts_of(with_empty)


def test_a_contact_may_name_no_country() -> None:
    [contact] = facts_of(complete(contacts=[{"role": "partner_sales"}])).contacts.items
    assert contact.countries == frozenset()


@pytest.mark.parametrize("path", ["", "partner", "offer", "partner.isv_connect"])
def test_an_unknown_field_is_a_fault_at_every_level(path: str) -> None:
    facts: Any = complete()
    target = facts
    for name in filter(None, path.split(".")):
        target = target[name]
    target["colour"] = None
    assert faults_of(facts) == [f"{path}.colour: unknown field".lstrip(".")]


@pytest.mark.parametrize(
    ("section", "row"),
    [
        ("partner__competencies", {"area": "A", "level": "gold", "start": "2020-01-01", "end": None}),
        ("partner__designations", {"area": "A", "start": "2020-01-01", "end": None}),
        ("partner__azure_consumed_revenue", {"month": "2020-10", "usd": "1"}),
        ("offer__billed_revenue", {"month": "2020-10", "usd": "1"}),
        ("documents", {"kind": "other", "state": "approved"}),
        ("contacts", {"role": "partner_sales", "countries": []}),
    ],
)
def test_an_unknown_field_of_a_row_is_a_fault(section: str, row: dict[str, Any]) -> None:
    facts = complete(**{section: [{**row, "colour": 1}]})
    assert faults_of(facts) == [f"{section.replace('__', '.')}[0].colour: unknown field"]


@pytest.mark.parametrize(
    ("name", "place"),
    [
        ("We ird", '["We ird"]'),
        ("new\nline", '["new\\nline"]'),
        ("", '[""]'),
        ("é", '["\\u00e9"]'),
        ("a.b", '["a.b"]'),
    ],
)
def test_a_strange_name_stays_on_one_line(name: str, place: str) -> None:
    assert faults_of({**complete(), name: 1}) == [f"{place}: unknown field"]
    facts = complete()
    facts["offer"][name] = 1
    assert faults_of(facts) == [f"offer{place}: unknown field"]


@pytest.mark.parametrize("section", ["partner__azure_consumed_revenue", "offer__billed_revenue"])
def test_a_month_comes_once(section: str) -> None:
    rows = [{"month": month, "usd": "1"} for month in ("2020-09", "2020-10", "2020-09", "2020-09")]
    place = section.replace("__", ".")
    assert faults_of(complete(**{section: rows})) == [
        f'{place}[2].month: duplicate month "2020-09"',
        f'{place}[3].month: duplicate month "2020-09"',
    ]


def test_two_bad_months_are_not_taken_for_duplicates() -> None:
    rows = [{"month": "x", "usd": "1"}, {"month": "x", "usd": "1"}]
    assert places_of(complete(offer__billed_revenue=rows)) == [
        "offer.billed_revenue[0].month",
        "offer.billed_revenue[1].month",
    ]


def test_every_fault_is_told_at_once() -> None:
    facts = complete(
        as_of="today",
        offer__type="app",
        offer__paid=None,
        offer__billed_revenue=[{"month": "2020-10", "usd": 5}, {"month": "2020-10", "cost": "5"}],
        documents=[{"kind": "other", "state": "lost"}],
        contacts=[{"role": "boss", "countries": ["XX"]}],
        extra=True,
    )
    assert places_of(facts) == [
        "as_of",
        "offer.type",
        "offer.paid",
        "offer.billed_revenue[0].usd",
        "offer.billed_revenue[1].month",
        "offer.billed_revenue[1].usd",
        "offer.billed_revenue[1].cost",
        "documents[0].state",
        "contacts[0].role",
        "contacts[0].countries[0]",
        "extra",
    ]


@pytest.mark.parametrize("value", [None, 5, "facts", True, 1.5])
def test_facts_are_an_object(value: object) -> None:
    assert places_of(value) == ["$"]


def test_an_empty_object_misses_what_is_required() -> None:
    assert faults_of({}) == ["as_of: missing", "partner: missing", "offer: missing"]


def test_a_long_value_is_shown_in_short() -> None:
    [fault] = faults_of(complete(as_of="9" * 5000))
    assert len(fault) < 120


def test_faults_of_a_list_are_told_by_index() -> None:
    with pytest.raises(InvalidDataError) as caught:
        parse_facts_list([complete(), complete(offer__type="x"), [], complete(as_of=None)], vocabulary())
    assert [fault.place for fault in caught.value.faults] == ["[1].offer.type", "[2]", "[3].as_of"]
    assert str(caught.value).splitlines()[1] == "[2]: expected an object, found […]"


def test_negative_amounts_are_allowed() -> None:
    facts = facts_of(complete(offer__billed_revenue=month_and("-12.50")))
    assert facts.to_json()["offer"]["billed_revenue"] == month_and("-12.50")
