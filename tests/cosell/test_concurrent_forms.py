"""Two people with the same form open: nothing that either saved or typed is lost."""

from typing import Any

import pytest
from django import forms
from django.core import signing
from django.http import QueryDict
from django.test import Client
from django.urls import reverse

from cosell.accounts.forms import BusinessProfileForm
from cosell.accounts.models import Partner, User
from cosell.audit.models import AuditEntry
from cosell.concurrent_forms import ConcurrentModelForm, plain, put_value
from cosell.revisions import update_if_unchanged
from offers.models import Offer, Platform
from tests.builders import make_member, make_offer, make_partner
from tests.support.pages import form_data, text_of, tree_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def partner() -> Partner:
    return make_partner()


@pytest.fixture
def amelie(partner: Partner) -> User:
    return make_member(partner, name="Amélie")


@pytest.fixture
def bob(partner: Partner) -> User:
    return make_member(partner, name="Bob", role="editor")


@pytest.fixture
def url(partner: Partner) -> str:
    return reverse("accounts:business_profile", args=[partner.public_id])


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def opened(client: Client, url: str, **changes: Any) -> dict[str, Any]:
    """Open the page and type ``changes``; nothing is posted yet."""
    return form_data(client.get(url), having="base", **changes)


def stored(partner: Partner) -> Partner:
    return Partner.objects.get(pk=partner.pk)


# --- one person alone ---


def test_a_save_writes_what_was_typed_and_one_revision(partner: Partner, amelie: User, url: str) -> None:
    client = signed_in(amelie)
    response = client.post(url, opened(client, url, legal_name="Contoso SAS"), follow=True)
    now = stored(partner)
    assert (now.legal_name, now.revision, now.changed_by) == ("Contoso SAS", 1, amelie)
    assert "The business profile is saved and complete." in text_of(response)


def test_a_save_without_changes_writes_nothing(partner: Partner, amelie: User, url: str) -> None:
    client = signed_in(amelie)
    response = client.post(url, opened(client, url))
    assert (response.status_code, stored(partner).revision) == (302, 0)
    assert AuditEntry.objects.filter(action="organisation.profile_changed").count() == 0


def test_line_ends_of_a_browser_are_no_change(partner: Partner, amelie: User, url: str) -> None:
    Partner.objects.filter(pk=partner.pk).update(address="1 High Street\nLyon")
    client = signed_in(amelie)
    client.post(url, opened(client, url, address="1 High Street\r\nLyon"))
    assert stored(partner).revision == 0


def test_the_record_names_the_fields_and_not_their_values(partner: Partner, amelie: User, url: str) -> None:
    client = signed_in(amelie)
    client.post(url, opened(client, url, legal_name="Contoso SAS", mpn_id="123"))
    entry = AuditEntry.objects.get(action="organisation.profile_changed")
    assert (entry.data, entry.actor, entry.partner) == ({"fields": ["legal_name", "mpn_id"]}, amelie, partner)


# --- two people ---


def test_different_fields_are_merged_and_it_is_said(
    partner: Partner, amelie: User, bob: User, url: str
) -> None:
    hers, his = signed_in(amelie), signed_in(bob)
    her_page = opened(hers, url, legal_name="Contoso SAS")
    his.post(url, opened(his, url, mpn_id="777", website="https://www.bob.example/"))
    response = hers.post(url, her_page, follow=True)
    now = stored(partner)
    assert (now.legal_name, now.mpn_id, now.website) == ("Contoso SAS", "777", "https://www.bob.example/")
    assert "Bob saved other fields meanwhile: MPN ID and Website. Both are kept." in text_of(response)


def test_the_same_field_is_not_saved_and_both_values_are_shown(
    partner: Partner, amelie: User, bob: User, url: str
) -> None:
    hers, his = signed_in(amelie), signed_in(bob)
    her_page = opened(hers, url, legal_name="Hers", description="Typed by her")
    his.post(url, opened(his, url, legal_name="His"))
    response = hers.post(url, her_page)
    now = stored(partner)
    assert (response.status_code, now.legal_name, now.revision) == (200, "His", 1)
    assert now.description == "Software for people who read figures."
    conflict = response.context["form"].conflicts["legal_name"]
    assert (conflict.theirs, conflict.mine, conflict.by) == ("His", "Hers", "Bob")
    shown = tree_of(response).get_element_by_id("id_legal_name_conflict").text_content()
    assert ("Bob" in shown, "His" in shown, "Hers" in shown) == (True, True, True)
    again = form_data(response)
    assert (again["legal_name"], again["description"]) == ("Hers", "Typed by her")


def test_saving_again_after_a_conflict_is_a_deliberate_choice(
    partner: Partner, amelie: User, bob: User, url: str
) -> None:
    hers, his = signed_in(amelie), signed_in(bob)
    her_page = opened(hers, url, legal_name="Hers")
    his.post(url, opened(his, url, legal_name="His"))
    conflict = hers.post(url, her_page)
    assert hers.post(url, form_data(conflict)).status_code == 302
    assert stored(partner).legal_name == "Hers"


def test_taking_their_value_after_a_conflict_changes_nothing(
    partner: Partner, amelie: User, bob: User, url: str
) -> None:
    hers, his = signed_in(amelie), signed_in(bob)
    her_page = opened(hers, url, legal_name="Hers")
    his.post(url, opened(his, url, legal_name="His"))
    conflict = hers.post(url, her_page)
    assert hers.post(url, form_data(conflict, legal_name="His")).status_code == 302
    assert (stored(partner).legal_name, stored(partner).revision) == ("His", 1)


def test_a_third_save_between_a_conflict_and_the_choice_is_a_conflict_again(
    partner: Partner, amelie: User, bob: User, url: str
) -> None:
    hers, his = signed_in(amelie), signed_in(bob)
    her_page = opened(hers, url, legal_name="Hers")
    his.post(url, opened(his, url, legal_name="His"))
    conflict = hers.post(url, her_page)
    his.post(url, opened(his, url, legal_name="His second"))
    response = hers.post(url, form_data(conflict))
    assert response.context["form"].conflicts["legal_name"].theirs == "His second"
    assert stored(partner).legal_name == "His second"


def test_beside_a_conflict_their_other_fields_are_taken_over_with_a_note(
    partner: Partner, amelie: User, bob: User, url: str
) -> None:
    hers, his = signed_in(amelie), signed_in(bob)
    her_page = opened(hers, url, legal_name="Hers", contact_name="Hers too")
    his.post(url, opened(his, url, legal_name="His", mpn_id="777", country="DE"))
    response = hers.post(url, her_page)
    assert sorted(response.context["form"].merged) == ["country", "mpn_id"]
    assert "Bob saved this meanwhile; you had not changed it." in text_of(response)
    page = form_data(response)
    assert (page["mpn_id"], page["country"], page["contact_name"]) == ("777", "DE", "Hers too")
    hers.post(url, page)
    now = stored(partner)
    assert (now.legal_name, now.mpn_id, now.country, now.contact_name) == ("Hers", "777", "DE", "Hers too")


def test_both_typing_the_same_is_no_conflict(partner: Partner, amelie: User, bob: User, url: str) -> None:
    hers, his = signed_in(amelie), signed_in(bob)
    her_page = opened(hers, url, legal_name="Same")
    his.post(url, opened(his, url, legal_name="Same"))
    assert hers.post(url, her_page).status_code == 302
    assert stored(partner).revision == 1


def test_a_choice_is_shown_by_its_name(partner: Partner, amelie: User, bob: User, url: str) -> None:
    hers, his = signed_in(amelie), signed_in(bob)
    her_page = opened(hers, url, country="DE")
    his.post(url, opened(his, url, country="NA"))
    conflict = hers.post(url, her_page).context["form"].conflicts["country"]
    assert (conflict.theirs, conflict.mine) == ("Namibia", "Germany")


def test_a_conflict_and_a_fault_elsewhere_are_shown_together(
    partner: Partner, amelie: User, bob: User, url: str
) -> None:
    hers, his = signed_in(amelie), signed_in(bob)
    her_page = opened(hers, url, legal_name="Hers", contact_email="no address")
    his.post(url, opened(his, url, legal_name="His"))
    errors = hers.post(url, her_page).context["form"].errors
    assert sorted(errors) == ["contact_email", "legal_name"]


def test_a_fault_alone_keeps_the_page_s_base_so_that_a_later_conflict_is_seen(
    partner: Partner, amelie: User, bob: User, url: str
) -> None:
    hers, his = signed_in(amelie), signed_in(bob)
    faulty = hers.post(url, opened(hers, url, legal_name="Hers", contact_email="no address"))
    his.post(url, opened(his, url, legal_name="His"))
    response = hers.post(url, form_data(faulty, contact_email="amelie@contoso.example"))
    assert list(response.context["form"].conflicts) == ["legal_name"]


@pytest.mark.parametrize(
    "base",
    ["", "forged", signing.dumps([["accounts.partner", "1"], {}], salt="other")],
    ids=["none", "forged", "signed for something else"],
)
def test_without_a_base_that_holds_nothing_is_overwritten(
    partner: Partner, amelie: User, url: str, base: str
) -> None:
    client = signed_in(amelie)
    response = client.post(url, opened(client, url, legal_name="Hers", base=base))
    assert list(response.context["form"].conflicts) == ["legal_name"]
    assert stored(partner).legal_name == "Contoso Ltd"


def test_the_base_of_another_object_does_not_count(partner: Partner, amelie: User, url: str) -> None:
    other = make_partner(legal_name="Other")
    boss = make_member(other)
    foreign = opened(signed_in(boss), reverse("accounts:business_profile", args=[other.public_id]))
    client = signed_in(amelie)
    response = client.post(url, opened(client, url, legal_name="Hers", base=foreign["base"]))
    assert list(response.context["form"].conflicts) == ["legal_name"]


# --- at the very same moment: between reading and writing ---


def bound(partner: Partner, **changes: str) -> BusinessProfileForm:
    """A form posted on a page that was loaded as the partner stands now."""
    page = BusinessProfileForm(instance=stored(partner))
    data = QueryDict(mutable=True)
    for name, field in page.fields.items():
        put_value(data, name, field.widget, field.prepare_value(page.get_initial_for_field(field, name)))
    data.update(changes)
    return BusinessProfileForm(data, instance=stored(partner))


def test_somebody_faster_by_a_moment_with_other_fields_is_merged(
    partner: Partner, amelie: User, bob: User
) -> None:
    form = bound(partner, legal_name="Hers")
    assert form.is_valid()
    update_if_unchanged(stored(partner), actor=bob, changes={"mpn_id": "777"})
    assert form.save_concurrently(amelie) is True
    now = stored(partner)
    assert (now.legal_name, now.mpn_id, now.revision) == ("Hers", "777", 2)
    assert list(form.merged) == ["mpn_id"]


def test_somebody_faster_by_a_moment_with_the_same_field_is_a_conflict(
    partner: Partner, amelie: User, bob: User
) -> None:
    form = bound(partner, legal_name="Hers")
    assert form.is_valid()
    update_if_unchanged(stored(partner), actor=bob, changes={"legal_name": "His"})
    assert form.save_concurrently(amelie) is False
    assert (list(form.conflicts), list(form.errors)) == (["legal_name"], ["legal_name"])
    assert stored(partner).legal_name == "His"


# --- other kinds of fields ---


class ListingForm(ConcurrentModelForm):
    platforms = forms.MultipleChoiceField(
        choices=Platform.choices, required=False, widget=forms.CheckboxSelectMultiple
    )

    class Meta:
        model = Offer
        fields = ("name", "platforms", "paid")

    def write(self, *, actor: User, changes: Any) -> None:
        update_if_unchanged(self.instance, actor=actor, changes=changes)


def listing(offer: Offer, **changes: Any) -> ListingForm:
    page = ListingForm(instance=Offer.objects.get(pk=offer.pk))
    data = QueryDict(mutable=True)
    for name, field in page.fields.items():
        put_value(data, name, field.widget, field.prepare_value(page.get_initial_for_field(field, name)))
    for name, value in changes.items():
        put_value(data, name, page.fields[name].widget, value)
    return ListingForm(data, instance=Offer.objects.get(pk=offer.pk))


def late(form: ListingForm, offer: Offer) -> ListingForm:
    """The same post, arriving now."""
    return ListingForm(form.data, instance=Offer.objects.get(pk=offer.pk))


def test_lists_of_choices_and_check_boxes_merge_like_any_field(amelie: User, bob: User) -> None:
    offer = make_offer(platforms=["azure"], paid=True)
    hers, his = listing(offer, platforms=["azure", "windows"]), listing(offer, paid=False)
    assert (his.is_valid(), his.save_concurrently(bob)) == (True, True)
    hers = late(hers, offer)
    assert (hers.is_valid(), hers.save_concurrently(amelie)) == (True, True)
    offer.refresh_from_db()
    assert (offer.platforms, offer.paid, offer.revision) == (["azure", "windows"], False, 2)


def test_a_conflict_of_lists_shows_their_names_and_of_check_boxes_yes_or_no(amelie: User, bob: User) -> None:
    offer = make_offer(platforms=["azure"], paid=True)
    hers = listing(offer, platforms=["azure", "windows"], name="Hers")
    his = listing(offer, platforms=["dynamics_365"], paid=False)
    assert (his.is_valid(), his.save_concurrently(bob)) == (True, True)
    hers = late(hers, offer)
    assert hers.is_valid() is False
    conflict = hers.conflicts["platforms"]
    assert (conflict.theirs, conflict.mine, conflict.by) == ("Dynamics 365", "Azure, Windows", "Bob")
    assert hers.merged["paid"].theirs == "No"
    assert hers["paid"].value() is False
    assert hers["platforms"].value() == ["azure", "windows"]


def test_a_row_removed_meanwhile_is_said(amelie: User) -> None:
    offer = make_offer()
    form = listing(offer, name="Hers")
    assert form.is_valid()
    offer.delete()
    assert form.save_concurrently(amelie) is False
    assert form.non_field_errors() == [
        "Somebody removed this meanwhile, so that it cannot be saved any more."
    ]


def test_a_new_object_has_every_field_as_a_change() -> None:
    form = ListingForm(QueryDict("name=New&paid=on"), instance=Offer())
    assert form.is_valid()
    assert form.changes == {"name": "New", "platforms": [], "paid": True}


def test_an_update_names_the_person_and_needs_the_revision_it_read(partner: Partner, bob: User) -> None:
    first = stored(partner)
    update_if_unchanged(first, actor=bob, changes={"name": "One"})
    now = stored(partner)
    assert (now.name, now.revision, now.changed_by) == ("One", 1, bob)
    assert (first.name, first.revision, first.changed_by) == ("One", 1, bob)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("a\r\nb", "a\nb"),
        (None, None),
        (True, True),
        (["a", "b"], ["a", "b"]),
        ({"areas": ("a",)}, {"areas": ["a"]}),
    ],
)
def test_plain_gives_one_value_for_one_content(value: Any, expected: Any) -> None:
    assert plain(value) == expected
