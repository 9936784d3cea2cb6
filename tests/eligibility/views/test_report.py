"""The status report of an offer: all of it, for its own people and Microsoft's, in the reader's language."""

from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from eligibility.messages import title
from eligibility.models import BilledRevenue
from eligibility.queries import requirements_of
from offers.models import DocumentState, Offer
from tests.builders import make_member, make_partner, make_user
from tests.eligibility.building import (
    make_assessed,
    make_contact,
    make_document,
    make_incentivized,
    make_ready,
)
from tests.eligibility.views import page, signed_in
from tests.support.pages import text_of

pytestmark = pytest.mark.django_db

REPORT_QUERIES = 20


def address(offer: Offer) -> str:
    return reverse("eligibility:report", args=[offer.public_id])


def test_report_holds_what_a_director_asks_for() -> None:
    partner = make_partner(name="Contoso", legal_name="Contoso SAS", mpn_id="4567890")
    offer = make_incentivized(partner, name="Contoso Insights")
    make_document(offer, "other", DocumentState.CHANGES_REQUESTED, review_reason="Names a customer")
    text = text_of(signed_in(make_member(partner, name="Amélie")).get(address(offer)))
    wanted = [
        "Contoso SAS", "4567890", "Software as a service", str(offer.public_id), "Printed by Amélie", "UTC",
        "Azure IP co-sell incentivized", "Live since", "September 2020", "2020-09-15",
        "Engagement en tant que partenaire de co-vente, 15 Sep 2020", "customer_one_pager.pdf", "“Names a customer”",
        "Sales contacts cover 2 of 2 eligible countries.", "Jordan Ruiz", "France, United States", "USD 100,000",
        "History of the status", "Not ready", "What Co-sell ready brings you",
    ]  # fmt: skip
    assert [each for each in wanted if each.strip("“”") not in text] == []


def test_report_states_each_requirement_in_words_with_source_and_decider() -> None:
    offer = make_ready()
    text = text_of(signed_in(make_member(offer.partner)).get(address(offer)))
    codes = [row["code"] for row in requirements_of(offer)]
    assert [code for code in codes if title(code) not in text] == []
    assert text.count("Source: Engagement") == len(codes)
    assert text.count("Who decides:") == len(codes)
    assert (text.count("Not met"), text.count("Next step:")) == (4, 4)


def test_report_is_in_the_reader_s_language() -> None:
    offer = make_ready()
    text = text_of(signed_in(make_member(offer.partner, language="fr")).get(address(offer)))
    assert "Prêt pour la co-vente" in text
    assert "Co-sell ready" not in text


def test_microsoft_s_people_see_only_documents_that_were_handed_in() -> None:
    offer = make_assessed()
    make_document(offer, "other", DocumentState.READY, published_at=None, original_name="draft.pdf")
    make_document(offer, "customer_one_pager", DocumentState.SUBMITTED, original_name="sent.pdf")
    mine = page(signed_in(make_member(offer.partner)), address(offer))
    theirs = page(signed_in(make_user(role="reviewer")), address(offer))
    assert [("draft.pdf" in html, "sent.pdf" in html) for html in (mine, theirs)] == [
        (True, True),
        (False, True),
    ]


def test_report_of_a_draft_says_what_is_not_there() -> None:
    offer = make_assessed(type="managed_service")
    text = text_of(signed_in(make_member(offer.partner)).get(address(offer)))
    assert ("No document has been handed in." in text, "There is no contact yet." in text) == (True, True)
    assert ("Billed through the marketplace" in text, "eligible countries" in text) == (False, False)


def test_figures_are_summed_over_what_is_shown() -> None:
    offer = make_incentivized()
    month = timezone.now().date().replace(day=1)
    BilledRevenue.objects.create(offer=offer, month=month, usd=Decimal("-12.50"))
    text = text_of(signed_in(make_member(offer.partner)).get(address(offer)))
    assert "Sum USD 100,000 USD -12.50" in text


def test_many_contacts_are_cut_short_and_counted() -> None:
    offer = make_assessed()
    for _ in range(43):
        make_contact(offer)
    assert "And 3 more contacts." in page(signed_in(make_member(offer.partner)), address(offer))


def test_overview_leads_to_the_report() -> None:
    offer = make_assessed()
    for person in (make_member(offer.partner, role="viewer"), make_user(role="reviewer")):
        html = page(signed_in(person), reverse("eligibility:offer_overview", args=[offer.public_id]))
        assert f'href="{address(offer)}"' in html


@pytest.mark.parametrize("more", [0, 5])
def test_report_costs_the_same_for_any_number_of_rows(
    more: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    offer = make_incentivized()
    for _ in range(more):
        make_document(offer, "other")
        make_contact(offer)
    client = signed_in(make_member(offer.partner))
    client.get(address(offer))
    with django_assert_num_queries(REPORT_QUERIES):
        assert client.get(address(offer)).status_code == 200
