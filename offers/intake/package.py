"""The Open XML package of .docx, .pptx and .xlsx: which parts it has and how they point to each other."""

import posixpath
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import unquote
from xml.etree.ElementTree import Element

from offers.intake.archive import open_archive
from offers.intake.context import Inspection
from offers.intake.markup import local_attributes, local_name, root_of

CONTENT_TYPES = "[Content_Types].xml"

_OPEN_XML = "application/vnd.openxmlformats-officedocument."
# The main part's content type before ".main". Macro-enabled ones count as their plain sibling here: that
# they carry macros is another check's finding, and a more useful one.
_MAIN_TYPES = {
    _OPEN_XML + "presentationml.presentation": ".pptx",
    _OPEN_XML + "presentationml.slideshow": ".ppsx",
    _OPEN_XML + "presentationml.template": ".potx",
    _OPEN_XML + "wordprocessingml.document": ".docx",
    _OPEN_XML + "wordprocessingml.template": ".dotx",
    _OPEN_XML + "spreadsheetml.sheet": ".xlsx",
    _OPEN_XML + "spreadsheetml.template": ".xltx",
    "application/vnd.ms-powerpoint.presentation.macroEnabled": ".pptx",
    "application/vnd.ms-word.document.macroEnabled": ".docx",
    "application/vnd.ms-excel.sheet.macroEnabled": ".xlsx",
    "application/vnd.ms-excel.sheet.binary.macroEnabled": ".xlsb",
    "application/vnd.ms-visio.drawing": ".vsdx",
}


@dataclass(frozen=True)
class Relationship:
    """An arrow between parts: `kind` ends its type's address, `target` is a part unless `external`."""

    id: str
    kind: str
    target: str
    external: bool


@dataclass(frozen=True)
class ContentTypes:
    """What [Content_Types].xml says: by part name, and by extension for the rest."""

    overrides: dict[str, str]
    defaults: dict[str, str]

    def of(self, part: str) -> str:
        return self.overrides.get(part.lower()) or self.defaults.get(part.rpartition(".")[2].lower(), "")


def content_types(inspection: Inspection) -> ContentTypes:
    """Raises RefusalError."""
    return content_types_of(inspection.once(open_archive))


def content_types_of(archive: zipfile.ZipFile) -> ContentTypes:
    """Raises RefusalError."""
    overrides, defaults = {}, {}
    for entry in root_of(archive, CONTENT_TYPES):
        if local_name(entry) == "Override":
            overrides[entry.get("PartName", "").lstrip("/").lower()] = entry.get("ContentType", "")
        else:
            defaults[entry.get("Extension", "").lower()] = entry.get("ContentType", "")
    return ContentTypes(overrides, defaults)


def real_extension(inspection: Inspection) -> str | None:
    """The extension that the package's main part deserves; None for a zip that is no such package."""
    archive = inspection.once(open_archive)
    if CONTENT_TYPES not in archive.namelist():
        return None
    main = main_part(archive)
    base, is_main, _ = inspection.once(content_types).of(main or "").partition(".main")
    return _MAIN_TYPES.get(base) if is_main else None


def part_named(archive: zipfile.ZipFile, name: str) -> str | None:
    """The part's name as it is spelled in the archive: part names do not tell cases apart."""
    return next((part for part in archive.namelist() if part.lower() == name.lower()), None)


def main_part(archive: zipfile.ZipFile) -> str | None:
    """The spelled name of the part that the package itself points to as its document. Raises RefusalError."""
    documents = (arrow.target for arrow in relationships(archive, "") if arrow.kind == "officeDocument")
    return part_named(archive, next(documents, ""))


def relationship_id(element: Element) -> str:
    """The attribute r:id, by which an element points to a part; a slide has a plain id beside it."""
    ids = (value for name, value in element.attrib.items() if name.endswith("}id"))
    return next(ids, "")


def relationships(archive: zipfile.ZipFile, part: str) -> Iterator[Relationship]:
    """The arrows that leave `part`. Raises RefusalError."""
    folder, _, base = part.rpartition("/")
    name = part_named(archive, posixpath.join(folder, "_rels", f"{base}.rels"))
    return relationships_in(archive, name) if name else iter(())


def relationships_in(archive: zipfile.ZipFile, rels: str) -> Iterator[Relationship]:
    """The arrows that a .rels part lists. Raises RefusalError."""
    folder = posixpath.dirname(posixpath.dirname(rels))
    for entry in root_of(archive, rels):
        told = local_attributes(entry)
        external, target = told.get("TargetMode", "").lower() == "external", told.get("Target", "")
        inside = posixpath.normpath(posixpath.join("/", folder, unquote(target))).lstrip("/")
        kind = told.get("Type", "").rpartition("/")[2]
        yield Relationship(told.get("Id", ""), kind, target if external else inside, external)
