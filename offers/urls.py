"""Addresses of offers and their co-sell tab."""

from django.urls import include, path

from offers.views import co_sell, contacts, contacts_import, offers

app_name = "offers"

_OFFER = "offers/<uuid:offer_id>/"
_CO_SELL = f"{_OFFER}co-sell/"
_CONTACTS = f"{_CO_SELL}contacts/"
_IMPORT = f"{_CONTACTS}import/<uuid:import_id>/"

urlpatterns = [
    path("offers/new/", offers.create, name="create"),
    path(f"{_OFFER}properties/", offers.properties, name="properties"),
    path(_CO_SELL, co_sell.listing, name="co_sell"),
    path(f"{_CO_SELL}save-draft/", co_sell.save_draft, name="save_draft"),
    path(_CONTACTS, contacts.contacts, name="contacts"),
    path(f"{_CONTACTS}new/", contacts.add, name="contact_add"),
    path(f"{_CONTACTS}export/", contacts.export, name="contacts_export"),
    path(f"{_CONTACTS}template/", contacts.template, name="contacts_template"),
    path(f"{_CONTACTS}import/", contacts_import.upload, name="contacts_upload"),
    path(f"{_CONTACTS}import/copy/", contacts_import.copy, name="contacts_copy"),
    path(_IMPORT, contacts_import.review, name="contacts_import"),
    path(f"{_IMPORT}mend/", contacts_import.mend, name="contacts_mend"),
    path(f"{_IMPORT}progress/", contacts_import.progress, name="contacts_progress"),
    path(f"{_IMPORT}undo/", contacts_import.undo, name="contacts_undo"),
    path(f"{_CONTACTS}<uuid:contact_id>/", contacts.edit, name="contact_edit"),
    path(f"{_CONTACTS}<uuid:contact_id>/remove/", contacts.remove, name="contact_remove"),
    path("", include("offers.document_urls")),
]
