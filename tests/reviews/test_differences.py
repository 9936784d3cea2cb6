"""What changed in a text, word by word, within bounds; and between two rounds of an offer."""

import time

import pytest
from django.test import Client
from django.urls import reverse

from cosell.accounts.models import User
from offers.models import DocumentText, Offer
from reviews.models import Submission
from reviews.pages.differences import MOST_WORDS_IN_ALL, Piece, compare, compare_pages
from reviews.services import submissions
from reviews.services.submissions.snapshot import take_snapshot
from reviews.views.changes import changes_since
from tests.reviews.building import (
    again,
    approve_all,
    decided,
    item_about,
    make_contact,
    make_version,
    published,
)


def test_words_that_stayed_were_taken_out_and_put_in() -> None:
    assert compare("Runs on Azure and AWS.", "Runs on Azure alone.") == (
        Piece("same", "Runs on Azure "),
        Piece("out", "and AWS."),
        Piece("in", "alone."),
    )


def test_long_stretches_that_stayed_are_shortened() -> None:
    words = " ".join(str(number) for number in range(100))
    first, out, new = compare(f"{words} old", f"{words} new")

    assert (out.text, new.text) == ("old", "new")
    assert first.text.startswith("…")
    assert len(first.text.split()) < 30


def test_pages_are_paired_and_those_in_one_text_alone_are_named() -> None:
    found = compare_pages(["one", "two", "three"], ["one", "two and a half", "three", "four"])

    assert [(page.number, page.is_new, page.is_gone) for page in found.pages] == [
        (2, False, False),
        (4, True, False),
    ]


@pytest.mark.parametrize("words", [400, 5_000])
def test_big_documents_are_bounded_in_time_and_size(words: int) -> None:
    before = [" ".join(f"w{number % 97}" for number in range(words + page)) for page in range(150)]
    after = [text.replace("w5 ", "x ") for text in before]
    began = time.process_time()
    found = compare_pages(before, after)

    assert time.process_time() - began < 20
    assert found.left_out == 150 - len(found.pages)
    assert len(found.pages) * words * 2 <= MOST_WORDS_IN_ALL


# --- Between two rounds -----------------------------------------------------------------------------------------------


@pytest.fixture
def resubmitted(db: None, offer: Offer, owner: User, reviewer: User) -> Submission:
    """The one-pager was sent back and replaced, a link changed, a contact added."""
    first_version = make_version(offer)
    DocumentText.objects.create(version=first_version, text="Our product runs on Azure and AWS.")
    first = published(offer, by=owner)
    submissions.take(actor=reviewer, submission=first)
    one_pager = item_about(first, "customer_one_pager")
    submissions.save_verdict(actor=reviewer, item=one_pager, verdict="sent_back", reason="AWS?")
    approve_all(first, reviewer)
    submissions.decide(actor=reviewer, submission=again(first))
    DocumentText.objects.create(version=make_version(offer, pages=3), text="Our product runs on Azure alone.")
    make_contact(offer, name="Ada Added", email="ada@x.example")
    Offer.objects.update(landing_page_url="https://www.contoso.example/new")
    return published(Offer.objects.get(), by=owner)


def test_contact_in_two_roles_is_told_role_by_role(offer: Offer, owner: User, reviewer: User) -> None:
    address = {"email": "both@x.example"}
    make_contact(offer, name="Bo", role="partner_sales", **address)
    marketing = make_contact(offer, name="Bo", role="partner_marketing", **address)
    since = decided(published(offer, by=owner), reviewer)
    marketing.job_title = "Head of marketing"
    marketing.save()
    found = changes_since(since, take_snapshot(offer, []))

    assert [
        (each.what, each.contact.role, [field.after for field in each.fields]) for each in found.contacts
    ] == [("changed", "Partner marketing", ["Head of marketing"])]


def test_changes_name_documents_fields_and_contacts(resubmitted: Submission) -> None:
    first = Submission.objects.get(number=1)
    found = changes_since(first, resubmitted.snapshot)
    document = found.documents[0]

    assert [(heading, [field.after for field in fields]) for heading, fields in found.groups] == [
        ("Links", ["https://www.contoso.example/new"])
    ]
    assert [(each.what, each.contact.name) for each in found.contacts] == [("added", "Ada Added")]
    assert document.before is not None
    assert document.after is not None
    assert (document.before.number, document.after.number) == (1, 2)


def test_desk_shows_what_changed_with_the_text_marked(
    client: Client, resubmitted: Submission, reviewer: User
) -> None:
    submissions.take(actor=reviewer, submission=resubmitted)
    client.force_login(reviewer)
    item = item_about(resubmitted, "customer_one_pager")
    address = reverse("reviews:desk", args=[resubmitted.public_id])
    page = client.get(address, {"item": str(item.public_id)}).content.decode()

    assert "<del>and AWS.</del>" in page
    assert "<ins>alone.</ins>" in page
    assert "Changed since submission 1" in page
    assert "Ada Added" in page


def test_publish_page_shows_what_changed_before_it_is_sent(
    client: Client, resubmitted: Submission, owner: User
) -> None:
    submissions.withdraw(actor=owner, submission=resubmitted)
    client.force_login(owner)
    page = client.get(reverse("reviews:publish", args=[resubmitted.offer.public_id])).content.decode()

    assert "Changed since submission 1" in page
    assert "<ins>alone.</ins>" in page
