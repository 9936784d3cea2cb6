"""Handing a submission over to a colleague."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cosell.accounts.models import User
from cosell.views import STAFF_ROLES


class ColleagueField(forms.ModelChoiceField):
    """Microsoft's people, by name and address."""

    def label_from_instance(self, person: User) -> str:
        return f"{person} ({person.email})" if person.name else person.email


class HandOverForm(forms.Form):
    """To whom a submission goes, and what they have to know."""

    note = forms.CharField(
        label=_("Note to the reviewer"),
        help_text=_("What have you looked at, and what is left? Only Microsoft's people read it."),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Write what your colleague has to know.")},
    )

    def __init__(self, who_has_it: User | None, data: Mapping[str, Any] | None = None) -> None:
        super().__init__(data)
        staff = User.objects.filter(role__in=STAFF_ROLES, is_active=True).order_by("name", "email")
        self.fields["to"] = ColleagueField(
            label=_("Reviewer"),
            queryset=staff.exclude(pk=who_has_it.pk) if who_has_it else staff,
            to_field_name="public_id",
            empty_label=_("Choose a colleague"),
        )
        self.order_fields(["to", "note"])
