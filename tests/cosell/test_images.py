"""Every picture keeps its place before it is there, and none below the fold is fetched before it is looked at."""

import re
from pathlib import Path

import pytest
from django.conf import settings

TEMPLATES = settings.BASE_DIR / "templates"
IMAGE = re.compile(r"<img\b(?:\{%.*?%\}|\{\{.*?\}\}|[^>])*>", re.DOTALL)
IMAGES = [
    (path.relative_to(TEMPLATES), tag)
    for path in sorted(TEMPLATES.rglob("*.html"))
    for tag in IMAGE.findall(path.read_text(encoding="utf-8"))
]


@pytest.mark.parametrize(("path", "tag"), IMAGES, ids=[str(path) for path, _tag in IMAGES])
def test_an_image_has_a_size_waits_its_turn_and_says_what_it_shows(path: Path, tag: str) -> None:
    wanted = ("width=", "height=", 'loading="lazy"', 'decoding="async"', "alt=")
    assert [each for each in wanted if each not in tag] == []


def test_there_are_images_to_look_at() -> None:
    assert {str(path) for path, _tag in IMAGES} >= {"components/document_card.html", "reviews/_pages.html"}
