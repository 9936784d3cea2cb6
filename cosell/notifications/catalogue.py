"""What can be told. Each room declares its notices in ``notices.py``; a notification stores only code and figures."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise

    Names = Mapping[str, _StrOrPromise]


@dataclass(frozen=True, slots=True)
class Notice:
    """``title`` and ``body`` are translatable, with ``%(name)s`` placeholders filled from the stored figures.

    ``names`` gives the names of codes among them: ``{"role": dict(Role.choices)}``, or a function that looks them up
    when the notice is read, where they may change; ``days`` names those that are dates, stored as ``2021-02-14`` and
    read in the reader's way; ``spoken`` gives what a stored name is called in the reader's language, where what it
    names has a name in each.
    """

    code: str
    title: _StrOrPromise
    body: _StrOrPromise
    by_mail: bool = True
    names: Mapping[str, Names | Callable[[], Names]] = field(default_factory=dict)
    days: frozenset[str] = frozenset()
    spoken: Mapping[str, Callable[[str], str]] = field(default_factory=dict)


_notices: dict[str, Notice] = {}


def declare(*notices: Notice) -> None:
    for notice in notices:
        _notices[notice.code] = notice


def find(code: str) -> Notice:
    return _notices[code]


def declared() -> list[Notice]:
    return list(_notices.values())
