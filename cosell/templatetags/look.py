"""What the components need beyond Django's own tags: icons, the look of a status, sort links, initials."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from django import template
from django.core.paginator import Paginator
from django.forms import BoundField
from django.forms.utils import flatatt
from django.http import QueryDict
from django.utils.safestring import SafeString
from django_cotton.templatetags import Attrs
from lucide.templatetags.lucide import lucide

from cosell.middleware import theme_of_page

register = template.Library()


@dataclass(frozen=True)
class Look:
    """How a status is shown: the badge's tone and the icon that tells it without colour."""

    tone: str
    icon: str


UNKNOWN_LOOK = Look("neutral", "circle")
STATUS_LOOKS = {
    # an offer's co-sell status
    "not_ready": Look("neutral", "circle-dashed"),
    "co_sell_ready": Look("brand", "circle-check"),
    "azure_ip_incentivized": Look("success", "badge-check"),
    "business_applications_incentivized": Look("success", "badge-check"),
    # an offer in the marketplace
    "draft": Look("warning", "pencil"),
    "live": Look("success", "circle-dot"),
    "stopped": Look("neutral", "circle-pause"),
    "archived": Look("neutral", "archive"),
    # a requirement
    "met": Look("success", "check"),
    "unmet": Look("danger", "x"),
    "pending": Look("warning", "hourglass"),
    "not_applicable": Look("neutral", "minus"),
    # a document
    "receiving": Look("brand", "upload"),
    "processing": Look("brand", "loader"),
    "ready": Look("neutral", "file-check"),
    "submitted": Look("warning", "hourglass"),
    "approved": Look("success", "check"),
    "changes_requested": Look("danger", "undo-2"),
    "rejected": Look("danger", "ban"),
    "revoked": Look("danger", "ban"),
    "superseded": Look("neutral", "history"),  # a rulebook as well
    "abandoned": Look("neutral", "circle-slash"),
    "removed": Look("neutral", "trash-2"),
    # a submission
    "queued": Look("neutral", "clock"),
    "in_review": Look("warning", "eye"),
    "to_confirm": Look("warning", "user-check"),
    "decided": Look("success", "check-check"),
    "withdrawn": Look("neutral", "undo-2"),
    "to_read": Look("neutral", "circle"),
    # a cloud-specialist request
    "open": Look("neutral", "circle-dot"),
    "in_progress": Look("warning", "hourglass"),
    "completed": Look("success", "check"),
    "declined": Look("danger", "x"),
    # a rulebook
    "proposed": Look("warning", "hourglass"),
    "scheduled": Look("brand", "calendar-clock"),
    "in_force": Look("success", "check"),
    "discarded": Look("neutral", "trash-2"),
    # a job
    "waiting": Look("neutral", "clock"),
    "running": Look("brand", "loader"),
    "done": Look("success", "check"),
    "failed": Look("danger", "triangle-alert"),
    # a person's place in an organisation
    "active": Look("success", "check"),
    "invited": Look("warning", "mail"),
    "inactive": Look("neutral", "circle-slash"),
    "expired": Look("neutral", "calendar-x"),
}
TONE_ICONS = {"success": "check", "warning": "triangle-alert", "danger": "circle-x", "info": "info"}
FILE_ICONS = {
    "pdf": "file-text",
    "doc": "file-text",
    "docx": "file-text",
    "ppt": "presentation",
    "pptx": "presentation",
    "xls": "file-spreadsheet",
    "xlsx": "file-spreadsheet",
    "jpg": "image",
    "jpeg": "image",
    "png": "image",
    "mp4": "film",
}


@lru_cache(maxsize=512)
def icon(name: str, size: int = 16) -> SafeString:
    """Return the Lucide icon as inline SVG of ``size`` pixels, hidden from screen readers (the word says it)."""
    return SafeString(lucide(name, size=size, aria_hidden="true", focusable="false", **{"class": "icon"}))


register.simple_tag(icon, name="icon")


@register.filter
def status_tone(code: object) -> str:
    """Return the badge tone of a status code; an unknown code is neutral."""
    return STATUS_LOOKS.get(str(code), UNKNOWN_LOOK).tone


@register.filter
def status_icon(code: object) -> str:
    """Return the icon name of a status code; an unknown code gets a plain circle."""
    return STATUS_LOOKS.get(str(code), UNKNOWN_LOOK).icon


@register.filter
def tone_icon(tone: object) -> str:
    """Return the icon that stands for a tone, or an empty string where the word is enough."""
    return TONE_ICONS.get(str(tone), "")


@register.filter
def file_icon(file_name: object) -> str:
    """Return the icon of a file by its extension."""
    return FILE_ICONS.get(str(file_name).rpartition(".")[2].lower(), "file")


@register.filter
def initials(name: object) -> str:
    """Return at most two capitals for a person's picture: "Amélie Marchand" → "AM"."""
    words = str(name).replace("@", " ").split()
    chosen = words[:1] + words[1:][-1:] if "@" not in str(name) else words[:1]
    return "".join(word[0] for word in chosen).upper()


@register.filter
def passthrough(attrs: Attrs) -> SafeString:
    """Write the attributes that a component was given and does not know itself, escaped."""
    return flatatt({name: value for name, value in attrs.attrs_dict().items() if value not in (False, None)})


@register.simple_block_tag
def captured(content: str) -> SafeString:
    """Return what stands inside, without the blanks around it: ``{% captured as name %}…{% endcaptured %}``.

    The frame lays out its columns by it: a column that appeared with its content would shift the page.
    """
    return SafeString(content.strip())


@register.simple_tag(takes_context=True)
def page_theme(context: template.Context) -> str:
    """Return "light", "dark" or "system"; the last where a page is drawn without a request."""
    request = context.get("request")
    return theme_of_page(request) if request is not None else "system"


@register.simple_tag(takes_context=True)
def current_sort(context: template.Context, default: str = "") -> str:
    """Return the sort of this page: the query string's ``sort``, else the page's default."""
    return _query(context).get("sort", default)


@register.simple_tag(takes_context=True)
def sort_query(context: template.Context, field: str, current: str) -> str:
    """Return the query string that sorts by ``field``, turned round if it is sorted so already, from page 1."""
    query = _query(context).copy()
    query["sort"] = f"-{field}" if current == field else field
    query.pop("page", None)
    return f"?{query.urlencode()}"


@register.simple_tag(takes_context=True)
def page_query(context: template.Context, number: int) -> str:
    """Return the query string of another page of the same filtered, sorted list."""
    query = _query(context).copy()
    query["page"] = str(number)
    return f"?{query.urlencode()}"


@register.filter
def sort_direction(current: str, field: str) -> str:
    """Return the aria-sort word of a column: ascending, descending or none."""
    return {field: "ascending", f"-{field}": "descending"}.get(current, "none")


@register.filter
def covered_count(cells: list[dict[str, object]]) -> int:
    """Return how many cells of a coverage grid are covered."""
    return sum(bool(cell["covered"]) for cell in cells)


@register.filter
def elided_pages(paginator: "Paginator[object]", number: int) -> Iterator[int | str]:
    """Return the page numbers round ``number`` with an ellipsis for what is left out."""
    return paginator.get_elided_page_range(number, on_each_side=1, on_ends=1)


@register.filter
def focus_id(field: BoundField) -> str:
    """Return the id that a link in an error summary leads to: the control, or the first of a group."""
    return field.id_for_label or next((each.id_for_label for each in field.subwidgets), field.auto_id)


def _query(context: template.Context) -> QueryDict:
    request = context.get("request")
    return request.GET if request is not None else QueryDict()
