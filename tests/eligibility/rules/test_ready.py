"""Steps 1 and 2: contacts, documents, links, listing, specialists, competencies, designations, enrolments."""

from typing import Any

import pytest

from tests.eligibility.rules.samples import (
    answer_of,
    complete,
    documents,
    edited,
    evidence_of,
    row_of,
    state_of,
)

LATER = "2020-12-02"


@pytest.mark.parametrize(
    ("published", "profile", "status"),
    [
        (True, True, "azure_ip_incentivized"),
        (False, True, "not_ready"),
        (True, False, "not_ready"),
        (False, False, "not_ready"),
    ],
)
def test_step_1_gates_every_status(published: bool, profile: bool, status: str) -> None:
    facts = complete(offer__published=published, partner__business_profile_complete=profile)
    assert answer_of(facts).status == status


def contact(*countries: str, role: str = "partner_sales") -> dict[str, Any]:
    return {"role": role, "countries": list(countries)}


@pytest.mark.parametrize(
    ("sold_in", "contacts", "state", "covered", "missing"),
    [
        (["FR", "US"], [contact("FR", "US")], "met", ["FR", "US"], []),
        (["FR", "US"], [contact("FR"), contact("US")], "met", ["FR", "US"], []),
        (["FR", "US"], [contact("FR")], "unmet", ["FR"], ["US"]),
        (["FR", "US"], [contact("OOO")], "met", ["FR", "US"], []),
        (["FR", "US"], [contact("DE"), contact("FR", "OOO")], "met", ["FR", "US"], []),
        (["FR", "US"], [contact("FR", "US", role="partner_marketing")], "unmet", [], ["FR", "US"]),
        (["FR", "US"], [contact("OOO", role="partner_technical_sales")], "unmet", [], ["FR", "US"]),
        (["FR", "US"], [contact("OOO", role="partner_customer_success_manager")], "unmet", [], ["FR", "US"]),
        (["FR", "US"], [], "unmet", [], ["FR", "US"]),
        (["FR", "FR"], [contact("FR")], "met", ["FR"], []),
        (["NA"], [contact("NA")], "met", ["NA"], []),
        ([], [contact("OOO")], "unmet", [], []),
    ],
)
def test_each_country_needs_a_sales_contact(
    sold_in: list[str], contacts: list[dict[str, Any]], state: str, covered: list[str], missing: list[str]
) -> None:
    row = row_of(
        answer_of(complete(offer__countries=sold_in, contacts=contacts)), "sales_contact_per_country"
    )
    assert (row.state, row.evidence) == (
        state,
        {"sold_in": len(set(sold_in)), "covered": covered, "missing": missing},
    )


@pytest.mark.parametrize(
    ("eligible", "contacts", "state", "covered", "missing"),
    [
        (["FR"], [contact("FR")], "met", ["FR"], []),  # US is not the programme's
        (["FR", "DE"], [contact("DE")], "unmet", [], ["FR"]),
        (["DE"], [contact("OOO")], "unmet", [], []),  # nothing in common: unmet
        (["FR", "US"], [contact("OOO")], "met", ["FR", "US"], []),
    ],
)
def test_only_the_programmes_countries_count(
    eligible: list[str], contacts: list[dict[str, Any]], state: str, covered: list[str], missing: list[str]
) -> None:
    row = row_of(
        answer_of(complete(contacts=contacts), edited(eligible_countries=eligible)),
        "sales_contact_per_country",
    )
    assert (row.state, row.evidence) == (state, {"sold_in": 2, "covered": covered, "missing": missing})


@pytest.mark.parametrize(
    ("states", "state", "best"),
    [
        (["approved"], "met", "approved"),
        (["submitted"], "pending", "submitted"),
        (["processing"], "pending", "processing"),
        (["changes_requested"], "unmet", "changes_requested"),
        (["rejected"], "unmet", "rejected"),
        ([], "unmet", None),
        (["approved", "changes_requested"], "met", "approved"),
        (["rejected", "approved"], "met", "approved"),
        (["changes_requested", "processing"], "pending", "processing"),
        (["processing", "submitted"], "pending", "submitted"),
        (["rejected", "changes_requested"], "unmet", "changes_requested"),
    ],
)
@pytest.mark.parametrize(
    ("kind", "code"),
    [
        ("customer_one_pager", "required_documents"),
        ("architecture_diagram", "architecture_diagram"),
    ],
)
def test_the_best_document_of_a_kind_counts(
    kind: str, code: str, states: list[str], state: str, best: str | None
) -> None:
    facts = complete(documents=[{"kind": kind, "state": each} for each in states])
    row = row_of(answer_of(facts), code)
    assert (row.state, row.evidence) == (state, {"documents": {kind: best}})


@pytest.mark.parametrize(
    ("one_pager", "presentation", "state"),
    [
        ("approved", "approved", "met"),
        ("approved", "submitted", "pending"),
        ("submitted", "processing", "pending"),
        ("submitted", "changes_requested", "unmet"),
        ("submitted", None, "unmet"),
        ("approved", "rejected", "unmet"),
        (None, None, "unmet"),
    ],
)
def test_unmet_outranks_pending_among_required_documents(
    one_pager: str | None, presentation: str | None, state: str
) -> None:
    states = {"customer_one_pager": one_pager, "customer_presentation": presentation}
    facts = complete(documents=documents(**{kind: each for kind, each in states.items() if each}))
    row = row_of(answer_of(facts, LATER), "required_documents")
    assert (row.state, row.evidence) == (state, {"documents": states})


@pytest.mark.parametrize(
    ("url", "state"),
    [
        ("https://contoso.example", "met"),
        ("https://…", "met"),
        ("", "unmet"),
        (" \t", "unmet"),
        (None, "unmet"),
    ],
)
def test_a_landing_page_is_given_or_not(url: str | None, state: str) -> None:
    assert state_of(complete(offer__landing_page_url=url), "landing_page_url") == state


@pytest.mark.parametrize(
    ("url", "papers", "state"),
    [
        ("https://social.example", {}, "met"),
        (None, {}, "unmet"),
        (" ", {}, "unmet"),
        (None, {"customer_case_study": "approved"}, "met"),
        (None, {"customer_wins": "approved"}, "met"),
        (None, {"other": "approved"}, "met"),
        (None, {"other": "processing"}, "pending"),
        (None, {"customer_wins": "submitted"}, "pending"),
        (None, {"customer_wins": "rejected", "other": "submitted"}, "pending"),
        (None, {"customer_wins": "submitted", "other": "approved"}, "met"),
        (None, {"customer_wins": "changes_requested"}, "unmet"),
        ("https://social.example", {"customer_wins": "submitted"}, "met"),
        (None, {"customer_presentation": "approved", "channel_pitch_deck": "approved"}, "unmet"),
        (None, {"customer_one_pager": "approved", "architecture_diagram": "approved"}, "unmet"),
        (None, {"customer_presentation": "submitted"}, "unmet"),
    ],
)
def test_one_piece_of_supporting_material_is_enough(
    url: str | None, papers: dict[str, str], state: str
) -> None:
    facts = complete(offer__social_media_url=url, documents=documents(**papers))
    assert state_of(facts, "supporting_material") == state


def test_supporting_material_names_every_kind_that_counts() -> None:
    facts = complete(offer__social_media_url=None, documents=documents(customer_wins="submitted"))
    assert evidence_of(facts, "supporting_material") == {
        "documents": {"customer_case_study": None, "customer_wins": "submitted", "other": None},
        "social_media_url": False,
    }


def test_a_rulebook_may_not_take_a_social_channel_for_supporting_material() -> None:
    rulebook = edited(documents__social_media_url_counts=False)
    row = row_of(answer_of(complete(documents=[]), rulebook), "supporting_material")
    assert (row.state, row.evidence["social_media_url"]) == ("unmet", None)


@pytest.mark.parametrize(
    ("field", "empty"),
    [
        ("platforms", []),
        ("segments", []),
        ("solution_type", None),
        ("solution_areas", []),
    ],
)
def test_each_field_of_the_listing_is_needed(field: str, empty: object) -> None:
    row = row_of(answer_of(complete(**{f"offer__{field}": empty}), LATER), "listing_complete")
    assert (row.state, row.evidence) == ("unmet", {"missing": [field]})


def test_a_complete_listing_misses_nothing() -> None:
    row = row_of(answer_of(complete(), LATER), "listing_complete")
    assert (row.state, row.evidence) == ("met", {"missing": []})


@pytest.mark.parametrize(
    ("request_state", "state"),
    [
        (None, "unmet"),
        ("open", "pending"),
        ("in_progress", "pending"),
        ("completed", "met"),
        ("declined", "unmet"),
    ],
)
def test_a_cloud_specialist_closes_the_request(request_state: str | None, state: str) -> None:
    facts = complete(offer__type="power_bi_app", cloud_specialist_request=request_state)
    row = row_of(answer_of(facts), "cloud_specialist_request")
    assert (row.state, row.evidence) == (state, {"request": request_state})


def test_the_specialists_path_looks_at_no_material() -> None:
    facts = complete(
        offer__type="azure_container",
        offer__countries=[],
        offer__landing_page_url=None,
        contacts=[],
        documents=[],
    )
    assert answer_of(facts).status == "co_sell_ready"


# --- Active or not: as of 15 November 2020 --------------------------------------------------------------------

PERIODS = [
    ("2020-11-15", None, "met", "active"),
    ("2020-11-15", "2020-11-15", "met", "active"),
    ("2020-01-01", "2020-11-15", "met", "active"),
    ("2020-01-01", "2020-11-14", "unmet", "over"),
    ("2020-11-16", None, "unmet", "to_come"),
    ("2020-11-16", "2021-11-16", "unmet", "to_come"),
    ("2021-01-01", "2020-01-01", "unmet", "to_come"),
]


@pytest.mark.parametrize(("start", "end", "state", "period"), PERIODS)
def test_a_gold_competency_counts_on_both_its_days(
    start: str, end: str | None, state: str, period: str
) -> None:
    competency = {"area": "Any", "level": "gold", "start": start, "end": end}
    facts = complete(offer__type="consulting_service", partner__competencies=[competency])
    row = row_of(answer_of(facts), "gold_competency")
    assert (row.state, row.evidence) == (state, {"period": period, "start": start, "end": end})


@pytest.mark.parametrize(("start", "end", "state", "period"), PERIODS)
def test_a_designation_counts_on_both_its_days(start: str, end: str | None, state: str, period: str) -> None:
    facts = complete(
        offer__type="consulting_service", partner__designations=[{"area": "Any", "start": start, "end": end}]
    )
    row = row_of(answer_of(facts, "2023-08-24"), "solutions_partner_designation")
    assert (row.state, row.evidence) == (state, {"period": period, "start": start, "end": end})


@pytest.mark.parametrize("tier", ["standard", "premium"])
@pytest.mark.parametrize(("start", "end", "state", "period"), PERIODS)
def test_an_enrolment_of_any_tier_counts_on_both_its_days(
    start: str, end: str | None, state: str, period: str, tier: str
) -> None:
    facts = complete(
        offer__type="dynamics_365_operations",
        partner__isv_connect={"tier": tier, "start": start, "end": end},
    )
    rows = [row for row in answer_of(facts, "2023-08-24").requirements if row.code == "isv_connect_enrolment"]
    evidence = {"tier": tier, "period": period, "start": start, "end": end}
    assert [(row.level, row.state, row.evidence) for row in rows] == [
        ("co_sell_ready", state, evidence),
        ("business_applications_incentivized", state, evidence),
    ]


def test_a_silver_competency_is_not_gold() -> None:
    silver = {"area": "Any", "level": "silver", "start": "2020-01-01", "end": None}
    facts = complete(offer__type="consulting_service", partner__competencies=[silver])
    row = row_of(answer_of(facts), "gold_competency")
    assert (row.state, row.evidence) == ("unmet", {"period": "none", "start": None, "end": None})


@pytest.mark.parametrize(
    ("starts_and_ends", "told"),
    [
        (
            [("2019-01-01", "2019-12-31"), ("2020-01-01", "2020-12-31")],
            ("active", "2020-01-01", "2020-12-31"),
        ),
        ([("2020-01-01", "2020-12-31"), ("2020-06-01", None)], ("active", "2020-06-01", None)),
        ([("2018-01-01", "2018-12-31"), ("2019-01-01", "2019-12-31")], ("over", "2019-01-01", "2019-12-31")),
        (
            [("2019-01-01", "2019-12-31"), ("2021-01-01", "2021-06-30")],
            ("to_come", "2021-01-01", "2021-06-30"),
        ),
        ([("2021-01-01", None), ("2020-01-01", "2020-11-15")], ("active", "2020-01-01", "2020-11-15")),
    ],
)
def test_of_several_competencies_the_one_that_runs_longest_is_told(
    starts_and_ends: list[tuple[str, str | None]], told: tuple[str, str, str | None]
) -> None:
    gold = [{"area": "Any", "level": "gold", "start": start, "end": end} for start, end in starts_and_ends]
    facts = complete(offer__type="consulting_service", partner__competencies=gold)
    assert tuple(evidence_of(facts, "gold_competency").values()) == told


def test_gold_is_asked_besides_the_specialists_request() -> None:
    facts = complete(offer__type="consulting_service", cloud_specialist_request="open")
    assert answer_of(facts).status == "not_ready"
