"""Background work of documents and imports: thin, by primary key, safe to repeat."""

from celery import shared_task

from cosell.nudges import nudge
from offers.services import contact_imports
from offers.services.documents import checking, sweeping


@shared_task
def check_document(version_id: int) -> None:
    """Check one uploaded file."""
    checking.check_version(version_id)


@shared_task
def sweep_intake() -> None:
    """Start again what a lost message or a dead worker left lying, and give up on what cannot be checked."""
    for version_id in checking.forgotten():
        nudge(check_document, version_id)
    checking.give_up_forgotten()


@shared_task
def sweep_files() -> None:
    """Delete what no row knows and what is kept no longer, and report what is lost."""
    sweeping.sweep_files()


@shared_task
def replace_contacts(import_id: int) -> None:
    """Put many contacts in place."""
    contact_imports.carry_out(import_id)


@shared_task
def sweep_contact_imports() -> None:
    """Start again what a lost message left lying, give up on it in the end, and forget what is kept no longer."""
    for import_id in contact_imports.forgotten():
        nudge(replace_contacts, import_id)
    contact_imports.tidy_up()
