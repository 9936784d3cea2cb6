"""A submission in other hands, on the pages."""

import pytest
from django.test import Client
from django.urls import reverse

from cosell.accounts.models import User
from reviews.models import Submission
from reviews.services import submissions
from tests.builders import make_user

pytestmark = pytest.mark.django_db


def test_desk_of_a_colleague_lets_an_admin_alone_give_it_away(
    client: Client, submission: Submission, reviewer: User, other_reviewer: User
) -> None:
    submissions.take(actor=reviewer, submission=submission)
    shown = {}
    for person in (make_user(role="programme_admin"), other_reviewer, reviewer):
        client.force_login(person)
        page = client.get(reverse("reviews:desk", args=[submission.public_id])).content.decode()
        shown[person.role, person == reviewer] = ("Back to the pool" in page, "hand-over/" in page)

    assert shown == {
        ("programme_admin", False): (True, True),
        ("reviewer", False): (False, False),
        ("reviewer", True): (False, True),
    }


def test_handing_over_shows_the_note_to_the_colleague(
    client: Client, submission: Submission, reviewer: User, other_reviewer: User
) -> None:
    submissions.take(actor=reviewer, submission=submission)
    client.force_login(reviewer)
    address = reverse("reviews:hand_over", args=[submission.public_id])
    refused = client.post(address, {"to": str(other_reviewer.public_id)})
    done = client.post(address, {"to": str(other_reviewer.public_id), "note": "Links are left."})
    client.force_login(other_reviewer)
    page = client.get(reverse("reviews:desk", args=[submission.public_id])).content.decode()

    assert (refused.status_code, done.status_code) == (422, 302)
    assert "Links are left." in page
    assert "Handed over by Rita Reviewer" in page
