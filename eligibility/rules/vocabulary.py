"""The codes that the rules take from outside: which offer types and countries there are."""

from typing import NamedTuple


class Vocabulary(NamedTuple):
    offer_types: tuple[str, ...]
    countries: frozenset[str]
