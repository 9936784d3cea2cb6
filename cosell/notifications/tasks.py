"""Background work of the mails."""

from celery import shared_task

from cosell.notifications import posting
from cosell.notifications.models import Letter, Notification


@shared_task
def send_mail_of(pk: int) -> None:
    """Send a notification's mail, once."""
    posting.send_notification(pk)


@shared_task
def send_letter(pk: int) -> None:
    """Send a letter, once."""
    posting.send_letter(pk)


@shared_task
def forget_letters() -> None:
    """Delete the traces of letters that went out long ago."""
    posting.forget_letters()


@shared_task
def sweep_mails() -> None:
    """Send what a lost message or a killed worker left lying."""
    for pk in posting.forgotten(Notification):
        posting.send_notification(pk)
    for pk in posting.forgotten(Letter):
        posting.send_letter(pk)
