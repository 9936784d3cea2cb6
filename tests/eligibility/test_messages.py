"""Requirements as sentences: every code in every state, in both languages, with figures in the reader's way."""

from typing import Any

import pytest
from django.utils.translation import override

from eligibility.editions import edition_codes, load_edition, vocabulary
from eligibility.messages import (
    answer_json,
    benefit_text,
    explanation,
    fault_line,
    hint,
    message,
    next_step,
    state_name,
    title,
)
from eligibility.rules import REQUIREMENTS, InvalidDataError, Row, parse_facts
from tests.eligibility.rules.samples import answer_of, complete, documents, months, row_of

SEED = "2020-09-15"
LATER = "2020-12-02"
IN_2021 = "2021-02-24"
IN_2023 = "2023-08-24"
CONSULTING = {"offer__type": "consulting_service"}
DYNAMICS = {"offer__type": "dynamics_365_business_central"}
SPECIALIST = {"offer__type": "power_bi_app"}
NO_BILLED = {"offer__billed_revenue": []}
SHORT = {"partner__azure_consumed_revenue": months(m2020_10="82450"), **NO_BILLED}
NBSP = "\u00a0"


def row(code: str, edition: str = SEED, **changes: Any) -> Row:
    return row_of(answer_of(complete(**changes), edition), code)


def gold(start: str, end: str | None) -> dict[str, Any]:
    return {
        **CONSULTING,
        "partner__competencies": [{"area": "A", "level": "gold", "start": start, "end": end}],
    }


def enrolled(tier: str, start: str, end: str | None) -> dict[str, Any]:
    return {**DYNAMICS, "partner__isv_connect": {"tier": tier, "start": start, "end": end}}


# code, edition, changes to complete facts, state, message, next step
SENTENCES = [
    ("offer_published", SEED, {}, "met", "The offer is live in the marketplace.", ""),
    (
        "offer_published",
        SEED,
        {"offer__published": False},
        "unmet",
        "The offer is not live in the marketplace.",
        "Publish the offer; a reviewer then checks that it meets the publishing requirements.",
    ),
    ("business_profile_complete", SEED, {}, "met", "The business profile is complete.", ""),
    (
        "business_profile_complete",
        SEED,
        {"partner__business_profile_complete": False},
        "unmet",
        "The business profile is not complete.",
        "Complete your organisation's business profile.",
    ),
    (
        "sales_contact_per_country",
        SEED,
        {"offer__countries": ["FR"]},
        "met",
        "The only eligible country has a sales contact.",
        "",
    ),
    ("sales_contact_per_country", SEED, {}, "met", "All 2 eligible countries have a sales contact.", ""),
    (
        "sales_contact_per_country",
        SEED,
        {"offer__countries": ["FR", "DE", "NA"]},
        "unmet",
        "Eligible countries with a sales contact: 1 of 3. Missing: Germany and Namibia.",
        "Add a contact with the role Partner sales for Germany and Namibia.",
    ),
    (
        "sales_contact_per_country",
        SEED,
        {"offer__countries": ["AT", "BE", "CH", "DE", "ES", "IT", "NL"], "contacts": []},
        "unmet",
        (
            "Eligible countries with a sales contact: 0 of 7. Missing: Austria, Belgium, Germany, Italy, "
            "Netherlands, and 2 more."
        ),
        "Add a contact with the role Partner sales for Austria, Belgium, Germany, Italy, Netherlands, and 2 more.",
    ),
    (
        "sales_contact_per_country",
        SEED,
        {"offer__countries": []},
        "unmet",
        "The offer is not sold in any country yet.",
        "Choose the countries that the offer is sold in, at least one of the programme's.",
    ),
    (
        "required_documents",
        LATER,
        {"documents": documents(customer_one_pager="approved", customer_presentation="approved")},
        "met",
        "Customer one-pager: approved · Customer presentation: approved",
        "",
    ),
    (
        "required_documents",
        LATER,
        {"documents": documents(customer_one_pager="submitted", customer_presentation="approved")},
        "pending",
        "Customer one-pager: with Microsoft · Customer presentation: approved",
        "Nothing to do now: Microsoft is working on it.",
    ),
    (
        "required_documents",
        LATER,
        {"documents": documents(customer_one_pager="changes_requested")},
        "unmet",
        "Customer one-pager: sent back · Customer presentation: not handed in",
        "Upload and publish: Customer presentation. Replace what was sent back and publish: Customer one-pager.",
    ),
    (
        "required_documents",
        LATER,
        {"documents": documents(customer_one_pager="processing", customer_presentation="rejected")},
        "unmet",
        "Customer one-pager: being checked · Customer presentation: refused by the checks",
        "Replace what was sent back and publish: Customer presentation.",
    ),
    ("landing_page_url", SEED, {}, "met", "The solution landing page is given.", ""),
    (
        "landing_page_url",
        SEED,
        {"offer__landing_page_url": None},
        "unmet",
        "The solution landing page is missing.",
        "Enter the URL of the solution landing page.",
    ),
    (
        "supporting_material",
        SEED,
        {"documents": []},
        "met",
        "The social media channel is given.",
        "",
    ),
    (
        "supporting_material",
        SEED,
        {"documents": documents(customer_wins="approved")},
        "met",
        "The social media channel is given · Verifiable customer wins: approved",
        "",
    ),
    (
        "supporting_material",
        SEED,
        {"offer__social_media_url": None, "documents": documents(customer_wins="submitted")},
        "pending",
        "Verifiable customer wins: with Microsoft",
        "Nothing to do now: Microsoft is working on it.",
    ),
    (
        "supporting_material",
        SEED,
        {"offer__social_media_url": None, "documents": []},
        "unmet",
        "There is no supporting material yet.",
        "Enter a social media channel, or hand in Customer case study, Verifiable customer wins, or Other document.",
    ),
    (
        "listing_complete",
        LATER,
        {},
        "met",
        "Platforms, segments, solution type and solution area are filled in.",
        "",
    ),
    (
        "listing_complete",
        LATER,
        {"offer__platforms": [], "offer__solution_type": None},
        "unmet",
        "Missing in the listing: Microsoft platforms and solution type.",
        "Fill in the listing: Microsoft platforms and solution type.",
    ),
    (
        "cloud_specialist_request",
        SEED,
        SPECIALIST,
        "met",
        "The cloud specialist has closed the request as completed.",
        "",
    ),
    (
        "cloud_specialist_request",
        SEED,
        {**SPECIALIST, "cloud_specialist_request": "open"},
        "pending",
        "The request waits for a cloud specialist.",
        "Nothing to do now: Microsoft is working on it.",
    ),
    (
        "cloud_specialist_request",
        SEED,
        {**SPECIALIST, "cloud_specialist_request": "in_progress"},
        "pending",
        "A cloud specialist is working on the request.",
        "Nothing to do now: Microsoft is working on it.",
    ),
    (
        "cloud_specialist_request",
        SEED,
        {**SPECIALIST, "cloud_specialist_request": "declined"},
        "unmet",
        "The request was declined.",
        "Read why the request was declined, and file a new one.",
    ),
    (
        "cloud_specialist_request",
        SEED,
        {**SPECIALIST, "cloud_specialist_request": None},
        "unmet",
        "No cloud specialist has been asked yet.",
        "File a request to work with a cloud specialist.",
    ),
    (
        "gold_competency",
        SEED,
        gold("2020-01-01", "2021-01-01"),
        "met",
        "The Gold competency is active until 1 Jan 2021.",
        "",
    ),
    (
        "gold_competency",
        SEED,
        gold("2020-01-01", None),
        "met",
        "The Gold competency is active, without an end date.",
        "",
    ),
    (
        "gold_competency",
        SEED,
        gold("2020-01-01", "2020-11-14"),
        "unmet",
        "The Gold competency ended on 14 Nov 2020.",
        "Earn or renew a Gold competency, in any area.",
    ),
    (
        "gold_competency",
        SEED,
        gold("2020-11-16", None),
        "unmet",
        "The Gold competency starts on 16 Nov 2020.",
        "It counts from 16 Nov 2020 on.",
    ),
    (
        "gold_competency",
        SEED,
        {**CONSULTING, "partner__competencies": []},
        "unmet",
        "The Gold competency is missing.",
        "Earn or renew a Gold competency, in any area.",
    ),
    (
        "solutions_partner_designation",
        IN_2023,
        {**CONSULTING, "partner__designations": []},
        "unmet",
        "The solutions partner designation is missing.",
        "Earn or renew a solutions partner designation, in any area.",
    ),
    (
        "solutions_partner_designation",
        IN_2023,
        CONSULTING,
        "met",
        "The solutions partner designation is active, without an end date.",
        "",
    ),
    (
        "isv_connect_enrolment",
        IN_2023,
        enrolled("standard", "2020-01-01", "2020-06-30"),
        "unmet",
        "The ISV Connect enrolment ended on 30 Jun 2020.",
        "Enrol your organisation in ISV Connect, or renew the enrolment.",
    ),
    (
        "isv_connect_enrolment",
        IN_2023,
        enrolled("standard", "2020-01-01", None),
        "met",
        "The ISV Connect enrolment is active, without an end date.",
        "",
    ),
    (
        "azure_consumed_revenue",
        SEED,
        {},
        "met",
        "USD\xa0100,000 in Nov 2019 – Oct 2020 · at least USD\xa0100,000 needed",
        "",
    ),
    (
        "azure_consumed_revenue",
        SEED,
        SHORT,
        "unmet",
        "USD\xa082,450 in Nov 2019 – Oct 2020 · USD\xa017,550 short of USD\xa0100,000",
        "USD\xa017,550 more is needed, or enough of the other: Marketplace billed revenue.",
    ),
    (
        "azure_consumed_revenue",
        SEED,
        {"partner__azure_consumed_revenue": months(m2020_10="82450.5")},
        "not_applicable",
        "USD\xa082,450.50 in Nov 2019 – Oct 2020 · not needed, the other one is reached: Marketplace billed revenue",
        "",
    ),
    (
        "azure_consumed_revenue",
        "2020-09-02",
        {},
        "not_applicable",
        "USD\xa0100,000 in Nov 2019 – Oct 2020 · not asked of paid offers",
        "",
    ),
    (
        "azure_consumed_revenue",
        "2020-09-02",
        {"offer__paid": False, "partner__azure_consumed_revenue": months(m2020_10="99999.995")},
        "unmet",
        "USD\xa099,999.995 in Nov 2019 – Oct 2020 · USD\xa00.005 short of USD\xa0100,000",
        "USD\xa00.005 more is needed.",
    ),
    (
        "billed_revenue",
        SEED,
        {"offer__billed_revenue": months(m2020_10="-64300")},
        "not_applicable",
        "USD\xa0-64,300 up to Oct 2020 · not needed, the other one is reached: Azure Consumed Revenue",
        "",
    ),
    ("billed_revenue", SEED, {}, "met", "USD\xa0100,000 up to Oct 2020 · at least USD\xa0100,000 needed", ""),
    (
        "billed_revenue",
        SEED,
        SHORT,
        "unmet",
        "USD\xa00 up to Oct 2020 · USD\xa0100,000 short of USD\xa0100,000",
        "USD\xa0100,000 more is needed, or enough of the other: Azure Consumed Revenue.",
    ),
    (
        "billed_revenue",
        "2020-09-02",
        {"offer__paid": False},
        "not_applicable",
        "USD\xa0100,000 up to Oct 2020 · not asked of free offers",
        "",
    ),
    (
        "billed_revenue",
        IN_2021,
        {"offer__transactable": False},
        "not_applicable",
        "USD\xa0100,000 up to Oct 2020 · counts only for offers that are sold through the marketplace",
        "",
    ),
    (
        "azure_infrastructure",
        SEED,
        {},
        "met",
        "62.5\xa0% confirmed by the reviewer · more than 50\xa0% needed",
        "",
    ),
    (
        "azure_infrastructure",
        SEED,
        {"offer__azure_infrastructure_percent": "50"},
        "unmet",
        "50\xa0% confirmed by the reviewer · more than 50\xa0% needed",
        "Move more of the offer's infrastructure to Azure, then hand in a new architecture diagram.",
    ),
    (
        "azure_infrastructure",
        SEED,
        {"offer__azure_infrastructure_percent": None},
        "pending",
        "The reviewer has yet to confirm the percentage · more than 50\xa0% needed",
        "Nothing to do now: Microsoft is working on it.",
    ),
    (
        "azure_infrastructure",
        SEED,
        {"offer__azure_infrastructure_percent": None, "documents": []},
        "unmet",
        "No percentage is confirmed · more than 50\xa0% needed",
        "Hand in the architecture diagram: the reviewer reads the percentage from it.",
    ),
    ("architecture_diagram", SEED, {}, "met", "Architecture diagram: approved", ""),
    (
        "architecture_diagram",
        SEED,
        {"documents": []},
        "unmet",
        "Architecture diagram: not handed in",
        "Upload and publish: Architecture diagram.",
    ),
    (
        "architecture_diagram",
        SEED,
        {"documents": documents(architecture_diagram="submitted")},
        "pending",
        "Architecture diagram: with Microsoft",
        "Nothing to do now: Microsoft is working on it.",
    ),
    ("technical_validation", IN_2021, {}, "met", "The technical validation is passed.", ""),
    (
        "technical_validation",
        IN_2021,
        {"offer__technical_validation_passed": None},
        "unmet",
        "The technical validation has not been done yet.",
        "Publish the offer's materials: the reviewer then does the technical validation.",
    ),
    (
        "technical_validation",
        IN_2021,
        {"offer__technical_validation_passed": False},
        "unmet",
        "The technical validation failed.",
        "Mend what the reviewer named, then publish again.",
    ),
    (
        "technical_validation",
        IN_2021,
        {"offer__technical_validation_passed": None, "offer__type": "azure_virtual_machine"},
        "met",
        "Passes without a check: offers of this type do when they are sold through the marketplace.",
        "",
    ),
    ("solution_type_ip", IN_2023, {}, "met", "The solution type is IP.", ""),
    (
        "solution_type_ip",
        IN_2023,
        {"offer__solution_type": "service"},
        "unmet",
        "The solution type is not IP.",
        "If the offer is software of your own, choose the solution type IP in the listing.",
    ),
    ("transactable", IN_2023, {}, "met", "Customers buy the offer through the marketplace.", ""),
    (
        "transactable",
        IN_2023,
        {"offer__transactable": False},
        "unmet",
        "Customers cannot buy the offer through the marketplace.",
        "Sell the offer through the marketplace: make it transactable.",
    ),
    (
        "isv_connect_premium",
        SEED,
        enrolled("premium", "2020-01-01", None),
        "met",
        "The ISV Connect enrolment is active, without an end date.",
        "",
    ),
    (
        "isv_connect_premium",
        SEED,
        enrolled("standard", "2020-01-01", None),
        "unmet",
        "The ISV Connect enrolment is of the standard tier; the premium tier is needed.",
        "Enrol your organisation in the premium tier of ISV Connect, or renew the enrolment.",
    ),
    (
        "isv_connect_premium",
        SEED,
        {**DYNAMICS, "partner__isv_connect": None},
        "unmet",
        "The ISV Connect enrolment is missing.",
        "Enrol your organisation in the premium tier of ISV Connect, or renew the enrolment.",
    ),
]


@pytest.mark.parametrize(("code", "edition", "changes", "state", "said", "to_do"), SENTENCES)
def test_a_requirement_is_told_in_english(
    code: str, edition: str, changes: dict[str, Any], state: str, said: str, to_do: str
) -> None:
    told = row(code, edition, **changes)
    with override("en"):
        assert (told.state, message(told), next_step(told)) == (state, said, to_do)


@pytest.mark.parametrize(("code", "edition", "changes", "state", "said", "to_do"), SENTENCES)
def test_a_requirement_is_told_in_french_too(
    code: str, edition: str, changes: dict[str, Any], state: str, said: str, to_do: str
) -> None:
    told = row(code, edition, **changes)
    with override("fr"):
        french, french_to_do = message(told), next_step(told)
    assert french != said
    assert bool(french_to_do) == bool(to_do)
    assert french_to_do != to_do or not to_do


def test_every_code_is_told_in_every_state_that_it_can_have() -> None:
    told = {(code, state) for code, _edition, _changes, state, _said, _to_do in SENTENCES}
    can_wait = {
        "required_documents",
        "supporting_material",
        "cloud_specialist_request",
        "azure_infrastructure",
        "architecture_diagram",
    }
    revenue = {"azure_consumed_revenue", "billed_revenue"}
    assert told == {
        *((code, state) for code in REQUIREMENTS for state in ("met", "unmet")),
        *((code, "pending") for code in can_wait),
        *((code, "not_applicable") for code in revenue),
    }


FRENCH = [
    (
        "azure_consumed_revenue",
        SHORT,
        "82 450 USD sur nov. 2019 – oct. 2020 · il manque 17 550 USD pour atteindre 100 000 USD",
        "Il faut encore 17 550 USD, ou atteindre l'autre montant : Revenu facturé sur la Place de marché.",
    ),
    (
        "azure_infrastructure",
        {"offer__azure_infrastructure_percent": "49.5"},
        "49,5 % confirmés par le réviseur · plus de 50 % requis",
        (
            "Portez une plus grande part de l'infrastructure de l'offre sur Azure, puis remettez un nouveau diagramme "
            "d'architecture."
        ),
    ),
    (
        "sales_contact_per_country",
        {"offer__countries": ["US", "DE", "NA"]},
        "Pays éligibles ayant un contact commercial : 1 sur 3. Il manque : Allemagne et Namibie.",
        "Ajoutez un contact au rôle « Ventes partenaire » pour : Allemagne et Namibie.",
    ),
    (
        "sales_contact_per_country",
        {"offer__countries": ["ZA", "US", "EG"], "contacts": []},
        "Pays éligibles ayant un contact commercial : 0 sur 3. Il manque : Afrique du Sud, Égypte et États-Unis.",
        "Ajoutez un contact au rôle « Ventes partenaire » pour : Afrique du Sud, Égypte et États-Unis.",
    ),
    (
        "gold_competency",
        gold("2020-01-01", "2021-02-01"),
        "La compétence Gold est active jusqu'au 1er févr. 2021.",
        "",
    ),
]


@pytest.mark.parametrize(("code", "changes", "said", "to_do"), FRENCH)
def test_french_figures_stand_in_the_french_way(
    code: str, changes: dict[str, Any], said: str, to_do: str
) -> None:
    told = row(code, **changes)
    with override("fr"):
        assert message(told).replace(NBSP, " ") == said
        assert next_step(told).replace(NBSP, " ") == to_do


def test_a_window_before_the_calendar_is_told_without_a_fault() -> None:
    assert message(row("azure_consumed_revenue", as_of="0001-01-01", **NO_BILLED)).startswith(
        "USD\xa00 in Jan 0000 – Dec"
    )


def test_an_endless_figure_is_told_without_a_fault() -> None:
    told = row("azure_consumed_revenue", partner__azure_consumed_revenue=months(m2020_10="9" * 400 + ".005"))
    assert message(told).startswith("USD\xa0")


def test_a_stored_row_is_told_like_a_new_one() -> None:
    told = row("azure_consumed_revenue", **SHORT)
    assert message(Row(**told.to_json())) == message(told)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        (SHORT, "this, or Marketplace billed revenue"),
        ({}, ""),
    ],
)
def test_a_hint_names_what_would_do_instead(changes: dict[str, Any], said: str) -> None:
    assert hint(row("azure_consumed_revenue", **changes)) == said


def test_a_requirement_without_alternative_has_no_hint() -> None:
    assert hint(row("offer_published")) == ""


@pytest.mark.parametrize("code", REQUIREMENTS)
def test_every_requirement_has_a_title_and_says_why(code: str) -> None:
    with override("en"):
        english = title(code), explanation(code)
    with override("fr"):
        french = title(code), explanation(code)
    assert all(english)
    assert english[0] != french[0]
    assert english[1] != french[1]


@pytest.mark.parametrize(
    ("state", "english", "french"),
    [
        ("met", "Met", "Remplie"),
        ("unmet", "Not met", "Non remplie"),
        ("pending", "With Microsoft", "Chez Microsoft"),
        ("not_applicable", "Not needed", "Non nécessaire"),
    ],
)
def test_states_have_names(state: str, english: str, french: str) -> None:
    with override("en"):
        assert state_name(state) == english
    with override("fr"):
        assert state_name(state) == french


def test_an_answer_carries_its_sentences() -> None:
    answer = answer_of(complete(**SHORT))
    with override("en"):
        told = answer_json(answer)
    assert list(told) == ["status", "edition", "as_of", "requirements"]
    assert told["requirements"] == [
        {**row.to_json(), "message": message(row), "next_step": next_step(row)} for row in answer.requirements
    ]
    assert list(told["requirements"][0]) == ["code", "level", "state", "evidence", "message", "next_step"]


def test_benefits_are_told_with_their_figures() -> None:
    with override("en"):
        told = [benefit_text(benefit) for benefit in load_edition(SEED).benefits_of("azure_ip_incentivized")]
    assert told == [
        "Microsoft's field sellers can earn incentives for selling the offer.",
        (
            "The marketplace service fee falls from 20\xa0% to 10\xa0% on IaaS and SaaS sales, from the first of the "
            "month after the status has held for 5 business days before a month's end."
        ),
        "CSP partners earn 10\xa0% for selling the SaaS or IaaS offer.",
        (
            "Sales count towards customers' Azure consumption commitment, marked “Azure benefit eligible” in the "
            "Azure portal."
        ),
        "A “Preferred solution” badge in the storefronts.",
    ]


@pytest.mark.parametrize("code", edition_codes())
def test_benefits_of_every_edition_are_told_in_french(code: str) -> None:
    for benefit in load_edition(code).benefits:
        with override("en"):
            english = benefit_text(benefit)
        with override("fr"):
            assert benefit_text(benefit) != english


@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("en", "offer.paid: expected true or false, found 1"),
        ("fr", "offer.paid: true ou false attendu, trouvé : 1"),
    ],
)
def test_faults_are_told_in_the_readers_language(language: str, line: str) -> None:
    with pytest.raises(InvalidDataError) as caught:
        parse_facts(complete(offer__paid=1), vocabulary())
    with override(language):
        assert fault_line(caught.value.faults[0]).replace(NBSP, " ") == line
