"""Offers: their properties, co-sell tab, contacts and cloud-specialist requests."""

from typing import Any

from django.utils import timezone

from offers.models import ContactImport, ImportState
from tests.builders import make_contact
from tests.url_matrix import Row, World, of_offer

READ = "sign-in 404 200 200 200 200 200"
EDIT = "sign-in 404 403 200 200 403 403"
REFUSED_FORM = "sign-in 404 403 422 422 403 403"
ACT = "sign-in 404 403 302 302 403 403"


def of_contact(world: World) -> dict[str, Any]:
    return {**of_offer(world), "contact_id": make_contact(world.offer).public_id}


def of_import(world: World) -> dict[str, Any]:
    """The owner's: everybody else of the organisation is sent back to the contacts."""
    table = {"encoding": "utf-8", "separator": ",", "header": [1, "Name"], "rows": [[2, "Άννα"]]}
    brought = ContactImport.objects.create(
        offer=world.offer, uploaded_by=world.people["owner"], file_name="contacts.csv", table=table
    )
    return {**of_offer(world), "import_id": brought.public_id}


def of_replacing(world: World) -> dict[str, Any]:
    arguments = of_import(world)
    ContactImport.objects.update(state=ImportState.REPLACING)
    return arguments


def of_used(world: World) -> dict[str, Any]:
    arguments = of_import(world)
    ContactImport.objects.update(state=ImportState.USED, used_at=timezone.now())
    return arguments


ROWS = {
    "offers:create": [
        Row("sign-in 200 403 200 200 403 403"),
        Row("sign-in 422 403 422 422 403 403", method="POST"),
    ],
    "offers:properties": [Row(READ, of_offer), Row(REFUSED_FORM, of_offer, method="POST")],
    "offers:co_sell": [
        Row(READ, of_offer),
        Row(REFUSED_FORM, of_offer, method="POST", data=lambda world: {"landing_page_url": "nowhere"}),
    ],
    "offers:save_draft": [
        Row("sign-in 405 405 405 405 403 403", of_offer),
        Row(ACT, of_offer, method="POST"),
    ],
    "offers:contacts": Row(READ, of_offer),
    "offers:contacts_copy": [
        Row("sign-in 405 405 405 405 403 403", of_offer),
        Row(REFUSED_FORM, of_offer, method="POST"),
    ],
    "offers:contacts_export": Row(READ, of_offer),
    "offers:contacts_template": Row(READ, of_offer),
    "offers:contact_add": [Row(EDIT, of_offer), Row(REFUSED_FORM, of_offer, method="POST")],
    "offers:contact_edit": [Row(EDIT, of_contact), Row(REFUSED_FORM, of_contact, method="POST")],
    "offers:contact_remove": [Row(EDIT, of_contact), Row(ACT, of_contact, method="POST")],
    "offers:contacts_upload": [Row(EDIT, of_offer), Row(REFUSED_FORM, of_offer, method="POST")],
    "offers:contacts_import": [
        Row("sign-in 404 403 302 200 403 403", of_import),
        Row("sign-in 404 403 302 422 403 403", of_import, method="POST"),
    ],
    "offers:contacts_mend": [
        Row("sign-in 405 405 405 405 403 403", of_import),
        Row(ACT, of_import, method="POST"),
    ],
    "offers:contacts_progress": Row("sign-in 404 403 302 200 403 403", of_replacing),
    "offers:contacts_undo": [
        Row("sign-in 405 405 405 405 403 403", of_used),
        Row(ACT, of_used, method="POST"),
    ],
}
