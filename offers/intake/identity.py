"""What a file really is, by its own structure, against what its extension says."""

import re
from collections.abc import Iterator

import puremagic

from offers.intake import compound, package
from offers.intake.archive import END_BYTES, has_archive_at_end
from offers.intake.context import Inspection, Stage, refuse
from offers.intake.findings import Code, Finding

# Names of what a file turned out to be, besides an extension with its dot.
PROGRAM, SCRIPT, ARCHIVE, WEB_PAGE, RICH_TEXT, OLD_OFFICE, UNKNOWN = (
    "program",
    "script",
    "archive",
    "web_page",
    "rich_text",
    "old_office",
    "unknown",
)

_SIGNATURES: tuple[tuple[bytes, str], ...] = (
    (b"%PDF-", ".pdf"),
    (b"\x89PNG\r\n\x1a\n", ".png"),
    (b"\xff\xd8\xff", ".jpg"),
    (b"MZ", PROGRAM),
    (b"\x7fELF", PROGRAM),
    (b"\xcf\xfa\xed\xfe", PROGRAM),
    (b"\xca\xfe\xba\xbe", PROGRAM),
    (b"#!", SCRIPT),
    (b"{\\rtf", RICH_TEXT),
    (b"Rar!", ARCHIVE),
    (b"7z\xbc\xaf\x27\x1c", ARCHIVE),
    (b"\x1f\x8b", ARCHIVE),
)
_ZIP_STARTS = (b"PK\x03\x04", b"PK\x05\x06")
_COMPOUND_START = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

_WEB_TAG = re.compile(rb"<(?:!doctype\s+html|html|head|body|script|iframe|svg|\?php)\b", re.IGNORECASE)
_WEB_PAGE = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*(?:<!--.*?-->\s*|<\?xml[^>]*>\s*)*" + _WEB_TAG.pattern, re.I | re.S
)
# Browsers look for a type in this much of a file, and Acrobat for "%PDF-".
SNIFFED_BYTES = 1024

_NOT_MP4_BRANDS = {
    b"qt  ": ".mov",
    b"M4A ": ".m4a",
    b"heic": ".heic",
    b"heix": ".heic",
    b"mif1": ".heic",
    b"msf1": ".heic",
    b"avif": ".avif",
}
_MP4_BRANDS = re.compile(rb"iso[m2-9]|mp4[12]|avc1|M4V |MSNV|dash|XAVC|f4v ", re.IGNORECASE)


def type_is_as_named(inspection: Inspection) -> Iterator[Finding]:
    found = inspection.once(real_type)
    if found == compound.ENCRYPTED_PACKAGE:
        yield refuse(Code.ENCRYPTED)
    elif found != inspection.extension:
        yield refuse(Code.TYPE_MISMATCH, extension=inspection.extension, found=found)


def content_is_of_one_type(inspection: Inspection) -> Iterator[Finding]:
    """Refuse a polyglot: a file that another program would open as something else."""
    sniffed = inspection.head[:SNIFFED_BYTES]
    if _WEB_TAG.search(sniffed) or _WEB_TAG.search(inspection.tail(SNIFFED_BYTES)):
        yield refuse(Code.MIXED_CONTENT, found=WEB_PAGE)
    if sniffed.find(b"%PDF-") > 0:
        yield refuse(Code.MIXED_CONTENT, found=".pdf")
    # Office 2007 and later put a zip of their theme into old formats, somewhere inside.
    at_very_end = sniffed.startswith(_COMPOUND_START)
    if not sniffed.startswith(_ZIP_STARTS) and has_archive_at_end(inspection.tail(END_BYTES), at_very_end):
        yield refuse(Code.MIXED_CONTENT, found=ARCHIVE)


STAGES: tuple[Stage, ...] = ((type_is_as_named,), (content_is_of_one_type,))


def real_type(inspection: Inspection) -> str:
    """The extension that the content deserves, or one of the names above. Raises RefusalError."""
    head = inspection.head
    if head.startswith(_ZIP_STARTS):
        return inspection.once(package.real_extension) or ARCHIVE
    if head.startswith(_COMPOUND_START):
        return inspection.once(compound.real_extension) or OLD_OFFICE
    if head[4:8] == b"ftyp":
        return _type_by_brand(head)
    for start, name in _SIGNATURES:
        if head.startswith(start):
            return name
    return WEB_PAGE if _WEB_PAGE.match(head) else _guess(head)


def _type_by_brand(head: bytes) -> str:
    major = head[8:12]
    length = min(int.from_bytes(head[:4], "big"), 256)
    known = major not in _NOT_MP4_BRANDS and _MP4_BRANDS.search(head[8:length])
    return ".mp4" if known else _NOT_MP4_BRANDS.get(major, UNKNOWN)


def _guess(head: bytes) -> str:
    """The extension of another kind of picture, sound or film, so that the refusal can name it."""
    try:
        matches = puremagic.magic_string(head)
    except puremagic.PureError:
        return UNKNOWN
    media = (match for match in matches if match.mime_type.startswith(("image/", "audio/", "video/")))
    return next((match.extension.lower() for match in media if match.extension), UNKNOWN)
