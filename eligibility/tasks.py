"""Background work of statuses and rulebooks: thin, by primary key, safe to repeat."""

from celery import shared_task

from cosell.nudges import nudge
from eligibility.services import daily, jobs, rulebook_workflow, warning


@shared_task
def reassess_all() -> None:
    """What time alone changes, and the grace periods that end or are about to. All workers take part.

    Something is found once a day only, in the first hour. The others find what a lost message left undone.
    """
    for part in daily.parts():
        nudge(reassess_part, *part)


@shared_task
def reassess_part(after: int, last: int) -> None:
    daily.reassess_part(daily.Part(after, last))


@shared_task
def renew_all() -> None:
    """Every day: facts that were changed behind the product's back. All workers take part."""
    for part in daily.parts():
        nudge(renew_part, *part)


@shared_task
def renew_part(after: int, last: int) -> None:
    daily.renew_part(daily.Part(after, last))


@shared_task
def warn_ahead() -> None:
    """Every day: tell partners what their offers will lose by time alone."""
    warning.warn_all()


@shared_task
def warn_partner(partner_id: int) -> None:
    """After what a partner has earned was changed: warnings that hold no more end, new ones begin."""
    warning.warn_partner(partner_id)


@shared_task
def run_job(job_id: int) -> None:
    """Carry out a preview or an activation."""
    jobs.run_job(job_id)


@shared_task
def sweep_jobs() -> None:
    """Start again what a lost message or a dead worker left lying."""
    for job_id in jobs.sweep_jobs():
        nudge(run_job, job_id)


@shared_task
def put_due_in_force() -> None:
    """Rulebooks come into force at midnight UTC of their day."""
    rulebook_workflow.put_due_in_force()
