"""The catalogue of reasons: what ships, what admins make of it, and what was told."""

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import translation

from cosell.accounts.models import User
from cosell.audit.models import AuditEntry
from cosell.transitions import SomebodyWasFaster
from eligibility.messages.names import REQUIREMENTS
from eligibility.queries import asks_of
from offers.models import DocumentKind, Offer
from reviews.models import ItemKind, Reason, Submission, SubmissionItem
from reviews.reasons import reason_text, reasons_about, rules_behind
from reviews.services import submissions
from reviews.services.reasons import add_reason, change_reason
from tests.builders import make_user
from tests.reviews.building import again, item_about, items, make_version, published

pytestmark = pytest.mark.django_db
KINDS = [*sorted(set(ItemKind.values) - {"document"}), *DocumentKind.values]


@pytest.fixture
def admin(db: None) -> User:
    return make_user(role="programme_admin")


def new_reason(**fields: Any) -> dict[str, Any]:
    return {
        "code": "link_too_slow",
        "sentence_en": "The page takes too long.",
        "sentence_fr": "La page est trop lente.",
        "about": ["links"],
        "requirements": ["landing_page_url"],
        **fields,
    }


def sent_back(submission: Submission, reviewer: User, subject: str, code: str) -> Submission:
    """Taken, this one sent back with this reason, the others approved; not decided yet."""
    submissions.take(actor=reviewer, submission=submission)
    for item in items(submission):
        back = item.subject == subject
        verdict, given = ("sent_back", code) if back else ("approved", "")
        submissions.save_verdict(actor=reviewer, item=item, verdict=verdict, reason_code=given)
    return again(submission)


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_has_reasons_to_choose_from(kind: str) -> None:
    assert len(reasons_about(kind)) >= 2


def test_first_reasons_are_bilingual_and_each_rests_on_a_rule() -> None:
    rows = list(Reason.objects.all())

    assert len(rows) == 22
    assert [row.code for row in rows if row.sentence_en == row.sentence_fr] == []
    assert [
        row.code for row in rows if not row.requirements or not set(row.requirements) <= set(REQUIREMENTS)
    ] == []
    assert [row.code for row in rows if not row.about or not set(row.about) <= set(KINDS)] == []


@pytest.mark.parametrize(
    ("code", "note", "text"),
    [
        ("link_unreachable", "", "A link does not open. Check the address; it must open without signing in."),
        ("", "My own words.", "My own words."),
        (
            "listing_incomplete",
            "No segment.",
            "The listing details are incomplete. Fill in every field. No segment.",
        ),
        ("gone_from_the_catalogue", "My own words.", "My own words."),
        ("", "", ""),
    ],
)
def test_reason_text_is_the_sentence_and_the_note(code: str, note: str, text: str) -> None:
    assert reason_text(SubmissionItem(reason_code=code, reason=note)) == text


def test_reason_is_read_in_the_reader_s_language() -> None:
    with translation.override("fr"):
        text = reason_text(SubmissionItem(reason_code="listing_incomplete"))

    assert text == "Les détails de la fiche sont incomplets. Renseignez tous les champs."


def test_new_reason_can_be_chosen_for_what_it_is_about(
    admin: User, submission: Submission, reviewer: User
) -> None:
    add_reason(actor=admin, **new_reason())
    sent_back(submission, reviewer, "links", "link_too_slow")

    assert reason_text(item_about(submission, "links")) == "The page takes too long."
    assert "link_too_slow" not in [reason.code for reason in reasons_about("listing")]
    assert AuditEntry.objects.get(action="reviews.reason_added").staff_only


def test_retired_reason_is_chosen_no_more_and_stays_readable(
    admin: User, submission: Submission, reviewer: User
) -> None:
    sent_back(submission, reviewer, "links", "landing_page_general")
    submissions.decide(actor=reviewer, submission=again(submission))
    reason = Reason.objects.get(code="landing_page_general")
    change_reason(actor=admin, reason=reason, changes={"is_active": False})

    assert "landing_page_general" not in [each.code for each in reasons_about("links")]
    assert reason_text(item_about(submission, "links")).startswith("The landing page does not describe")


def test_retired_reason_is_refused_at_a_verdict(admin: User, submission: Submission, reviewer: User) -> None:
    change_reason(
        actor=admin, reason=Reason.objects.get(code="link_unreachable"), changes={"is_active": False}
    )
    submissions.take(actor=reviewer, submission=submission)
    with pytest.raises(ValidationError) as refusal:
        submissions.save_verdict(
            actor=reviewer,
            item=item_about(submission, "links"),
            verdict="sent_back",
            reason_code="link_unreachable",
        )

    assert list(refusal.value.message_dict) == ["reason_code"]


def test_what_was_told_stays_as_it_was_told(admin: User, submission: Submission, reviewer: User) -> None:
    sent_back(submission, reviewer, "links", "link_unreachable")
    reason = Reason.objects.get(code="link_unreachable")
    change_reason(actor=admin, reason=reason, changes={"sentence_en": "Said before the decision."})
    before = reason_text(item_about(submission, "links"))
    submissions.decide(actor=reviewer, submission=again(submission))
    change_reason(actor=admin, reason=reason, changes={"sentence_en": "Said after the decision."})

    assert (before, reason_text(item_about(submission, "links"))) == ("Said before the decision.",) * 2


def test_second_of_two_admins_is_told(admin: User) -> None:
    mine, theirs = (Reason.objects.get(code="link_unreachable") for _each in range(2))
    change_reason(actor=admin, reason=theirs, changes={"position": 1})
    with pytest.raises(SomebodyWasFaster):
        change_reason(actor=admin, reason=mine, changes={"position": 2})


@pytest.mark.parametrize("role", ["partner", "reviewer"])
def test_only_admins_keep_the_catalogue(role: str) -> None:
    person, reason = make_user(role=role), Reason.objects.all()[0]
    with pytest.raises(PermissionDenied):
        add_reason(actor=person, **new_reason())
    with pytest.raises(PermissionDenied):
        change_reason(actor=person, reason=reason, changes={"position": 1})


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("code", "Link"),
        ("code", "link_unreachable"),
        ("sentence_fr", " "),
        ("about", []),
        ("requirements", []),
    ],
)
def test_incomplete_reason_is_refused_at_its_field(admin: User, field: str, value: Any) -> None:
    with pytest.raises(ValidationError) as refusal:
        add_reason(actor=admin, **new_reason(**{field: value}))

    assert list(refusal.value.message_dict) == [field]


@pytest.mark.parametrize(
    ("kind", "code", "rules"),
    [
        ("customer_one_pager", "document_outdated", ["required_documents"]),
        ("customer_case_study", "document_outdated", ["supporting_material"]),
        ("architecture_diagram", "document_outdated", ["architecture_diagram"]),
        ("architecture_diagram", "diagram_no_azure_share", ["azure_infrastructure"]),
        ("customer_presentation", "document_outdated", ["required_documents"]),
        ("customer_one_pager", "", []),
    ],
)
def test_rule_named_is_the_one_that_the_document_bears_on(
    offer: Offer, owner: User, kind: str, code: str, rules: list[str]
) -> None:
    make_version(offer, kind)
    item = item_about(published(offer, by=owner), kind)
    item.reason_code = code

    assert rules_behind(item, asks_of(offer)) == rules
