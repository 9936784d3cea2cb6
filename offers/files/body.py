"""One block as it comes in: read once, in pieces, never whole in memory."""

from collections.abc import Iterator
from typing import IO

PIECE_BYTES = 256 * 1024


class BodyCutShort(Exception):
    """Fewer bytes came than were announced: the line broke."""


class IncomingBody:
    """The next ``length`` bytes of a stream. Reading past a broken end raises ``BodyCutShort``.

    It has a length and a ``read``, which is what an HTTP client needs to send it on.
    """

    def __init__(self, stream: IO[bytes], length: int) -> None:
        self.stream = stream
        self.length = length
        self.left = length

    def __len__(self) -> int:
        return self.length

    def __iter__(self) -> Iterator[bytes]:
        while piece := self.read(PIECE_BYTES):
            yield piece

    def read(self, size: int = -1) -> bytes:
        """At most ``size`` bytes, and never more than a piece at once."""
        wanted = min(PIECE_BYTES if size < 0 else size, PIECE_BYTES, self.left)
        if not wanted:
            return b""
        piece = self.stream.read(wanted)
        if not piece:
            raise BodyCutShort(f"{self.left} of {self.length} bytes are missing")
        self.left -= len(piece)
        return piece
