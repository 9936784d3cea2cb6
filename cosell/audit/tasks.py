"""Background work of the record."""

from celery import shared_task
from django.db import IntegrityError

from cosell.audit.services import seal_batch


@shared_task
def seal() -> None:
    """Seal what is waiting. Another sealer at work is no fault: it does the same."""
    try:
        while seal_batch():
            pass
    except IntegrityError:
        return
