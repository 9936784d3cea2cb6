"""A person's browser on the contacts of an offer: what the tests of these pages share."""

from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from cosell.accounts.models import User
from offers.models import Contact, Offer

ANN = {
    "name": "Ann Lee",
    "email": "ann@x.example",
    "job_title": "CEO",
    "role": "partner_sales",
    "countries": ["FR"],
}
HEADER = "Name,Email,Job title,Role,Countries/Regions,States/Provinces\n"


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def address(name: str, offer: Offer, **kwargs: Any) -> str:
    return reverse(f"offers:{name}", kwargs={"offer_id": offer.public_id, **kwargs})


def edit_address(contact: Contact) -> str:
    return address("contact_edit", contact.offer, contact_id=contact.public_id)


def edited(client: Client, contact: Contact, **changes: Any) -> dict[str, Any]:
    """What the form of this contact would post, with these changes typed into it."""
    base = client.get(edit_address(contact)).context["form"]["base"].value()
    values = {name: getattr(contact, name) for name in [*ANN, "states"]}
    return {**values, **changes, "base": base}


def upload(client: Client, offer: Offer, text: str | bytes, name: str = "contacts.csv") -> HttpResponse:
    data = text if isinstance(text, bytes) else text.encode()
    return client.post(address("contacts_upload", offer), {"file": SimpleUploadedFile(name, data)})


def names() -> list[str]:
    return list(Contact.objects.values_list("name", flat=True))
