"""Comments on pages and notes of reviewers: who may, when, and who reads them."""

from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from django.urls import reverse

from cosell.accounts.models import User
from cosell.audit.models import AuditEntry
from cosell.transitions import SomebodyWasFaster
from offers.models import DocumentText
from reviews.models import PageComment, ReviewNote, Submission, SubmissionItem
from reviews.services import remarks, submissions
from tests.builders import make_user
from tests.reviews.building import again, approve_all, item_about, make_version, published

pytestmark = pytest.mark.django_db


@pytest.fixture
def taken(submission: Submission, reviewer: User) -> Submission:
    submissions.take(actor=reviewer, submission=submission)
    return again(submission)


def paper(submission: Submission) -> SubmissionItem:
    return item_about(submission, "customer_one_pager")


def commented(submission: Submission, actor: User, **fields: Any) -> PageComment:
    values = {"key": uuid4(), "page": 1, "text": "Look here.", "audience": "reviewers", **fields}
    return remarks.write_comment(actor=actor, item=paper(submission), **values)


def desk_of(submission: Submission) -> str:
    return reverse("reviews:desk", args=[submission.public_id])


def partner_page(submission: Submission) -> str:
    return reverse("reviews:submission", args=[submission.offer.public_id, submission.public_id])


def test_comment_sent_twice_is_written_once(taken: Submission, reviewer: User) -> None:
    key = uuid4()
    first, second = (commented(taken, reviewer, key=key) for _each in range(2))

    assert (first, PageComment.objects.count()) == (second, 1)


@pytest.mark.parametrize(
    ("fields", "faults"),
    [
        ({"page": 0}, ["page"]),
        ({"page": 3}, ["page"]),
        ({"text": " "}, ["text"]),
        ({"audience": "everybody"}, ["audience"]),
        ({"x": Decimal(101), "y": Decimal(5)}, ["x"]),
    ],
)
def test_wrong_comment_is_refused_at_its_field(
    taken: Submission, reviewer: User, fields: dict[str, Any], faults: list[str]
) -> None:
    with pytest.raises(ValidationError) as refusal:
        commented(taken, reviewer, **fields)

    assert [name for name in refusal.value.message_dict if name != "__all__"] == faults


@pytest.mark.parametrize("state", ["queued", "decided", "withdrawn"])
def test_comment_is_written_only_while_it_is_reviewed(taken: Submission, reviewer: User, state: str) -> None:
    Submission.objects.filter(pk=taken.pk).update(state=state)
    with pytest.raises(SomebodyWasFaster):
        commented(taken, reviewer)


@pytest.mark.parametrize("role", ["partner", "reviewer", "programme_admin"])
def test_comment_is_written_only_by_who_has_it(taken: Submission, role: str) -> None:
    with pytest.raises(PermissionDenied):
        commented(taken, make_user(role=role))


def test_comment_is_changed_by_its_author_alone_and_removed_by_who_decides(
    taken: Submission, reviewer: User, other_reviewer: User
) -> None:
    comment = commented(taken, reviewer)
    submissions.hand_over(actor=reviewer, submission=taken, to=other_reviewer, note="Yours.")
    change = {"comment": comment, "revision": 0, "text": "New", "audience": "partner"}
    with pytest.raises(PermissionDenied):
        remarks.change_comment(actor=reviewer, **change)
    with pytest.raises(PermissionDenied):
        remarks.change_comment(actor=other_reviewer, **change)
    remarks.remove_comment(actor=other_reviewer, comment=comment)

    assert not PageComment.objects.exists()


def test_comment_changed_elsewhere_is_not_overwritten(taken: Submission, reviewer: User) -> None:
    comment = commented(taken, reviewer)
    change = {"actor": reviewer, "comment": comment, "revision": 0, "audience": "partner"}
    remarks.change_comment(**change, text="First")
    with pytest.raises(SomebodyWasFaster):
        remarks.change_comment(**change, text="Second")

    assert PageComment.objects.get().text == "First"


def test_partner_reads_only_what_is_for_them_and_only_once_decided(
    client: Client, taken: Submission, owner: User, reviewer: User
) -> None:
    commented(taken, reviewer, text="Secret remark", x=Decimal(10), y=Decimal(20))
    commented(taken, reviewer, text="Told remark", audience="partner", page=2)
    remarks.write_note(actor=reviewer, submission=taken, key=uuid4(), text="Secret note")
    client.force_login(owner)
    before = client.get(partner_page(taken)).content.decode()
    approve_all(taken, reviewer)
    submissions.decide(actor=reviewer, submission=again(taken))
    after = client.get(partner_page(taken)).content.decode()
    others = [
        client.get(reverse(name, args=[taken.offer.public_id])).content.decode()
        for name in (
            "reviews:publish",
            "eligibility:offer_overview",
            "eligibility:history",
            "offers:documents",
        )
    ]
    told = "".join([*others, *(str(each.body) for each in mail.outbox)])

    assert ("Told remark" in before, "Told remark" in after) == (False, True)
    assert [text for text in (before, after, told) if "Secret" in text] == []
    assert not AuditEntry.objects.filter(action__contains="reviews.note", staff_only=False).exists()
    assert not AuditEntry.objects.filter(action__contains="reviews.comment", staff_only=False).exists()


def test_comments_and_notes_are_there_in_the_next_round(
    client: Client, taken: Submission, owner: User, reviewer: User, other_reviewer: User
) -> None:
    commented(taken, reviewer, text="Page one is thin")
    remarks.write_note(actor=reviewer, submission=taken, key=uuid4(), text="Ask for the consent")
    for item in taken.items.all():
        back = item.version_id is not None
        submissions.save_verdict(
            actor=reviewer, item=item, verdict="sent_back" if back else "approved", reason="More"
        )
    submissions.decide(actor=reviewer, submission=again(taken))
    make_version(taken.offer)
    second = published(again(taken).offer, by=owner)
    client.force_login(other_reviewer)
    page = client.get(desk_of(second), {"item": paper(second).public_id}).content.decode()

    assert [text for text in ("Page one is thin", "Ask for the consent") if text not in page] == []
    assert "Submission 1, page 1" in page


def test_note_is_removed_by_its_author_alone(taken: Submission, reviewer: User, other_reviewer: User) -> None:
    note = remarks.write_note(actor=other_reviewer, submission=taken, key=uuid4(), text="Mine")
    with pytest.raises(PermissionDenied):
        remarks.remove_note(actor=reviewer, note=note)
    remarks.remove_note(actor=other_reviewer, note=note)

    assert not ReviewNote.objects.exists()


def test_note_of_a_stranger_is_refused(taken: Submission, owner: User) -> None:
    with pytest.raises(PermissionDenied):
        remarks.write_note(actor=owner, submission=taken, key=uuid4(), text="Let me in")


def test_faulty_comment_comes_back_as_it_was_typed(client: Client, taken: Submission, reviewer: User) -> None:
    client.force_login(reviewer)
    address = reverse("reviews:comment_write", args=[taken.public_id, paper(taken).public_id])
    data = {"key": uuid4(), "page": "2", "text": "Typed", "audience": "partner", "x": "12", "y": ""}
    answer = client.post(address, data)

    assert (answer.status_code, list(answer.context["comment_form"].errors)) == (422, ["y"])
    assert "Typed" in answer.content.decode()
    assert not PageComment.objects.exists()


def test_pins_stand_where_they_were_put(client: Client, taken: Submission, reviewer: User) -> None:
    commented(taken, reviewer, x=Decimal("12.5"), y=Decimal(80))
    client.force_login(reviewer)
    page = client.get(desk_of(taken), {"item": paper(taken).public_id}).content.decode()

    assert '<svg x="12.50%" y="80.00%"' in " ".join(page.split())


@pytest.mark.parametrize("more", [1, 40])
def test_comments_notes_and_hits_cost_the_same(
    client: Client, taken: Submission, reviewer: User, more: int, django_assert_num_queries: Any
) -> None:
    version = paper(taken).version
    assert version is not None
    DocumentText.objects.create(version=version, text="Azure " * more + "\fAzure")
    for _each in range(more):
        commented(taken, reviewer)
        remarks.write_note(actor=reviewer, submission=taken, key=uuid4(), text="Note")
    client.force_login(reviewer)
    asked = {"item": paper(taken).public_id, "find": "azure", "zoom": "150", "hit": "1"}
    client.get(desk_of(taken), asked)
    with django_assert_num_queries(33):
        page = client.get(desk_of(taken), asked)

    assert page.context["reading"].total == more + 1


@pytest.mark.parametrize(
    ("zoom", "shown"),
    [
        ("", (1000, 1414)),
        ("page", (509, 720)),
        ("50", (500, 707)),
        ("400", (4000, 5656)),
        ("x", (1000, 1414)),
    ],
)
def test_pages_are_drawn_at_the_size_asked_for_without_scripts(
    client: Client, taken: Submission, reviewer: User, zoom: str, shown: tuple[int, int]
) -> None:
    client.force_login(reviewer)
    answer = client.get(desk_of(taken), {"item": paper(taken).public_id, "zoom": zoom})

    assert answer.context["reading"].pages[0].shown == shown


def test_form_of_a_page_leads_to_it(client: Client, taken: Submission, reviewer: User) -> None:
    client.force_login(reviewer)
    answer = client.get(desk_of(taken), {"item": "x", "page": "2"})

    assert answer.headers["Location"] == f"{desk_of(taken)}?item=x#page-2"
