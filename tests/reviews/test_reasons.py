"""The catalogue of reasons."""

import pytest

from offers.models import DocumentKind
from reviews.models import ItemKind, SubmissionItem
from reviews.reasons import CATALOGUE, reason_text, reasons_about


def test_codes_are_unique_and_fit_the_column() -> None:
    codes = [reason.code for reason in CATALOGUE]
    length = SubmissionItem._meta.get_field("reason_code").max_length or 0

    assert len(set(codes)) == len(codes)
    assert [code for code in codes if len(code) > length] == []


@pytest.mark.parametrize("kind", [*sorted(set(ItemKind.values) - {"document"}), *DocumentKind.values])
def test_every_kind_has_reasons_to_choose_from(kind: str) -> None:
    assert len(reasons_about(kind)) >= 2


@pytest.mark.parametrize(
    ("code", "note", "text"),
    [
        ("link_unreachable", "", "A link does not open. Check the address; it must open without signing in."),
        ("", "My own words.", "My own words."),
        (
            "listing_incomplete",
            "No segment.",
            "The listing details are incomplete. Fill in every field. No segment.",
        ),
        ("gone_from_the_catalogue", "My own words.", "My own words."),
        ("", "", ""),
    ],
)
def test_reason_text_is_the_sentence_and_the_note(code: str, note: str, text: str) -> None:
    assert reason_text(SubmissionItem(reason_code=code, reason=note)) == text
