"""Every code that the checks can answer with has its sentence."""

from pathlib import Path
from typing import Any

import pytest

from offers.intake import Code, Finding, inspect_file
from offers.intake_messages import FOUND, MESSAGES, sentence
from tests.offers.intake.corpus.case import Case
from tests.offers.intake.corpus.table import CASES


def test_every_code_has_its_sentence() -> None:
    assert set(MESSAGES) == set(Code)


@pytest.mark.parametrize("code", Code)
def test_sentence_says_what_is_wrong_and_ends(code: Code) -> None:
    message = str(MESSAGES[code])
    assert message[0].isupper()
    assert message.endswith(".")


@pytest.mark.parametrize(
    ("code", "params", "told"),
    [
        (
            Code.TOO_LARGE,
            {"size_bytes": 60 * 1024 * 1024, "limit_bytes": 50 * 1024 * 1024},
            (
                "The file has 60.0\xa0MB; at most 50.0\xa0MB are accepted. "
                "Please compress its pictures or split it, and upload it again."
            ),
        ),
        (
            Code.ONE_PAGER_TOO_LONG,
            {"pages": 12, "limit_pages": 10, "word": "slides"},
            (
                "A one-pager may have at most 10 slides, and this file has 12 slides. "
                "Please shorten it and upload it again."
            ),
        ),
        (
            Code.TOO_MANY_PAGES,
            {"limit_pages": 1, "word": "sheets"},
            "The document has more than 1 sheet. Please shorten or split it and upload it again.",
        ),
        (
            Code.TYPE_MISMATCH,
            {"extension": ".pptx", "found": "archive"},
            (
                "The file is named .pptx, but its content is an archive (ZIP or similar). Please open it in the "
                "program that made it, save it as .pptx there (changing the name is not enough), "
                "and upload it again."
            ),
        ),
        (
            Code.MIXED_CONTENT,
            {"found": ".pdf"},
            (
                "The file holds something else besides: a .pdf file. Please save it again from the program that "
                "made it and upload the new copy."
            ),
        ),
        (
            Code.CHECK_TIMED_OUT,
            {"seconds": 1},
            (
                "Checking the file took longer than 1 second, so we stopped. Please simplify it (fewer pages, "
                "smaller pictures), save it again and upload the new copy."
            ),
        ),
    ],
)
def test_figures_are_told_in_words(code: Code, params: dict[str, Any], told: str) -> None:
    assert sentence(Finding(code, params)) == told


@pytest.mark.parametrize("case", [case for case in CASES if case.codes], ids=lambda case: case.about)
def test_sentence_of_every_finding_has_its_figures(case: Case, tmp_path: Path) -> None:
    path = tmp_path / "upload"
    path.write_bytes(case.build())
    for finding in inspect_file(path, case.name, case.kind, case.limits).findings:
        assert "%(" not in sentence(finding)
        found = finding.params.get("found", "unknown")
        assert found in FOUND or found.startswith(".")
