"""Background work of reviews: thin, by primary key, safe to repeat."""

from celery import Task, shared_task

from reviews.services import escalating, presence, submissions

SECONDS_BETWEEN_LOOKS = 2
MOST_LOOKS = 60


@shared_task(bind=True, max_retries=MOST_LOOKS)
def enter_queue(self: Task, submission_id: int) -> None:
    """Let a submission into the queue; while a file is being checked, look again soon. Then the sweep looks."""
    if submissions.enter_queue(submission_id) or self.request.retries >= MOST_LOOKS:
        return
    raise self.retry(countdown=SECONDS_BETWEEN_LOOKS)


@shared_task
def sweep_submissions() -> None:
    """Let in what a lost message or a dead worker left outside."""
    for submission_id in submissions.forgotten():
        submissions.enter_queue(submission_id)


@shared_task
def tell_overdue() -> None:
    """Tell of what is overdue; and forget who has left the desk."""
    escalating.tell_overdue()
    presence.forget_gone()
