"""XML from strangers: no document type, no entities, no outside, and never a whole tree of a large part."""

import zipfile
from collections.abc import Iterator
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml import ElementTree as Defused

from offers.intake.archive import UNREADABLE, read_part
from offers.intake.findings import Code, RefusalError
from offers.intake.limits import MB

# Relationships, content types, a workbook's list of sheets: short in every honest file.
LONGEST_SHORT_PART = 8 * MB


def root_of(archive: zipfile.ZipFile, name: str) -> Element:
    """The root of a short part. Raises RefusalError."""
    content = read_part(archive, name, LONGEST_SHORT_PART)
    try:
        root: Element = Defused.fromstring(content, forbid_dtd=True)
    except DefusedXmlException as error:
        raise RefusalError(Code.XML_ENTITIES) from error
    except (ParseError, ValueError, LookupError) as error:
        raise RefusalError(Code.DAMAGED) from error
    return root


def elements_of(archive: zipfile.ZipFile, name: str) -> Iterator[Element]:
    """Every element of a long part as it ends; paragraphs and rows are emptied then. Raises RefusalError."""
    try:
        with archive.open(name) as stream:
            yield from _emptied(Defused.iterparse(stream, events=("start", "end"), forbid_dtd=True))
    except DefusedXmlException as error:
        raise RefusalError(Code.XML_ENTITIES) from error
    except (*UNREADABLE, ParseError, LookupError, RuntimeError) as error:
        raise RefusalError(Code.DAMAGED) from error


def local_name(element: Element) -> str:
    """The tag without its namespace: strict and transitional documents differ only there."""
    return str(element.tag).rpartition("}")[2]


def local_attributes(element: Element) -> dict[str, str]:
    """The attributes by their names without namespaces."""
    return {name.rpartition("}")[2]: value for name, value in element.attrib.items()}


def _emptied(events: Iterator[tuple[str, Element]]) -> Iterator[Element]:
    depth = 0
    for event, element in events:
        if event == "start":
            depth += 1
            continue
        depth -= 1
        yield element
        if depth <= 2:
            element.clear()
