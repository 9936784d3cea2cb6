"""What a partner owns: offers with their listing, documents, contacts and cloud-specialist requests."""

from offers.models.choices import (
    ContactRole,
    DiagramChannel,
    DocumentKind,
    DocumentState,
    Platform,
    RequestState,
    Segment,
    SolutionType,
)
from offers.models.contact import Contact
from offers.models.document import Document, DocumentVersion
from offers.models.offer import Offer
from offers.models.specialist import CloudSpecialistRequest

__all__ = [
    "CloudSpecialistRequest",
    "Contact",
    "ContactRole",
    "DiagramChannel",
    "Document",
    "DocumentKind",
    "DocumentState",
    "DocumentVersion",
    "Offer",
    "Platform",
    "RequestState",
    "Segment",
    "SolutionType",
]
