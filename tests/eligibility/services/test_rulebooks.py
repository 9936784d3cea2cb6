"""Drafting, changing, previewing, putting in force and discarding a rulebook."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from cosell.accounts.models import User
from cosell.audit.models import AuditEntry
from cosell.locations import country_codes
from cosell.transitions import SomebodyWasFaster
from eligibility.models import JobKind, Rulebook, RulebookState
from eligibility.queries import rulebook_in_force
from eligibility.services import jobs, rulebooks
from eligibility.services.assessing import today
from eligibility.thresholds import thresholds_of
from tests.builders import make_user
from tests.eligibility.building import make_admin, make_draft

pytestmark = pytest.mark.django_db


def previewed(admin: User, draft: Rulebook) -> Rulebook:
    jobs.run_job(rulebooks.preview(actor=admin, rulebook=draft).pk)
    return draft


def test_draft_starts_with_everything_of_its_source() -> None:
    admin, source = make_admin(), rulebook_in_force()
    draft = rulebooks.draft_from(actor=admin, source=source)
    assert (draft.state, draft.edition, draft.data) == ("draft", source.edition, source.data)
    assert (draft.made_from, draft.created_by, draft.effective_from) == (source, admin, today())
    assert rulebook_in_force() == source


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
    assert thresholds_of(stored.data).as_dict() == {
        "acr_usd": Decimal("80000.50"),
        "billed_usd": Decimal("90000"),
        "revenue_mode": "all",
        "azure_percent": Decimal("60.5"),
        "countries": ("FR", "US"),
    }
    assert stored.data["offer_types"] == rulebook_in_force().data["offer_types"]
    assert rulebook_in_force().data["revenue"]["mode"] == "any"


def test_every_country_chosen_is_every_country_that_there_will_ever_be() -> None:
    draft = make_draft(make_admin(), countries=sorted(country_codes()))
    assert draft.data["eligible_countries"] == "all"


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"acr_usd": Decimal(-1)}, "revenue.azure_consumed_revenue.usd"),
        ({"azure_percent": Decimal(101)}, "azure_infrastructure.more_than_percent"),
        ({"countries": []}, "eligible_countries"),
        ({"countries": ["XX"]}, "eligible_countries"),
        ({"revenue_mode": "some"}, "revenue.mode"),
    ],
)
def test_figures_that_make_no_sound_rulebook_are_refused(changes: dict[str, object], fault: str) -> None:
    admin = make_admin()
    draft = make_draft(admin)
    with pytest.raises(ValidationError) as refusal:
        rulebooks.save_draft(actor=admin, rulebook=draft, changes=changes)
    assert refusal.value.messages[0].startswith(f"{fault}:")
    assert Rulebook.objects.get(pk=draft.pk).revision == 0


def test_later_of_two_saves_of_the_same_page_is_told() -> None:
    admin = make_admin()
    draft = make_draft(admin)
    mine, theirs = Rulebook.objects.get(pk=draft.pk), Rulebook.objects.get(pk=draft.pk)
    rulebooks.save_draft(actor=admin, rulebook=theirs, changes={"acr_usd": Decimal(1)})
    with pytest.raises(SomebodyWasFaster):
        rulebooks.save_draft(actor=admin, rulebook=mine, changes={"acr_usd": Decimal(2)})
    assert thresholds_of(Rulebook.objects.get(pk=draft.pk).data).acr_usd == Decimal(1)


@pytest.mark.parametrize("state", [RulebookState.IN_FORCE, RulebookState.SUPERSEDED, RulebookState.DISCARDED])
def test_rulebook_that_is_no_draft_is_never_edited_or_previewed(state: str) -> None:
    admin, rulebook = make_admin(), rulebook_in_force()
    Rulebook.objects.filter(pk=rulebook.pk).update(state=state)
    rulebook = Rulebook.objects.get(pk=rulebook.pk)
    with pytest.raises(ValidationError):
        rulebooks.save_draft(actor=admin, rulebook=rulebook, changes={"acr_usd": Decimal(1)})
    with pytest.raises(ValidationError):
        rulebooks.preview(actor=admin, rulebook=rulebook)


def test_draft_goes_into_force_after_its_preview() -> None:
    admin, old = make_admin(), rulebook_in_force()
    draft = previewed(admin, make_draft(admin, acr_usd=Decimal(80000)))
    job = rulebooks.put_in_force(actor=admin, rulebook=draft)
    old.refresh_from_db()
    assert rulebook_in_force().pk == draft.pk
    assert (old.state, draft.state) == ("superseded", "in_force")
    assert old.superseded_at == draft.in_force_at
    assert (job.kind, job.state, job.rulebook) == (JobKind.ACTIVATION, "waiting", draft)
    entry = AuditEntry.objects.get(action="eligibility.rulebook_put_in_force")
    assert entry.data == {"replaces": old.name, "revision": draft.revision}


def test_draft_without_a_preview_stays_a_draft() -> None:
    admin = make_admin()
    draft = make_draft(admin)
    with pytest.raises(ValidationError) as refusal:
        rulebooks.put_in_force(actor=admin, rulebook=draft)
    assert refusal.value.messages == ["Preview this draft first, so that you know what it changes."]
    assert Rulebook.objects.get(pk=draft.pk).state == "draft"


def test_preview_that_is_not_done_is_none() -> None:
    admin = make_admin()
    draft = make_draft(admin)
    rulebooks.preview(actor=admin, rulebook=draft)
    assert rulebooks.valid_preview(draft) is None


def test_changing_a_draft_makes_its_preview_worthless() -> None:
    admin = make_admin()
    draft = previewed(admin, make_draft(admin))
    assert rulebooks.valid_preview(draft) is not None
    rulebooks.save_draft(actor=admin, rulebook=draft, changes={"name": "Other"})
    assert rulebooks.valid_preview(draft) is None


def test_another_rulebook_in_force_makes_a_preview_worthless() -> None:
    admin = make_admin()
    draft, other = previewed(admin, make_draft(admin)), previewed(admin, make_draft(admin))
    rulebooks.put_in_force(actor=admin, rulebook=other)
    assert rulebooks.valid_preview(draft) is None
    with pytest.raises(ValidationError):
        rulebooks.put_in_force(actor=admin, rulebook=draft)
    assert rulebook_in_force().pk == other.pk


def test_draft_of_a_later_day_waits_for_it() -> None:
    admin = make_admin()
    draft = previewed(admin, make_draft(admin, effective_from=today() + timedelta(days=1)))
    with pytest.raises(ValidationError) as refusal:
        rulebooks.put_in_force(actor=admin, rulebook=draft)
    assert refusal.value.messages == [
        "This draft is dated later than today. It can be put in force from that day on."
    ]


def test_second_click_on_put_in_force_is_told() -> None:
    admin = make_admin()
    draft = previewed(admin, make_draft(admin))
    stale = Rulebook.objects.get(pk=draft.pk)
    rulebooks.put_in_force(actor=admin, rulebook=draft)
    with pytest.raises(SomebodyWasFaster):
        rulebooks.put_in_force(actor=admin, rulebook=stale)
    assert draft.jobs.filter(kind=JobKind.ACTIVATION).count() == 1


def test_draft_saved_after_the_page_was_opened_is_not_put_in_force() -> None:
    admin = make_admin()
    draft = previewed(admin, make_draft(admin))
    stale = Rulebook.objects.get(pk=draft.pk)
    rulebooks.save_draft(actor=admin, rulebook=draft, changes={"acr_usd": Decimal(1)})
    with pytest.raises(SomebodyWasFaster):
        rulebooks.put_in_force(actor=admin, rulebook=stale)
    assert rulebook_in_force().edition == "2020-09-15"


def test_discarded_draft_is_closed_with_its_previews_under_way() -> None:
    admin = make_admin()
    draft = make_draft(admin)
    rulebooks.preview(actor=admin, rulebook=draft)
    rulebooks.discard(actor=admin, rulebook=draft)
    assert (draft.state, draft.jobs.count()) == ("discarded", 0)
    with pytest.raises(SomebodyWasFaster):
        rulebooks.discard(actor=admin, rulebook=draft)


@pytest.mark.parametrize("role", ["partner", "reviewer"])
def test_nobody_but_an_admin_touches_rulebooks(role: str) -> None:
    person, admin = make_user(role=role), make_admin()
    draft = previewed(admin, make_draft(admin))
    with pytest.raises(PermissionDenied):
        rulebooks.draft_from(actor=person, source=draft)
    with pytest.raises(PermissionDenied):
        rulebooks.save_draft(actor=person, rulebook=draft, changes={"name": "x"})
    with pytest.raises(PermissionDenied):
        rulebooks.preview(actor=person, rulebook=draft)
    with pytest.raises(PermissionDenied):
        rulebooks.put_in_force(actor=person, rulebook=draft)
    with pytest.raises(PermissionDenied):
        rulebooks.discard(actor=person, rulebook=draft)
    assert Rulebook.objects.get(pk=draft.pk).state == "draft"
