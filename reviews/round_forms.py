"""Forms of what goes on between the rounds: words to the other side, and what is asked of a second pair of eyes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from reviews.forms import PercentField
from reviews.models import RuleKind, SecondReviewRule
from reviews.models.conversation import LONGEST_MESSAGE

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise


class MessageForm(forms.Form):
    """Words to the other side. The page says what they are for: a message, a question or an answer."""

    text = forms.CharField(
        label=_("Message"),
        help_text=_("The other side reads it at once, and is told by mail."),
        max_length=LONGEST_MESSAGE,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Write something first.")},
    )


class ReasonForm(forms.Form):
    """Why an act is done; who reads it is said by ``help_text``."""

    reason = forms.CharField(
        label=_("Reason"),
        help_text=_("Whoever it concerns reads it."),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": _("Say why, so that the other side understands it.")},
    )

    def __init__(self, help_text: _StrOrPromise, data: Mapping[str, Any] | None = None) -> None:
        super().__init__(data)
        self.fields["reason"].help_text = help_text


class SecondReviewRuleForm(forms.ModelForm):
    """Which decisions need a second reviewer. Each kind asks for figures of its own."""

    NEEDED: ClassVar = {
        RuleKind.AZURE_SHARE: ("share_from", "share_to"),
        RuleKind.OFFER_TYPE: ("offer_type",),
        RuleKind.NEW_REVIEWER: ("decisions",),
    }

    share_from = PercentField(
        label=_("Share from (%)"),
        help_text=_("For a share on Azure within bounds: the lower one, itself included."),
        required=False,
    )
    share_to = PercentField(
        label=_("Share to (%)"), help_text=_("The upper bound, itself included."), required=False
    )

    class Meta:
        model = SecondReviewRule
        fields = ("kind", "offer_type", "share_from", "share_to", "decisions")
        help_texts: ClassVar = {
            "kind": _("Decisions of this kind count only once another reviewer has confirmed them."),
            "offer_type": _("For every decision about a type of offer."),
            "decisions": _("For the first decisions of a reviewer: how many of them."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("kind", "offer_type"):
            field: Any = self.fields[name]
            field.choices = [("", _("Choose one")), *list(field.choices)[1:]]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        needed = self.NEEDED.get(cleaned.get("kind", ""), ())
        for name in needed:
            if not cleaned.get(name) and cleaned.get(name) != 0 and name not in self.errors:
                self.add_error(name, _("This kind of rule needs it."))
        for name in {"offer_type", "share_from", "share_to", "decisions"} - set(needed):
            cleaned[name] = "" if name == "offer_type" else None
        low, high = cleaned.get("share_from"), cleaned.get("share_to")
        if low is not None and high is not None and low > high:
            self.add_error("share_to", _("The upper bound is lower than the lower one."))
        return cleaned
