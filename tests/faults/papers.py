"""The files of a trial: each different, each with the one answer that it must get."""

import hashlib
import random
from dataclasses import dataclass
from io import BytesIO

from PIL import Image

from tests.offers.intake.corpus import archives, media, office, pdfs
from tests.offers.intake.corpus.hostile import EICAR

FILM_BYTES = 9 * 1024 * 1024  # two blocks


@dataclass(frozen=True)
class Paper:
    """``answer`` is the code that refuses it; empty: it must be accepted."""

    name: str
    content: bytes
    answer: str = ""

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.content).hexdigest()


def paper(number: int, chance: random.Random, scanned: bool) -> Paper:
    """The file of this number. Every 25th goes through LibreOffice, every 20th has two blocks."""
    mark = f"{number}-{chance.getrandbits(64):x}"
    if number % 25 == 7:
        return Paper(f"{mark}.pptx", office.with_part(office.pptx_file(2), "docProps/mark.xml", _xml(mark)))
    if number % 20 == 3:
        return Paper(f"{mark}.mp4", media.mp4() + media.box(b"free", chance.randbytes(FILM_BYTES)))
    match number % 5:
        case 0:
            return Paper(f"{mark}.png", _picture(mark))
        case 1:
            return Paper(f"{mark}.pdf", b"MZ" + mark.encode(), "type_mismatch")
        case 2 if scanned:
            infected = office.with_part(office.docx_file(), "word/media/a.png", EICAR + b"")
            return Paper(
                f"{mark}.docx", archives.rezipped(infected, {"docProps/m.xml": _xml(mark)}), "infected"
            )
        case 2:
            return Paper(f"{mark}.pptx", archives.zipped({mark: b"a"}), "type_mismatch")
    return Paper(f"{mark}.pdf", pdfs.pdf(1, title=mark))


def _xml(mark: str) -> bytes:
    return f"<mark>{mark}</mark>".encode()


def _picture(mark: str) -> bytes:
    content = BytesIO()
    picture = Image.new("RGB", (32, 32))
    picture.putdata([tuple(random.Random(f"{mark}{at}").randbytes(3)) for at in range(32 * 32)])
    picture.save(content, "PNG")
    return content.getvalue()
