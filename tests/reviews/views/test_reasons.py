"""The catalogue of reasons in the product, and what a partner reads of it."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from cosell.accounts.models import User
from reviews.models import Reason, Submission
from reviews.services import submissions
from tests.builders import make_user
from tests.reviews.building import again, item_about
from tests.reviews.test_reasons import new_reason, sent_back

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin(client: Client) -> User:
    """Signed in."""
    user = make_user(role="programme_admin", name="Ada Admin")
    client.force_login(user)
    return user


def posted(client: Client, of: str = "", **fields: Any) -> Any:
    """The form of a reason as its page shows it, with these fields typed anew."""
    address = reverse("reviews:reason", args=[of]) if of else reverse("reviews:reason_add")
    form = client.get(address).context["form"]
    shown = {name: form.initial.get(name, "") for name in (*form.fields, "base")}
    shown |= {"is_active": "on" if shown.get("is_active") else ""}
    data = {name: value for name, value in (shown | fields).items() if value not in ("", None)}
    return address, data


def test_admin_adds_a_reason_which_the_desk_then_offers(
    client: Client, admin: User, submission: Submission, reviewer: User
) -> None:
    address, data = posted(client, **new_reason(position="5"))
    answer = client.post(address, data)
    submissions.take(actor=reviewer, submission=submission)
    client.force_login(reviewer)
    item = {"item": item_about(submission, "links").public_id}
    page = client.get(reverse("reviews:desk", args=[submission.public_id]), item)
    groups = page.context["form"].fields["reason_code"].choices

    assert answer.status_code == 302
    assert groups[1] == (
        "Solution landing page",
        [
            ("link_too_slow", "The page takes too long."),
            ("link_unreachable", Reason.objects.get(code="link_unreachable").sentence_en),
            ("landing_page_general", Reason.objects.get(code="landing_page_general").sentence_en),
        ],
    )
    assert groups[2][0] == "Supporting material"


def test_everything_that_is_missing_is_said_at_once(client: Client, admin: User) -> None:
    answer = client.post(reverse("reviews:reason_add"), {"code": "Not a code", "position": "x"})

    assert answer.status_code == 422
    assert set(answer.context["form"].errors) == {
        "code", "sentence_en", "sentence_fr", "about", "requirements", "position",
    }  # fmt: skip


def test_code_that_is_taken_is_said_at_its_field(client: Client, admin: User) -> None:
    address, data = posted(client, **new_reason(code="link_unreachable", position="5"))
    answer = client.post(address, data)

    assert list(answer.context["form"].errors) == ["code"]


def test_retiring_moves_a_reason_to_the_other_list(client: Client, admin: User) -> None:
    address, data = posted(client, "link_unreachable")
    client.post(address, {**data, "is_active": ""})
    page = client.get(reverse("reviews:reasons"), {"state": "retired"})

    assert [row.reason.code for row in page.context["rows"]] == ["link_unreachable"]
    assert [tab["count"] for tab in page.context["tabs"]] == [21, 1]


def test_two_admins_at_once_lose_nothing(client: Client, admin: User) -> None:
    address, mine = posted(client, "link_unreachable", sentence_en="Mine.")
    _address, theirs = posted(client, "link_unreachable", sentence_en="Theirs.", position="77")
    client.post(address, theirs)
    answer = client.post(address, mine)
    reason = Reason.objects.get(code="link_unreachable")

    assert answer.status_code == 422
    assert list(answer.context["form"].conflicts) == ["sentence_en"]
    assert (reason.sentence_en, reason.position) == ("Theirs.", 77)


def test_other_fields_of_two_admins_are_both_kept(client: Client, admin: User) -> None:
    address, mine = posted(client, "link_unreachable", sentence_fr="La mienne.")
    _address, theirs = posted(client, "link_unreachable", position="77")
    client.post(address, theirs)
    client.post(address, mine)
    reason = Reason.objects.get(code="link_unreachable")

    assert (reason.sentence_fr, reason.position) == ("La mienne.", 77)


@pytest.mark.parametrize("more", [0, 30])
def test_catalogue_costs_the_same_for_many_reasons(
    client: Client, admin: User, more: int, django_assert_num_queries: Any
) -> None:
    Reason.objects.bulk_create(Reason(**new_reason(code=f"more_{number}")) for number in range(more))
    client.get(reverse("reviews:reasons"))
    with django_assert_num_queries(7):
        client.get(reverse("reviews:reasons"))


@pytest.mark.parametrize(
    ("language", "shown"),
    [
        (
            "en",
            [
                "The landing page does not describe",
                "Rule:",
                "Solution landing page",
                "Engagement en tant que partenaire de co-vente",
            ],
        ),
        (
            "fr",
            [
                "La page d&#x27;arrivée ne décrit pas",
                "Règle",
                "<cite>Engagement en tant que partenaire de co-vente",
            ],
        ),
    ],
)
def test_partner_reads_the_reason_in_their_language_with_its_rule(
    client: Client, submission: Submission, owner: User, reviewer: User, language: str, shown: list[str]
) -> None:
    sent_back(submission, reviewer, "links", "landing_page_general")
    submissions.decide(actor=reviewer, submission=again(submission))
    User.objects.filter(pk=owner.pk).update(language=language)
    owner.refresh_from_db()
    client.force_login(owner)
    address = reverse("reviews:submission", args=[submission.offer.public_id, submission.public_id])
    page = client.get(address, headers={"accept-language": language}).content.decode()

    assert [text for text in shown if text not in page] == []
