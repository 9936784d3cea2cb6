"""The forms of a draft's sections: faults at the fields, and two admins at once."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.http import QueryDict

from eligibility.forms.rulebook import SectionForm
from eligibility.models import Rulebook
from eligibility.rulebook_fields import FIELDS
from eligibility.services import rulebooks
from eligibility.services.assessing import today
from tests.eligibility.building import make_admin, make_draft

pytestmark = pytest.mark.django_db

FIGURES = {
    "name": "FY21",
    "acr_usd": "80,000",
    "billed_usd": "100,000",
    "revenue_mode": "any",
    "azure_percent": "50",
    "grace_days": "0",
    "acr_months": "12",
    "billed_months": "0",
    "billed_counts": "always",
}


def fresh(draft: Rulebook) -> Rulebook:
    return Rulebook.objects.get(pk=draft.pk)


def opened(draft: Rulebook) -> str:
    return str(SectionForm(instance=fresh(draft), section="thresholds")["base"].value())


def posted(draft: Rulebook, base: str, **changes: Any) -> SectionForm:
    data = QueryDict(mutable=True)
    notes = {f"note_revenue_{code}": FIELDS[f"note_revenue_{code}"].get(draft.data) for code in ("en", "fr")}
    for name, value in {"effective_from": today().isoformat(), **FIGURES, **notes, **changes}.items():
        data.setlist(name, value if isinstance(value, list) else [str(value)])
    data["base"] = base
    return SectionForm(data, instance=fresh(draft), section="thresholds")


def test_form_shows_what_the_draft_holds() -> None:
    form = SectionForm(instance=make_draft(make_admin()), section="thresholds")
    assert form["acr_usd"].value() == Decimal(100_000)
    assert form["revenue_mode"].value() == "any"
    assert 'value="100,000"' in str(form["acr_usd"])


def test_saved_figures_stand_in_the_rulebook() -> None:
    admin = make_admin()
    draft = make_draft(admin)
    form = posted(draft, opened(draft))
    assert form.is_valid(), form.errors
    assert form.save_concurrently(admin) is True
    stored = fresh(draft)
    assert stored.name == "FY21"
    assert FIELDS["acr_usd"].get(stored.data) == Decimal(80_000)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("acr_usd", "-1"),
        ("billed_usd", ""),
        ("billed_usd", "much"),
        ("azure_percent", "100.01"),
        ("azure_percent", "-0.01"),
        ("acr_months", "121"),
        ("grace_days", "366"),
        ("revenue_mode", "some"),
        ("name", ""),
        ("effective_from", ""),
        ("effective_from", "2020-02-30"),
    ],
)
def test_fault_is_said_at_its_field(field: str, value: Any) -> None:
    draft = make_draft(make_admin())
    form = posted(draft, opened(draft), **{field: value})
    assert not form.is_valid()
    assert list(form.errors) == [field]


def test_day_in_the_past_is_refused() -> None:
    draft = make_draft(make_admin())
    form = posted(draft, opened(draft), effective_from=today() - timedelta(days=1))
    assert form.errors == {"effective_from": ["This day lies in the past. Choose today or a later day."]}


@pytest.mark.parametrize("day", [f"{today().year + 4}-01-01", "9999-12-31"])
def test_day_to_which_no_grace_period_can_be_added_is_refused(day: str) -> None:
    draft = make_draft(make_admin())
    form = posted(draft, opened(draft), effective_from=day, grace_days="365")
    assert form.errors == {"effective_from": ["Choose a day within the next three years."]}


def test_last_possible_day_is_saved() -> None:
    admin = make_admin()
    draft = make_draft(admin)
    last = date(today().year + 3, 12, 31)
    form = posted(draft, opened(draft), effective_from=last.isoformat(), grace_days="365")
    assert form.is_valid(), form.errors
    assert form.save_concurrently(admin) is True
    assert fresh(draft).effective_from == last


def test_figures_that_two_admins_changed_apart_are_both_kept() -> None:
    admin = make_admin()
    draft = make_draft(admin)
    base = opened(draft)
    rulebooks.save_draft(actor=make_admin(), rulebook=fresh(draft), changes={"azure_percent": Decimal(70)})
    form = posted(draft, base)
    assert form.is_valid(), form.errors
    assert list(form.merged) == ["azure_percent"]
    assert form.save_concurrently(admin) is True
    data = fresh(draft).data
    assert (FIELDS["acr_usd"].get(data), FIELDS["azure_percent"].get(data)) == (Decimal(80_000), Decimal(70))


def test_figure_that_two_admins_changed_is_shown_with_both_values() -> None:
    draft = make_draft(make_admin())
    base = opened(draft)
    other = make_admin()
    rulebooks.save_draft(actor=other, rulebook=fresh(draft), changes={"acr_usd": Decimal(70_000)})
    form = posted(draft, base)
    assert not form.is_valid()
    assert list(form.errors) == ["acr_usd"]
    assert (form.conflicts["acr_usd"].theirs, form.conflicts["acr_usd"].by) == ("USD\xa070,000", other.name)
    assert FIELDS["acr_usd"].get(fresh(draft).data) == Decimal(70_000)


@pytest.mark.parametrize(
    ("name", "value", "shown"),
    [
        ("azure_percent", "62.5", "62.5\xa0%"),
        ("acr_months", 12, "last 12 months"),
        ("acr_months", 0, "since launch"),
        ("revenue_mode", "all", "both are needed"),
        ("name", "FY21", "FY21"),
    ],
)
def test_other_value_is_shown_as_a_person_reads_it(name: str, value: Any, shown: str) -> None:
    assert SectionForm(instance=make_draft(make_admin()), section="thresholds").shown(name, value) == shown
