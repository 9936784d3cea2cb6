"""How a rulebook lives: who may move it on from which state, what stops it, and what its day does."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
import time_machine
from django.core.exceptions import PermissionDenied, ValidationError

from cosell.accounts.models import User
from cosell.audit.models import AuditEntry
from cosell.notifications.models import Notification
from cosell.transitions import SomebodyWasFaster, possible
from eligibility import tasks
from eligibility.models import JobKind, Rulebook, RulebookJob, RulebookState, RulebookStep
from eligibility.queries import rulebook_in_force
from eligibility.services import jobs, rulebooks
from eligibility.services import rulebook_workflow as workflow
from eligibility.services.assessing import today
from eligibility.services.previews import moved_since, newest_preview, why_no_preview
from tests.builders import make_user
from tests.eligibility.building import (
    make_admin,
    make_assessed,
    make_draft,
    make_previewed,
    make_proposed,
    put_in_force,
)

pytestmark = pytest.mark.django_db

WHO = ("proposer", "editor", "second", "reviewer", "partner", "product")
ADMINS = {"proposer", "editor", "second"}
# act: {state: the people who may do it there}; nobody may anywhere else
MAY = {
    "propose": {"draft": ADMINS},
    "approve": {"proposed": {"second"}},
    "return": {"proposed": {"editor", "second"}},
    "take_back": {"proposed": {"proposer"}},
    "cancel": {"scheduled": ADMINS},
    "discard": {"draft": ADMINS},
    "ask_again": {"scheduled": {"product"}},
    "put_in_force": {"scheduled": {"product"}},
    "supersede": {"in_force": {"product"}},
}


@pytest.fixture
def people() -> dict[str, User | None]:
    return {
        "proposer": make_admin(),
        "editor": make_admin(),
        "second": make_admin(),
        "reviewer": make_user(role="reviewer"),
        "partner": make_user(),
        "product": None,
    }


def test_table_has_a_row_for_every_act() -> None:
    assert (
        set(MAY) == set(workflow.RULEBOOK_TRANSITIONS) == set(workflow.RECORDED) == set(workflow.STEP_NAMES)
    )


@pytest.mark.parametrize("state", RulebookState.values)
@pytest.mark.parametrize("who", WHO)
def test_each_person_may_in_each_state_what_the_table_says(
    people: dict[str, User | None], state: str, who: str
) -> None:
    rulebook = Rulebook(state=state, proposed_by=people["proposer"], changed_by=people["editor"])
    acts = [row.action for row in possible(workflow.RULEBOOK_TRANSITIONS, people[who], rulebook)]
    assert acts == [act for act, states in MAY.items() if who in states.get(state, ())]


@pytest.mark.parametrize(
    ("who", "said"),
    [
        ("proposer", "You proposed this rulebook. A second admin approves it."),
        ("editor", "You edited this rulebook last. A second admin approves it."),
        ("reviewer", "Only programme admins may do this."),
    ],
)
def test_who_may_not_approve_is_told_why(people: dict[str, User | None], who: str, said: str) -> None:
    rulebook = Rulebook(state="proposed", proposed_by=people["proposer"], changed_by=people["editor"])
    assert workflow.RULEBOOK_TRANSITIONS["approve"].allowed(people[who], rulebook).reason == said


ACTS: dict[str, Callable[[User, Rulebook], object]] = {
    "propose": lambda actor, one: workflow.propose(actor=actor, rulebook=one),
    "approve": lambda actor, one: workflow.approve(actor=actor, rulebook=one),
    "return": lambda actor, one: workflow.return_to_draft(actor=actor, rulebook=one, reason="No."),
    "take_back": lambda actor, one: workflow.take_back(actor=actor, rulebook=one),
    "cancel": lambda actor, one: workflow.cancel(actor=actor, rulebook=one, reason="No."),
    "discard": lambda actor, one: workflow.discard(actor=actor, rulebook=one),
}


@pytest.mark.parametrize("act", ACTS)
@pytest.mark.parametrize("role", ["partner", "reviewer"])
def test_nobody_but_an_admin_moves_a_rulebook(act: str, role: str) -> None:
    one = make_previewed(make_admin())
    state = next(iter(MAY[act]))
    Rulebook.objects.filter(pk=one.pk).update(state=state)
    one.refresh_from_db()
    with pytest.raises(PermissionDenied):
        ACTS[act](make_user(role=role), one)
    assert (Rulebook.objects.get(pk=one.pk).state, RulebookStep.objects.count()) == (state, 0)


@pytest.mark.parametrize("act", ACTS)
def test_second_click_is_told_that_somebody_was_faster(act: str) -> None:
    proposer, second = make_admin(), make_admin()
    one = make_previewed(proposer)
    state = next(iter(MAY[act]))
    Rulebook.objects.filter(pk=one.pk).update(state=state, proposed_by=proposer)
    actor = proposer if act in {"propose", "take_back"} else second
    first, late = Rulebook.objects.get(pk=one.pk), Rulebook.objects.get(pk=one.pk)
    ACTS[act](actor, first)
    with pytest.raises(SomebodyWasFaster):
        ACTS[act](actor, late)


# --- Proposing and approving ------------------------------------------------------------------------------------------


def test_proposal_is_frozen_and_told_to_every_other_admin() -> None:
    proposer, second = make_admin(), make_admin()
    one = make_proposed(proposer, acr_usd=Decimal(80000))
    assert (one.state, one.proposed_by, one.preview) == ("proposed", proposer, newest_preview(one))
    told = Notification.objects.get(code="eligibility.rulebook_proposed")
    assert (told.user, told.params["day"]) == (second, today().isoformat())
    with pytest.raises(ValidationError):
        rulebooks.save_draft(actor=second, rulebook=one, changes={"acr_usd": Decimal(1)})
    step = one.steps.get()
    assert (step.action, step.by, step.revision) == ("propose", proposer, one.revision)
    assert AuditEntry.objects.filter(action="eligibility.rulebook_proposed").count() == 1


def test_draft_without_a_preview_is_not_proposed() -> None:
    admin = make_admin()
    draft = make_draft(admin)
    with pytest.raises(ValidationError) as refusal:
        workflow.propose(actor=admin, rulebook=draft)
    assert refusal.value.messages == ["Preview this rulebook first, so that you know what it changes."]


def test_draft_changed_after_its_preview_is_not_proposed() -> None:
    admin = make_admin()
    draft = make_previewed(admin)
    rulebooks.save_draft(actor=admin, rulebook=draft, changes={"acr_usd": Decimal(1)})
    assert why_no_preview(draft) == "This rulebook was changed after its preview. Preview it again."
    with pytest.raises(ValidationError):
        workflow.propose(actor=admin, rulebook=draft)


def test_preview_of_another_day_is_for_information_only() -> None:
    admin = make_admin()
    draft = make_draft(admin)
    jobs.run_job(rulebooks.preview(actor=admin, rulebook=draft, as_of=date(2020, 6, 30)).pk)
    assert newest_preview(draft) is None


def test_approval_on_its_day_puts_it_in_force_at_once() -> None:
    proposer, second, old = make_admin(), make_admin(), rulebook_in_force()
    one = make_proposed(proposer, acr_usd=Decimal(80000))
    workflow.approve(actor=second, rulebook=one)
    old.refresh_from_db()
    assert rulebook_in_force().pk == one.pk
    assert (one.state, one.replaced, old.state) == ("in_force", old, "superseded")
    assert old.superseded_at is not None
    assert [step.action for step in one.steps.all()] == ["put_in_force", "approve", "propose"]
    assert [step.by for step in one.steps.all()] == [None, second, proposer]
    assert one.jobs.get(kind=JobKind.ACTIVATION).against == old
    told = Notification.objects.filter(code="eligibility.rulebook_in_force").values_list("user", flat=True)
    assert sorted(told) == sorted([proposer.pk, second.pk])
    assert Notification.objects.get(code="eligibility.rulebook_approved").user == proposer


@pytest.mark.parametrize("act", ["propose", "approve"])
def test_day_in_the_past_is_refused_with_the_reason(act: str) -> None:
    proposer, second = make_admin(), make_admin()
    one = make_previewed(proposer) if act == "propose" else make_proposed(proposer)
    Rulebook.objects.filter(pk=one.pk).update(effective_from=today() - timedelta(days=1))
    one.refresh_from_db()
    with pytest.raises(ValidationError) as refusal:
        ACTS[act](proposer if act == "propose" else second, one)
    assert refusal.value.messages == [
        "Its day lies in the past: nobody could be told in time. Choose today or a later day."
    ]


def test_what_was_changed_after_it_was_seen_is_not_approved() -> None:
    proposer, second = make_admin(), make_admin()
    one = make_proposed(proposer)
    seen = Rulebook.objects.get(pk=one.pk)
    workflow.take_back(actor=proposer, rulebook=one)
    rulebooks.save_draft(actor=proposer, rulebook=one, changes={"acr_usd": Decimal(1)})
    jobs.run_job(rulebooks.preview(actor=proposer, rulebook=one).pk)
    workflow.propose(actor=proposer, rulebook=one)
    with pytest.raises(SomebodyWasFaster):
        workflow.approve(actor=second, rulebook=seen)
    assert Rulebook.objects.get(pk=one.pk).state == "proposed"


def test_only_one_is_scheduled_for_a_day() -> None:
    proposer, second = make_admin(), make_admin()
    day = today() + timedelta(days=30)
    first = make_proposed(proposer, name="First", effective_from=day)
    other = make_proposed(proposer, effective_from=day)
    workflow.approve(actor=second, rulebook=first)
    with pytest.raises(ValidationError) as refusal:
        workflow.approve(actor=second, rulebook=other)
    assert refusal.value.messages == [
        "“First” is scheduled for the same day. Cancel it first, or return this one for another day."
    ]


@pytest.mark.parametrize("reason", ["", "  \n"])
@pytest.mark.parametrize("act", ["return", "cancel"])
def test_return_and_cancellation_need_a_reason(act: str, reason: str) -> None:
    proposer, second = make_admin(), make_admin()
    one = make_proposed(proposer, effective_from=today() + timedelta(days=3))
    if act == "cancel":
        workflow.approve(actor=second, rulebook=one)
    carry_out = workflow.return_to_draft if act == "return" else workflow.cancel
    with pytest.raises(ValidationError) as refusal:
        carry_out(actor=second, rulebook=one, reason=reason)
    assert refusal.value.message_dict == {"reason": ["Say why, so that the others know what to do."]}


def test_returned_proposal_is_a_draft_again_and_its_proposer_knows_why() -> None:
    proposer, second = make_admin(), make_admin()
    one = make_proposed(proposer)
    workflow.return_to_draft(actor=second, rulebook=one, reason=" Too soon. ")
    assert (one.state, one.proposed_by) == ("draft", None)
    assert one.steps.first().reason == "Too soon."
    told = Notification.objects.get(code="eligibility.rulebook_returned")
    assert (told.user, told.params["person"]) == (proposer, second.name)
    rulebooks.save_draft(actor=proposer, rulebook=one, changes={"name": "Later"})
    assert one.name == "Later"


def test_cancelled_schedule_never_comes_into_force() -> None:
    proposer, second = make_admin(), make_admin()
    one = make_proposed(proposer, effective_from=today() + timedelta(days=3))
    workflow.approve(actor=second, rulebook=one)
    workflow.cancel(actor=proposer, rulebook=one, reason="The partners need more time.")
    with time_machine.travel(datetime.now(UTC) + timedelta(days=4)):
        assert workflow.put_due_in_force() == []
    assert (one.state, rulebook_in_force().pk != one.pk) == ("draft", True)
    assert Notification.objects.get(code="eligibility.rulebook_cancelled").user == second


# --- Its day ----------------------------------------------------------------------------------------------------------


def test_scheduled_rulebook_waits_for_midnight_utc_of_its_day() -> None:
    with time_machine.travel(datetime(2020, 11, 15, 12, tzinfo=UTC), tick=False) as clock:
        proposer, second = make_admin(), make_admin()
        one = make_proposed(proposer, effective_from=date(2021, 1, 1))
        workflow.approve(actor=second, rulebook=one)
        assert one.state == "scheduled"
        clock.move_to(datetime(2020, 12, 31, 23, 59, 59, tzinfo=UTC))
        assert workflow.put_due_in_force() == []
        clock.move_to(datetime(2021, 1, 1, tzinfo=UTC))
        tasks.put_due_in_force()
        assert rulebook_in_force().pk == one.pk
        assert workflow.put_due_in_force() == []
    assert one.jobs.filter(kind=JobKind.ACTIVATION).count() == 1


def test_scheduled_rulebook_whose_base_changed_is_previewed_and_approved_again() -> None:
    with time_machine.travel(datetime(2020, 11, 15, 12, tzinfo=UTC), tick=False) as clock:
        proposer, second = make_admin(), make_admin()
        one = make_proposed(proposer, name="January", effective_from=date(2021, 1, 1))
        workflow.approve(actor=second, rulebook=one)
        jobs.run_job(put_in_force(make_draft(proposer, name="Now"), proposer).pk)
        told = Notification.objects.filter(code="eligibility.rulebook_needs_preview")
        assert {(row.params["rulebook"], row.params["other"]) for row in told} == {("January", "Now")}
        one.refresh_from_db()
        assert one.state == "proposed"
        assert (
            why_no_preview(one)
            == "Another rulebook came into force after the preview. Preview this one again."
        )
        jobs.run_job(rulebooks.preview(actor=proposer, rulebook=one).pk)
        clock.move_to(datetime(2020, 12, 31, 8, tzinfo=UTC))
        workflow.approve(actor=second, rulebook=one)
        clock.move_to(datetime(2021, 1, 1, 8, tzinfo=UTC))
        assert workflow.put_due_in_force() == [one.pk]


def test_of_several_that_are_due_the_earliest_comes_first_and_the_next_is_approved_again() -> None:
    proposer, second = make_admin(), make_admin()
    soon, later = (make_proposed(proposer, effective_from=today() + timedelta(days=days)) for days in (1, 2))
    for one in (later, soon):
        workflow.approve(actor=second, rulebook=one)
    with time_machine.travel(datetime.now(UTC) + timedelta(days=3)):
        assert workflow.put_due_in_force() == [soon.pk]
    assert Rulebook.objects.get(pk=later.pk).state == "proposed"


def test_rulebook_waits_until_every_offer_is_assessed_by_the_one_before() -> None:
    proposer, second = make_admin(), make_admin()
    activation = put_in_force(make_draft(proposer, name="First"), proposer)
    one = make_proposed(proposer, name="Second")
    for state in ("waiting", "running", "failed"):
        RulebookJob.objects.filter(pk=activation.pk).update(state=state)
        if one.state == "proposed":
            workflow.approve(actor=second, rulebook=one)
        assert workflow.put_due_in_force() == []
        assert workflow.why_it_waits(one) == (
            "Offers are still being assessed by “First”. This one follows as soon as that is done."
        )
    RulebookJob.objects.filter(pk=activation.pk).update(state="waiting")
    jobs.run_job(activation.pk)
    assert workflow.why_it_waits(one) == ""
    assert workflow.put_due_in_force() == [one.pk]


def test_preview_that_was_approved_is_kept_whatever_is_previewed_later() -> None:
    proposer = make_admin()
    one = make_proposed(proposer, effective_from=today() + timedelta(days=1))
    workflow.approve(actor=make_admin(), rulebook=one)
    approved = one.preview
    with time_machine.travel(datetime.now(UTC) + timedelta(days=1)):
        jobs.run_job(rulebooks.preview(actor=proposer, rulebook=one).pk)
        assert newest_preview(one) != approved
        assert workflow.put_due_in_force() == [one.pk]
    assert Rulebook.objects.get(pk=one.pk).preview == approved


@pytest.mark.parametrize("act", ["propose", "discard"])
def test_edit_of_a_draft_that_meanwhile_is_none_is_not_written(act: str) -> None:
    admin = make_admin()
    draft = make_previewed(admin)
    as_opened = Rulebook.objects.get(pk=draft.pk)
    ACTS[act](admin, draft)
    with pytest.raises(SomebodyWasFaster):
        rulebooks.save_draft(actor=admin, rulebook=as_opened, changes={"acr_usd": Decimal(1)})
    assert Rulebook.objects.get(pk=draft.pk).data == as_opened.data


def test_draft_that_somebody_has_just_changed_is_not_discarded() -> None:
    admin = make_admin()
    draft = make_draft(admin)
    as_opened = Rulebook.objects.get(pk=draft.pk)
    rulebooks.save_draft(actor=make_admin(), rulebook=draft, changes={"acr_usd": Decimal(1)})
    with pytest.raises(SomebodyWasFaster):
        workflow.discard(actor=admin, rulebook=as_opened)
    assert Rulebook.objects.get(pk=draft.pk).state == "draft"


def test_discarded_draft_is_closed_with_its_previews_under_way() -> None:
    admin = make_admin()
    draft = make_draft(admin)
    rulebooks.preview(actor=admin, rulebook=draft)
    workflow.discard(actor=admin, rulebook=draft)
    assert (draft.state, draft.jobs.count()) == ("discarded", 0)


def test_preview_is_kept_for_ever_with_what_was_approved() -> None:
    proposer = make_admin()
    make_assessed()
    one = make_draft(proposer)
    activation = put_in_force(one, proposer)
    jobs.run_job(activation.pk)
    one.refresh_from_db()
    assert one.preview is not None
    assert (one.preview.kind, one.preview.done) == (JobKind.PREVIEW, 1)


def test_facts_that_moved_since_the_preview_are_counted() -> None:
    one = make_previewed(make_admin())
    preview = newest_preview(one)
    assert preview is not None
    assert moved_since(preview) == 0
    make_assessed()
    assert moved_since(preview) == 1
