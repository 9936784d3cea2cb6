"""Forms of what goes on between the rounds: words to the other side, and what is asked of a second pair of eyes."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from reviews.models.conversation import LONGEST_MESSAGE


class MessageForm(forms.Form):
    """Words to the other side. The page says what they are for: a message, a question or an answer."""

    text = forms.CharField(
        label=_("Message"),
        help_text=_("The other side reads it at once, and is told by mail."),
        max_length=LONGEST_MESSAGE,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Write something first.")},
    )
