"""Documents to start from: real files that our own checks accept, in the reader's language."""

from pathlib import Path

import pytest
from django.utils import translation

from offers.intake import extract_text, inspect_file
from offers.models import DocumentKind
from offers.starters import STARTERS, starter
from offers.starters.outlines import OUTLINES


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("kind", STARTERS)
def test_starter_passes_our_own_checks_and_says_every_heading(
    tmp_path: Path, kind: str, language: str
) -> None:
    with translation.override(language):
        made = starter(kind)
        headings = [str(section.heading) for section in OUTLINES[kind].sections]
    assert made is not None
    path = tmp_path / "file"
    path.write_bytes(made.content)
    report = inspect_file(path, made.name, kind)
    text = "\n".join(extract_text(path, made.media_type))

    assert (report.codes, report.media_type) == ((), made.media_type)
    assert [heading for heading in headings if heading not in text] == []


def test_every_kind_but_other_has_a_starter() -> None:
    assert set(STARTERS) == set(DocumentKind.values) - {DocumentKind.OTHER}
    assert starter(DocumentKind.OTHER) is None
    assert starter("nonsense") is None
