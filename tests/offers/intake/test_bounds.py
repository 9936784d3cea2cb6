"""A bomb costs next to nothing, and no damage to a file makes the checks themselves fail."""

import random
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from offers.intake import Limits, inspect_file
from tests.offers.intake.corpus import archives, legacy, media, office, pdfs

MUTATIONS = 25
BOMBS: dict[str, tuple[str, Callable[[], bytes]]] = {
    "swollen part": ("deck.pptx", lambda: archives.with_swollen_part(office.pptx_file())),
    "declared 4 GB": (
        "study.docx",
        lambda: archives.with_declared_size(office.docx_file(), "word/document.xml", 0xFFFF_FFF0),
    ),
    "many parts": ("wins.xlsx", lambda: archives.with_wide_end_record(10**9)),
    "gigapixel": ("diagram.png", lambda: media.png_of_size(50_000, 50_000)),
    "many pages": ("brief.pdf", pdfs.with_many_pages_declared),
}
HONEST: dict[str, Callable[[], bytes]] = {
    "brief.pdf": lambda: pdfs.pdf(2),
    "deck.pptx": office.pptx_with_chart,
    "study.docx": office.docx_file,
    "wins.xlsx": office.xlsx_file,
    "study.doc": lambda: legacy.doc(pages=2),
    "wins.xls": lambda: legacy.xls(0, 0),
    "deck.ppt": lambda: legacy.ppt(2),
    "screen.jpg": lambda: media.picture("JPEG"),
    "screen.png": lambda: media.picture("PNG"),
    "demo.mp4": media.mp4,
}


@pytest.mark.parametrize("bomb", BOMBS)
def test_bomb_is_refused_within_a_tenth_of_a_second(bomb: str, tmp_path: Path) -> None:
    name, build = BOMBS[bomb]
    path = tmp_path / "upload"
    path.write_bytes(build())
    inspect_file(path, name, "other")
    taken = []
    for _ in range(5):
        begun = time.perf_counter()
        report = inspect_file(path, name, "other")
        taken.append(time.perf_counter() - begun)
    assert not report.accepted
    assert min(taken) < 0.1


def test_pages_are_counted_no_further_than_the_limit(tmp_path: Path) -> None:
    path = tmp_path / "upload"
    path.write_bytes(pdfs.with_less_pages_declared())
    report = inspect_file(path, "brief.pdf", "other", Limits(max_pages=4))
    assert (report.codes, report.pages) == (("too_many_pages",), 5)


@pytest.mark.parametrize("name", HONEST)
def test_damage_anywhere_ends_in_a_report(name: str, tmp_path: Path) -> None:
    content = HONEST[name]()
    path = tmp_path / "upload"
    chance = random.Random(name)
    for _ in range(MUTATIONS):
        path.write_bytes(_damaged(content, chance))
        report = inspect_file(path, name, "other")
        assert (report.name, report.size) == (name, path.stat().st_size)


def _damaged(content: bytes, chance: random.Random) -> bytes:
    """The content cut off, or with some bytes of noise anywhere."""
    if chance.random() < 0.3:
        return content[: chance.randrange(1, len(content))]
    changed = bytearray(content)
    for _ in range(chance.randrange(1, 30)):
        changed[chance.randrange(len(changed))] = chance.randrange(256)
    return bytes(changed)
