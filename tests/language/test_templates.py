"""No template holds a word that is not marked for translation, nor leaves one to the browser's own language."""

import re
from pathlib import Path

import pytest
from django.conf import settings

from tests.language.words import untranslated

TEMPLATES = settings.BASE_DIR / "templates"
MARKED = re.compile(
    r"\{%\s*comment\b.*?\{%\s*endcomment\s*%\}|\{#.*?#\}"
    r"|\{%\s*blocktranslate\b.*?\{%\s*endblocktranslate\s*%\}"
    r"|\{%\s*block \w+_(?:attributes|class)\s*%\}.*?\{%\s*endblock\s*%\}"
    r"|<c-vars\b(?:\{%.*?%\}|\{\{.*?\}\}|[^>])*>"
    r"|\{%.*?%\}|\{\{.*?\}\}",
    re.DOTALL,
)
TAGS = re.compile(r"\{%.*?%\}|\{\{.*?\}\}", re.DOTALL)
FORMS = re.compile(r"<form\b[^>]*>")
PATHS = sorted(path for path in TEMPLATES.rglob("*.html") if "styleguide" not in path.parts)


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path.relative_to(TEMPLATES).as_posix())
def test_a_template_holds_no_word_that_is_not_marked(path: Path) -> None:
    page = MARKED.sub("", path.read_text(encoding="utf-8"))
    assert untranslated(f"<div>{page}</div>") == []


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path.relative_to(TEMPLATES).as_posix())
def test_what_a_form_refuses_is_said_by_us_and_not_by_the_browser(path: Path) -> None:
    """A browser says "Please fill out this field" in its own language, before our summary could."""
    forms = FORMS.findall(TAGS.sub("", path.read_text(encoding="utf-8")))
    posting = [form for form in forms if 'method="post"' in form]
    assert [form for form in posting if not re.search(r"\snovalidate[\s>]", form)] == []
