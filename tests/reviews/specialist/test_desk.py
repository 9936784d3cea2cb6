"""The cloud specialists' desk: the queue of requests, taking one, closing it."""

import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from cosell.accounts.models import Membership, User
from offers.models import CloudSpecialistRequest, Offer
from reviews.services.specialist import take_request
from tests.builders import make_offer, make_user
from tests.reviews.building import make_version

pytestmark = pytest.mark.django_db


@pytest.fixture
def specialist(client: Client, reviewer: User) -> Client:
    client.force_login(reviewer)
    return client


@pytest.fixture
def show(specialist: Client) -> Callable[..., list[CloudSpecialistRequest]]:
    def _show(**query: Any) -> list[CloudSpecialistRequest]:
        answer = specialist.get(reverse("reviews:specialist_queue"), query)
        shown = [row.pk for row in answer.context["listing"].page]
        rows = CloudSpecialistRequest.objects.in_bulk(shown)
        return [rows[key] for key in shown]

    return _show


def address(name: str, row: CloudSpecialistRequest) -> str:
    return reverse(f"reviews:specialist_{name}", args=[row.public_id])


def words(answer: Any) -> str:
    return " ".join(answer.content.decode().split())


def many(count: int, **fields: Any) -> list[CloudSpecialistRequest]:
    return [
        CloudSpecialistRequest.objects.create(offer=make_offer(), needs="Help.", **fields)
        for _number in range(count)
    ]


def test_queues_hold_what_their_name_says(
    show: Callable[..., list[CloudSpecialistRequest]], reviewer: User, other_reviewer: User
) -> None:
    waiting, mine, others, completed, declined = many(5)
    for row, fields in (
        (mine, {"state": "in_progress", "specialist": reviewer}),
        (others, {"state": "in_progress", "specialist": other_reviewer}),
        (completed, {"state": "completed", "closed_at": "2020-11-02T00:00:00Z"}),
        (declined, {"state": "declined", "closed_at": "2020-11-01T00:00:00Z"}),
    ):
        CloudSpecialistRequest.objects.filter(pk=row.pk).update(**fields)
    shown = {queue: show(queue=queue) for queue in ("open", "mine", "others", "completed", "declined")}

    assert shown == {
        "open": [waiting],
        "mine": [mine],
        "others": [others],
        "completed": [completed],
        "declined": [declined],
    }


def test_next_one_is_the_most_urgent_of_the_queue_as_it_is_filtered(
    specialist: Client, reviewer: User
) -> None:
    first, second, own = many(3)
    due = {first: "2020-11-03T00:00:00Z", second: "2020-11-02T00:00:00Z", own: "2020-11-01T00:00:00Z"}
    for row, day in due.items():
        CloudSpecialistRequest.objects.filter(pk=row.pk).update(due_at=day)
    CloudSpecialistRequest.objects.filter(pk=own.pk).update(requested_by=reviewer)
    Offer.objects.filter(pk=first.offer_id).update(name="Needle")
    take_next = reverse("reviews:specialist_take_next")

    led_to = [
        specialist.post(f"{take_next}{query}").headers["Location"]
        for query in ("?q=Needle", "", "?queue=overdue")
    ]
    assert led_to == [
        address("request", first),
        address("request", second),
        f"{reverse('reviews:specialist_queue')}?queue=overdue",
    ]
    assert [row.specialist for row in CloudSpecialistRequest.objects.order_by("pk")] == [
        reviewer,
        reviewer,
        None,
    ]


def test_queue_filters_like_the_other_one(show: Callable[..., list[CloudSpecialistRequest]]) -> None:
    first, second = many(2)
    Offer.objects.filter(pk=second.offer_id).update(name="Insights", type="power_bi_app")

    assert show(q="insights") == [second]
    assert show(type="power_bi_app") == [second]
    assert show(partner=str(first.offer.partner.public_id)) == [first]


@pytest.mark.parametrize("rows", [1, 50, 250])
def test_queue_costs_the_same_for_many_rows(
    specialist: Client, rows: int, django_assert_num_queries: Any
) -> None:
    many(rows)
    specialist.get(reverse("reviews:specialist_queue"))
    with django_assert_num_queries(7):
        specialist.get(reverse("reviews:specialist_queue"))


def test_queue_hides_requests_of_the_reviewers_own_organisation(
    show: Callable[..., list[CloudSpecialistRequest]], filed: CloudSpecialistRequest, reviewer: User
) -> None:
    Membership.objects.create(user=reviewer, partner=filed.offer.partner, role="viewer")

    assert show() == []


def test_request_page_shows_the_need_and_the_documents(
    specialist: Client, filed: CloudSpecialistRequest
) -> None:
    make_version(filed.offer, "architecture_diagram", original_name="drawing.pdf")
    page = words(specialist.get(address("request", filed)))
    shown = ["Help with the deck.", "drawing.pdf", "/download/", "Azure Virtual Machine", "Contoso Ltd"]

    assert [text for text in shown if text not in page] == []


def test_request_is_taken_and_completed(
    specialist: Client, filed: CloudSpecialistRequest, reviewer: User
) -> None:
    specialist.post(address("take", filed))
    answer = specialist.post(address("close", filed), {"act": "complete", "outcome": "All documents are in."})
    row = CloudSpecialistRequest.objects.get()

    assert answer.headers["Location"] == reverse("reviews:specialist_queue")
    assert (row.state, row.specialist, row.outcome) == ("completed", reviewer, "All documents are in.")


def test_request_is_declined_without_being_taken(specialist: Client, filed: CloudSpecialistRequest) -> None:
    specialist.post(address("close", filed), {"act": "decline", "outcome": "Not an Azure solution."})

    assert CloudSpecialistRequest.objects.get().state == "declined"


@pytest.mark.parametrize(
    ("outcome", "fault"),
    [
        (" ", "Say how it ended, so that the partner knows what to do."),
        ("x" * 2001, "Ensure this value has at most 2000 characters (it has 2001)."),
    ],
)
def test_request_closed_badly_comes_back_as_typed(
    specialist: Client, filed: CloudSpecialistRequest, outcome: str, fault: str
) -> None:
    answer = specialist.post(address("close", filed), {"act": "decline", "outcome": outcome})

    assert (answer.status_code, answer.context["form"].errors) == (422, {"outcome": [fault]})
    assert CloudSpecialistRequest.objects.get().state == "open"


@pytest.mark.parametrize("act", ["", "approve"])
def test_request_knows_no_other_act(specialist: Client, filed: CloudSpecialistRequest, act: str) -> None:
    assert specialist.post(address("close", filed), {"act": act, "outcome": "Done."}).status_code == 404


def test_request_completed_before_it_is_taken_says_so(
    specialist: Client, filed: CloudSpecialistRequest
) -> None:
    answer = specialist.post(address("close", filed), {"act": "complete", "outcome": "Done."}, follow=True)

    assert next(str(message) for message in answer.context["messages"]).startswith("Somebody was faster")


def test_request_taken_twice_is_one_specialists(
    specialist: Client, filed: CloudSpecialistRequest, other_reviewer: User
) -> None:
    take_request(actor=other_reviewer, request=filed)
    answer = specialist.post(address("take", filed), follow=True)

    assert CloudSpecialistRequest.objects.get().specialist == other_reviewer
    assert next(str(message) for message in answer.context["messages"]).startswith("Somebody was faster")


def test_request_of_a_colleague_is_closed_by_nobody_else(
    specialist: Client, filed: CloudSpecialistRequest, other_reviewer: User
) -> None:
    take_request(actor=other_reviewer, request=filed)
    page = words(specialist.get(address("request", filed)))
    answer = specialist.post(address("close", filed), {"act": "complete", "outcome": "Done."}, follow=True)

    assert "Close the request" not in page
    assert [str(message) for message in answer.context["messages"]] == [
        "Another specialist works on this request."
    ]


def test_pages_are_closed_to_partners_and_to_conflicts(
    client: Client, filed: CloudSpecialistRequest, reviewer: User
) -> None:
    client.force_login(make_user())
    stranger = client.get(address("request", filed)).status_code
    Membership.objects.create(user=reviewer, partner=filed.offer.partner, role="viewer")
    client.force_login(reviewer)

    assert (stranger, client.get(address("request", filed)).status_code) == (403, 403)


def test_page_of_nothing_is_not_found(specialist: Client) -> None:
    assert specialist.get(reverse("reviews:specialist_request", args=[uuid.uuid4()])).status_code == 404
