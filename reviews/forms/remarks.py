"""What reviewers write while they read."""

from __future__ import annotations

import uuid
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from reviews.models import Audience, PageComment


class KeyField(forms.UUIDField):
    """The same form sent twice is known by it."""

    widget = forms.HiddenInput

    def __init__(self) -> None:
        super().__init__(initial=uuid.uuid4, required=True)


class CommentForm(forms.Form):
    """A comment on a page; without a place it is about the page as a whole."""

    key = KeyField()
    page = forms.IntegerField(min_value=1, max_value=100_000, widget=forms.HiddenInput)
    revision = forms.IntegerField(min_value=0, required=False, widget=forms.HiddenInput)
    text = forms.CharField(
        label=_("Comment"),
        help_text=_("What is to be seen here?"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Write the comment.")},
    )
    audience = forms.ChoiceField(
        label=pgettext_lazy("of a comment", "Who reads it"),
        help_text=_("The partner reads theirs once you decide."),
        choices=Audience.choices,
        initial=Audience.REVIEWERS,
    )
    x = forms.DecimalField(
        label=_("From the left (%)"),
        help_text=_("Leave it empty for the whole page, or press the place in the picture."),
        min_value=0,
        max_value=100,
        decimal_places=2,
        required=False,
    )
    y = forms.DecimalField(
        label=_("From the top (%)"),
        help_text=_("The same."),
        min_value=0,
        max_value=100,
        decimal_places=2,
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        """A place has both figures."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        for name, other in (("x", "y"), ("y", "x")):
            if name in data and other in data and data[name] is None and data[other] is not None:
                self.add_error(name, _("Say both, or neither."))
        return data


def form_of(comment: PageComment) -> CommentForm:
    """To change what was written; its place stays."""
    values = {"page": comment.page, "revision": comment.revision, "text": comment.text}
    return without_place(CommentForm(initial={**values, "audience": comment.audience}))


def at_revision(data: QueryDict, comment: PageComment) -> QueryDict:
    """What was posted, with the comment's revision as it stands: saved once more after a refusal, it replaces that."""
    renewed = data.copy()
    renewed["revision"] = str(comment.revision)
    return renewed


def without_place(form: CommentForm) -> CommentForm:
    for name in ("x", "y"):
        del form.fields[name]
    return form


class NoteForm(forms.Form):
    """A note for whoever reviews it next."""

    key = KeyField()
    note = forms.CharField(
        label=_("New note"),
        help_text=_("Only Microsoft's reviewers read it, also in later rounds."),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": _("Write the note.")},
    )
