"""The decision: every verdict counts and is told, all at once."""

from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from cosell.accounts.models import User
from cosell.audit.models import AuditEntry
from cosell.notifications.models import Notification
from cosell.transitions import SomebodyWasFaster
from eligibility.models import Assessment
from offers.models import DocumentState, DocumentVersion, Offer
from reviews.models import Submission
from reviews.services import submissions
from reviews.services.preview import outlook
from tests.builders import make_member
from tests.reviews.building import again, approve_all, decided, item_about, items, make_version, published

pytestmark = pytest.mark.django_db


@pytest.fixture
def taken(offer: Offer, owner: User, reviewer: User) -> Submission:
    """Publishing, listing, links, contacts, one-pager, case study and diagram, in review."""
    for kind in ("customer_one_pager", "customer_case_study", "architecture_diagram"):
        make_version(offer, kind)
    submission = published(offer, by=owner)
    submissions.take(actor=reviewer, submission=submission)
    return submission


def states() -> dict[str, str]:
    return dict(DocumentVersion.objects.values_list("document__kind", "state"))


def send_back(submission: Submission, reviewer: User, subject: str, **reason: Any) -> None:
    submissions.save_verdict(
        actor=reviewer,
        item=item_about(submission, subject),
        verdict="sent_back",
        **(reason or {"reason": "No."}),
    )


def test_decide_approves_documents_and_makes_the_offer_live(taken: Submission, reviewer: User) -> None:
    approve_all(taken, reviewer, azure_percent=Decimal("62.5"))
    submissions.decide(actor=reviewer, submission=taken)
    diagram = DocumentVersion.objects.get(document__kind="architecture_diagram")

    assert set(states().values()) == {"approved"}
    assert (diagram.azure_percent, diagram.reviewed_by) == (Decimal("62.50"), reviewer)
    assert Offer.objects.get().is_live is True
    assert again(taken).decided_at is not None


def test_decide_counts_what_was_approved_though_others_were_sent_back(
    taken: Submission, reviewer: User
) -> None:
    send_back(
        taken, reviewer, "customer_case_study", reason_code="customer_not_verifiable", reason="Who is it?"
    )
    send_back(taken, reviewer, "publishing")
    approve_all(taken, reviewer, azure_percent=Decimal(70))
    submissions.decide(actor=reviewer, submission=taken)

    assert states() == {
        "customer_one_pager": "approved",
        "customer_case_study": "changes_requested",
        "architecture_diagram": "approved",
    }
    assert Offer.objects.get().is_live is False


def test_decide_keeps_the_reason_with_the_document_in_the_partners_language(
    taken: Submission, reviewer: User, owner: User
) -> None:
    send_back(
        taken, reviewer, "customer_case_study", reason_code="customer_not_verifiable", reason="Who is it?"
    )
    approve_all(taken, reviewer, azure_percent=Decimal(70))
    submissions.decide(actor=reviewer, submission=taken)

    assert DocumentVersion.objects.get(document__kind="customer_case_study").review_reason == (
        "The customer cannot be verified. Name the customer and a result that can be checked. Who is it?"
    )


def test_decide_names_every_item_without_a_verdict(taken: Submission, reviewer: User) -> None:
    submissions.save_verdict(actor=reviewer, item=item_about(taken, "listing"), verdict="approved")
    with pytest.raises(ValidationError) as refusal:
        submissions.decide(actor=reviewer, submission=taken)

    assert refusal.value.messages == [
        "Publishing requirements of the marketplace has no verdict yet.",
        "Links has no verdict yet.",
        "Contacts has no verdict yet.",
        "Customer one-pager has no verdict yet.",
        "Customer case study has no verdict yet.",
        "Architecture diagram has no verdict yet.",
    ]
    assert again(taken).state == "in_review"


def test_decide_tells_every_member_once(taken: Submission, reviewer: User, owner: User, viewer: User) -> None:
    Notification.objects.all().delete()
    send_back(taken, reviewer, "links")
    approve_all(taken, reviewer, azure_percent=Decimal(70))
    submissions.decide(actor=reviewer, submission=taken)
    told = Notification.objects.filter(code="reviews.decided")

    assert {row.user for row in told} == {owner, viewer}
    assert told.count() == 2
    assert told[0].params == {"offer": taken.offer.name, "number": 1, "approved": 6, "sent_back": 1}
    assert told[0].path == f"/offers/{taken.offer.public_id}/submissions/{taken.public_id}/"


def test_decide_changes_the_status_in_one_step(taken: Submission, reviewer: User) -> None:
    approve_all(taken, reviewer, azure_percent=Decimal("62.5"))
    before = Assessment.objects.count()
    submissions.decide(actor=reviewer, submission=taken)
    newest = Assessment.objects.first()

    assert newest is not None
    assert (Assessment.objects.count() - before, newest.status, newest.previous_status) == (
        1,
        "co_sell_ready",
        "not_ready",
    )


def test_decide_is_recorded_with_each_verdict(taken: Submission, reviewer: User) -> None:
    send_back(taken, reviewer, "links")
    approve_all(taken, reviewer, azure_percent=Decimal(70))
    submissions.decide(actor=reviewer, submission=taken)
    entry = AuditEntry.objects.get(action="reviews.decided")

    assert (entry.actor, entry.data["submission"]) == (reviewer, 1)
    assert entry.data["verdicts"] == {str(item.public_id): item.verdict for item in items(taken)}


def test_decide_leaves_alone_what_was_removed_meanwhile(taken: Submission, reviewer: User) -> None:
    approve_all(taken, reviewer, azure_percent=Decimal(70))
    document = item_about(taken, "customer_case_study").version.document
    document.removed_at = taken.submitted_at
    document.save()
    submissions.decide(actor=reviewer, submission=taken)

    assert states()["customer_case_study"] == "submitted"


def test_decide_of_an_offer_that_went_live_meanwhile_keeps_its_day(taken: Submission, reviewer: User) -> None:
    Offer.objects.update(published_at="2020-10-01T00:00:00Z")
    approve_all(taken, reviewer, azure_percent=Decimal(70))
    submissions.decide(actor=reviewer, submission=taken)

    assert Offer.objects.get().published_at.isoformat() == "2020-10-01T00:00:00+00:00"


def test_approved_successor_supersedes_its_predecessor(offer: Offer, owner: User, reviewer: User) -> None:
    decided(published(offer, by=owner), reviewer)
    make_version(offer)
    decided(published(Offer.objects.get(), by=owner), reviewer)

    assert list(DocumentVersion.objects.order_by("number").values_list("state", flat=True)) == [
        DocumentState.SUPERSEDED,
        DocumentState.APPROVED,
    ]


# --- What deciding now would do ---------------------------------------------------------------------------------------


def test_outlook_is_what_the_decision_does(taken: Submission, reviewer: User) -> None:
    approve_all(taken, reviewer, azure_percent=Decimal("62.5"))
    foretold = outlook(taken.offer, items(taken))
    submissions.decide(actor=reviewer, submission=taken)

    assert (foretold.before, foretold.after, foretold.changes) == ("not_ready", "co_sell_ready", True)
    assert Offer.objects.get().standing.status == foretold.after


def test_outlook_without_verdicts_stays_and_says_what_is_left(taken: Submission) -> None:
    foretold = outlook(taken.offer, items(taken))

    assert (foretold.after, foretold.changes) == ("not_ready", False)
    assert any(sentence.startswith("Required documents: ") for sentence in foretold.sentences)


def test_outlook_of_a_document_sent_back_is_not_ready(taken: Submission, reviewer: User) -> None:
    send_back(taken, reviewer, "customer_one_pager")
    approve_all(taken, reviewer, azure_percent=Decimal("62.5"))

    assert outlook(taken.offer, items(taken)).after == "not_ready"


def test_outlook_changes_nothing(taken: Submission, reviewer: User) -> None:
    approve_all(taken, reviewer, azure_percent=Decimal("62.5"))
    before = (Assessment.objects.count(), states())
    outlook(taken.offer, items(taken))

    assert (Assessment.objects.count(), states()) == before


def test_outlook_reaches_the_incentive_where_the_revenue_is_there(taken: Submission, reviewer: User) -> None:
    taken.offer.billed_revenue.create(month="2020-10-01", usd=Decimal("100000.00"))
    approve_all(taken, reviewer, azure_percent=Decimal("50.01"))

    assert outlook(taken.offer, items(taken)).after == "azure_ip_incentivized"


# --- Taking an approval back ------------------------------------------------------------------------------------------


def test_revoke_takes_the_status_back_and_tells(
    taken: Submission, reviewer: User, other_reviewer: User
) -> None:
    approve_all(taken, reviewer, azure_percent=Decimal("62.5"))
    submissions.decide(actor=reviewer, submission=taken)
    submissions.revoke(
        actor=other_reviewer, item=item_about(taken, "customer_one_pager"), reason="The customer objects."
    )
    told = Notification.objects.filter(code="reviews.approval_revoked").get()

    assert states()["customer_one_pager"] == "revoked"
    assert Offer.objects.get().standing.status == "not_ready"
    assert told.params["reason"] == "The customer objects."


def test_revoke_without_a_reason_is_refused(taken: Submission, reviewer: User) -> None:
    approve_all(taken, reviewer, azure_percent=Decimal(70))
    submissions.decide(actor=reviewer, submission=taken)
    with pytest.raises(ValidationError):
        submissions.revoke(actor=reviewer, item=item_about(taken, "customer_one_pager"), reason=" ")


def test_revoke_twice_is_once(taken: Submission, reviewer: User) -> None:
    approve_all(taken, reviewer, azure_percent=Decimal(70))
    submissions.decide(actor=reviewer, submission=taken)
    stale = item_about(taken, "customer_one_pager")
    submissions.revoke(actor=reviewer, item=item_about(taken, "customer_one_pager"), reason="Wrong.")
    with pytest.raises(SomebodyWasFaster):
        submissions.revoke(actor=reviewer, item=stale, reason="Wrong.")


@pytest.mark.parametrize("subject", ["links", "customer_one_pager"])
def test_revoke_before_the_decision_or_of_no_document_is_refused(
    taken: Submission, reviewer: User, subject: str
) -> None:
    with pytest.raises(ValidationError):
        submissions.revoke(actor=reviewer, item=item_about(taken, subject), reason="Wrong.")


def test_revoke_is_not_for_partners(taken: Submission, reviewer: User) -> None:
    approve_all(taken, reviewer, azure_percent=Decimal(70))
    submissions.decide(actor=reviewer, submission=taken)
    with pytest.raises(PermissionDenied):
        submissions.revoke(
            actor=make_member(taken.offer.partner), item=item_about(taken, "customer_one_pager"), reason="No."
        )
