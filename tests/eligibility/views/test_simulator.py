"""The simulator of an offer: what would be, without anything being so."""

from datetime import date
from decimal import Decimal
from typing import Any
from urllib.parse import parse_qs

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries
from time_machine import travel

from cosell.audit.models import AuditEntry
from cosell.facts import say_facts_changed
from cosell.notifications.models import Notification
from eligibility.models import Assessment, IsvConnectEnrolment
from eligibility.services import jobs
from eligibility.services.grace import end_grace
from eligibility.views.simulator import end_of_quarter
from offers.models import Contact, DocumentState, Offer
from tests.builders import make_member, make_offer, make_partner, make_user
from tests.eligibility.building import (
    make_admin,
    make_assessed,
    make_contact,
    make_document,
    make_draft,
    make_incentivized,
    make_months,
    make_ready,
    put_in_force,
)
from tests.eligibility.views import page, signed_in
from tests.support.pages import text_of, tree_of

pytestmark = pytest.mark.django_db

QUERIES = {"": 19, "?day=2020-12-31&at_pace=on": 29}  # the facts are read once for each day


def address(offer: Offer) -> str:
    return reverse("eligibility:simulator", args=[offer.public_id])


def asked(offer: Offer, query: str = "", client: Client | None = None) -> Any:
    answer = (client or signed_in(make_member(offer.partner))).get(f"{address(offer)}{query}")
    assert answer.status_code == 200
    return answer


def statuses(offer: Offer, query: str) -> tuple[str, str]:
    result = asked(offer, query).context["result"]
    return result.before, result.after


@pytest.mark.parametrize(
    ("query", "after"),
    [
        ("", "co_sell_ready"),
        ("?acr=100000", "co_sell_ready"),
        ("?acr=100000&percent=62.5&approved=architecture_diagram", "azure_ip_incentivized"),
        ("?acr=100,000&percent=50&approved=architecture_diagram", "co_sell_ready"),
        ("?billed=120000&percent=62.5&approved=architecture_diagram", "azure_ip_incentivized"),
        ("?removed=customer_one_pager", "not_ready"),
        ("?acr=100000&approved=architecture_diagram&edition=2020-09-02", "co_sell_ready"),
        (
            "?billed=100000&percent=70&approved=architecture_diagram&edition=2020-09-02",
            "azure_ip_incentivized",
        ),
        ("?edition=2020-12-02", "not_ready"),
    ],
)
def test_answer_is_what_the_rules_say_of_the_changed_facts(query: str, after: str) -> None:
    assert statuses(make_ready(), query) == ("co_sell_ready", after)


def test_contact_who_leaves_takes_the_status_with_them() -> None:
    offer = make_ready()
    Contact.objects.filter(offer=offer).delete()
    make_contact(offer, countries=["FR"])
    leaves = make_contact(offer, countries=["US"])
    say_facts_changed(offers=[offer.pk])
    assert statuses(offer, f"?without={leaves.public_id}") == ("co_sell_ready", "not_ready")
    assert statuses(offer, f"?without={leaves.public_id}&everywhere=on") == ("co_sell_ready", "co_sell_ready")


def test_specialist_competency_and_enrolment_can_be_supposed() -> None:
    consulting = make_assessed(type="consulting_service", published_at=timezone.now())
    assert statuses(consulting, "?specialist=on") == ("not_ready", "not_ready")
    assert statuses(consulting, "?specialist=on&gold=active") == ("not_ready", "co_sell_ready")
    dynamics = make_ready(type="dynamics_365_operations")
    assert statuses(dynamics, "?enrolment=standard") == ("co_sell_ready", "co_sell_ready")
    assert statuses(dynamics, "?enrolment=premium") == ("co_sell_ready", "business_applications_incentivized")


@travel("2020-11-15T12:00:00Z", tick=False)
def test_later_day_counts_with_the_enrolments_that_begin_until_then() -> None:
    offer = make_ready(type="dynamics_365_operations")
    IsvConnectEnrolment.objects.create(partner=offer.partner, tier="standard", start=date(2020, 1, 1))
    IsvConnectEnrolment.objects.create(partner=offer.partner, tier="premium", start=date(2020, 12, 1))
    assert statuses(offer, "?day=2020-11-30") == ("co_sell_ready", "co_sell_ready")
    assert statuses(offer, "?day=2020-12-01") == ("co_sell_ready", "business_applications_incentivized")


@travel("2020-11-15T12:00:00Z", tick=False)
def test_revenue_rolls_out_of_the_window_on_a_later_day() -> None:
    offer = make_incentivized()
    before = "azure_ip_incentivized"
    assert statuses(offer, "?day=2021-09-30") == (before, before)
    assert statuses(offer, "?day=2021-10-31") == (before, "co_sell_ready")


def test_each_requirement_that_changes_is_told_now_and_then() -> None:
    html = " ".join(asked(make_ready(), "?acr=120000").content.decode().split())
    assert "USD 120,000 in" in html
    assert "Now: Not met. USD 0.00 in" in html or "Now: Not met. USD 0 in" in html
    assert "not needed, the other one is reached: Azure Consumed Revenue" in html
    assert "The status would stay <strong>Co-sell ready</strong>." in html


def test_requirement_of_another_edition_is_told_as_new() -> None:
    html = " ".join(asked(make_ready(), "?edition=2020-12-02").content.decode().split())
    assert "Not asked now." in html
    assert "Not asked then." in html
    assert "from <strong>Co-sell ready</strong> to <strong>In market</strong>" in html


@pytest.mark.parametrize("offer_type", ["saas", "consulting_service", "dynamics_365_operations"])
def test_each_field_says_what_it_supposes_and_a_screen_reader_too(offer_type: str) -> None:
    answer = asked(make_assessed(type=offer_type), "?edition=2021-02-24")
    tree, form = tree_of(answer), answer.context["form"]
    for name in form.fields:
        (drawn,) = tree.xpath(f'//*[@data-field="{name}"]//*[@id="id_{name}_helptext"]')
        assert drawn.text_content().strip()
        (described,) = tree.xpath(f'//*[@data-field="{name}"]/descendant-or-self::*[@aria-describedby]')
        assert described.get("aria-describedby").split()[0] == f"id_{name}_helptext"


def test_requirements_that_the_fields_bear_on_are_explained_with_their_source() -> None:
    html = asked(make_ready()).content.decode()
    assert "Azure IP co-sell is for offers whose infrastructure runs mostly on Azure" in html
    assert "Services are vouched for by a Gold competency" not in html
    assert "Engagement en tant que partenaire de co-vente</cite>, 15 Sep 2020" in html


@travel("2020-11-15T12:00:00Z", tick=False)
@pytest.mark.parametrize(
    ("query", "field", "words"),
    [
        ("acr=much", "acr", "Enter a number."),
        ("billed=1.234", "billed", "Ensure that there are no more than 2 decimal places."),
        ("percent=101", "percent", "Ensure this value is less than or equal to 100."),
        ("percent=-1", "percent", "Ensure this value is greater than or equal to 0."),
        ("day=2020-11-14", "day", "Choose today or a later day: what was is told in the history."),
        ("day=2024-01-01", "day", "Choose a day within the next three years."),
        ("day=2020-02-30", "day", "Enter a valid date."),
        (
            "approved=customer_one_pager&removed=customer_one_pager",
            "removed",
            "Either approved or removed, not both: Customer one-pager.",
        ),
        ("edition=1999", "edition", "Select a valid choice. 1999 is not one of the available choices."),
        ("without=nobody", "without", "Select a valid choice. nobody is not one of the available choices."),
        ("approved=poem", "approved", "Select a valid choice. poem is not one of the available choices."),
        ("gold=perhaps", None, ""),
    ],
)
def test_bad_question_is_told_at_its_field(query: str, field: str | None, words: str) -> None:
    form = asked(make_ready(), f"?{query}").context["form"]
    assert {name: [str(each) for each in form.errors[name]] for name in form.errors} == (
        {field: [words]} if field else {}
    )


def test_faults_are_told_all_at_once_and_what_was_typed_stays() -> None:
    answer = asked(make_ready(), "?acr=much&percent=101&billed=5000")
    html = answer.content.decode()
    assert sorted(answer.context["form"].errors) == ["acr", "percent"]
    assert all(f'value="{typed}"' in html for typed in ("much", "101", "5000"))
    assert "Mend what is marked in the form" in html


def test_address_holds_the_question_as_short_as_it_can() -> None:
    offer = make_ready()
    query = "?acr=120%20000&billed=&percent=&without=&approved=other&day=&edition=&everywhere=on"
    answer = asked(offer, query)
    kept = answer.headers["HX-Replace-Url"].removeprefix(f"{address(offer)}?")
    assert parse_qs(kept) == {"acr": ["120000"], "everywhere": ["on"], "approved": ["other"]}
    assert asked(offer).headers["HX-Replace-Url"] == address(offer)


def test_address_means_the_same_in_another_language() -> None:
    offer = make_ready()
    client = signed_in(make_member(offer.partner, language="fr"))
    shared = asked(offer, "?acr=99999,5", client).headers["HX-Replace-Url"].split("?")[1]
    assert shared == "acr=99999.5"
    for reader in (client, signed_in(make_user(role="reviewer"))):
        form = asked(offer, f"?{shared}", reader).context["form"]
        assert form.question.what_if.acr_usd == Decimal("99999.5")


@pytest.mark.parametrize("who", ["viewer", "reviewer", "programme_admin"])
def test_whoever_may_read_the_offer_may_ask(who: str) -> None:
    offer = make_ready()
    user = make_member(offer.partner, role="viewer") if who == "viewer" else make_user(role=who)
    assert "What if" in page(signed_in(user), address(offer))


def test_strangers_may_not() -> None:
    offer = make_ready()
    assert signed_in(make_member(make_partner())).get(address(offer)).status_code == 404


def test_nothing_is_written() -> None:
    offer = make_ready()
    client = signed_in(make_member(offer.partner))
    client.get(address(offer))
    kept = [model.objects.count() for model in (AuditEntry, Assessment, Notification)]
    with CaptureQueriesContext(connection) as queries:
        asked(offer, "?acr=120000&percent=80&approved=architecture_diagram&edition=2020-12-02", client)
    verbs = {each["sql"].split()[0] for each in queries.captured_queries}
    assert verbs <= {"SELECT", "EXECUTE"}  # what is prepared is a SELECT too
    assert [model.objects.count() for model in (AuditEntry, Assessment, Notification)] == kept


@pytest.mark.parametrize("offer_type", ["power_bi_app", "managed_service", "azure_container", "saas"])
def test_only_what_the_type_asks_has_a_field(offer_type: str) -> None:
    fields = set(asked(make_offer(type=offer_type)).context["form"].fields)
    assert ("acr" in fields) is (offer_type in {"azure_container", "saas"})
    assert ("without" in fields) is (offer_type == "saas")
    assert ("specialist" in fields) is (offer_type != "saas")


def test_field_without_a_choice_is_not_there() -> None:
    offer = make_offer(type="saas")
    assert "removed" not in asked(offer).context["form"].fields
    make_document(offer, "customer_one_pager")
    assert "removed" in asked(offer).context["form"].fields


@travel("2020-11-15T12:00:00Z", tick=False)
def test_questions_to_begin_with_are_links() -> None:
    offer = make_ready()
    make_document(offer, "architecture_diagram", DocumentState.SUBMITTED)
    found = asked(offer).context["presets"]
    assert [each["query"].split("=")[0] for each in found] == ["day", "acr", "approved", "without"]
    assert found[0]["query"] == "day=2020-12-31&at_pace=on"
    assert found[1] == {"label": "Azure Consumed Revenue at USD\xa0120,000", "query": "acr=120000"}
    assert all(asked(offer, f"?{each['query']}").context["form"].is_valid() for each in found)


@pytest.mark.parametrize(
    ("day", "end"),
    [
        (date(2020, 1, 1), date(2020, 3, 31)),
        (date(2020, 5, 31), date(2020, 6, 30)),
        (date(2020, 9, 30), date(2020, 9, 30)),
        (date(2020, 12, 31), date(2020, 12, 31)),
    ],
)
def test_quarter_ends_with_its_third_month(day: date, end: date) -> None:
    assert end_of_quarter(day) == end


@travel("2020-11-15T12:00:00Z", tick=False)
@pytest.mark.parametrize("query", QUERIES)
def test_question_costs_the_same_queries_however_much_an_offer_has(
    query: str, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    offer = make_incentivized()
    make_months(offer.partner, "100000")
    for _ in range(4):
        make_contact(offer)
        make_document(offer, "other")
    client = signed_in(make_member(offer.partner))
    asked(offer, "", client)
    with django_assert_num_queries(QUERIES[query]):
        asked(offer, query, client)


# --- While a grace period runs ---


def kept_offer() -> Offer:
    """An offer that keeps Azure IP until 15 December 2020: a new rulebook asks for more of Azure."""
    admin, offer = make_admin(), make_incentivized()
    jobs.run_job(put_in_force(make_draft(admin, azure_percent=Decimal(70), grace_days=30), admin).pk)
    return offer


@travel("2020-11-15T12:00:00Z", tick=False)
@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("", "That is what people see until then; above stands what the rules say."),
        ("?day=2020-12-15", "That is what people see until then; above stands what the rules say."),
        ("?day=2020-12-16", "On the day you ask about, it is over."),
        ("?percent=80", "It would no longer be needed: the rules would give this status."),
        ("?percent=40", "It would end: the rules before the change would not give this status either."),
        ("?acr=0", "It would end: the rules before the change would not give this status either."),
    ],
)
def test_status_that_a_grace_period_keeps_is_told_with_its_last_day(query: str, words: str) -> None:
    text = text_of(asked(kept_offer(), query))
    assert f"A grace period keeps the status Azure IP co-sell incentivized until 15 Dec 2020. {words}" in text


@travel("2020-11-15T12:00:00Z", tick=False)
def test_grace_costs_the_same_queries_whatever_is_asked() -> None:
    offer = kept_offer()
    client = signed_in(make_member(offer.partner))
    asked(offer, "", client)
    counts = set()
    for query in ("", "?percent=80", "?percent=40"):
        with CaptureQueriesContext(connection) as queries:
            asked(offer, query, client)
        counts.add(len(queries))
    assert max(counts) <= QUERIES[""] + 2


def test_grace_period_that_is_over_is_not_spoken_of() -> None:
    with travel("2020-11-15T12:00:00Z", tick=False):
        offer = kept_offer()
    with travel("2020-12-16T12:00:00Z", tick=False):
        end_grace([offer.pk], date(2020, 12, 16))
        assert "grace period" not in text_of(asked(offer))
