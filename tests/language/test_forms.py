"""A form that is shown and posted unchanged changes nothing, in either language; its figures are read as they stand."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db.models import Model
from django.test import Client
from django.urls import reverse
from django.utils import translation

from cosell.accounts.models import Membership, Partner
from eligibility.forms.fields import FigureField
from eligibility.models import AzureConsumedRevenue, BilledRevenue, Competency, Rulebook, RulebookState
from eligibility.rulebook_fields import SECTIONS
from eligibility.services.assessing import today
from offers.models import Contact, Offer
from reviews.forms.fields import PercentField
from tests.language.visiting import ROWS
from tests.language.world import GreekWorld
from tests.support.pages import form_data, tree_of

KEPT: tuple[type[Model], ...] = (
    Partner,
    Membership,
    Offer,
    Contact,
    Rulebook,
    Competency,
    AzureConsumedRevenue,
    BilledRevenue,
)
FORMS = {
    "accounts:account": ("programme_admin", "name"),
    "accounts:business_profile": ("owner", "legal_name"),
    "eligibility:consumed_revenue": ("programme_admin", "base"),
    "eligibility:billed_revenue": ("programme_admin", "base"),
    "eligibility:change_earned": ("programme_admin", "area"),
    "offers:co_sell": ("owner", "landing_page_url"),
    "offers:contact_edit": ("owner", "email"),
    "offers:properties": ("owner", "summary"),
}


def kept() -> set[str]:
    """Every field of every row, each a line, so that what differs is told."""
    rows = [(model.__name__, row) for model in KEPT for row in model._default_manager.values()]
    return {f"{model} {row['id']} {field}: {value}" for model, row in rows for field, value in row.items()}


def assert_posting_changes_nothing(world: GreekWorld, name: str) -> None:
    persona, field = FORMS[name]
    client = Client()
    client.force_login(world.person(persona))
    address = reverse(name, kwargs=ROWS[name][0].kwargs(world) or None)
    data, before = form_data(client.get(address), having=field), kept()
    answer = client.post(address, data)
    errors = [] if answer.status_code == 302 else tree_of(answer).xpath("//*[@aria-invalid='true']/@name")
    assert errors == []
    assert kept() - before == set()


@pytest.mark.django_db
@pytest.mark.parametrize("name", sorted(FORMS))
def test_a_french_form_posted_unchanged_changes_nothing(name: str, read_in_french: GreekWorld) -> None:
    assert_posting_changes_nothing(read_in_french, name)


@pytest.mark.django_db
@pytest.mark.parametrize("name", sorted(FORMS))
def test_an_english_form_posted_unchanged_changes_nothing(name: str, read_in_english: GreekWorld) -> None:
    assert_posting_changes_nothing(read_in_english, name)


def assert_posting_a_section_changes_nothing(world: GreekWorld, section: str) -> None:
    draft = Rulebook.objects.filter(state=RulebookState.DRAFT).earliest("pk")
    later = date(today().year + 1, 12, 31)  # no draft begins in the past, or in many years
    Rulebook.objects.filter(pk=draft.pk).update(effective_from=later)
    client = Client()
    client.force_login(world.person("programme_admin"))
    address = reverse("eligibility:rulebook_section", args=[draft.public_id, section])
    data, before = form_data(client.get(address), having="base"), kept()
    answer = client.post(address, data)
    errors = [] if answer.status_code == 302 else tree_of(answer).xpath("//*[@aria-invalid='true']/@name")
    assert errors == []
    assert kept() - before == set()


@pytest.mark.django_db
@pytest.mark.parametrize("section", SECTIONS)
def test_a_french_section_of_a_rulebook_posted_unchanged_changes_nothing(
    section: str, read_in_french: GreekWorld
) -> None:
    assert_posting_a_section_changes_nothing(read_in_french, section)


@pytest.mark.django_db
@pytest.mark.parametrize("section", SECTIONS)
def test_an_english_section_of_a_rulebook_posted_unchanged_changes_nothing(
    section: str, read_in_english: GreekWorld
) -> None:
    assert_posting_a_section_changes_nothing(read_in_english, section)


@pytest.mark.parametrize("usd", ["0.5", "41225.5", "1234567.89", "-1200", "100000"])
@pytest.mark.parametrize("language", ["en", "fr"])
def test_money_is_read_as_it_is_shown(language: str, usd: str) -> None:
    field = FigureField(max_digits=14, decimal_places=2)
    with translation.override(language):
        assert field.clean(field.widget.format_value(field.prepare_value(Decimal(usd)))) == Decimal(usd)


@pytest.mark.parametrize(
    ("language", "typed", "usd"),
    [
        ("en", "1,234.56", "1234.56"),
        ("en", "1234.56", "1234.56"),
        ("en", "1 234,56", "1234.56"),
        ("en", "1234,5", "1234.5"),
        ("en", "1,234", "1234"),
        ("fr", "1\u202f234,56", "1234.56"),
        ("fr", "1 234,56", "1234.56"),
        ("fr", "1234.56", "1234.56"),
    ],
)
def test_money_typed_in_the_other_language_s_way_is_never_another_sum(
    language: str, typed: str, usd: str
) -> None:
    with translation.override(language):
        assert FigureField(max_digits=14, decimal_places=2).clean(typed) == Decimal(usd)


@pytest.mark.parametrize(
    ("language", "typed"), [("en", "12,34,5"), ("en", "1.234,56"), ("fr", "1.234,56"), ("fr", "1,234")]
)
def test_money_that_could_be_two_sums_is_refused(language: str, typed: str) -> None:
    with translation.override(language), pytest.raises(ValidationError):
        FigureField(max_digits=14, decimal_places=2).clean(typed)


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("percent", ["0", "50", "62.5", "99.99"])
def test_a_percentage_is_read_as_it_is_shown(language: str, percent: str) -> None:
    field = PercentField()
    with translation.override(language):
        assert field.clean(field.prepare_value(Decimal(percent))) == Decimal(percent)
