"""The strings a person reads: gathered from code and templates, merged into locale/, compiled. Needs no gettext.

Templates are read by Django's own ``templatize``, which turns ``{% translate %}``, ``{% blocktranslate %}`` and
``_("…")`` into Python calls; Babel reads those as it reads the code.
"""

import os
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

ROOMS = ("cosell", "offers", "eligibility", "reviews")
DOMAIN = Path("LC_MESSAGES") / "django.po"
WIDTH = 110
KEYWORDS = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "npgettext_lazy": ((1, "c"), 2, 3),
}


def sources(base: Path) -> Iterator[Path]:
    """Every file that may hold a string to translate, in an order that stays the same."""
    for room in ROOMS:
        yield from (path for path in sorted((base / room).rglob("*.py")) if "migrations" not in path.parts)
    templates = base / "templates"
    yield from sorted(path for path in templates.rglob("*") if path.suffix in {".html", ".txt"})


def gather(base: Path) -> Catalog:
    """Every string marked for translation below ``base``, with the files it stands in."""
    gathered = Catalog(charset="utf-8", fuzzy=False)
    for path in sources(base):
        where = path.relative_to(base).as_posix()
        for line, text, comments, context in extract(
            "python", BytesIO(_as_python(path)), KEYWORDS, ["Translators"], {"encoding": "utf-8"}
        ):
            gathered.add(text, None, [(where, line)], auto_comments=comments, context=context)
    return gathered


def _as_python(path: Path) -> bytes:
    text = path.read_text(encoding="utf-8")
    if path.suffix != ".py":
        # What was not a call is blanked out, but its indentation would be a fault to Python's tokenizer.
        text = "\n".join(line.lstrip() for line in templatize(text, origin=str(path)).splitlines())
    return text.encode()


def languages(folder: Path) -> list[str]:
    return sorted(path.parent.parent.name for path in folder.glob(f"*/{DOMAIN.as_posix()}"))


def read(folder: Path, language: str) -> Catalog:
    with (folder / language / DOMAIN).open("rb") as file:
        return read_po(file, locale=language)


def merge(gathered: Catalog, folder: Path, language: str) -> None:
    """Bring one language's file up to date: new strings empty, gone ones dropped, nothing guessed."""
    catalogue = read(folder, language)
    created = catalogue.creation_date
    catalogue.update(gathered, no_fuzzy_matching=True)
    catalogue.creation_date = created  # else every run would change the file
    path = folder / language / DOMAIN
    with path.open("wb") as file:
        write_po(file, catalogue, width=WIDTH, ignore_obsolete=True, include_lineno=False)


def faults(gathered: Catalog, catalogue: Catalog) -> list[str]:
    """One line for each string that is missing, untranslated, unsure, gone from the code, or fills in other names."""
    found = [
        f"missing: {_shown(message)}"
        for message in gathered
        if message.id and _in(catalogue, message) is None
    ]
    for message in catalogue:
        if not message.id:
            continue
        if _in(gathered, message) is None:
            found.append(f"no longer used: {_shown(message)}")
        elif message.fuzzy:
            found.append(f"marked fuzzy: {_shown(message)}")
        elif not _is_translated(message):
            found.append(f"not translated: {_shown(message)}")
        else:
            found += [f"{error}: {_shown(message)}" for error in message.check(catalogue)]
    return found


def _in(catalogue: Catalog, message: Message) -> Message | None:
    return catalogue.get(message.id, message.context)


def _is_translated(message: Message) -> bool:
    forms = message.string if isinstance(message.string, tuple | list) else (message.string,)
    return bool(forms) and all(forms)


def _shown(message: Message) -> str:
    text = message.id if isinstance(message.id, str) else message.id[0]
    context = f" ({message.context})" if message.context else ""
    return f"{text!r}{context} in {', '.join(sorted({where for where, _ in message.locations})) or 'no file'}"


def compile_catalogues(source: Path, target: Path) -> list[str]:
    """Compile each language of ``source`` into ``target`` unless it is newer there; the languages compiled."""
    done = []
    for language in languages(source):
        text = source / language / DOMAIN
        compiled = (target / language / DOMAIN).with_suffix(".mo")
        if not compiled.exists() or compiled.stat().st_mtime < text.stat().st_mtime:
            _write_compiled(read(source, language), compiled)
            done.append(language)
    return done


def _write_compiled(catalogue: Catalog, path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    half = path.with_suffix(f".{os.getpid()}.half")  # two processes may compile at once
    with half.open("wb") as file:
        write_mo(file, catalogue)
    half.replace(path)
