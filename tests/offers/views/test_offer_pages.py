"""Creating an offer, its properties and its listing, as a person with a browser meets them."""

import uuid

import pytest
from django.test import Client
from django.urls import reverse

from offers.models import Offer
from tests.builders import PASSWORD, make_member, make_offer, make_partner, make_user

pytestmark = pytest.mark.django_db

HOSTILE = "<script>alert('x')</script> \u202eGRO\u202c عقد \"&' 名前"
NEW = {
    "type": "saas",
    "name": "Contoso Insights",
    "countries": ["FR", "NA"],
    "paid": "on",
    "summary": "Figures.",
}


@pytest.fixture
def partner():
    return make_partner(name="Contoso")


@pytest.fixture
def offer(partner):
    return make_offer(partner, name="Insights", summary="Old")


def signed_in(user):
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def editor(partner):
    return signed_in(make_member(partner, role="editor", name="Edda"))


@pytest.fixture
def colleague(partner):
    return signed_in(make_member(partner, role="owner", name="Olaf"))


def address(name, offer):
    return reverse(f"offers:{name}", kwargs={"offer_id": offer.public_id})


def base_of(client, url):
    return client.get(url).context["form"]["base"].value()


def properties(offer, base, **changes):
    values = {
        "name": offer.name,
        "summary": offer.summary,
        "countries": offer.countries,
        "paid": "on",
        "base": base,
    }
    return {**values, **changes}


def test_create_leads_to_the_co_sell_tab(editor):
    answer = editor.post(reverse("offers:create"), {**NEW, "creation_key": str(uuid.uuid4())})

    offer = Offer.objects.get()
    assert answer["Location"] == address("co_sell", offer)
    assert (offer.name, offer.countries, offer.paid, offer.transactable) == (
        "Contoso Insights",
        ["FR", "NA"],
        True,
        False,
    )


def test_create_posted_twice_makes_one_offer(editor):
    posted = {
        **NEW,
        "creation_key": editor.get(reverse("offers:create")).context["form"]["creation_key"].value(),
    }

    answers = [editor.post(reverse("offers:create"), posted)["Location"] for _time in range(2)]

    assert answers[0] == answers[1]
    assert Offer.objects.count() == 1


def test_create_says_all_faults_at_once_and_keeps_what_was_typed(editor):
    answer = editor.post(
        reverse("offers:create"), {"summary": "x" * 301, "countries": ["FR", "XX"], "name": " "}
    )

    assert answer.status_code == 422
    assert set(answer.context["form"].errors) == {"type", "name", "summary", "countries"}
    page = answer.content.decode()
    assert "x" * 301 in page
    assert 'value="FR"' in page
    assert 'id="error-summary"' in page


def test_create_survives_a_broken_key(editor):
    assert editor.post(reverse("offers:create"), {**NEW, "creation_key": "broken"}).status_code == 302


def test_create_says_of_each_type_how_it_gets_ready(editor):
    page = editor.get(reverse("offers:create")).content.decode()

    assert page.count("You hand in documents, links and sales contacts here.") == 5
    assert page.count("You ask for a cloud specialist") == 6
    assert page.count("Can reach: Business Applications co-sell incentivized.") == 3


def test_countries_are_named_in_the_readers_language(editor):
    editor.post(reverse("set_language"), {"language": "fr"})

    assert "Allemagne (DE)" in editor.get(reverse("offers:create")).content.decode()


def test_hostile_names_are_text_everywhere(editor, partner):
    editor.post(reverse("offers:create"), {**NEW, "name": HOSTILE, "summary": HOSTILE})
    offer = Offer.objects.get()

    assert offer.name == HOSTILE
    addresses = [address(name, offer) for name in ("properties", "co_sell", "contacts", "documents")]
    for page in (*addresses, reverse("reviews:specialist", args=[offer.public_id])):
        assert "<script>alert" not in editor.get(page).content.decode()


@pytest.mark.parametrize("name", ["In\x00sights", "In\x07sights", "x" * 121])
def test_names_that_cannot_be_are_refused_at_the_field(editor, name):
    answer = editor.post(reverse("offers:create"), {**NEW, "name": name})

    assert set(answer.context["form"].errors) == {"name"}


def test_properties_are_saved(editor, offer):
    url = address("properties", offer)

    answer = editor.post(url, properties(offer, base_of(editor, url), name="New  name", countries=["NA"]))

    offer.refresh_from_db()
    assert answer["Location"] == url
    assert (offer.name, offer.countries, offer.type) == ("New name", ["NA"], "saas")


def test_two_editors_of_different_fields_both_keep_theirs(editor, colleague, offer):
    url = address("properties", offer)
    base = base_of(editor, url)
    colleague.post(url, properties(offer, base_of(colleague, url), summary="Theirs"))

    answer = editor.post(url, properties(offer, base, name="Mine"), follow=True)

    offer.refresh_from_db()
    assert (offer.name, offer.summary) == ("Mine", "Theirs")
    assert "Olaf saved other fields meanwhile: Summary. Both are kept." in answer.content.decode()


def test_two_editors_of_the_same_field_see_both_values(editor, colleague, offer):
    url = address("properties", offer)
    base = base_of(editor, url)
    colleague.post(url, properties(offer, base_of(colleague, url), name="Theirs", countries=["NA"]))

    answer = editor.post(url, properties(offer, base, name="Mine", countries=["FR"]))

    assert answer.status_code == 422
    conflicts = answer.context["form"].conflicts
    assert (conflicts["name"].theirs, conflicts["countries"].theirs) == ("Theirs", "Namibia (NA)")
    assert Offer.objects.get().name == "Theirs"
    again = properties(offer, answer.context["form"]["base"].value(), name="Mine", countries=["FR"])
    assert editor.post(url, again).status_code == 302
    assert Offer.objects.get().name == "Mine"


def test_a_page_with_a_fault_is_headed_by_the_stored_name(editor, offer):
    url = address("properties", offer)

    answer = editor.post(url, properties(offer, base_of(editor, url), name="Typed", countries=[]))

    assert answer.context["offer"].name == "Insights"


def test_properties_say_why_the_type_is_fixed(editor, offer):
    assert (
        "The type was fixed when the offer was created"
        in editor.get(address("properties", offer)).content.decode()
    )


@pytest.mark.parametrize("name", ["properties", "co_sell"])
def test_readers_get_a_form_that_they_cannot_change(partner, offer, name):
    for reader in (make_member(partner, role="viewer"), make_user(role="reviewer")):
        page = signed_in(reader).get(address(name, offer)).content.decode()
        assert '<fieldset class="plain-fieldset' in page
        assert " disabled>" in page
        assert "Save draft" not in page


LISTING = {
    "platforms": ["azure", "windows"],
    "segments": ["smb"],
    "solution_type": "ip",
    "solution_areas": ["azure_data_and_ai/big_data", "azure_data_and_ai/machine_learning", "security"],
    "landing_page_url": "https://www.contoso.com/insights?x=1&y=é",
    "social_media_url": "http://social.example/@contoso",
}


def test_listing_is_saved_as_a_draft(editor, offer):
    url = address("co_sell", offer)

    answer = editor.post(url, {**LISTING, "base": base_of(editor, url)})

    offer.refresh_from_db()
    assert answer["Location"] == url
    assert (offer.platforms, offer.segments, offer.solution_type) == (["azure", "windows"], ["smb"], "ip")
    assert offer.solution_areas == [
        {"area": "azure_data_and_ai", "sub_areas": ["big_data", "machine_learning"]},
        {"area": "security", "sub_areas": []},
    ]
    assert offer.landing_page_url == LISTING["landing_page_url"]
    assert editor.get(url).context["form"]["solution_areas"].value() == LISTING["solution_areas"]


def test_listing_shows_what_is_stored(editor, offer):
    url = address("co_sell", offer)
    editor.post(url, {**LISTING, "base": base_of(editor, url)})

    page = editor.get(url).content.decode()

    assert page.count(" checked") == 2 + 1 + 1 + 3


@pytest.mark.parametrize(
    ("link", "fault"),
    [
        ("www.contoso.com", "Start the address with https:// (or http://)."),
        ("javascript:alert(1)", "Start the address with https:// (or http://)."),
        ("ftp://contoso.com", "Start the address with https:// (or http://)."),
        ("data:text/html,x", "Start the address with https:// (or http://)."),
        ("https://", "This is not a complete web address, for example https://www.contoso.com/product."),
        (
            "https://localhost",
            "This is not a complete web address, for example https://www.contoso.com/product.",
        ),
        (
            "https://con toso.com",
            "This is not a complete web address, for example https://www.contoso.com/product.",
        ),
        ("https://[::1", "Start the address with https:// (or http://)."),
        ("https://ann:secret@contoso.com", "Leave the user name and password out of the address."),
    ],
)
def test_links_are_refused_with_what_is_wrong(editor, offer, link, fault):
    url = address("co_sell", offer)

    answer = editor.post(
        url, {"base": base_of(editor, url), "landing_page_url": link, "social_media_url": link}
    )

    assert answer.context["form"].errors == {"landing_page_url": [fault], "social_media_url": [fault]}
    assert link.replace("&", "&amp;") in answer.content.decode()


@pytest.mark.parametrize(
    ("areas", "faults"),
    [
        (
            ["security", "industry", "modern_work", "business_applications"],
            ["Choose at most 3 solution areas."],
        ),
        (
            ["security/compliance", "security/cloud_security", "security/threat_protection"],
            ["Security and compliance: choose at most 2 sub-areas."],
        ),
        (["magic"], ["Select a valid choice. magic is not one of the available choices."]),
    ],
)
def test_solution_areas_keep_to_their_bounds(editor, offer, areas, faults):
    url = address("co_sell", offer)

    answer = editor.post(url, {"base": base_of(editor, url), "solution_areas": areas})

    assert answer.context["form"].errors == {"solution_areas": faults}


def test_two_editors_of_solution_areas_read_them_in_words(editor, colleague, offer):
    url = address("co_sell", offer)
    base = base_of(editor, url)
    colleague.post(url, {"base": base_of(colleague, url), "solution_areas": ["security/compliance"]})

    answer = editor.post(url, {"base": base, "solution_areas": ["industry"]})

    conflict = answer.context["form"].conflicts["solution_areas"]
    assert (conflict.theirs, conflict.mine) == ("Security and compliance (Compliance)", "Industry")


def test_a_post_of_an_ended_session_is_there_after_sign_in(partner, offer):
    user = make_member(partner, role="editor")
    client = signed_in(user)
    url = address("co_sell", offer)
    base = base_of(client, url)
    client.cookies.pop("sessionid")

    answer = client.post(url, {**LISTING, "base": base})
    back = client.post(answer["Location"], {"login": user.email, "password": PASSWORD})

    page = client.get(back["Location"])
    assert page.context["form"]["landing_page_url"].value() == LISTING["landing_page_url"]
    offer.refresh_from_db()
    assert offer.landing_page_url == ""


@pytest.mark.parametrize(
    ("offer_type", "tabs"),
    [
        ("saas", ["Listing", "Documents", "Contacts"]),
        ("azure_virtual_machine", ["Listing", "Documents", "Contacts", "Cloud specialist"]),
    ],
)
def test_tabs_follow_the_path_of_the_type(editor, partner, offer_type, tabs):
    page = editor.get(address("co_sell", make_offer(partner, type=offer_type))).content.decode()

    assert [
        tab
        for tab in ("Listing", "Documents", "Contacts", "Cloud specialist")
        if f'data-label="{tab}"' in page
    ] == tabs
    assert ("no co-sell option in Partner Center" in page) is (len(tabs) == 4)


def test_tabs_say_what_is_left(editor, offer):
    page = editor.get(address("co_sell", offer)).content.decode()

    assert "1 missing" in page
    assert "2 countries" in page


def test_save_draft_stays_on_the_page(editor, offer):
    came_from = address("contacts", offer)

    answer = editor.post(
        address("save_draft", offer), headers={"referer": f"http://testserver{came_from}?q=x"}
    )

    assert answer["Location"] == f"{came_from}?q=x"
