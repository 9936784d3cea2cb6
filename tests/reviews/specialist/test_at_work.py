"""A request at work, on the pages: both sides of the conversation, documents, hand-over, what stands in the queue."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from cosell.accounts.models import User
from offers.models import CloudSpecialistRequest
from reviews.models import Message, Submission
from reviews.services import presence, submissions
from reviews.services.conversation import say
from reviews.services.specialist import (
    ask_about_request,
    complete_request,
    decline_request,
    file_request,
    hand_over_request,
    provide_documents,
    take_request,
)
from tests.builders import make_offer, make_user
from tests.reviews.building import approve_all, make_version

pytestmark = pytest.mark.django_db
Act = Callable[..., Any]


@pytest.fixture
def as_(client: Client) -> Callable[[User], Client]:
    def _as(person: User) -> Client:
        client.force_login(person)
        return client

    return _as


def desk(name: str, row: CloudSpecialistRequest) -> str:
    return reverse(f"reviews:specialist_{name}", args=[row.public_id])


def tab(row: CloudSpecialistRequest, name: str = "") -> str:
    if not name:
        return reverse("reviews:specialist", args=[row.offer.public_id])
    return reverse(f"reviews:specialist_{name}", args=[row.offer.public_id, row.public_id])


def words(answer: Any) -> str:
    return " ".join(answer.content.decode().split())


def said(answer: Any) -> list[str]:
    return [str(message) for message in answer.context["messages"]]


# --- The partner's tab ------------------------------------------------------------------------------------------


def test_tab_says_who_works_on_it_and_until_when(
    as_: Act, taken: CloudSpecialistRequest, owner: User
) -> None:
    CloudSpecialistRequest.objects.update(due_at="2031-03-04T10:00:00Z")
    page = words(as_(owner).get(tab(taken)))

    assert "Rita Reviewer works on it with you. You may expect the outcome by 4 Mar 2031." in page


def test_tab_of_one_that_waits_for_a_specialist_says_until_when(
    as_: Act, filed: CloudSpecialistRequest, owner: User
) -> None:
    CloudSpecialistRequest.objects.update(due_at="2031-03-04T10:00:00Z")
    page = words(as_(owner).get(tab(filed)))

    assert "It waits for a specialist to take it. You may expect the outcome by 4 Mar 2031." in page


@pytest.mark.parametrize(
    ("close", "sentence"),
    [(complete_request, "The request is completed."), (decline_request, "The request was declined.")],
)
def test_tab_tells_the_outcome_with_its_reason(
    as_: Act, taken: CloudSpecialistRequest, owner: User, reviewer: User, close: Act, sentence: str
) -> None:
    close(actor=reviewer, request=taken, outcome="Because <b> of the diagram.")
    page = words(as_(owner).get(tab(taken)))

    assert [sentence in page, page.count("Because &lt;b&gt; of the diagram.")] == [True, 1]


def test_what_an_editor_writes_while_a_question_waits_is_the_answer(
    as_: Act, taken: CloudSpecialistRequest, owner: User, reviewer: User
) -> None:
    ask_about_request(actor=reviewer, request=taken, text="Which region?")
    asked = words(as_(owner).get(tab(taken)))
    answer = as_(owner).post(tab(taken, "conversation"), {"text": "West Europe."}, follow=True)
    as_(owner).post(tab(taken, "conversation"), {"text": "And North Europe."})

    assert "Which region?" in asked
    assert "The specialist waits for you" in asked
    assert said(answer) == ["Answered. The specialist goes on."]
    assert list(Message.objects.values_list("kind", flat=True)) == ["question", "answer", "message"]


def test_tab_keeps_a_message_that_was_refused(as_: Act, taken: CloudSpecialistRequest, owner: User) -> None:
    answer = as_(owner).post(tab(taken, "conversation"), {"text": "x" * 4001})

    assert (answer.status_code, list(answer.context["talk"].errors)) == (422, ["text"])
    assert "x" * 4001 in answer.content.decode()
    assert not Message.objects.exists()


def test_documents_are_handed_in_on_the_tab_and_shown_on_both_sides(
    as_: Act, taken: CloudSpecialistRequest, owner: User, reviewer: User
) -> None:
    make_version(taken.offer, "architecture_diagram", original_name="drawing.pdf")
    before = words(as_(owner).get(tab(taken)))
    answer = as_(owner).post(tab(taken, "provide"), {"note": "The newest."}, follow=True)
    submission = Submission.objects.get()
    partners, specialists = words(answer), words(as_(reviewer).get(desk("request", taken)))

    assert "To be handed in:" in before
    assert "drawing.pdf" in before
    assert said(answer) == ["Handed in. You read the verdicts here as soon as they are made."]
    assert (submission.request, submission.note) == (taken, "The newest.")
    assert "through this request" in partners
    assert "Hand in to the specialist" not in partners
    assert f'href="/review/{submission.public_id}/?item=' in specialists


def test_note_of_what_could_not_be_handed_in_stays(
    as_: Act, taken: CloudSpecialistRequest, owner: User
) -> None:
    answer = as_(owner).post(tab(taken, "provide"), {"note": "The newest."})

    assert answer.status_code == 422
    assert "There is nothing new to send" in words(answer)
    assert "The newest." in words(answer)


def test_tab_of_a_viewer_is_read_only(as_: Act, taken: CloudSpecialistRequest, viewer: User) -> None:
    make_version(taken.offer)
    page = words(as_(viewer).get(tab(taken)))

    assert "Conversation with the specialist" in page
    assert [
        text for text in ("Hand in to the specialist", "<textarea", "Upload documents") if text in page
    ] == []


def test_tab_leads_microsoft_to_the_desk_and_shows_no_conversation(
    as_: Act, taken: CloudSpecialistRequest, reviewer: User
) -> None:
    say(actor=reviewer, about=taken, text="Welcome to the desk.")
    page = words(as_(reviewer).get(tab(taken)))

    assert desk("request", taken) in page
    assert "Welcome to the desk." not in page


def test_conversation_of_another_offer_is_not_found(
    as_: Act, taken: CloudSpecialistRequest, owner: User
) -> None:
    other = make_offer(taken.offer.partner)
    address = reverse("reviews:specialist_conversation", args=[other.public_id, taken.public_id])

    assert as_(owner).post(address, {"text": "Hello"}).status_code == 404


def test_tab_costs_the_same_with_much_on_it(
    as_: Act, taken: CloudSpecialistRequest, owner: User, reviewer: User
) -> None:
    fill(taken, owner, reviewer, 1)
    few = count_queries(as_(owner), tab(taken))
    fill(taken, owner, reviewer, 5)

    assert count_queries(as_(owner), tab(taken)) == few


def fill(row: CloudSpecialistRequest, owner: User, reviewer: User, rounds: int) -> None:
    """So many rounds of words and documents."""
    for _round in range(rounds):
        say(actor=owner, about=row, text="Hello")
        say(actor=reviewer, about=row, text="Hello")
        make_version(row.offer, "other")
        submission = provide_documents(actor=owner, request=row)
        submissions.enter_queue(submission.pk)
        approve_all(submission, reviewer)
        submissions.decide(actor=reviewer, submission=submission)


def count_queries(client: Client, address: str) -> int:
    client.get(address)
    with CaptureQueriesContext(connection) as counted:
        assert client.get(address).status_code == 200
    return len(counted)


# --- The desk ---------------------------------------------------------------------------------------------------


def test_specialist_asks_and_goes_on_without_an_answer(
    as_: Act, taken: CloudSpecialistRequest, reviewer: User
) -> None:
    asked = as_(reviewer).post(
        desk("desk_conversation", taken), {"text": "Which region?", "act": "ask"}, follow=True
    )
    went_on = as_(reviewer).post(desk("go_on", taken), follow=True)

    assert said(asked) == ["Asked. The request waits for the partner; its time stands still."]
    assert "Go on without an answer" in words(asked)
    assert said(went_on) == ["The request goes on; its time runs again."]


def test_question_of_a_colleague_stays_typed_with_the_reason(
    as_: Act, taken: CloudSpecialistRequest, other_reviewer: User
) -> None:
    answer = as_(other_reviewer).post(
        desk("desk_conversation", taken), {"text": "Which region?", "act": "ask"}
    )

    assert answer.status_code == 422
    assert "Another specialist works on this request." in words(answer)
    assert "Which region?" in words(answer)


def test_desk_offers_what_each_may_do(
    as_: Act, taken: CloudSpecialistRequest, reviewer: User, other_reviewer: User
) -> None:
    shown = {}
    for person in (reviewer, other_reviewer, make_user(role="programme_admin")):
        page = words(as_(person).get(desk("request", taken)))
        shown[person.pk] = tuple(
            text in page for text in ("Back to the pool", "hand-over/", "Close the request", "Ask, and wait")
        )

    assert list(shown.values()) == [
        (True, True, True, True),
        (False, False, False, False),
        (True, True, True, False),
    ]


def test_release_leads_back_to_the_queue(as_: Act, taken: CloudSpecialistRequest, reviewer: User) -> None:
    answer = as_(reviewer).post(desk("release", taken), follow=True)

    assert said(answer) == ["It is back in the pool, in its old place. The partner was told."]
    assert [row.pk for row in answer.context["listing"].page] == [taken.pk]


def test_hand_over_shows_the_note_and_keeps_what_was_typed(
    as_: Act, taken: CloudSpecialistRequest, reviewer: User, other_reviewer: User
) -> None:
    address = desk("hand_over", taken)
    refused = as_(reviewer).post(address, {"to": "", "note": "The diagram is left."})
    as_(reviewer).post(address, {"to": str(other_reviewer.public_id), "note": "The diagram is left."})
    page = words(as_(other_reviewer).get(desk("request", taken)))

    assert (refused.status_code, "The diagram is left." in words(refused)) == (422, True)
    assert "Handed over by Rita Reviewer" in page
    assert "The diagram is left." in page


def test_note_of_a_hand_over_is_not_the_partners_to_read(
    as_: Act, taken: CloudSpecialistRequest, owner: User, reviewer: User, other_reviewer: User
) -> None:
    hand_over_request(actor=reviewer, request=taken, to=other_reviewer, note="They are slow.")
    page = words(as_(owner).get(tab(taken)))

    assert ("They are slow." in page, "Otto Other works on it with you." in page) == (False, True)


def test_desk_says_that_it_is_overdue(as_: Act, taken: CloudSpecialistRequest, reviewer: User) -> None:
    before = words(as_(reviewer).get(desk("request", taken)))
    CloudSpecialistRequest.objects.update(due_at=timezone.now() - timedelta(minutes=1))
    after = words(as_(reviewer).get(desk("request", taken)))

    assert (">overdue" in before.replace(" ", ""), ">overdue" in after.replace(" ", "")) == (False, True)


def test_desk_and_queue_name_who_reads_along(
    as_: Act, filed: CloudSpecialistRequest, reviewer: User, other_reviewer: User
) -> None:
    presence.sign_of_life(actor=other_reviewer, about=filed)
    line = "Otto Other is reading this"

    assert line in words(as_(reviewer).post(desk("reading", filed)))
    assert line in words(as_(reviewer).get(reverse("reviews:specialist_queue")))


def test_desk_costs_the_same_with_much_on_it(
    as_: Act, taken: CloudSpecialistRequest, owner: User, reviewer: User
) -> None:
    fill(taken, owner, reviewer, 1)
    few = count_queries(as_(reviewer), desk("request", taken))
    fill(taken, owner, reviewer, 5)

    assert count_queries(as_(reviewer), desk("request", taken)) == few


def test_decision_about_its_documents_leads_back_to_the_request(
    as_: Act, taken: CloudSpecialistRequest, owner: User, reviewer: User
) -> None:
    make_version(taken.offer)
    submission = provide_documents(actor=owner, request=taken)
    submissions.enter_queue(submission.pk)
    approve_all(submission, reviewer)
    shown = words(as_(reviewer).get(reverse("reviews:desk", args=[submission.public_id])))
    answer = as_(reviewer).post(reverse("reviews:decide", args=[submission.public_id]))

    assert "Provided through" in shown
    assert answer.headers["Location"] == desk("request", taken)


# --- The queue --------------------------------------------------------------------------------------------------


def shown(client: Client, **query: str) -> list[str]:
    answer = client.get(reverse("reviews:specialist_queue"), query)
    return [row.offer_name for row in answer.context["listing"].page]


@pytest.fixture
def some(owner: User, reviewer: User) -> None:
    """Filed by different organisations: due later, overdue, and one that waits for its partner."""
    for number, name in enumerate(("Later", "Late", "Asked")):
        offer = make_offer(name=name)
        author = make_user(name=f"Author {number}")
        offer.partner.memberships.create(user=author, role="owner")
        row = file_request(actor=author, offer=offer, needs="Help", creation_key=author.public_id)
        if name == "Late":
            CloudSpecialistRequest.objects.filter(pk=row.pk).update(
                due_at=timezone.now() - timedelta(hours=1), why="released"
            )
        if name == "Asked":
            take_request(actor=reviewer, request=row)
            ask_about_request(actor=reviewer, request=row, text="Which region?")


@pytest.mark.usefixtures("some")
def test_queues_and_filters_narrow_down_by_the_address(as_: Act, reviewer: User) -> None:
    client = as_(reviewer)

    assert shown(client) == ["Late", "Later"]
    assert shown(client, queue="overdue") == ["Late"]
    assert shown(client, queue="partner") == ["Asked"]
    assert shown(client, queue="mine") == []
    assert shown(client, why="released") == ["Late"]
    assert shown(client, why="new") == ["Later"]
    assert shown(client, due="overdue") == ["Late"]
    assert shown(client, due="later") == ["Later"]
    assert shown(client, q="late", why="new") == ["Later"]


@pytest.mark.usefixtures("some")
def test_tabs_count_what_stands_in_them(as_: Act, reviewer: User) -> None:
    answer = as_(reviewer).get(reverse("reviews:specialist_queue"))
    counts = {str(each["label"]): each["count"] for each in answer.context["listing"].tabs}

    assert counts == {
        "Open": 2,
        "Overdue": 1,
        "Mine": 0,
        "Waiting for the partner": 1,
        "In progress with others": 0,
        "Completed": None,
        "Declined": None,
    }


def test_queue_leaves_out_what_one_has_filed_oneself(
    as_: Act, filed: CloudSpecialistRequest, owner: User, reviewer: User
) -> None:
    before = shown(as_(reviewer))
    CloudSpecialistRequest.objects.update(requested_by=reviewer)

    assert (before, shown(as_(reviewer))) == ([filed.offer.name], [])
    assert as_(reviewer).get(desk("request", filed)).status_code == 403
