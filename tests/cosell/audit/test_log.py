"""The audit log's page: filters, paging, and whether the seals hold."""

import re
from datetime import UTC, datetime

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from cosell.audit.models import AuditEntry
from cosell.audit.services import record, seal_batch
from tests.builders import make_partner, make_user

pytestmark = pytest.mark.django_db

LOG_QUERIES = 6


@pytest.fixture
def client() -> Client:
    client = Client()
    client.force_login(make_user(role="programme_admin"))
    AuditEntry.objects.all().delete()
    return client


def log(client: Client, query: str = "") -> list[str]:
    return [entry.action for entry in client.get(reverse("audit:log") + query).context["page"]]


def html(client: Client, query: str = "") -> str:
    return client.get(reverse("audit:log") + query).content.decode()


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", ["offers.created", "account.signed_in"]),
        ("?sort=at", ["account.signed_in", "offers.created"]),
        ("?q=amélie", ["account.signed_in"]),
        ("?q=insights", ["offers.created"]),
        ("?q=contoso", ["offers.created"]),
        ("?room=offers", ["offers.created"]),
        ("?room=reviews", []),
        ("?since=2020-11-02", ["offers.created"]),
        ("?until=2020-11-01", ["account.signed_in"]),
        ("?since=0001-01-01&until=9999-12-30", ["offers.created", "account.signed_in"]),
        ("?until=9999-12-31", ["offers.created", "account.signed_in"]),
        ("?since=2020-11-01&until=2020-11-02", ["offers.created", "account.signed_in"]),
        ("?since=yesterday", ["offers.created", "account.signed_in"]),
    ],
)
def test_log_is_filtered_by_the_address(client: Client, query: str, found: list[str]) -> None:
    first = record("account.signed_in", actor=make_user(name="Amélie"))
    second = record("offers.created", actor=None, subject="Insights", partner=make_partner(name="Contoso"))
    for entry, day in ((first, 1), (second, 2)):
        AuditEntry.objects.filter(pk=entry.pk).update(at=datetime(2020, 11, day, 23, 59, tzinfo=UTC))
    assert log(client, query) == found


def test_entry_says_who_what_and_with_which_figures(client: Client) -> None:
    record("offers.document_uploaded", actor=None, subject="<deck>.pptx", version=3, kind="other", empty=None)
    text = html(client)
    assert "Document uploaded" in text
    assert "The product itself" in text
    assert "&lt;deck&gt;.pptx" in text
    assert re.search(r"<dt><code>version</code></dt>\s*<dd><code>3</code></dd>", text)
    assert "<code>empty</code>" not in text


def test_log_is_paged_and_says_when_there_is_nothing(client: Client) -> None:
    assert "Nothing was recorded for this selection" in html(client)
    for _ in range(51):
        record("account.signed_in", actor=None)
    assert len(log(client)) == 50
    assert len(log(client, "?page=2")) == 1


def test_seal_that_holds_is_said_with_what_was_checked(client: Client) -> None:
    for _ in range(3):
        record("account.signed_in", actor=None)
    seal_batch()
    record("account.signed_in", actor=None)
    text = html(client, "?verify=1")
    assert "The seal holds." in text
    assert "3 entries were checked" in text
    assert "One newer entry is not sealed yet." in text
    assert "The seal holds." not in html(client)


def test_entry_that_was_tampered_with_breaks_the_seal(client: Client) -> None:
    entries = [record("account.signed_in", actor=None, subject=str(number)) for number in range(3)]
    seal_batch()
    AuditEntry.objects.filter(pk=entries[1].pk).update(subject_label="changed")
    text = html(client, "?verify=1")
    assert "The seal is broken." in text
    assert "Entry 2 or one before it" in text


@pytest.mark.parametrize("count", [1, 50])
def test_log_costs_the_same_queries_for_any_number_of_entries(
    client: Client, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for _ in range(count):
        record("offers.created", actor=make_user(), partner=make_partner())
    client.get(reverse("audit:log"))
    with django_assert_num_queries(LOG_QUERIES):
        assert len(log(client)) == count
