"""Every file of the corpus gets its documented answer."""

import hashlib
from pathlib import Path

import pytest

from offers.intake import FORMATS, Report, inspect_file
from tests.offers.intake.corpus.case import Case
from tests.offers.intake.corpus.honest import HONEST
from tests.offers.intake.corpus.table import CASES


def _inspected(case: Case, folder: Path) -> Report:
    path = folder / "upload"
    path.write_bytes(case.build())
    return inspect_file(path, case.name, case.kind, case.limits)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.about)
def test_file_of_the_corpus_gets_its_answer(
    case: Case, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    report = _inspected(case, tmp_path)
    assert (report.codes, report.pages) == (case.codes, case.pages)
    # An answer is one that a check gave, not one for a check that could not follow the file.
    assert [record for record in caplog.records if record.name == "offers.intake.pipeline"] == []


@pytest.mark.parametrize("case", HONEST, ids=lambda case: case.about)
def test_honest_file_is_accepted_under_its_own_type(case: Case, tmp_path: Path) -> None:
    report = _inspected(case, tmp_path)
    known = FORMATS[report.extension]
    content = (tmp_path / "upload").read_bytes()
    assert report == Report(
        name=case.name,
        extension=known.extension,
        size=len(content),
        media_type=known.media_type,
        sha256=hashlib.sha256(content).hexdigest(),
        pages=case.pages,
        page_word=known.page_word,
    )


def test_corpus_is_large_and_told_apart() -> None:
    names = [case.about for case in CASES]
    assert len(names) == len(set(names))
    assert len(names) > 120
