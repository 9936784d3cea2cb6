"""Files that must be taken, and names that are cleaned on the way."""

from tests.offers.intake.corpus import legacy, media, office, pdfs
from tests.offers.intake.corpus.case import ONE_PAGER, Case, holding

PROGRAM_NAME = "brief\u202efdp.exe"
ARABIC = "\u0645\u0644\u062e\u0635 \u0627\u0644\u062d\u0644.pdf"

HONEST = (
    Case("pdf", "brief.pdf", lambda: pdfs.pdf(3), pages=3),
    Case("pdf in capitals", "BRIEF.PDF", pdfs.pdf, pages=1),
    Case("pdf about scripts", "guide.pdf", pdfs.with_words_in_its_texts, pages=1),
    Case("pdf with an owner's password only", "brief.pdf", lambda: pdfs.encrypted(user=""), pages=1),
    Case("one-pager of ten pages", "one.pdf", lambda: pdfs.pdf(10), kind=ONE_PAGER, pages=10),
    Case("pptx", "deck.pptx", office.pptx_file, pages=2),
    Case("pptx with sections", "deck.pptx", office.pptx_with_sections, pages=2),
    Case("pptx that a server ended with a line", "deck.pptx", lambda: office.pptx_file() + b"\n", pages=2),
    Case("pptx with a chart", "deck.pptx", office.pptx_with_chart, pages=1),
    Case("pptx with a web link", "deck.pptx", lambda: office.pptx_with_link("https://example.com/"), pages=2),
    Case(
        "pptx with a film", "d.pptx", lambda: office.pptx_with_link("https://x.example/v", "video"), pages=2
    ),
    Case(
        "pptx with a mail link", "deck.pptx", lambda: office.pptx_with_link("mailto:a@example.com"), pages=2
    ),
    Case("docx", "study.docx", lambda: office.docx_file(3), pages=3),
    Case("docx that Word laid out", "study.docx", lambda: office.docx_of_a_word_with_pages(7), pages=7),
    Case(
        "docx with its writer's template",
        "study.docx",
        lambda: office.docx_with_relationship(r"file:///C:\Users\ann\Brand.dotx", "attachedTemplate"),
        pages=1,
    ),
    Case("docx typed by default", "study.docx", office.docx_by_default_type, pages=1),
    Case("docx with a link to dde", "study.docx", office.docx_with_link_to_dde, pages=1),
    Case("xlsx", "wins.xlsx", lambda: office.xlsx_file(3), pages=3),
    Case("doc", "study.doc", lambda: legacy.doc(pages=4), pages=4),
    Case("doc of Word 95", "study.doc", lambda: legacy.doc(magic=0xA5DC)),
    Case("doc with a theme", "study.doc", lambda: legacy.doc(more={"1Table": office.docx_file()})),
    Case("ppt of PowerPoint 95", "d.ppt", lambda: legacy.compound({"PowerPoint Document": bytes(8)})),
    Case("doc without properties", "study.doc", legacy.doc),
    Case("xls", "wins.xls", lambda: legacy.xls(0, 0, 2), pages=3),
    Case("ppt saved twice", "deck.ppt", lambda: legacy.ppt(5), pages=5),
    Case("jpg", "screen.jpg", lambda: media.picture("JPEG")),
    Case("photo of a phone", "photo.jpg", media.photo_of_a_phone),
    Case("png", "diagram.png", lambda: media.picture("PNG")),
    Case("mp4", "demo.mp4", media.mp4),
    Case("mp4 with a wide box", "demo.mp4", media.mp4_with_wide_box),
    Case("name in Arabic", ARABIC, pdfs.pdf, pages=1),
)

NAMES = (
    Case("name of 300 characters", "n" * 296 + ".pdf", pdfs.pdf, ("name_cleaned",), pages=1),
    Case("name that climbs", "../../etc/cron.d/brief.pdf", pdfs.pdf, ("name_cleaned",), pages=1),
    Case("name of a Windows path", r"C:\Users\ann\brief.pdf", pdfs.pdf, ("name_cleaned",), pages=1),
    Case("name with NUL", "brief\0.pdf", pdfs.pdf, ("name_cleaned",), pages=1),
    Case("name with a line break", "brief\r\nX-Header: 1.pdf", pdfs.pdf, ("name_cleaned",), pages=1),
    Case("name that NUL cuts", "b.pdf\0.exe", pdfs.pdf, ("name_cleaned", "extension_not_accepted")),
    Case(
        "name that reads backwards",
        PROGRAM_NAME,
        holding(b"MZ"),
        ("name_cleaned", "extension_not_accepted"),
    ),
)
