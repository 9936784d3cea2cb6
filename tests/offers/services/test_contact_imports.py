"""Contacts that come all at once, as services: kept rows, undo, copies, many of them by a worker."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone
from django.utils.translation import override

from cosell.audit.models import AuditEntry
from cosell.transitions import SomebodyWasFaster
from eligibility.pages.simulating import status_with_contacts
from eligibility.queries import rulebook_in_force
from offers.contacts_import import MOST_ROWS, Table, check_table, mending
from offers.models import Contact, ContactImport, ImportState
from offers.queries import contacts_of, past_imports
from offers.services.contact_imports import (
    MANY,
    carry_out,
    copy_contacts,
    forgotten,
    mend_import,
    rows_before,
    tidy_up,
    undo_import,
    upload_contacts,
    use_import,
)
from offers.services.contact_progress import Progress, Step
from offers.services.contacts import fingerprint, replace_contacts, row_of
from tests.builders import make_contact, make_member, make_offer, make_partner
from tests.eligibility.building import make_incentivized

pytestmark = pytest.mark.django_db
HEADER = "Name,Email,Job title,Role,Countries\n"


@pytest.fixture
def offer():
    return make_offer()


@pytest.fixture
def editor(offer):
    return make_member(offer.partner, role="editor")


def waiting(editor, offer, count=1, role="Partner sales"):
    rows = "".join(f"P{number},p{number}@x.example,CEO,{role},FR\n" for number in range(count))
    return upload_contacts(actor=editor, offer=offer, file_name="a.csv", data=(HEADER + rows).encode())


def seen(offer):
    return fingerprint(contacts_of(offer))


def used(editor, offer, count=1):
    brought = waiting(editor, offer, count)
    use_import(actor=editor, waiting=brought, seen=seen(offer))
    brought.refresh_from_db()
    return brought


def test_use_keeps_what_was_there_and_drops_the_cells(offer, editor):
    before = row_of(make_contact(offer, states=["US-WA"], countries=["US", "NA"]))

    brought = used(editor, offer, 2)

    assert (brought.state, brought.table, rows_before(brought)) == ("used", {}, [before])
    assert (brought.added, brought.changed, brought.removed) == (2, 0, 1)
    assert list(past_imports(offer)) == [brought]


def test_use_of_faulty_cells_is_refused(offer, editor):
    brought = waiting(editor, offer, role="Boss")

    with pytest.raises(ValidationError, match="still to be mended"):
        use_import(actor=editor, waiting=brought, seen=seen(offer))


def test_an_import_is_used_once(offer, editor):
    brought = used(editor, offer)

    for act in (
        lambda: use_import(actor=editor, waiting=brought, seen=seen(offer)),
        lambda: mend_import(actor=editor, waiting=brought, mend=lambda table: table),
    ):
        with pytest.raises(SomebodyWasFaster):
            act()


def test_mending_is_kept(offer, editor):
    brought = waiting(editor, offer, role="Sales")

    mend_import(
        actor=editor, waiting=brought, mend=lambda table: mending.with_suggestions(table, lambda each: True)
    )
    use_import(actor=editor, waiting=ContactImport.objects.get(), seen=seen(offer))

    assert Contact.objects.get().role == "partner_sales"


def test_undo_brings_back_what_was_there_and_is_recorded(offer, editor):
    before = row_of(make_contact(offer, email="Old@x.example"))
    brought = used(editor, offer)

    use_import(actor=editor, waiting=undo_import(actor=editor, used=brought), seen=seen(offer))

    assert [row_of(each) for each in contacts_of(offer)] == [before]
    assert AuditEntry.objects.filter(action="offers.contacts_restored").count() == 1
    assert [each.is_undone for each in past_imports(offer)] == [False, True]
    with pytest.raises(ValidationError, match="not kept any more"):
        undo_import(actor=editor, used=brought)


def test_an_undo_can_be_undone(offer, editor):
    brought = used(editor, offer)
    back = undo_import(actor=editor, used=brought)
    use_import(actor=editor, waiting=back, seen=seen(offer))
    back.refresh_from_db()

    use_import(actor=editor, waiting=undo_import(actor=editor, used=back), seen=seen(offer))

    assert [each.name for each in contacts_of(offer)] == ["P0"]


def test_after_thirty_days_nothing_is_kept(offer, editor):
    brought = used(editor, offer)
    ContactImport.objects.update(used_at=timezone.now() - timedelta(days=30, minutes=1))
    brought.refresh_from_db()

    with pytest.raises(ValidationError):
        undo_import(actor=editor, used=brought)
    tidy_up()
    assert ContactImport.objects.count() == 0


def test_contacts_are_copied_as_they_are_and_recorded(offer, editor):
    source = make_offer(offer.partner)
    ann = row_of(make_contact(source, countries=["OOO"]))

    use_import(
        actor=editor, waiting=copy_contacts(actor=editor, offer=offer, source=source), seen=seen(offer)
    )

    assert [row_of(each) for each in contacts_of(offer)] == [ann]
    assert AuditEntry.objects.filter(action="offers.contacts_copied").count() == 1


def test_strangers_neither_copy_nor_undo(offer, editor):
    stranger = make_member(make_partner())
    source = make_offer()
    make_contact(source)
    brought = used(editor, offer)

    for act in (
        lambda: copy_contacts(actor=editor, offer=offer, source=source),
        lambda: undo_import(actor=stranger, used=brought),
        lambda: mend_import(actor=stranger, waiting=brought, mend=lambda table: table),
        lambda: use_import(actor=stranger, waiting=brought, seen=""),
    ):
        with pytest.raises(PermissionDenied):
            act()


def test_many_are_put_in_place_by_a_worker(offer, editor):
    brought = waiting(editor, offer, MOST_ROWS)

    assert use_import(actor=editor, waiting=brought, seen=seen(offer)) is None
    assert Contact.objects.count() == 0
    carry_out(brought.pk)
    carry_out(brought.pk)

    brought.refresh_from_db()
    assert (brought.state, brought.added, Contact.objects.count()) == ("used", MOST_ROWS, MOST_ROWS)
    assert AuditEntry.objects.filter(action="offers.contacts_replaced").count() == 1


def test_a_worker_tells_how_far_it_is_and_never_less_than_before(offer, editor):
    used(editor, offer, 600)
    rows = [replace(row_of(each), job_title="CTO") for each in contacts_of(offer)[:500]]
    told = []

    difference = replace_contacts(
        actor=editor,
        offer=offer,
        rows=rows,
        seen=seen(offer),
        tell=lambda step, done: told.append(Progress(step, done, 500)),
    )

    assert (difference.added, difference.changed, difference.removed) == (0, 500, 100)
    assert [(each.step, each.done) for each in told] == [("writing", 250), ("writing", 500), ("assessing", 0)]
    assert [each.percent for each in told] == [65, 90, 90]
    assert {each.job_title for each in contacts_of(offer)} == {"CTO"}


def test_checking_many_rows_tells_how_far_it_is(offer, editor):
    brought = waiting(editor, offer, MANY)
    told = []

    check_table(Table.from_json(brought.table), tell=told.append)

    assert told == [0, 250, 500, 750]


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", ["Waiting for a worker", "Rows checked: 250 of 5,000", "Contacts written: 1 of 5,000"]),
        (
            "fr",
            [
                "En attente de traitement",
                "Lignes vérifiées\xa0: 250 sur 5\xa0000",
                "Contacts enregistrés\xa0: 1 sur 5\xa0000",
            ],
        ),
    ],
)
def test_progress_is_told_in_words(language, words):
    steps = [(None, 0), (Step.CHECKING, 250), (Step.WRITING, 1)]

    with override(language):
        assert [Progress(step, done, 5000).in_words for step, done in steps] == words


def test_a_worker_that_finds_other_contacts_lets_the_file_wait_again(offer, editor):
    brought = waiting(editor, offer, MANY + 1)
    use_import(actor=editor, waiting=brought, seen=seen(offer))
    make_contact(offer, name="Meanwhile")

    carry_out(brought.pk)

    brought.refresh_from_db()
    assert (brought.state, [each.name for each in contacts_of(offer)]) == ("waiting", ["Meanwhile"])


def test_what_a_worker_left_lying_is_found_and_given_up_in_the_end(offer, editor):
    brought = waiting(editor, offer, MANY + 1)
    use_import(actor=editor, waiting=brought, seen=seen(offer))
    assert list(forgotten()) == []

    ContactImport.objects.update(started_at=timezone.now() - timedelta(minutes=2))
    assert list(forgotten()) == [brought.pk]
    ContactImport.objects.update(started_at=timezone.now() - timedelta(minutes=11))
    tidy_up()

    brought.refresh_from_db()
    assert brought.state == ImportState.WAITING


def test_the_status_with_other_contacts_is_what_the_rules_say():
    offer = make_incentivized(make_partner())
    rulebook = rulebook_in_force()

    none = status_with_contacts(offer, rulebook, [])
    everywhere = status_with_contacts(offer, rulebook, [("partner_sales", ["OOO"])])
    marketing = status_with_contacts(offer, rulebook, [("partner_marketing", ["OOO"])])

    assert (none.before, none.after, none.is_other) == ("azure_ip_incentivized", "not_ready", True)
    assert (everywhere.after, everywhere.is_other) == ("azure_ip_incentivized", False)
    assert marketing.after == "not_ready"
