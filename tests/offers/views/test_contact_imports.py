"""Many contacts at once: uploaded, mended, seen before they count, undone, copied."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from offers.contacts_import import MOST_BYTES
from offers.models import Contact
from offers.services.contact_imports import MANY, carry_out
from offers.services.contact_progress import Step, teller
from tests.builders import make_contact, make_offer
from tests.offers.views.contacts import HEADER, address, names, upload

pytestmark = pytest.mark.django_db


def test_import_shows_what_will_change_and_then_changes_it(editor, offer):
    make_contact(offer, name="Gone", countries=["US"])
    answer = upload(editor, offer, HEADER + "Ann,ann@x.example,CEO,Partner sales,FR,\n")

    page = editor.get(answer["Location"])
    assert names() == ["Gone"]
    assert (page.context["difference"].added, page.context["difference"].removed) == (1, 1)
    assert "This country would lose its sales contact: United States." in page.content.decode()

    done = editor.post(answer["Location"], {"seen": page.context["seen"]}, follow=True)
    assert names() == ["Ann"]
    assert "1 added, 0 changed, 1 removed" in done.content.decode()


def test_import_shows_which_countries_go_and_come_by_their_names(editor, offer):
    make_contact(
        offer, name="Ann", email="ann@x.example", job_title="", countries=["FR", "US"], states=["US-WA"]
    )
    location = upload(editor, offer, HEADER + 'Ann,ann@x.example,CEO,Partner sales,"BE, FR",\n')["Location"]
    page = editor.get(location).content.decode()

    assert "<del>United States (US)</del> <ins>Belgium (BE)</ins>" in " ".join(page.split())
    assert "<del>Washington (US-WA)</del>" in page
    assert "<ins>CEO</ins>" in page
    assert page.count("<del>") == page.count("<ins>") == 2
    assert "<bdi>Ann</bdi>" in page


def test_import_hides_no_country_that_goes(editor, offer):
    codes = ["AT", "AU", "BE", "BR", "CA", "CH", "CZ", "DE", "DK", "ES", "FR", "GB"]
    make_contact(offer, name="Ann", email="ann@x.example", job_title="CEO", countries=codes)
    location = upload(editor, offer, HEADER + "Ann,ann@x.example,CEO,Partner sales,AT,\n")["Location"]
    page = editor.get(location).content.decode()

    assert [
        code for code in codes if f"({code})" not in page.partition("<del>")[2].partition("</del>")[0]
    ] == ["AT"]


def test_import_posted_twice_replaces_once(editor, offer):
    location = upload(editor, offer, HEADER + "Ann,ann@x.example,CEO,Partner sales,FR,\n")["Location"]
    seen = editor.get(location).context["seen"]
    editor.post(location, {"seen": seen})

    again = editor.post(location, {"seen": seen}, follow=True)

    assert "This file is not waiting any more" in again.content.decode()
    assert names() == ["Ann"]


def test_import_tells_every_fault_and_leaves_the_contacts(editor, offer):
    make_contact(offer, name="Kept")
    location = upload(
        editor, offer, HEADER + "Ann,ann,CEO,Sales,UK,\n,b@x.example,CTO,Partner sales,FR,FR-75\n"
    )["Location"]

    page = editor.get(location)
    text = page.content.decode()

    assert [(each.row, each.code) for each in page.context["checked"].problems] == [
        (2, "email"),
        (2, "role"),
        (2, "country"),
        (3, "required"),
        (3, "state"),
    ]
    assert "5 points must be mended" in text
    assert "Use GB" in text
    assert editor.post(location, {"seen": ""}).status_code == 422
    assert names() == ["Kept"]


def test_import_while_others_change_contacts_shows_the_difference_anew(editor, offer):
    location = upload(editor, offer, HEADER + "Ann,ann@x.example,CEO,Partner sales,FR,\n")["Location"]
    seen = editor.get(location).context["seen"]
    make_contact(offer, name="Meanwhile")

    answer = editor.post(location, {"seen": seen}, follow=True)

    assert "The contacts were changed meanwhile." in answer.content.decode()
    assert answer.context["difference"].removed == 1
    assert names() == ["Meanwhile"]


@pytest.mark.parametrize(
    ("data", "fault"),
    [
        (b"", "The file is empty."),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "This is neither a CSV file nor an Excel workbook."),
        (b"PK\x03\x04xl/", "This Excel workbook is damaged"),
        (b"x" * (MOST_BYTES + 1), "The file is larger than 5 MB."),
        (HEADER.encode(), "The file has no contact below the column names."),
    ],
)
def test_import_refuses_what_is_no_table(editor, offer, data, fault):
    make_contact(offer, name="Kept")

    answer = upload(editor, offer, data)

    assert answer.status_code == 422
    assert answer.context["form"].errors["file"][0].startswith(fault)
    assert names() == ["Kept"]


def test_import_shows_what_each_column_was_taken_for(editor, offer):
    text = "Pays;Courriel;NAME;Rôle;Poste;Téléphone\nUK;a@x.example;A;Partner sales;CEO;1\n"

    page = " ".join(editor.get(upload(editor, offer, text)["Location"]).content.decode().split())

    assert "UTF-8 · separated by semicolons" in page
    assert "<bdi>Pays</bdi> → Countries/Regions" in page
    assert "<bdi>NAME</bdi> ·" in page
    assert "columns left out: Téléphone" in page


def test_import_without_a_file_says_so(editor, offer):
    answer = editor.post(address("contacts_upload", offer), {})

    assert answer.context["form"].errors == {"file": ["Choose a file first."]}


def test_import_takes_a_file_of_any_name(editor, offer):
    text = HEADER + "Ann,ann@x.example,CEO,Partner sales,NA,\n"

    for name in ("../../etc/passwd", "x" * 200 + ".csv", "عقد\u202e.csv", "<b>.csv"):
        page = editor.get(upload(editor, offer, text, name)["Location"])
        assert page.status_code == 200
        assert "<b>.csv" not in page.content.decode()


def test_import_of_what_was_exported_changes_nothing(editor, offer):
    make_contact(offer, name="'=Ann", countries=["NA", "US"], states=["US-WA"])
    make_contact(offer, countries=["OOO"], role="partner_marketing")

    location = upload(editor, offer, editor.get(address("contacts_export", offer)).content)["Location"]

    difference = editor.get(location).context["difference"]
    assert (difference.changes, difference.unchanged) == ((), 2)


def mend(client, location, **posted):
    return client.post(f"{location}mend/", posted, follow=True)


def test_mending_takes_what_was_typed_and_what_was_pressed(editor, offer):
    location = upload(editor, offer, HEADER + "Ann,ann,CEO,Sales,UK,\nBob,b@x.example,CTO,Sales,UK,\n")[
        "Location"
    ]

    page = mend(editor, location, **{"cell-2-email": "ann@x.example", "fix_alike": "2:role:role:Sales"})

    assert [(each.row, each.code) for each in page.context["checked"].problems] == [
        (2, "country"),
        (3, "country"),
    ]
    page = mend(editor, location, fix="3:countries:country:UK")
    assert [(each.row, each.code) for each in page.context["checked"].problems] == [(2, "country")]
    page = mend(editor, location, fix_all="1")
    assert [row.email for row in page.context["checked"].rows] == ["ann@x.example", "b@x.example"]
    assert {row.countries for row in page.context["checked"].rows} == {("GB",)}


def test_mending_keeps_what_was_typed_without_what_the_database_cannot_hold(editor, offer):
    location = upload(editor, offer, HEADER + "Ann,ann,CEO,Partner sales,FR,\n")["Location"]

    page = mend(editor, location, **{"cell-2-email": "ann@x.\x00example"})

    assert [row.email for row in page.context["checked"].rows] == ["ann@x.example"]


def test_mending_shows_the_row_that_was_mended(editor, offer):
    location = upload(
        editor, offer, HEADER + "Ann,ann,CEO,Partner sales,FR,\nBob,bob,CTO,Partner sales,FR,\n"
    )["Location"]

    page = mend(editor, location, **{"cell-2-email": "ann@x.example", "row": "2"})

    assert [row.number for row in page.context["page"]] == [2, 3]
    assert 'id="c2-email"' in page.content.decode()


def test_mending_a_file_that_waits_no_longer_leads_to_the_contacts(editor, offer):
    location = upload(editor, offer, HEADER + "Ann,ann,CEO,Partner sales,FR,\n")["Location"]
    upload(editor, offer, HEADER + "Bob,bob,CEO,Partner sales,FR,\n")

    assert "This file is not waiting any more" in mend(editor, location, fix_all="1").content.decode()


def test_the_status_that_would_be_is_told(editor, offer):
    page = editor.get(upload(editor, offer, HEADER + "Ann,ann@x.example,CEO,Partner sales,FR,\n")["Location"])

    assert "The offer's status stays Not ready." in " ".join(page.content.decode().split()).replace(
        "&#x27;", "'"
    )


def used(client, offer, text):
    location = upload(client, offer, text)["Location"]
    client.post(location, {"seen": client.get(location).context["seen"]})
    return offer.contact_imports.filter(state="used").latest("pk")


def test_an_import_is_undone_after_a_look(editor, offer):
    make_contact(offer, name="Old", states=[], countries=["NA"])
    done = used(editor, offer, HEADER + "Ann,ann@x.example,CEO,Partner sales,FR,\n")
    assert "1 added, 0 changed, 1 removed" in " ".join(
        editor.get(address("contacts_upload", offer)).content.decode().split()
    )

    page = editor.post(address("contacts_undo", offer, import_id=done.public_id), follow=True)
    assert names() == ["Ann"]
    editor.post(page.request["PATH_INFO"], {"seen": page.context["seen"]})

    assert names() == ["Old"]
    assert Contact.objects.get().countries == ["NA"]
    again = editor.post(address("contacts_undo", offer, import_id=done.public_id), follow=True)
    assert "not kept any more" in again.content.decode()


def test_the_first_import_is_undone_to_nothing(editor, offer):
    done = used(editor, offer, HEADER + "Ann,ann@x.example,CEO,Partner sales,FR,\n")

    page = editor.post(address("contacts_undo", offer, import_id=done.public_id), follow=True)
    editor.post(page.request["PATH_INFO"], {"seen": page.context["seen"]})

    assert names() == []


def test_contacts_are_copied_from_another_offer(editor, partner, offer):
    source = make_offer(partner, name="Source")
    make_contact(source, name="Ann")

    page = editor.post(address("contacts_copy", offer), {"source": source.public_id}, follow=True)
    editor.post(page.request["PATH_INFO"], {"seen": page.context["seen"]})

    assert [each.name for each in offer.contacts.all()] == ["Ann"]


@pytest.mark.parametrize("whose", ["another organisation's", "nobody's"])
def test_contacts_of_strangers_are_not_copied(editor, offer, whose):
    source = make_offer()
    make_contact(source)
    chosen = source.public_id if whose == "another organisation's" else "x"

    assert editor.post(address("contacts_copy", offer), {"source": chosen}).status_code == 422


def test_a_workbook_goes_out_and_comes_back_unchanged(editor, offer):
    make_contact(offer, name="=1+1", countries=["NA", "US"], states=["US-WA"])
    data = editor.get(address("contacts_export", offer) + "?as=xlsx").content

    page = editor.get(upload(editor, offer, data, "contacts.xlsx")["Location"])

    assert (page.context["difference"].changes, page.context["difference"].unchanged) == ((), 1)
    assert "Excel workbook" in page.content.decode()


@pytest.mark.parametrize("kind", ["", "?as=xlsx"])
def test_the_empty_file_says_that_it_has_no_contact(editor, offer, kind):
    data = editor.get(address("contacts_template", offer) + kind).content

    answer = upload(editor, offer, data)

    assert answer.context["form"].errors["file"][0].startswith("The file has no contact")


def test_many_contacts_show_how_far_the_worker_is(editor, offer):
    rows = "".join(f"P{number},p{number}@x.example,CEO,Partner sales,FR\n" for number in range(MANY + 1))
    location = upload(editor, offer, HEADER.replace(",States/Provinces", "") + rows)["Location"]

    page = editor.post(location, {"seen": editor.get(location).context["seen"]}, follow=True)
    assert f'hx-get="{location}progress/"' in page.content.decode()
    assert "0\xa0% · Waiting for a worker" in page.content.decode()

    tell = teller(offer.contact_imports.get().pk, MANY + 1)
    tell(Step.WRITING, 500)
    bar = editor.get(f"{location}progress/").content.decode()
    assert 'max="100" value="64"' in " ".join(bar.split())
    assert "64 % · Contacts written: 500 of 1,001" in " ".join(bar.split())

    carry_out(offer.contact_imports.get().pk)
    assert editor.get(f"{location}progress/", headers={"HX-Request": "true"})["HX-Redirect"] == location
    editor.get(location)
    done = editor.get(location, follow=True)
    assert done.content.decode().count("The contacts are replaced") == 1
    assert "1,001 added, 0 changed, 0 removed" in done.content.decode()


def test_earlier_imports_are_paged_at_a_constant_cost(editor, offer):
    def costs():
        with CaptureQueriesContext(connection) as captured:
            assert editor.get(address("contacts_upload", offer)).status_code == 200
        return len(captured)

    for number in range(2):
        used(editor, offer, HEADER + f"Ann,a{number}@x.example,CEO,Partner sales,FR,\n")
    costs()
    before = costs()
    for number in range(2, 13):
        used(editor, offer, HEADER + f"Ann,a{number}@x.example,CEO,Partner sales,FR,\n")

    assert costs() == before
    shown = editor.get(address("contacts_upload", offer) + "?page=2").context["past"]
    assert (shown.paginator.count, len(shown), shown.number) == (13, 3, 2)
