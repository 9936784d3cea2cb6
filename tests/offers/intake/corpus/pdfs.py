"""PDF files, honest and hostile, as bytes."""

import io
import zlib
from functools import cache

from pypdf import PdfWriter
from pypdf.generic import (
    ArrayObject,
    DecodedStreamObject,
    DictionaryObject,
    NameObject,
    NumberObject,
    TextStringObject,
)
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

TITLE = "HTML/JavaScript guide to /Launch"


@cache
def pdf(pages: int = 1, title: str = "") -> bytes:
    content = io.BytesIO()
    canvas = Canvas(content, pagesize=A4)
    canvas.setTitle(title)
    for number in range(1, pages + 1):
        canvas.drawString(72, 720, f"Page {number} of the solution brief")
        canvas.showPage()
    canvas.save()
    return content.getvalue()


def pdf_of_size(width: float, height: float) -> bytes:
    """One page of any size in points."""
    content = io.BytesIO()
    canvas = Canvas(content, pagesize=(width, height))
    canvas.showPage()
    canvas.save()
    return content.getvalue()


def pdf_with_control_characters() -> bytes:
    content = io.BytesIO()
    canvas = Canvas(content, pagesize=A4)
    canvas.addLiteral(r"BT /F1 12 Tf 72 700 Td (before\001\033after) Tj ET")
    canvas.save()
    return content.getvalue()


def with_words_in_its_texts() -> bytes:
    """Names of active content that are only words: a title, not compressed."""
    return pdf(title=TITLE)


def changed(change, *, pages: int = 1) -> bytes:
    """A PDF after `change` was applied to its writer."""
    writer = PdfWriter(io.BytesIO(pdf(pages)))
    change(writer)
    content = io.BytesIO()
    writer.write(content)
    return content.getvalue()


def with_stream(content: bytes) -> bytes:
    """Any bytes as a packed stream that nothing refers to: no check of ours looks into it."""

    def add(writer: PdfWriter) -> None:
        stream = DecodedStreamObject()
        stream.set_data(content)
        writer._add_object(stream.flate_encode())

    return changed(add)


def with_javascript() -> bytes:
    """A script of the whole document, which runs when it opens."""

    def add(writer: PdfWriter) -> None:
        action = writer._add_object(_dictionary(S="/JavaScript", JS=TextStringObject("app.alert(1)")))
        scripts = _dictionary(Names=ArrayObject([TextStringObject("start"), action]))
        writer.root_object[NameObject("/Names")] = _dictionary(JavaScript=scripts)

    return changed(add)


def with_javascript_of_a_page() -> bytes:
    def add(writer: PdfWriter) -> None:
        action = _dictionary(S="/JavaScript", JS=TextStringObject("app.alert(1)"))
        writer.pages[0][NameObject("/AA")] = DictionaryObject({NameObject("/O"): action})

    return changed(add)


def with_javascript_in_disguise() -> bytes:
    """A name of PDF may spell any letter by its code."""
    return with_javascript().replace(b"/JavaScript", b"/J#61vaScr#69pt").replace(b"/JS", b"/#4AS")


def with_packed_javascript() -> bytes:
    """Packed with its neighbours, the action is nowhere to be seen in the file's bytes."""
    objects = [
        (1, b"<</Type/Catalog/Pages 2 0 R/OpenAction 4 0 R>>"),
        (2, b"<</Type/Pages/Kids[3 0 R]/Count 1>>"),
        (3, b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 100 100]>>"),
        (4, b"<</S/JavaScript/JS(app.alert\\(1\\))>>"),
    ]
    numbers, bodies = b"", b""
    for number, body in objects:
        numbers += b"%d %d " % (number, len(bodies))
        bodies += body + b" "
    packed = zlib.compress(numbers + bodies)
    file = b"%PDF-1.5\n"
    at = len(file)
    file += b"5 0 obj<</Type/ObjStm/N %d/First %d/Filter/FlateDecode/Length %d>>stream\n" % (
        len(objects),
        len(numbers),
        len(packed),
    )
    file += packed + b"\nendstream endobj\n"
    rows = bytes(4) + b"".join(bytes([2, 0, 5, index]) for index in range(4))
    start = len(file)
    rows += bytes([1]) + at.to_bytes(2, "big") + b"\0" + bytes([1]) + start.to_bytes(2, "big") + b"\0"
    file += b"6 0 obj<</Type/XRef/Size 7/W[1 2 1]/Root 1 0 R/Length %d>>stream\n" % len(rows)
    return file + rows + b"\nendstream endobj\nstartxref\n%d\n%%%%EOF\n" % start


def with_launch_action() -> bytes:
    def add(writer: PdfWriter) -> None:
        action = _dictionary(S="/Launch", F=TextStringObject("cmd.exe"))
        writer.root_object[NameObject("/OpenAction")] = writer._add_object(action)

    return changed(add)


def with_attachment() -> bytes:
    return changed(lambda writer: writer.add_attachment("payload.exe", b"MZ"))


def with_attachment_on_a_page() -> bytes:
    def add(writer: PdfWriter) -> None:
        stream = DecodedStreamObject()
        stream.set_data(b"MZ")
        stream[NameObject("/Type")] = NameObject("/EmbeddedFile")
        file = _dictionary(Type="/Filespec", EF=_dictionary(F=writer._add_object(stream)))
        annotation = _dictionary(Type="/Annot", Subtype="/FileAttachment", FS=writer._add_object(file))
        writer.pages[0][NameObject("/Annots")] = ArrayObject([writer._add_object(annotation)])

    return changed(add)


def with_dynamic_form() -> bytes:
    def add(writer: PdfWriter) -> None:
        stream = DecodedStreamObject()
        stream.set_data(b"<xdp:xdp/>")
        form = _dictionary(XFA=writer._add_object(stream), Fields=ArrayObject())
        writer.root_object[NameObject("/AcroForm")] = form

    return changed(add)


def encrypted(user: str = "secret") -> bytes:
    return changed(lambda writer: writer.encrypt(user, "owner", algorithm="AES-256"))


def with_less_pages_declared() -> bytes:
    """Twelve pages, of which the file declares one."""

    def lie(writer: PdfWriter) -> None:
        writer.root_object["/Pages"][NameObject("/Count")] = NumberObject(1)

    return changed(lie, pages=12)


def with_pages_in_a_circle() -> bytes:
    def bend(writer: PdfWriter) -> None:
        pages = writer.root_object.raw_get("/Pages")
        pages.get_object()["/Kids"].append(pages)

    return changed(bend, pages=2)


def with_many_pages_declared() -> bytes:
    def lie(writer: PdfWriter) -> None:
        writer.root_object["/Pages"][NameObject("/Count")] = NumberObject(900_000)

    return changed(lie)


def without_pages() -> bytes:
    content = io.BytesIO()
    PdfWriter().write(content)
    return content.getvalue()


def _dictionary(**values) -> DictionaryObject:
    return DictionaryObject(
        {
            NameObject(f"/{key}"): NameObject(value) if type(value) is str else value
            for key, value in values.items()
        }
    )
