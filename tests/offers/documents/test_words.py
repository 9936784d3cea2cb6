"""A document's size, and where it stands, in the reader's words."""

from datetime import UTC, datetime

import pytest
from django.utils.translation import override

from offers.models import DocumentState, DocumentVersion
from offers.templatetags.documents import file_details, state_line

VERSION = DocumentVersion(
    state=DocumentState.APPROVED,
    size=2_400_000,
    pages=None,
    reviewed_at=datetime(2026, 6, 1, 12, tzinfo=UTC),
)


@pytest.mark.parametrize(
    ("language", "size", "state"),
    [("en", "2.3\xa0MB", "Approved 1 Jun 2026"), ("fr", "2,3\xa0Mo", "Approuvé le 1er juin 2026")],
)
def test_size_and_state_are_in_the_reader_s_words(language: str, size: str, state: str) -> None:
    with override(language):
        assert (file_details(VERSION), state_line(VERSION)) == (size, state)
