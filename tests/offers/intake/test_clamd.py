"""The scanner's client against a real clamd, which unpacks what it is given."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from offers.intake import ScanResult, Verdict, scan_file
from tests.offers.intake.corpus import archives, office, pdfs
from tests.offers.intake.corpus.hostile import EICAR
from tests.support.clamav import LARGEST_READ, LARGEST_STREAM

FOUND = ScanResult(Verdict.INFECTED, "Eicar-Test-Signature.UNOFFICIAL")
CLEAN = ScanResult(Verdict.CLEAN)


@pytest.mark.parametrize(
    ("build", "result"),
    [
        pytest.param(lambda: EICAR, FOUND, id="plain"),
        pytest.param(lambda: archives.zipped({"a/eicar.com": EICAR}), FOUND, id="zipped"),
        pytest.param(
            lambda: archives.zipped({"inner.zip": archives.zipped({"eicar.com": EICAR})}),
            FOUND,
            id="zipped twice",
        ),
        pytest.param(
            lambda: office.with_part(office.docx_file(), "word/media/image1.png", EICAR),
            FOUND,
            id="in a docx",
        ),
        pytest.param(
            lambda: office.with_part(office.pptx_file(), "ppt/media/image1.png", EICAR), FOUND, id="in a pptx"
        ),
        pytest.param(lambda: pdfs.with_stream(EICAR), FOUND, id="in a pdf"),
        pytest.param(lambda: pdfs.pdf(3), CLEAN, id="honest pdf"),
        pytest.param(office.pptx_file, CLEAN, id="honest pptx"),
        pytest.param(lambda: b"", CLEAN, id="empty"),
        pytest.param(lambda: os.urandom(LARGEST_READ), CLEAN, id="as much as it takes"),
    ],
)
def test_real_clamd_reads_the_whole_file(
    build: Callable[[], bytes], result: ScanResult, clamd: str, tmp_path: Path
) -> None:
    path = tmp_path / "upload"
    path.write_bytes(build())
    assert scan_file(path, clamd) == result


@pytest.mark.parametrize(
    "size",
    [
        pytest.param(LARGEST_READ + 1, id="more than it reads"),
        pytest.param(LARGEST_STREAM + 1, id="more than it takes"),
        pytest.param(4 * LARGEST_STREAM, id="far more"),
    ],
)
def test_file_that_the_real_clamd_does_not_read_to_its_end_is_not_scanned(
    size: int, clamd: str, tmp_path: Path
) -> None:
    path = tmp_path / "upload"
    path.write_bytes(bytes(size))
    assert scan_file(path, clamd).verdict == Verdict.NOT_SCANNED
