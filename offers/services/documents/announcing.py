"""What can be said of a file before its first byte comes: whether it may come, and whether it is here already."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _

from offers.intake.formats import ACCEPTED_EXTENSIONS
from offers.intake.limits import Limits
from offers.intake.names import clean_name, extension_of
from offers.models import Document, DocumentKind, DocumentState, DocumentVersion, Offer
from offers.queries.documents import bytes_kept_for, same_content


def limits() -> Limits:
    """What a file may be, from the settings."""
    return Limits(
        max_bytes=settings.UPLOAD_LIMIT_BYTES,
        max_video_bytes=settings.UPLOAD_LIMIT_VIDEO_BYTES,
        one_pager_pages=settings.ONE_PAGER_PAGE_LIMIT,
    )


def demand_acceptable(kind: str, name: str, size: int) -> None:
    """Raise a ValidationError with a sentence for each fault that can be seen from outside."""
    problems = _problems(name, size)
    if kind not in DocumentKind.values:
        problems.append(_("Choose what kind of document this is."))
    if problems:
        raise ValidationError(problems)


def _problems(name: str, size: int) -> list[str]:
    problems = []
    if extension_of(name) not in ACCEPTED_EXTENSIONS:
        accepted = ", ".join(ACCEPTED_EXTENSIONS)
        problems.append(
            _("This type of file is not accepted. Accepted: %(accepted)s.") % {"accepted": accepted}
        )
    elif size > limits().bytes_for(extension_of(name)):
        limit = limits().bytes_for(extension_of(name)) // (1024 * 1024)
        problems.append(
            _("The file is larger than %(limit)s MB. Make it smaller and upload it again.") % {"limit": limit}
        )
    if size == 0:
        problems.append(_("The file is empty. Check it on your computer and upload it again."))
    return problems


def demand_room(offer: Offer, size: int) -> None:
    """The organisation's files may take so much in all, half-sent ones included."""
    left = max(0, settings.PARTNER_QUOTA_BYTES - bytes_kept_for(offer.partner_id))
    if size > left:
        raise ValidationError(
            _(
                "There is no room for this file: the files of your organisation may take %(quota)s in all; "
                "%(left)s of that is free. Cancel half-sent uploads, or ask the programme's team for more room."
            ),
            params={"quota": filesizeformat(settings.PARTNER_QUOTA_BYTES), "left": filesizeformat(left)},
        )


def demand_new(offer: Offer, sha256: str) -> None:
    """The same content is not kept twice in an offer."""
    twin = same_content(offer, sha256) if sha256 else None
    if twin:
        raise ValidationError(
            _("The very same file is here already: %(document)s, version %(number)s. Nothing was uploaded."),
            params={"document": twin.document.get_kind_display(), "number": twin.number},
        )


def half_sent_twin(
    offer: Offer,
    kind: str,
    document: Document | None,
    *,
    name: str,
    size: int,
    fingerprint: str,
) -> DocumentVersion | None:
    """An upload of the same file into the same slot that stopped half-way; none without a fingerprint to tell."""
    if not fingerprint:
        return None
    waiting = DocumentVersion.objects.select_related("document__offer__partner").filter(
        document__offer=offer,
        document__kind=kind,
        document__removed_at__isnull=True,
        state=DocumentState.RECEIVING,
        original_name=clean_name(name),
        declared_bytes=size,
        fingerprint=fingerprint,
    )
    return (waiting.filter(document=document) if document else waiting).order_by("-pk").first()
