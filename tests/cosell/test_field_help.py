"""Every field that a person fills in says what it is for, or stands here with the reason why it need not."""

from importlib import import_module
from typing import Any

import pytest
from django import forms

from cosell.accounts.forms import _OnOurFrame
from eligibility.forms.filters import Filter
from reviews.forms.verdicts import VerdictForm
from reviews.models import ItemKind, SubmissionItem

MODULES = (
    "cosell.accounts.forms",
    "cosell.audit.forms",
    "eligibility.forms.earned",
    "offers.forms",
    "reviews.forms.bulk",
    "reviews.forms.conversation",
    "reviews.forms.passing_on",
    "reviews.forms.publish",
    "reviews.forms.reasons",
    "reviews.forms.remarks",
    "reviews.forms.settings",
    "reviews.forms.specialist",
    "reviews.forms.verdicts",
)
NO_HELP = {
    ("LoginForm", "login"): "the address of one's account",
    ("LoginForm", "password"): "nobody needs to be told",
    ("ReauthenticateForm", "password"): "nobody needs to be told",
    ("ChangePasswordForm", "oldpassword"): "nobody needs to be told",
}
ARGUMENTS = {"ReauthenticateForm": {"user": None}}
BY_THE_PAGE = {"MonthsForm": "a grid of months, explained once above it"}


def forms_of(module: str) -> list[type[forms.BaseForm]]:
    found = vars(import_module(module)).values()
    return [
        each
        for each in found
        if isinstance(each, type)
        and issubclass(each, forms.BaseForm)
        and each.__module__.startswith(module)
        and not _is_filter(each)
        and each.__name__ not in BY_THE_PAGE
    ]


def _is_filter(form: type) -> bool:
    """What a list is narrowed down by: its label and its choices say all there is."""
    return issubclass(form, Filter) or form.__name__.endswith("Filter")


EVERY_FORM = sorted({each for module in MODULES for each in forms_of(module)}, key=lambda form: form.__name__)


def fields_of(form: type[forms.BaseForm]) -> dict[str, forms.Field]:
    """As they are shown: ours of allauth are given their words when they are made."""
    make: Any = form
    made = make(**ARGUMENTS.get(form.__name__, {})) if issubclass(form, _OnOurFrame) else None
    shown = made.fields if made else vars(form)["base_fields"]
    return {name: field for name, field in shown.items() if not isinstance(field.widget, forms.HiddenInput)}


@pytest.mark.parametrize("form", EVERY_FORM, ids=lambda form: form.__name__)
def test_every_field_of_a_form_explains_itself(form: type[forms.BaseForm]) -> None:
    silent = [name for name, field in fields_of(form).items() if not str(field.help_text).strip()]
    assert [name for name in silent if (form.__name__, name) not in NO_HELP] == []


def test_the_forms_of_people_are_all_looked_at() -> None:
    names = {form.__name__ for form in EVERY_FORM}
    assert names >= {
        "AccountForm", "BusinessProfileForm", "CompetencyForm", "ContactForm", "ContactsFileForm", "CreateOfferForm",
        "InvitationForm", "ListingForm", "OutcomeForm", "PropertiesForm", "PublishForm", "RequestForm", "SignupForm",
    }  # fmt: skip


def test_no_excuse_is_out_of_date() -> None:
    known = {(form.__name__, name) for form in EVERY_FORM for name in fields_of(form)}
    assert set(NO_HELP) <= known


def test_a_verdict_s_reasons_explain_themselves(db: None) -> None:
    form = VerdictForm(SubmissionItem(kind=ItemKind.LISTING))
    assert [name for name, field in form.fields.items() if not field.help_text] == ["verdict"]
