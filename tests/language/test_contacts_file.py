"""Contacts as a file: in the reader's language on the way out, in any of ours on the way in, and told of in theirs."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from offers.models import Contact, ContactRole, Offer
from offers.queries import contacts_of
from offers.services.contacts import row_of
from tests.builders import make_contact, make_member, make_offer, make_partner
from tests.language.figures import in_wrong_form
from tests.language.marking import unmarked
from tests.language.words import outside_the_marks
from tests.language.world import OFFER, PERSON, PROFILE

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("marked")]
HEADINGS = {
    "en": "Name,Email,Job title,Role,Countries/Regions,States/Provinces",
    "fr": "Nom;Adresse e-mail;Fonction;Rôle;Pays/Régions;États/Provinces",
}
HEADER = "Name,Email,Job title,Role,Countries/Regions,States/Provinces\n"
FAULTY = {
    "cells": HEADER
    + "Άννα,nowhere,Πωλητής,Sales,UK,ZZ\n"
    + ",,,,,\n"
    + "Άννα,a@x.example,Πωλητής,Partner sales,FR,US-WA\n"
    + "Άννα,a@x.example,Πωλητής,Partner sales,FR,\n"
    + "Άννα,b@x.example,Πωλητής,Partner sales,FR CA,\n"
    + "Άννα,c@x.example,Πωλητής,Partner sales,US, CA, FR\n"
    + f"{'Ά' * 300},d@x.example,Πωλ\x07ητής,Partner sales,all,\n",
    "columns": "Name,Email\nΆννα,a@x.example\n",
    "twice": "Name,Nom,Email\nΆννα,Άννα,a@x.example\n",
}
UNREADABLE = {
    "empty": b"",
    "no header": "Άννα,a@x.example\n".encode(),
    "no contacts": HEADER.encode(),
    "workbook": b"PK\x03\x04xl/workbook.xml",
    "binary": b"\x00\x01\x02" * 50,
    "open quote": (HEADER + '"Άννα,a@x.example\n').encode(),
}


def make_empty() -> Offer:
    return make_offer(make_partner(**PROFILE), name=OFFER, countries=["FR", "NA", "US"])


def make_filled() -> Offer:
    offer = make_empty()
    for number, role in enumerate(ContactRole):
        make_contact(offer, name="Άννα", email=f"a{number}@x.example", job_title="Πωλητής", role=role)
    make_contact(offer, name="=Ζωή", job_title="Πωλητής", countries=["NA", "US"], states=["US-WA"])
    return offer


def client_of(offer: Offer, language: str) -> Client:
    client = Client()
    client.force_login(make_member(offer.partner, name=PERSON, language=language))
    return client


def address(view: str, offer: Offer) -> str:
    return reverse(f"offers:{view}", kwargs={"offer_id": offer.public_id})


def upload(client: Client, offer: Offer, data: bytes) -> Any:
    file = SimpleUploadedFile("contacts.csv", data)
    return client.post(address("contacts_upload", offer), {"file": file}, follow=True)


@pytest.mark.parametrize(("written", "read"), [("fr", "en"), ("en", "fr"), ("fr", "fr")])
def test_an_export_comes_back_unchanged_through_a_reader_of_another_language(written: str, read: str) -> None:
    offer = make_filled()
    data = client_of(offer, written).get(address("contacts_export", offer)).content
    assert unmarked(data.decode("utf-8-sig")).splitlines()[0] == HEADINGS[written]
    before = {row_of(contact) for contact in contacts_of(offer)}
    client = client_of(offer, read)
    page = upload(client, offer, data)
    assert (page.context["checked"].problems, page.context["difference"].changes) == ((), ())
    client.post(page.request["PATH_INFO"], {"seen": page.context["seen"]})
    assert {row_of(contact) for contact in Contact.objects.filter(offer=offer)} == before


@pytest.mark.parametrize("order", [(0, 1, 2, 3, 4, 5), (5, 3, 1, 0, 2, 4)])
@pytest.mark.parametrize("mixed", [False, True])
def test_headings_of_both_languages_are_taken_in_any_order(order: tuple[int, ...], mixed: bool) -> None:
    offer = make_empty()
    english, french = HEADINGS["en"].split(","), HEADINGS["fr"].split(";")
    headings = [french[at] if mixed and at % 2 else english[at] for at in order]
    cells = [
        "Άννα",
        "a@x.example",
        "Πωλητής",
        "Ventes partenaire" if mixed else "Partner sales",
        "US",
        "US-WA",
    ]
    data = "\n".join(";".join(line) for line in (headings, [cells[at] for at in order]))
    [row] = upload(client_of(offer, "en"), offer, data.encode()).context["checked"].rows
    assert (row.name, row.role, row.countries, row.states) == ("Άννα", "partner_sales", ("US",), ("US-WA",))


@pytest.mark.parametrize("name", sorted(FAULTY))
def test_every_fault_of_a_file_is_told_in_french(name: str) -> None:
    offer = make_filled()
    page = upload(client_of(offer, "fr"), offer, FAULTY[name].encode())
    text = page.content.decode()
    assert page.context["checked"].problems != ()
    assert (outside_the_marks(text), in_wrong_form(text, "fr")) == ([], [])


@pytest.mark.parametrize("name", sorted(UNREADABLE))
def test_why_a_file_cannot_be_read_is_told_in_french(name: str) -> None:
    offer = make_empty()
    page = upload(client_of(offer, "fr"), offer, UNREADABLE[name])
    assert (page.status_code, outside_the_marks(page.content.decode())) == (422, [])


def test_what_a_file_would_change_is_told_in_french() -> None:
    offer = make_filled()
    data = (
        HEADER + "Άννα,a0@x.example,Πωλήτρια,Partner sales,US,\nΝέος,n@x.example,Πωλητής,Partner sales,FR,\n"
    )
    page = upload(client_of(offer, "fr"), offer, data.encode())
    text = page.content.decode()
    assert {change.act for change in page.context["difference"].changes} == {"added", "changed", "removed"}
    assert (outside_the_marks(text), in_wrong_form(text, "fr")) == ([], [])
