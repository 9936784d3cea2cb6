"""*Publish*: what goes along, what is frozen, what stands in the way."""

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from pytest_django import DjangoCaptureOnCommitCallbacks

from cosell.accounts.models import User
from cosell.audit.models import AuditEntry
from offers.models import DocumentState, DocumentVersion, Offer
from reviews.models import Submission
from reviews.services import submissions
from reviews.services.submissions import AlreadyPublished, plan_for
from tests.builders import make_user
from tests.reviews.building import (
    again,
    decided,
    item_about,
    items,
    make_contact,
    make_full_offer,
    make_version,
    published,
)

pytestmark = pytest.mark.django_db


def sent(submission: Submission) -> list[str]:
    """What is to be judged; not what was carried forward."""
    return [item.subject for item in items(submission) if item.carried_from_id is None]


def test_publish_sends_every_part_and_each_new_document(offer: Offer, owner: User) -> None:
    make_version(offer)
    make_version(offer, "architecture_diagram")
    submission = submissions.publish(actor=owner, offer=offer, note=" Please read slide 4. ")

    expected = ["publishing", "listing", "links", "contacts", "customer_one_pager", "architecture_diagram"]
    assert sent(submission) == expected
    assert (submission.number, submission.state, submission.note) == (1, "queued", "Please read slide 4.")
    assert submission.queued_at is None


def test_publish_of_a_live_offer_asks_for_no_verdict_on_publishing(offer: Offer, owner: User) -> None:
    make_version(offer)
    Offer.objects.update(published_at="2020-10-01T00:00:00Z")

    assert sent(submissions.publish(actor=owner, offer=offer)) == [
        "listing",
        "links",
        "contacts",
        "customer_one_pager",
    ]


def test_publish_by_the_cloud_specialist_path_sends_publishing_and_documents_only() -> None:
    offer = make_full_offer(type="azure_virtual_machine")
    make_version(offer, "architecture_diagram")

    assert sent(published(offer)) == ["publishing", "architecture_diagram"]


def test_publish_leaves_out_parts_that_are_empty() -> None:
    offer = make_full_offer(landing_page_url="", social_media_url="")
    offer.contacts.all().delete()

    assert sent(published(offer)) == ["publishing", "listing", "customer_one_pager"]


@pytest.mark.parametrize(
    ("state", "goes_along"),
    [
        ("ready", True),
        ("processing", True),
        ("rejected", False),
        ("submitted", False),
        ("approved", False),
        ("changes_requested", False),
        ("revoked", False),
        ("superseded", False),
        ("abandoned", False),
    ],
)
def test_publish_sends_a_document_by_its_state(
    offer: Offer, owner: User, state: str, goes_along: bool
) -> None:
    make_version(offer, state=state)
    submission = submissions.publish(actor=owner, offer=offer)

    assert ("customer_one_pager" in sent(submission)) == goes_along


def test_publish_sends_the_newest_version_of_each_slot(offer: Offer, owner: User) -> None:
    make_version(offer, state="approved")
    newest = make_version(offer)
    submission = submissions.publish(actor=owner, offer=offer)

    assert item_about(submission, "customer_one_pager").version == newest


def test_publish_sends_every_other_document(offer: Offer, owner: User) -> None:
    versions = [make_version(offer, "other") for _number in range(2)]
    submission = submissions.publish(actor=owner, offer=offer)

    assert [item.version for item in items(submission) if item.version] == versions


def test_publish_hands_documents_in(offer: Offer, owner: User) -> None:
    ready, checking = make_version(offer), make_version(offer, "customer_case_study", state="processing")
    submission = submissions.publish(actor=owner, offer=offer)

    states = dict(DocumentVersion.objects.values_list("pk", "state"))
    assert states == {ready.pk: "submitted", checking.pk: "processing"}
    times = set(DocumentVersion.objects.values_list("published_at", flat=True))
    assert times == {submission.submitted_at}


def test_publish_freezes_what_is_edited_later(offer: Offer, owner: User) -> None:
    submission = published(offer, by=owner)
    Offer.objects.update(name="Another name", landing_page_url="https://other.example/")
    offer.contacts.update(name="Somebody else")
    snapshot = again(submission).snapshot

    assert snapshot["properties"]["name"] == offer.name
    assert snapshot["links"]["landing_page_url"] == "https://www.contoso.example/insights"
    assert [contact["name"] for contact in snapshot["contacts"]] == ["Jordan Ruiz"]
    assert snapshot["business_profile"]["mpn_id"] == "4567890"
    assert [document["kind"] for document in snapshot["documents"]] == ["customer_one_pager"]


def test_publish_twice_is_one_submission(offer: Offer, owner: User) -> None:
    first = published(offer, by=owner)
    with pytest.raises(AlreadyPublished) as refusal:
        submissions.publish(actor=owner, offer=offer)

    assert refusal.value.submission == first
    assert Submission.objects.count() == 1


def test_publish_after_a_withdrawal_counts_on(offer: Offer, owner: User) -> None:
    submissions.withdraw(actor=owner, submission=published(offer, by=owner))

    assert submissions.publish(actor=owner, offer=offer).number == 2


def test_publish_refuses_while_a_file_is_arriving(offer: Offer, owner: User) -> None:
    make_version(offer, state="receiving", original_name="deck.pptx")
    with pytest.raises(ValidationError) as refusal:
        submissions.publish(actor=owner, offer=offer)

    assert refusal.value.messages == [
        "Still uploading: deck.pptx. Wait until it has arrived, or remove it, then publish."
    ]
    assert Submission.objects.count() == 0


def test_publish_refuses_where_nothing_is_new(offer: Offer, owner: User, reviewer: User) -> None:
    decided(published(offer, by=owner), reviewer)
    with pytest.raises(ValidationError) as refusal:
        submissions.publish(actor=owner, offer=Offer.objects.get())

    assert refusal.value.messages == [
        "There is nothing new to send: everything was handed in before. Change or replace something first."
    ]


@pytest.mark.parametrize(
    ("change", "part"),
    [
        ({"platforms": ["azure", "microsoft_365"]}, "listing"),
        ({"social_media_url": ""}, "links"),
    ],
)
def test_publish_again_sends_only_what_has_changed(
    offer: Offer, owner: User, reviewer: User, change: dict[str, Any], part: str
) -> None:
    decided(published(offer, by=owner), reviewer)
    Offer.objects.update(**change)

    assert sent(submissions.publish(actor=owner, offer=Offer.objects.get())) == [part]


def test_publish_again_sends_contacts_that_were_added(offer: Offer, owner: User, reviewer: User) -> None:
    decided(published(offer, by=owner), reviewer)
    make_contact(offer, name="Amélie Marchand")

    assert sent(submissions.publish(actor=owner, offer=offer)) == ["contacts"]


def test_publish_again_sends_what_was_sent_back_though_unchanged(
    offer: Offer, owner: User, reviewer: User
) -> None:
    """A landing page may have been mended behind the same address."""
    submission = published(offer, by=owner)
    submissions.take(actor=reviewer, submission=submission)
    for item in items(submission):
        verdict = (
            {"verdict": "sent_back", "reason": "Broken."} if item.kind == "links" else {"verdict": "approved"}
        )
        submissions.save_verdict(actor=reviewer, item=item, **verdict)
    submissions.decide(actor=reviewer, submission=again(submission))

    assert sent(submissions.publish(actor=owner, offer=Offer.objects.get())) == ["links"]


def test_publish_records_and_nudges_the_queue(
    offer: Offer, owner: User, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    with django_capture_on_commit_callbacks() as callbacks:
        submissions.publish(actor=owner, offer=offer)
    entry = AuditEntry.objects.get(action="reviews.published")

    assert (entry.actor, entry.partner, entry.data) == (owner, offer.partner, {"submission": 1, "items": 4})
    assert len(callbacks) == 1


def test_publish_tells_the_rules_that_documents_wait(offer: Offer, owner: User) -> None:
    published(offer, by=owner)
    offer.refresh_from_db()
    rows = {row["code"]: row["state"] for row in offer.standing.assessment.requirements}

    assert rows["required_documents"] == "pending"


@pytest.mark.parametrize("role", ["viewer", "stranger", "reviewer"])
def test_publish_is_for_owners_and_editors(offer: Offer, viewer: User, role: str) -> None:
    actor = viewer if role == "viewer" else make_user(role="reviewer" if role == "reviewer" else "partner")
    with pytest.raises(PermissionDenied):
        submissions.publish(actor=actor, offer=offer)


def test_plan_shows_what_publish_would_send(offer: Offer) -> None:
    new, standing = make_version(offer), make_version(offer, "customer_wins", state="approved")
    plan = plan_for(offer)

    assert (plan.parts, plan.unchanged) == (("publishing", "listing", "links", "contacts"), ())
    assert ([*plan.sent], [*plan.standing]) == ([new], [standing])
    assert (plan.asks_to_go_live, plan.is_empty) == (True, False)


def test_plan_costs_the_same_for_many_documents(offer: Offer, django_assert_num_queries: Any) -> None:
    make_version(offer)
    with django_assert_num_queries(7):
        plan_for(offer)
    for kind in ("customer_presentation", "customer_case_study", "other", "other"):
        make_version(offer, kind)
        make_contact(offer)
    with django_assert_num_queries(7):
        plan_for(offer)


def test_version_states_are_all_known() -> None:
    """The table above names every state but the one that stands in the way."""
    assert set(DocumentState.values) - {"receiving"} == {
        "ready",
        "processing",
        "rejected",
        "submitted",
        "approved",
        "changes_requested",
        "revoked",
        "superseded",
        "abandoned",
    }
