"""A request in other hands, its clock, what is told when it is overdue, and who reads along."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone
from time_machine import travel

from cosell.accounts.models import User
from cosell.notifications.models import Notification
from offers.models import CloudSpecialistRequest, RequestWhy
from reviews.models import ConflictOfInterest, Message
from reviews.pages.expected import expected_by
from reviews.services import conflicts, presence
from reviews.services.escalating import tell_overdue
from reviews.services.holidays import add_holiday
from reviews.services.specialist import (
    answer_about_request,
    ask_about_request,
    complete_request,
    file_request,
    go_on_with_request,
    hand_over_request,
    release_request,
    take_request,
)
from tests.builders import make_user

pytestmark = pytest.mark.django_db
MONDAY = datetime(2020, 11, 16, 10, tzinfo=UTC)


def told(code: str) -> dict[User, str]:
    return {row.user: row.path for row in Notification.objects.filter(code=code)}


def as_it_stands(row: CloudSpecialistRequest) -> CloudSpecialistRequest:
    return CloudSpecialistRequest.objects.select_related("offer__partner", "specialist").get(pk=row.pk)


def test_hand_over_tells_the_colleague_the_note_and_the_partner_the_name(
    taken: CloudSpecialistRequest, owner: User, reviewer: User, other_reviewer: User
) -> None:
    Notification.objects.all().delete()
    hand_over_request(actor=reviewer, request=taken, to=other_reviewer, note="  The diagram is left.  ")
    row = as_it_stands(taken)

    assert (row.specialist, row.handed_over_by, row.handover_note) == (
        other_reviewer,
        reviewer,
        "The diagram is left.",
    )
    assert (row.why, row.due_at) == (RequestWhy.HANDED_OVER, taken.due_at)
    assert told("offers.request_handed_over") == {
        other_reviewer: f"/review/cloud-specialist/{row.public_id}/"
    }
    assert set(told("offers.request_taken")) == {owner}
    assert Notification.objects.get(code="offers.request_taken").params["person"] == "Otto Other"


def test_hand_over_finds_every_fault(taken: CloudSpecialistRequest, owner: User, reviewer: User) -> None:
    with pytest.raises(ValidationError) as itself:
        hand_over_request(actor=reviewer, request=taken, to=reviewer, note="")
    declared = make_user(role="reviewer")
    ConflictOfInterest.objects.create(user=declared, partner=taken.offer.partner)
    for nobody in (declared, owner, make_user(role="reviewer", is_active=False)):
        with pytest.raises(ValidationError) as refused:
            hand_over_request(actor=reviewer, request=taken, to=nobody, note="All of it.")
        assert list(refused.value.message_dict) == ["to"]

    assert itself.value.message_dict == {
        "to": ["This person has it already."],
        "note": ["Write what your colleague has to know."],
    }
    assert as_it_stands(taken).specialist == reviewer


def test_release_leaves_it_to_the_next_one_with_its_due_date(
    taken: CloudSpecialistRequest, owner: User, reviewer: User
) -> None:
    release_request(actor=reviewer, request=taken)
    row = as_it_stands(taken)

    assert (row.state, row.specialist, row.taken_at, row.why) == ("open", None, None, RequestWhy.RELEASED)
    assert row.due_at == taken.due_at
    assert set(told("offers.request_released")) == {owner}


def test_declaring_a_conflict_gives_it_back(taken: CloudSpecialistRequest, reviewer: User) -> None:
    conflicts.declare(actor=reviewer, partner=taken.offer.partner)

    assert as_it_stands(taken).state == "open"
    with pytest.raises(PermissionDenied, match="declared a conflict"):
        take_request(actor=reviewer, request=taken)


def test_filing_is_told_to_nobody_in_conflict(offer, owner, reviewer, other_reviewer) -> None:
    ConflictOfInterest.objects.create(user=other_reviewer, partner=offer.partner)
    file_request(actor=owner, offer=offer, needs="Help", creation_key=owner.public_id)

    assert set(told("offers.request_filed")) == {reviewer}


# --- The clock --------------------------------------------------------------------------------------------------


def test_due_five_working_days_after_it_was_filed(offer, owner) -> None:
    with travel(MONDAY, tick=False):
        row = file_request(actor=owner, offer=offer, needs="Help", creation_key=owner.public_id)

    assert row.due_at == MONDAY + timedelta(days=7)


def test_time_stands_still_while_a_question_waits(offer, owner, reviewer) -> None:
    with travel(MONDAY, tick=False):
        row = file_request(actor=owner, offer=offer, needs="Help", creation_key=owner.public_id)
        take_request(actor=reviewer, request=row)
    with travel(MONDAY + timedelta(days=1), tick=False):
        ask_about_request(actor=reviewer, request=row, text="Which region?")
        asked = as_it_stands(row)
        expected = expected_by(asked)
    with travel(MONDAY + timedelta(days=3), tick=False):
        answer_about_request(actor=owner, request=row, text="West Europe.")
        back = as_it_stands(row)
        complete_request(actor=reviewer, request=row, outcome="All is in.")

    assert (asked.due_at, expected, asked.waiting_since) == (None, None, MONDAY + timedelta(days=1))
    assert (back.due_at, back.waiting_since, back.why) == (
        MONDAY + timedelta(days=9),
        None,
        RequestWhy.ANSWERED,
    )
    assert as_it_stands(row).time_used == timedelta(days=1)


def test_specialist_goes_on_without_an_answer(taken: CloudSpecialistRequest, reviewer: User) -> None:
    ask_about_request(actor=reviewer, request=taken, text="Which region?")
    go_on_with_request(actor=reviewer, request=taken)
    row = as_it_stands(taken)

    assert (row.waiting_since, row.why, bool(row.due_at)) == (None, RequestWhy.NEW, True)


def test_released_while_it_waits_its_time_runs_again(taken: CloudSpecialistRequest, reviewer: User) -> None:
    ask_about_request(actor=reviewer, request=taken, text="Which region?")
    release_request(actor=reviewer, request=taken)
    row = as_it_stands(taken)

    assert (row.state, row.waiting_since, bool(row.due_at)) == ("open", None, True)


def test_question_and_answer_are_told_and_stay_in_the_thread(
    taken: CloudSpecialistRequest, owner: User, viewer: User, reviewer: User
) -> None:
    ask_about_request(actor=reviewer, request=taken, text="Which region?")
    answer_about_request(actor=owner, request=taken, text="West Europe.")

    assert list(Message.objects.values_list("kind", "request", "text")) == [
        ("question", taken.pk, "Which region?"),
        ("answer", taken.pk, "West Europe."),
    ]
    assert set(told("offers.request_question")) == {owner, viewer}
    assert told("offers.request_answered") == {
        reviewer: f"/review/cloud-specialist/{taken.public_id}/#conversation"
    }


def test_nothing_is_asked_where_the_words_are_missing(taken: CloudSpecialistRequest, reviewer: User) -> None:
    with pytest.raises(ValidationError):
        ask_about_request(actor=reviewer, request=taken, text="  ")

    assert as_it_stands(taken).waiting_since is None


def test_holiday_moves_the_due_date(offer, owner) -> None:
    with travel(MONDAY, tick=False):
        row = file_request(actor=owner, offer=offer, needs="Help", creation_key=owner.public_id)
    add_holiday(actor=make_user(role="programme_admin"), day=date(2020, 11, 18), name="Day off")

    assert as_it_stands(row).due_at == MONDAY + timedelta(days=8)


def test_expected_counts_what_is_due_earlier_and_what_was_closed(filed: CloudSpecialistRequest) -> None:
    alone = expected_by(filed)
    earlier = {"needs": "x", "due_at": filed.due_at - timedelta(hours=1)}
    CloudSpecialistRequest.objects.create(
        offer=filed.offer, state="completed", closed_at=timezone.now(), **earlier
    )
    for _each in range(3):
        CloudSpecialistRequest.objects.create(
            offer=type(filed.offer).objects.create(partner=filed.offer.partner, name="x", type="saas"),
            **earlier,
        )
    busy = expected_by(filed)

    assert alone == filed.due_at
    assert busy > filed.due_at


# --- Overdue ----------------------------------------------------------------------------------------------------


def test_overdue_is_told_once_to_the_specialist_then_to_the_admins(
    taken: CloudSpecialistRequest, reviewer: User
) -> None:
    admin = make_user(role="programme_admin")
    counts = []
    for late in (timedelta(hours=-1), timedelta(hours=1), timedelta(hours=2), timedelta(days=4)):
        with travel(taken.due_at + late, tick=False):
            counts.append(tell_overdue())

    assert counts == [0, 1, 0, 1]
    assert set(told("offers.request_overdue")) == {reviewer}
    assert set(told("offers.request_escalated")) == {admin}


def test_overdue_and_taken_by_nobody_is_told_to_the_admins_at_once(filed: CloudSpecialistRequest) -> None:
    admin = make_user(role="programme_admin")
    with travel(filed.due_at + timedelta(minutes=1), tick=False):
        assert tell_overdue() == 1

    assert set(told("offers.request_escalated")) == {admin}


def test_closed_is_never_overdue(taken: CloudSpecialistRequest, reviewer: User) -> None:
    complete_request(actor=reviewer, request=taken, outcome="All is in.")
    with travel(timezone.now() + timedelta(days=90), tick=False):
        assert tell_overdue() == 0


# --- Who reads along --------------------------------------------------------------------------------------------


def test_presence_names_the_others_and_keeps_to_its_own_thing(
    filed: CloudSpecialistRequest, reviewer: User, other_reviewer: User
) -> None:
    presence.sign_of_life(actor=reviewer, about=filed)
    presence.sign_of_life(actor=reviewer, about=filed)

    assert presence.sign_of_life(actor=other_reviewer, about=filed) == [reviewer]
    assert presence.names_of_readers(presence.REQUEST, besides=other_reviewer) == {
        filed.pk: ["Rita Reviewer"]
    }
    assert presence.names_of_readers(presence.SUBMISSION, besides=other_reviewer) == {}
