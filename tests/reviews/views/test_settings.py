"""Holidays by admins, conflicts of interest by each reviewer, on their pages."""

import pytest
from django.test import Client
from django.urls import reverse

from cosell.accounts.models import User
from reviews.models import ConflictOfInterest, Holiday
from tests.builders import make_partner, make_user

pytestmark = pytest.mark.django_db


def test_holidays_are_added_once_and_removed(client: Client) -> None:
    client.force_login(make_user(role="programme_admin"))
    address = reverse("reviews:holidays")
    christmas = {"day": "2031-12-25", "name": "Christmas"}
    answers = [client.post(address, data).status_code for data in (christmas, christmas, {"day": "soon"})]
    [holiday] = Holiday.objects.all()
    client.post(reverse("reviews:remove_holiday", args=[holiday.day]))

    assert answers == [302, 422, 422]
    assert not Holiday.objects.exists()


@pytest.mark.parametrize(
    ("typed", "declared", "fault"),
    [
        ("contoso analytics", ["Contoso Analytics"], ""),
        ("forecast", ["Contoso Forecast"], ""),
        ("contoso", ["Contoso"], ""),  # the exact name wins over the longer ones
        ("conto", [], "Several have it: Contoso, Contoso Analytics, Contoso Forecast. Write more of it."),
        ("nobody", [], "No organisation has this name."),
        ("", [], "This field is required."),
    ],
)
def test_a_conflict_names_one_organisation(
    client: Client, reviewer: User, typed: str, declared: list[str], fault: str
) -> None:
    for name in ("Contoso", "Contoso Analytics", "Contoso Forecast"):
        make_partner(name=name)
    client.force_login(reviewer)
    answer = client.post(reverse("reviews:conflicts"), {"organisation": typed})

    assert list(ConflictOfInterest.objects.values_list("partner__name", flat=True)) == declared
    assert (answer.context["form"].errors["organisation"] if fault else []) == ([fault] if fault else [])
