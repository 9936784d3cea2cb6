"""Verdicts on items: kept as they are made, complete or refused with every fault."""

from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from cosell.accounts.models import User
from cosell.transitions import SomebodyWasFaster
from offers.models import DocumentVersion, Offer
from reviews.models import Submission
from reviews.services import submissions
from tests.reviews.building import item_about, make_version, published

pytestmark = pytest.mark.django_db


@pytest.fixture
def taken(offer: Offer, owner: User, reviewer: User) -> Submission:
    """With a one-pager and an architecture diagram, in review by ``reviewer``."""
    make_version(offer)
    make_version(offer, "architecture_diagram")
    submission = published(offer, by=owner)
    submissions.take(actor=reviewer, submission=submission)
    return submission


def save(submission: Submission, actor: User, subject: str, **verdict: Any) -> None:
    submissions.save_verdict(actor=actor, item=item_about(submission, subject), **verdict)


@pytest.mark.parametrize(
    ("subject", "verdict"),
    [
        ("links", {"verdict": "approved"}),
        ("customer_one_pager", {"verdict": "approved"}),
        ("architecture_diagram", {"verdict": "approved", "azure_percent": Decimal("62.5")}),
        ("architecture_diagram", {"verdict": "approved", "azure_percent": Decimal(0)}),
        ("architecture_diagram", {"verdict": "approved", "azure_percent": Decimal(100)}),
        ("architecture_diagram", {"verdict": "sent_back", "reason_code": "diagram_no_azure_share"}),
        ("links", {"verdict": "sent_back", "reason": "It is your company's home page."}),
        ("links", {"verdict": "sent_back", "reason_code": "link_unreachable", "reason": "Since Monday."}),
    ],
)
def test_save_verdict_keeps_it(
    taken: Submission, reviewer: User, subject: str, verdict: dict[str, Any]
) -> None:
    save(taken, reviewer, subject, **verdict)
    item = item_about(taken, subject)
    kept = {name: getattr(item, name) for name in ("verdict", "reason_code", "reason", "azure_percent")}

    assert kept == {"reason_code": "", "reason": "", "azure_percent": None, **verdict}
    assert item.verdict_by == reviewer


@pytest.mark.parametrize(
    ("subject", "verdict", "faults"),
    [
        ("links", {"verdict": "maybe"}, {"verdict": ["Choose: approve or send back."]}),
        ("links", {"verdict": ""}, {"verdict": ["Choose: approve or send back."]}),
        (
            "links",
            {"verdict": "sent_back"},
            {"reason": ["Choose a reason or write a note, so that the partner knows what to do."]},
        ),
        (
            "links",
            {"verdict": "sent_back", "reason": "  \n "},
            {"reason": ["Choose a reason or write a note, so that the partner knows what to do."]},
        ),
        (
            "links",
            {"verdict": "sent_back", "reason_code": "contact_not_sales"},
            {"reason_code": ["Choose one of the reasons listed."]},
        ),
        (
            "architecture_diagram",
            {"verdict": "approved"},
            {"azure_percent": ["Say how much of the infrastructure runs on Azure."]},
        ),
        (
            "architecture_diagram",
            {"verdict": "approved", "azure_percent": Decimal("100.01")},
            {"azure_percent": ["A percentage lies between 0 and 100."]},
        ),
        (
            "architecture_diagram",
            {"verdict": "approved", "azure_percent": Decimal(-1)},
            {"azure_percent": ["A percentage lies between 0 and 100."]},
        ),
    ],
)
def test_save_verdict_refuses_what_is_incomplete(
    taken: Submission, reviewer: User, subject: str, verdict: dict[str, Any], faults: dict[str, list[str]]
) -> None:
    with pytest.raises(ValidationError) as refusal:
        save(taken, reviewer, subject, **verdict)

    assert refusal.value.message_dict == faults
    assert item_about(taken, subject).verdict == ""


def test_save_verdict_again_replaces_the_earlier_one(taken: Submission, reviewer: User) -> None:
    save(taken, reviewer, "architecture_diagram", verdict="approved", azure_percent=Decimal("62.5"))
    save(taken, reviewer, "architecture_diagram", verdict="sent_back", reason="Where is the database?")
    item = item_about(taken, "architecture_diagram")

    assert (item.verdict, item.reason, item.azure_percent) == ("sent_back", "Where is the database?", None)


def test_save_verdict_drops_a_percentage_that_belongs_to_nothing(taken: Submission, reviewer: User) -> None:
    save(taken, reviewer, "links", verdict="approved", azure_percent=Decimal(50))

    assert item_about(taken, "links").azure_percent is None


def test_save_verdict_counts_nothing_yet(taken: Submission, reviewer: User) -> None:
    save(taken, reviewer, "customer_one_pager", verdict="approved")
    save(taken, reviewer, "publishing", verdict="approved")

    assert item_about(taken, "customer_one_pager").version.state == "submitted"
    assert Offer.objects.get().is_live is False


def test_save_verdict_is_for_the_reviewer_who_took_it(taken: Submission, other_reviewer: User) -> None:
    with pytest.raises(PermissionDenied):
        save(taken, other_reviewer, "links", verdict="approved")


def test_save_verdict_before_it_is_taken_is_refused(submission: Submission, reviewer: User) -> None:
    with pytest.raises(SomebodyWasFaster):
        save(submission, reviewer, "links", verdict="approved")


def test_save_verdict_after_a_withdrawal_is_refused(taken: Submission, reviewer: User, owner: User) -> None:
    item = item_about(taken, "links")
    submissions.withdraw(actor=owner, submission=taken)
    with pytest.raises(SomebodyWasFaster):
        submissions.save_verdict(actor=reviewer, item=item, verdict="approved")


@pytest.mark.parametrize("why", ["rejected", "removed"])
def test_save_verdict_on_a_file_that_is_out_is_refused(taken: Submission, reviewer: User, why: str) -> None:
    version = item_about(taken, "customer_one_pager").version
    assert version is not None
    if why == "removed":
        version.document.removed_at = taken.submitted_at
        version.document.save()
    else:
        DocumentVersion.objects.filter(pk=version.pk).update(state="rejected")
    with pytest.raises(ValidationError):
        save(taken, reviewer, "customer_one_pager", verdict="approved")
