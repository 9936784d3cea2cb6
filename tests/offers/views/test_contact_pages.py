"""The contacts tab: table, in-place acts, export and import, as a person with a browser meets them."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from offers.models import Contact
from tests.builders import make_contact, make_member, make_offer
from tests.offers.views.contacts import ANN, address, edit_address, edited, names, signed_in

pytestmark = pytest.mark.django_db


def test_add_leads_back_to_the_same_list(editor, offer):
    answer = editor.post(address("contact_add", offer) + "?q=ann&sort=-email", ANN)

    assert answer["Location"] == address("contacts", offer) + "?q=ann&sort=-email"
    assert names() == ["Ann Lee"]


def test_add_posted_twice_adds_one(editor, offer):
    answers = [editor.post(address("contact_add", offer), ANN).status_code for _time in range(2)]

    assert answers == [302, 302]
    assert names() == ["Ann Lee"]


def test_add_says_all_faults_at_once(editor, offer):
    make_contact(offer, email="ann@x.example")

    answer = editor.post(
        address("contact_add", offer), {**ANN, "name": "", "states": ["US-WA"], "email": "ANN@x.example"}
    )

    assert answer.status_code == 422
    assert answer.context["form"].errors == {
        "name": ["This field is required."],
        "states": ["Add US to the countries, or leave out these states: US-WA."],
        "email": [
            f"{names()[0]} already has this address in the role Partner sales. Edit that contact instead."
        ],
    }


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("countries", []),
        ("countries", ["XX"]),
        ("states", ["FR-75"]),
        ("email", "ann"),
        ("role", "boss"),
        ("name", "An\x00n"),
        ("job_title", "x" * 121),
    ],
)
def test_add_refuses_bad_input_at_its_field(editor, offer, field, value):
    answer = editor.post(address("contact_add", offer), {**ANN, field: value})

    assert list(answer.context["form"].errors) == [field]
    assert names() == []


def test_all_countries_stand_alone(editor, offer):
    editor.post(address("contact_add", offer), {**ANN, "countries": ["FR", "OOO", "US"]})

    assert Contact.objects.get().countries == ["OOO"]


def test_edit_keeps_the_order_of_countries(editor, offer):
    contact = make_contact(offer, countries=["US", "FR", "BE"])

    editor.post(edit_address(contact), edited(editor, contact, countries=["BE", "FR", "US"], job_title="New"))

    contact.refresh_from_db()
    assert (contact.countries, contact.job_title) == (["US", "FR", "BE"], "New")


def test_edit_shows_the_form_in_the_row(editor, offer):
    contact = make_contact(offer)

    page = editor.get(edit_address(contact)).content.decode()

    assert '<td colspan="7">' in page
    assert 'id="contact-card"' not in page


def test_edit_of_a_contact_on_another_page_shows_the_form_above(editor, offer):
    contact = make_contact(offer, name="Zoe")
    make_contact(offer, name="Ann")

    page = editor.get(edit_address(contact) + "?q=Ann").content.decode()

    assert 'id="contact-card"' in page


def test_two_editors_of_a_contact_see_both_values(editor, colleague, offer):
    contact = make_contact(offer, name="Old")
    mine = edited(editor, contact, name="Mine")
    colleague.post(edit_address(contact), edited(colleague, contact, name="Theirs", countries=["US"]))

    answer = editor.post(edit_address(contact), mine)

    conflict = answer.context["form"].conflicts["name"]
    assert (conflict.theirs, conflict.mine, conflict.by) == ("Theirs", "Mine", "Olaf")
    assert names() == ["Theirs"]
    assert answer.context["form"]["countries"].value() == ["US"]


def test_edit_of_a_contact_that_is_gone_keeps_what_was_typed(editor, offer):
    contact = make_contact(offer)
    mine = edited(editor, contact, name="Typed")
    contact.delete()

    answer = editor.post(edit_address(contact), mine)

    assert "Somebody removed this contact meanwhile. Saving adds it anew." in answer.content.decode()
    assert answer.context["form"]["name"].value() == "Typed"
    assert editor.post(answer.context["form_url"], mine).status_code == 302
    assert names() == ["Typed"]


def test_page_of_a_contact_that_is_gone_leads_to_the_list(editor, offer):
    contact = make_contact(offer)
    contact.delete()

    answer = editor.get(edit_address(contact), follow=True)

    assert "This contact was removed already." in answer.content.decode()


def test_remove_asks_first(editor, offer):
    contact = make_contact(offer)
    url = address("contact_remove", offer, contact_id=contact.public_id)

    assert "Remove the contact" in editor.get(url).content.decode()
    assert names() == [contact.name]
    assert editor.post(url).status_code == 302
    assert names() == []
    assert "This contact was removed already." in editor.post(url, follow=True).content.decode()


def test_contacts_of_another_offer_are_out_of_reach(editor, offer):
    other = make_contact(make_offer())

    assert editor.get(address("contact_edit", offer, contact_id=other.public_id)).status_code == 302
    assert editor.post(address("contact_remove", offer, contact_id=other.public_id)).status_code == 302
    assert editor.post(address("contact_edit", offer, contact_id=other.public_id), ANN).status_code == 422
    assert names() == [other.name]


def test_list_is_searched_and_sorted_by_the_address(editor, offer):
    make_contact(offer, name="Ann", email="z@x.example")
    make_contact(offer, name="Bob", email="a@x.example")
    make_contact(offer, name="Cid", email="q@y.example")

    page = editor.get(address("contacts", offer) + "?q=x.example&sort=email").context["page"]

    assert [each.name for each in page] == ["Bob", "Ann"]


@pytest.mark.parametrize("query", ["?sort=countries", "?page=99", "?page=x&sort=--name", "?q=%00"])
def test_list_forgives_a_strange_address(editor, offer, query):
    make_contact(offer)

    assert editor.get(address("contacts", offer) + query).status_code == 200


def test_list_of_readers_has_no_commands(partner, offer):
    make_contact(offer)

    page = signed_in(make_member(partner, role="viewer")).get(address("contacts", offer)).content.decode()

    assert "Add a contact" not in page
    assert "Import CSV" not in page
    assert "Export CSV" in page


def test_hostile_contacts_are_text(editor, offer):
    make_contact(offer, name="<script>alert(1)</script>", job_title='"><img src=x onerror=alert(1)>')

    page = editor.get(address("contacts", offer)).content.decode()

    assert "<script>alert" not in page
    assert "<img src=x" not in page


def queries_of(client, url):
    client.get(url)
    with CaptureQueriesContext(
        connection,
    ) as captured:
        assert client.get(url).status_code == 200
    return len(captured)


@pytest.mark.parametrize("name", ["contacts", "contacts_export", "co_sell", "properties"])
def test_pages_cost_the_same_for_one_contact_and_for_thirty(editor, offer, name):
    make_contact(offer)
    one = queries_of(editor, address(name, offer))
    for _more in range(29):
        make_contact(offer)

    assert queries_of(editor, address(name, offer)) == one


def test_coverage_is_shown_country_by_country(editor, offer):
    make_contact(offer, countries=["FR"])

    page = editor.get(address("contacts", offer)).content.decode()

    assert "Sales contacts cover 1 of 2 eligible countries" in page
    assert "United States: missing" in " ".join(page.split())


def test_export_is_a_file_named_after_the_offer(editor, offer):
    make_contact(offer, name="=1+1", email="a@x.example", job_title="CEO")

    answer = editor.get(address("contacts_export", offer))

    assert answer["Content-Disposition"] == 'attachment; filename="ete-co-contacts.csv"'
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    assert answer.content.decode("utf-8-sig").splitlines()[1] == "'=1+1,a@x.example,CEO,Partner sales,FR,"


def test_the_same_person_is_merged_by_one_press(editor, offer):
    make_contact(offer, name="Ann", email="ann@x.example", countries=["US"])
    page = editor.post(address("contact_add", offer), {**ANN, "email": "ANN@x.example"})
    assert "Merge into Ann" in page.content.decode()

    editor.post(address("contact_add", offer), {**ANN, "merge": "1"})

    assert [(each.name, each.countries) for each in Contact.objects.all()] == [("Ann", ["US", "FR"])]


def test_two_contacts_become_one_when_one_is_edited_into_the_other(editor, offer):
    make_contact(offer, name="Ann", email="ann@x.example", countries=["US"])
    other = make_contact(offer, name="Anna", email="anna@x.example", countries=["NA"])

    editor.post(edit_address(other), edited(editor, other, email="ann@x.example") | {"merge": "1"})

    assert [(each.name, each.countries) for each in Contact.objects.all()] == [("Ann", ["US", "NA"])]


def test_a_merge_with_nobody_is_an_addition(editor, offer):
    editor.post(address("contact_add", offer), {**ANN, "merge": "1"})

    assert names() == ["Ann Lee"]
