"""The five editions that ship: their figures, their paths, their names, their benefits, their sources."""

from datetime import date
from pathlib import Path

import pytest
from django.utils.translation import override

from cosell.locations import country_codes
from eligibility.editions import (
    DEFAULT_EDITION,
    FOLDER,
    OFFER_TYPES,
    edition_codes,
    load_edition,
    vocabulary,
)
from eligibility.messages import fault_line
from eligibility.models import Rulebook, Status
from eligibility.models.earned import CompetencyLevel, Tier
from eligibility.rules import InvalidDataError
from eligibility.rules.codes import (
    COMPETENCY_LEVELS,
    CONTACT_ROLES,
    DOCUMENT_KINDS,
    ISV_CONNECT_TIERS,
    REQUEST_STATES,
    SEGMENTS,
    SOLUTION_TYPES,
    STATUSES,
)
from offers.models.choices import ContactRole, DocumentKind, OfferType, RequestState, Segment, SolutionType
from tests.eligibility.rules.samples import answer_of, complete

EDITIONS = ("2020-09-02", "2020-09-15", "2020-12-02", "2021-02-24", "2023-08-24")
SEED_OPTION = {
    "saas",
    "azure_application",
    "dynamics_365_customer_engagement",
    "dynamics_365_operations",
    "dynamics_365_business_central",
}


def test_five_editions_ship_and_the_seeds_is_the_default() -> None:
    assert edition_codes() == EDITIONS
    assert DEFAULT_EDITION == "2020-09-15"


@pytest.mark.parametrize("code", EDITIONS)
def test_an_edition_is_named_by_its_code_and_its_source_by_title_and_date(code: str) -> None:
    edition = load_edition(code)
    assert edition.code == code
    assert edition.source.date == date.fromisoformat(code)
    assert edition.source.title
    assert edition.source.language == ("fr" if code == "2020-09-15" else "en")


@pytest.mark.parametrize("code", ["", "2020", "../editions/2020-09-15", "2020-09-15.toml"])
def test_an_unknown_edition_is_a_key_error(code: str) -> None:
    with pytest.raises(KeyError):
        load_edition(code)


@pytest.mark.parametrize(
    ("code", "mode", "billed_counts", "billed_months"),
    [
        ("2020-09-02", "by_paid", "always", 0),
        ("2020-09-15", "any", "always", 0),
        ("2020-12-02", "any", "always", 0),
        ("2021-02-24", "any", "if_transactable", 0),
        ("2023-08-24", "any", "if_transactable", 12),
    ],
)
def test_revenue_figures(code: str, mode: str, billed_counts: str, billed_months: int) -> None:
    assert load_edition(code).to_data()["revenue"] == {
        "mode": mode,
        "billed_counts": billed_counts,
        "azure_consumed_revenue": {"usd": "100000", "months": 12},
        "billed_revenue": {"usd": "100000", "months": billed_months},
    }


@pytest.mark.parametrize("code", EDITIONS)
def test_every_country_takes_part_and_half_the_infrastructure_is_the_limit(code: str) -> None:
    edition = load_edition(code)
    assert edition.eligible_countries is None
    assert edition.to_data()["azure_infrastructure"] == {"more_than_percent": "50"}


@pytest.mark.parametrize(
    ("code", "with_option"),
    [
        ("2020-09-02", SEED_OPTION),
        ("2020-09-15", SEED_OPTION),
        ("2020-12-02", SEED_OPTION),
        ("2021-02-24", set(OFFER_TYPES)),
        ("2023-08-24", set(OFFER_TYPES)),
    ],
)
def test_the_option_and_the_path_go_together(code: str, with_option: set[str]) -> None:
    types = load_edition(code).offer_types
    assert {name for name, rules in types.items() if rules.co_sell_option} == with_option
    assert {name for name, rules in types.items() if rules.path == "materials"} == with_option


@pytest.mark.parametrize("code", EDITIONS[:2])
def test_document_lists_of_autumn_2020(code: str) -> None:
    assert load_edition(code).documents == (
        ("customer_one_pager",),
        ("customer_presentation", "channel_pitch_deck"),
        ("customer_case_study", "customer_wins", "other"),
    )


@pytest.mark.parametrize("code", EDITIONS[2:])
def test_document_lists_since_december_2020(code: str) -> None:
    assert load_edition(code).documents == (
        ("customer_one_pager", "customer_presentation"),
        ("customer_case_study", "customer_wins", "channel_pitch_deck", "other"),
        (),
    )


SEED_NAMES = {
    "not_ready": ("Not ready", "Pas prêt"),
    "co_sell_ready": ("Co-sell ready", "Prêt pour la co-vente"),
    "azure_ip_incentivized": ("Azure IP co-sell incentivized", "Co-vente Azure IP avec incentives"),
    "business_applications_incentivized": (
        "Business Applications co-sell incentivized",
        "Co-vente d'applications métier avec incentives",
    ),
}
NAMES = {
    "2020-09-02": SEED_NAMES,
    "2020-09-15": SEED_NAMES,
    "2020-12-02": {**SEED_NAMES, "not_ready": ("In market", "Sur le marché")},
    "2021-02-24": SEED_NAMES,
    "2023-08-24": {
        "not_ready": ("In market", "Sur le marché"),
        "co_sell_ready": ("Co-sell ready", "Prêt pour la co-vente"),
        "azure_ip_incentivized": ("Azure IP co-sell eligible", "Éligible à la co-vente Azure IP"),
        "business_applications_incentivized": (
            "Business Applications co-sell eligible",
            "Éligible à la co-vente d'applications métier",
        ),
    },
}


@pytest.mark.parametrize("code", EDITIONS)
@pytest.mark.parametrize("status", STATUSES)
def test_statuses_are_shown_by_the_editions_names(code: str, status: str) -> None:
    edition = load_edition(code)
    shown = edition.status_name(status, "en"), edition.status_name(status, "fr")
    assert shown == NAMES[code][status]


@pytest.mark.parametrize(
    ("code", "before"),
    [
        ("2020-09-02", "Not ready"),
        ("2020-09-15", "Not ready"),
        ("2020-12-02", "Not published"),
        ("2021-02-24", "Not ready"),
        ("2023-08-24", "Not published"),
    ],
)
def test_before_step_1_some_editions_have_another_name(code: str, before: str) -> None:
    edition = load_edition(code)
    assert edition.status_name("not_ready", "en", step_1_met=False) == before
    assert edition.status_name("co_sell_ready", "en", step_1_met=False) == "Co-sell ready"


AZURE_BENEFITS = [
    "seller_incentives",
    "reduced_service_fee",
    "csp_incentive",
    "azure_commitment",
    "preferred_badge",
]


@pytest.mark.parametrize(
    ("code", "azure", "business"),
    [
        ("2020-09-02", AZURE_BENEFITS, ["seller_incentives"]),
        ("2020-09-15", AZURE_BENEFITS, ["seller_incentives"]),
        ("2020-12-02", AZURE_BENEFITS, ["seller_incentives", "preferred_badge"]),
        ("2021-02-24", AZURE_BENEFITS, ["seller_incentives", "preferred_badge"]),
        (
            "2023-08-24",
            ["seller_incentives", "azure_commitment", "preferred_badge"],
            ["seller_incentives", "preferred_badge"],
        ),
    ],
)
def test_benefits_of_each_status(code: str, azure: list[str], business: list[str]) -> None:
    edition = load_edition(code)
    assert [benefit.code for benefit in edition.benefits_of("not_ready")] == []
    assert [benefit.code for benefit in edition.benefits_of("co_sell_ready")] == ["shown_to_sellers"]
    assert [benefit.code for benefit in edition.benefits_of("azure_ip_incentivized")] == azure
    assert [benefit.code for benefit in edition.benefits_of("business_applications_incentivized")] == business


# --- One list of codes, said in two rooms ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("codes", "choices"),
    [
        (OFFER_TYPES, OfferType),
        (STATUSES, Status),
        (DOCUMENT_KINDS, DocumentKind),
        (CONTACT_ROLES, ContactRole),
        (REQUEST_STATES, RequestState),
        (SEGMENTS, Segment),
        (SOLUTION_TYPES, SolutionType),
        (COMPETENCY_LEVELS, CompetencyLevel),
        (ISV_CONNECT_TIERS, Tier),
    ],
)
def test_the_rules_and_the_database_know_the_same_codes(codes: tuple[str, ...], choices: type) -> None:
    assert set(codes) == set(choices.values)


def test_the_rules_know_the_countries_of_the_house() -> None:
    assert vocabulary().countries == country_codes()


# --- Another edition ------------------------------------------------------------------------------------------------


def write_edition(folder: Path, code: str) -> None:
    """The default edition's file under another code."""
    text = (FOLDER / f"{DEFAULT_EDITION}.toml").read_text(encoding="utf-8")
    text = text.replace(f'code = "{DEFAULT_EDITION}"', f'code = "{code}"', 1)
    (folder / f"{code}.toml").write_text(text, encoding="utf-8")


def test_sixth_edition_is_a_file_more_and_no_code(tmp_path: Path) -> None:
    write_edition(tmp_path, "2025-01-01")
    file = tmp_path / "2025-01-01.toml"
    file.write_text(file.read_text(encoding="utf-8").replace("100000", "250000"), encoding="utf-8")
    assert edition_codes(tmp_path) == ("2025-01-01",)
    edition = load_edition("2025-01-01", tmp_path)
    assert edition.offer_types["saas"].terms.billed_revenue.usd == 250_000
    answer = answer_of(complete(), edition)
    assert answer.edition == "2025-01-01"


FAULTS = {
    "unknown key": ('mode = "any"', 'mode = "any"\ncolour = "red"', "revenue.colour: unknown field"),
    "negative threshold": ('usd = "100000"', 'usd = "-1"', 'usd: cannot be negative, found "-1"'),
    "float money": ('usd = "100000"', "usd = 100000.5", "usd: expected a decimal string"),
    "offer type left out": ("[offer_types.saas]", "[offer_types.sas]", "offer_types.saas: missing"),
    "wrong type": ("co_sell_option = true", 'co_sell_option = "yes"', "expected true or false"),
    "date that is none": ('date = "2020-09-15"', 'date = "2020-02-30"', "source.date: expected a date"),
    "date without quotes": ('date = "2020-09-15"', "date = 2020-09-15", "source.date: expected a date"),
    "no TOML": ("[revenue]", "[revenue", "$: not TOML ("),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_faulty_edition_is_refused_with_a_line_that_says_where_and_why(fault: str, tmp_path: Path) -> None:
    old, new, said = FAULTS[fault]
    write_edition(tmp_path, "2025-01-01")
    file = tmp_path / "2025-01-01.toml"
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(InvalidDataError) as refusal:
        load_edition("2025-01-01", tmp_path)
    assert said in str(refusal.value)


def test_edition_under_another_name_is_refused(tmp_path: Path) -> None:
    write_edition(tmp_path, "2025-01-01")
    (tmp_path / "2025-01-01.toml").rename(tmp_path / "2026-01-01.toml")
    with pytest.raises(InvalidDataError) as refusal:
        load_edition("2026-01-01", tmp_path)
    assert [str(fault) for fault in refusal.value.faults] == [
        "code: is 2025-01-01 in the file 2026-01-01.toml"
    ]


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "code: has 21 characters, at most 20 are possible"),
        ("fr", "code: compte 21 caractères, 20 au plus sont possibles"),
    ],
)
def test_edition_whose_code_no_rulebook_can_keep_is_refused(language: str, said: str, tmp_path: Path) -> None:
    longest = Rulebook._meta.get_field("edition").max_length or 0
    write_edition(tmp_path, "2025-01-01".ljust(longest, "x"))
    write_edition(tmp_path, "2025-01-01".ljust(longest + 1, "x"))
    sound, too_long = edition_codes(tmp_path)
    assert load_edition(sound, tmp_path).code == sound
    with pytest.raises(InvalidDataError) as refusal:
        load_edition(too_long, tmp_path)
    with override(language):
        assert list(map(fault_line, refusal.value.faults)) == [said]
