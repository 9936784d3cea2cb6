"""Sorting and paging by the address."""

import pytest
from django.test import RequestFactory

from cosell.accounts.models import Partner
from cosell.lists import page_of, page_of_list
from tests.builders import make_partner

pytestmark = pytest.mark.django_db

SORTS = {"name": ("name", "pk"), "newest": ("-pk",)}


def names(query: str, default: str = "name") -> list[str]:
    request = RequestFactory().get(f"/{query}")
    return [row.name for row in page_of(request, Partner.objects.all(), sorts=SORTS, default=default, size=2)]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", ["A", "B"]),
        ("?sort=-name", ["C", "B"]),
        ("?sort=newest", ["A", "C"]),
        ("?sort=-newest", ["B", "C"]),
        ("?sort=password", ["A", "B"]),
        ("?page=2", ["C"]),
        ("?page=99", ["C"]),
        ("?page=x", ["A", "B"]),
        ("?page=-1", ["C"]),
    ],
)
def test_page_is_that_of_the_address(query: str, found: list[str]) -> None:
    for name in ("B", "C", "A"):
        make_partner(name=name)
    assert names(query) == found


def test_default_may_be_downwards() -> None:
    for name in ("B", "A"):
        make_partner(name=name)
    assert names("", default="-name") == ["B", "A"]


@pytest.mark.parametrize(("query", "found"), [("", [1, 2]), ("?page=2", [3]), ("?page=x", [1, 2])])
def test_what_is_no_query_is_paged_as_well(query: str, found: list[int]) -> None:
    assert list(page_of_list(RequestFactory().get(f"/{query}"), [1, 2, 3], size=2)) == found
