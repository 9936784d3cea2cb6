"""A verdict on one item."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from eligibility.messages import title
from reviews.forms.fields import PercentField
from reviews.models import SubmissionItem, Verdict
from reviews.reasons import fitting, reasons_about

if TYPE_CHECKING:
    from eligibility.queries import Asks


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
