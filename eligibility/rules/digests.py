"""Short texts that stand for long values: equal only where the values are."""

import json
from hashlib import blake2b
from typing import Final


def text_of(value: object) -> str:
    """As JSON, the same in every process: sets in their order, what JSON does not know as its text."""
    return _encode(value)


DIGEST_LENGTH: Final = 32


def digest(text: str) -> str:
    """32 hexadecimal digits."""
    return blake2b(text.encode(), digest_size=DIGEST_LENGTH // 2).hexdigest()


def _plain(value: object) -> object:
    return sorted(value) if isinstance(value, frozenset) else str(value)


_encode: Final = json.JSONEncoder(
    default=_plain, sort_keys=True
).encode  # made once: that costs more than a short text
