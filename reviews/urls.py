"""Addresses of publishing and of the review desk."""

from django.urls import path

from reviews.views import desk, publish, queue, specialist, submission, verdicts

app_name = "reviews"

_OFFER = "offers/<uuid:offer_id>/"
_DESK = "review/<uuid:submission_id>/"
_REQUEST = "review/cloud-specialist/<uuid:request_id>/"

urlpatterns = [
    path(f"{_OFFER}publish/", publish.publish, name="publish"),
    path(f"{_OFFER}stop-selling/", publish.stop_selling, name="stop_selling"),
    path(f"{_OFFER}submissions/<uuid:submission_id>/", submission.submission, name="submission"),
    path(f"{_OFFER}submissions/<uuid:submission_id>/withdraw/", submission.withdraw, name="withdraw"),
    path("review/", queue.queue, name="queue"),
    path("review/next/", queue.take_next, name="take_next"),
    path("review/cloud-specialist/", specialist.queue, name="specialist_queue"),
    path(_REQUEST, specialist.specialist_request, name="specialist_request"),
    path(f"{_REQUEST}take/", specialist.take, name="specialist_take"),
    path(f"{_REQUEST}close/", specialist.close, name="specialist_close"),
    path(_DESK, desk.desk, name="desk"),
    path(f"{_DESK}take/", desk.take, name="take"),
    path(f"{_DESK}release/", desk.release, name="release"),
    path(f"{_DESK}decide/", desk.decide, name="decide"),
    path(f"{_DESK}technical-validation/", desk.technical_validation, name="technical_validation"),
    path(f"{_DESK}items/<uuid:item_id>/verdict/", verdicts.verdict, name="verdict"),
    path(f"{_DESK}items/<uuid:item_id>/revoke/", verdicts.revoke, name="revoke"),
]
