"""Contacts one by one, and all at once from a file."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from cosell.audit.models import AuditEntry
from cosell.transitions import SomebodyWasFaster
from eligibility.models import OfferStatus
from offers.contacts_import import ContactRow, Unreadable
from offers.models import Contact, ContactImport
from offers.queries import contacts_of, cover, find_contacts, sales_coverage
from offers.services.contact_imports import upload_contacts
from offers.services.contacts import (
    add_contact,
    change_contact,
    fingerprint,
    remove_contact,
    replace_contacts,
    row_of,
)
from tests.builders import make_contact, make_member, make_offer, make_partner

pytestmark = pytest.mark.django_db

ANN = {
    "name": "Ann Lee",
    "email": "ann@contoso.example",
    "job_title": "CEO",
    "role": "partner_sales",
    "countries": ["FR", "US"],
    "states": ["US-WA"],
}
FILE = b"Name,Email,Job title,Role,Countries/Regions\nAnn,ann@x.example,CEO,Partner sales,FR\n"


@pytest.fixture
def offer():
    return make_offer(make_partner())


@pytest.fixture
def editor(offer):
    return make_member(offer.partner, role="editor")


def uncovered(offer):
    """What the stored assessment says is missing: the facts were said to have changed in the same act."""
    rows = OfferStatus.objects.get(offer=offer).assessment.requirements
    return next(row["evidence"] for row in rows if row["code"] == "sales_contact_per_country")


def test_add_covers_countries_at_once(offer, editor):
    contact = add_contact(actor=editor, offer=offer, **ANN)

    assert row_of(contact) == ContactRow(
        "Ann Lee", "ann@contoso.example", "CEO", "partner_sales", ("FR", "US"), ("US-WA",)
    )
    assert uncovered(offer)["missing"] == []
    assert sales_coverage(offer, offer.countries).complete
    assert AuditEntry.objects.get(action="offers.contact_added").subject_label == "Ann Lee"


def test_texts_are_kept_on_one_line_and_without_control_characters(offer, editor):
    contact = add_contact(
        actor=editor, offer=offer, **{**ANN, "name": "  Ann\r\n Lee ", "email": " a@x.example "}
    )
    change_contact(actor=editor, contact=contact, changes={"job_title": "\tCEO "})
    assert (contact.name, contact.email) == ("Ann Lee", "a@x.example")
    assert Contact.objects.get().job_title == "CEO"

    with pytest.raises(ValidationError) as refused:
        add_contact(actor=editor, offer=offer, **{**ANN, "name": "An\x07n", "job_title": "C\x00O"})
    assert sorted(refused.value.message_dict) == ["job_title", "name"]
    with pytest.raises(ValidationError):
        change_contact(actor=editor, contact=contact, changes={"name": "An\x07n"})


def test_add_posted_twice_adds_once(offer, editor):
    first, second = (add_contact(actor=editor, offer=offer, **ANN) for _time in range(2))

    assert first == second
    assert AuditEntry.objects.filter(action="offers.contact_added").count() == 1


@pytest.mark.parametrize(
    ("changes", "errors"),
    [
        ({"countries": []}, ["Choose at least one country, or all countries."]),
        ({"countries": ["FR", "XX"]}, ["Unknown codes: XX."]),
        ({"states": ["US-XX"]}, ["Unknown codes: US-XX."]),
        ({"states": ["CA-QC"]}, ["Add CA to the countries, or leave out these states: CA-QC."]),
        ({"email": "ann"}, ["Enter a valid email address."]),
        ({"role": "boss"}, ["Value 'boss' is not a valid choice."]),
        ({"name": ""}, ["This field cannot be blank."]),
    ],
)
def test_add_refuses_bad_values(offer, editor, changes, errors):
    with pytest.raises(ValidationError) as refused:
        add_contact(actor=editor, offer=offer, **{**ANN, **changes})

    assert refused.value.messages == errors
    assert Contact.objects.count() == 0


def test_add_makes_all_countries_of_all_and_some(offer, editor):
    assert add_contact(actor=editor, offer=offer, **{**ANN, "countries": ["FR", "OOO"]}).countries == ["OOO"]


def test_the_same_address_in_the_same_role_is_refused(offer, editor):
    add_contact(actor=editor, offer=offer, **ANN)

    with pytest.raises(ValidationError) as refused:
        add_contact(actor=editor, offer=offer, **{**ANN, "email": "ANN@contoso.example", "name": "Anna"})

    assert refused.value.message_dict == {
        "email": ["Ann Lee already has this address in the role Partner sales. Edit that contact instead."]
    }


def test_the_same_address_in_another_role_or_offer_is_welcome(offer, editor):
    add_contact(actor=editor, offer=offer, **ANN)
    add_contact(actor=editor, offer=offer, **{**ANN, "role": "partner_marketing"})
    add_contact(actor=editor, offer=make_offer(offer.partner), **ANN)

    assert Contact.objects.count() == 3


def test_change_writes_what_it_was_given(offer, editor):
    contact = make_contact(offer)

    change_contact(actor=editor, contact=contact, changes={"countries": ["US"]})

    contact.refresh_from_db()
    assert (contact.countries, contact.revision) == (["US"], 1)


def test_change_into_another_contact_is_refused(offer, editor):
    make_contact(offer, email="ann@x.example")
    other = make_contact(offer, email="bob@x.example")

    with pytest.raises(ValidationError, match="already has this address"):
        change_contact(actor=editor, contact=other, changes={"email": "Ann@x.example"})


def test_remove_takes_the_cover_away_once(offer, editor):
    contact = make_contact(offer, countries=["OOO"])
    again = Contact.objects.get(pk=contact.pk)

    assert remove_contact(actor=editor, contact=contact) is True
    assert remove_contact(actor=editor, contact=again) is False
    assert Contact.objects.count() == 0
    assert [cell.code for cell in sales_coverage(offer, offer.countries).missing] == ["FR", "US"]


@pytest.mark.parametrize("role", ["viewer", "stranger"])
def test_only_editors_touch_contacts(offer, role):
    actor = make_member(offer.partner, role=role) if role == "viewer" else make_member(make_partner())
    contact = make_contact(offer)
    attempts = [
        lambda: add_contact(actor=actor, offer=offer, **ANN),
        lambda: change_contact(actor=actor, contact=contact, changes={"name": "x"}),
        lambda: remove_contact(actor=actor, contact=contact),
        lambda: upload_contacts(actor=actor, offer=offer, file_name="x.csv", data=FILE),
        lambda: replace_contacts(actor=actor, offer=offer, rows=[], seen=fingerprint([contact])),
    ]

    for attempt in attempts:
        with pytest.raises(PermissionDenied):
            attempt()
    assert list(contacts_of(offer)) == [contact]


def test_coverage_counts_sales_contacts_of_eligible_countries(offer):
    make_contact(offer, countries=["FR"])
    make_contact(offer, countries=["US"], role="partner_marketing")

    found = sales_coverage(offer, {"FR", "US", "NA"})

    assert (found.total, found.covered, found.complete) == (3, 1, False)
    assert [(cell.code, cell.covered) for cell in found.cells] == [("FR", True), ("NA", False), ("US", False)]


def test_coverage_by_a_contact_for_all_countries():
    assert cover({"FR", "NA"}, [["OOO"]]).complete


def test_coverage_of_nothing_is_not_complete():
    assert not cover(set(), [["OOO"]]).complete


@pytest.mark.parametrize(
    ("search", "names"),
    [("", ["Ann", "Bob"]), ("ann", ["Ann"]), ("bob@", ["Bob"]), ("CTO", ["Bob"]), ("%", []), ("nobody", [])],
)
def test_search_looks_at_name_address_and_title(offer, search, names):
    make_contact(offer, name="Ann", email="a@x.example", job_title="CEO")
    make_contact(offer, name="Bob", email="bob@x.example", job_title="CTO")

    assert [each.name for each in find_contacts(offer, search)] == names


def test_upload_keeps_the_cells_and_changes_nothing(offer, editor):
    make_contact(offer)

    first = upload_contacts(actor=editor, offer=offer, file_name="x" * 300 + ".csv", data=FILE)
    second = upload_contacts(actor=editor, offer=offer, file_name="two.csv", data=FILE)

    assert (len(first.file_name), first.file_name[-4:]) == (255, ".csv")
    assert list(ContactImport.objects.all()) == [second]
    assert Contact.objects.count() == 1


def test_upload_of_no_table_is_refused(offer, editor):
    with pytest.raises(Unreadable):
        upload_contacts(actor=editor, offer=offer, file_name="x.csv", data=b"")


def test_replace_adds_changes_and_removes(offer, editor):
    kept = make_contact(offer, name="Kept", email="k@x.example")
    make_contact(offer, name="Gone", email="g@x.example")
    rows = [
        ContactRow("Kept", "k@x.example", "New title", "partner_sales", ("US",)),
        ContactRow("New", "n@x.example", "CEO", "partner_sales", ("FR",)),
    ]

    changed = replace_contacts(actor=editor, offer=offer, rows=rows, seen=fingerprint(contacts_of(offer)))

    assert (changed.added, changed.changed, changed.removed) == (1, 1, 1)
    assert [row_of(each) for each in contacts_of(offer)] == rows
    assert (Contact.objects.get(name="Kept").pk, Contact.objects.get(name="Kept").revision) == (kept.pk, 1)
    entry = AuditEntry.objects.get(action="offers.contacts_replaced")
    assert entry.data == {"added": 1, "changed": 1, "removed": 1}


def test_replace_of_contacts_that_changed_meanwhile_changes_nothing(offer, editor):
    contact = make_contact(offer)
    seen = fingerprint([contact])
    change_contact(actor=editor, contact=contact, changes={"name": "Newer"})

    with pytest.raises(SomebodyWasFaster):
        replace_contacts(actor=editor, offer=offer, rows=[], seen=seen)

    assert [each.name for each in contacts_of(offer)] == ["Newer"]


def test_replace_of_thousands_is_one_act(offer, editor):
    rows = [ContactRow(f"P{n}", f"p{n}@x.example", "CEO", "partner_sales", ("FR",)) for n in range(2_000)]

    replace_contacts(actor=editor, offer=offer, rows=rows, seen=fingerprint([]))
    replace_contacts(actor=editor, offer=offer, rows=rows[:1], seen=fingerprint(contacts_of(offer)))

    assert Contact.objects.count() == 1
    assert AuditEntry.objects.filter(action="offers.contacts_replaced").count() == 2
