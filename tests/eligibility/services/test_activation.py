"""An activation: it does what the preview said, tells each person once, and misses nobody."""

from collections import Counter
from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal

import pytest
import time_machine
from django.core.exceptions import PermissionDenied, ValidationError

from cosell.accounts.models import Membership
from cosell.facts import say_facts_changed
from cosell.notifications.models import Notification
from eligibility.facts.reading import read_packed
from eligibility.models import Assessment, GracePeriod, JobChange, JobKind, JobState, OfferStatus, RulebookJob
from eligibility.queries import rulebook_in_force
from eligibility.services import jobs, rulebooks, summaries
from eligibility.services import rulebook_workflow as workflow
from eligibility.services.assessing import assess_offers, today
from eligibility.services.previews import newest_preview
from offers.models import Offer
from tests.builders import make_member, make_offer, make_partner, make_user
from tests.eligibility.building import (
    make_admin,
    make_assessed,
    make_draft,
    make_incentivized,
    make_months,
    make_ready,
    put_in_force,
    status_of,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def small_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jobs, "BATCH", 2)
    monkeypatch.setattr(summaries, "PEOPLE_AT_ONCE", 2)


def rows_of(job: RulebookJob) -> list[dict[str, object]]:
    fields = ("offer_id", "before", "after", "reasons", "kept_until")
    return list(JobChange.objects.filter(job=job).order_by("offer_id").values(*fields))


def make_programme() -> list[Offer]:
    """Two that lose Azure IP at 70 %, one that gains it at USD 80,000, two that stay."""
    lose = [make_incentivized(), make_incentivized()]
    gains = make_incentivized(percent="90")
    make_months(gains.partner, "82450")
    say_facts_changed(partners=[gains.partner_id])
    return [*lose, gains, make_ready(), make_assessed()]


def codes() -> list[tuple[int, str]]:
    told = Notification.objects.filter(code__startswith="eligibility.activation").order_by("user")
    return [(row.user_id, row.code.removeprefix("eligibility.")) for row in told]


@pytest.mark.parametrize("grace", [0, 30])
def test_activation_does_exactly_what_the_preview_said_row_by_row(grace: int) -> None:
    admin = make_admin()
    make_programme()
    draft = make_draft(admin, acr_usd=Decimal(80000), azure_percent=Decimal(70), grace_days=grace)
    activation = put_in_force(draft, admin)
    jobs.run_job(activation.pk)
    draft.refresh_from_db()
    assert draft.preview is not None
    assert rows_of(activation) == rows_of(draft.preview)
    assert len(rows_of(activation)) == 3
    assert GracePeriod.objects.count() == (2 if grace else 0)
    results = [RulebookJob.objects.get(pk=job.pk).result for job in (draft.preview, activation)]
    assert results == [{"kept": {"co_sell_ready": 1, "not_ready": 1}}] * 2


def test_status_that_time_has_taken_is_the_doing_of_neither_preview_nor_activation() -> None:
    """The hourly run has not come yet: what was stored is no longer what the rules in force would say."""
    admin, offer = make_admin(), make_incentivized()
    member = make_member(offer.partner)
    make_months(offer.partner, "5")  # said to nobody
    renewed = dict(read_packed([offer.pk]))[offer.pk]
    OfferStatus.objects.filter(pk=offer.pk).update(partner_facts=renewed.partner)
    activation = put_in_force(make_draft(admin, azure_percent=Decimal(70), grace_days=30), admin)
    jobs.run_job(activation.pk)
    preview = activation.rulebook.preview
    assert preview is not None
    assert rows_of(activation) == rows_of(preview) == []
    results = [RulebookJob.objects.get(pk=job.pk).result for job in (preview, activation)]
    assert results == [{"kept": {"co_sell_ready": 1}}] * 2
    assert status_of(offer) == "co_sell_ready"
    told = [row.code for row in Notification.objects.filter(user=member)]
    assert told == ["eligibility.status_lowered"]


def test_grace_ends_on_the_day_that_the_preview_named_also_where_the_job_comes_late() -> None:
    admin, offer = make_admin(), make_incentivized()
    day = today() + timedelta(days=2)
    draft = make_draft(admin, azure_percent=Decimal(70), grace_days=30, effective_from=day)
    jobs.run_job(rulebooks.preview(actor=admin, rulebook=draft).pk)
    preview = newest_preview(draft)
    assert preview is not None
    workflow.propose(actor=admin, rulebook=draft)
    workflow.approve(actor=make_admin(), rulebook=draft)
    with time_machine.travel(datetime.combine(day, time(1), UTC)):
        workflow.put_due_in_force()
    with time_machine.travel(datetime.combine(day + timedelta(days=4), time(1), UTC)):
        activation = draft.jobs.get(kind=JobKind.ACTIVATION)
        jobs.run_job(activation.pk)
    until = [JobChange.objects.get(job=job).kept_until for job in (preview, activation)]
    assert until == [day + timedelta(days=30)] * 2
    assert GracePeriod.objects.get(offer=offer).until == until[0]


def killed_at(monkeypatch: pytest.MonkeyPatch, activation: RulebookJob, offer: Offer) -> None:
    """The worker dies in the batch of this offer, before it is committed."""
    alive = jobs.WORK[JobKind.ACTIVATION]

    def killed(job: RulebookJob, ids: Sequence[int]) -> Counter[str]:
        done = alive(job, ids)
        if offer.pk in ids:
            raise KeyboardInterrupt
        return done

    monkeypatch.setitem(jobs.WORK, JobKind.ACTIVATION, killed)
    with pytest.raises(KeyboardInterrupt):
        jobs.run_job(activation.pk)
    monkeypatch.setitem(jobs.WORK, JobKind.ACTIVATION, alive)


def test_activation_killed_half_way_goes_on_and_does_nothing_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    admin = make_admin()
    offers = make_programme()
    people = [make_member(offer.partner) for offer in offers[:3]]
    Notification.objects.all().delete()
    activation = put_in_force(
        make_draft(admin, acr_usd=Decimal(80000), azure_percent=Decimal(70), grace_days=5), admin
    )
    before = Assessment.objects.count()
    killed_at(monkeypatch, activation, offers[2])
    assert Assessment.objects.count() == before + 2
    assert codes() == []
    say_facts_changed(offers=[offers[0].pk, offers[3].pk])  # life goes on meanwhile
    assert jobs.run_job(activation.pk) is False, "the lease of the dead worker still runs"
    RulebookJob.objects.filter(pk=activation.pk).update(leased_until=None)
    assert [jobs.run_job(activation.pk), jobs.run_job(activation.pk)] == [True, False]
    assert [row["offer_id"] for row in rows_of(activation)] == [offer.pk for offer in offers[:3]]
    assert Assessment.objects.filter(rulebook=activation.rulebook).count() == 5
    assert GracePeriod.objects.count() == 2
    assert codes() == [
        (people[0].pk, "activation_one_kept"),
        (people[1].pk, "activation_one_kept"),
        (people[2].pk, "activation_one_rose"),
    ]
    assert RulebookJob.objects.get(pk=activation.pk).result == {"kept": {"co_sell_ready": 1, "not_ready": 1}}


def test_activation_that_was_given_up_is_started_again_and_has_missed_nothing() -> None:
    admin, offer = make_admin(), make_incentivized()
    member = make_member(offer.partner)
    Notification.objects.all().delete()
    activation = put_in_force(make_draft(admin, azure_percent=Decimal(70), grace_days=5), admin)
    RulebookJob.objects.filter(pk=activation.pk).update(tries=jobs.MOST_TRIES)
    assert jobs.sweep_jobs() == []
    say_facts_changed(offers=[offer.pk])  # assessed by the new rules before anybody started the job again
    assert codes() == []
    jobs.restart_job(actor=admin, job=activation)
    with pytest.raises(ValidationError):
        jobs.restart_job(actor=admin, job=activation)
    assert jobs.run_job(activation.pk) is True
    assert codes() == [(member.pk, "activation_one_kept")]
    assert GracePeriod.objects.get().offer_id == offer.pk


@pytest.mark.parametrize("role", ["partner", "reviewer"])
def test_only_admins_start_a_job_again(role: str) -> None:
    job = put_in_force(make_draft(make_admin(), name="New"), make_admin())
    with pytest.raises(PermissionDenied):
        jobs.restart_job(actor=make_user(role=role), job=job)


def test_each_person_is_told_once_whatever_the_number_of_their_offers() -> None:
    admin, partner = make_admin(), make_partner()
    for _ in range(3):
        make_incentivized(partner)
    also = make_incentivized()
    both = make_member(partner)
    Membership.objects.create(user=both, partner=also.partner, role="owner")
    people = [make_member(partner), make_member(partner), make_member(also.partner)]
    untouched = make_member(make_ready().partner)
    Notification.objects.all().delete()
    activation = put_in_force(make_draft(admin, azure_percent=Decimal(70)), admin)
    jobs.run_job(activation.pk)
    assert codes() == [
        (both.pk, "activation"),
        (people[0].pk, "activation"),
        (people[1].pk, "activation"),
        (people[2].pk, "activation_one_lost"),
    ]
    told = Notification.objects.get(user=both, code="eligibility.activation")
    assert (told.params["rose"], told.params["kept"], told.params["lost"]) == (0, 0, 4)
    assert not Notification.objects.filter(user=untouched).exists()


def test_job_killed_while_it_tells_partners_tells_the_rest_and_nobody_twice(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    admin, partner = make_admin(), make_partner()
    make_incentivized(partner)
    people = [make_member(partner) for _ in range(5)]
    Notification.objects.all().delete()
    activation = put_in_force(make_draft(admin, azure_percent=Decimal(70)), admin)
    alive = jobs.tell_partners

    def killed(job: RulebookJob, *, after: int) -> int | None:
        if after:
            raise KeyboardInterrupt
        return alive(job, after=after)

    monkeypatch.setattr(jobs, "tell_partners", killed)
    with pytest.raises(KeyboardInterrupt):
        jobs.run_job(activation.pk)
    monkeypatch.setattr(jobs, "tell_partners", alive)
    RulebookJob.objects.filter(pk=activation.pk).update(leased_until=None)
    assert len(codes()) == 2
    assert jobs.run_job(activation.pk) is True
    assert jobs.run_job(activation.pk) is False
    assert [user for user, _code in codes()] == [person.pk for person in people]


def test_offer_that_changes_before_the_job_comes_to_it_is_part_of_the_activation() -> None:
    """Its partner's page was saved in the same minute: the new rules took the status all the same."""
    admin = make_admin()
    offer = make_incentivized()
    member = make_member(offer.partner)
    Notification.objects.all().delete()
    activation = put_in_force(make_draft(admin, azure_percent=Decimal(70), grace_days=10), admin)
    say_facts_changed(offers=[offer.pk])
    assert status_of(offer) == "co_sell_ready"
    assert codes() == []
    jobs.run_job(activation.pk)
    assert [(row["before"], row["after"]) for row in rows_of(activation)] == [
        ("azure_ip_incentivized", "co_sell_ready")
    ]
    assert GracePeriod.objects.get().until == today() + timedelta(days=10)
    assert codes() == [(member.pk, "activation_one_kept")]
    assert Notification.objects.filter(code="eligibility.status_lowered").count() == 0


def test_offer_that_the_job_has_passed_tells_its_change_itself() -> None:
    admin = make_admin()
    offer = make_incentivized()
    member = make_member(offer.partner)
    activation = put_in_force(make_draft(admin, name="Same"), admin)
    RulebookJob.objects.filter(pk=activation.pk).update(last_offer_id=offer.pk, state=JobState.RUNNING)
    make_months(offer.partner, "5")
    Notification.objects.all().delete()
    say_facts_changed(partners=[offer.partner_id])
    assert list(Notification.objects.values_list("user", "code")) == [
        (member.pk, "eligibility.status_lowered")
    ]
    assert rows_of(activation) == []


def test_offer_that_moves_there_and_back_while_the_job_runs_is_no_change() -> None:
    admin = make_admin()
    offer = make_incentivized()
    activation = put_in_force(make_draft(admin, azure_percent=Decimal(70)), admin)
    say_facts_changed(offers=[offer.pk])
    assert len(rows_of(activation)) == 1
    offer.documents.get(kind="architecture_diagram").versions.update(azure_percent=Decimal(90))
    say_facts_changed(offers=[offer.pk])
    jobs.run_job(activation.pk)
    assert rows_of(activation) == []


def test_activation_writes_history_only_where_something_changed() -> None:
    admin = make_admin()
    make_programme()
    before = Assessment.objects.count()
    jobs.run_job(put_in_force(make_draft(admin, name="Same figures"), admin).pk)
    assert Assessment.objects.count() == before


def test_offer_created_after_the_new_rulebook_is_assessed_by_it() -> None:
    admin = make_admin()
    activation = put_in_force(make_draft(admin, name="New"), admin)
    jobs.run_job(activation.pk)
    offer = make_offer()
    assess_offers([offer.pk])
    assert Assessment.objects.get(offer=offer).rulebook_id == rulebook_in_force().pk


# --- As of another day ------------------------------------------------------------------------------------------------


def test_preview_of_another_day_compares_the_rulebooks_not_the_days() -> None:
    """On a day long ago nobody had revenue: the old rulebook would not have given the incentive either."""
    admin = make_admin()
    offer = make_incentivized()
    draft = make_draft(admin, azure_percent=Decimal(70))
    now = rulebooks.preview(actor=admin, rulebook=draft)
    jobs.run_job(now.pk)
    past = rulebooks.preview(actor=admin, rulebook=draft, as_of=date(2015, 1, 1))
    jobs.run_job(past.pk)
    assert (past.as_of, past.pk != now.pk) == (date(2015, 1, 1), True)
    assert [row["offer_id"] for row in rows_of(now)] == [offer.pk]
    assert rows_of(past) == []


def test_preview_of_a_day_to_come_reads_the_facts_of_that_day() -> None:
    admin = make_admin()
    offer = make_incentivized()
    draft = make_draft(admin, acr_usd=Decimal(90000), azure_percent=Decimal(70))
    far = today() + timedelta(days=800)  # the months of revenue have rolled out of the window
    job = rulebooks.preview(actor=admin, rulebook=draft, as_of=far)
    jobs.run_job(job.pk)
    assert rows_of(job) == []
    near = rulebooks.preview(actor=admin, rulebook=draft, as_of=today() + timedelta(days=1))
    jobs.run_job(near.pk)
    assert [row["offer_id"] for row in rows_of(near)] == [offer.pk]


def test_preview_is_not_asked_for_twice_but_another_day_is_another_preview() -> None:
    admin = make_admin()
    draft = make_draft(admin)
    first, again = (rulebooks.preview(actor=admin, rulebook=draft) for _ in range(2))
    other = rulebooks.preview(actor=admin, rulebook=draft, as_of=date(2020, 1, 1))
    assert (first == again, first == other) == (True, False)


def test_scheduled_rulebook_can_be_previewed_again_but_not_one_in_force() -> None:
    proposer, second = make_admin(), make_admin()
    draft = make_draft(proposer, effective_from=today() + timedelta(days=2))
    jobs.run_job(rulebooks.preview(actor=proposer, rulebook=draft).pk)
    workflow.propose(actor=proposer, rulebook=draft)
    workflow.approve(actor=second, rulebook=draft)
    assert rulebooks.preview(actor=second, rulebook=draft).state == JobState.WAITING
