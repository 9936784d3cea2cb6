"""The reviewer sees the hints about a diagram beside it, and nowhere else."""

import pytest
from django.test import Client
from django.urls import reverse

from reviews.models import SubmissionItem
from reviews.services import submissions
from tests.builders import make_user
from tests.reviews.building import again, make_full_offer, make_version, published
from tests.support.pages import text_of

HINTS = "Hints: 1 of 6 ticked, Azure services named: 2"


@pytest.mark.parametrize(
    ("kind", "shown"), [("architecture_diagram", True), ("customer_one_pager", False)], ids=str
)
def test_hints_stand_beside_the_diagram_alone(client: Client, kind: str, *, shown: bool, db: None) -> None:
    offer = make_full_offer()
    make_version(offer)
    make_version(
        offer,
        "architecture_diagram",
        checklist=["data"],
        azure_services=["Azure Functions", "Azure SQL Database"],
    )
    reviewer = make_user(role="reviewer")
    submission = published(offer)
    submissions.take(actor=reviewer, submission=again(submission))
    item = SubmissionItem.objects.get(submission=submission, version__document__kind=kind)
    client.force_login(reviewer)
    told = text_of(client.get(reverse("reviews:desk", args=[submission.public_id]), {"item": item.public_id}))

    assert (HINTS in told, "Azure Functions, Azure SQL Database" in told) == (shown, shown)
