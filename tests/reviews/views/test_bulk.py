"""Acts on several rows: each as a single one, those that are refused left as they are and named."""

from typing import Any

import pytest
from django.contrib.messages import get_messages
from django.test import Client
from django.urls import reverse

from cosell.accounts.models import User
from cosell.audit.models import AuditEntry
from cosell.notifications.models import Notification
from offers.models import DocumentKind
from reviews.models import Reason, Submission, SubmissionState
from reviews.services import submissions
from tests.builders import make_member
from tests.reviews.building import again, item_about, make_full_offer, make_version, published, queued

pytestmark = pytest.mark.django_db


@pytest.fixture
def post(client: Client, reviewer: User) -> Any:
    """Choose these rows and press the button; what the person is told comes back."""
    client.force_login(reviewer)

    def _post(act: str, rows: list[Submission], **fields: Any) -> list[str]:
        data = {"act": act, "row": [str(row.public_id) for row in rows], **fields}
        answer = client.post(reverse("reviews:bulk") + "?queue=mine", data)
        assert (answer.status_code, answer.headers["Location"]) == (
            302,
            reverse("reviews:queue") + "?queue=mine",
        )
        return [str(message) for message in get_messages(answer.wsgi_request)]

    return _post


def published_by_somebody() -> Submission:
    offer = make_full_offer()
    return published(offer, by=make_member(offer.partner))


def test_takes_those_that_are_free_and_names_the_other(
    post: Any, reviewer: User, other_reviewer: User
) -> None:
    rows = queued(3)
    submissions.take(actor=other_reviewer, submission=rows[1])
    said = post("take", rows)

    assert [again(row).reviewer for row in rows] == [reviewer, other_reviewer, reviewer]
    assert said[0] == "2 submissions done."
    assert len(said) == 2
    assert said[1].startswith(f"{rows[1].offer.name} #1 was left as it is: ")
    assert AuditEntry.objects.filter(action="reviews.taken", actor=reviewer).count() == 2


def test_gives_back_and_hands_over(post: Any, reviewer: User, other_reviewer: User) -> None:
    rows = queued(3)
    for row in rows:
        submissions.take(actor=reviewer, submission=row)
    post("release", rows[:1])
    post("hand_over", rows[1:], to=str(other_reviewer.public_id), note="I am away.")

    assert [again(row).reviewer for row in rows] == [None, other_reviewer, other_reviewer]
    assert again(rows[0]).state == SubmissionState.QUEUED
    assert Notification.objects.filter(code="reviews.handed_over", user=other_reviewer).count() == 2


def test_approves_what_is_left_and_decides_as_one_by_one(post: Any, reviewer: User) -> None:
    plain, drawn = published_by_somebody(), make_full_offer()
    make_version(drawn, DocumentKind.ARCHITECTURE_DIAGRAM)
    with_diagram = published(drawn, by=make_member(drawn.partner))
    for row in (plain, with_diagram):
        submissions.take(actor=reviewer, submission=row)
    said = post("approve_rest", [plain, with_diagram])

    assert [again(row).state for row in (plain, with_diagram)] == ["decided", "in_review"]
    assert not with_diagram.items.exclude(verdict="").exists(), "nothing of what was refused stays"
    assert "Say how much of the infrastructure runs on Azure." in said[1]
    assert Notification.objects.filter(code="reviews.decided").count() == 1
    assert AuditEntry.objects.filter(action="reviews.decided").count() == 1


def test_decides_only_what_has_every_verdict(post: Any, reviewer: User) -> None:
    row = published_by_somebody()
    submissions.take(actor=reviewer, submission=row)
    said = post("decide", [row])

    assert again(row).state == "in_review"
    assert "has no verdict yet" in said[0]


def test_what_was_typed_and_chosen_stays_where_something_is_missing(client: Client, reviewer: User) -> None:
    [row] = queued(1)
    submissions.take(actor=reviewer, submission=row)
    client.force_login(reviewer)
    data = {"act": "hand_over", "row": [str(row.public_id)], "note": "Nearly done."}
    answer = client.post(reverse("reviews:bulk") + "?queue=mine", data)

    assert answer.status_code == 422
    page = answer.content.decode()
    assert "Nearly done." in page
    assert "data-row-choice checked" in page
    assert again(row).reviewer == reviewer


def test_own_organisation_stays_out_of_reach(post: Any, reviewer: User) -> None:
    row = published_by_somebody()
    Submission.objects.filter(pk=row.pk).update(submitted_by=reviewer)
    post("take", [row])

    assert again(row).reviewer is None


@pytest.mark.parametrize(("act", "row"), [("explode", None), ("take", "not-an-id")])
def test_what_no_page_sends_is_not_found(client: Client, reviewer: User, act: str, row: str | None) -> None:
    [found] = queued(1)
    client.force_login(reviewer)
    answer = client.post(reverse("reviews:bulk"), {"act": act, "row": row or str(found.public_id)})

    assert answer.status_code == 404


# --- The same item of several is sent back ----------------------------------------------------------------------------


def three_taken(reviewer: User) -> list[Submission]:
    rows = [published_by_somebody() for _each in range(3)]
    for row in rows:
        submissions.take(actor=reviewer, submission=row)
    return rows


def verdicts(row: Submission, subject: str = "links") -> tuple[str, str, str]:
    item = item_about(row, subject)
    return item.verdict, item.reason_code, item.reason


def test_sends_the_same_item_back_and_tells_nobody_before_the_decision(post: Any, reviewer: User) -> None:
    rows = three_taken(reviewer)
    said = post("send_back", rows[:2], subject="links", reason="The page is in French only.")

    assert said == ["2 submissions done."]
    assert [verdicts(row) for row in rows] == [
        *[("sent_back", "", "The page is in French only.")] * 2,
        ("",) * 3,
    ]
    assert [again(row).state for row in rows] == ["in_review"] * 3
    assert not Notification.objects.filter(code="reviews.decided").exists()


def test_sends_back_and_decides_as_one_by_one(post: Any, reviewer: User) -> None:
    rows = three_taken(reviewer)
    reason = next(each for each in Reason.objects.filter(is_active=True) if "links" in each.about)
    said = post("send_back_and_decide", rows, subject="links", reason_code=reason.code)

    assert said == ["3 submissions done."]
    assert [again(row).state for row in rows] == ["decided"] * 3
    assert {item_about(row, "links").reason_told["en"] for row in rows} == {reason.sentence_en}
    assert {verdicts(row, "customer_one_pager")[0] for row in rows} == {"approved"}
    assert Notification.objects.filter(code="reviews.decided").count() == 3
    assert AuditEntry.objects.filter(action="reviews.decided", actor=reviewer).count() == 3


def send(client: Client, reviewer: User, act: str, rows: list[Submission], **fields: Any) -> Any:
    client.force_login(reviewer)
    data = {"act": act, "row": [str(row.public_id) for row in rows], **fields}
    return client.post(reverse("reviews:bulk") + "?queue=mine", data)


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"subject": "links"}, "reason"),
        ({"reason": "No."}, "subject"),
        ({"subject": "contacts", "reason_code": "links"}, "reason_code"),
    ],
)
def test_send_back_that_is_incomplete_comes_back_as_typed(
    client: Client, reviewer: User, fields: dict[str, str], field: str
) -> None:
    rows = three_taken(reviewer)
    if "reason_code" in fields:
        fits = [each.code for each in Reason.objects.filter(is_active=True) if "contacts" not in each.about]
        fields = {**fields, "reason_code": fits[0]}
    answer = send(client, reviewer, "send_back", rows, **fields)

    assert (answer.status_code, list(answer.context["send_back"].errors)) == (422, [field])
    assert answer.content.decode().count("data-row-choice checked") == 3
    assert {verdicts(row)[0] for row in rows} == {""}


def test_what_could_not_be_sent_back_keeps_the_words_and_stays_chosen(client: Client, reviewer: User) -> None:
    rows = three_taken(reviewer)
    rows[1].items.filter(kind="links").delete()
    answer = send(client, reviewer, "send_back", rows, subject="links", reason="Say where it is sold.")
    page = answer.content.decode()

    assert answer.status_code == 422
    assert [verdicts(row)[0] for row in (rows[0], rows[2])] == ["sent_back"] * 2
    assert "There is no such item to be judged in it." in page
    assert "Say where it is sold." in page
    assert page.count("data-row-choice checked") == 1
    assert f'value="{rows[1].public_id}"' in page.split("data-row-choice checked")[0].rsplit("<input", 1)[1]


def test_hand_over_that_is_refused_keeps_the_note(
    client: Client, reviewer: User, other_reviewer: User
) -> None:
    rows = three_taken(reviewer)
    Submission.objects.filter(pk=rows[0].pk).update(submitted_by=other_reviewer)
    answer = send(client, reviewer, "hand_over", rows, to=str(other_reviewer.public_id), note="I am away.")

    assert (answer.status_code, answer.context["hand_over"]["note"].value()) == (422, "I am away.")
    assert [again(row).reviewer for row in rows] == [reviewer, other_reviewer, other_reviewer]


def test_all_rows_of_the_page_are_chosen_without_a_script(client: Client, reviewer: User) -> None:
    for row in queued(3):
        submissions.take(actor=reviewer, submission=row)
    answer = send(client, reviewer, "choose_all", [], note="I am away.")
    page = answer.content.decode()

    assert answer.status_code == 200
    assert page.count("data-row-choice checked") == 3
    assert "Choose all 3 rows of this page" in " ".join(page.split())
    assert "I am away." in page


def test_nothing_chosen_is_said(post: Any) -> None:
    assert post("take", []) == ["Choose at least one row."]
