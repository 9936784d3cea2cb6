"""Files that must be refused or remarked upon: forged, unreadable, swelling, active."""

from offers.intake import Limits
from tests.offers.intake.corpus import archives, legacy, media, office, pdfs
from tests.offers.intake.corpus.case import ONE_PAGER, Case, holding

HTML = b"<!DOCTYPE html><html><script>alert(1)</script></html>"
# Put together here, so that no scanner takes this module for the malware that it plays.
EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$_-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*".replace(b"_", b"EICAR")
PROGRAM = b"MZ" + bytes(58) + b"\x80\0\0\0" + bytes(64) + b"PE\0\0" + bytes(200)
WORD_PAGES = office.docx_of_a_word_with_pages
MACRO_DECK = "application/vnd.ms-powerpoint.presentation.macroEnabled.main+xml"
PLAIN_DECK = "application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml"
PLAIN_SHOW = "application/vnd.openxmlformats-officedocument.presentationml.slideshow.main+xml"


def _deck_of_type(content_type: str) -> bytes:
    return office.with_content_type(office.pptx_file(), PLAIN_DECK, content_type)


def _deck_with_encrypted_part() -> bytes:
    return archives.with_encrypted_flag(office.pptx_file(), "ppt/presentation.xml")


def _film_with(content: bytes) -> bytes:
    film = media.mp4()
    return film[:32] + media.box(b"free", content) + film[32:]


def _with_wrong_byte(content: bytes) -> bytes:
    """One byte of packed content changed, so that a part no longer has its checksum."""
    at = content.index(b"word/document.xml") + 100
    return content[:at] + bytes([content[at] ^ 0xFF]) + content[at + 1 :]


def _with_broken_xml() -> bytes:
    return office.with_part(office.docx_file(), "word/document.xml", b"<w:document><w:body>")


def _without(content: bytes, part: str) -> bytes:
    return archives.rezipped(content, {part: None})


def _half(content: bytes) -> bytes:
    return content[: len(content) // 2]


NOT_ACCEPTED = (
    Case("program", "setup.exe", holding(PROGRAM), ("extension_not_accepted",)),
    Case("jpeg", "screen.jpeg", lambda: media.picture("JPEG"), ("extension_not_accepted",)),
    Case("web page", "page.html", holding(HTML), ("extension_not_accepted",)),
    Case("drawing", "diagram.svg", holding(b"<svg/>"), ("extension_not_accepted",)),
    Case("archive", "all.zip", lambda: archives.zipped({"a": b"b"}), ("extension_not_accepted",)),
    Case("no extension", "brief", pdfs.pdf, ("extension_missing",)),
    Case("empty", "brief.pdf", holding(b""), ("empty",)),
    Case("over the limit", "b.pdf", pdfs.pdf, ("too_large",), limits=Limits(max_bytes=500)),
    Case("film over its limit", "f.mp4", media.mp4, ("too_large",), limits=Limits(max_video_bytes=500)),
)

FORGED = (
    Case("program called pdf", "brief.pdf", holding(PROGRAM), ("type_mismatch",)),
    Case("program called pptx", "deck.pptx", holding(PROGRAM), ("type_mismatch",)),
    Case("script called docx", "study.docx", holding(b"#!/bin/sh\nrm -r ~\n"), ("type_mismatch",)),
    Case("malware called pdf", "brief.pdf", holding(EICAR), ("type_mismatch",)),
    Case(
        "malware zipped called xlsx", "w.xlsx", lambda: archives.zipped({"e.com": EICAR}), ("type_mismatch",)
    ),
    Case("zip called pptx", "deck.pptx", lambda: archives.zipped({"a.txt": b"a"}), ("type_mismatch",)),
    Case("docx called pptx", "deck.pptx", office.docx_file, ("type_mismatch",)),
    Case("slide show called pptx", "d.pptx", lambda: _deck_of_type(PLAIN_SHOW), ("type_mismatch",)),
    Case("OpenDocument called pptx", "deck.pptx", office.opendocument, ("type_mismatch",)),
    Case("pptx called ppt", "deck.ppt", office.pptx_file, ("type_mismatch",)),
    Case("xls called doc", "study.doc", lambda: legacy.xls(0), ("type_mismatch",)),
    Case("installer called doc", "s.doc", lambda: legacy.compound({"Property": b"x"}), ("type_mismatch",)),
    Case("web page called xls", "wins.xls", holding(HTML), ("type_mismatch",)),
    Case("rich text called doc", "study.doc", holding(rb"{\rtf1 Hello}"), ("type_mismatch",)),
    Case("drawing called png", "d.png", holding(b"<?xml version='1.0'?><svg/>"), ("type_mismatch",)),
    Case("png called jpg", "screen.jpg", lambda: media.picture("PNG"), ("type_mismatch",)),
    Case("gif called png", "screen.png", lambda: media.picture("GIF"), ("type_mismatch",)),
    Case("QuickTime called mp4", "f.mp4", lambda: media.mp4(ftyp=b"qt  \0\0\0\0qt  "), ("type_mismatch",)),
    Case("photo called mp4", "f.mp4", lambda: media.mp4(ftyp=b"heic\0\0\0\0mif1"), ("type_mismatch",)),
    Case("text called pdf", "brief.pdf", holding(b"Our solution is great."), ("type_mismatch",)),
    Case("zeros called mp4", "demo.mp4", holding(bytes(5_000)), ("type_mismatch",)),
    Case("web page before a pdf", "brief.pdf", lambda: HTML + pdfs.pdf(), ("type_mismatch",)),
    Case("noise before a pdf", "brief.pdf", lambda: b"\0\1\2\n" + pdfs.pdf(), ("type_mismatch",)),
    Case(
        "web page inside a pdf's head",
        "brief.pdf",
        lambda: pdfs.pdf().replace(b"\n", b"\n%<script>alert(1)</script>\n", 1),
        ("mixed_content",),
    ),
    Case("web page after a pdf", "brief.pdf", lambda: pdfs.pdf() + HTML, ("mixed_content",)),
    Case("zip after a pdf", "b.pdf", lambda: pdfs.pdf() + archives.zipped({"a": b"b"}), ("mixed_content",)),
    Case("zip after a jpg", "s.jpg", lambda: media.picture("JPEG") + office.docx_file(), ("mixed_content",)),
    Case("web page after a png", "s.png", lambda: media.picture("PNG") + HTML, ("mixed_content",)),
    Case("pdf inside a film", "f.mp4", lambda: _film_with(b"%PDF-1.4"), ("mixed_content",)),
    Case("data after a pptx", "deck.pptx", lambda: office.pptx_file() + b"MZ", ("mixed_content",)),
)

UNREADABLE = (
    Case("pdf under a password", "brief.pdf", pdfs.encrypted, ("encrypted",)),
    Case("pptx under a password", "deck.pptx", lambda: office.encrypted(office.pptx_file()), ("encrypted",)),
    Case("docx under a password", "s.docx", lambda: office.encrypted(office.docx_file()), ("encrypted",)),
    Case("xlsx under a password", "w.xlsx", lambda: office.encrypted(office.xlsx_file()), ("encrypted",)),
    Case("part under a password", "d.pptx", _deck_with_encrypted_part, ("encrypted",)),
    Case("doc under a password", "study.doc", lambda: legacy.doc(encrypted=True), ("encrypted",)),
    Case("xls under a password", "wins.xls", lambda: legacy.xls(0, encrypted=True), ("encrypted",)),
    Case("ppt under a password", "deck.ppt", lambda: legacy.ppt(1, encrypted=True), ("encrypted",)),
    Case("film with rights management", "f.mp4", lambda: media.mp4(sample=b"encv"), ("encrypted",)),
    Case("film with a key box", "f.mp4", lambda: media.mp4(more=media.box(b"pssh")), ("encrypted",)),
    Case("pdf of nothing but its head", "b.pdf", holding(b"%PDF-1.7\n%%EOF\n"), ("damaged",)),
    Case("half a pptx", "deck.pptx", lambda: office.pptx_file()[:9_000], ("damaged",)),
    Case("docx with a wrong byte", "study.docx", lambda: _with_wrong_byte(office.docx_file()), ("damaged",)),
    Case(
        "xlsx without a workbook",
        "w.xlsx",
        lambda: _without(office.xlsx_file(), "xl/workbook.xml"),
        ("type_mismatch",),
    ),
    Case("docx with broken xml", "s.docx", _with_broken_xml, ("damaged",)),
    Case("compound file cut off", "study.doc", lambda: legacy.doc()[:700], ("damaged",)),
    Case("doc of another magic", "s.doc", lambda: legacy.compound({"WordDocument": b"x"}), ("damaged",)),
    Case("half a jpg", "screen.jpg", lambda: _half(media.picture("JPEG", 640, 480)), ("damaged",)),
    Case("half a png", "screen.png", lambda: _half(media.picture("PNG", 640, 480)), ("damaged",)),
    Case("png with a wrong checksum", "screen.png", media.png_with_wrong_checksum, ("damaged",)),
    Case("half a film", "demo.mp4", lambda: media.mp4()[:-500], ("damaged",)),
    Case("film without its index", "demo.mp4", lambda: media.mp4(index=False), ("damaged",)),
    Case("film without a track", "demo.mp4", media.mp4_without_track, ("damaged",)),
)

BOMBS = (
    Case(
        "part that swells",
        "d.pptx",
        lambda: archives.with_swollen_part(office.pptx_file()),
        ("unpacks_too_large",),
    ),
    Case(
        "part that lies", "d.pptx", lambda: archives.with_short_declaration(office.pptx_file()), ("damaged",)
    ),
    Case(
        "part that declares 4 GB",
        "study.docx",
        lambda: archives.with_declared_size(office.docx_file(), "word/document.xml", 0xFFFF_FFF0),
        ("unpacks_too_large",),
    ),
    Case(
        "more than may be unpacked in all",
        "wins.xlsx",
        office.xlsx_file,
        ("unpacks_too_large",),
        limits=Limits(max_unpacked_bytes=1_000),
    ),
    Case(
        "parts that overlap",
        "d.pptx",
        lambda: archives.with_overlapping_parts(office.pptx_file()),
        ("damaged",),
    ),
    Case(
        "part twice",
        "study.docx",
        lambda: archives.with_two_of_a_name(office.docx_file(), "word/styles.xml"),
        ("damaged",),
    ),
    Case(
        "many parts",
        "wins.xlsx",
        lambda: archives.with_many_parts(office.xlsx_file(), 300),
        ("too_many_parts",),
        limits=Limits(max_parts=200),
    ),
    Case(
        "many parts not declared",
        "wins.xlsx",
        lambda: archives.with_many_parts_hidden(office.xlsx_file(), 300),
        ("too_many_parts",),
        limits=Limits(max_parts=200),
    ),
    Case(
        "a thousand million parts",
        "w.xlsx",
        lambda: archives.with_wide_end_record(10**9),
        ("too_many_parts",),
    ),
    Case("entities", "study.docx", office.docx_with_entities, ("xml_entities",)),
    Case("entities in UTF-16", "s.docx", lambda: office.docx_with_entities("utf-16"), ("xml_entities",)),
    Case("entities in the types", "wins.xlsx", office.xlsx_with_entities_in_its_types, ("xml_entities",)),
    Case("png of a gigapixel", "d.png", lambda: media.png_of_size(50_000, 50_000), ("too_many_pixels",)),
    Case("png over the limit", "d.png", lambda: media.png_of_size(10_000, 9_000), ("too_many_pixels",)),
    Case("jpg of 4 gigapixels", "d.jpg", lambda: media.jpeg_of_size(65_500, 65_500), ("too_many_pixels",)),
    Case("png with a swelling comment", "d.png", media.png_with_text_bomb, ("damaged",)),
    Case(
        "pdf that declares 900,000 pages",
        "b.pdf",
        pdfs.with_many_pages_declared,
        ("too_many_pages",),
        pages=900_000,
    ),
    Case(
        "pdf with too many pages",
        "b.pdf",
        lambda: pdfs.pdf(21),
        ("too_many_pages",),
        pages=21,
        limits=Limits(max_pages=20),
    ),
    Case("pdf with pages in a circle", "b.pdf", pdfs.with_pages_in_a_circle, pages=2),
    Case("pdf without pages", "b.pdf", pdfs.without_pages, ("damaged",)),
    Case("pptx without slides", "d.pptx", lambda: office.pptx_file(0), ("no_pages",), pages=0),
    Case("one-pager of eleven pages", "o.pdf", lambda: pdfs.pdf(11), ("one_pager_too_long",), ONE_PAGER, 11),
    Case(
        "one-pager that lies", "o.pdf", pdfs.with_less_pages_declared, ("one_pager_too_long",), ONE_PAGER, 11
    ),
    Case(
        "one-pager of 12 slides",
        "o.pptx",
        lambda: office.pptx_file(12),
        ("one_pager_too_long",),
        ONE_PAGER,
        12,
    ),
    Case(
        "one-pager of 11 breaks",
        "o.docx",
        lambda: office.docx_file(11),
        ("one_pager_too_long",),
        ONE_PAGER,
        11,
    ),
    Case(
        "one-pager by its properties",
        "o.docx",
        lambda: WORD_PAGES(14),
        ("one_pager_too_long",),
        ONE_PAGER,
        14,
    ),
)

ACTIVE = (
    Case(
        "pptx with macros",
        "d.pptx",
        lambda: office.with_part(office.pptx_file(), "ppt/vbaProject.bin"),
        ("macros",),
        pages=2,
    ),
    Case("pptm called pptx", "d.pptx", lambda: _deck_of_type(MACRO_DECK), ("macros",), pages=2),
    Case(
        "docx with macros",
        "s.docx",
        lambda: office.with_part(office.docx_file(), "word/vbaProject.bin"),
        ("macros",),
        pages=1,
    ),
    Case(
        "xlsx with a macro sheet",
        "wins.xlsx",
        lambda: office.with_part(office.xlsx_file(), "xl/macrosheets/sheet1.xml", b"<x/>"),
        ("macros",),
        pages=1,
    ),
    Case("macros in a chart", "deck.pptx", office.pptx_with_macros_in_its_chart, ("macros",), pages=1),
    Case("doc with macros", "s.doc", lambda: legacy.doc(more={"Macros/VBA": b"x"}), ("macros",)),
    Case(
        "xls with macros",
        "w.xls",
        lambda: legacy.xls(0, more={"_VBA_PROJECT_CUR/dir": b"x"}),
        ("macros",),
        pages=1,
    ),
    Case("xls with a macro sheet", "w.xls", lambda: legacy.xls(0, 1), ("macros",), pages=2),
    Case("ppt with macros", "d.ppt", lambda: legacy.ppt(1, macros=True), ("macros",), pages=1),
    Case(
        "pptx with an object",
        "deck.pptx",
        lambda: office.with_part(office.pptx_file(), "ppt/embeddings/oleObject1.bin"),
        ("embedded_objects",),
        pages=2,
    ),
    Case(
        "docx with a control",
        "study.docx",
        lambda: office.with_part(office.docx_file(), "word/activeX/activeX1.xml", b"<x/>"),
        ("embedded_objects",),
        pages=1,
    ),
    Case(
        "xlsx with a program",
        "wins.xlsx",
        lambda: office.with_part(office.xlsx_file(), "xl/media/image1.exe"),
        ("embedded_objects",),
        pages=1,
    ),
    Case(
        "doc with an object", "s.doc", lambda: legacy.doc(more={"ObjectPool/_1": b"x"}), ("embedded_objects",)
    ),
    Case(
        "xls with an object",
        "w.xls",
        lambda: legacy.xls(0, more={"MBD01/a": b"x"}),
        ("embedded_objects",),
        pages=1,
    ),
    Case("ppt with an object", "d.ppt", lambda: legacy.ppt(1, objects=True), ("embedded_objects",), pages=1),
    Case(
        "docx with a template from the web",
        "study.docx",
        lambda: office.docx_with_relationship("https://example.com/t.dotm", "attachedTemplate"),
        ("external_content",),
        pages=1,
    ),
    Case(
        "docx with a template from a file server",
        "study.docx",
        lambda: office.docx_with_relationship("file://198.51.100.7/share/t.dotm", "attachedTemplate"),
        ("external_content",),
        pages=1,
    ),
    Case(
        "docx with a picture from the web",
        "study.docx",
        lambda: office.docx_with_relationship("https://example.com/pixel.png", "image"),
        ("external_content",),
        pages=1,
    ),
    Case(
        "pptx with a link to a file server",
        "d.pptx",
        lambda: office.pptx_with_link(r"\\198.51.100.7\share"),
        ("external_content",),
        pages=2,
    ),
    Case(
        "pptx with a link into a program",
        "d.pptx",
        lambda: office.pptx_with_link("ms-msdt:/id x"),
        ("external_content",),
        pages=2,
    ),
    Case(
        "xlsx of a workbook on the web",
        "w.xlsx",
        lambda: office.xlsx_with_link("https://example.com/b.xlsx"),
        ("external_content",),
        pages=1,
    ),
    Case(
        "xlsx of a workbook beside it",
        "w.xlsx",
        lambda: office.xlsx_with_link("Budget.xlsx"),
        ("local_link",),
        pages=1,
    ),
    Case(
        "pptx with a link to a disk",
        "d.pptx",
        lambda: office.pptx_with_link("file:///C:/price.xlsx"),
        ("local_link",),
        pages=2,
    ),
    Case("docx with dde", "study.docx", office.docx_with_dde, ("dde_link",), pages=1),
    Case("xlsx with dde", "wins.xlsx", office.xlsx_with_dde, ("dde_link",), pages=1),
    Case("pdf with a script", "b.pdf", pdfs.with_javascript, ("pdf_javascript",), pages=1),
    Case(
        "pdf with a script of a page", "b.pdf", pdfs.with_javascript_of_a_page, ("pdf_javascript",), pages=1
    ),
    Case(
        "pdf with a script in disguise",
        "b.pdf",
        pdfs.with_javascript_in_disguise,
        ("pdf_javascript",),
        pages=1,
    ),
    Case("pdf with a packed script", "b.pdf", pdfs.with_packed_javascript, ("pdf_javascript",), pages=1),
    Case("pdf that starts a program", "b.pdf", pdfs.with_launch_action, ("pdf_launch",), pages=1),
    Case("pdf with an attachment", "b.pdf", pdfs.with_attachment, ("pdf_embedded_files",), pages=1),
    Case("pdf with a pinned file", "b.pdf", pdfs.with_attachment_on_a_page, ("pdf_embedded_files",), pages=1),
    Case("pdf with a dynamic form", "b.pdf", pdfs.with_dynamic_form, ("pdf_dynamic_form",), pages=1),
    Case(
        "several things at once",
        "deck.pptx",
        lambda: office.with_part(office.pptx_with_link("ms-msdt:/id x"), "ppt/vbaProject.bin"),
        ("macros", "external_content"),
        pages=2,
    ),
)
