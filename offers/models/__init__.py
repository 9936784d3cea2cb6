"""What a partner owns: offers with their listing, documents, contacts and cloud-specialist requests."""

from offers.models.choices import (
    ContactRole,
    DiagramChannel,
    DocumentKind,
    DocumentState,
    OfferType,
    Platform,
    RequestState,
    RequestWhy,
    Segment,
    SolutionType,
)
from offers.models.contact import Contact
from offers.models.contact_import import ContactImport, ImportSource, ImportState
from offers.models.document import PAGE_END, Document, DocumentText, DocumentVersion
from offers.models.offer import Offer
from offers.models.specialist import CloudSpecialistRequest

__all__ = [
    "PAGE_END",
    "CloudSpecialistRequest",
    "Contact",
    "ContactImport",
    "ContactRole",
    "DiagramChannel",
    "Document",
    "DocumentKind",
    "DocumentState",
    "DocumentText",
    "DocumentVersion",
    "ImportSource",
    "ImportState",
    "Offer",
    "OfferType",
    "Platform",
    "RequestState",
    "RequestWhy",
    "Segment",
    "SolutionType",
]
