"""The desk: one item after the other, refusals in words, nothing that was typed is lost."""

from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from cosell.accounts.models import Membership, User
from offers.models import DocumentVersion, Offer
from reviews.models import Submission, SubmissionItem
from reviews.services import submissions
from tests.builders import make_user
from tests.reviews.building import (
    again,
    approve_all,
    decided,
    item_about,
    items,
    make_contact,
    make_full_offer,
    make_version,
    published,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def taken(client: Client, offer: Offer, owner: User, reviewer: User) -> Submission:
    """With a one-pager and a diagram, in review by ``reviewer``, who is signed in."""
    make_version(offer)
    make_version(offer, "architecture_diagram")
    submission = published(offer, by=owner)
    submissions.take(actor=reviewer, submission=submission)
    client.force_login(reviewer)
    return submission


def desk_of(submission: Submission) -> str:
    return reverse("reviews:desk", args=[submission.public_id])


def verdict_on(item: SubmissionItem) -> str:
    return reverse("reviews:verdict", args=[item.submission.public_id, item.public_id])


VERDICT = 'id="verdict"'


def said(answer: Any) -> list[str]:
    return [str(message) for message in answer.context["messages"]]


def test_desk_opens_the_first_item_without_a_verdict(
    client: Client, taken: Submission, reviewer: User
) -> None:
    publishing = item_about(taken, "publishing")
    submissions.save_verdict(actor=reviewer, item=publishing, verdict="approved")
    answer = client.get(desk_of(taken))

    assert answer.context["current"].kind == "listing"
    assert client.get(desk_of(taken), {"item": publishing.public_id}).context["current"] == publishing


@pytest.mark.parametrize("wanted", ["no-uuid", "00000000-0000-0000-0000-000000000000"])
def test_desk_with_an_unknown_item_opens_the_first(client: Client, taken: Submission, wanted: str) -> None:
    assert client.get(desk_of(taken), {"item": wanted}).context["current"].kind == "publishing"


def test_desk_passes_over_a_page_that_is_no_number(client: Client, taken: Submission) -> None:
    assert client.get(desk_of(taken), {"page": "²"}).status_code == 200


@pytest.mark.parametrize(
    ("subject", "shown"),
    [
        ("publishing", ["Software as a service", "Contoso Ltd", "France"]),
        ("listing", ["Azure", "Enterprise (2,500 employees or more)", "Azure – data and AI (Big data)"]),
        ("links", ['href="https://www.contoso.example/insights"', "https://social.example/contoso"]),
        ("contacts", ["Jordan Ruiz", "Partner sales", "Sales contacts cover 1 of 1 eligible countries"]),
        ("customer_one_pager", ["customer_one_pager-1.pdf", "/pages/1/", "/pages/2/", "/download/"]),
    ],
)
def test_desk_shows_each_part_in_full(
    client: Client, taken: Submission, subject: str, shown: list[str]
) -> None:
    page = client.get(desk_of(taken), {"item": item_about(taken, subject).public_id}).content.decode()

    assert [text for text in shown if text not in page] == []


def test_desk_shows_what_was_sent_not_what_is_edited_since(client: Client, taken: Submission) -> None:
    Offer.objects.update(landing_page_url="https://elsewhere.example/")
    page = client.get(desk_of(taken), {"item": item_about(taken, "links").public_id}).content.decode()

    assert "https://www.contoso.example/insights" in page
    assert "elsewhere.example" not in page


def test_desk_offers_other_files_for_download(client: Client, taken: Submission) -> None:
    DocumentVersion.objects.update(page_images=0)
    page = client.get(
        desk_of(taken), {"item": item_about(taken, "customer_one_pager").public_id}
    ).content.decode()

    assert "This type of file cannot be shown here" in page


@pytest.mark.parametrize("more", [0, 12])
def test_desk_costs_the_same_for_many_items(
    client: Client, offer: Offer, owner: User, reviewer: User, more: int, django_assert_num_queries: Any
) -> None:
    make_version(offer)
    for _number in range(more):
        make_version(offer, "other")
        make_contact(offer)
    submission = published(offer, by=owner)
    submissions.take(actor=reviewer, submission=submission)
    client.force_login(reviewer)
    client.get(desk_of(submission))
    with django_assert_num_queries(31):
        client.get(desk_of(submission))


def test_desk_of_a_waiting_submission_can_be_taken(
    client: Client, submission: Submission, reviewer: User
) -> None:
    client.force_login(reviewer)
    page = client.get(desk_of(submission))
    client.post(reverse("reviews:take", args=[submission.public_id]))

    assert (page.context["may_take"], VERDICT in page.text) == (True, False)
    assert again(submission).reviewer == reviewer


def test_desk_of_a_colleague_is_read_only(client: Client, taken: Submission, other_reviewer: User) -> None:
    client.force_login(other_reviewer)
    answer = client.get(desk_of(taken))

    assert (answer.context["mine"], VERDICT in answer.text) == (False, False)
    assert "Rita Reviewer has taken it." in answer.content.decode()


def test_take_of_what_a_colleague_has_just_taken_says_so(
    client: Client, taken: Submission, other_reviewer: User
) -> None:
    client.force_login(other_reviewer)
    answer = client.post(reverse("reviews:take", args=[taken.public_id]), follow=True)

    assert said(answer) == [
        "Somebody was faster: this has changed in the meantime. Look at it again, then decide."
    ]


def test_verdict_is_saved_and_opens_the_next_item(client: Client, taken: Submission) -> None:
    item = item_about(taken, "publishing")
    answer = client.post(verdict_on(item), {"verdict": "approved"})
    following = item_about(taken, "listing")

    assert answer.headers["Location"] == f"{desk_of(taken)}?item={following.public_id}"
    assert item_about(taken, "publishing").verdict == "approved"


def test_verdict_on_the_last_open_item_stays_there(client: Client, taken: Submission, reviewer: User) -> None:
    approve_all(taken, reviewer, azure_percent=Decimal(60))
    item = item_about(taken, "links")
    answer = client.post(verdict_on(item), {"verdict": "sent_back", "reason": "Broken."})

    assert answer.headers["Location"] == f"{desk_of(taken)}?item={item.public_id}"


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("62.5", "62.50"),
        ("62,5", "62.50"),
        (" 62.5 % ", "62.50"),
        ("100", "100.00"),
        ("0", "0.00"),
        ("0,5", "0.50"),
    ],
)
def test_percentage_is_understood_as_people_type_it(
    client: Client, taken: Submission, typed: str, kept: str
) -> None:
    client.post(
        verdict_on(item_about(taken, "architecture_diagram")), {"verdict": "approved", "azure_percent": typed}
    )

    assert item_about(taken, "architecture_diagram").azure_percent == Decimal(kept)


@pytest.mark.parametrize(
    ("typed", "fault"),
    [
        ("", "Say how much of the infrastructure runs on Azure."),
        ("101", "A percentage lies between 0 and 100."),
        ("1000000", "A percentage lies between 0 and 100."),
        ("-1", "A percentage lies between 0 and 100."),
        ("62.505", "Write at most two decimals."),
        ("most of it", "Write a number such as 62.5."),
        ("NaN", "Write a number such as 62.5."),
        ("1e400", "A percentage lies between 0 and 100."),
        ("١٢٣", "A percentage lies between 0 and 100."),
    ],
)
def test_percentage_that_is_none_is_refused_at_the_field(
    client: Client, taken: Submission, typed: str, fault: str
) -> None:
    item = item_about(taken, "architecture_diagram")
    answer = client.post(verdict_on(item), {"verdict": "approved", "azure_percent": typed})

    assert answer.status_code == 422
    assert answer.context["form"].errors == {"azure_percent": [fault]}
    assert item_about(taken, "architecture_diagram").verdict == ""


@pytest.mark.parametrize(
    ("posted", "field"),
    [
        ({}, "verdict"),
        ({"verdict": "maybe"}, "verdict"),
        ({"verdict": "sent_back"}, "reason"),
        ({"verdict": "sent_back", "reason_code": "made_up"}, "reason_code"),
        ({"verdict": "sent_back", "reason": "x" * 2001}, "reason"),
    ],
)
def test_verdict_that_is_incomplete_comes_back_as_typed(
    client: Client, taken: Submission, posted: dict[str, str], field: str
) -> None:
    item = item_about(taken, "links")
    answer = client.post(verdict_on(item), {"reason": "", **posted})

    assert (answer.status_code, answer.context["current"]) == (422, item)
    assert list(answer.context["form"].errors) == [field]
    assert answer.context["form"].data["reason"] == posted.get("reason", "")
    assert answer.headers["HX-Push-Url"] == "false"


def test_verdict_typed_as_the_session_ended_comes_back_after_signing_in(
    client: Client, taken: Submission, reviewer: User
) -> None:
    item = item_about(taken, "links")
    page = f"{desk_of(taken)}?item={item.public_id}"
    client.get(page)
    del client.cookies["sessionid"]
    typed = {"verdict": "sent_back", "reason": "It is your company's home page."}
    answer = client.post(verdict_on(item), typed, headers={"Referer": f"http://testserver{page}"})
    client.force_login(reviewer)
    back = client.get(page)

    assert answer.status_code == 302
    assert back.context["form"].data["reason"] == typed["reason"]
    assert item_about(taken, "links").verdict == ""


def test_verdict_on_what_was_withdrawn_says_so(client: Client, taken: Submission, owner: User) -> None:
    item = item_about(taken, "links")
    submissions.withdraw(actor=owner, submission=taken)
    answer = client.post(verdict_on(item), {"verdict": "approved"}, follow=True)

    assert said(answer) == [
        "Somebody was faster: this has changed in the meantime. Look at it again, then decide."
    ]


def test_verdict_by_a_colleague_is_refused_in_words(
    client: Client, taken: Submission, other_reviewer: User
) -> None:
    client.force_login(other_reviewer)
    answer = client.post(verdict_on(item_about(taken, "links")), {"verdict": "approved"}, follow=True)

    assert said(answer) == ["Another reviewer has taken this submission."]
    assert item_about(taken, "links").verdict == ""


def test_decide_without_every_verdict_names_what_is_missing(
    client: Client, taken: Submission, reviewer: User
) -> None:
    for subject in ("publishing", "listing", "links", "customer_one_pager"):
        submissions.save_verdict(actor=reviewer, item=item_about(taken, subject), verdict="approved")
    answer = client.post(reverse("reviews:decide", args=[taken.public_id]), follow=True)

    assert said(answer) == ["Contacts has no verdict yet.", "Architecture diagram has no verdict yet."]
    assert again(taken).state == "in_review"


def test_decide_leads_back_to_the_queue(client: Client, taken: Submission, reviewer: User) -> None:
    approve_all(taken, reviewer, azure_percent=Decimal(60))
    answer = client.post(reverse("reviews:decide", args=[taken.public_id]))
    again_posted = client.post(reverse("reviews:decide", args=[taken.public_id]), follow=True)

    assert answer.headers["Location"] == reverse("reviews:queue")
    assert again(taken).state == "decided"
    assert said(again_posted)[-1].startswith("Somebody was faster")


def test_release_gives_it_back(client: Client, taken: Submission) -> None:
    answer = client.post(reverse("reviews:release", args=[taken.public_id]))

    assert answer.headers["Location"] == reverse("reviews:queue")
    assert (again(taken).state, again(taken).reviewer) == ("queued", None)


def test_desk_says_what_deciding_now_would_do(client: Client, taken: Submission, reviewer: User) -> None:
    before = client.get(desk_of(taken)).content.decode()
    make_version(taken.offer, "customer_case_study", state="approved", published_at=taken.submitted_at)
    approve_all(taken, reviewer, azure_percent=Decimal(60))
    after = client.get(desk_of(taken)).content.decode()

    assert 'The status stays <strong class="nowrap">Not ready</strong>.' in before
    assert (
        'from <strong class="nowrap">Not ready</strong> to <strong class="nowrap">Co-sell ready</strong>.'
        in after
    )


def test_revoke_needs_a_reason_and_takes_effect(client: Client, taken: Submission, reviewer: User) -> None:
    approve_all(taken, reviewer, azure_percent=Decimal(60))
    submissions.decide(actor=reviewer, submission=taken)
    item = item_about(taken, "customer_one_pager")
    address = reverse("reviews:revoke", args=[taken.public_id, item.public_id])
    refused = client.post(address, {"reason": " "})
    done = client.post(address, {"reason": "The customer objects."}, follow=True)

    assert refused.status_code == 422
    assert "Say why, so that the partner knows what to do." in refused.text
    assert said(done) == ["The approval was taken back. The partner was told."]
    assert "The approval was taken back later: The customer objects." in " ".join(
        done.content.decode().split()
    )


@pytest.mark.parametrize("conflict", ["member", "submitter"])
def test_desk_of_a_conflict_is_closed_with_the_reason(
    client: Client, taken: Submission, other_reviewer: User, conflict: str
) -> None:
    if conflict == "member":
        Membership.objects.create(user=other_reviewer, partner=taken.offer.partner, role="viewer")
    else:
        Submission.objects.update(submitted_by=other_reviewer)
    client.force_login(other_reviewer)
    item = item_about(taken, "links")

    assert client.get(desk_of(taken)).status_code == 403
    for name in ("take", "release", "decide"):
        assert client.post(reverse(f"reviews:{name}", args=[taken.public_id])).status_code == 403
    assert client.post(verdict_on(item), {"verdict": "approved"}).status_code == 403


def test_desk_is_closed_to_partners(client: Client, taken: Submission, owner: User) -> None:
    client.force_login(owner)

    assert client.get(desk_of(taken)).status_code == 403


def test_item_of_another_submission_is_not_found(client: Client, taken: Submission, reviewer: User) -> None:
    other = decided(published(make_full_offer()), make_user(role="reviewer"))
    address = reverse("reviews:verdict", args=[taken.public_id, items(other)[0].public_id])

    assert client.post(address, {"verdict": "approved"}).status_code == 404


def test_outlook_follows_every_verdict_at_once(client: Client, taken: Submission, reviewer: User) -> None:
    """As each verdict is saved the page that follows says what a decision now would mean."""
    told = []
    for item in items(taken):
        percent = {"azure_percent": "60"} if item.is_diagram else {}
        answer = client.post(verdict_on(item), {"verdict": "approved", **percent}, follow=True)
        told.append((answer.context["outlook"].after, answer.context["outlook"].sentences))
    worse = client.post(
        verdict_on(item_about(taken, "customer_one_pager")),
        {"verdict": "sent_back", "reason": "Empty."},
        follow=True,
    )
    outlook = worse.context["outlook"]

    assert told[0] != told[-1]
    assert (outlook.after, outlook.sentences) != told[-1]
    assert str(outlook.after_name) in worse.content.decode()
