"""Forms of offers: one for each page that a partner fills in."""

from offers.forms.contact import ContactForm
from offers.forms.contacts_file import ContactsFileForm
from offers.forms.listing import ListingForm
from offers.forms.offer import CreateOfferForm, PropertiesForm
from offers.forms.specialist import RequestForm

__all__ = [
    "ContactForm",
    "ContactsFileForm",
    "CreateOfferForm",
    "ListingForm",
    "PropertiesForm",
    "RequestForm",
]
