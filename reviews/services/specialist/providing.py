"""Documents provided through a cloud-specialist request: handed in like any others, and reviewed by its specialist."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from cosell.accounts.models import User
from cosell.accounts.permissions import demand
from cosell.notifications.services import notify
from cosell.transitions import SomebodyWasFaster
from offers.models import CloudSpecialistRequest, RequestWhy
from reviews.models import Submission
from reviews.permissions import may_publish
from reviews.services import submissions
from reviews.services.specialist.asking import go_on_with_request
from reviews.services.specialist.moving import hold, note_request, path_for_desk


@transaction.atomic
def provide_documents(*, actor: User, request: CloudSpecialistRequest, note: str = "") -> Submission:
    """Hand in every document of the offer that was not handed in yet. A question that waited for them is answered.

    Raises ``PermissionDenied``; ``SomebodyWasFaster`` once the request is closed; ``ValidationError`` where there is
    nothing to hand in, a file is still arriving, or another submission is with Microsoft.
    """
    demand(may_publish(actor, request.offer))
    hold(request)
    if not request.is_open:
        raise SomebodyWasFaster(request)
    submission = _hand_in(actor, request, note)
    if request.waiting_since:
        go_on_with_request(actor=actor, request=request, why=RequestWhy.DOCUMENTS)
    elif request.specialist_id:
        request.why = RequestWhy.DOCUMENTS
        request.save(update_fields=["why"])
    note_request("offers.request_documents", actor, request, submission=submission.number)
    notify(
        "offers.request_documents",
        [request.specialist] if request.specialist else [],
        path=path_for_desk(request),
        offer=request.offer.name,
        number=submission.number,
    )
    return submission


def _hand_in(actor: User, request: CloudSpecialistRequest, note: str) -> Submission:
    try:
        return submissions.publish(actor=actor, offer=request.offer, note=note, request=request)
    except submissions.AlreadyPublished as already:
        raise ValidationError(
            _(
                "Submission %(number)s of this offer is with Microsoft. Hand in more once it is decided, or withdraw "
                "it first."
            ),
            params={"number": already.submission.number},
        ) from already
