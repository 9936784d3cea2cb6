"""Previews and activations: what they count, and that they survive whoever carries them out."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from cosell.accounts.models import User
from cosell.audit.models import AuditEntry
from cosell.facts import say_facts_changed
from cosell.notifications.models import Notification
from eligibility import tasks
from eligibility.messages import because
from eligibility.models import Assessment, JobChange, JobKind, JobState, Rulebook, RulebookJob
from eligibility.services import jobs, rulebooks
from eligibility.services.assessing import today
from eligibility.services.changes import StatusChange
from eligibility.services.reasons import reasons_of
from offers.models import Contact, Offer
from tests.builders import make_member, make_offer
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
from tests.eligibility.rules.samples import complete, facts_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def small_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jobs, "BATCH", 2)


def make_programme() -> list[Offer]:
    """Two that lose Azure IP at 70 %, one that gains it at USD 80,000, two that stay."""
    lose = [make_incentivized(), make_incentivized()]
    gains = make_incentivized(percent="90")
    make_months(gains.partner, "82450")
    say_facts_changed(partners=[gains.partner_id])
    return [*lose, gains, make_ready(), make_assessed()]


def stricter(admin: User) -> Rulebook:
    return make_draft(admin, acr_usd=Decimal(80000), azure_percent=Decimal(70))


def changes_of(job: RulebookJob) -> list[tuple[int, str, str]]:
    return sorted(job.changes.values_list("offer_id", "before", "after"))


def rows_of(job: RulebookJob) -> dict[str, Any]:
    job.refresh_from_db()
    return {"state": job.state, "done": job.done, "total": job.total}


def test_preview_says_what_would_change_and_changes_nothing() -> None:
    admin, offers = make_admin(), make_programme()
    assessments = Assessment.objects.count()
    job = rulebooks.preview(actor=admin, rulebook=stricter(admin))
    assert jobs.run_job(job.pk) is True
    assert changes_of(job) == [
        (offers[0].pk, "azure_ip_incentivized", "co_sell_ready"),
        (offers[1].pk, "azure_ip_incentivized", "co_sell_ready"),
        (offers[2].pk, "co_sell_ready", "azure_ip_incentivized"),
    ]
    assert rows_of(job) == {"state": JobState.DONE, "done": 5, "total": 5}
    assert [status_of(offer) for offer in offers[:3]] == [
        "azure_ip_incentivized",
        "azure_ip_incentivized",
        "co_sell_ready",
    ]
    assert Assessment.objects.count() == assessments
    assert Notification.objects.count() == 0


def test_preview_gives_the_requirement_that_made_the_difference() -> None:
    admin, offers = make_admin(), make_programme()
    job = rulebooks.preview(actor=admin, rulebook=stricter(admin))
    jobs.run_job(job.pk)
    lost, gained = (JobChange.objects.get(job=job, offer=offer) for offer in (offers[0], offers[2]))
    assert [(row["code"], row["state"]) for row in lost.reasons] == [("azure_infrastructure", "unmet")]
    assert lost.reasons[0]["evidence"]["more_than"] == "70"
    assert [(row["code"], row["state"]) for row in gained.reasons] == [("azure_consumed_revenue", "met")]


def requirement(code: str, state: str) -> dict[str, Any]:
    return {"code": code, "level": "co_sell_ready", "state": state, "evidence": {}}


@pytest.mark.parametrize(
    ("before", "after", "rises", "reasons"),
    [
        ([("a", "met"), ("b", "unmet")], [("a", "unmet"), ("b", "met")], False, ["a"]),
        ([("a", "met"), ("b", "unmet")], [("a", "unmet"), ("b", "met")], True, ["b"]),
        ([("a", "pending")], [("a", "met")], True, ["a"]),
        ([("a", "unmet"), ("b", "unmet")], [("a", "met"), ("b", "not_applicable")], True, ["a"]),
        ([("a", "unmet")], [("a", "not_applicable")], True, ["a"]),
        ([("a", "met")], [("a", "met"), ("b", "unmet")], False, ["b"]),
        ([("a", "met"), ("b", "unmet")], [("a", "met")], True, ["b"]),
        ([], [("a", "met")], True, ["a"]),
    ],
    ids=[
        "lost",
        "gained",
        "approved",
        "excused as well",
        "excused",
        "asked anew",
        "asked no longer",
        "first",
    ],
)
def test_reasons_are_what_turned_the_way_of_the_status(
    before: list[tuple[str, str]], after: list[tuple[str, str]], rises: bool, reasons: list[str]
) -> None:
    statuses = ("not_ready", "co_sell_ready") if rises else ("co_sell_ready", "not_ready")
    rows = [requirement(*row) for row in before], [requirement(*row) for row in after]
    change = StatusChange(1, *statuses, *rows, facts=facts_of(complete()))
    assert [row["code"] for row in reasons_of(change)] == reasons


def previewed_reasons(offer: Offer, admin: User, **changes: Any) -> list[str]:
    job = rulebooks.preview(actor=admin, rulebook=make_draft(admin, **changes))
    jobs.run_job(job.pk)
    return [because(row) for row in JobChange.objects.get(job=job, offer=offer).reasons]


def test_fall_past_several_statuses_names_what_the_lower_one_asks_first() -> None:
    reasons = previewed_reasons(
        make_incentivized(), make_admin(), azure_percent=Decimal(70), type_saas_asks_transactable="ready"
    )
    assert reasons == [
        "Customers cannot buy the offer through the marketplace.",
        "62.5\u00a0% confirmed by the reviewer · more than 70\u00a0% needed",
    ]


def test_status_that_a_type_cannot_reach_any_more_is_said_so() -> None:
    reasons = previewed_reasons(make_incentivized(), make_admin(), type_saas_incentive="none")
    assert reasons == ["Offers of this type cannot reach this status any more."]


def test_rise_by_a_requirement_that_is_gone_says_that_it_is() -> None:
    offer = make_ready()
    Contact.objects.filter(offer=offer).delete()
    say_facts_changed(offers=[offer.pk])
    reasons = previewed_reasons(offer, make_admin(), type_saas_asks_sales_contact_per_country="")
    assert reasons == ["A sales contact for each country: no longer asked."]


def test_offer_that_was_not_there_yet_is_in_no_preview_of_that_day() -> None:
    admin, old, young = make_admin(), make_ready(), make_ready()
    day = today() - timedelta(days=400)
    Offer.objects.filter(pk=old.pk).update(created_at=timezone.now() - timedelta(days=500))
    draft = make_draft(admin, type_saas_asks_transactable="ready")
    job = rulebooks.preview(actor=admin, rulebook=draft, as_of=day)
    jobs.run_job(job.pk)
    touched = list(JobChange.objects.filter(job=job).values_list("offer", flat=True))
    assert old.pk in touched
    assert young.pk not in touched


def test_activation_does_exactly_what_the_preview_said() -> None:
    admin, offers = make_admin(), make_programme()
    draft = stricter(admin)
    member = make_member(offers[0].partner)
    previewed = rulebooks.preview(actor=admin, rulebook=draft)
    jobs.run_job(previewed.pk)
    activation = put_in_force(draft, admin)
    assert status_of(offers[0]) == "azure_ip_incentivized"
    jobs.run_job(activation.pk)
    assert changes_of(activation) == changes_of(previewed)
    assert rows_of(activation) == {"state": JobState.DONE, "done": 5, "total": 5}
    assert status_of(offers[0]) == "co_sell_ready"
    newest = Assessment.objects.filter(offer=offers[0]).first()
    assert newest is not None
    assert newest.rulebook == draft
    assert [row.code for row in Notification.objects.filter(user=member)] == [
        "eligibility.activation_one_lost"
    ]
    assert AuditEntry.objects.get(action="eligibility.activation_done").data == {"offers": 5, "changes": 3}


def test_rulebook_that_changes_nothing_previews_as_such() -> None:
    admin = make_admin()
    make_programme()
    job = rulebooks.preview(actor=admin, rulebook=make_draft(admin))
    jobs.run_job(job.pk)
    assert changes_of(job) == []


def test_job_without_an_offer_is_done_at_once() -> None:
    admin = make_admin()
    job = rulebooks.preview(actor=admin, rulebook=make_draft(admin))
    assert jobs.run_job(job.pk) is True
    assert rows_of(job) == {"state": JobState.DONE, "done": 0, "total": 0}


def test_job_that_was_killed_goes_on_where_it_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    admin, offers = make_admin(), make_programme()
    job = rulebooks.preview(actor=admin, rulebook=stricter(admin))
    alive = jobs.WORK[JobKind.PREVIEW]
    monkeypatch.setitem(jobs.WORK, JobKind.PREVIEW, killed_in_second_batch(offers[2].pk))
    with pytest.raises(KeyboardInterrupt):
        jobs.run_job(job.pk)
    monkeypatch.setitem(jobs.WORK, JobKind.PREVIEW, alive)
    assert rows_of(job) == {"state": JobState.RUNNING, "done": 2, "total": 5}
    assert jobs.run_job(job.pk) is False, "the lease of the dead worker still runs"
    run_out(job)
    assert jobs.sweep_jobs() == [job.pk]
    assert jobs.run_job(job.pk) is True
    assert rows_of(job) == {"state": JobState.DONE, "done": 5, "total": 5}
    assert [offer for offer, _before, _after in changes_of(job)] == [offer.pk for offer in offers[:3]]


def killed_in_second_batch(pk: int) -> Any:
    work = jobs.WORK[JobKind.PREVIEW]

    def killed(job: RulebookJob, ids: list[int]) -> Any:
        if pk in ids:
            raise KeyboardInterrupt
        return work(job, ids)

    return killed


def run_out(job: RulebookJob) -> None:
    RulebookJob.objects.filter(pk=job.pk).update(leased_until=timezone.now() - timedelta(seconds=1))


def test_job_started_twice_runs_once() -> None:
    admin = make_admin()
    make_programme()
    draft = stricter(admin)
    first, second = (rulebooks.preview(actor=admin, rulebook=draft) for _ in range(2))
    assert first == second
    assert jobs.run_job(first.pk) is True
    assert jobs.run_job(first.pk) is False
    assert first.changes.count() == 3


def test_worker_that_lost_its_lease_writes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    admin = make_admin()
    make_programme()
    job = rulebooks.preview(actor=admin, rulebook=stricter(admin))
    work = jobs.WORK[JobKind.PREVIEW]

    def overtaken(running: RulebookJob, ids: list[int]) -> Any:
        run_out(running)
        return work(running, ids)

    monkeypatch.setitem(jobs.WORK, JobKind.PREVIEW, overtaken)
    assert jobs.run_job(job.pk) is False
    assert rows_of(job)["done"] == 0
    assert changes_of(job) == []


def test_preview_of_a_draft_that_is_changed_meanwhile_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    admin = make_admin()
    make_programme()
    draft = stricter(admin)
    job = rulebooks.preview(actor=admin, rulebook=draft)
    work = jobs.WORK[JobKind.PREVIEW]

    def changed(running: RulebookJob, ids: list[int]) -> Any:
        rulebooks.save_draft(actor=admin, rulebook=Rulebook.objects.get(pk=draft.pk), changes={"name": "x"})
        return work(running, ids)

    monkeypatch.setitem(jobs.WORK, JobKind.PREVIEW, changed)
    with pytest.raises(jobs.LeaseLost):
        jobs._next_batch(jobs._take(job.pk))


def test_job_that_fails_three_times_is_given_up_loudly(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    admin = make_admin()
    make_programme()
    job = rulebooks.preview(actor=admin, rulebook=stricter(admin))

    def broken(job: RulebookJob, ids: list[int]) -> Any:
        raise ZeroDivisionError

    monkeypatch.setitem(jobs.WORK, JobKind.PREVIEW, broken)
    for _try in range(jobs.MOST_TRIES):
        with pytest.raises(ZeroDivisionError):
            jobs.run_job(job.pk)
        run_out(job)
    assert jobs.sweep_jobs() == []
    assert rows_of(job)["state"] == JobState.FAILED
    assert "failed 3 times in a row" in caplog.text
    assert AuditEntry.objects.get(action="eligibility.job_failed").subject_label == job.rulebook.name
    assert jobs.run_job(job.pk) is False
    told = Notification.objects.get(user=admin, code="eligibility.job_failed")
    assert (told.path, told.params["kind"]) == (f"/programme/jobs/{job.public_id}/", "preview")
    with pytest.raises(ValidationError):
        jobs.restart_job(actor=admin, job=job)  # a preview is asked for anew


def test_offer_created_while_a_job_runs_is_read_too() -> None:
    admin = make_admin()
    make_programme()
    job = rulebooks.preview(actor=admin, rulebook=stricter(admin))
    make_offer()
    jobs.run_job(job.pk)
    assert rows_of(job) == {"state": JobState.DONE, "done": 6, "total": 6}


def test_tasks_do_the_same() -> None:
    admin = make_admin()
    make_programme()
    job = rulebooks.preview(actor=admin, rulebook=stricter(admin))
    tasks.run_job(job.pk)
    assert rows_of(job)["state"] == JobState.DONE
    tasks.sweep_jobs()
    assert RulebookJob.objects.count() == 1
