"""A decision looked at again: reopened, or confirmed by a second reviewer; what is carried forward."""

from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from cosell.accounts.models import User
from cosell.audit.models import AuditEntry
from cosell.transitions import SomebodyWasFaster
from eligibility.models import Assessment
from offers.models import Offer
from reviews.models import SecondReviewRule, Submission, Why
from reviews.pages.conversation import conversation_of
from reviews.queries import items_of, seen_of
from reviews.services import submissions
from reviews.services.second_rules import remove_rule
from tests.builders import make_user
from tests.reviews.building import again, decided, item_about, make_version, published
from tests.reviews.looking_again import decide, judged, rule, send_back, states, status, told

pytestmark = pytest.mark.django_db
KINDS = ("customer_one_pager", "customer_case_study", "architecture_diagram")


@pytest.fixture
def admin(db: None) -> User:
    return make_user(role="programme_admin")


@pytest.fixture
def taken(offer: Offer, owner: User, reviewer: User) -> Submission:
    """Every part that can be handed in, in review by ``reviewer``."""
    for kind in KINDS:
        make_version(offer, kind)
    submission = published(offer, by=owner)
    submissions.take(actor=reviewer, submission=submission)
    return again(submission)


@pytest.fixture
def sent_back(taken: Submission, reviewer: User) -> Submission:
    """Decided: the case study and the links were sent back."""
    return decide(taken, reviewer, back=("customer_case_study", "links"))


# --- What the reviewer saw --------------------------------------------------------------------------------------------


def test_decision_on_what_has_changed_since_it_was_seen_is_refused(taken: Submission, reviewer: User) -> None:
    judged(taken, reviewer)
    seen = seen_of(items_of(taken))
    send_back(taken, reviewer, "links")
    with pytest.raises(SomebodyWasFaster) as refusal:
        submissions.decide(actor=reviewer, submission=taken, seen=seen)

    assert str(refusal.value).startswith("Verdicts or items have changed")
    assert again(taken).state == "in_review"
    submissions.decide(actor=reviewer, submission=taken, seen=seen_of(items_of(taken)))
    assert again(taken).state == "decided"


def test_decision_after_a_document_was_removed_is_shown_anew_first(taken: Submission, reviewer: User) -> None:
    judged(taken, reviewer)
    seen = seen_of(items_of(taken))
    document = item_about(taken, "customer_case_study").version.document
    document.removed_at = timezone.now()
    document.save()
    with pytest.raises(submissions.ChangedMeanwhile):
        submissions.decide(actor=reviewer, submission=taken, seen=seen)


# --- Reopened ---------------------------------------------------------------------------------------------------------


def test_reopening_undoes_what_the_decision_did(taken: Submission, reviewer: User, owner: User) -> None:
    decide(taken, reviewer, back=("customer_case_study",))
    submissions.reopen(actor=reviewer, submission=again(taken), reason="The wrong diagram was on my screen.")
    row = again(taken)

    assert {kind: found[0] for kind, found in states().items()} == dict.fromkeys(KINDS, "submitted")
    assert (Offer.objects.get().is_live, status()) == (False, "not_ready")
    assert (row.state, row.reviewer, row.decided_at, row.why) == ("in_review", reviewer, None, Why.REOPENED)
    assert row.due_at is not None
    assert told("reviews.reopened") == {owner}
    assert "The wrong diagram was on my screen." in [entry.text for entry in conversation_of(row.offer)]
    assert item_about(row, "customer_case_study").verdict == "sent_back"


def test_reopened_by_an_admin_its_reviewer_is_told_and_warned_anew(
    taken: Submission, reviewer: User, admin: User
) -> None:
    first = decide(taken, reviewer)
    Submission.objects.update(warned_at=timezone.now(), escalated_at=timezone.now())
    submissions.reopen(actor=admin, submission=first, reason="The share was misread.")
    row = again(taken)

    assert told("reviews.reopened_for_you") == {reviewer}
    assert (row.warned_at, row.escalated_at) == (None, None)


def test_reopening_lets_the_predecessor_count_again(
    offer: Offer, owner: User, reviewer: User, admin: User
) -> None:
    decided(published(offer, by=owner), reviewer)
    make_version(offer)
    second = decided(published(Offer.objects.get(), by=owner), reviewer)
    submissions.reopen(actor=admin, submission=second, reason="Too early.")

    assert states()["customer_one_pager"] == ["approved", "submitted"]
    assert Offer.objects.get().is_live


def test_reopened_and_decided_again_counts_the_same(taken: Submission, reviewer: User) -> None:
    first = decide(taken, reviewer)
    before = (states(), status())
    submissions.reopen(actor=reviewer, submission=first, reason="Once more.")
    submissions.decide(actor=reviewer, submission=again(taken))

    assert (states(), status()) == before == (states(), "co_sell_ready")


def test_reopening_leaves_revoked_what_was_revoked_since(
    taken: Submission, reviewer: User, other_reviewer: User
) -> None:
    first = decide(taken, reviewer)
    submissions.revoke(actor=other_reviewer, item=item_about(first, "customer_one_pager"), reason="A fake.")
    submissions.reopen(actor=reviewer, submission=first, reason="Once more.")

    assert states()["customer_one_pager"] == ["revoked"]


def test_reopening_leaves_an_offer_alone_that_was_live_before(taken: Submission, reviewer: User) -> None:
    Offer.objects.update(published_at="2020-10-01T00:00:00Z")
    submissions.reopen(actor=reviewer, submission=decide(taken, reviewer), reason="Once more.")

    assert Offer.objects.get().is_live


def test_reopening_stops_again_what_was_stopped_before(taken: Submission, reviewer: User) -> None:
    stopped = timezone.now()
    Offer.objects.update(stopped_at=stopped)
    first = decide(taken, reviewer)
    assert Offer.objects.get().stopped_at is None
    submissions.reopen(actor=reviewer, submission=first, reason="Once more.")

    assert (Offer.objects.get().is_live, Offer.objects.get().stopped_at) == (False, stopped)


def test_reopening_is_refused_once_something_newer_was_published(
    taken: Submission, offer: Offer, owner: User, reviewer: User
) -> None:
    first = decide(taken, reviewer, back=("customer_one_pager",))
    make_version(offer)
    published(Offer.objects.get(), by=owner)
    with pytest.raises(PermissionDenied) as refusal:
        submissions.reopen(actor=reviewer, submission=first, reason="Once more.")

    assert "published again" in str(refusal.value)


@pytest.mark.parametrize("reason", ["", "  "])
def test_reopening_needs_a_reason(taken: Submission, reviewer: User, reason: str) -> None:
    first = decide(taken, reviewer)
    with pytest.raises(ValidationError) as refusal:
        submissions.reopen(actor=reviewer, submission=first, reason=reason)

    assert list(refusal.value.message_dict) == ["reason"]
    assert states()["customer_one_pager"] == ["approved"]


def test_reopened_can_be_withdrawn(taken: Submission, owner: User, reviewer: User) -> None:
    submissions.reopen(actor=reviewer, submission=decide(taken, reviewer), reason="Once more.")
    submissions.withdraw(actor=owner, submission=again(taken))

    assert {kind: found[0] for kind, found in states().items()} == dict.fromkeys(KINDS, "ready")


# --- A second reviewer ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "figures", "asked"),
    [
        ("azure_share", {"share_from": 50, "share_to": 60}, True),
        ("azure_share", {"share_from": 60, "share_to": 60}, True),
        ("azure_share", {"share_from": 61, "share_to": 100}, False),
        ("offer_type", {"offer_type": "saas"}, True),
        ("offer_type", {"offer_type": "consulting_service"}, False),
        ("status_changes", {}, True),
        ("first_incentivized", {}, False),
        ("new_reviewer", {"decisions": 1}, True),
    ],
)
def test_decisions_under_a_rule_await_a_second_reviewer(
    taken: Submission, reviewer: User, admin: User, kind: str, figures: dict[str, Any], asked: bool
) -> None:
    rule(admin, kind, **figures)
    row = decide(taken, reviewer, percent=60)

    assert row.state == ("to_confirm" if asked else "decided")
    assert row.second_rules == ([kind] if asked else [])


def test_first_incentivized_status_of_a_partner_awaits_a_second_reviewer(
    taken: Submission, reviewer: User, admin: User
) -> None:
    rule(admin, "first_incentivized")
    taken.offer.billed_revenue.create(month="2020-10-01", usd=Decimal(100_000))
    assert decide(taken, reviewer).state == "to_confirm"


def test_first_incentivized_does_not_ask_where_the_partner_had_it_before(
    taken: Submission, reviewer: User, admin: User
) -> None:
    rule(admin, "first_incentivized")
    newest = Assessment.objects.filter(offer=taken.offer).first()
    assert newest is not None
    newest.pk, newest.status = None, "azure_ip_incentivized"
    newest.public_id = taken.public_id
    newest.save()
    taken.offer.billed_revenue.create(month="2020-10-01", usd=Decimal(100_000))
    assert decide(taken, reviewer).state == "decided"


def test_new_reviewer_is_one_with_fewer_decisions(taken: Submission, reviewer: User, admin: User) -> None:
    rule(admin, "new_reviewer", decisions=1)
    Submission.objects.create(
        offer=taken.offer, number=0, state="decided", reviewer=reviewer, decided_at=timezone.now()
    )
    assert decide(taken, reviewer).state == "decided"


def test_nothing_counts_and_is_told_before_it_is_confirmed(
    taken: Submission, owner: User, reviewer: User, other_reviewer: User, admin: User
) -> None:
    rule(admin, "offer_type", offer_type="saas")
    row = decide(taken, reviewer)
    before = (status(), Offer.objects.get().is_live, states()["customer_one_pager"], told("reviews.decided"))
    with pytest.raises(PermissionDenied):
        submissions.confirm(actor=reviewer, submission=row)
    submissions.confirm(actor=other_reviewer, submission=row)
    row = again(row)

    assert before == ("not_ready", False, ["submitted"], set())
    assert (row.state, row.reviewer, row.second_reviewer) == ("decided", reviewer, other_reviewer)
    assert (status(), told("reviews.decided")) == ("co_sell_ready", {owner})
    assert AuditEntry.objects.get(action="reviews.second_reviewer_asked").data["rules"] == ["offer_type"]


def test_given_back_it_is_the_first_reviewers_again(
    taken: Submission, reviewer: User, other_reviewer: User, admin: User, owner: User
) -> None:
    rule(admin, "offer_type", offer_type="saas")
    row = decide(taken, reviewer)
    with pytest.raises(ValidationError):
        submissions.give_back(actor=other_reviewer, submission=row, reason=" ")
    submissions.give_back(actor=other_reviewer, submission=row, reason="Read page 2 again.")
    row = again(row)

    assert (row.state, row.reviewer, row.why) == ("in_review", reviewer, Why.GIVEN_BACK)
    assert (row.handed_over_by, row.handover_note) == (other_reviewer, "Read page 2 again.")
    assert told("reviews.given_back") == {reviewer}
    assert told("reviews.decided") == set()
    assert status() == "not_ready"


def test_what_awaits_a_second_reviewer_is_withdrawn_like_any_other(
    taken: Submission, owner: User, reviewer: User, admin: User
) -> None:
    rule(admin, "offer_type", offer_type="saas")
    submissions.withdraw(actor=owner, submission=decide(taken, reviewer))

    assert (again(taken).state, states()["customer_one_pager"]) == ("withdrawn", ["ready"])


def test_an_offer_has_one_open_submission_while_a_second_reviewer_is_awaited(
    taken: Submission, reviewer: User, admin: User
) -> None:
    rule(admin, "offer_type", offer_type="saas")
    decide(taken, reviewer)
    with pytest.raises(IntegrityError), transaction.atomic():
        Submission.objects.create(offer=taken.offer, number=2)


def test_rules_are_the_admins_and_are_recorded(reviewer: User, admin: User) -> None:
    with pytest.raises(PermissionDenied):
        rule(reviewer, "status_changes")
    remove_rule(actor=admin, rule=rule(admin, "azure_share", share_from=50, share_to=60))
    kinds = AuditEntry.objects.order_by("pk").values_list("action", "data__share")

    assert list(kinds) == [
        ("reviews.second_rule_added", ["50", "60"]),
        ("reviews.second_rule_removed", ["50", "60"]),
    ]
    assert not SecondReviewRule.objects.exists()


# --- Carried forward --------------------------------------------------------------------------------------------------


def test_what_did_not_change_is_carried_forward_and_what_came_back_is_first(
    sent_back: Submission, offer: Offer, owner: User, reviewer: User
) -> None:
    make_version(offer, "customer_case_study")
    offer.refresh_from_db()
    offer.landing_page_url = "https://www.contoso.example/new"
    offer.save()
    row = published(Offer.objects.get(), by=owner)
    items = items_of(row)

    assert [(item.subject, item.came_back, item.verdict) for item in items] == [
        ("links", True, ""),
        ("customer_case_study", True, ""),
        ("listing", False, "approved"),
        ("contacts", False, "approved"),
    ]
    assert {item.carried_from.number for item in items if item.carried_from} == {1}
    submissions.take(actor=reviewer, submission=row)
    send_back(row, reviewer, "listing")
    assert item_about(row, "listing").carried_from is None


def test_carried_twice_names_where_it_was_approved(
    sent_back: Submission, offer: Offer, owner: User, reviewer: User
) -> None:
    for number in (2, 3):
        make_version(offer, "customer_case_study")
        row = published(Offer.objects.get(), by=owner)
        assert (row.number, item_about(row, "listing").carried_from.number) == (number, 1)
        submissions.take(actor=reviewer, submission=row)
        decide(row, reviewer)
