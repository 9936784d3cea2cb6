"""The Celery application. The database is the truth; a task is only a nudge (see docs/architecture.md)."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cosell.settings")

app = Celery("cosell")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
