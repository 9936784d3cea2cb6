"""A file on its way is cut into blocks, each stored and acknowledged by itself."""

import math
import secrets

BLOCK_BYTES = 8 * 1024 * 1024


def new_key() -> str:
    """A random place for one file, e.g. ``3f/3f9c…``."""
    token = secrets.token_hex(16)
    return f"{token[:2]}/{token}"


def block_count(size: int) -> int:
    return max(1, math.ceil(size / BLOCK_BYTES))


def block_bytes(size: int, index: int) -> int:
    """How long this block of a file of ``size`` bytes is; 0 for a block that the file cannot have."""
    return max(0, min(BLOCK_BYTES, size - index * BLOCK_BYTES))
