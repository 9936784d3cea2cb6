"""Contacts of an offer: one by one, and all at once. Where they come from all at once: ``contact_imports``."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from cosell.accounts.models import User
from cosell.accounts.permissions import demand
from cosell.audit.services import record
from cosell.facts import say_facts_changed
from cosell.revisions import update_if_unchanged
from cosell.transitions import SomebodyWasFaster
from offers.checks import contact_countries, contact_states, one_line
from offers.contacts_import import ContactRow, Difference, compare
from offers.contacts_import.difference import Act, Change
from offers.models import Contact, Offer
from offers.permissions import may_edit_offer
from offers.services.contact_progress import Step, Tell, tell_nobody
from offers.services.touching import touch

BATCH = 250
Item = TypeVar("Item")
WRITTEN = ("name", "email", "job_title", "countries", "states", "revision")


@transaction.atomic
def add_contact(
    *,
    actor: User,
    offer: Offer,
    name: str,
    email: str,
    job_title: str,
    role: str,
    countries: Iterable[str],
    states: Iterable[str] = (),
) -> Contact:
    """Add a contact. Posted twice it is added once. Raises ValidationError by field; on ``email`` if another contact
    of the offer has this address in this role.
    """
    _begin(actor, offer)
    covered = contact_countries(countries)
    texts = _one_line({"name": name, "email": email, "job_title": job_title})
    name, email, job_title = texts["name"], texts["email"], texts["job_title"]
    contact = Contact(
        offer=offer,
        name=name,
        email=email,
        job_title=job_title,
        role=role,
        countries=covered,
        states=contact_states(states, covered),
    )
    contact.clean_fields()
    if (twin := find_twin(offer, email, role)) and row_of(twin) == row_of(contact):
        return twin
    refuse_twin(offer, email, role)
    contact.save(force_insert=True)
    _note("offers.contact_added", actor, offer, name, contact=str(contact.public_id), role=role)
    return contact


@transaction.atomic
def change_contact(*, actor: User, contact: Contact, changes: Mapping[str, Any]) -> None:
    """Write these fields, all of them checked. Raises ``SomebodyWasFaster`` if somebody saved the contact meanwhile,
    ValidationError on ``email`` if another contact of the offer has this address in this role.
    """
    offer = contact.offer
    _begin(actor, offer)
    changes = _one_line(changes)
    wanted = {"email": contact.email, "role": contact.role, **changes}
    refuse_twin(offer, wanted["email"], wanted["role"], contact.pk)
    update_if_unchanged(contact, actor=actor, changes=changes)
    codes = {"contact": str(contact.public_id), "fields": sorted(changes)}
    _note("offers.contact_changed", actor, offer, contact.name, **codes)


@transaction.atomic
def remove_contact(*, actor: User, contact: Contact) -> bool:
    """Remove it. False: somebody else already did."""
    offer = contact.offer
    _begin(actor, offer)
    removed, _by_model = Contact.objects.filter(pk=contact.pk).delete()
    if removed:
        codes = {"contact": str(contact.public_id), "role": contact.role}
        _note("offers.contact_removed", actor, offer, contact.name, **codes)
    return bool(removed)


@transaction.atomic
def merge_contact(
    *,
    actor: User,
    twin: Contact,
    countries: Iterable[str],
    states: Iterable[str] = (),
    gone: Contact | None = None,
) -> None:
    """Let ``twin`` cover these too; ``gone``, who turned out to be the same person, is removed."""
    _begin(actor, twin.offer)
    twin.refresh_from_db(fields=["countries", "states", "revision"])
    covered = contact_countries([*twin.countries, *countries])
    changes = {"countries": covered, "states": contact_states([*twin.states, *states], covered)}
    if gone is not None:
        remove_contact(actor=actor, contact=gone)
    change_contact(actor=actor, contact=twin, changes=changes)


@transaction.atomic
def replace_contacts(
    *,
    actor: User,
    offer: Offer,
    rows: Iterable[ContactRow],
    seen: str,
    act: str = "offers.contacts_replaced",
    tell: Tell = tell_nobody,
) -> Difference:
    """Make these rows the offer's contacts, and say what that changed; ``tell`` hears how far it is.

    ``seen`` is the ``fingerprint`` of the contacts as the actor saw them; if they have changed since, raises
    ``SomebodyWasFaster`` and changes nothing.
    """
    _begin(actor, offer)
    current = list(offer.contacts.all())
    if fingerprint(current) != seen:
        raise SomebodyWasFaster(offer)
    difference = compare(map(row_of, current), rows)
    _write(offer, difference, {row_of(contact).key: contact for contact in current}, tell)
    counts = {"added": difference.added, "changed": difference.changed, "removed": difference.removed}
    tell(Step.ASSESSING, 0)
    _note(act, actor, offer, offer.name, **counts)
    return difference


def _write(
    offer: Offer, difference: Difference, by_key: Mapping[tuple[str, str], Contact], tell: Tell
) -> None:
    """Those removed first, since the others may have their addresses. One upsert for all the rest: an UPDATE of
    thousands of rows would cost a hundred times as much.
    """
    removed = [by_key[each.row.key].pk for each in difference.changes if each.act == Act.REMOVED]
    rest = [each for each in difference.changes if each.act != Act.REMOVED]
    written = difference.unchanged
    for some in batched(removed):
        Contact.objects.filter(pk__in=some).delete()
    for act in (Act.CHANGED, Act.ADDED):
        for changes in batched([each for each in rest if each.act == act]):
            _write_some(offer, changes, by_key)
            written += len(changes)
            tell(Step.WRITING, written)


def _write_some(offer: Offer, changes: list[Change], by_key: Mapping[tuple[str, str], Contact]) -> None:
    contacts = [
        _filled(by_key.get(each.row.key) or Contact(offer=offer, role=each.row.role), each.row)
        for each in changes
    ]
    upsert: dict[str, Any] = {"update_conflicts": True, "unique_fields": ["pk"], "update_fields": WRITTEN}
    Contact.objects.bulk_create(contacts, **(upsert if contacts[0].pk else {}))


def batched(items: list[Item]) -> Iterator[list[Item]]:
    for start in range(0, len(items), BATCH):
        yield items[start : start + BATCH]


def _filled(contact: Contact, row: ContactRow) -> Contact:
    contact.name, contact.email, contact.job_title = row.name, row.email, row.job_title
    contact.countries, contact.states = list(row.countries), list(row.states)
    contact.revision += 1
    return contact


def row_of(contact: Contact) -> ContactRow:
    """A stored contact as imports and exports know it."""
    return ContactRow(
        contact.name,
        contact.email,
        contact.job_title,
        contact.role,
        tuple(contact.countries),
        tuple(contact.states),
    )


@transaction.atomic
def cover_countries(*, actor: User, contact: Contact, countries: Iterable[str]) -> None:
    """Let a contact answer for these countries too. Raises ``SomebodyWasFaster`` if somebody saved it meanwhile."""
    covered = contact_countries([*contact.countries, *countries])
    if covered != contact.countries:
        change_contact(actor=actor, contact=contact, changes={"countries": covered})


def fingerprint(contacts: Iterable[Contact]) -> str:
    """Changes whenever any of these contacts does: 64 hex digits."""
    marks = sorted(f"{contact.pk}:{contact.revision}" for contact in contacts)
    return hashlib.sha256("\n".join(marks).encode()).hexdigest()


def refuse_twin(offer: Offer, email: str, role: str, but: int | None = None) -> None:
    """Raise ValidationError on ``email`` if a contact, save the one ``but``, has this address in this role."""
    if twin := find_twin(offer, email, role, but):
        message = _("%(name)s already has this address in the role %(role)s. Edit that contact instead.")
        raise ValidationError({"email": message % {"name": twin.name, "role": twin.get_role_display()}})


def _begin(actor: User, offer: Offer) -> None:
    """Ask for the right, and let changes of the same offer's contacts go one after the other."""
    demand(may_edit_offer(actor, offer))
    Offer.objects.select_for_update().only("pk").get(pk=offer.pk)


def _one_line(values: Mapping[str, Any]) -> dict[str, Any]:
    """Texts as a cell of a file holds them, so that an export comes back unchanged."""
    checked, errors = dict(values), {}
    for name in checked.keys() & {"name", "email", "job_title"}:
        try:
            checked[name] = one_line(checked[name])
        except ValidationError as error:
            errors[name] = error
    if errors:
        raise ValidationError(errors)
    return checked


def find_twin(offer: Offer, email: str, role: str, but: int | None = None) -> Contact | None:
    """The contact, save the one ``but``, who has this address in this role."""
    return offer.contacts.filter(email__iexact=email, role=role).exclude(pk=but or 0).first()


def _note(action: str, actor: User, offer: Offer, subject: str, **data: Any) -> None:
    touch(actor=actor, offer=offer)
    record(
        action, actor=actor, subject=subject, partner=offer.partner, offer_public_id=offer.public_id, **data
    )
    say_facts_changed(offers=[offer.pk])
