"""Where a partner does something about each requirement."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise

    from offers.models import Offer


@dataclass(frozen=True, slots=True)
class Place:
    """A page, and the words of the link to it. ``of`` says whose id its address holds: the offer's or the partner's."""

    url_name: str
    label: _StrOrPromise
    of: str = "offer"

    def address(self, offer: Offer) -> str:
        if self.of == "partner":
            return reverse(self.url_name, kwargs={"partner_id": offer.partner.public_id})
        return reverse(self.url_name, kwargs={"offer_id": offer.public_id})


PUBLISH = Place("reviews:publish", _("Review and publish"))
PROFILE = Place("accounts:business_profile", _("Open the business profile"), of="partner")
PROPERTIES = Place("offers:properties", _("Open the properties"))
LISTING = Place("offers:co_sell", _("Open the listing details"))
DOCUMENTS = Place("offers:documents", _("Open the documents"))
CONTACTS = Place("offers:contacts", _("Open the contacts"))
SPECIALIST = Place("reviews:specialist", _("Open the cloud-specialist request"))
EARNED = Place("eligibility:earned", _("Open revenue and enrolments"), of="partner")

PLACES = {
    "offer_published": PUBLISH,
    "business_profile_complete": PROFILE,
    "sales_contact_per_country": CONTACTS,
    "required_documents": DOCUMENTS,
    "landing_page_url": LISTING,
    "supporting_material": DOCUMENTS,
    "listing_complete": LISTING,
    "cloud_specialist_request": SPECIALIST,
    "gold_competency": EARNED,
    "solutions_partner_designation": EARNED,
    "isv_connect_enrolment": EARNED,
    "azure_consumed_revenue": EARNED,
    "billed_revenue": EARNED,
    "azure_infrastructure": DOCUMENTS,
    "architecture_diagram": DOCUMENTS,
    "technical_validation": PUBLISH,
    "solution_type_ip": LISTING,
    "transactable": PROPERTIES,
    "isv_connect_premium": EARNED,
}
