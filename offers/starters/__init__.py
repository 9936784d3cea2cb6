"""Documents to start from, which the product makes itself in the reader's language: headings, hints, room to write."""

from dataclasses import dataclass

from offers.intake.formats import FORMATS
from offers.models import DocumentKind
from offers.starters.outlines import OUTLINES, Outline
from offers.starters.slides import deck
from offers.starters.word import checklist, paper

MAKERS = {
    DocumentKind.CUSTOMER_ONE_PAGER: (paper, ".docx"),
    DocumentKind.CUSTOMER_PRESENTATION: (deck, ".pptx"),
    DocumentKind.CUSTOMER_CASE_STUDY: (paper, ".docx"),
    DocumentKind.CUSTOMER_WINS: (paper, ".docx"),
    DocumentKind.CHANNEL_PITCH_DECK: (deck, ".pptx"),
    DocumentKind.ARCHITECTURE_DIAGRAM: (checklist, ".docx"),
}
STARTERS = {str(kind): extension.strip(".") for kind, (_, extension) in MAKERS.items()}


@dataclass(frozen=True, slots=True)
class Starter:
    name: str
    media_type: str
    content: bytes


def starter(kind: str) -> Starter | None:
    """The document to start from for this kind, in the language in force; None where there is none."""
    if kind not in STARTERS:
        return None
    make, extension = MAKERS[DocumentKind(kind)]
    outline: Outline = OUTLINES[kind]
    return Starter(f"{outline.title}{extension}", FORMATS[extension].media_type, make(outline))


__all__ = ["STARTERS", "Starter", "starter"]
