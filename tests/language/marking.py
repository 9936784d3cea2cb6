"""A French catalogue in which every translation stands between two marks: what a page shows outside them is not French.

It is a real catalogue, made of ours, Django's and those of the libraries: nothing of the product is replaced.
"""

import re
from collections.abc import Iterator
from gettext import GNUTranslations
from importlib import import_module
from pathlib import Path

from babel.messages.catalog import Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from django.apps import apps
from django.conf import settings

from cosell.catalogues import DOMAIN, gather

OPEN, CLOSE = "⟦", "⟧"
MARKS = re.compile(f"[{OPEN}{CLOSE}]")


def write_marked(folder: Path) -> None:
    """Put the marked French catalogue below ``folder``, which is then named by ``LOCALE_PATHS``."""
    with (settings.BASE_DIR / "locale" / "fr" / DOMAIN).open("rb") as file:
        ours = read_po(file, locale="fr")
    for message in gather(settings.BASE_DIR):  # a string that is not translated yet is marked as it is
        if message.id and not _is_translated(ours.get(message.id, message.context)):
            ours.delete(message.id, message.context)
            ours.add(message.id, message.id, context=message.context)
    for message in _of_libraries():
        if ours.get(message.id, message.context) is None:
            ours.add(message.id, message.string, context=message.context)
    for message in ours:
        if message.id:
            message.string = _marked(message)
    target = (folder / "fr" / DOMAIN).with_suffix(".mo")
    target.parent.mkdir(parents=True)
    with target.open("wb") as file:
        write_mo(file, ours)


def unmarked(text: str) -> str:
    """The text as a reader gets it."""
    return MARKS.sub("", text)


def _of_libraries() -> Iterator[Message]:
    places = [Path(app.path) for app in apps.get_app_configs()]
    places.append(Path(str(import_module("django").__file__)).parent / "conf")
    for place in places:
        compiled = (place / "locale" / "fr" / DOMAIN).with_suffix(".mo")
        if compiled.exists():
            with compiled.open("rb") as file:
                yield from _messages(GNUTranslations(file))


def _messages(catalogue: GNUTranslations) -> Iterator[Message]:
    """What Python's own reader keeps: by the id, or by the id and the number of the plural form."""
    plurals: dict[str, dict[int, str]] = {}
    for key, text in vars(catalogue)["_catalog"].items():
        if isinstance(key, tuple):
            plurals.setdefault(key[0], {})[key[1]] = text
        elif key:
            context, _mark, plain = key.rpartition("\x04")
            yield Message(plain, text, context=context or None)
    for key, forms in plurals.items():
        context, _mark, plain = key.rpartition("\x04")
        yield Message((plain, plain), tuple(forms[number] for number in (0, 1)), context=context or None)


def _is_translated(message: Message | None) -> bool:
    return message is not None and all(_forms(message)) and not message.fuzzy


def _forms(message: Message) -> tuple[str, ...]:
    return tuple(message.string) if isinstance(message.string, tuple | list) else (str(message.string or ""),)


def _marked(message: Message) -> str | tuple[str, ...]:
    forms = tuple(f"{OPEN}{form}{CLOSE}" if form else "" for form in _forms(message))
    return forms if isinstance(message.id, tuple | list) else forms[0]
