"""What can be told. Each room declares its notices in ``notices.py``; a notification stores only code and figures."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise


@dataclass(frozen=True, slots=True)
class Notice:
    """``title`` and ``body`` are translatable, with ``%(name)s`` placeholders filled from the stored figures."""

    code: str
    title: _StrOrPromise
    body: _StrOrPromise
    by_mail: bool = True


_notices: dict[str, Notice] = {}


def declare(*notices: Notice) -> None:
    for notice in notices:
        _notices[notice.code] = notice


def find(code: str) -> Notice:
    return _notices[code]


def declared() -> list[Notice]:
    return list(_notices.values())
