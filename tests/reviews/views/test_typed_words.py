"""What a reviewer has typed stays where it was typed, whatever became of the submission meanwhile."""

from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext

from cosell.accounts.models import User
from offers.models import DocumentVersion, Offer
from reviews.models import Appeal, PageComment, Submission, SubmissionItem
from reviews.services import remarks, submissions
from tests.reviews.building import again, approve_all, decided, item_about, make_version, published
from tests.reviews.looking_again import decide
from tests.support.pages import tree_of

pytestmark = pytest.mark.django_db

WORDS = "We have read the letter of the customer."
FASTER = "Somebody was faster: this has changed in the meantime. Look at it again, then decide."


@pytest.fixture
def taken(client: Client, offer: Offer, owner: User, reviewer: User) -> Submission:
    """With a one-pager and a diagram, in review by ``reviewer``, who is signed in."""
    for kind in ("customer_one_pager", "architecture_diagram"):
        make_version(offer, kind)
    submission = published(offer, by=owner)
    submissions.take(actor=reviewer, submission=submission)
    client.force_login(reviewer)
    return again(submission)


def post(client: Client, name: str, *keys: Any, **data: Any) -> Any:
    return client.post(reverse(f"reviews:{name}", args=[key.public_id for key in keys]), data)


def kept_words(answer: Any) -> str:
    """What the page gives back to be copied."""
    page = answer.content.decode()
    return page.split('id="kept-words"')[1].split(">")[1].split("<")[0] if 'id="kept-words"' in page else ""


def dialog_of(answer: Any, name: str) -> str:
    return answer.content.decode().split(f'id="{name}-reason"')[1].split(">")[1].split("<")[0]


def said(answer: Any) -> list[str]:
    return [str(message) for message in answer.context["messages"]]


@pytest.fixture
def appealed(
    taken: Submission, reviewer: User, other_reviewer: User, owner: User, client: Client
) -> Submission:
    """The one-pager was sent back; ``other_reviewer``, who is signed in, has approved it in the second look."""
    decide(taken, reviewer, back=("customer_one_pager",))
    submissions.appeal(actor=owner, submission=again(taken), reason="Please.")
    submissions.take(actor=other_reviewer, submission=again(taken))
    approve_all(taken, other_reviewer)
    client.force_login(other_reviewer)
    return again(taken)


def test_decision_on_what_has_changed_keeps_the_reason_in_its_dialog(
    client: Client, appealed: Submission
) -> None:
    answer = post(client, "decide", appealed, seen="another", reason=WORDS)

    assert answer.status_code == 422
    assert (kept_words(answer), dialog_of(answer, "decide")) == (WORDS, WORDS)
    assert said(answer)[0].startswith("Verdicts or items have changed")
    assert again(appealed).state == "in_review"


def test_decision_on_what_is_nobodys_any_more_keeps_the_reason(
    client: Client, appealed: Submission, owner: User
) -> None:
    submissions.withdraw_appeal(actor=owner, submission=appealed)
    answer = post(client, "decide", appealed, reason=WORDS)

    assert (answer.status_code, kept_words(answer), said(answer)) == (422, WORDS, [FASTER])


def test_words_are_kept_without_what_the_database_cannot_hold(client: Client, appealed: Submission) -> None:
    post(client, "decide", appealed, reason="We have\x00 read it.")
    item = item_about(appealed, "customer_one_pager")
    post(client, "revoke", appealed, item, reason="A\x00 fake.")

    assert Appeal.objects.get(submission=appealed).answer == "We have read it."
    assert DocumentVersion.objects.get(pk=item.version_id).review_reason == "A fake."


def test_revoked_meanwhile_keeps_the_reason(
    client: Client, offer: Offer, owner: User, reviewer: User, other_reviewer: User
) -> None:
    row = decided(published(offer, by=owner), reviewer)
    item = item_about(row, "customer_one_pager")
    submissions.revoke(actor=other_reviewer, item=item, reason="A fake.")
    client.force_login(reviewer)
    answer = post(client, "revoke", row, item, reason=WORDS)

    assert (answer.status_code, kept_words(answer)) == (422, WORDS)
    assert answer.context["current"] == item
    assert len(said(answer)) == 1


@pytest.mark.parametrize("language", ["en", "fr"])
def test_reason_that_lacks_is_asked_for_in_its_open_dialog(
    client: Client, taken: Submission, reviewer: User, language: str
) -> None:
    User.objects.filter(pk=reviewer.pk).update(language=language)
    decide(taken, reviewer)
    [item] = [each for each in again(taken).items.all() if each.subject == "customer_one_pager"]
    answer = post(client, "revoke", taken, item, reason=" ")

    assert answer.status_code == 422
    assert asked_for(answer) == ("revoke", ["#revoke-reason"], said_at_revocation(language))


def said_at_revocation(language: str) -> str:
    with translation.override(language):
        return gettext("Say why, so that the partner knows what to do.")


def asked_for(answer: Any) -> tuple[str, list[str], str]:
    """The open dialog, where its summary leads, and what it says at the field."""
    [dialog] = tree_of(answer).xpath("//dialog[@open]")
    name = dialog.get("id")
    field = dialog.xpath(f".//textarea[@id='{name}-reason'][@aria-invalid='true']")[0]
    described = field.get("aria-describedby").split()
    links = dialog.xpath(".//*[@id='error-summary']//a/@href")
    return name, links, dialog.xpath(f"string(.//*[@id='{described[-1]}'])").strip()


def test_decision_of_an_appeal_without_a_reason_opens_its_dialog_again(
    client: Client, appealed: Submission
) -> None:
    answer = post(client, "decide", appealed, reason="")

    assert asked_for(answer)[:2] == ("decide", ["#decide-reason"])
    assert again(appealed).state == "in_review"


def test_verdict_on_what_was_withdrawn_keeps_the_note(client: Client, taken: Submission, owner: User) -> None:
    item = item_about(taken, "links")
    submissions.withdraw(actor=owner, submission=taken)
    answer = post(client, "verdict", taken, item, verdict="sent_back", reason=WORDS)

    assert (answer.status_code, kept_words(answer), said(answer)) == (422, WORDS, [FASTER])
    assert answer.context["current"] == item


def test_refused_without_words_leads_back_to_the_desk(client: Client, taken: Submission, owner: User) -> None:
    submissions.withdraw(actor=owner, submission=taken)

    assert post(client, "decide", taken, reason=" ").status_code == 302


@pytest.mark.parametrize("note", ["", "Ω" * 2001])
def test_note_that_is_refused_is_summed_up_where_it_was_typed(
    client: Client, taken: Submission, note: str
) -> None:
    answer = post(client, "note_write", taken, key=uuid4(), note=note)
    [part] = tree_of(answer).xpath("//*[@id='notes']")

    assert answer.status_code == 422
    assert part.xpath(".//*[@id='error-summary']//a/@href") == ["#id_note"]
    assert part.xpath("string(.//textarea[@id='id_note'])").strip() == note


def comment_on(client: Client, item: SubmissionItem, **data: Any) -> Any:
    values = {"key": uuid4(), "page": 1, "audience": "reviewers", "text": WORDS, **data}
    return post(client, "comment_write", item.submission, item, **values)


def test_comment_on_what_was_handed_over_stays_on_its_page(
    client: Client, taken: Submission, reviewer: User, other_reviewer: User
) -> None:
    submissions.hand_over(actor=reviewer, submission=taken, to=other_reviewer, note="Yours.")
    answer = comment_on(client, item_about(taken, "customer_one_pager"))

    assert answer.status_code == 422
    assert answer.context["comment_form"].non_field_errors() == [
        "Another reviewer has taken this submission."
    ]
    figure = answer.content.decode().split('id="page-1"')[1].split("</figure>")[0]
    assert WORDS in figure
    assert "Another reviewer has taken this submission." in figure


def test_comment_changed_in_another_window_stays_and_may_be_saved_then(
    client: Client, taken: Submission, reviewer: User
) -> None:
    comment_on(client, item_about(taken, "customer_one_pager"), text="First")
    comment = PageComment.objects.get()
    remarks.change_comment(actor=reviewer, comment=comment, revision=0, text="Second", audience="partner")
    data = {"key": uuid4(), "page": 1, "audience": "reviewers", "text": WORDS}
    answer = post(client, "comment_change", taken, comment, revision=0, **data)
    shown = answer.content.decode()

    assert (answer.status_code, PageComment.objects.get().text) == (422, "Second")
    assert FASTER in shown
    assert "Second" in shown
    assert WORDS in shown
    renewed = answer.context["comment_form"]["revision"].value()
    post(client, "comment_change", taken, comment, revision=renewed, **data)
    assert PageComment.objects.get().text == WORDS


# --- Without scripts: another item is opened while a verdict is typed ---------------------------------------


def go(client: Client, item: SubmissionItem, other: SubmissionItem, **typed: str) -> Any:
    return post(client, "verdict", item.submission, item, go=other.public_id, **typed)


def opened(client: Client, item: SubmissionItem) -> Any:
    address = reverse("reviews:desk", args=[item.submission.public_id])
    return client.get(address, {"item": item.public_id}).context["form"]


def test_typed_words_wait_at_their_item_and_are_gone_with_its_verdict(
    client: Client, taken: Submission
) -> None:
    diagram, links = item_about(taken, "architecture_diagram"), item_about(taken, "links")
    answer = go(client, diagram, links, reason=WORDS, azure_percent="62,")
    assert answer.headers["Location"].endswith(f"?item={links.public_id}")
    go(client, links, diagram, reason="Which site?")
    form = opened(client, diagram)

    assert (form["reason"].value(), form["azure_percent"].value(), form.sends_back) == (WORDS, "62,", True)
    assert not SubmissionItem.objects.filter(pk=diagram.pk).exclude(verdict="").exists()
    post(client, "verdict", taken, diagram, verdict="approved", azure_percent="62")
    assert (opened(client, diagram)["reason"].value(), opened(client, diagram)["azure_percent"].value()) == (
        "",
        "62",
    )
    assert opened(client, links)["reason"].value() == "Which site?"


def test_nothing_typed_is_nothing_kept(client: Client, taken: Submission) -> None:
    links, listing = item_about(taken, "links"), item_about(taken, "listing")
    go(client, links, listing, reason="Which site?")
    go(client, links, listing, reason=" ")

    assert not opened(client, links).is_draft


def test_typed_words_are_the_persons_own(
    client: Client, taken: Submission, reviewer: User, owner: User
) -> None:
    links, listing = item_about(taken, "links"), item_about(taken, "listing")
    go(client, links, listing, reason=WORDS)
    client.force_login(owner)
    client.force_login(reviewer)

    assert not opened(client, links).is_draft


@pytest.mark.parametrize("other", ["nowhere", "00000000-0000-0000-0000-000000000000"])
def test_there_is_no_way_to_what_is_no_item(client: Client, taken: Submission, other: str) -> None:
    links = item_about(taken, "links")
    address = reverse("reviews:verdict", args=[taken.public_id, links.public_id])

    assert client.post(address, {"go": other, "reason": WORDS}).status_code == 404
