"""The states in which the styleguide shows each component. A test holds them against the page and the models."""

from collections.abc import Collection, Mapping

from cosell.templatetags.look import STATUS_LOOKS, TONE_ICONS

TONES = tuple(TONE_ICONS)
DOCUMENTS = [
    {"code": "ready", "label": "Checked, not sent yet"},
    {"code": "processing", "label": "Being checked"},
    {"code": "rejected", "label": "Refused"},
    {"code": "submitted", "label": "With Microsoft"},
    {"code": "approved", "label": "Approved 21 Oct"},
    {"code": "changes_requested", "label": "Sent back", "note": "Slide 4 names a customer without consent."},
    {"code": "revoked", "label": "Approval revoked", "note": "The customer has withdrawn consent."},
    {"code": "superseded", "label": "Replaced by a newer version"},
    {"code": "abandoned", "label": "Upload abandoned"},
]
STATES: Mapping[str, Collection[str]] = {
    "status-badge": STATUS_LOOKS,
    "badge": ("neutral", "brand", "success", "warning", "danger"),
    "button": ("primary", "secondary", "subtle", "danger", "disabled", "link"),
    "requirement": ("met", "unmet", "pending", "not_applicable"),
    "document-card": ("empty", "receiving", *(each["code"] for each in DOCUMENTS)),
    "drop-zone": ("plain", "ready", "over"),
    "progress": ("running", "done", "failed", "unknown"),
    "meter": ("plain", "success"),
    "message-bar": (*TONES, "live", "dismissible"),
    "toast": TONES,
    "chart": ("threshold", "no_threshold", "forecast", "refund", "flat"),
    "data-table": ("filled", "empty", "live", "filtered"),
    "field": ("valid", "invalid", "conflict", "optional", "disabled", "readonly"),
    "stepper": ("done", "current", "todo"),
    "status-ladder": ("done", "current", "todo"),
    "next-step": ("todo", "later"),
    "thread": ("partner", "microsoft", "event", "empty"),
}
