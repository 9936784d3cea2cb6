"""Word, Excel and PowerPoint files of today, honest and hostile, as bytes."""

import io
from functools import cache

import docx
import openpyxl
import pptx
from docx.oxml import parse_xml
from msoffcrypto.format.ooxml import OOXMLFile
from pptx.chart.data import CategoryChartData
from pptx.enum.chart import XL_CHART_TYPE

from tests.offers.intake.corpus.archives import replaced, rezipped, zipped

WORD_NS = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_TYPES = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_ENTITIES = '<!DOCTYPE lolz [<!ENTITY lol "lol"><!ENTITY lol2 "&lol;&lol;&lol;&lol;&lol;&lol;&lol;&lol;">]>'


@cache
def pptx_file(slides: int = 2) -> bytes:
    deck = pptx.Presentation()
    for number in range(1, slides + 1):
        slide = deck.slides.add_slide(deck.slide_layouts[0])
        slide.shapes.title.text = f"Slide {number}"
    return _saved(deck)


@cache
def docx_file(pages: int = 1) -> bytes:
    document = docx.Document()
    document.add_heading("Solution brief")
    for number in range(1, pages + 1):
        document.add_paragraph(f"Page {number} of the brief")
        if number < pages:
            document.add_page_break()
    return _saved(document)


def docx_without_breaks(lines: int) -> bytes:
    """Text that runs on over its pages and nowhere tells how many they are."""
    document = docx.Document()
    for number in range(1, lines + 1):
        document.add_paragraph(f"Line {number} of the brief")
    return _saved(document)


@cache
def xlsx_file(sheets: int = 1) -> bytes:
    book = openpyxl.Workbook()
    book.active["A1"] = "Customer wins"
    for number in range(2, sheets + 1):
        book.create_sheet(f"Region {number}")
    return _saved(book)


def pptx_in_another_order() -> bytes:
    """The last of three slides moved to the front, as a person drags it."""
    deck = pptx.Presentation(io.BytesIO(pptx_file(3)))
    slides = deck.slides._sldIdLst
    slides.insert(0, slides[2])
    return _saved(deck)


def docx_with_text(text: str) -> bytes:
    document = docx.Document()
    document.add_paragraph(text)
    return _saved(document)


def xlsx_with_figures() -> bytes:
    book = openpyxl.Workbook()
    book.active.append(["ACR", 100_000.5, "USD"])
    return _saved(book)


def pptx_with_sections() -> bytes:
    """PowerPoint's sections list every slide a second time."""
    listed = '<p14:sldId xmlns:p14="http://schemas.microsoft.com/office/powerpoint/2010/main" id="256"/>'
    return replaced(pptx_file(2), "ppt/presentation.xml", "</p:presentation>", f"{listed}</p:presentation>")


def docx_by_default_type() -> bytes:
    """Libraries of .NET give the document's type to every .xml and name the others one by one."""
    main = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    types = f'<Default Extension="xml" ContentType="{main}"/><Default Extension="rels" ContentType="x/y"/>'
    types = f'<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">{types}</Types>'
    return rezipped(docx_file(), {"[Content_Types].xml": types.encode()})


@cache
def pptx_with_chart() -> bytes:
    """A chart brings its own workbook among the embeddings, as every chart of PowerPoint does."""
    deck = pptx.Presentation()
    data = CategoryChartData()
    data.categories = ["2019", "2020"]
    data.add_series("Revenue", (1, 2))
    slide = deck.slides.add_slide(deck.slide_layouts[5])
    slide.shapes.add_chart(XL_CHART_TYPE.COLUMN_CLUSTERED, 0, 0, 3_000_000, 3_000_000, data)
    return _saved(deck)


def pptx_with_macros_in_its_chart() -> bytes:
    workbook = rezipped(xlsx_file(), {"xl/vbaProject.bin": b"macros"})
    return rezipped(pptx_with_chart(), {"ppt/embeddings/Microsoft_Excel_Sheet1.xlsx": workbook})


def pptx_with_link(target: str, kind: str = "hyperlink") -> bytes:
    return with_relationship(pptx_file(), "ppt/slides/_rels/slide1.xml.rels", target, kind)


def docx_with_relationship(target: str, kind: str) -> bytes:
    return with_relationship(docx_file(), "word/_rels/document.xml.rels", target, kind)


def xlsx_with_link(target: str) -> bytes:
    relationship = (
        f'<Relationship Id="rId1" Type="{_TYPES}/externalLinkPath" Target="{target}" TargetMode="External"/>'
    )
    wrapped = f'<Relationships xmlns="http://x">{relationship}</Relationships>'
    return rezipped(xlsx_file(), {"xl/externalLinks/_rels/externalLink1.xml.rels": wrapped.encode()})


def with_relationship(content: bytes, rels: str, target: str, kind: str) -> bytes:
    added = f'<Relationship Id="rId99" Type="{_TYPES}/{kind}" Target="{target}" TargetMode="External"/>'
    return replaced(content, rels, "</Relationships>", f"{added}</Relationships>")


def with_part(content: bytes, name: str, part: bytes = b"\0") -> bytes:
    return rezipped(content, {name: part})


def with_content_type(content: bytes, old: str, new: str) -> bytes:
    return replaced(content, "[Content_Types].xml", old, new)


def docx_with_entities(encoding: str = "utf-8") -> bytes:
    text = f'<?xml version="1.0" encoding="{encoding}"?>{_ENTITIES}<w:document {WORD_NS}>&lol2;</w:document>'
    return rezipped(docx_file(), {"word/document.xml": text.encode(encoding)})


def xlsx_with_entities_in_its_types() -> bytes:
    return replaced(xlsx_file(), "[Content_Types].xml", "<Types", f"{_ENTITIES}<Types")


def docx_with_dde() -> bytes:
    """The command lies in two runs of one field."""
    document = docx.Document()
    runs = ('<w:fldChar w:fldCharType="begin"/>', "<w:instrText> DDEA</w:instrText>")
    runs += ('<w:instrText>UTO c:\\\\cmd.exe "/k calc"</w:instrText>', '<w:fldChar w:fldCharType="end"/>')
    paragraph = document.add_paragraph("Please wait")._p
    for run in runs:
        paragraph.append(parse_xml(f"<w:r {WORD_NS}>{run}</w:r>"))
    return _saved(document)


def docx_with_link_to_dde() -> bytes:
    """A hyperlink field whose address only has the word in it."""
    document = docx.Document()
    field = f'<w:fldSimple {WORD_NS} w:instr=" HYPERLINK &quot;https://example.com/DDE&quot; "/>'
    document.add_paragraph("See")._p.append(parse_xml(field))
    return _saved(document)


def xlsx_with_dde() -> bytes:
    link = b'<externalLink xmlns="http://x"><ddeLink ddeService="cmd" ddeTopic="/c calc"/></externalLink>'
    return rezipped(xlsx_file(), {"xl/externalLinks/externalLink1.xml": link})


def docx_of_a_word_with_pages(pages: int) -> bytes:
    """What Word's own properties say, where the text has no break."""
    properties = f'<Properties xmlns="http://x"><Pages>{pages}</Pages></Properties>'
    return rezipped(docx_file(), {"docProps/app.xml": properties.encode()})


def encrypted(content: bytes) -> bytes:
    """As Office protects a file by password: the package inside a compound file."""
    protected = io.BytesIO()
    OOXMLFile(io.BytesIO(content)).encrypt("secret", protected)
    return protected.getvalue()


def opendocument() -> bytes:
    return zipped({"mimetype": b"application/vnd.oasis.opendocument.presentation", "content.xml": b"<x/>"})


def _saved(document) -> bytes:
    content = io.BytesIO()
    document.save(content)
    return content.getvalue()
