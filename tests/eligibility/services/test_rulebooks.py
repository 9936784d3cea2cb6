"""Drafting a rulebook, changing it and previewing it."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils.translation import override

from cosell.locations import country_codes
from cosell.transitions import SomebodyWasFaster
from eligibility.editions import edition_codes, load_edition
from eligibility.models import Rulebook, RulebookState
from eligibility.queries import rulebook_in_force
from eligibility.rulebook_fields import FIELDS
from eligibility.services import rulebooks
from eligibility.services.assessing import today
from tests.builders import make_user
from tests.eligibility.building import make_admin, make_draft

pytestmark = pytest.mark.django_db


def test_draft_starts_with_everything_of_its_source() -> None:
    admin, source = make_admin(), rulebook_in_force()
    draft = rulebooks.draft_from(actor=admin, source=source)
    assert (draft.state, draft.edition, draft.data) == ("draft", source.edition, source.data)
    assert (draft.made_from, draft.created_by, draft.effective_from) == (source, admin, today())
    assert rulebook_in_force() == source


def test_rulebook_as_shipped_has_a_name_in_each_language_and_any_other_its_own() -> None:
    shipped = rulebook_in_force()
    own = Rulebook(name="FY21", edition=shipped.edition)
    with override("fr"):
        names = [each.shown_name for each in (shipped, own)]
    assert names == ["Septembre 2020", "FY21"]
    assert shipped.shown_name == "September 2020"


def test_figures_of_a_draft_are_changed_and_nothing_else() -> None:
    admin = make_admin()
    draft = make_draft(admin)
    changes = {
        "name": "FY21",
        "acr_usd": Decimal("80000.50"),
        "billed_usd": Decimal("90000"),
        "revenue_mode": "all",
        "azure_percent": Decimal("60.5"),
        "countries": ["US", "FR"],
    }
    rulebooks.save_draft(actor=admin, rulebook=draft, changes=changes)
    stored = Rulebook.objects.get(pk=draft.pk)
    assert (stored.name, stored.revision, stored.changed_by) == ("FY21", 1, admin)
    assert {name: FIELDS[name].get(stored.data) for name in changes if name != "name"} == {
        "acr_usd": Decimal("80000.50"),
        "billed_usd": Decimal("90000"),
        "revenue_mode": "all",
        "azure_percent": Decimal("60.5"),
        "countries": ["FR", "US"],
    }
    assert stored.data["offer_types"] == rulebook_in_force().data["offer_types"]
    assert rulebook_in_force().data["revenue"]["mode"] == "any"


def test_every_country_chosen_is_every_country_that_there_will_ever_be() -> None:
    draft = make_draft(make_admin(), countries=sorted(country_codes()))
    assert draft.data["eligible_countries"] == "all"


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"acr_usd": Decimal(-1)}, "acr_usd"),
        ({"acr_months": 121}, "acr_months"),
        ({"azure_percent": Decimal(101)}, "azure_percent"),
        ({"countries": []}, "countries"),
        ({"countries": ["XX"]}, "countries"),
        ({"revenue_mode": "some"}, "revenue_mode"),
        ({"type_saas_path": "stairs"}, "type_saas_path"),
        ({"type_power_bi_app_asks_transactable": "both"}, "type_power_bi_app_asks_transactable"),
        ({"document_customer_one_pager": ""}, "document_customer_one_pager"),
        ({"name_not_ready_fr": " "}, "name_not_ready_fr"),
        ({"note_revenue_fr": ""}, "note_revenue_fr"),
        ({"benefit_co_sell_ready_csp_incentive": True}, "benefit_co_sell_ready_csp_incentive_percent"),
    ],
)
def test_figures_that_make_no_sound_rulebook_are_refused(changes: dict[str, object], fault: str) -> None:
    admin = make_admin()
    draft = make_draft(admin)
    with pytest.raises(ValidationError) as refusal:
        rulebooks.save_draft(actor=admin, rulebook=draft, changes=changes)
    assert isinstance(refusal.value, rulebooks.UnsoundRulebook)
    assert list(refusal.value.by_field) == [fault]
    assert Rulebook.objects.get(pk=draft.pk).revision == 0


def test_later_of_two_saves_of_the_same_page_is_told() -> None:
    admin = make_admin()
    draft = make_draft(admin)
    mine, theirs = Rulebook.objects.get(pk=draft.pk), Rulebook.objects.get(pk=draft.pk)
    rulebooks.save_draft(actor=admin, rulebook=theirs, changes={"acr_usd": Decimal(1)})
    with pytest.raises(SomebodyWasFaster):
        rulebooks.save_draft(actor=admin, rulebook=mine, changes={"acr_usd": Decimal(2)})
    assert FIELDS["acr_usd"].get(Rulebook.objects.get(pk=draft.pk).data) == Decimal(1)


@pytest.mark.parametrize("state", [RulebookState.IN_FORCE, RulebookState.SUPERSEDED, RulebookState.DISCARDED])
def test_rulebook_that_is_no_draft_is_never_edited_or_previewed(state: str) -> None:
    admin, rulebook = make_admin(), rulebook_in_force()
    Rulebook.objects.filter(pk=rulebook.pk).update(state=state)
    rulebook = Rulebook.objects.get(pk=rulebook.pk)
    with pytest.raises(ValidationError):
        rulebooks.save_draft(actor=admin, rulebook=rulebook, changes={"acr_usd": Decimal(1)})
    with pytest.raises(ValidationError):
        rulebooks.preview(actor=admin, rulebook=rulebook)


def test_all_faults_of_a_save_are_told_at_once() -> None:
    admin = make_admin()
    draft = make_draft(admin)
    changes = {"acr_usd": Decimal(-1), "azure_percent": Decimal(101), "countries": ["XX"]}
    with pytest.raises(rulebooks.UnsoundRulebook) as refusal:
        rulebooks.save_draft(actor=admin, rulebook=draft, changes=changes)
    assert refusal.value.by_field == {
        "countries": ['unknown country code "XX"'],
        "acr_usd": ['cannot be negative, found "-1"'],
        "azure_percent": [
            'expected a percentage from 0 to 100 as a decimal string such as "62.5", found "101"'
        ],
    }


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"effective_from": today() - timedelta(days=1)}, "effective_from"),
        ({"grace_days": 366}, "grace_days"),
        ({"grace_days": -1}, "grace_days"),
    ],
)
def test_day_in_the_past_and_endless_grace_are_refused_at_save(changes: dict[str, Any], field: str) -> None:
    admin = make_admin()
    draft = make_draft(admin)
    with pytest.raises(ValidationError) as refusal:
        rulebooks.save_draft(actor=admin, rulebook=draft, changes=changes)
    assert list(refusal.value.message_dict) == [field]


@pytest.mark.parametrize("code", edition_codes())
def test_draft_is_made_from_any_edition(code: str) -> None:
    draft = rulebooks.draft_from_edition(actor=make_admin(), code=code, name="Mine")
    assert (draft.name, draft.edition, draft.made_from) == ("Mine", code, None)
    assert draft.data == load_edition(code).to_data()


@pytest.mark.parametrize("state", RulebookState.values)
def test_draft_is_made_from_a_rulebook_in_any_state(state: str) -> None:
    admin = make_admin()
    source = make_draft(admin, acr_usd=Decimal(7), grace_days=30)
    Rulebook.objects.filter(state=RulebookState.IN_FORCE).update(state=RulebookState.SUPERSEDED)
    Rulebook.objects.filter(pk=source.pk).update(state=state)
    draft = rulebooks.draft_from(actor=admin, source=Rulebook.objects.get(pk=source.pk))
    assert (draft.state, draft.data, draft.grace_days, draft.made_from) == ("draft", source.data, 30, source)


@pytest.mark.parametrize("role", ["partner", "reviewer"])
def test_nobody_but_an_admin_writes_rulebooks(role: str) -> None:
    person, draft = make_user(role=role), make_draft(make_admin())
    with pytest.raises(PermissionDenied):
        rulebooks.draft_from(actor=person, source=draft)
    with pytest.raises(PermissionDenied):
        rulebooks.draft_from_edition(actor=person, code="2020-12-02")
    with pytest.raises(PermissionDenied):
        rulebooks.save_draft(actor=person, rulebook=draft, changes={"name": "x"})
    with pytest.raises(PermissionDenied):
        rulebooks.preview(actor=person, rulebook=draft)
    assert Rulebook.objects.get(pk=draft.pk).revision == 0
