"""Tags that templates of every room use."""

import pytest
from django.template import Context, Template
from django.test import RequestFactory
from pytest_django import DjangoAssertNumQueries

from offers.models import Offer
from tests.builders import make_offer
from tests.eligibility.building import make_assessed, make_ready

pytestmark = pytest.mark.django_db


def rendered(text: str, offers: list[Offer]) -> str:
    request = RequestFactory().get("/")
    template = Template("{% load eligibility %}{% for offer in offers %}" + text + "{% endfor %}")
    return template.render(Context({"offers": offers, "request": request})).strip()


def test_badge_names_the_status_with_a_shape() -> None:
    html = rendered("{% status_badge offer %}", [make_ready()])
    assert 'data-status="co_sell_ready"' in html
    assert "Co-sell ready" in html
    assert "<svg" in html


def test_badge_of_an_offer_never_assessed_is_not_ready() -> None:
    assert 'data-status="not_ready"' in rendered("{% status_badge offer %}", [make_offer()])


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("{% asks_of offer as asks %}{{ asks.path }}", "materials"),
        ("{% requirement_progress offer %}", "6/10"),
        ("{% left_count offer %}", "4"),
        ("{{ offer|live_state }}", "live"),
    ],
)
def test_tag_says_of_an_offer(text: str, shown: str) -> None:
    assert rendered(text, [make_ready()]) == shown


def test_progress_before_the_first_assessment_is_empty() -> None:
    assert rendered("{% requirement_progress offer %}", [make_offer()]) == ""


def test_code_badge_shows_a_status_that_an_offer_had() -> None:
    html = rendered('{% status_code_badge "azure_ip_incentivized" %}', [make_offer()])
    assert "Azure IP co-sell incentivized" in html


def test_any_number_of_tags_cost_one_query(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    for _ in range(3):
        make_assessed()
    offers = list(Offer.objects.select_related("standing__assessment"))
    text = "{% status_badge offer %}{% asks_of offer as asks %}{{ asks.path }}{% left_count offer %}"
    rendered(text, offers)
    with django_assert_num_queries(1):
        rendered(text, offers)
