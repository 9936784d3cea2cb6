"""Cloud-specialist requests that were there before they had a clock: when they are due, and how long they took."""

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import migrations

from reviews.calendar import WorkingCalendar

FIELDS = ["due_at", "running_since", "time_used"]
OPEN = {"open", "in_progress"}


def wind_up(apps: Any, _schema_editor: Any) -> None:
    holidays = apps.get_model("reviews", "Holiday").objects.values_list("day", flat=True)
    calendar = WorkingCalendar(frozenset(holidays))
    rows = apps.get_model("offers", "CloudSpecialistRequest").objects.order_by("pk")
    changed = []
    for request in rows.iterator(1000):
        request.due_at = calendar.after(
            request.requested_at, timedelta(days=settings.SPECIALIST_WORKING_DAYS)
        )
        if request.state in OPEN:
            request.running_since = request.requested_at
        elif request.closed_at:
            request.time_used = calendar.between(request.requested_at, request.closed_at)
        changed.append(request)
    rows.model.objects.bulk_update(changed, FIELDS, batch_size=500)


class Migration(migrations.Migration):
    dependencies = [("reviews", "0010_specialist_desk"), ("offers", "0008_specialist_desk")]
    operations = [migrations.RunPython(wind_up, migrations.RunPython.noop)]
