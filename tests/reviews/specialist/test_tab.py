"""The cloud-specialist tab."""

import uuid

import pytest
from django.test import Client
from django.urls import reverse

from offers.models import CloudSpecialistRequest, RequestState
from tests.builders import make_member, make_offer, make_partner

pytestmark = pytest.mark.django_db


@pytest.fixture
def partner():
    return make_partner()


@pytest.fixture
def editor(partner):
    client = Client()
    client.force_login(make_member(partner, role="editor"))
    return client


def address(offer):
    return reverse("reviews:specialist", kwargs={"offer_id": offer.public_id})


def make_request(offer, **fields):
    return CloudSpecialistRequest.objects.create(offer=offer, **{"needs": "A deck", **fields})


def test_file_posted_twice_files_one(editor, partner):
    offer = make_offer(partner, type="azure_container")
    posted = {"needs": "A deck", "creation_key": str(uuid.uuid4())}

    answers = [editor.post(address(offer), posted).status_code for _time in range(2)]

    assert answers == [302, 302]
    assert CloudSpecialistRequest.objects.get().needs == "A deck"


@pytest.mark.parametrize("needs", ["", "  ", "x" * 2001])
def test_file_refuses_a_bad_text_at_its_field(editor, partner, needs):
    answer = editor.post(address(make_offer(partner, type="azure_container")), {"needs": needs})

    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == ["needs"]


def test_file_while_one_is_open_keeps_what_was_typed(editor, partner):
    offer = make_offer(partner, type="azure_container")
    make_request(offer)

    answer = editor.post(address(offer), {"needs": "Another deck", "creation_key": str(uuid.uuid4())})

    text = answer.content.decode()
    assert answer.status_code == 422
    assert "A request for this offer is open already." in text
    assert "Another deck" in text


@pytest.mark.parametrize(
    ("state", "form"),
    [
        (None, "File a request"),
        (RequestState.OPEN, None),
        (RequestState.IN_PROGRESS, None),
        (RequestState.COMPLETED, None),
        (RequestState.DECLINED, "File a new request"),
    ],
)
def test_page_offers_the_form_when_a_request_can_be_filed(editor, partner, state, form):
    offer = make_offer(partner, type="azure_container")
    if state:
        make_request(offer, state=state, outcome="Because <b>.")

    text = editor.get(address(offer)).content.decode()

    assert (form or "File a") in text if form else 'id="file"' not in text
    assert "<b>" not in text


def test_page_of_a_type_with_the_option_says_that_it_needs_none(editor, partner):
    text = editor.get(address(make_offer(partner))).content.decode()

    assert "needs no cloud specialist" in text
    assert 'id="file"' not in text


def test_page_of_a_consulting_service_names_the_competency(editor, partner):
    text = editor.get(address(make_offer(partner, type="consulting_service"))).content.decode()

    assert "your organisation needs an active Gold competency" in text
