"""What the partner says of an architecture diagram before a reviewer reads it."""

from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from offers.diagram import DiagramPoint
from offers.models import DocumentKind, DocumentState, DocumentVersion

BEFORE_A_VERDICT = (DocumentState.PROCESSING, DocumentState.READY, DocumentState.SUBMITTED)


def tick_diagram(*, version: DocumentVersion, points: Iterable[str]) -> None:
    """Keep which points of the checklist the diagram shows, until a reviewer has spoken."""
    ticked = set(points)
    chosen = [point for point in DiagramPoint.values if point in ticked]
    moved = DocumentVersion.objects.filter(
        pk=version.pk, document__kind=DocumentKind.ARCHITECTURE_DIAGRAM, state__in=BEFORE_A_VERDICT
    ).update(checklist=chosen)
    if not moved:
        raise ValidationError(_("The checklist belongs to a diagram that has no verdict yet."))
    version.checklist = chosen
