"""Every field that a person fills in says what it is for, or stands here with the reason why it need not."""

from collections.abc import Iterator
from importlib import import_module
from pkgutil import walk_packages
from typing import Any

import pytest
from django import forms

from cosell.accounts.forms import _OnOurFrame
from eligibility.forms.filters import Filter
from eligibility.rulebook_fields import FIELDS
from reviews.forms.verdicts import VerdictForm
from reviews.models import ItemKind, SubmissionItem

ROOMS = ("cosell", "offers", "eligibility", "reviews")
NO_HELP = {
    ("LoginForm", "login"): "the address of one's account",
    ("LoginForm", "password"): "nobody needs to be told",
    ("ReauthenticateForm", "password"): "nobody needs to be told",
    ("ChangePasswordForm", "oldpassword"): "nobody needs to be told",
}
ARGUMENTS = {"ReauthenticateForm": {"user": None}}
BY_THE_PAGE = {"MonthsForm": "a grid of months, explained once above it"}
NOT_LOOKED_AT = {
    "ConcurrentModelForm": "has no fields of its own",
    "SampleForm": "shows what a form looks like",
}


def form_modules() -> Iterator[str]:
    """Found where they lie: a module of forms that is new is looked at without anybody naming it here."""
    for room in ROOMS:
        for each in walk_packages(import_module(room).__path__, f"{room}."):
            if "forms" in each.name.split("."):
                yield each.name


def forms_of(module: str) -> list[type[forms.BaseForm]]:
    return [
        each
        for each in vars(import_module(module)).values()
        if isinstance(each, type)
        and issubclass(each, forms.BaseForm)
        and each.__module__ == module
        and not _is_filter(each)
        and each.__name__ not in BY_THE_PAGE
    ]


def _is_filter(form: type) -> bool:
    """What a list is narrowed down by: its label and its choices say all there is."""
    return issubclass(form, Filter) or form.__name__.endswith("Filter")


EVERY_FORM = sorted(
    {each for module in form_modules() for each in forms_of(module)}, key=lambda form: form.__name__
)


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
        "AccountForm", "AsOfForm", "BusinessProfileForm", "CompetencyForm", "ContactForm", "ContactsFileForm",
        "CreateOfferForm", "InvitationForm", "ListingForm", "NewRulebookForm", "OutcomeForm", "PropertiesForm",
        "PublishForm", "RequestForm", "SaveFilterForm", "SectionForm", "SignupForm", "SimulatorForm",
    }  # fmt: skip


def test_no_form_lies_where_nobody_looks() -> None:
    """Those of the views and services, too: the addresses bring every module in which a form is used."""
    import_module("cosell.urls")
    ours = [each for each in _below(forms.BaseForm) if each.__module__.split(".")[0] in ROOMS]
    elsewhere = [
        each
        for each in ours
        if "forms" not in each.__module__.split(".") and each.__name__ not in NOT_LOOKED_AT
    ]
    assert elsewhere == []


def _below(kind: type[forms.BaseForm]) -> Iterator[type[forms.BaseForm]]:
    for each in kind.__subclasses__():
        yield each
        yield from _below(each)


def test_every_field_of_a_rulebook_explains_itself() -> None:
    assert [name for name, field in FIELDS.items() if not str(field.help).strip()] == []


def test_no_excuse_is_out_of_date() -> None:
    known = {(form.__name__, name) for form in EVERY_FORM for name in fields_of(form)}
    assert set(NO_HELP) <= known


def test_a_verdict_s_reasons_explain_themselves(db: None) -> None:
    form = VerdictForm(SubmissionItem(kind=ItemKind.LISTING))
    assert [name for name, field in form.fields.items() if not field.help_text] == ["verdict"]
