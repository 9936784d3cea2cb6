"""One row of the corpus."""

from collections.abc import Callable
from dataclasses import dataclass, field

from offers.intake import Limits

ONE_PAGER = "customer_one_pager"


@dataclass(frozen=True)
class Case:
    """One upload: what it is called, how its bytes are made, and what must be found."""

    about: str
    name: str
    build: Callable[[], bytes]
    codes: tuple[str, ...] = ()
    kind: str = "other"
    pages: int | None = None
    limits: Limits = field(default_factory=Limits)


def holding(content: bytes) -> Callable[[], bytes]:
    """A builder of these very bytes."""
    return lambda: content
