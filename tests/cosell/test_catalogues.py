"""The strings to translate, gathered from a small product made here."""

import gettext
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog

from cosell.catalogues import compile_catalogues, faults, gather, merge, read

HEADER = """msgid ""
msgstr ""
"Content-Type: text/plain; charset=utf-8\\n"
"Plural-Forms: nplurals=2; plural=(n > 1);\\n"
"""


def product(base: Path, **files: str) -> Path:
    """A folder with these files; ``__`` in a name stands for a slash."""
    for name, text in files.items():
        path = base / name.replace("__", "/").replace("_py", ".py").replace("_html", ".html")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return base


def ids(catalogue: Catalog) -> list[tuple[object, str | None]]:
    return [(message.id, message.context) for message in catalogue if message.id]


@pytest.mark.parametrize(
    ("code", "found"),
    [
        ('_("Offer")', [("Offer", None)]),
        ('gettext_lazy("Two " "parts")', [("Two parts", None)]),
        ('ngettext("%(count)d file", "%(count)d files", 2)', [(("%(count)d file", "%(count)d files"), None)]),
        ('pgettext_lazy("member", "Owner")', [("Owner", "member")]),
        ('npgettext("desk", "one", "many", 2)', [(("one", "many"), "desk")]),
        ("_(variable)", []),
        ('other("Offer")', []),
    ],
)
def test_gather_finds_marked_strings_in_code(
    tmp_path: Path, code: str, found: list[tuple[object, str | None]]
) -> None:
    assert ids(gather(product(tmp_path, offers__a_py=code))) == found


@pytest.mark.parametrize(
    ("template", "found"),
    [
        ('{% translate "Save draft" %}', [("Save draft", None)]),
        ("  {% if a %}\n {% translate 'Publish' %}\n      {% endif %} it's", [("Publish", None)]),
        ('{% translate "May" context "month" %}', [("May", "month")]),
        ('<c-field label="{% translate "Name" %}" :value="x" />', [("Name", None)]),
        ('{{ label|default:_("Pages") }}', [("Pages", None)]),
        ('{% include "a.html" with title=_("Title") %}', [("Title", None)]),
        (
            "{% blocktranslate trimmed with n=x %}\n   {{ n }} of\n   all\n{% endblocktranslate %}",
            [("%(n)s of all", None)],
        ),
        (
            "{% blocktranslate count n=x %}{{ n }} offer{% plural %}{{ n }} offers{% endblocktranslate %}",
            [(("%(n)s offer", "%(n)s offers"), None)],
        ),
        ("{% comment %}{% translate 'gone' %}{% endcomment %}", []),
        ("<p>Plain</p>", []),
    ],
)
def test_gather_finds_marked_strings_in_templates(
    tmp_path: Path, template: str, found: list[tuple[object, str | None]]
) -> None:
    assert ids(gather(product(tmp_path, templates__offers__a_html=template))) == found


def test_gather_names_each_file_and_leaves_migrations_out(tmp_path: Path) -> None:
    base = product(
        tmp_path,
        offers__a_py='_("Offer")',
        reviews__b_py='_("Offer")',
        reviews__migrations__c_py='_("Never shown")',
    )
    messages = [message for message in gather(base) if message.id]
    assert [(message.id, message.locations) for message in messages] == [
        ("Offer", [("offers/a.py", 1), ("reviews/b.py", 1)])
    ]


@pytest.mark.parametrize(
    ("entry", "fault"),
    [
        ('msgid "%(n)s left"\nmsgstr "Il en reste %(n)s"', None),
        ('msgid "%(n)s left"\nmsgstr ""', "not translated: '%(n)s left' in no file"),
        ('#, fuzzy\nmsgid "%(n)s left"\nmsgstr "Reste %(n)s"', "marked fuzzy: '%(n)s left' in no file"),
        ("", "missing: '%(n)s left' in offers/a.py"),
    ],
)
def test_faults_name_what_is_not_finished(tmp_path: Path, entry: str, fault: str | None) -> None:
    base = product(tmp_path, offers__a_py='_("%(n)s left")')
    po(base, entry)
    assert faults(gather(base), read(base / "locale", "fr")) == ([fault] if fault else [])


def test_faults_name_a_translation_that_fills_in_other_names(tmp_path: Path) -> None:
    base = product(tmp_path, offers__a_py='_("%(n)s left")')
    po(base, '#, python-format\nmsgid "%(n)s left"\nmsgstr "%(nombre)s"')
    (fault,) = faults(gather(base), read(base / "locale", "fr"))
    assert fault.endswith(": '%(n)s left' in no file")


def test_faults_name_a_string_that_is_gone(tmp_path: Path) -> None:
    base = product(tmp_path, offers__a_py="")
    po(base, 'msgid "Old"\nmsgstr "Ancien"')
    assert faults(gather(base), read(base / "locale", "fr")) == ["no longer used: 'Old' in no file"]


def test_merge_keeps_translations_adds_new_strings_and_drops_gone_ones(tmp_path: Path) -> None:
    base = product(tmp_path, offers__a_py='_("Offer"); _("Publish")')
    path = po(base, 'msgid "Offer"\nmsgstr "Offre"\n\nmsgid "Old"\nmsgstr "Ancien"')
    merge(gather(base), base / "locale", "fr")
    merged = {message.id: message.string for message in read(base / "locale", "fr") if message.id}
    assert merged == {"Offer": "Offre", "Publish": ""}
    once = path.read_text()
    merge(gather(base), base / "locale", "fr")
    assert path.read_text() == once


def test_compiled_catalogue_translates_and_is_made_once(tmp_path: Path) -> None:
    base = product(tmp_path, offers__a_py='_("Offer")')
    po(base, 'msgid "Offer"\nmsgstr "Offre"\n\n#, fuzzy\nmsgid "Unsure"\nmsgstr "Peut-être"')
    assert compile_catalogues(base / "locale", tmp_path / "var") == ["fr"]
    assert compile_catalogues(base / "locale", tmp_path / "var") == []
    french = gettext.translation("django", tmp_path / "var", ["fr"])
    assert [french.gettext(text) for text in ("Offer", "Unsure")] == ["Offre", "Unsure"]


def po(base: Path, entries: str) -> Path:
    path = base / "locale" / "fr" / "LC_MESSAGES" / "django.po"
    path.parent.mkdir(parents=True)
    path.write_text(f"{HEADER}\n{entries}\n")
    return path
