"""What happened to an offer, as a timeline."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries
from time_machine import travel

from cosell.audit.models import AuditEntry
from cosell.audit.services import record
from cosell.facts import say_facts_changed
from eligibility.pages.moves import moves_of
from eligibility.queries import rulebook_in_force
from eligibility.services import jobs, rulebooks
from offers.models import Contact, Offer
from tests.builders import make_member, make_offer, make_user
from tests.eligibility.building import (
    make_admin,
    make_assessed,
    make_draft,
    make_incentivized,
    make_ready,
    put_in_force,
)
from tests.eligibility.views import page, signed_in
from tests.support.pages import text_of, tree_of

pytestmark = pytest.mark.django_db

HISTORY_QUERIES = 8
STATUS_QUERIES = 9
DAY_QUERIES = 8


def address(offer: Offer, query: str = "") -> str:
    return reverse("eligibility:history", args=[offer.public_id]) + query


def note(offer: Offer, action: str = "offers.changed", **fields: object) -> AuditEntry:
    values = {"actor": None, "subject": offer.name, "partner": offer.partner, **fields}
    return record(action, offer_public_id=offer.public_id, **values)  # type: ignore[arg-type]  # of the test's own making


def text_content(element: Any) -> str:
    """Its words; a space that does not break is a space."""
    return " ".join(element.text_content().split())


def lost_contact(offer: Offer) -> None:
    Contact.objects.filter(offer=offer).delete()
    say_facts_changed(offers=[offer.pk])


def entries(client: Client, offer: Offer, query: str = "") -> list[str]:
    return [entry.action for entry in client.get(address(offer, query)).context["page"]]


def test_history_is_the_offer_s_own_newest_first() -> None:
    offer, other = make_assessed(), make_assessed()
    note(offer, "offers.created")
    note(other, "offers.created")
    note(offer, "offers.document_uploaded", subject="deck.pptx")
    client = signed_in(make_member(offer.partner))
    assert entries(client, offer) == ["offers.document_uploaded", "offers.created"]
    html = page(client, address(offer))
    assert "Document uploaded" in html
    assert "deck.pptx" in html


@pytest.mark.parametrize(("role", "seen"), [("partner", 0), ("reviewer", 1), ("programme_admin", 1)])
def test_what_is_for_microsoft_alone_is_hidden_from_the_partner(role: str, seen: int) -> None:
    offer = make_assessed()
    note(offer, "reviews.taken", staff_only=True)
    user = make_member(offer.partner) if role == "partner" else make_user(role=role)
    client = signed_in(user)
    assert len(entries(client, offer)) == seen
    assert ("for Microsoft only" in page(client, address(offer))) is bool(seen)


def test_change_of_status_shows_both_and_a_sent_back_document_its_reason() -> None:
    offer = make_ready()
    lost_contact(offer)
    note(offer, "offers.document_sent_back", reason="Slide 4 names a customer.")
    html = page(signed_in(make_member(offer.partner)), address(offer))
    assert html.index('data-status="co_sell_ready"') < html.index('data-status="not_ready"')
    assert "Slide 4 names a customer." in html


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("?about=status", ["eligibility.status_changed"]),
        ("?about=offers", ["offers.changed"]),
        ("?about=reviews", ["reviews.published"]),
        ("?since=2100-01-01", []),
        (
            "?since=nonsense&about=nonsense",
            ["reviews.published", "offers.changed", "eligibility.status_changed"],
        ),
    ],
)
def test_filters_narrow_the_history(query: str, found: list[str]) -> None:
    offer = make_ready()
    lost_contact(offer)
    note(offer)
    note(offer, "reviews.published")
    assert entries(signed_in(make_member(offer.partner)), offer, query) == found


def test_history_is_paged_and_says_when_there_is_nothing() -> None:
    offer = make_assessed()
    client = signed_in(make_member(offer.partner))
    assert "Nothing was recorded for this selection" in page(client, address(offer))
    for _ in range(26):
        note(offer)
    assert len(entries(client, offer)) == 25
    assert len(entries(client, offer, "?page=2")) == 1


def test_statuses_are_shown_with_what_made_the_difference() -> None:
    offer = make_ready()
    lost_contact(offer)
    html = page(signed_in(make_member(offer.partner)), address(offer, "?show=statuses"))
    assert html.index("The status is now Not ready") < html.index("First assessed: Co-sell ready")
    assert "Missing: France" in html


def test_requirements_that_moved_alone_are_told_as_such() -> None:
    offer = make_ready()
    offer.landing_page_url = "https://other.example/"
    Offer.objects.filter(pk=offer.pk).update(social_media_url="")
    lost_contact(offer)
    Offer.objects.filter(pk=offer.pk).update(social_media_url="https://social.example/y")
    lost_contact(offer)
    html = page(signed_in(make_member(offer.partner)), address(offer, "?show=statuses"))
    assert "Requirements changed, the status did not" in html


def test_difference_at_the_edge_of_a_page_is_still_found() -> None:
    offer = make_ready()
    assessments = [offer.assessments.get()]
    for number in range(25):
        assessments.append(
            offer.assessments.create(
                rulebook=assessments[0].rulebook,
                as_of=assessments[0].as_of,
                status="not_ready" if number % 2 == 0 else "co_sell_ready",
                facts=assessments[0].facts,
                requirements=assessments[0].requirements,
            )
        )
    client = signed_in(make_member(offer.partner))
    first = client.get(address(offer, "?show=statuses")).context["past"]
    second = client.get(address(offer, "?show=statuses&page=2")).context["past"]
    assert [len(first), len(second)] == [25, 1]
    assert (first[-1].is_first, first[-1].status_changed) == (False, True)
    assert second[0].is_first is True


@pytest.mark.parametrize("count", [1, 30])
def test_history_costs_the_same_queries_for_any_number_of_events(
    count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    offer = make_assessed()
    for _ in range(count):
        note(offer)
    client = signed_in(make_member(offer.partner))
    client.get(address(offer))
    with django_assert_num_queries(HISTORY_QUERIES):
        client.get(address(offer))
    with django_assert_num_queries(STATUS_QUERIES):
        client.get(address(offer, "?show=statuses"))


@pytest.mark.parametrize("role", ["partner", "reviewer", "programme_admin"])
def test_a_past_day_shows_the_status_the_rulebook_and_the_facts_of_then(role: str) -> None:
    with travel("2026-03-05 12:00Z", tick=False):
        offer = make_ready()
    with travel("2026-03-09 23:59Z", tick=False):
        lost_contact(offer)
    client = signed_in(make_member(offer.partner) if role == "partner" else make_user(role=role))
    statuses = {}
    for day in ("2026-03-04", "2026-03-05", "2026-03-08", "2026-03-09", "2026-03-31"):
        then = client.get(address(offer, f"?show=statuses&on={day}")).context["then"]
        statuses[day] = then.assessment and then.assessment.status
    assert statuses == {
        "2026-03-04": None,
        "2026-03-05": "co_sell_ready",
        "2026-03-08": "co_sell_ready",
        "2026-03-09": "not_ready",
        "2026-03-31": "not_ready",
    }
    html = page(client, address(offer, "?show=statuses&on=2026-03-08"))
    assert "Co-sell ready" in html
    assert rulebook_in_force().name in html
    assert "&quot;as_of&quot;: &quot;2026-03-05&quot;" in html
    assert "not been assessed by that day" in page(client, address(offer, "?show=statuses&on=2026-03-04"))


@travel("2026-03-05 12:00Z", tick=False)
@pytest.mark.parametrize(
    "day", ["2026-02-30", "soon", "", "9999-12-31", "2026-03-06", "2026-03-05", "0001-01-01"]
)
def test_a_day_that_is_none_shows_every_status(day: str) -> None:
    offer = make_ready()
    response = signed_in(make_member(offer.partner)).get(address(offer, f"?show=statuses&on={day}"))
    assert response.status_code == 200
    assert ("then" in response.context) is day.endswith(("03-05", "01-01"))


@travel("2026-03-05 12:00Z", tick=False)
@pytest.mark.parametrize(
    ("language", "refusal", "link"),
    [
        (
            "en",
            "Choose today or an earlier day. For days to come, use “What if …?”.",
            "Try out what the status would be on 1 Jun 2028",
        ),
        (
            "fr",
            "Choisissez aujourd'hui ou un jour passé. Pour les jours à venir, utilisez « Et si… ? ».",
            "Essayer quel serait le statut le 1er juin 2028",
        ),
    ],
)
def test_a_day_to_come_is_refused_at_its_field_and_leads_to_the_simulator(
    language: str, refusal: str, link: str
) -> None:
    offer = make_ready()
    client = signed_in(make_member(offer.partner, language=language))
    answer = client.get(address(offer, "?show=statuses&on=2028-06-01"))
    assert "then" not in answer.context
    [field] = tree_of(answer).xpath("//div[contains(@class, 'field-invalid')]")
    assert refusal in text_content(field)
    [to_simulator] = tree_of(answer).xpath("//a[contains(@href, 'day=')]")
    assert text_content(to_simulator) == link
    assert to_simulator.get("href").endswith("?day=2028-06-01")
    assert client.get(to_simulator.get("href")).context["form"].is_valid()


FIRST, RENAMED, LATER = "2027-03-05", "2027-03-10", "2027-03-20"  # after the first rulebook came into force


def renamed_while_the_answer_stayed() -> Offer:
    """An offer that was assessed once; a rulebook that only calls its status otherwise came into force later."""
    with travel(f"{FIRST} 12:00Z", tick=False):
        offer, admin = make_incentivized(), make_admin()
    with travel(f"{RENAMED} 12:00Z", tick=False):
        draft = make_draft(admin, name="Renamed", name_azure_ip_incentivized_en="Azure IP co-sell eligible")
        jobs.run_job(put_in_force(draft, admin).pk)
    assert offer.assessments.filter(rulebook=draft).exists() is False
    return offer


@pytest.mark.parametrize(
    ("day", "rulebook", "status"),
    [
        ("2027-03-09", "September 2020", "Azure IP co-sell incentivized"),
        (RENAMED, "Renamed", "Azure IP co-sell eligible"),
        ("2027-03-15", "Renamed", "Azure IP co-sell eligible"),
    ],
)
def test_a_past_day_is_told_by_the_rulebook_in_force_on_it(day: str, rulebook: str, status: str) -> None:
    offer = renamed_while_the_answer_stayed()
    with travel(f"{LATER} 12:00Z", tick=False):
        text = text_of(signed_in(make_admin()).get(address(offer, f"?show=statuses&on={day}")))
    assert f"Mar 2027: {status} The rulebook in force on that day: {rulebook}." in text
    answered = "The answer of the rules had not changed since 5 Mar 2027; it was then given by the rulebook"
    assert f"{answered} September 2020." in text
    assert "These are the facts of 5 Mar 2027, when the answer last changed" in text


def test_a_past_day_costs_the_same_queries_whatever_came_into_force(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    offer = renamed_while_the_answer_stayed()
    with travel(f"{LATER} 12:00Z", tick=False):
        client = signed_in(make_admin())
        client.get(address(offer, f"?show=statuses&on={FIRST}"))
        for day in (FIRST, LATER):
            with django_assert_num_queries(DAY_QUERIES):
                client.get(address(offer, f"?show=statuses&on={day}"))


def test_statuses_of_the_past_are_called_as_the_rulebook_did_that_gave_them() -> None:
    admin, offer = make_admin(), make_incentivized()
    draft = rulebooks.draft_from_edition(actor=admin, code="2023-08-24")
    jobs.run_job(put_in_force(draft, admin).pk)
    Offer.objects.filter(pk=offer.pk).update(published_at=None)
    say_facts_changed(offers=[offer.pk])
    incentivized, ready = "Azure IP co-sell incentivized", "Co-sell ready"
    moved = [(incentivized, "In market"), (ready, incentivized), ("", ready)]
    assert [(move.before_name, move.after_name) for move in moves_of(offer, most=5)] == moved
    client = signed_in(admin)
    moves = client.get(address(offer)).context["moves"].values()
    assert [(move.before_name, move.after_name) for move in moves] == moved[:2]
    text = text_of(client.get(address(offer)))
    assert f"{incentivized} → In market" in text
    assert f"{ready} → {incentivized}" in text
    assert "eligible" not in text


def test_entry_without_its_assessment_still_names_both_statuses() -> None:
    offer = make_ready()
    lost_contact(offer)
    offer.assessments.exclude(previous_status="").update(previous_status="azure_ip_incentivized")
    assert "Co-sell ready → Not ready" in text_of(signed_in(make_admin()).get(address(offer)))


def test_offer_that_was_never_assessed_has_moved_nowhere() -> None:
    assert moves_of(make_offer(), most=5) == []
