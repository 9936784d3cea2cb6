"""Words to the other side."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

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
