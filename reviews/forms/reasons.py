"""The forms of the catalogue of reasons."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from cosell.concurrent_forms import ConcurrentModelForm
from eligibility.messages import title
from eligibility.messages.names import REQUIREMENTS
from offers.models import DocumentKind
from reviews.models import ItemKind, Reason
from reviews.services.reasons import add_reason, change_reason

if TYPE_CHECKING:
    from cosell.accounts.models import User


def kinds() -> list[tuple[str, str]]:
    """What a reason may be about: the parts of an offer, then the kinds of documents."""
    parts = [(kind.value, str(kind.label)) for kind in ItemKind if kind != ItemKind.DOCUMENT]
    return [*parts, *((kind.value, str(kind.label)) for kind in DocumentKind)]


def rules() -> list[tuple[str, str]]:
    return [(code, title(code)) for code in REQUIREMENTS]


def _several(label: Any, choices: Any, help_text: Any, required: Any) -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label=label,
        choices=choices,
        help_text=help_text,
        error_messages={"required": required},
        widget=forms.CheckboxSelectMultiple(attrs={"class": "choices-columns"}),
    )


class ReasonForm(ConcurrentModelForm):
    """Two admins may have the same reason open: see ``cosell.concurrent_forms``. The code of one is fixed once made."""

    about = _several(
        pgettext_lazy("of a reason", "What it is about"),
        kinds,
        _("Reviewers find it where they send these back."),
        _("Choose at least one."),
    )
    requirements = _several(
        _("Rules it rests on"),
        rules,
        _("The partner reads the one that fits what was sent back, with its source."),
        _("Choose the rule that it rests on."),
    )

    class Meta:
        model = Reason
        fields: ClassVar = [
            "code", "sentence_en", "sentence_fr", "about", "requirements", "position", "is_active",
        ]  # fmt: skip
        widgets: ClassVar = {
            "sentence_en": forms.Textarea(attrs={"rows": 2, "lang": "en"}),
            "sentence_fr": forms.Textarea(attrs={"rows": 2, "lang": "fr"}),
        }
        help_texts: ClassVar = {
            "code": _("By it figures and the record know the reason. It cannot be changed later."),
            "sentence_en": _("What is wrong, and what to do. Partners who read English read it."),
            "sentence_fr": _("The same for partners who read French."),
            "position": _("Lower numbers stand further up."),
            "is_active": _("A retired one stays readable wherever it was used."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            del self.fields["code"]

    def clean_about(self) -> list[str]:
        return _in_stored_order(self.cleaned_data["about"], self.instance.about)

    def clean_requirements(self) -> list[str]:
        return _in_stored_order(self.cleaned_data["requirements"], self.instance.requirements)

    def write(self, *, actor: User, changes: Mapping[str, Any]) -> None:
        if self.instance.pk is None:
            self.instance = add_reason(actor=actor, **changes)
        else:
            change_reason(actor=actor, reason=self.instance, changes=changes)


def _in_stored_order(codes: list[str], stored: list[str]) -> list[str]:
    """The order of checkboxes is not the person's: the same codes stay as they are stored."""
    return list(stored) if set(codes) == set(stored) else codes
