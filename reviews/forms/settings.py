"""What admins set for the desk, and what a reviewer declares of themselves."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from cosell.accounts.models import Partner
from reviews.forms.fields import PercentField
from reviews.models import Holiday, RuleKind, SecondReviewRule

MOST_NAMED = 5


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
