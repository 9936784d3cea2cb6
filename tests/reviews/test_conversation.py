"""The conversation between partner and Microsoft, and the question in the middle of a review."""

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from cosell.accounts.models import User
from cosell.notifications.models import Notification
from cosell.transitions import SomebodyWasFaster
from offers.models import CloudSpecialistRequest, Offer
from reviews.models import ConflictOfInterest, Message, Submission, Why
from reviews.pages.conversation import conversation_of
from reviews.services import submissions
from reviews.services.conversation import say
from tests.builders import make_user
from tests.reviews.building import again, decided

pytestmark = pytest.mark.django_db


@pytest.fixture
def taken(submission: Submission, reviewer: User) -> Submission:
    submissions.take(actor=reviewer, submission=submission)
    return again(submission)


@pytest.fixture
def request_of_partner(offer: Offer, owner: User, reviewer: User) -> CloudSpecialistRequest:
    return CloudSpecialistRequest.objects.create(
        offer=offer, needs="Help", requested_by=owner, specialist=reviewer, state="in_progress"
    )


def told(code: str) -> dict[User, str]:
    return {row.user: row.path for row in Notification.objects.filter(code=code)}


def test_what_the_partner_says_is_told_to_who_works_on_it(
    taken: Submission, owner: User, reviewer: User
) -> None:
    say(actor=owner, about=taken, text="  We have moved the data to Azure.  ")

    assert Message.objects.get().text == "We have moved the data to Azure."
    assert told("reviews.message") == {reviewer: f"/review/{taken.public_id}/#conversation"}


def test_what_microsoft_says_is_told_to_every_member(
    taken: Submission, owner: User, viewer: User, reviewer: User
) -> None:
    say(actor=reviewer, about=taken, text="Thank you.")
    path = f"/offers/{taken.offer.public_id}/submissions/{taken.public_id}/#conversation"

    assert told("reviews.message") == {owner: path, viewer: path}


def test_where_nobody_works_on_it_those_who_wrote_before_are_told(
    submission: Submission, owner: User, reviewer: User, other_reviewer: User
) -> None:
    for person in (reviewer, other_reviewer):
        say(actor=person, about=submission, text="Welcome.")
    ConflictOfInterest.objects.create(user=other_reviewer, partner=submission.offer.partner)
    Notification.objects.all().delete()
    say(actor=owner, about=submission, text="Thank you.")

    assert set(told("reviews.message")) == {reviewer}


def test_a_request_has_a_conversation_of_its_own(
    request_of_partner: CloudSpecialistRequest, submission: Submission, owner: User, reviewer: User
) -> None:
    say(actor=owner, about=request_of_partner, text="When can we meet?")

    said = [(entry.title, entry.text) for entry in conversation_of(request_of_partner)]

    assert said == [("Filed", ""), ("Olivia Owner", "When can we meet?")]
    assert "When can we meet?" not in [entry.text for entry in conversation_of(submission.offer)]
    path = reverse("reviews:specialist_request", args=[request_of_partner.public_id])
    assert told("reviews.message") == {reviewer: f"{path}#conversation"}


def test_a_message_belongs_to_exactly_one_conversation(
    submission: Submission, request_of_partner: CloudSpecialistRequest
) -> None:
    for place in ({}, {"offer": submission.offer, "request": request_of_partner}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Message.objects.create(side="partner", text="?", **place)


def test_viewers_strangers_and_those_in_conflict_say_nothing(
    submission: Submission, viewer: User, reviewer: User
) -> None:
    ConflictOfInterest.objects.create(user=reviewer, partner=submission.offer.partner)
    for person in (viewer, make_user(), reviewer):
        with pytest.raises(PermissionDenied):
            say(actor=person, about=submission, text="Hello")


@pytest.mark.parametrize("text", [" \n", "x" * 4001])
def test_nothing_and_too_much_are_refused_at_the_field(
    submission: Submission, owner: User, text: str
) -> None:
    with pytest.raises(ValidationError) as refusal:
        say(actor=owner, about=submission, text=text)

    assert list(refusal.value.message_dict) == ["text"]


def test_thread_goes_on_over_all_rounds(submission: Submission, owner: User, reviewer: User) -> None:
    say(actor=owner, about=submission, text="Please be quick.")
    decided(submission, reviewer)
    entries = conversation_of(submission.offer)

    assert [(entry.title, entry.side) for entry in entries] == [
        ("Submission 1 published", ""),
        ("Olivia Owner", "partner"),
        ("Submission 1 decided", ""),
    ]
    assert entries[-1].text == "Approved: 5. Sent back: 0."


def test_thread_costs_the_same_with_many_messages(
    submission: Submission, owner: User, django_assert_num_queries: Any
) -> None:
    for number in range(30):
        say(actor=owner, about=submission, text=f"{number}")
    with django_assert_num_queries(4):
        assert len(conversation_of(submission.offer)) == 31


# --- A question -------------------------------------------------------------------------------------------------


def test_a_question_waits_and_the_answer_goes_on(
    taken: Submission, owner: User, viewer: User, reviewer: User
) -> None:
    submissions.ask(actor=reviewer, submission=taken, text="Which region?")
    waiting = again(taken)
    submissions.answer(actor=owner, submission=waiting, text="West Europe.")
    back = again(taken)

    assert (waiting.state, waiting.due_at, bool(waiting.waiting_since)) == ("in_review", None, True)
    assert (back.why, back.waiting_since, bool(back.due_at)) == (Why.ANSWERED, None, True)
    assert list(Message.objects.values_list("kind", "text")) == [
        ("question", "Which region?"),
        ("answer", "West Europe."),
    ]
    assert set(told("reviews.question")) == {owner, viewer}
    assert set(told("reviews.answered")) == {reviewer}


def test_a_question_is_asked_by_who_reviews_it_and_not_twice(
    taken: Submission, reviewer: User, other_reviewer: User
) -> None:
    with pytest.raises(PermissionDenied):
        submissions.ask(actor=other_reviewer, submission=taken, text="Which region?")
    submissions.ask(actor=reviewer, submission=taken, text="Which region?")
    with pytest.raises(PermissionDenied):
        submissions.ask(actor=reviewer, submission=taken, text="Which region?")

    assert Message.objects.count() == 1


def test_a_question_about_a_withdrawn_submission_is_refused(
    taken: Submission, owner: User, reviewer: User
) -> None:
    submissions.withdraw(actor=owner, submission=again(taken))
    with pytest.raises(SomebodyWasFaster):
        submissions.ask(actor=reviewer, submission=taken, text="Which region?")


# --- On the pages -----------------------------------------------------------------------------------------------


def test_reviewer_asks_on_the_desk_and_the_partner_answers_on_the_page(
    client: Client, taken: Submission, owner: User, reviewer: User
) -> None:
    client.force_login(reviewer)
    desk = reverse("reviews:desk_conversation", args=[taken.public_id])
    client.post(desk, {"text": "Which region?", "act": "ask"})
    waits = client.get(reverse("reviews:desk", args=[taken.public_id])).content.decode()
    queue = client.get(reverse("reviews:queue"), {"queue": "partner"}).content.decode()
    client.force_login(owner)
    page = reverse("reviews:submission", args=[taken.offer.public_id, taken.public_id])
    asked = client.get(page).content.decode()
    client.post(
        reverse("reviews:conversation", args=[taken.offer.public_id, taken.public_id]),
        {"text": "West Europe."},
    )
    answered = client.get(page).content.decode()

    assert "Go on without an answer" in waits
    assert taken.offer.name in queue
    assert "Which region?" in asked
    assert "West Europe." in answered
    assert again(taken).why == Why.ANSWERED


def test_reviewer_goes_on_without_an_answer(client: Client, taken: Submission, reviewer: User) -> None:
    submissions.ask(actor=reviewer, submission=taken, text="Which region?")
    client.force_login(reviewer)
    client.post(reverse("reviews:go_on", args=[taken.public_id]))

    assert (again(taken).waiting_since, again(taken).why) == (None, Why.NEW)


def test_what_was_typed_stays_where_the_question_is_refused(
    client: Client, taken: Submission, other_reviewer: User
) -> None:
    client.force_login(other_reviewer)
    address = reverse("reviews:desk_conversation", args=[taken.public_id])
    refused = client.post(address, {"text": "Which region?", "act": "ask"})

    assert refused.status_code == 422
    assert "Another reviewer has taken this submission." in refused.content.decode()
    assert "Which region?" in refused.content.decode()
    assert not Message.objects.exists()


def test_pages_of_a_conflict_are_closed(client: Client, submission: Submission, reviewer: User) -> None:
    ConflictOfInterest.objects.create(user=reviewer, partner=submission.offer.partner)
    client.force_login(reviewer)

    assert client.get(reverse("reviews:desk_conversation", args=[submission.public_id])).status_code == 403
