"""Contacts that come all at once: read from a file or another offer, mended, put in place, and taken back for 30 days.

Whatever would replace the contacts waits as a row first, so that what will change can be seen before it does.
"""

from collections.abc import Callable, Iterable
from dataclasses import asdict
from datetime import timedelta
from functools import partial
from typing import Any, Final

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from cosell.accounts.models import User
from cosell.accounts.permissions import demand
from cosell.transitions import SomebodyWasFaster
from offers.contacts_import import ContactRow, Difference, Table, check_table, read_table, table_of_contacts
from offers.models import Contact, ContactImport, ImportSource, ImportState, Offer
from offers.models.contact_import import KEPT_DAYS
from offers.permissions import may_edit_offer, may_read_offer
from offers.services.contact_progress import Step, Tell, forget, tell_nobody, teller
from offers.services.contacts import fingerprint, replace_contacts, row_of

MANY: Final = 1_000  # contacts that are not put in place while somebody waits for the page
GIVEN_UP_AFTER: Final = timedelta(minutes=10)
FORGOTTEN_AFTER: Final = timedelta(seconds=60)
ACTS: Final = {
    ImportSource.FILE: "offers.contacts_replaced",
    ImportSource.OFFER: "offers.contacts_copied",
    ImportSource.UNDO: "offers.contacts_restored",
}


@transaction.atomic
def upload_contacts(*, actor: User, offer: Offer, file_name: str, data: bytes) -> ContactImport:
    """Read a file of contacts and keep its cells; nothing of the offer is changed. Raises ``Unreadable``.

    What the same person had uploaded for this offer before and not used is dropped.
    """
    demand(may_edit_offer(actor, offer))
    return _waiting(actor, offer, read_table(data), file_name=file_name[-255:])


@transaction.atomic
def copy_contacts(*, actor: User, offer: Offer, source: Offer) -> ContactImport:
    """Let another offer's contacts wait as those of this one. Raises ValidationError where it has none."""
    demand(may_edit_offer(actor, offer))
    demand(may_read_offer(actor, source))
    rows = [row_of(contact) for contact in source.contacts.all()]
    if not rows:
        raise ValidationError(_("%(offer)s has no contacts to copy.") % {"offer": source.name})
    return _waiting(
        actor, offer, table_of_contacts(rows), file_name=source.name[-255:], source=ImportSource.OFFER
    )


@transaction.atomic
def undo_import(*, actor: User, used: ContactImport) -> ContactImport:
    """Let the contacts that ``used`` replaced wait to come back. Raises ValidationError where they are not kept."""
    demand(may_edit_offer(actor, used.offer))
    if not may_be_undone(used):
        raise ValidationError(_("The contacts of before are not kept any more."))
    table = table_of_contacts(rows_before(used))
    return _waiting(actor, used.offer, table, file_name=used.file_name, source=ImportSource.UNDO, undoes=used)


def may_be_undone(used: ContactImport) -> bool:
    """For 30 days, as long as nobody has."""
    kept = used.used_at is not None and used.used_at > timezone.now() - timedelta(days=KEPT_DAYS)
    return kept and not used.undone_by.filter(state=ImportState.USED).exists()


def rows_before(used: ContactImport) -> list[ContactRow]:
    """The contacts that it replaced."""
    return [
        ContactRow(
            row["name"],
            row["email"],
            row["job_title"],
            row["role"],
            tuple(row["countries"]),
            tuple(row["states"]),
        )
        for row in used.before
    ]


@transaction.atomic
def mend_import(*, actor: User, waiting: ContactImport, mend: Callable[[Table], Table]) -> Table:
    """Change the cells that wait. Raises ``SomebodyWasFaster`` where they wait no longer."""
    demand(may_edit_offer(actor, waiting.offer))
    locked = _locked(waiting, ImportState.WAITING)
    table = mend(Table.from_json(locked.table))
    ContactImport.objects.filter(pk=locked.pk).update(table=table.to_json())
    return table


@transaction.atomic
def use_import(*, actor: User, waiting: ContactImport, seen: str) -> Difference | None:
    """Put the contacts that wait in place, and say what that changed; None where a worker does it, since they are many.

    ``seen`` is the ``fingerprint`` of the contacts as the actor saw them. Raises ``SomebodyWasFaster`` where they or
    the file have changed since, ValidationError where a cell is still wrong.
    """
    demand(may_edit_offer(actor, waiting.offer))
    locked = _locked(waiting, ImportState.WAITING)
    if max(len(locked.table["rows"]), waiting.offer.contacts.count()) <= MANY:
        return _put_in_place(locked, actor, seen)
    _rows_that_wait(locked)
    if fingerprint(waiting.offer.contacts.all()) != seen:
        raise SomebodyWasFaster(waiting.offer)
    forget(locked.pk)
    ContactImport.objects.filter(pk=locked.pk).update(
        state=ImportState.REPLACING, seen=seen, started_at=timezone.now()
    )
    return None


@transaction.atomic
def carry_out(import_id: int) -> None:
    """What a worker does for ``use_import``. Where it cannot be done any more the contacts wait again, unchanged."""
    begun = ContactImport.objects.filter(pk=import_id, state=ImportState.REPLACING).first()
    if begun is None:
        return
    locked = _locked(begun, ImportState.REPLACING)
    try:
        if locked.uploaded_by is not None:
            tell = teller(locked.pk, len(locked.table["rows"]))
            _put_in_place(locked, locked.uploaded_by, locked.seen, tell)
    except (SomebodyWasFaster, ValidationError):
        ContactImport.objects.filter(pk=import_id).update(state=ImportState.WAITING)


def forgotten() -> Iterable[int]:
    """Keys of imports that a lost message or a killed worker left lying."""
    begun = ContactImport.objects.filter(
        state=ImportState.REPLACING, started_at__lt=timezone.now() - FORGOTTEN_AFTER
    )
    return list(begun.values_list("pk", flat=True))


def tidy_up() -> None:
    """Let wait again what no worker could carry out, and delete what is kept no longer."""
    now = timezone.now()
    stuck = ContactImport.objects.filter(state=ImportState.REPLACING, started_at__lt=now - GIVEN_UP_AFTER)
    stuck.update(state=ImportState.WAITING)
    old = now - timedelta(days=KEPT_DAYS)
    ContactImport.objects.filter(state=ImportState.WAITING, uploaded_at__lt=old).delete()
    ContactImport.objects.filter(used_at__lt=old).delete()


def _waiting(actor: User, offer: Offer, table: Table, **fields: Any) -> ContactImport:
    offer.contact_imports.filter(uploaded_by=actor, state=ImportState.WAITING).delete()
    return ContactImport.objects.create(offer=offer, uploaded_by=actor, table=table.to_json(), **fields)


def _locked(begun: ContactImport, state: ImportState) -> ContactImport:
    """The import as it is, for us alone; changes of one offer's contacts go one after the other."""
    Offer.objects.select_for_update().only("pk").get(pk=begun.offer_id)
    locked = ContactImport.objects.select_for_update().filter(pk=begun.pk, state=state).first()
    if locked is None:
        raise SomebodyWasFaster(begun)
    return locked


def _put_in_place(locked: ContactImport, actor: User, seen: str, tell: Tell = tell_nobody) -> Difference:
    rows = _rows_that_wait(locked, tell)
    before = list(Contact.objects.filter(offer=locked.offer_id))
    act = ACTS[ImportSource(locked.source)]
    difference = replace_contacts(actor=actor, offer=locked.offer, rows=rows, seen=seen, act=act, tell=tell)
    locked.state, locked.used_at, locked.table = ImportState.USED, timezone.now(), {}
    locked.before = [asdict(row_of(contact)) for contact in before]
    locked.added, locked.changed = difference.added, difference.changed
    locked.removed = difference.removed
    locked.save()
    return difference


def _rows_that_wait(locked: ContactImport, tell: Tell = tell_nobody) -> tuple[ContactRow, ...]:
    checked = check_table(Table.from_json(locked.table), tell=partial(tell, Step.CHECKING))
    if checked.problems:
        raise ValidationError(_("Some cells are still to be mended."))
    return checked.rows
