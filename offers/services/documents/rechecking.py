"""Looking once more at a file that was given up for what says nothing of it: its bytes are kept for some days."""

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cosell.accounts.models import User
from cosell.accounts.permissions import Allowed
from cosell.audit.services import record
from cosell.facts import say_facts_changed
from cosell.nudges import nudge
from cosell.transitions import Transition, carry_out
from offers.models import DocumentState, DocumentVersion, Offer
from offers.permissions import may_edit_offer


def may_check_again(actor: User | None, version: DocumentVersion) -> Allowed:
    """Those who may upload it anew; None is the operator at the command line."""
    return Allowed() if actor is None else may_edit_offer(actor, version.document.offer)


CHECK_AGAIN = Transition(
    action="check_again",
    label=gettext_lazy("Check again"),
    from_states=frozenset({DocumentState.REJECTED}),
    to_state=DocumentState.PROCESSING,
    who=may_check_again,
)


ANEW: dict[str, Any] = {
    "tries": 0,
    "leased_until": None,
    "findings": [],
    "checked_at": None,
    "published_at": None,
}


@transaction.atomic
def check_again(*, actor: User | None, version: DocumentVersion) -> None:
    """Give it its three tries anew. Accepted, it is handed in with the next *Publish*, like any other.

    Raises ValidationError where its bytes are gone or a newer version has come, PermissionDenied, SomebodyWasFaster.
    """
    from offers.tasks import check_document  # the task imports the services

    offer = Offer.objects.select_for_update().get(pk=version.document.offer_id)
    _demand_standing(version)
    was_published = version.published_at is not None
    carry_out(CHECK_AGAIN, version, actor=actor, changes=ANEW)
    record(
        "offers.document_checked_again",
        actor=actor,
        subject=version.original_name,
        partner=offer.partner,
        offer_public_id=offer.public_id,
        kind=version.document.kind,
        version=version.number,
    )
    if was_published:
        say_facts_changed(offers=[offer.pk])
    nudge(check_document, version.pk)


def _demand_standing(version: DocumentVersion) -> None:
    if not version.is_kept_for_another_check:
        raise ValidationError(_("The file of this version is not kept any more. Upload it again."))
    newer = version.document.versions.filter(number__gt=version.number)
    if version.document.removed_at or newer.exclude(state=DocumentState.ABANDONED).exists():
        raise ValidationError(_("A newer version has taken its place, or the document was removed."))


def kept_for_another_check() -> list[DocumentVersion]:
    """All that may be checked again, the oldest first."""
    since = timezone.now() - timedelta(days=settings.GIVEN_UP_KEPT_DAYS)
    refused = DocumentVersion.objects.filter(state=DocumentState.REJECTED, checked_at__gt=since)
    rows = refused.select_related("document__offer__partner").order_by("checked_at", "pk")
    return [version for version in rows if version.is_kept_for_another_check]
