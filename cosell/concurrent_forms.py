"""Forms that two people may have open at once: nothing that either of them saved or typed is lost.

Each page carries what the fields held when it was loaded (the *base*, signed). A save is a three-way merge, field by
field, of the base, what stands in the database now (*theirs*) and what was posted (*mine*):

- only they changed it: theirs is kept, and ``form.merged`` says so;
- only I changed it: mine is written;
- both changed it, differently: nothing is written at all, ``form.conflicts`` holds both values, and the page's base is
  renewed, so that saving again is a deliberate choice. At each such field two buttons, *Keep mine* and *Use theirs*,
  send the whole form with ``choose=mine:<field>`` or ``theirs:<field>``: the last choice saves.

A base that is missing, forged or of another object counts as "I have seen nothing": every field that differs is a
conflict, none is overwritten in silence.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from copy import copy
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import messages
from django.core import signing
from django.db import models
from django.forms.widgets import ChoiceWidget
from django.http import QueryDict
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cosell.audit.models import AuditEntry
from cosell.forms import Conflict
from cosell.transitions import SomebodyWasFaster

if TYPE_CHECKING:
    import uuid

    from django.http import HttpRequest

    from cosell.accounts.models import User

SALT = "cosell.concurrent_forms"
CHOICE, UNDECIDED = (
    "choose",
    "undecided",
)  # what <c-conflict> sends: the button pressed, and every field it stands at
TRIES = 5
MOST_NAMED = 4
_UNSEEN = object()


@dataclass(frozen=True, slots=True)
class Merged:
    """A field that only somebody else changed: their value is kept."""

    label: str
    theirs: str
    by: str


class ConcurrentModelForm(forms.ModelForm):
    """Edit a row that has a ``revision``. ``instance`` must be as read from the database in this very request.

    A subclass says how to write in ``write``; a view calls ``is_valid()`` and then ``save_concurrently(actor)``.
    """

    base = forms.CharField(widget=forms.HiddenInput, required=False)

    conflict_message = gettext_lazy("Somebody saved another value here meanwhile. Choose which one to keep.")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.conflicts: dict[str, Conflict] = {}
        self.merged: dict[str, Merged] = {}
        self._mine: list[str] = []
        self._undecided: set[str] = set()
        self._theirs = self._values_of(self.instance)
        self.initial["base"] = self._signed_base()

    @property
    def changes(self) -> dict[str, Any]:
        """What I changed, as cleaned values by field name."""
        return {name: self.cleaned_data[name] for name in self._mine if name in self.cleaned_data}

    def write(self, *, actor: User, changes: Mapping[str, Any]) -> None:
        """Write ``changes`` to ``self.instance`` by the service of this act, which uses ``update_if_unchanged``."""
        raise NotImplementedError

    def save_concurrently(self, actor: User) -> bool:
        """Write what I changed. False: somebody saved at the same moment and changed the same fields: show the form.

        If they changed other fields, theirs stay and mine are written.
        """
        for _try in range(TRIES):
            if not self.changes:
                return True
            try:
                self.write(actor=actor, changes=self.changes)
            except SomebodyWasFaster:
                if not self._read_again():
                    return False
            else:
                return True
        return False

    def say_merged(self, request: HttpRequest) -> None:
        """Tell the person which fields somebody else saved meanwhile, if any. Call it after a save."""
        if self.merged:
            by = next(iter(self.merged.values())).by or _("Somebody")
            labels = _named([field.label for field in self.merged.values()])
            messages.info(
                request,
                _("%(person)s saved other fields meanwhile: %(fields)s. Both are kept.")
                % {"person": by, "fields": labels},
            )

    # --- the choice at a conflict ---

    def full_clean(self) -> None:
        if self.is_bound:
            self._take_choice()
        super().full_clean()

    def _take_choice(self) -> None:
        """One press decides one field; the other conflicts of the page stay until they are decided too.

        *Theirs* is the value that the page showed; if it changed once more, the merge keeps the newest and says so.
        """
        side, _colon, html_name = self.data.get(CHOICE, "").partition(":")
        name = next((each for each in self._edited() if self.add_prefix(each) == html_name), None)
        if name is None:
            return
        self._undecided = set(self.data.getlist(UNDECIDED)) - {html_name}  # type: ignore[attr-defined]  # a QueryDict
        base = self._posted_base()
        if side == "theirs" and name in base:
            self.data = self._with_values({name: base[name]})

    def _with_values(self, values: Mapping[str, Any]) -> Any:
        """What was posted, with these fields as if they had been typed."""
        data: Any = copy(self.data)
        if isinstance(data, QueryDict):
            data = data.copy()
        for name, value in values.items():
            field = self.fields[name]
            put_value(data, self.add_prefix(name), field.widget, field.prepare_value(value))
        return data

    # --- the merge ---

    def _clean_form(self) -> None:
        """Merge before the form's own ``clean``, so that it judges the merged values."""
        if self.instance.pk is None:
            self._mine = self._edited()
        else:
            self._merge()
        super()._clean_form()  # type: ignore[misc]  # part of Django's Form, not of its stubs

    def _merge(self) -> None:
        self.conflicts, self.merged, self._mine = {}, {}, []
        base = self._posted_base()
        by, at = last_saved_by(self.instance)
        for name in self._edited():
            if name in self.cleaned_data:
                self._merge_field(name, base.get(name, _UNSEEN), by, at)
        if self.conflicts:
            self._show_conflicts()

    def _merge_field(self, name: str, was: Any, by: str, at: datetime | None) -> None:
        mine, theirs = plain(self.cleaned_data[name]), self._theirs[name]
        if mine == theirs:
            return
        if mine == was:
            self.merged[name] = Merged(str(self.fields[name].label or name), self.shown(name, theirs), by)
            self.cleaned_data[name] = getattr(self.instance, name)
        elif theirs == was and self.add_prefix(name) not in self._undecided:
            self._mine.append(name)
        else:
            self.conflicts[name] = Conflict(self.shown(name, theirs), by, at, self.shown(name, mine))

    def _show_conflicts(self) -> None:
        """Say both values, and make the next save of this page a deliberate one."""
        data = self._with_values({name: self._theirs[name] for name in self.merged})
        data[self.add_prefix("base")] = self._signed_base()
        self.data = data
        for name in self.conflicts:
            self.add_error(name, str(self.conflict_message))

    def _read_again(self) -> bool:
        """Take what stands in the database now and judge what was posted against it."""
        fresh = type(self.instance)._default_manager.filter(pk=self.instance.pk).first()
        if fresh is None:
            self.add_error(None, _("Somebody removed this meanwhile, so that it cannot be saved any more."))
            return False
        self.instance = fresh
        self._theirs = self._values_of(fresh)
        self.full_clean()
        return self.is_valid()

    # --- values ---

    def _edited(self) -> list[str]:
        """The names of the fields that this form writes."""
        known = {field.name for field in self._meta.model._meta.concrete_fields}
        return [name for name, field in self.fields.items() if name in known and not field.disabled]

    def _values_of(self, instance: models.Model) -> dict[str, Any]:
        columns = {field.name: field for field in instance._meta.concrete_fields}
        return {name: plain(columns[name].value_from_object(instance)) for name in self._edited()}

    def _identity(self) -> list[str]:
        return [self.instance._meta.label_lower, str(self.instance.pk)]

    def _signed_base(self) -> str:
        return signing.dumps([self._identity(), self._theirs], salt=SALT, compress=True)

    def _posted_base(self) -> dict[str, Any]:
        try:
            identity, values = signing.loads(self.data.get(self.add_prefix("base"), ""), salt=SALT)
        except (signing.BadSignature, ValueError):
            return {}
        return values if identity == self._identity() else {}

    def shown(self, name: str, value: Any) -> str:
        """A value as a person reads it: names of choices, yes or no, lists with commas. Empty for nothing."""
        if isinstance(value, bool):
            return _("Yes") if value else _("No")
        if value in (None, "", []):
            return ""
        names = _names_of_choices(self.fields[name])
        if isinstance(value, list):
            return ", ".join(names.get(str(each), str(each)) for each in value)
        return names.get(str(value), str(value))


def _named(labels: list[str]) -> str:
    """All of a few; of many the first ones and how many more there are."""
    more = len(labels) - MOST_NAMED
    if more <= 1:
        return str(get_text_list(labels, _("and")))
    return _("%(labels)s and %(count)s more") % {"labels": ", ".join(labels[:MOST_NAMED]), "count": more}


def plain(value: Any) -> Any:
    """The same JSON-shaped value for the same content, from the database or from a form.

    Line ends are one character, as browsers send two; a decimal has no trailing zeros; a row is its key.
    """
    if isinstance(value, models.Model):
        return value.pk
    if isinstance(value, str):
        return value.replace("\r\n", "\n")
    if isinstance(value, Decimal):
        return format(value.normalize(), "f")
    if isinstance(value, date | datetime | time):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {str(key): plain(each) for key, each in value.items()}
    if isinstance(value, list | tuple | set):
        return [plain(each) for each in value]
    return value if value is None or isinstance(value, bool | int | float) else str(value)


def put_value(data: Any, html_name: str, widget: forms.Widget, value: Any) -> None:
    """Write a prepared value into posted data the way a browser would send it."""
    if isinstance(widget, forms.MultiWidget):
        parts = widget.decompress(value) or [None] * len(widget.widgets)
        for suffix, part, each in zip(vars(widget)["widgets_names"], widget.widgets, parts, strict=True):
            put_value(data, html_name + suffix, part, each)
    elif isinstance(widget, forms.CheckboxInput):
        data.setlist(html_name, ["on"] if value else [])
    elif isinstance(value, list | tuple):
        data.setlist(html_name, [str(each) for each in value])
    elif isinstance(widget, ChoiceWidget):
        data[html_name] = "" if value is None else str(value)
    else:
        data[html_name] = str(widget.format_value(value) or "")


def last_saved_by(instance: Any) -> tuple[str, datetime | None]:
    """Who saved this last and when, from the row itself or else from the record; an empty name if unknown."""
    if hasattr(instance, "changed_by"):
        return (str(instance.changed_by) if instance.changed_by else ""), instance.changed_at
    offer_id: uuid.UUID | None = getattr(getattr(instance, "offer", None), "public_id", None)
    entry = AuditEntry.objects.filter(offer_public_id=offer_id).first() if offer_id else None
    return (entry.actor_label, entry.at) if entry else ("", None)


def _names_of_choices(field: forms.Field) -> dict[str, str]:
    choices: Iterable[Any] | Callable[[], Iterable[Any]] = getattr(field, "choices", ())
    names: dict[str, str] = {}
    for value, label in choices() if callable(choices) else choices:
        group = label if isinstance(label, list | tuple) else [(value, label)]
        names.update({str(code): str(name) for code, name in group})
    return names
