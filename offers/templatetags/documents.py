"""How a document is told to a person: its size and pages, where it stands, what the checks found."""

from typing import Any

from django import template
from django.template.defaultfilters import filesizeformat
from django.urls import reverse
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, ngettext, pgettext

from cosell.dates import date_format
from offers.diagram import DiagramPoint
from offers.intake import Code, Finding
from offers.intake_messages import sentence
from offers.models import DocumentState, DocumentText, DocumentVersion
from offers.services.documents.prechecking import BEFORE_A_VERDICT
from offers.starters import STARTERS

register = template.Library()

# Nothing that a partner could do about it; the desk warns the reviewer.
STAFF_ONLY = {Code.NOT_SCANNED, Code.DRAWN_SIMPLY, Code.NOT_DRAWN, Code.FIRST_PAGES_DRAWN}
SENT_BACK = (DocumentState.CHANGES_REQUESTED, DocumentState.REVOKED)
# Django's French says "Kio"; people's files have "Ko". Our catalogue comes before Django's own.
SIZES_BETTER_KNOWN_HERE = (gettext_noop("%s KB"), gettext_noop("%s MB"), gettext_noop("%s GB"))


@register.filter
def page_count(version: DocumentVersion) -> str:
    """ "14 slides", in the words of the file's own kind; empty where it has none."""
    if version.pages is None:
        return ""
    if version.page_word == "slides":
        return ngettext("%(n)s slide", "%(n)s slides", version.pages) % {"n": version.pages}
    if version.page_word == "sheets":
        return ngettext("%(n)s sheet", "%(n)s sheets", version.pages) % {"n": version.pages}
    return ngettext("%(n)s page", "%(n)s pages", version.pages) % {"n": version.pages}


@register.filter
def file_details(version: DocumentVersion | None) -> str:
    """ "14 slides · 6.1 MB"."""
    if version is None:
        return ""
    size = filesizeformat(version.size if version.size is not None else version.declared_bytes)
    return " · ".join(part for part in (page_count(version), size) if part)


@register.filter
def state_line(version: DocumentVersion | None) -> str:
    """ "Approved 21 Oct": the state, with the day of the verdict where there is one."""
    if version is None:
        return ""
    label = str(DocumentState(version.state).label)
    if version.reviewed_at and version.state in {DocumentState.APPROVED, DocumentState.CHANGES_REQUESTED}:
        day = date_format(localtime(version.reviewed_at), "SHORT_DATE_FORMAT")
        return pgettext("state of a document and its day", "%(state)s %(day)s") % {"state": label, "day": day}
    return label


@register.filter
def finding_sentences(version: DocumentVersion | None) -> list[str]:
    """What the checks found, as sentences that say what to do."""
    findings = [Finding.from_json(found) for found in version.findings] if version else []
    return [sentence(finding) for finding in findings if finding.code not in STAFF_ONLY]


@register.filter
def reviewer_sentences(version: DocumentVersion) -> list[str]:
    """The same for the desk, with what only a reviewer must know, such as that nobody scanned the file."""
    return [sentence(Finding.from_json(found)) for found in version.findings]


@register.filter
def text_pages(version: DocumentVersion) -> list[str]:
    """The text of each page, for a file that has no pictures of its pages."""
    text = DocumentText.objects.filter(version=version).first()
    return [page for page in text.pages if page.strip()] if text else []


@register.filter
def reviewers_words(version: DocumentVersion | None) -> str:
    """Why Microsoft sent it back, while that is what must be done."""
    return version.review_reason if version and version.state in SENT_BACK else ""


@register.filter
def what_comes_next(version: DocumentVersion | None) -> str:
    if version is None:
        return ""
    if version.state == DocumentState.PROCESSING:
        return _("It is checked for malware and read; this takes a few seconds.")
    if version.state == DocumentState.READY:
        return _("It is handed in with your next “Review and publish”.")
    return ""


@register.filter
def thumbnail(version: DocumentVersion | None) -> str:
    if version is None or not version.page_images:
        return ""
    return reverse("offers:version_thumbnail", kwargs={"version_id": version.public_id})


@register.filter
def need(kind: str, asks: Any) -> str:
    """What the rulebook asks of this kind of document for this type of offer, in a word."""
    if kind in asks.required_kinds:
        return _("required")
    if kind == "architecture_diagram" and asks.diagram_asked:
        return _("for Azure IP")
    if kind in asks.supporting_kinds:
        return _("one of these")
    return _("optional")


@register.filter
def need_tone(kind: str, asks: Any) -> str:
    return "brand" if kind in asks.required_kinds else "neutral"


@register.filter
def also_in(version: DocumentVersion | None, elsewhere: dict[str, list[str]]) -> list[str]:
    """The organisation's other offers that hold the very same file."""
    return elsewhere.get(version.sha256, []) if version and version.sha256 else []


@register.filter
def starter_format(kind: str) -> str:
    """ "docx" where the product makes a document to start from; else empty."""
    return STARTERS.get(kind, "")


@register.filter
def version_title(version: DocumentVersion) -> str:
    return _("Version %(number)s: %(name)s") % {"number": version.number, "name": version.original_name}


@register.filter
def version_tone(version: DocumentVersion) -> str:
    if version.state in {DocumentState.REJECTED, *SENT_BACK}:
        return "danger"
    return "success" if version.state == DocumentState.APPROVED else "neutral"


@register.filter
def awaits_verdict(version: DocumentVersion) -> bool:
    return version.state in BEFORE_A_VERDICT


@register.filter
def diagram_ticks(version: DocumentVersion) -> list[tuple[str, bool]]:
    """Every point of the checklist, and whether the partner ticked it."""
    return [(str(point.label), point in version.checklist) for point in DiagramPoint]
