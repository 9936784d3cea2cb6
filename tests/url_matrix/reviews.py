"""Publishing by the partner; the desk and the specialist's desk by Microsoft."""

from datetime import date
from typing import Any
from uuid import uuid4

from offers.models import CloudSpecialistRequest
from reviews.models import (
    ConflictOfInterest,
    Holiday,
    PageComment,
    ReviewNote,
    SavedFilter,
    SecondReviewRule,
    Submission,
)
from tests.reviews.building import item_about, items, published
from tests.url_matrix import Row, World, of_offer

READ = "sign-in 404 200 200 200 403 403"
ACT = "sign-in 404 403 302 302 403 403"
STAFF = "sign-in 403 403 403 403 200 200"
ADMIN = "sign-in 403 403 403 403 403 200"
STAFF_ACT = "sign-in 403 403 403 403 302 302"


def submitted(world: World) -> Submission:
    return published(world.offer, by=world.people["owner"])


def of_submission(world: World) -> dict[str, Any]:
    return {"submission_id": submitted(world).public_id}


def of_own_submission(world: World) -> dict[str, Any]:
    return {**of_offer(world), **of_submission(world)}


def of_item(world: World) -> dict[str, Any]:
    submission = submitted(world)
    return {"submission_id": submission.public_id, "item_id": items(submission)[0].public_id}


def of_request(world: World) -> dict[str, Any]:
    request = CloudSpecialistRequest.objects.create(
        offer=world.offer, needs="Βοήθεια", requested_by=world.people["owner"]
    )
    return {"request_id": request.public_id}


def of_own_request(world: World) -> dict[str, Any]:
    return {**of_offer(world), **of_request(world)}


def of_holiday(world: World) -> dict[str, Any]:
    return {"day": Holiday.objects.create(day=date(2031, 12, 25), name="Χριστούγεννα").day}


def of_rule(world: World) -> dict[str, Any]:
    return {"rule_id": SecondReviewRule.objects.create(kind="status_changes").public_id}


def of_conflict(world: World) -> dict[str, Any]:
    """The reviewer's own."""
    values = {"user": world.people["reviewer"], "partner": world.partner, "reason": "Φίλοι"}
    return {"conflict_id": ConflictOfInterest.objects.create(**values).public_id}


def of_filter(world: World) -> dict[str, Any]:
    """The reviewer's own."""
    values = {"user": world.people["reviewer"], "name": "Δικά μου", "query": "queue=mine"}
    return {"filter_id": SavedFilter.objects.create(**values).public_id}


def of_paper(world: World) -> dict[str, Any]:
    """Its one-pager."""
    submission = submitted(world)
    return {
        "submission_id": submission.public_id,
        "item_id": item_about(submission, "customer_one_pager").public_id,
    }


def of_comment(world: World) -> dict[str, Any]:
    submission = submitted(world)
    item = item_about(submission, "customer_one_pager")
    comment = PageComment.objects.create(item=item, page=1, text="Εδώ", author=world.people["reviewer"])
    return {"submission_id": submission.public_id, "comment_id": comment.public_id}


def of_note(world: World) -> dict[str, Any]:
    submission = submitted(world)
    note = ReviewNote.objects.create(submission=submission, text="Προσοχή", author=world.people["reviewer"])
    return {"submission_id": submission.public_id, "note_id": note.public_id}


def of_remark(world: World) -> dict[str, Any]:
    return {"key": str(uuid4()), "page": "1", "text": "Εδώ", "note": "Προσοχή", "audience": "reviewers"}


ROWS = {
    "reviews:publish": [Row(READ, of_offer), Row(ACT, of_offer, method="POST")],
    "reviews:submission": Row(READ, of_own_submission),
    "reviews:withdraw": Row(ACT, of_own_submission, method="POST"),
    "reviews:stop_selling": Row(ACT, of_offer, method="POST"),
    "reviews:conversation": [
        Row(READ, of_own_submission),
        Row(ACT, of_own_submission, method="POST", data=lambda world: {"text": "Γεια σας"}),
        Row("sign-in 404 403 422 422 403 403", of_own_submission, method="POST"),
    ],
    # the submission was not decided yet, so that there is nothing to look at again
    "reviews:appeal": [
        Row(READ, of_own_submission),
        Row(
            "sign-in 404 403 422 422 403 403",
            of_own_submission,
            method="POST",
            data=lambda world: {"reason": "Ξανά"},
        ),
    ],
    "reviews:withdraw_appeal": Row(ACT, of_own_submission, method="POST"),
    "reviews:second_rules": [
        Row("sign-in 403 403 403 403 403 200"),
        Row(
            "sign-in 403 403 403 403 403 302",
            method="POST",
            data=lambda world: {"kind": "azure_share", "share_from": "50", "share_to": "60 %"},
        ),
        Row("sign-in 403 403 403 403 403 422", method="POST", data=lambda world: {"kind": "azure_share"}),
    ],
    "reviews:remove_second_rule": Row("sign-in 403 403 403 403 403 302", of_rule, method="POST"),
    "reviews:queue": [
        Row(STAFF),
        Row(STAFF_ACT, method="POST", data=lambda world: {"name": "Δικά μου", "query": "queue=mine"}),
        Row("sign-in 403 403 403 403 422 422", method="POST", data=lambda world: {"query": "queue=mine"}),
    ],
    "reviews:take_next": [Row(STAFF_ACT, method="POST"), Row("sign-in 403 403 403 403 405 405")],
    "reviews:bulk": [Row(STAFF_ACT, method="POST"), Row("sign-in 403 403 403 403 405 405")],
    "reviews:remove_filter": Row("sign-in 403 403 403 403 302 404", of_filter, method="POST"),
    "reviews:figures": Row(STAFF),
    "reviews:holidays": [
        Row("sign-in 403 403 403 403 403 200"),
        Row(
            "sign-in 403 403 403 403 403 302",
            method="POST",
            data=lambda world: {"day": "2031-12-26", "name": "Χριστούγεννα"},
        ),
        Row("sign-in 403 403 403 403 403 422", method="POST"),
    ],
    "reviews:reasons": Row(ADMIN),
    "reviews:reason_add": [Row(ADMIN), Row("sign-in 403 403 403 403 403 422", method="POST")],
    "reviews:reason": [
        Row(ADMIN, lambda world: {"code": "link_unreachable"}),
        Row("sign-in 403 403 403 403 403 404", lambda world: {"code": "never_made"}),
        Row("sign-in 403 403 403 403 403 422", lambda world: {"code": "link_unreachable"}, method="POST"),
    ],
    "reviews:remove_holiday": Row("sign-in 403 403 403 403 403 302", of_holiday, method="POST"),
    "reviews:conflicts": [
        Row(STAFF),
        Row(STAFF_ACT, method="POST", data=lambda world: {"organisation": world.partner.name}),
        Row("sign-in 403 403 403 403 422 422", method="POST", data=lambda world: {"organisation": "Καμία"}),
    ],
    "reviews:withdraw_conflict": Row("sign-in 403 403 403 403 302 404", of_conflict, method="POST"),
    "reviews:search": Row(STAFF, data=lambda world: {"q": world.partner.name}),
    "reviews:hand_over": [
        Row(STAFF, of_submission),
        Row("sign-in 403 403 403 403 422 422", of_submission, method="POST"),
    ],
    "reviews:reading": Row(STAFF, of_submission, method="POST"),
    "reviews:desk": Row(STAFF, of_submission),
    "reviews:desk_conversation": [
        Row(STAFF, of_submission),
        Row(STAFF_ACT, of_submission, method="POST", data=lambda world: {"text": "Γεια σας"}),
        Row("sign-in 403 403 403 403 422 422", of_submission, method="POST"),
    ],
    "reviews:confirm": Row(STAFF_ACT, of_submission, method="POST"),
    "reviews:give_back": [
        Row(STAFF, of_submission),
        Row("sign-in 403 403 403 403 422 422", of_submission, method="POST"),
    ],
    "reviews:reopen": [
        Row(STAFF, of_submission),
        Row("sign-in 403 403 403 403 422 422", of_submission, method="POST"),
    ],
    "reviews:go_on": Row(STAFF_ACT, of_submission, method="POST"),
    "reviews:take": Row(STAFF_ACT, of_submission, method="POST"),
    "reviews:release": Row(STAFF_ACT, of_submission, method="POST"),
    "reviews:decide": Row(STAFF_ACT, of_submission, method="POST"),
    # the rulebook in force does not ask for it, so that there is nothing to note
    "reviews:technical_validation": Row("sign-in 403 403 403 403 404 404", of_submission, method="POST"),
    "reviews:note_write": [
        Row(STAFF_ACT, of_submission, method="POST", data=of_remark),
        Row("sign-in 403 403 403 403 422 422", of_submission, method="POST"),
    ],
    "reviews:note_remove": Row(STAFF_ACT, of_note, method="POST"),
    # nobody has taken the submission: refused, with what was typed
    "reviews:comment_write": Row("sign-in 403 403 403 403 422 422", of_paper, method="POST", data=of_remark),
    "reviews:comment_change": Row(
        "sign-in 403 403 403 403 422 422", of_comment, method="POST", data=of_remark
    ),
    "reviews:comment_remove": Row(STAFF_ACT, of_comment, method="POST"),
    "reviews:verdict": Row(STAFF_ACT, of_item, method="POST"),
    "reviews:revoke": Row(STAFF_ACT, of_item, method="POST"),
    "reviews:specialist_queue": Row(STAFF),
    "reviews:specialist_request": Row(STAFF, of_request),
    "reviews:specialist": [
        Row("sign-in 404 200 200 200 200 200", of_offer),
        Row("sign-in 404 403 422 422 403 403", of_offer, method="POST"),
    ],
    "reviews:specialist_conversation": [
        Row(ACT, of_own_request, method="POST", data=lambda world: {"text": "Γεια σας"}),
        Row("sign-in 404 403 422 422 403 403", of_own_request, method="POST"),
    ],
    # the offer has no document, so that there is nothing to hand in
    "reviews:specialist_provide": Row("sign-in 404 403 422 422 403 403", of_own_request, method="POST"),
    "reviews:specialist_release": Row(STAFF_ACT, of_request, method="POST"),
    "reviews:specialist_desk_conversation": [
        Row(STAFF_ACT, of_request, method="POST", data=lambda world: {"text": "Γεια σας"}),
        Row("sign-in 403 403 403 403 422 422", of_request, method="POST"),
    ],
    "reviews:specialist_go_on": Row(STAFF_ACT, of_request, method="POST"),
    "reviews:specialist_hand_over": [
        Row(STAFF, of_request),
        Row("sign-in 403 403 403 403 422 422", of_request, method="POST"),
    ],
    "reviews:specialist_reading": Row(STAFF, of_request, method="POST"),
    "reviews:specialist_take_next": Row(STAFF_ACT, method="POST"),
    "reviews:specialist_take": Row(STAFF_ACT, of_request, method="POST"),
    "reviews:specialist_close": Row("sign-in 403 403 403 403 422 422", of_request, method="POST"),
}
