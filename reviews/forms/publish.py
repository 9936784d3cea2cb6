"""Publishing an offer for review."""

from __future__ import annotations

from typing import ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from reviews.models import Submission


class PublishForm(forms.ModelForm):
    """What goes along with the offer."""

    class Meta:
        model = Submission
        fields = ("note",)
        widgets: ClassVar = {"note": forms.Textarea(attrs={"rows": 3})}
        help_texts: ClassVar = {"note": _("What should they know? They read it beside your documents.")}
