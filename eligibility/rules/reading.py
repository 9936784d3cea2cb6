"""Reading untrusted JSON-shaped data: each value is converted, or its fault noted with its place, in one go.

A converter takes one value and gives it typed, or raises ``RefusalError``. An ``ObjectReader`` hands it the
fields of an object, and knows afterwards which fields nobody asked for.
"""

import json
import re
from collections.abc import Callable, Collection, Mapping
from datetime import date
from decimal import Decimal
from typing import Final, NamedTuple, TypeVar, cast

from eligibility.rules.months import month_number

T = TypeVar("T")
Converter = Callable[[object], T]

ABSENT: Final = object()
DATE: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
MONTH: Final = re.compile(r"([0-9]{4})-(0[1-9]|1[0-2])")
DECIMAL: Final = re.compile(r"-?[0-9]+(\.[0-9]+)?")
PLAIN_NAME: Final = re.compile(r"[A-Za-z0-9_-]+")
LONGEST_SHOWN: Final = 60
FULL_PERCENT: Final = Decimal(100)


def gettext_noop(text: str) -> str:
    """Marks a template for translation, which happens where a person reads it."""
    return text


class Fault(NamedTuple):
    """``template`` is a message of the catalogue with named places for ``details``."""

    place: str
    template: str
    details: Mapping[str, str]

    def __str__(self) -> str:
        return f"{self.place}: {self.template % self.details}"


class InvalidDataError(ValueError):
    """Carries every fault that was found, in the order of the contract's fields."""

    def __init__(self, faults: Collection[Fault]) -> None:
        super().__init__("\n".join(map(str, faults)))
        self.faults = tuple(faults)


class RefusalError(ValueError):
    """A converter's no: why, without the place."""

    def __init__(self, template: str, **details: str) -> None:
        super().__init__(template % details)
        self.template = template
        self.details = details


class RepeatingObject(dict[str, object]):
    """A JSON object in whose text some keys stood more than once."""

    repeated: tuple[str, ...] = ()


def parse_json(text: str) -> object:
    """The value of a JSON text; objects remember repeated keys for their reader. Raises ``RefusalError``."""
    try:
        return cast(object, json.loads(text, object_pairs_hook=_object_of_pairs, parse_int=_number))
    except json.JSONDecodeError as error:
        raise RefusalError(
            gettext_noop("not JSON (line %(line)s, column %(column)s: %(reason)s)"),
            line=str(error.lineno),
            column=str(error.colno),
            reason=error.msg,
        ) from None
    except RecursionError:
        raise RefusalError(gettext_noop("nested too deeply")) from None


def _object_of_pairs(pairs: list[tuple[str, object]]) -> RepeatingObject:
    result = RepeatingObject(pairs)
    if len(result) < len(pairs):
        names = [name for name, _value in pairs]
        result.repeated = tuple(name for name in result if names.count(name) > 1)
    return result


def _number(digits: str) -> float:
    """No field of the contract takes a number, so an endless one need not be exact to be refused."""
    return int(digits) if len(digits) < LONGEST_SHOWN else float(digits)


class ObjectReader:
    """Reads one object. A field at fault gives None, whatever its type: the result is thrown away then."""

    def __init__(self, value: object, place: str, faults: list[Fault]) -> None:
        self.place = place
        self.faults = faults
        self._is_object = isinstance(value, dict)
        self._fields = value if isinstance(value, dict) else {}
        self._asked: set[str] = set()
        if not self._is_object:
            faults.append(
                Fault(place or "$", gettext_noop("expected an object, found %(found)s"), shown(value))
            )

    def note(self, name: str, template: str, **details: str) -> None:
        """A fault of the field ``name`` that its converter cannot see."""
        self.faults.append(Fault(self.place_of(name), template, details))

    def place_of(self, name: str) -> str:
        if not PLAIN_NAME.fullmatch(name):
            return f"{self.place}[{json.dumps(name)}]"
        return f"{self.place}.{name}" if self.place else name

    def field(self, name: str, convert: Converter[T]) -> T:
        """A field that must be there and not null."""
        return cast(T, self._convert(self._take(name), self.place_of(name), convert))

    def nullable(self, name: str, convert: Converter[T]) -> T | None:
        """A field that must be there but may be null."""
        value = self._take(name)
        return None if value is None else self._convert(value, self.place_of(name), convert)

    def optional(self, name: str, convert: Converter[T]) -> T | None:
        """A field that may be null or absent, which is the same."""
        value = self._take(name, required=False)
        return None if value is None else self._convert(value, self.place_of(name), convert)

    def items(self, name: str, convert: Converter[T]) -> tuple[T, ...]:
        """A list of plain values; absent is the same as empty."""
        return tuple(cast(T, self._convert(value, at, convert)) for at, value in self._list(name))

    def section(self, name: str, build: Callable[["ObjectReader"], T]) -> T:
        """An object that must be there."""
        value = self._take(name)
        return cast(
            T, None if value is ABSENT else read_object(value, self.place_of(name), self.faults, build)
        )

    def optional_section(self, name: str, build: Callable[["ObjectReader"], T]) -> T | None:
        value = self._take(name, required=False)
        return (
            None if value in (None, ABSENT) else read_object(value, self.place_of(name), self.faults, build)
        )

    def sections(self, name: str, build: Callable[["ObjectReader"], T]) -> tuple[T, ...]:
        """A list of objects, without those that have faults; absent is the same as empty."""
        read = [read_object(value, at, self.faults, build) for at, value in self._list(name)]
        return tuple(item for item in read if item is not None)

    def finish(self) -> None:
        """Notes the fields that nobody asked for and those that were given twice."""
        for name in getattr(self._fields, "repeated", ()):
            self.note(name, gettext_noop("given more than once"))
        for name in self._fields:
            if name not in self._asked:
                self.note(name, gettext_noop("unknown field"))

    def _take(self, name: str, *, required: bool = True) -> object:
        self._asked.add(name)
        value = self._fields.get(name, ABSENT)
        if value is ABSENT and required and self._is_object:
            self.note(name, gettext_noop("missing"))
        return value

    def _list(self, name: str) -> list[tuple[str, object]]:
        value = self._take(name, required=False)
        place = self.place_of(name)
        if value is ABSENT:
            return []
        if not isinstance(value, list):
            self.faults.append(Fault(place, gettext_noop("expected a list, found %(found)s"), shown(value)))
            return []
        return [(f"{place}[{index}]", item) for index, item in enumerate(value)]

    def _convert(self, value: object, place: str, convert: Converter[T]) -> T | None:
        if value is ABSENT:
            return None
        try:
            return convert(value)
        except RefusalError as refusal:
            self.faults.append(Fault(place, refusal.template, refusal.details))
            return None


def read_object(
    value: object, place: str, faults: list[Fault], build: Callable[[ObjectReader], T]
) -> T | None:
    """What ``build`` makes of the object, or None when that noted any fault."""
    before = len(faults)
    reader = ObjectReader(value, place, faults)
    result = build(reader)
    reader.finish()
    return result if len(faults) == before else None


# --- Converters ---------------------------------------------------------------------------------------------


def shown(value: object) -> dict[str, str]:
    """How a fault shows the value it found: as JSON, on one line, in ASCII, not endlessly."""
    if isinstance(value, dict):
        return {"found": "{…}"}
    if isinstance(value, list):
        return {"found": "[…]"}
    text = json.dumps(value, default=str)
    return {"found": text if len(text) <= LONGEST_SHOWN else f"{text[:LONGEST_SHOWN]}…"}


def text(value: object) -> str:
    if isinstance(value, str):
        return value
    raise RefusalError(gettext_noop("expected text, found %(found)s"), **shown(value))


def filled_text(value: object) -> str:
    if isinstance(value, str) and value.strip():
        return value
    raise RefusalError(gettext_noop("expected text that is not blank, found %(found)s"), **shown(value))


def flag(value: object) -> bool:
    if isinstance(value, bool):
        return value
    raise RefusalError(gettext_noop("expected true or false, found %(found)s"), **shown(value))


def day(value: object) -> date:
    """``YYYY-MM-DD`` and nothing else that ISO 8601 also allows."""
    try:
        if isinstance(value, str) and DATE.fullmatch(value):
            return date.fromisoformat(value)
    except ValueError:
        pass
    raise RefusalError(gettext_noop("expected a date such as 2020-11-15, found %(found)s"), **shown(value))


def month(value: object) -> int:
    matched = MONTH.fullmatch(value) if isinstance(value, str) else None
    if matched and matched[1] != "0000":
        return month_number(int(matched[1]), int(matched[2]))
    raise RefusalError(gettext_noop("expected a month such as 2020-10, found %(found)s"), **shown(value))


def amount(value: object) -> Decimal:
    """A decimal string without exponent, sign ``+`` or separators: of any length, and exact."""
    if isinstance(value, str) and DECIMAL.fullmatch(value):
        return Decimal(value)
    raise RefusalError(
        gettext_noop('expected a decimal string such as "12000.00", found %(found)s'), **shown(value)
    )


def percentage(value: object) -> Decimal:
    if isinstance(value, str) and DECIMAL.fullmatch(value):
        percent = Decimal(value)
        if 0 <= percent <= FULL_PERCENT:
            return percent
    raise RefusalError(
        gettext_noop(
            'expected a percentage from 0 to 100 as a decimal string such as "62.5", found %(found)s'
        ),
        **shown(value),
    )


def code_of(known: Collection[str]) -> Converter[str]:
    """A converter that knows these codes and names them all when it meets another."""

    def convert(value: object) -> str:
        if isinstance(value, str) and value in known:
            return value
        raise RefusalError(
            gettext_noop("unknown code %(found)s; known are: %(known)s"),
            known=", ".join(known),
            **shown(value),
        )

    return convert


def country_of(known: Collection[str]) -> Converter[str]:
    """As ``code_of``, for codes too many to be named."""

    def convert(value: object) -> str:
        if isinstance(value, str) and value in known:
            return value
        raise RefusalError(gettext_noop("unknown country code %(found)s"), **shown(value))

    return convert
