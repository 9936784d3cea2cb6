"""What every check is given: the file, its limits, and what was opened of it so far."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any, Self, TypeVar

from offers.intake.findings import Code, Finding
from offers.intake.formats import FORMATS, Format
from offers.intake.limits import Limits
from offers.intake.names import clean_name, extension_of

T = TypeVar("T")

HEAD_BYTES = 4096


@dataclass
class Inspection:
    """One file on its way in. A context manager: it closes whatever its checks opened."""

    path: Path
    given_name: str
    kind: str
    limits: Limits
    pages: int | None = None
    _opened: dict[Callable[..., Any], Any] = field(default_factory=dict, repr=False)
    _resources: ExitStack = field(default_factory=ExitStack, repr=False)

    @property
    def name(self) -> str:
        return clean_name(self.given_name)

    @property
    def extension(self) -> str:
        return extension_of(self.given_name)

    @property
    def format(self) -> Format | None:
        return FORMATS.get(self.extension)

    @cached_property
    def size(self) -> int:
        return self.path.stat().st_size

    @cached_property
    def head(self) -> bytes:
        with self.path.open("rb") as stream:
            return stream.read(HEAD_BYTES)

    def tail(self, length: int) -> bytes:
        with self.path.open("rb") as stream:
            stream.seek(max(0, self.size - length))
            return stream.read(length)

    def once(self, opener: "Callable[[Inspection], T]") -> T:
        """What `opener` makes of this file, made once however many checks ask for it."""
        if opener not in self._opened:
            self._opened[opener] = opener(self)
        result: T = self._opened[opener]
        return result

    def keep(self, resource: AbstractContextManager[T]) -> T:
        """Enter `resource` and leave it when the inspection ends."""
        return self._resources.enter_context(resource)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *raised: object) -> None:
        self._opened.clear()
        self._resources.close()


Check = Callable[[Inspection], Iterator[Finding]]
# The checks of a stage all run, so that everything wrong is told at once; a refusal ends the stages.
Stage = tuple[Check, ...]


def refuse(code: Code, **params: str | int) -> Finding:
    return Finding(code, params)


def remark(code: Code, **params: str | int) -> Finding:
    return Finding(code, params, fatal=False)


def page_findings(inspection: Inspection) -> Iterator[Finding]:
    """What the number of pages, once a check has counted them, means for this kind of document."""
    if inspection.pages is None or inspection.format is None:
        return
    word = inspection.format.page_word or "pages"
    limit = inspection.limits.pages_for(inspection.kind)
    if inspection.pages == 0:
        yield refuse(Code.NO_PAGES, word=word)
    elif inspection.pages > limit and limit < inspection.limits.max_pages:
        yield refuse(Code.ONE_PAGER_TOO_LONG, pages=inspection.pages, limit_pages=limit, word=word)
    elif inspection.pages > limit:
        yield refuse(Code.TOO_MANY_PAGES, limit_pages=limit, word=word)
