"""Submissions that were there before the clock of the review: when they are due, and how long they took."""

from datetime import timedelta
from itertools import groupby
from typing import Any

from django.conf import settings
from django.db import migrations

from reviews.calendar import WorkingCalendar

FIELDS = ["is_resubmission", "why", "due_at", "running_since", "time_used"]
OPEN = {"queued", "in_review"}


def wind_up(apps: Any, _schema_editor: Any) -> None:
    rows = apps.get_model("reviews", "Submission").objects.order_by("offer", "number")
    known = rows.only("offer", "number", "state", "queued_at", "decided_at", "withdrawn_at", "time_used")
    changed = []
    for _offer, submissions in groupby(known.iterator(1000), key=lambda row: row.offer_id):
        again = False
        for submission in submissions:
            submission.is_resubmission, submission.why = again, "resubmitted" if again else "new"
            wind_up_one(submission)
            again = again or submission.state == "decided"
            changed.append(submission)
    rows.model.objects.bulk_update(changed, FIELDS, batch_size=500)


def wind_up_one(submission: Any) -> None:
    if submission.queued_at is None:
        return
    calendar = WorkingCalendar()
    submission.due_at = calendar.after(submission.queued_at, timedelta(days=settings.REVIEW_WORKING_DAYS))
    if submission.state in OPEN:
        submission.running_since = submission.queued_at
    elif ended := submission.decided_at or submission.withdrawn_at:
        submission.time_used = calendar.between(submission.queued_at, ended)


class Migration(migrations.Migration):
    dependencies = [("reviews", "0002_queue")]
    operations = [migrations.RunPython(wind_up, migrations.RunPython.noop)]
