"""A decision that the partner appeals: another reviewer looks at it again."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone
from time_machine import travel

from cosell.accounts.models import User
from cosell.notifications.models import Notification
from offers.models import Offer
from reviews.models import Appeal, Submission, Why
from reviews.queries import items_of, may_be_taken_by
from reviews.services import submissions
from tests.builders import make_user
from tests.reviews.building import again, approve_all, item_about, make_version, published
from tests.reviews.looking_again import decide, rule, send_back, states, told

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


def ask_again(submission: Submission, owner: User) -> Submission:
    submissions.appeal(actor=owner, submission=submission, reason="The customer has agreed in writing.")
    return again(submission)


def test_appeal_goes_to_another_reviewer_and_the_decision_counts_meanwhile(
    sent_back: Submission, owner: User, viewer: User, reviewer: User, other_reviewer: User
) -> None:
    row = ask_again(sent_back, owner)
    items = items_of(row)

    assert (row.state, row.why, row.reviewer, row.decided_at) == ("queued", Why.APPEAL, None, None)
    assert states() == {
        "customer_one_pager": ["approved"],
        "customer_case_study": ["submitted"],
        "architecture_diagram": ["approved"],
    }
    assert Offer.objects.get().is_live
    assert {item.subject for item in items if item.is_open} == {"customer_case_study", "links"}
    assert list(may_be_taken_by(reviewer)) == []
    assert list(may_be_taken_by(other_reviewer)) == [row]
    assert told("reviews.appealed") == {owner, viewer, reviewer}


def test_first_reviewer_does_not_take_the_appeal_in_any_way(
    sent_back: Submission, owner: User, reviewer: User, other_reviewer: User
) -> None:
    row = ask_again(sent_back, owner)
    with pytest.raises(PermissionDenied):
        submissions.take(actor=reviewer, submission=row)
    submissions.take(actor=other_reviewer, submission=row)
    with pytest.raises(ValidationError):
        submissions.hand_over(actor=other_reviewer, submission=again(row), to=reviewer, note="Yours?")
    submissions.release(actor=other_reviewer, submission=again(row))

    assert again(row).why == Why.APPEAL


@pytest.mark.parametrize(
    ("verdict", "outcome", "state"),
    [("sent_back", "upheld", "changes_requested"), ("approved", "changed", "approved")],
)
def test_appeal_is_upheld_or_changed_and_told_with_the_reason(
    sent_back: Submission,
    owner: User,
    reviewer: User,
    other_reviewer: User,
    verdict: str,
    outcome: str,
    state: str,
) -> None:
    row = ask_again(sent_back, owner)
    submissions.take(actor=other_reviewer, submission=row)
    send_back(row, other_reviewer, "links")
    submissions.save_verdict(
        actor=other_reviewer, item=item_about(row, "customer_case_study"), verdict=verdict, reason="Seen."
    )
    with pytest.raises(ValidationError):
        submissions.decide(actor=other_reviewer, submission=again(row))
    submissions.decide(actor=other_reviewer, submission=again(row), reason="We have read the letter.")
    row, kept = again(row), Appeal.objects.get()

    assert (row.state, row.appealed_at, row.reviewer) == ("decided", None, other_reviewer)
    assert (kept.outcome, kept.answer) == (outcome, "We have read the letter.")
    assert states()["customer_case_study"] == [state]
    rows = Notification.objects.filter(code="reviews.appeal_decided")
    assert {row.user: (row.params["outcome"], row.path.startswith("/review/")) for row in rows} == {
        owner: (outcome, False),
        reviewer: (outcome, True),
    }
    assert not row.items.filter(settled=True).exists()


def test_what_was_approved_is_no_part_of_the_appeal(
    sent_back: Submission, owner: User, other_reviewer: User
) -> None:
    row = ask_again(sent_back, owner)
    submissions.take(actor=other_reviewer, submission=row)
    for subject in ("customer_one_pager", "contacts"):
        with pytest.raises(ValidationError):
            send_back(row, other_reviewer, subject)


def test_withdrawn_appeal_leaves_the_decision_as_it_was(
    sent_back: Submission, owner: User, other_reviewer: User, reviewer: User
) -> None:
    before, first = states(), sent_back.decided_at
    row = ask_again(sent_back, owner)
    submissions.take(actor=other_reviewer, submission=row)
    submissions.save_verdict(
        actor=other_reviewer, item=item_about(row, "customer_case_study"), verdict="approved"
    )
    submissions.withdraw_appeal(actor=owner, submission=again(row))
    row = again(row)

    assert (row.state, row.decided_at, row.reviewer) == ("decided", first, reviewer)
    assert states() == before
    assert item_about(row, "customer_case_study").reason == "No customer_case_study."
    assert told("reviews.appeal_withdrawn") == {other_reviewer}
    with pytest.raises(PermissionDenied):
        submissions.appeal(actor=owner, submission=row, reason="Once more.")


def test_appealed_cannot_be_withdrawn_as_a_submission(sent_back: Submission, owner: User) -> None:
    with pytest.raises(PermissionDenied):
        submissions.withdraw(actor=owner, submission=ask_again(sent_back, owner))


def test_appeal_is_asked_for_once(sent_back: Submission, owner: User, other_reviewer: User) -> None:
    row = ask_again(sent_back, owner)
    submissions.take(actor=other_reviewer, submission=row)
    send_back(row, other_reviewer, "links", "customer_case_study")
    submissions.decide(actor=other_reviewer, submission=again(row), reason="No.")
    with pytest.raises(PermissionDenied) as refusal:
        submissions.appeal(actor=owner, submission=again(row), reason="Please.")

    assert str(refusal.value) == "A second look at this decision was asked for before."


def test_appeal_has_its_time(sent_back: Submission, owner: User) -> None:
    with travel(timezone.now() + timedelta(days=15), tick=False), pytest.raises(PermissionDenied) as refusal:
        submissions.appeal(actor=owner, submission=sent_back, reason="Please.")

    assert "is over" in str(refusal.value)


def test_appeal_needs_something_that_was_sent_back(taken: Submission, owner: User, reviewer: User) -> None:
    with pytest.raises(PermissionDenied):
        submissions.appeal(actor=owner, submission=decide(taken, reviewer), reason="Please.")


def test_appeal_under_a_rule_awaits_a_second_reviewer_who_is_a_third_person(
    sent_back: Submission, owner: User, reviewer: User, other_reviewer: User, admin: User
) -> None:
    rule(admin, "offer_type", offer_type="saas")
    row = ask_again(sent_back, owner)
    submissions.take(actor=other_reviewer, submission=row)
    approve_all(row, other_reviewer)
    submissions.decide(actor=other_reviewer, submission=again(row), reason="Right.")
    waiting = again(row)
    with pytest.raises(PermissionDenied):
        submissions.confirm(actor=reviewer, submission=waiting)
    submissions.confirm(actor=admin, submission=waiting)

    assert (waiting.state, again(row).state) == ("to_confirm", "decided")
    assert Appeal.objects.get().outcome == "changed"


def test_who_confirmed_the_first_decision_does_not_take_the_second_look(
    taken: Submission, owner: User, reviewer: User, other_reviewer: User, admin: User
) -> None:
    asked = rule(admin, "offer_type", offer_type="saas")
    submissions.confirm(actor=other_reviewer, submission=decide(taken, reviewer, back=("links",)))
    asked.delete()
    row = ask_again(again(taken), owner)
    with pytest.raises(PermissionDenied):
        submissions.take(actor=other_reviewer, submission=row)
    assert [list(may_be_taken_by(person)) for person in (reviewer, other_reviewer, admin)] == [[], [], [row]]
    submissions.withdraw_appeal(actor=owner, submission=row)
    assert again(row).second_reviewer == other_reviewer


def test_decided_alone_after_an_appeal_has_no_second_reviewer(
    taken: Submission, owner: User, reviewer: User, other_reviewer: User, admin: User
) -> None:
    asked = rule(admin, "offer_type", offer_type="saas")
    submissions.confirm(actor=other_reviewer, submission=decide(taken, reviewer, back=("links",)))
    asked.delete()
    row = ask_again(again(taken), owner)
    submissions.take(actor=admin, submission=row)
    approve_all(row, admin)
    submissions.decide(actor=admin, submission=again(row), reason="Right.")

    assert (again(row).reviewer, again(row).second_reviewer) == (admin, None)


def test_reopening_the_outcome_of_an_appeal_lets_every_item_be_judged(
    sent_back: Submission, owner: User, other_reviewer: User
) -> None:
    row = ask_again(sent_back, owner)
    submissions.take(actor=other_reviewer, submission=row)
    approve_all(row, other_reviewer)
    submissions.decide(actor=other_reviewer, submission=again(row), reason="Right.")
    submissions.reopen(actor=other_reviewer, submission=again(row), reason="Wrong after all.")

    assert all(item.may_be_judged for item in items_of(again(row)))


def test_page_from_before_the_appeal_does_not_withdraw_or_take_it(
    sent_back: Submission, owner: User, reviewer: User
) -> None:
    """Who may is read from the row as it stands, not as it stood when the request began."""
    before = again(sent_back)
    ask_again(sent_back, owner)
    for act, actor in ((submissions.withdraw, owner), (submissions.take, reviewer)):
        with pytest.raises(PermissionDenied):
            act(actor=actor, submission=before)
