"""Papers to start from as Word files."""

from io import BytesIO

from docx import Document
from docx.document import Document as Paper
from docx.shared import Pt, RGBColor

from offers.starters.outlines import Outline

QUIET = RGBColor(0x61, 0x61, 0x61)
AUTHOR = "Co-sell Center"


def paper(outline: Outline) -> bytes:
    """Headings with hints in grey, and an empty line to write on after each."""
    made = _begun(outline)
    for section in outline.sections:
        made.add_heading(str(section.heading), level=1)
        for hint in section.hints:
            _quiet(made, str(hint), "List Bullet")
        made.add_paragraph()
    return _written(made)


def checklist(outline: Outline) -> bytes:
    """The points as boxes to tick."""
    made = _begun(outline)
    for section in outline.sections:
        made.add_paragraph(f"☐  {section.heading}")
    return _written(made)


def _begun(outline: Outline) -> Paper:
    made = Document()
    made.core_properties.author = AUTHOR
    made.core_properties.title = str(outline.title)
    made.core_properties.comments = ""
    made.add_heading(str(outline.title), level=0)
    _quiet(made, str(outline.note))
    return made


def _quiet(made: Paper, text: str, style: str | None = None) -> None:
    run = made.add_paragraph(style=style).add_run(text)
    run.italic = True
    run.font.size = Pt(10)
    run.font.color.rgb = QUIET


def _written(made: Paper) -> bytes:
    out = BytesIO()
    made.save(out)
    return out.getvalue()
