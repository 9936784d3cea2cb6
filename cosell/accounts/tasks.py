"""Background work of accounts."""

from celery import shared_task
from django.core.management import call_command


@shared_task
def clear_ended_sessions() -> None:
    """Delete sessions that have ended, and with them what was typed into forms of people who never came back."""
    call_command("clearsessions")
