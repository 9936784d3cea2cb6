"""Forms of the review desk and of publishing."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import TYPE_CHECKING, Any, ClassVar

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.formats import number_format
from django.utils.translation import gettext_lazy as _

from cosell.accounts.models import Partner, User
from cosell.views import STAFF_ROLES
from eligibility.messages import title
from offers.models import DocumentKind
from reviews.models import Holiday, ItemKind, Reason, Submission, SubmissionItem, Verdict
from reviews.reasons import fitting, reasons_about

if TYPE_CHECKING:
    from eligibility.queries import Asks

MOST_NAMED = 5
OUT_OF_RANGE = _("A percentage lies between 0 and 100.")


class PublishForm(forms.ModelForm):
    """What goes along with the offer."""

    class Meta:
        model = Submission
        fields = ("note",)
        widgets: ClassVar = {"note": forms.Textarea(attrs={"rows": 3})}
        help_texts: ClassVar = {"note": _("What should they know? They read it beside your documents.")}


class PercentField(forms.DecimalField):
    """A percentage with at most two decimals, typed as people do: 62.5, 62,5 or 62.5 %."""

    widget = forms.TextInput
    default_error_messages: ClassVar = {
        "invalid": _("Write a number such as 62.5."),
        "max_decimal_places": _("Write at most two decimals."),
        "required": _("Say how much of the infrastructure runs on Azure."),
    }

    def __init__(self, **kwargs: Any) -> None:
        in_range = [MinValueValidator(0, OUT_OF_RANGE), MaxValueValidator(100, OUT_OF_RANGE)]
        super().__init__(decimal_places=2, validators=in_range, **kwargs)

    def to_python(self, value: Any) -> Any:
        return super().to_python(str(value or "").replace("%", "").replace(",", ".").strip())

    def prepare_value(self, value: Any) -> Any:
        return number_format(value.normalize(), use_l10n=True) if isinstance(value, Decimal) else value

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {"inputmode": "decimal", "autocomplete": "off"}


class VerdictForm(forms.Form):
    """One verdict on one item. Here is what can be typed wrongly; the service asks for what belongs together."""

    verdict = forms.ChoiceField(choices=Verdict.choices, required=False, widget=forms.HiddenInput)
    azure_percent = PercentField(
        label=_("Share of the infrastructure on Azure (%)"),
        help_text=_("Read it from the diagram: 0 to 100, at most two decimals."),
        required=False,
    )
    reason = forms.CharField(
        label=_("Note to the partner"),
        help_text=_("What to change, in your own words. The partner reads it once you decide."),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(
        self,
        item: SubmissionItem,
        data: Mapping[str, Any] | None = None,
        *,
        asks: Asks | None = None,
        draft: Mapping[str, str] | None = None,
    ) -> None:
        kept = {name: getattr(item, name) for name in ("azure_percent", "reason_code", "reason")}
        super().__init__(data, initial={**kept, **(draft or {})})
        self.is_draft = bool(draft) and data is None
        choices = [("", _("Choose a reason")), *_by_rule(item, asks)]
        self.fields["reason_code"] = forms.ChoiceField(
            label=_("Reason"),
            required=False,
            choices=choices,
            help_text=_("By the rule they rest on. The partner reads the sentence in their own language."),
        )
        self.fields["azure_percent"].required = data is None or data.get("verdict") != Verdict.SENT_BACK
        if not item.is_diagram:
            del self.fields["azure_percent"]

    @property
    def sends_back(self) -> bool:
        """It was sent back, or somebody just tried to: the part with the reasons is to stand open."""
        if self.is_bound:
            return self.data.get("verdict") == Verdict.SENT_BACK
        return bool(self.initial["reason_code"] or self.initial["reason"])


def _by_rule(item: SubmissionItem, asks: Asks | None) -> list[tuple[str, list[tuple[str, str]]]]:
    """The reasons to choose from, under the rule that each rests on."""
    groups: dict[str, list[tuple[str, str]]] = {}
    for reason in reasons_about(item.subject):
        codes = fitting(reason.requirements, item, asks) if asks else reason.requirements
        groups.setdefault(codes[0] if codes else "", []).append((reason.code, reason.sentence))
    return [(title(code) if code else "", rows) for code, rows in groups.items()]


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


class SendBackForm(forms.Form):
    """One item of several submissions, and why it is sent back."""

    subject = forms.ChoiceField(label=_("Item to send back"), help_text=_("In every one of the rows chosen."))
    reason = forms.CharField(
        label=_("Note to the partner"),
        help_text=_("What to change, in your own words. Each partner reads it once you decide."),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, data: Mapping[str, Any] | None = None) -> None:
        super().__init__(data)
        parts = [choice for choice in ItemKind.choices if choice[0] != ItemKind.DOCUMENT]
        self._subject.choices = [("", _("Choose an item")), *parts, *DocumentKind.choices]
        reasons = [(reason.code, reason.sentence) for reason in Reason.objects.filter(is_active=True)]
        self.fields["reason_code"] = forms.ChoiceField(
            label=_("Reason"),
            required=False,
            choices=[("", _("Choose a reason")), *reasons],
            help_text=_("One that fits the item. Each partner reads the sentence in their own language."),
        )
        self.order_fields(["subject", "reason_code", "reason"])

    @property
    def _subject(self) -> forms.ChoiceField:
        field = self.fields["subject"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - declared above
        return field

    def clean(self) -> dict[str, Any]:
        """What the service would refuse for every row, said once at its field."""
        data = super().clean() or self.cleaned_data
        code, subject = data.get("reason_code"), data.get("subject")
        if not code and not data.get("reason", "").strip():
            self.add_error(
                "reason", _("Choose a reason or write a note, so that the partner knows what to do.")
            )
        if code and subject and code not in {reason.code for reason in reasons_about(subject)}:
            self.add_error("reason_code", _("This reason does not fit the item."))
        return data


class HolidayForm(forms.ModelForm):
    """A day on which nobody reviews."""

    class Meta:
        model = Holiday
        fields = ("day", "name")
        widgets: ClassVar = {"day": forms.DateInput(attrs={"type": "date"})}
        help_texts: ClassVar = {
            "day": _("The whole day, in UTC."),
            "name": _("As your colleagues know it, such as New Year's Day."),
        }


class ConflictForm(forms.Form):
    """An organisation by its name, and why the person must not review it."""

    organisation = forms.CharField(
        label=_("Organisation"), max_length=120, help_text=_("Its name, or a part that no other has.")
    )
    reason = forms.CharField(
        label=_("Reason"),
        max_length=300,
        required=False,
        help_text=_("Your ties in a few words. Only Microsoft's people read it."),
    )

    def clean_organisation(self) -> Partner:
        """The one organisation that is meant."""
        name = self.cleaned_data["organisation"].strip()
        exact = list(Partner.objects.filter(name__iexact=name)[:2])
        found = exact or list(Partner.objects.filter(name__icontains=name)[: MOST_NAMED + 1])
        if not found:
            raise forms.ValidationError(_("No organisation has this name."))
        if len(found) > 1:
            names = ", ".join(partner.name for partner in found[:MOST_NAMED])
            raise forms.ValidationError(
                _("Several have it: %(names)s. Write more of it."), params={"names": names}
            )
        return found[0]
