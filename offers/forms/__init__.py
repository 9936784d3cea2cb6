"""Forms of offers: one for each page that a partner fills in."""

from offers.forms.contact import ContactForm
from offers.forms.contacts_file import ContactsFileForm, CopyContactsForm, mending_of
from offers.forms.coverage import CoverageForm
from offers.forms.listing import ListingForm
from offers.forms.offer import CreateOfferForm, PropertiesForm

__all__ = [
    "ContactForm",
    "ContactsFileForm",
    "CopyContactsForm",
    "CoverageForm",
    "CreateOfferForm",
    "ListingForm",
    "PropertiesForm",
    "mending_of",
]
