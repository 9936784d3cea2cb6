"""What the checks say: codes with figures. The sentences are made on reading, in the reader's language."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from typing import Any, Self

from offers.intake.formats import UNKNOWN_MEDIA_TYPE, PageWord


class Code(StrEnum):
    """Everything that can be found about a file."""

    FILE_MISSING = "file_missing"
    CHANGED_ON_THE_WAY = "changed_on_the_way"
    SAME_CONTENT = "same_content"
    NAME_CLEANED = "name_cleaned"
    EXTENSION_NOT_ACCEPTED = "extension_not_accepted"
    EXTENSION_MISSING = "extension_missing"
    EMPTY = "empty"
    TOO_LARGE = "too_large"

    TYPE_MISMATCH = "type_mismatch"
    MIXED_CONTENT = "mixed_content"
    ENCRYPTED = "encrypted"
    DAMAGED = "damaged"

    TOO_MANY_PARTS = "too_many_parts"
    UNPACKS_TOO_LARGE = "unpacks_too_large"
    XML_ENTITIES = "xml_entities"
    TOO_MANY_PIXELS = "too_many_pixels"
    TOO_MANY_PAGES = "too_many_pages"
    ONE_PAGER_TOO_LONG = "one_pager_too_long"
    NO_PAGES = "no_pages"

    MACROS = "macros"
    EMBEDDED_OBJECTS = "embedded_objects"
    EXTERNAL_CONTENT = "external_content"
    LOCAL_LINK = "local_link"
    DDE_LINK = "dde_link"
    PDF_JAVASCRIPT = "pdf_javascript"
    PDF_LAUNCH = "pdf_launch"
    PDF_EMBEDDED_FILES = "pdf_embedded_files"
    PDF_DYNAMIC_FORM = "pdf_dynamic_form"

    CHECK_TIMED_OUT = "check_timed_out"
    CHECK_TOO_HEAVY = "check_too_heavy"
    CHECK_CRASHED = "check_crashed"

    INFECTED = "infected"
    NOT_SCANNED = "not_scanned"
    SCAN_UNAVAILABLE = "scan_unavailable"
    STORE_UNAVAILABLE = "store_unavailable"

    DRAWN_SIMPLY = "drawn_simply"
    NOT_DRAWN = "not_drawn"
    FIRST_PAGES_DRAWN = "first_pages_drawn"


# What says nothing of the file: the operator is told as well as the partner, and the bytes are kept for another check.
OUR_FAULTS = frozenset({Code.SCAN_UNAVAILABLE, Code.STORE_UNAVAILABLE, Code.CHECK_CRASHED})


@dataclass(frozen=True)
class Finding:
    """One thing found: its code, the figures for its sentence, and whether it refuses the file.

    A finding that is not fatal is a remark: it is shown, and the file is taken all the same.
    """

    code: Code
    params: Mapping[str, str | int] = field(default_factory=dict)
    fatal: bool = True

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Self:
        return cls(Code(data["code"]), dict(data["params"]), bool(data["fatal"]))


class RefusalError(Exception):
    """Raised by an opener that will not hand out the file; carries the finding that says why."""

    def __init__(self, code: Code, **params: str | int) -> None:
        super().__init__(code)
        self.finding = Finding(code, params)


@dataclass(frozen=True)
class Report:
    """What is known of a file after its checks.

    `name` is for display only. `size` is bytes, `sha256` hexadecimal (None for a file that is missing or over
    its limit), `pages` None where the format has none or they were not counted.
    """

    name: str
    extension: str
    size: int
    media_type: str = UNKNOWN_MEDIA_TYPE
    sha256: str | None = None
    pages: int | None = None
    page_word: PageWord | None = None
    findings: tuple[Finding, ...] = ()

    @property
    def accepted(self) -> bool:
        return not any(finding.fatal for finding in self.findings)

    @property
    def codes(self) -> tuple[str, ...]:
        return tuple(finding.code.value for finding in self.findings)

    def to_json(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Self:
        """Raises KeyError, TypeError or ValueError where `data` is no report."""
        findings = tuple(Finding.from_json(finding) for finding in data["findings"])
        return cls(**{**data, "findings": findings})
