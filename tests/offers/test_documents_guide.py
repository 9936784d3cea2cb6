"""docs/documents.md tells every answer of the checks in the product's own words.

python -m tests.offers.test_documents_guide   writes its table anew
"""

import os
from pathlib import Path

GUIDE = Path(__file__).resolve().parents[2] / "docs" / "documents.md"
HEADING = "| Code | Answer |\n|---|---|\n"


def table() -> str:
    from offers.intake_messages import MESSAGES

    rows = [f"| `{code}` | {str(message).replace('|', '/')} |\n" for code, message in MESSAGES.items()]
    return HEADING + "".join(rows)


def test_guide_tells_every_answer_in_the_words_of_the_product() -> None:
    told = GUIDE.read_text(encoding="utf-8")
    assert told[told.index(HEADING) :] == table()


if __name__ == "__main__":
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
    import django

    django.setup()
    text = GUIDE.read_text(encoding="utf-8")
    GUIDE.write_text(text[: text.index(HEADING)] + table(), encoding="utf-8")
