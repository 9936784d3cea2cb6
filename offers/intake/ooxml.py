"""Checks of .docx, .pptx and .xlsx files."""

import io
import re
import zipfile
from collections.abc import Callable, Iterator

from offers.intake.archive import open_archive, part_blocks, read_part, vetted
from offers.intake.context import Inspection, Stage, page_findings, refuse, remark
from offers.intake.findings import Code, Finding
from offers.intake.limits import Limits
from offers.intake.markup import elements_of, local_attributes, local_name, root_of
from offers.intake.package import (
    CONTENT_TYPES,
    Relationship,
    content_types_of,
    main_part,
    part_named,
    relationship_id,
    relationships_in,
)

# A chart keeps its figures in a workbook of its own, which may hold another chart.
DEEPEST_PACKAGE = 2
LONGEST_TARGET_SHOWN = 120

_DTD = (b"<!DOCTYPE", b"<!ENTITY", "<!DOCTYPE".encode("utf-16-le"), "<!DOCTYPE".encode("utf-16-be"))
_PACKAGES = (".docx", ".pptx", ".xlsx")
_PROGRAMS = (
    ".exe",
    ".dll",
    ".scr",
    ".com",
    ".msi",
    ".bat",
    ".cmd",
    ".ps1",
    ".vbs",
    ".js",
    ".hta",
    ".jar",
    ".lnk",
)
_MACRO_PARTS = re.compile(r"(^|/)vba(project|data)[^/]*\.(bin|xml)$|(^|/)(intl)?macrosheets/", re.IGNORECASE)
_MACRO_TYPES = re.compile(r"vbaproject|macroenabled|macrosheet", re.IGNORECASE)
_OBJECT_FOLDERS = re.compile(r"(^|/)(embeddings|activex)/", re.IGNORECASE)
_OBJECT_TYPES = re.compile(r"oleobject|activex", re.IGNORECASE)
_OBJECT_ARROWS = {"oleObject", "control", "aFChunk"}

# What may point outside: links that a reader follows by hand, and films that play from the web.
_FOLLOWED_BY_HAND = {"hyperlink", "video", "audio", "media"}
_WEB_SCHEMES = {"http", "https", "mailto", "tel", "ftp", ""}
_SCHEME = re.compile(r"([a-z][a-z0-9+.-]+):", re.IGNORECASE)
_THIS_COMPUTER = re.compile(r"(file:[\\/]{0,4}|/*)[a-z](:|\||%3a)|file://localhost/", re.IGNORECASE)
_OTHER_COMPUTER = re.compile(r"(file:)?[\\/]{2}|file:", re.IGNORECASE)

_DDE_FIELD = re.compile(r"^\s*DDE(AUTO)?\b", re.IGNORECASE | re.MULTILINE)


def parts_are_readable(inspection: Inspection) -> Iterator[Finding]:
    """Every part inflates to what it declares, and no XML brings a document type of its own."""
    archive = inspection.once(open_archive)
    for name in archive.namelist():
        if _declares_type(part_blocks(archive, name), name):
            yield refuse(Code.XML_ENTITIES)
            return


def no_macros(inspection: Inspection) -> Iterator[Finding]:
    if any(map(_has_macros, _packages(inspection.once(open_archive), inspection.limits))):
        yield refuse(Code.MACROS)


def no_embedded_objects(inspection: Inspection) -> Iterator[Finding]:
    if any(map(_has_objects, _packages(inspection.once(open_archive), inspection.limits))):
        yield refuse(Code.EMBEDDED_OBJECTS)


def nothing_is_fetched(inspection: Inspection) -> Iterator[Finding]:
    """Nothing is loaded from elsewhere when the file opens, and no link leads to somebody's computer."""
    arrows = [arrow for arrow in _all_relationships(inspection.once(open_archive)) if arrow.external]
    for arrow in filter(_is_dangerous, arrows):
        yield refuse(Code.EXTERNAL_CONTENT, target=_shown(arrow.target))
        return
    for arrow in filter(_is_local, arrows):
        if arrow.kind != "attachedTemplate":
            yield remark(Code.LOCAL_LINK, target=_shown(arrow.target))
            return


def no_dde_links(inspection: Inspection) -> Iterator[Finding]:
    """No field or formula asks another program for data (DDE), which can start that program."""
    archive = inspection.once(open_archive)
    parts = [name for name in archive.namelist() if name.endswith(".xml")]
    stories = (name for name in parts if name.startswith("word/"))
    workbooks = (name for name in parts if name.startswith("xl/externalLinks/"))
    if any(_has_dde_field(archive, name) for name in stories) or any(
        _has_dde(archive, name) for name in workbooks
    ):
        yield refuse(Code.DDE_LINK)


def pages_are_counted(inspection: Inspection) -> Iterator[Finding]:
    inspection.pages = _COUNTERS[inspection.extension](inspection)
    yield from page_findings(inspection)


STAGES: tuple[Stage, ...] = (
    (parts_are_readable,),
    (no_macros, no_embedded_objects, nothing_is_fetched, no_dde_links, pages_are_counted),
)


def _declares_type(blocks: Iterator[bytes], name: str) -> bool:
    """Whether an XML part has a document type; reads the part to its end either way."""
    is_xml, found, end = name.lower().endswith((".xml", ".rels", ".vml")), False, b""
    for block in blocks:
        found = found or (is_xml and any(mark in end + block for mark in _DTD))
        end = block[-32:]
    return found


def _packages(archive: zipfile.ZipFile, limits: Limits, depth: int = 0) -> Iterator[zipfile.ZipFile]:
    """The archive and the packages inside it, each vetted like the file itself. Raises RefusalError."""
    yield archive
    inner = [name for name in archive.namelist() if name.lower().endswith(_PACKAGES)]
    for name in inner if depth < DEEPEST_PACKAGE else ():
        content = io.BytesIO(read_part(archive, name, limits.max_bytes))
        with vetted(content, limits) as package:
            yield from _packages(package, limits, depth + 1)


def _has_macros(archive: zipfile.ZipFile) -> bool:
    return any(map(_MACRO_PARTS.search, archive.namelist())) or _has_type(archive, _MACRO_TYPES)


def _has_objects(archive: zipfile.ZipFile) -> bool:
    foreign = any(map(_is_object_part, archive.namelist())) or _has_type(archive, _OBJECT_TYPES)
    return foreign or any(arrow.kind in _OBJECT_ARROWS for arrow in _all_relationships(archive))


def _is_object_part(name: str) -> bool:
    """A chart's workbook lies among the embeddings too; it is looked into as a package of its own."""
    lower = name.lower()
    foreign = _OBJECT_FOLDERS.search(lower) and not lower.endswith((*_PACKAGES, ".rels", "/"))
    return bool(foreign) or lower.endswith(_PROGRAMS)


def _has_type(archive: zipfile.ZipFile, wanted: re.Pattern[str]) -> bool:
    if CONTENT_TYPES not in archive.namelist():
        return False
    types = content_types_of(archive)
    return any(wanted.search(types.of(name)) for name in archive.namelist())


def _all_relationships(archive: zipfile.ZipFile) -> Iterator[Relationship]:
    for name in archive.namelist():
        if name.lower().endswith(".rels"):
            yield from relationships_in(archive, name)


def _is_dangerous(arrow: Relationship) -> bool:
    """Fetched from elsewhere on opening, or leading to a file server or into a program when followed."""
    target = arrow.target.strip()
    if _THIS_COMPUTER.match(target):
        return False
    if _OTHER_COMPUTER.match(target):
        return True
    scheme = _scheme(target)
    return scheme not in _WEB_SCHEMES if arrow.kind in _FOLLOWED_BY_HAND else scheme != ""


def _is_local(arrow: Relationship) -> bool:
    target = arrow.target.strip()
    fetched_beside = arrow.kind not in _FOLLOWED_BY_HAND and _scheme(target) == ""
    return bool(_THIS_COMPUTER.match(target)) or fetched_beside


def _scheme(target: str) -> str:
    scheme = _SCHEME.match(target)
    return scheme[1].lower() if scheme else ""


def _shown(target: str) -> str:
    """The target as a person may read it, without its control characters."""
    return "".join(filter(str.isprintable, target))[:LONGEST_TARGET_SHOWN]


def _has_dde_field(archive: zipfile.ZipFile, name: str) -> bool:
    return bool(_DDE_FIELD.search("".join(_field_instructions(archive, name))))


def _field_instructions(archive: zipfile.ZipFile, name: str) -> Iterator[str]:
    """The instructions of a part's fields, one a line, joined as Word joins the runs of one field."""
    for element in elements_of(archive, name):
        match local_name(element):
            case "instrText":
                yield element.text or ""
            case "fldSimple":
                yield f"\n{local_attributes(element).get('instr', '')}\n"
            case "fldChar":
                yield "\n"


def _has_dde(archive: zipfile.ZipFile, name: str) -> bool:
    return any(local_name(element) == "ddeLink" for element in root_of(archive, name).iter())


def _count_slides(inspection: Inspection) -> int:
    return _count_in_main_part(inspection, "sldId")


def _count_sheets(inspection: Inspection) -> int:
    return _count_in_main_part(inspection, "sheet")


def _count_in_main_part(inspection: Inspection, tag: str) -> int:
    archive = inspection.once(open_archive)
    root = root_of(archive, main_part(archive) or "")
    # Only what points to a part: the sections of a presentation name its slides once more.
    return sum(local_name(element) == tag and relationship_id(element) != "" for element in root.iter())


def _count_document_pages(inspection: Inspection) -> int:
    """The most that the document says of itself: its properties, or the page breaks in its text.

    Only laying it out would tell for certain; Word marks where its own pages broke when it saved.
    """
    archive = inspection.once(open_archive)
    saved = asked = 0
    for element in elements_of(archive, main_part(archive) or ""):
        saved += local_name(element) == "lastRenderedPageBreak"
        asked += local_name(element) == "br" and local_attributes(element).get("type") == "page"
    return max(_pages_property(archive), 1 + saved, 1 + asked)


def _pages_property(archive: zipfile.ZipFile) -> int:
    name = part_named(archive, "docProps/app.xml")
    if name is None:
        return 0
    texts = [element.text or "" for element in root_of(archive, name) if local_name(element) == "Pages"]
    return next((int(text) for text in texts if text.strip().isdecimal() and len(text) < 7), 0)


_COUNTERS: dict[str, Callable[[Inspection], int]] = {
    ".pptx": _count_slides,
    ".xlsx": _count_sheets,
    ".docx": _count_document_pages,
}
