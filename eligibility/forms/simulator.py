"""What can be tried out in the simulator. The whole question lies in the address, so that it can be shared."""

from __future__ import annotations

import uuid
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from eligibility.editions import sound_editions
from eligibility.figures import latest_day
from eligibility.forms.fields import FigureField
from eligibility.messages import title
from eligibility.messages.names import REQUIREMENTS
from eligibility.models import Tier
from eligibility.outlook.what_if import ACTIVE, ENDED, WhatIf
from eligibility.pages.simulating import Question
from eligibility.queries import language
from eligibility.rules.codes import DIAGRAM
from offers.models import DocumentKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from eligibility.rules import Facts, Rulebook

AS_IT_IS = pgettext_lazy("choice in the simulator", "As it is")
PERIODS = [
    ("", AS_IT_IS),
    (ACTIVE, pgettext_lazy("choice in the simulator", "Active")),
    (ENDED, pgettext_lazy("choice in the simulator", "Ended or missing")),
]
ENROLMENTS = [("", AS_IT_IS), *Tier.choices, PERIODS[2]]
VALIDATIONS = [
    ("", AS_IT_IS),
    ("passed", pgettext_lazy("technical validation", "Passed")),
    ("failed", pgettext_lazy("technical validation", "Failed")),
]
# Which requirement makes a field worth asking.
ASKED_BY = {
    "acr": {"azure_consumed_revenue"},
    "billed": {"billed_revenue"},
    "percent": {"azure_infrastructure"},
    "without": {"sales_contact_per_country"},
    "everywhere": {"sales_contact_per_country"},
    "approved": {"required_documents", "supporting_material", DIAGRAM},
    "removed": {"required_documents", "supporting_material", DIAGRAM},
    "specialist": {"cloud_specialist_request"},
    "gold": {"gold_competency"},
    "designation": {"solutions_partner_designation"},
    "enrolment": {"isv_connect_enrolment", "isv_connect_premium"},
    "validation": {"technical_validation"},
}


class SimulatorForm(forms.Form):
    """Only what the rules ask of the offer's type, now or by the edition that is tried, has a field."""

    use_required_attribute = False
    acr = FigureField(
        required=False,
        max_digits=14,
        decimal_places=2,
        help_text=gettext_lazy(
            "As if the organisation's solutions had brought this much in all, whatever was entered."
        ),
    )
    billed = FigureField(
        required=False,
        max_digits=14,
        decimal_places=2,
        help_text=gettext_lazy("As if customers had been billed for this much in all, whatever was entered."),
    )
    percent = FigureField(
        label=gettext_lazy("Share of the infrastructure on Azure, in percent"),
        required=False,
        min_value=0,
        max_value=100,
        help_text=gettext_lazy(
            "As if a reviewer had read the architecture diagram and confirmed this share."
        ),
    )
    without = forms.ChoiceField(
        label=gettext_lazy("Without this contact"),
        required=False,
        help_text=gettext_lazy(
            "As if the sales contact had left: countries that nobody else covers are open then."
        ),
    )
    everywhere = forms.BooleanField(
        label=gettext_lazy("With a sales contact for every country"),
        required=False,
        help_text=gettext_lazy("As if none of the offer's eligible countries were without one."),
    )
    approved = forms.MultipleChoiceField(
        label=gettext_lazy("Documents that are approved"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy(
            "As if a reviewer had approved one of each, whether it is handed in today or not."
        ),
    )
    removed = forms.MultipleChoiceField(
        label=gettext_lazy("Documents that are removed"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy(
            "As if they no longer belonged to the offer. Without its diagram, its share on Azure is unconfirmed, too."
        ),
    )
    specialist = forms.BooleanField(
        label=gettext_lazy("The cloud specialist has closed the request as completed"),
        required=False,
        help_text=gettext_lazy(
            "As if the documentation had been provided, even if no request is filed today."
        ),
    )
    gold = forms.ChoiceField(
        label=gettext_lazy("Gold competency"),
        required=False,
        choices=PERIODS,
        help_text=gettext_lazy(
            "As if the organisation had one that is active on that day, in any area, or none."
        ),
    )
    designation = forms.ChoiceField(
        label=gettext_lazy("Solutions partner designation"),
        required=False,
        choices=PERIODS,
        help_text=gettext_lazy("As if the organisation had one that is active on that day, or none."),
    )
    enrolment = forms.ChoiceField(
        label=gettext_lazy("ISV Connect enrolment"),
        required=False,
        choices=ENROLMENTS,
        help_text=gettext_lazy("As if the organisation were enrolled on that day in this tier, or in none."),
    )
    validation = forms.ChoiceField(
        label=gettext_lazy("Technical validation"),
        required=False,
        choices=VALIDATIONS,
        help_text=gettext_lazy("As if a reviewer had come to this result."),
    )
    day = forms.DateField(
        label=gettext_lazy("As of"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=gettext_lazy("Today if it is empty, or a day up to three years ahead."),
    )
    at_pace = forms.BooleanField(
        label=gettext_lazy("Until then revenue goes on at the pace of the last three months"),
        required=False,
        help_text=gettext_lazy("Otherwise the months to come bring nothing."),
    )
    edition = forms.ChoiceField(
        label=gettext_lazy("By the rules of"),
        required=False,
        help_text=gettext_lazy("They give the status then; that of now is given by the rulebook in force."),
    )

    def __init__(
        self,
        data: Mapping[str, Any],
        *,
        facts: Facts,
        rules: Rulebook,
        contacts: Iterable[tuple[uuid.UUID, str]],
    ) -> None:
        """``facts`` are today's, ``rules`` those in force, ``contacts`` the sales contacts by id and name."""
        super().__init__(data)
        self.facts = facts
        tried = [rules, *(each for each in sound_editions() if each.code == data.get("edition"))]
        of_type = [each.offer_types[facts.offer.type] for each in tried]
        codes = {check.code for each in of_type for check in each.checks}
        for name, askers in ASKED_BY.items():
            if not codes & askers:
                del self.fields[name]
        kinds = {
            kind for each in of_type for kind in (*each.terms.required_kinds, *each.terms.supporting_kinds)
        }
        self._offer_choices(kinds | ({DIAGRAM} & codes), contacts)
        self._name_figures(rules)

    def _offer_choices(self, kinds: set[str], contacts: Iterable[tuple[uuid.UUID, str]]) -> None:
        documents = [(kind.value, kind.label) for kind in DocumentKind if kind.value in kinds]
        self._choose("approved", documents)
        self._choose("removed", [each for each in documents if self.facts.documents.state_of(each[0])])
        self._choose("without", [("", _("Nobody leaves")), *((str(key), name) for key, name in contacts)])
        editions = [(each.code, each.name.text(language())) for each in sound_editions()]
        self._choose("edition", [("", _("The rulebook in force")), *editions])

    def _choose(self, name: str, choices: list[tuple[str, Any]]) -> None:
        """Without a choice there is no field."""
        field: Any = self.fields.get(name)
        if field and choices:
            field.choices = choices
        elif field:
            del self.fields[name]

    def _name_figures(self, rules: Rulebook) -> None:
        terms = rules.offer_types[self.facts.offer.type].terms
        windows = {"acr": terms.azure_consumed_revenue.months, "billed": terms.billed_revenue.months}
        codes = {"acr": "azure_consumed_revenue", "billed": "billed_revenue"}
        for name in windows.keys() & self.fields.keys():
            words = {"figure": title(codes[name]), "months": windows[name]}
            self.fields[name].label = (
                _("%(figure)s in the last %(months)s months, USD") if windows[name] else _("%(figure)s, USD")
            ) % words

    def clean_day(self) -> date | None:
        day: date | None = self.cleaned_data["day"]
        today = self.facts.as_of
        if day and day < today:
            raise forms.ValidationError(_("Choose today or a later day: what was is told in the history."))
        if day and day > latest_day(today):
            raise forms.ValidationError(_("Choose a day within the next three years."))
        return day

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        both = set(cleaned.get("approved", ())) & set(cleaned.get("removed", ()))
        if both:
            names = ", ".join(str(DocumentKind(kind).label) for kind in sorted(both))
            self.add_error(
                "removed", _("Either approved or removed, not both: %(names)s.") % {"names": names}
            )
        return cleaned

    @property
    def requirements(self) -> list[str]:
        """What its fields bear on, in the order of the contract."""
        touched = frozenset[str]().union(*(ASKED_BY[name] for name in ASKED_BY if name in self.fields))
        return [code for code in REQUIREMENTS if code in touched]

    @property
    def question(self) -> Question:
        """Of a valid form."""
        asked = self.cleaned_data
        validation = asked.get("validation")
        return Question(
            what_if=WhatIf(
                acr_usd=asked.get("acr"),
                billed_usd=asked.get("billed"),
                percent=asked.get("percent"),
                every_country=bool(asked.get("everywhere")),
                approved=frozenset(asked.get("approved", ())),
                removed=frozenset(asked.get("removed", ())),
                specialist_completed=bool(asked.get("specialist")),
                validation=validation == "passed" if validation else None,
                gold=asked.get("gold", ""),
                designation=asked.get("designation", ""),
                enrolment=asked.get("enrolment", ""),
            ),
            day=asked["day"],
            at_pace=asked["at_pace"],
            edition=asked["edition"],
            without=uuid.UUID(asked["without"]) if asked.get("without") else None,
        )

    @property
    def shortest_query(self) -> str:
        """What is asked, as short as an address can hold it: only what is not as it is, in no reader's own form."""
        asked = {name: _plain(value) for name, value in self.cleaned_data.items()}
        return urlencode({name: value for name, value in asked.items() if value not in ("", [])}, doseq=True)


def _plain(value: Any) -> Any:
    if value is None or value is False:
        return ""
    if value is True:
        return "on"
    return f"{value:f}" if isinstance(value, Decimal) else value
