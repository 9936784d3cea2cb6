"""Real documents for the demo, made with real libraries: PDF, PPTX, DOCX and PNG. Each function returns the bytes."""

from collections.abc import Iterable
from dataclasses import dataclass
from io import BytesIO
from itertools import pairwise

from docx import Document as WordDocument
from PIL import Image, ImageDraw, ImageFont
from pptx import Presentation
from pptx.util import Pt
from reportlab.lib.colors import HexColor
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

BRAND = HexColor("#0f6cbd")
TINT = HexColor("#ebf3fc")
TEXT = HexColor("#242424")
QUIET = HexColor("#616161")


@dataclass(frozen=True, slots=True)
class Product:
    """What the papers are about."""

    name: str
    partner: str
    promise: str
    benefits: tuple[str, ...]
    services: tuple[str, ...]  # boxes of the diagram; those that do not run on Azure end with " (own site)"


def one_pager(product: Product) -> bytes:
    """A PDF of one A4 page."""
    out = BytesIO()
    canvas = Canvas(out, pagesize=A4, invariant=True)
    width, height = A4
    _banner(canvas, product, width, height)
    _lines(canvas, [product.promise], x=22 * mm, y=height - 62 * mm, size=13)
    _lines(canvas, [f"•  {benefit}" for benefit in product.benefits], x=22 * mm, y=height - 84 * mm, size=11)
    canvas.setFillColor(TINT)
    canvas.roundRect(22 * mm, 40 * mm, width - 44 * mm, 42 * mm, 6, stroke=0, fill=1)
    _lines(canvas, ["How to sell it together", *_selling_points()], x=28 * mm, y=72 * mm, size=10)
    _lines(canvas, [f"{product.partner} · sales@{domain(product.partner)}"], x=22 * mm, y=22 * mm, size=9)
    canvas.showPage()
    canvas.save()
    return out.getvalue()


def long_paper(product: Product, pages: int) -> bytes:
    """A PDF of many pages: what a one-pager must not be."""
    return _paper(product, [[f"{product.name}, page {number} of {pages}"] for number in range(1, pages + 1)])


def customer_wins(product: Product, customers: Iterable[str]) -> bytes:
    """A PDF that lists verifiable customer wins."""
    wins = [f"{number}.  {customer}, in production" for number, customer in enumerate(customers, start=1)]
    return _paper(product, [["Customer wins", *wins]])


def deck_as_pdf(product: Product) -> bytes:
    """A PDF of landscape pages, one for each benefit."""
    slides = [[benefit, "", product.promise, *product.services[:3]] for benefit in product.benefits]
    return _paper(product, slides, landscape(A4))


def case_study_as_pdf(product: Product, customer: str) -> bytes:
    """A PDF about one customer."""
    story = [f"{customer} looked for a way out of slow, manual work.", product.promise, *product.benefits]
    return _paper(product, [[f"{customer} and {product.name}", "", *story]])


def _paper(product: Product, pages: Iterable[Iterable[str]], size: tuple[float, float] = A4) -> bytes:
    """A PDF with the product's banner on each page."""
    out = BytesIO()
    canvas = Canvas(out, pagesize=size, invariant=True)
    for lines in pages:
        _banner(canvas, product, *size)
        _lines(canvas, lines, x=22 * mm, y=size[1] - 62 * mm, size=12)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def architecture_pdf(product: Product) -> bytes:
    """A PDF of one landscape page: the services that host the offer, and how they are connected."""
    out = BytesIO()
    width, height = landscape(A4)
    canvas = Canvas(out, pagesize=(width, height), invariant=True)
    canvas.setFillColor(TEXT)
    canvas.setFont("Helvetica-Bold", 16)
    canvas.drawString(20 * mm, height - 20 * mm, f"{product.name}: architecture")
    for box in _boxes(product.services, width, height):
        _draw_box(canvas, box)
    canvas.showPage()
    canvas.save()
    return out.getvalue()


def architecture_png(product: Product) -> bytes:
    """The same diagram as a picture."""
    picture = Image.new("RGB", (1600, 900), "#ffffff")
    draw = ImageDraw.Draw(picture)
    title, label = ImageFont.load_default(36), ImageFont.load_default(24)
    draw.text((60, 40), f"{product.name}: architecture", fill="#242424", font=title)
    places = [(60 + 510 * (i % 3), 160 + 240 * (i // 3)) for i in range(len(product.services))]
    for (x, y), (nx, ny) in pairwise(places):
        draw.line((x + 210, y + 60, nx + 210, ny + 60), fill="#0f6cbd", width=4)
    for (x, y), service in zip(places, product.services, strict=True):
        fill = "#f5f5f5" if service.endswith("(own site)") else "#ebf3fc"
        draw.rounded_rectangle((x, y, x + 420, y + 120), radius=14, fill=fill, outline="#0f6cbd", width=3)
        draw.text((x + 24, y + 44), service, fill="#242424", font=label)
    out = BytesIO()
    picture.save(out, "PNG")
    return out.getvalue()


def deck(product: Product, slides: int = 6) -> bytes:
    """A PPTX of a few slides."""
    presentation = Presentation()
    title = presentation.slides.add_slide(presentation.slide_layouts[0])
    title.shapes.title.text = product.name
    title.placeholders[1].text = f"{product.promise}\n{product.partner}"
    for number in range(slides - 1):
        slide = presentation.slides.add_slide(presentation.slide_layouts[1])
        slide.shapes.title.text = product.benefits[number % len(product.benefits)]
        body = slide.placeholders[1].text_frame
        body.text = product.promise
        for service in product.services[:3]:
            line = body.add_paragraph()
            line.text = service
            line.font.size = Pt(18)
    out = BytesIO()
    presentation.save(out)
    return out.getvalue()


def case_study(product: Product, customer: str) -> bytes:
    """A DOCX about one customer."""
    paper = WordDocument()
    paper.add_heading(f"{customer} and {product.name}", level=0)
    for heading, text in (
        ("The situation", f"{customer} looked for a way out of slow, manual work."),
        ("The solution", product.promise),
        ("The outcome", " ".join(f"{benefit}." for benefit in product.benefits)),
    ):
        paper.add_heading(heading, level=1)
        paper.add_paragraph(text)
    out = BytesIO()
    paper.save(out)
    return out.getvalue()


def domain(partner: str) -> str:
    """The made-up web domain of a partner."""
    return "".join(filter(str.isalnum, partner.lower().split()[0])) + ".example"


def _selling_points() -> list[str]:
    return [
        "Ask for the process that costs most time.",
        "Show the ten-minute demo.",
        "Agree on a pilot of four weeks.",
    ]


def _banner(canvas: Canvas, product: Product, width: float, height: float) -> None:
    canvas.setFillColor(BRAND)
    canvas.rect(0, height - 45 * mm, width, 45 * mm, stroke=0, fill=1)
    canvas.setFillColor(HexColor("#ffffff"))
    canvas.setFont("Helvetica-Bold", 24)
    canvas.drawString(22 * mm, height - 24 * mm, product.name)
    canvas.setFont("Helvetica", 12)
    canvas.drawString(22 * mm, height - 34 * mm, product.partner)


def _lines(canvas: Canvas, lines: Iterable[str], *, x: float, y: float, size: int) -> None:
    canvas.setFillColor(TEXT)
    canvas.setFont("Helvetica", size)
    for number, line in enumerate(lines):
        canvas.drawString(x, y - number * size * 1.8, line)


def _boxes(services: tuple[str, ...], width: float, height: float) -> list[tuple[float, float, str, bool]]:
    """Where each box stands, and whether a line leads on to the next."""
    step_x, step_y = 88 * mm, 45 * mm
    return [
        (
            22 * mm + step_x * (i % 3),
            height - 70 * mm - step_y * (i // 3),
            service,
            i % 3 < 2 and i + 1 < len(services),
        )
        for i, service in enumerate(services)
    ]


def _draw_box(canvas: Canvas, box: tuple[float, float, str, bool]) -> None:
    x, y, service, leads_on = box
    canvas.setStrokeColor(BRAND)
    canvas.setFillColor(HexColor("#f5f5f5") if service.endswith("(own site)") else TINT)
    canvas.roundRect(x, y, 68 * mm, 24 * mm, 6, stroke=1, fill=1)
    if leads_on:
        canvas.line(x + 68 * mm, y + 12 * mm, x + 88 * mm, y + 12 * mm)
    canvas.setFillColor(TEXT)
    canvas.setFont("Helvetica", 12)
    canvas.drawCentredString(x + 34 * mm, y + 11 * mm, service)
