"""No template holds a word that is not marked for translation, whether or not a test gets to show it."""

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
PATHS = sorted(path for path in TEMPLATES.rglob("*.html") if "styleguide" not in path.parts)


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path.relative_to(TEMPLATES).as_posix())
def test_a_template_holds_no_word_that_is_not_marked(path: Path) -> None:
    page = MARKED.sub("", path.read_text(encoding="utf-8"))
    assert untranslated(f"<div>{page}</div>") == []
