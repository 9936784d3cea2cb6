"""The formats a document may have: what each is called, served as and counted in."""

from dataclasses import dataclass
from typing import Literal

PageWord = Literal["pages", "slides", "sheets"]
Family = Literal["pdf", "ooxml", "legacy", "image", "video"]

UNKNOWN_MEDIA_TYPE = "application/octet-stream"


@dataclass(frozen=True)
class Format:
    """One accepted format. `family` names the module of this package that checks it."""

    extension: str
    media_type: str
    family: Family
    page_word: PageWord | None = None


_OPEN_XML = "application/vnd.openxmlformats-officedocument"

FORMATS: dict[str, Format] = {
    accepted.extension: accepted
    for accepted in (
        Format(".pdf", "application/pdf", "pdf", "pages"),
        Format(".ppt", "application/vnd.ms-powerpoint", "legacy", "slides"),
        Format(".pptx", f"{_OPEN_XML}.presentationml.presentation", "ooxml", "slides"),
        Format(".doc", "application/msword", "legacy", "pages"),
        Format(".docx", f"{_OPEN_XML}.wordprocessingml.document", "ooxml", "pages"),
        Format(".xls", "application/vnd.ms-excel", "legacy", "sheets"),
        Format(".xlsx", f"{_OPEN_XML}.spreadsheetml.sheet", "ooxml", "sheets"),
        Format(".jpg", "image/jpeg", "image"),
        Format(".png", "image/png", "image"),
        Format(".mp4", "video/mp4", "video"),
    )
}

ACCEPTED_EXTENSIONS: tuple[str, ...] = tuple(FORMATS)
EXTENSION_OF_MEDIA_TYPE: dict[str, str] = {known.media_type: known.extension for known in FORMATS.values()}
