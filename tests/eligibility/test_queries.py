"""What is asked of an offer, where it stands, and what that is called."""

import pytest
from django.utils import timezone, translation
from pytest_django import DjangoAssertNumQueries

from eligibility.editions import load_edition
from eligibility.models import Rulebook
from eligibility.queries import (
    asks_of,
    asks_of_type,
    left_of,
    live_state,
    newest_assessments,
    offer_in_frame,
    progress_of,
    requirements_of,
    rulebook_in_force,
    rules_of,
    standing_of,
    status_names,
    step_1_met,
)
from offers.models import Offer
from tests.builders import make_member, make_offer, make_user
from tests.eligibility.building import make_admin, make_assessed, make_draft, make_ready

pytestmark = pytest.mark.django_db

AZURE = "azure_ip_incentivized"
BUSINESS = "business_applications_incentivized"


def test_new_installation_has_the_default_edition_in_force() -> None:
    rulebook = rulebook_in_force()
    assert (rulebook.edition, rulebook.state) == ("2020-09-15", "in_force")
    assert rules_of(rulebook) == load_edition("2020-09-15")


def test_rulebook_in_force_costs_one_narrow_query_once_it_is_known(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    rulebook_in_force()
    with django_assert_num_queries(1):
        assert rulebook_in_force().edition == "2020-09-15"


def test_rulebook_in_force_is_the_new_one_at_once() -> None:
    old = rulebook_in_force()
    draft = make_draft(make_admin())
    Rulebook.objects.filter(pk=old.pk).update(state="superseded")
    Rulebook.objects.filter(pk=draft.pk).update(state="in_force")
    assert rulebook_in_force().pk == draft.pk


@pytest.mark.parametrize(
    ("offer_type", "path", "has_option", "incentive", "diagram"),
    [
        ("saas", "materials", True, AZURE, True),
        ("azure_application", "materials", True, AZURE, True),
        ("azure_virtual_machine", "cloud_specialist", False, AZURE, True),
        ("azure_container", "cloud_specialist", False, AZURE, True),
        ("iot_edge_module", "cloud_specialist", False, AZURE, True),
        ("dynamics_365_customer_engagement", "materials", True, BUSINESS, False),
        ("dynamics_365_operations", "materials", True, BUSINESS, False),
        ("dynamics_365_business_central", "materials", True, BUSINESS, False),
        ("power_bi_app", "cloud_specialist", False, None, False),
        ("managed_service", "cloud_specialist", False, None, False),
        ("consulting_service", "cloud_specialist", False, None, False),
    ],
)
def test_what_is_asked_of_a_type(
    offer_type: str, path: str, has_option: bool, incentive: str | None, diagram: bool
) -> None:
    asks = asks_of(make_offer(type=offer_type))
    assert (asks.path, asks.has_option, asks.incentive, asks.diagram_asked) == (
        path,
        has_option,
        incentive,
        diagram,
    )
    assert asks.by_materials == (path == "materials")


def test_kinds_of_documents_are_asked_on_the_materials_path_alone() -> None:
    saas, machine = asks_of_type("saas"), asks_of_type("azure_virtual_machine")
    assert saas.required_kinds == ("customer_one_pager",)
    assert saas.optional_kinds == ("customer_presentation", "channel_pitch_deck")
    assert saas.supporting_kinds == ("customer_case_study", "customer_wins", "other")
    assert (machine.required_kinds, machine.optional_kinds, machine.supporting_kinds) == ((), (), ())
    assert (saas.social_media_counts, machine.social_media_counts) == (True, False)


@pytest.mark.parametrize(
    ("offer_type", "kind", "need"),
    [
        ("saas", "customer_one_pager", "required"),
        ("saas", "customer_presentation", "optional"),
        ("saas", "customer_wins", "supporting"),
        ("saas", "architecture_diagram", "incentive"),
        ("azure_virtual_machine", "architecture_diagram", "incentive"),
        ("azure_virtual_machine", "customer_one_pager", ""),
        ("dynamics_365_operations", "architecture_diagram", ""),
    ],
)
def test_need_of_a_kind(offer_type: str, kind: str, need: str) -> None:
    assert asks_of_type(offer_type).need_of(kind) == need


def test_incentive_is_named_in_the_reader_s_language() -> None:
    assert asks_of_type("saas").incentive_name == "Azure IP co-sell incentivized"
    with translation.override("fr"):
        assert asks_of_type("saas").incentive_name == "Co-vente Azure IP avec incentives"


def test_standing_of_an_offer_never_assessed_is_not_ready() -> None:
    offer = make_offer()
    standing = standing_of(offer)
    assert (standing.status, standing.since, standing.assessment) == ("not_ready", offer.created_at, None)
    assert (list(requirements_of(offer)), left_of(offer), progress_of([])) == ([], [], "")


def test_what_is_left_of_a_ready_offer_is_the_incentive() -> None:
    offer = make_ready()
    assert [row["code"] for row in left_of(offer)] == [
        "azure_consumed_revenue",
        "billed_revenue",
        "azure_infrastructure",
        "architecture_diagram",
    ]
    assert progress_of(requirements_of(offer)) == "6/10"


def test_step_1_is_publishing_and_the_profile() -> None:
    rulebook = rulebook_in_force()
    draft, live = make_assessed(), make_ready()
    assert step_1_met(rulebook, requirements_of(draft)) is False
    assert step_1_met(rulebook, requirements_of(live)) is True


def test_every_status_has_its_name_from_the_lowest_up() -> None:
    assert list(status_names(rulebook_in_force()).values()) == [
        "Not ready",
        "Co-sell ready",
        "Azure IP co-sell incentivized",
        "Business Applications co-sell incentivized",
    ]


@pytest.mark.parametrize(
    ("published", "stopped", "state"),
    [(False, False, "draft"), (True, False, "live"), (False, True, "stopped"), (True, True, "live")],
)
def test_live_state(published: bool, stopped: bool, state: str) -> None:
    now = timezone.now()
    assert (
        live_state(Offer(published_at=now if published else None, stopped_at=now if stopped else None))
        == state
    )


def test_newest_assessments_are_the_current_ones() -> None:
    offer, unassessed = make_ready(), make_offer()
    assert newest_assessments([offer.pk, unassessed.pk]) == {offer.pk: standing_of(offer).assessment}


def test_frame_shows_an_offer_to_those_who_may_read_it(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    offer = make_ready(name="Insights")
    member, stranger = make_member(offer.partner), make_member(make_ready().partner)
    reviewer = make_user(role="reviewer")
    with django_assert_num_queries(1):
        shown = offer_in_frame(member, offer.public_id)
    assert shown is not None
    assert (shown.name, shown.partner_id, shown.count) == ("Insights", offer.partner_id, "6/10")
    assert offer_in_frame(stranger, offer.public_id) is None
    assert offer_in_frame(reviewer, offer.public_id) == shown
