"""A name is cleaned for display, and its extension is the one that a person reads."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from offers.intake import clean_name, extension_of
from offers.intake.names import LONGEST_NAME


@pytest.mark.parametrize(
    ("given_name", "shown", "extension"),
    [
        ("Solution brief.pdf", "Solution brief.pdf", ".pdf"),
        ("REPORT.PDF", "REPORT.PDF", ".pdf"),
        ("archive.tar.gz", "archive.tar.gz", ".gz"),
        ("../../etc/passwd", "passwd", ""),
        (r"C:\Users\ann\deck.pptx", "deck.pptx", ".pptx"),
        ("brief\0.pdf", "brief.pdf", ".pdf"),
        ("brief.pdf\0.exe", "brief.pdf.exe", ".exe"),
        ("brief\u202efdp.exe", "brieffdp.exe", ".exe"),
        ("\ufeffbrief\u200e\u2066.pdf\u2069", "brief.pdf", ".pdf"),
        ("a\r\nb\tc.pdf", "abc.pdf", ".pdf"),
        ("  two   spaces .pdf ", "two spaces.pdf", ".pdf"),
        ("ends with dots.pdf...", "ends with dots.pdf", ".pdf"),
        (".pdf", "document.pdf", ".pdf"),
        ("...", "document", ""),
        ("", "document", ""),
        ("folder/", "document", ""),
        ("half\ud800.pdf", "half.pdf", ".pdf"),
        ("re\u0301sume\u0301.pdf", "r\u00e9sum\u00e9.pdf", ".pdf"),
        ("\u0645\u0644\u062e\u0635.pdf", "\u0645\u0644\u062e\u0635.pdf", ".pdf"),
        ("\u0645\u06cc\u200c\u0634\u0648\u062f.pdf", "\u0645\u06cc\u200c\u0634\u0648\u062f.pdf", ".pdf"),
        ("notes.of a long ending", "notes.of a long ending", ""),
        ("x" * 300 + ".pptx", "x" * 145 + ".pptx", ".pptx"),
    ],
)
def test_name_is_cleaned_and_keeps_its_extension(given_name: str, shown: str, extension: str) -> None:
    assert (clean_name(given_name), extension_of(given_name)) == (shown, extension)


@given(st.text())
def test_any_name_becomes_one_that_can_be_shown(given_name: str) -> None:
    name = clean_name(given_name)
    assert 1 <= len(name) <= LONGEST_NAME
    assert not set(name) & set("/\\\0\r\n\u202e")
    assert name == name.strip()


@given(st.text())
def test_cleaning_twice_changes_nothing_more(given_name: str) -> None:
    once = clean_name(given_name)
    assert clean_name(once) == once
