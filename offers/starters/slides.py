"""Decks to start from as PowerPoint files."""

from io import BytesIO

from pptx import Presentation

from offers.starters.outlines import Outline
from offers.starters.word import AUTHOR

TITLE_SLIDE, TITLE_AND_TEXT = 0, 1


def deck(outline: Outline) -> bytes:
    """A title slide, then one slide for each section with its hints as text to be written over."""
    made = Presentation()
    made.core_properties.author, made.core_properties.title = AUTHOR, str(outline.title)
    title = made.slides.add_slide(made.slide_layouts[TITLE_SLIDE])
    title.shapes.title.text = str(outline.title)
    title.placeholders[1].text = str(outline.note)
    for section in outline.sections:
        slide = made.slides.add_slide(made.slide_layouts[TITLE_AND_TEXT])
        slide.shapes.title.text = str(section.heading)
        slide.placeholders[1].text = "\n".join(map(str, section.hints))
    out = BytesIO()
    made.save(out)
    return out.getvalue()
