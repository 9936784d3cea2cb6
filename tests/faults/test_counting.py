"""The trial's own count: every broken promise is seen, and a kept one is not called broken."""

from typing import Any

import pytest

from tests.faults.papers import Paper
from tests.faults.trial import broken_promises

GOOD, BAD = Paper("good.pdf", b"good"), Paper("bad.pdf", b"bad", "type_mismatch")
SENT = {"1": GOOD, "2": BAD}
ACCEPTED = {"state": "ready", "codes": [], "tries": 1, "file_key": "k", "kept": "", "sha256": GOOD.sha256}
REFUSED = {
    "state": "rejected",
    "codes": ["type_mismatch"],
    "tries": 1,
    "file_key": "",
    "kept": "",
    "sha256": "",
}


def found(first: dict[str, Any], second: dict[str, Any], **changes: Any) -> dict[str, Any]:
    versions = {"1": ACCEPTED | first, "2": REFUSED | second}
    refused = sum(version["state"] == "rejected" for version in versions.values())
    kept = sorted(version["file_key"] for version in versions.values() if version["file_key"])
    counted = {"clean": kept, "quarantine": [], "lost": 0, "checked": 2, "uploaded": 2}
    return {"versions": versions, **counted, "notices": {"offers.document_refused": refused}, **changes}


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ({}, {}),
        ({"state": "rejected", "codes": ["check_crashed"], "tries": 3, "file_key": ""}, {}),
        ({}, {"codes": ["scan_unavailable"], "tries": 3}),
    ],
)
def test_kept_promises_are_not_called_broken(first: dict[str, Any], second: dict[str, Any]) -> None:
    assert list(broken_promises(SENT, found(first, second))) == []


@pytest.mark.parametrize(
    ("first", "second", "broken"),
    [
        ({"state": "processing"}, {}, "good.pdf: never decided: processing"),
        ({"sha256": "0"}, {}, "good.pdf: kept with other bytes"),
        ({}, {"state": "ready", "codes": []}, "bad.pdf: accepted, and should not have been"),
        (
            {},
            {"codes": ["check_crashed"], "tries": 2},
            "bad.pdf: refused for ['check_crashed'], not for type_mismatch",
        ),
        (
            {"state": "rejected", "codes": ["damaged"], "file_key": ""},
            {},
            "good.pdf: refused for ['damaged'], not for anything",
        ),
    ],
)
def test_wrong_end_of_a_file_is_seen(first: dict[str, Any], second: dict[str, Any], broken: str) -> None:
    assert list(broken_promises(SENT, found(first, second))) == [broken]


@pytest.mark.parametrize(
    ("changes", "broken"),
    [
        ({"versions": {"1": ACCEPTED}, "checked": 1, "uploaded": 1, "notices": {}}, "lost: bad.pdf"),
        ({"clean": ["k", "l"]}, "files in the clean store: ['k', 'l'], not ['k']"),
        ({"clean": []}, "files in the clean store: [], not ['k']"),
        ({"quarantine": ["q"]}, "files in quarantine: ['q'], not []"),
        ({"lost": 1}, "files lost: 1, not 0"),
        ({"checked": 3}, "entries of a check: 3, not 2"),
        ({"uploaded": 1}, "entries of an upload: 1, not 2"),
        ({"notices": {"offers.document_refused": 2}}, "notices of a refusal: 2, not 1"),
    ],
)
def test_wrong_count_is_seen(changes: dict[str, Any], broken: str) -> None:
    assert list(broken_promises(SENT, found({}, {}, **changes))) == [broken]
