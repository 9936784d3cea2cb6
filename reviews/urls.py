"""Addresses of publishing and of the review desk."""

from datetime import date

from django.urls import path, register_converter

from reviews.views import (
    bulk,
    conversation,
    desk,
    figures,
    passing_on,
    publish,
    queue,
    reasons,
    remarks,
    search,
    second_looks,
    settings,
    specialist,
    specialist_at_work,
    specialist_tab,
    submission,
    verdicts,
)

app_name = "reviews"


class Day:
    """A date as YYYY-MM-DD in an address; there is no such page for a day that is none."""

    regex = r"\d{4}-\d{2}-\d{2}"
    to_python = staticmethod(date.fromisoformat)
    to_url = staticmethod(date.isoformat)


register_converter(Day, "day")

_OFFER = "offers/<uuid:offer_id>/"
_DESK = "review/<uuid:submission_id>/"
_TAB = f"{_OFFER}co-sell/specialist/"
_REQUEST = "review/cloud-specialist/<uuid:request_id>/"

urlpatterns = [
    path(f"{_OFFER}publish/", publish.publish, name="publish"),
    path(f"{_OFFER}stop-selling/", publish.stop_selling, name="stop_selling"),
    path(f"{_OFFER}submissions/<uuid:submission_id>/", submission.submission, name="submission"),
    path(f"{_OFFER}submissions/<uuid:submission_id>/withdraw/", submission.withdraw, name="withdraw"),
    path(
        f"{_OFFER}submissions/<uuid:submission_id>/conversation/",
        conversation.conversation,
        name="conversation",
    ),
    path(f"{_OFFER}submissions/<uuid:submission_id>/second-look/", second_looks.appeal, name="appeal"),
    path(
        f"{_OFFER}submissions/<uuid:submission_id>/second-look/withdraw/",
        second_looks.withdraw_appeal,
        name="withdraw_appeal",
    ),
    path(_TAB, specialist_tab.specialist, name="specialist"),
    path(
        f"{_TAB}<uuid:request_id>/conversation/", specialist_tab.conversation, name="specialist_conversation"
    ),
    path(f"{_TAB}<uuid:request_id>/documents/", specialist_tab.provide, name="specialist_provide"),
    path("review/", queue.queue, name="queue"),
    path("review/next/", queue.take_next, name="take_next"),
    path("review/together/", bulk.bulk, name="bulk"),
    path("review/filters/<uuid:filter_id>/remove/", queue.remove_filter, name="remove_filter"),
    path("review/figures/", figures.figures, name="figures"),
    path("review/second-reviewers/", second_looks.second_rules, name="second_rules"),
    path(
        "review/second-reviewers/<uuid:rule_id>/remove/",
        second_looks.remove_second_rule,
        name="remove_second_rule",
    ),
    path("review/holidays/", settings.holidays, name="holidays"),
    path("review/holidays/<day:day>/remove/", settings.remove_holiday, name="remove_holiday"),
    path("review/reasons/", reasons.reasons, name="reasons"),
    path("review/reasons/new/", reasons.add, name="reason_add"),
    path("review/reasons/<slug:code>/", reasons.change, name="reason"),
    path("review/conflicts/", settings.conflicts, name="conflicts"),
    path(
        "review/conflicts/<uuid:conflict_id>/withdraw/", settings.withdraw_conflict, name="withdraw_conflict"
    ),
    path("search/", search.search, name="search"),
    path("review/cloud-specialist/", specialist.queue, name="specialist_queue"),
    path("review/cloud-specialist/take-next/", specialist.take_next, name="specialist_take_next"),
    path(_REQUEST, specialist.specialist_request, name="specialist_request"),
    path(f"{_REQUEST}take/", specialist.take, name="specialist_take"),
    path(f"{_REQUEST}release/", specialist.release, name="specialist_release"),
    path(f"{_REQUEST}close/", specialist.close, name="specialist_close"),
    path(f"{_REQUEST}conversation/", specialist_at_work.conversation, name="specialist_desk_conversation"),
    path(f"{_REQUEST}go-on/", specialist_at_work.go_on, name="specialist_go_on"),
    path(f"{_REQUEST}hand-over/", specialist_at_work.hand_over, name="specialist_hand_over"),
    path(f"{_REQUEST}reading/", specialist_at_work.reading, name="specialist_reading"),
    path(_DESK, desk.desk, name="desk"),
    path(f"{_DESK}take/", desk.take, name="take"),
    path(f"{_DESK}release/", desk.release, name="release"),
    path(f"{_DESK}conversation/", conversation.desk_conversation, name="desk_conversation"),
    path(f"{_DESK}go-on/", conversation.go_on, name="go_on"),
    path(f"{_DESK}hand-over/", passing_on.hand_over, name="hand_over"),
    path(f"{_DESK}reading/", passing_on.reading, name="reading"),
    path(f"{_DESK}decide/", desk.decide, name="decide"),
    path(f"{_DESK}confirm/", second_looks.confirm, name="confirm"),
    path(f"{_DESK}give-back/", second_looks.give_back, name="give_back"),
    path(f"{_DESK}reopen/", second_looks.reopen, name="reopen"),
    path(f"{_DESK}technical-validation/", desk.technical_validation, name="technical_validation"),
    path(f"{_DESK}notes/", remarks.write_note, name="note_write"),
    path(f"{_DESK}notes/<uuid:note_id>/remove/", remarks.remove_note, name="note_remove"),
    path(f"{_DESK}items/<uuid:item_id>/comments/", remarks.write_comment, name="comment_write"),
    path(f"{_DESK}comments/<uuid:comment_id>/", remarks.change_comment, name="comment_change"),
    path(f"{_DESK}comments/<uuid:comment_id>/remove/", remarks.remove_comment, name="comment_remove"),
    path(f"{_DESK}items/<uuid:item_id>/verdict/", verdicts.verdict, name="verdict"),
    path(f"{_DESK}items/<uuid:item_id>/revoke/", verdicts.revoke, name="revoke"),
]
