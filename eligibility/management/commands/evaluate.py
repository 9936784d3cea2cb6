"""``manage.py evaluate FACTS.json``: the status that facts give, with every reason, as JSON. Needs no database."""

import json
from argparse import ArgumentParser
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.utils.translation import gettext_noop, override

from cosell.catalogues import compile_catalogues
from eligibility.editions import (
    DEFAULT_EDITION,
    edition_codes,
    faults_of_edition,
    load_edition,
    vocabulary,
)
from eligibility.messages import answer_json, fault_line
from eligibility.rules import Facts, Fault, InvalidDataError, evaluate, parse_facts, parse_facts_list
from eligibility.rules.codes import LANGUAGES
from eligibility.rules.reading import RefusalError, parse_json, shown

FAULTY = 2
UNKNOWN_CODE = gettext_noop("unknown code %(found)s; known are: %(known)s")


class Command(BaseCommand):
    help = "Evaluate facts (one JSON object, or a list of them) by an edition of the programme."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("facts", metavar="FACTS.json")
        # Unknown values are faults like those of the file, told along with them: hence no choices here.
        parser.add_argument("--edition", default=DEFAULT_EDITION, help=", ".join(edition_codes()))
        parser.add_argument("--language", default=LANGUAGES[0], help=", ".join(LANGUAGES))

    def handle(self, *args: Any, facts: str, edition: str, language: str, **options: Any) -> None:
        faults = [
            *_unknown("--edition", edition, edition_codes()),
            *_of_edition(edition),
            *_unknown("--language", language, LANGUAGES),
        ]
        read = _read(facts, faults)
        with _speaking(language if language in LANGUAGES else LANGUAGES[0]):
            if faults:
                self._refuse(faults)
            rulebook = load_edition(edition)
            answers = [answer_json(evaluate(one, rulebook)) for one in read]
        self._print(answers if isinstance(read, list) else answers[0])

    def _refuse(self, faults: list[Fault]) -> None:
        for fault in faults:
            self.stderr.write(fault_line(fault))
        raise SystemExit(FAULTY)

    def _print(self, answer: object) -> None:
        encoding = getattr(self.stdout, "encoding", None) or "utf-8"
        speaks_unicode = encoding.lower().replace("-", "") == "utf8"
        self.stdout.write(json.dumps(answer, indent=2, ensure_ascii=not speaks_unicode))


def _unknown(option: str, value: str, known: tuple[str, ...]) -> Iterator[Fault]:
    if value not in known:
        yield Fault(option, UNKNOWN_CODE, {**shown(value), "known": ", ".join(known)})


def _of_edition(code: str) -> Iterator[Fault]:
    """What is wrong in the edition's own file, if it is one: with the file, then the place in it."""
    if code in edition_codes():
        for fault in faults_of_edition(code):
            yield fault._replace(place=f"{code}.toml: {fault.place}")


def _read(path: str, faults: list[Fault]) -> list[Facts] | tuple[Facts, ...]:
    """The file's facts: a list if it holds a list, a tuple of one if it holds one object. Faults are added."""
    try:
        value = parse_json(Path(path).read_text(encoding="utf-8-sig"))
        return (
            parse_facts_list(value, vocabulary())
            if isinstance(value, list)
            else (parse_facts(value, vocabulary()),)
        )
    except InvalidDataError as error:
        faults.extend(error.faults)
    except RefusalError as refusal:
        faults.append(Fault(_shown_path(path), refusal.template, refusal.details))
    except UnicodeDecodeError:
        faults.append(Fault(_shown_path(path), gettext_noop("not UTF-8 text"), {}))
    except (OSError, ValueError) as error:  # ValueError: a NUL in the path
        reason = getattr(error, "strerror", None) or str(error)
        faults.append(
            Fault(_shown_path(path), gettext_noop("cannot be read: %(reason)s"), {"reason": reason})
        )
    return []


def _shown_path(path: str) -> str:
    return path if path.isprintable() else ascii(path)


@contextmanager
def _speaking(language: str) -> Iterator[None]:
    """In this language, also in a fresh checkout, where nobody has compiled the translations yet."""
    if language != settings.LANGUAGE_CODE:
        with suppress(
            OSError
        ):  # where nothing may be written, they were compiled when the product was installed
            compile_catalogues(settings.BASE_DIR / "locale", settings.LOCALE_PATHS[0])
    with override(language):
        yield
