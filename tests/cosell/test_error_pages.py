"""What a person reads when something went wrong, asked by real requests."""

import re
from typing import Any

import pytest
from allauth.account import app_settings as allauth_settings
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries, Settings

from cosell.error_pages import LONGEST_LIMIT
from tests.builders import make_member, make_offer, make_partner, make_user
from tests.support.pages import text_of, tree_of

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.support.failing_urls")]
SIGN_IN = "/accounts/login/"
SECONDS = {"s": 1, "m": 60, "h": 3600, "d": 86_400}


@pytest.fixture
def client() -> Client:
    """A browser that gets the pages a person gets, without the test client's own exceptions."""
    return Client(raise_request_exception=False)


def in_french(client: Client) -> Client:
    client.cookies["django_language"] = "fr"
    return client


# --- 403 ---


def test_a_viewer_reads_who_can_give_them_the_right(client: Client) -> None:
    partner = make_partner(name="Contoso")
    for name, role in (("Amélie", "owner"), ("Karim", "owner"), ("Ed", "editor")):
        make_member(partner, role=role, name=name)
    client.force_login(make_member(partner, role="viewer", name="Vera"))
    address = reverse("offers:properties", args=[make_offer(partner).public_id])
    answer = client.post(address, {})
    assert answer.status_code == 403
    assert "An owner of Contoso can give you the right: Amélie, Karim." in text_of(answer)


def test_an_owner_is_not_sent_to_themselves(client: Client) -> None:
    client.force_login(make_member(make_partner(name="Contoso"), role="owner", name="Amélie"))
    answer = client.get(reverse("audit:log"))
    assert answer.status_code == 403
    assert "can give you the right" not in text_of(answer)
    assert "A programme admin can change the role." not in text_of(answer)


@pytest.mark.parametrize("role", ["owner", "viewer"])
@pytest.mark.parametrize("name", ["audit:log", "reviews:queue", "eligibility:programme"])
def test_a_partner_s_person_at_a_page_of_microsoft_s_is_led_to_their_own(
    client: Client, role: str, name: str
) -> None:
    partner = make_partner(name="Contoso")
    make_member(partner, role="owner", name="Amélie")
    client.force_login(make_member(partner, role=role))
    answer = client.get(reverse(name))
    links = tree_of(answer).xpath("//main//li/a/@href")
    assert "This page is for Microsoft's people. Your pages are:" in text_of(answer)
    assert "can give you the right" not in text_of(answer)
    assert links[0] == reverse("eligibility:offer_list")
    assert reverse("accounts:members", args=[partner.public_id]) in links


def test_microsoft_s_people_are_led_to_a_programme_admin(client: Client) -> None:
    client.force_login(make_user(role="reviewer"))
    answer = client.get(reverse("audit:log"))
    assert (answer.status_code, "A programme admin can change the role." in text_of(answer)) == (403, True)


# --- 404 ---


def test_a_signed_in_person_gets_links_to_their_own_pages(client: Client) -> None:
    partner = make_partner(name="Contoso")
    client.force_login(make_member(partner))
    answer = client.get("/nowhere/")
    links = tree_of(answer).xpath("//main//a/@href")
    assert answer.status_code == 404
    assert links[0] == reverse("eligibility:offer_list")
    assert reverse("accounts:members", args=[partner.public_id]) in links


def test_a_stranger_s_404_names_nothing_and_leads_to_the_start(client: Client) -> None:
    answer = client.get("/nowhere/")
    assert tree_of(answer).xpath("//main//a/@href") == ["/"]
    assert "The link may be old or mistyped" in text_of(answer)
    assert "Start from one of these pages" not in text_of(answer)


# --- 400, 413 ---


def test_a_form_that_is_too_large_is_said_in_a_sentence(client: Client, settings: Settings) -> None:
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 1000
    answer = client.post(SIGN_IN, {"login": "x" * 2000})
    assert (answer.status_code, "This was too much at once" in text_of(answer)) == (413, True)


def test_a_form_with_too_many_fields_is_said_in_a_sentence(client: Client, settings: Settings) -> None:
    settings.DATA_UPLOAD_MAX_NUMBER_FIELDS = 3
    answer = client.post(SIGN_IN, {f"field{number}": "x" for number in range(9)})
    assert (answer.status_code, "This was too much at once" in text_of(answer)) == (413, True)


def test_a_request_for_another_host_is_a_400_in_words(client: Client) -> None:
    answer = client.get("/", headers={"Host": "elsewhere.example"})
    assert (answer.status_code, "This request could not be read" in text_of(answer)) == (400, True)


# --- 429 ---


def test_too_many_attempts_say_when_to_try_again(client: Client, settings: Settings) -> None:
    settings.ACCOUNT_RATE_LIMITS = {"login": "1/m/ip"}
    answers = [client.post(SIGN_IN, {"login": "a@example.com", "password": "wrong"}) for _try in range(2)]
    assert (answers[-1].status_code, answers[-1].headers["Retry-After"]) == (429, "300")
    assert re.search(r"You can try again at \d\d:\d\d UTC at the latest", text_of(answers[-1]))


def test_no_limit_lasts_longer_than_the_page_says() -> None:
    limits = [limit for each in allauth_settings.RATE_LIMITS.values() if each for limit in each.split(",")]
    lengths = [limit.split("/")[1] for limit in limits]
    assert max(_seconds(length) for length in lengths) <= LONGEST_LIMIT.total_seconds()


def _seconds(length: str) -> float:
    return float(length[:-1] or 1) * SECONDS[length[-1]]


# --- 500, 503 ---


def test_a_fault_of_ours_shows_a_reference_that_is_in_the_log_and_no_traceback(
    client: Client, caplog: pytest.LogCaptureFixture, capsys: Any
) -> None:
    answer = client.get("/broken/")
    text = text_of(answer)
    reference = re.search(r"in their log: ([0-9a-f]{8})\b", text)
    assert answer.status_code == 500
    assert reference is not None
    assert ("ZeroDivisionError" in text, "a secret of ours" in text) == (False, False)
    ids = [getattr(record, "msg", {}) for record in caplog.records]
    assert any(reference[1] in str(each) for each in ids)


@pytest.mark.parametrize(("address", "status"), [("/broken/", 500), ("/gone/", 503)])
@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_a_fault_is_told_in_the_reader_s_language_and_theme(
    client: Client, address: str, status: int, language: str, theme: str
) -> None:
    client.cookies["django_language"], client.cookies["theme"] = language, theme
    answer = client.get(address)
    root = tree_of(answer)
    assert (answer.status_code, root.get("lang"), root.get("data-theme")) == (status, language, theme)
    assert answer.headers["Content-Language"] == language


def test_a_database_that_is_gone_is_a_pause(client: Client) -> None:
    answer = client.get("/gone/")
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "60")
    assert "could not connect" not in text_of(answer)


def test_the_page_of_a_fault_touches_no_database(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(0):
        client.get("/gone/")


@pytest.mark.parametrize("address", ["/broken/", "/gone/"])
def test_what_was_typed_stays_in_the_tab_after_a_fault(client: Client, address: str) -> None:
    """keep_typed.js offers it again after a page that bears this mark."""
    assert tree_of(client.get(address)).xpath("//body/@data-error-page") == [""]
