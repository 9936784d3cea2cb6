"""Background work of statuses and rulebooks: thin, by primary key, safe to repeat."""

from celery import shared_task

from cosell.nudges import nudge
from eligibility.services import assessing, jobs


@shared_task
def reassess_all() -> None:
    """Every day: what time alone changes."""
    assessing.reassess_all()


@shared_task
def run_job(job_id: int) -> None:
    """Carry out a preview or an activation."""
    jobs.run_job(job_id)


@shared_task
def sweep_jobs() -> None:
    """Start again what a lost message or a dead worker left lying."""
    for job_id in jobs.sweep_jobs():
        nudge(run_job, job_id)
