"""Malware scanning by a clamd: the whole file is streamed to it (INSTREAM) over a TCP or Unix socket."""

import socket
import struct
import time
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import BinaryIO

from offers.intake.findings import Code, Finding

BLOCK_BYTES = 256 * 1024
LONGEST_REPLY = 4096
DEFAULT_PORT = 3310
# What a clamd with `AlertExceedsMax yes` says of a file that it did not read to its end; without, it says "OK".
UNREAD = "Heuristics.Limits.Exceeded"
DEFAULT_SECONDS = 120.0


class Verdict(StrEnum):
    """NOT_SCANNED will stay so when asked again; UNAVAILABLE may pass."""

    CLEAN = "clean"
    INFECTED = "infected"
    NOT_SCANNED = "not_scanned"
    UNAVAILABLE = "unavailable"


@dataclass(frozen=True)
class ScanResult:
    """A verdict, with the signature's name for INFECTED and the reason in `detail` for the last two."""

    verdict: Verdict
    signature: str = ""
    detail: str = ""

    def findings(self) -> tuple[Finding, ...]:
        """What to tell of it: nothing when clean. A file that nobody could scan is never silently clean."""
        match self.verdict:
            case Verdict.CLEAN:
                return ()
            case Verdict.INFECTED:
                return (Finding(Code.INFECTED, {"signature": self.signature}),)
            case Verdict.NOT_SCANNED:
                return (Finding(Code.NOT_SCANNED, fatal=False),)
            case Verdict.UNAVAILABLE:
                return (Finding(Code.SCAN_UNAVAILABLE),)


def scan_file(path: Path, address: str, seconds: float = DEFAULT_SECONDS) -> ScanResult:
    """The verdict on a file by the clamd at `address`, within `seconds` in all. Raises OSError for the file.

    An address is "tcp://host:port", "unix:///path/of/socket", or "" where no scanner is configured. Raises
    ValueError for any other.
    """
    if not address:
        return ScanResult(Verdict.NOT_SCANNED, detail="No scanner is configured.")
    family, place = parse_address(address)
    deadline = time.monotonic() + seconds
    with path.open("rb") as stream:
        try:
            with socket.socket(family, socket.SOCK_STREAM) as connection:
                _wait_until(connection, deadline)
                connection.connect(place)
                reply = _talk(connection, stream, deadline)
        except OSError as error:
            return ScanResult(Verdict.UNAVAILABLE, detail=str(error))
    return parse_reply(reply)


def parse_address(address: str) -> tuple[socket.AddressFamily, str | tuple[str, int]]:
    """The socket family and place of a scanner's address. Raises ValueError."""
    scheme, separator, place = address.partition("://")
    if separator and scheme == "unix" and place:
        return socket.AF_UNIX, place
    host, _, port = place.partition(":")
    if separator and scheme == "tcp" and host and (port.isdecimal() or not port):
        return socket.AF_INET, (host, int(port or DEFAULT_PORT))
    raise ValueError(f"{address!r} is no scanner's address: it is tcp://host:port or unix:///path/of/socket.")


def parse_reply(reply: bytes) -> ScanResult:
    """What a clamd's answer to INSTREAM means."""
    said = reply.rstrip(b"\0\n").decode("utf-8", errors="replace").removeprefix("stream: ")
    if said == "OK":
        return ScanResult(Verdict.CLEAN)
    if said.startswith(UNREAD) and said.endswith(" FOUND"):
        return ScanResult(Verdict.NOT_SCANNED, detail=said)
    if said.endswith(" FOUND"):
        return ScanResult(Verdict.INFECTED, signature=said.removesuffix(" FOUND"))
    if "size limit exceeded" in said:
        return ScanResult(Verdict.NOT_SCANNED, detail=said)
    return ScanResult(
        Verdict.UNAVAILABLE, detail=said or "The scanner closed the connection without a verdict."
    )


def _talk(connection: socket.socket, stream: BinaryIO, deadline: float) -> bytes:
    try:
        connection.sendall(b"zINSTREAM\0")
        while block := stream.read(BLOCK_BYTES):
            _wait_until(connection, deadline)
            connection.sendall(struct.pack(">L", len(block)) + block)
        connection.sendall(struct.pack(">L", 0))
    except (BrokenPipeError, ConnectionResetError):
        # A scanner that has seen enough says why and hangs up; its answer is still to be read.
        pass
    return _reply(connection, deadline)


def _reply(connection: socket.socket, deadline: float) -> bytes:
    reply = b""
    while not reply.endswith(b"\0") and len(reply) < LONGEST_REPLY:
        _wait_until(connection, deadline)
        received = connection.recv(LONGEST_REPLY)
        if not received:
            break
        reply += received
    return reply


def _wait_until(connection: socket.socket, deadline: float) -> None:
    """Let the next call on the connection wait no longer than the deadline. Raises TimeoutError."""
    left = deadline - time.monotonic()
    if left <= 0:
        raise TimeoutError("The scanner did not answer in time.")
    connection.settimeout(left)
