"""The scanner's client, against a small server that speaks the protocol of clamd."""

import socket
import struct
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from offers.intake import Finding, ScanResult, Verdict, scan_file
from offers.intake.findings import Code
from offers.intake.scan import BLOCK_BYTES, parse_address
from tests.offers.intake.corpus.hostile import EICAR

Answer = Callable[[socket.socket], None]


def _received(connection: socket.socket, length: int) -> bytes:
    content = b""
    while len(content) < length:
        block = connection.recv(length - len(content))
        if not block:
            raise ConnectionError("The client hung up.")
        content += block
    return content


def _whole_file(connection: socket.socket) -> bytes:
    assert _received(connection, 10) == b"zINSTREAM\0"
    content = b""
    while length := struct.unpack(">L", _received(connection, 4))[0]:
        assert length <= BLOCK_BYTES
        content += _received(connection, length)
    return content


def _scans(connection: socket.socket) -> None:
    infected = EICAR in _whole_file(connection)
    connection.sendall(b"stream: Eicar-Test-Signature FOUND\0" if infected else b"stream: OK\0")


def _has_a_size_limit(connection: socket.socket) -> None:
    """Answers before the file is through, and hangs up."""
    _received(connection, 14)
    connection.sendall(b"INSTREAM size limit exceeded. ERROR\0")
    connection.shutdown(socket.SHUT_WR)
    while connection.recv(65_536):
        pass


def _fails(connection: socket.socket) -> None:
    _whole_file(connection)
    connection.sendall(b"stream: Can't allocate memory ERROR\0")


def _hangs_up(connection: socket.socket) -> None:
    _received(connection, 10)


def _is_silent(connection: socket.socket) -> None:
    _whole_file(connection)
    connection.recv(1)


def _drips(connection: socket.socket) -> None:
    """Says a letter now and then, so that no single wait is long."""
    _whole_file(connection)
    pause = threading.Event()
    while not pause.wait(0.1):
        connection.sendall(b"x")


@pytest.fixture
def serve() -> Iterator[Callable[[socket.socket, Answer], None]]:
    """Start answering one connection on a listening socket."""
    threads: list[threading.Thread] = []

    def start(listener: socket.socket, answer: Answer) -> None:
        def talk() -> None:
            with listener, listener.accept()[0] as connection:
                try:
                    answer(connection)
                except ConnectionError:
                    return

        threads.append(threading.Thread(target=talk))
        threads[-1].start()

    yield start
    for thread in threads:
        thread.join(5)
        assert not thread.is_alive()


@pytest.fixture
def scanned(serve: Callable[[socket.socket, Answer], None], tmp_path: Path) -> Callable[..., ScanResult]:
    """Scan some content with a server that answers in some way."""

    def scan(content: bytes, answer: Answer, seconds: float = 10) -> ScanResult:
        listener = socket.create_server(("127.0.0.1", 0))
        serve(listener, answer)
        path = tmp_path / "upload"
        path.write_bytes(content)
        return scan_file(path, f"tcp://127.0.0.1:{listener.getsockname()[1]}", seconds)

    return scan


@pytest.mark.parametrize(
    ("content", "result"),
    [
        (b"", ScanResult(Verdict.CLEAN)),
        (b"A solution brief", ScanResult(Verdict.CLEAN)),
        (bytes(3 * BLOCK_BYTES + 1), ScanResult(Verdict.CLEAN)),
        (EICAR, ScanResult(Verdict.INFECTED, "Eicar-Test-Signature")),
        (bytes(BLOCK_BYTES - 10) + EICAR, ScanResult(Verdict.INFECTED, "Eicar-Test-Signature")),
    ],
)
def test_whole_file_is_scanned(
    content: bytes, result: ScanResult, scanned: Callable[..., ScanResult]
) -> None:
    assert scanned(content, _scans) == result


@pytest.mark.parametrize(
    ("answer", "verdict"),
    [
        (_has_a_size_limit, Verdict.NOT_SCANNED),
        (_fails, Verdict.UNAVAILABLE),
        (_hangs_up, Verdict.UNAVAILABLE),
    ],
)
def test_scanner_that_gives_no_verdict_is_never_clean(
    answer: Answer, verdict: Verdict, scanned: Callable[..., ScanResult]
) -> None:
    result = scanned(bytes(10_000_000), answer)
    assert result.verdict == verdict
    assert result.detail != ""


@pytest.mark.parametrize("answer", [_is_silent, _drips])
def test_scanner_that_takes_too_long_is_unavailable(
    answer: Answer, scanned: Callable[..., ScanResult]
) -> None:
    assert scanned(b"brief", answer, seconds=0.5).verdict == Verdict.UNAVAILABLE


def test_scanner_on_a_unix_socket_is_asked(
    serve: Callable[[socket.socket, Answer], None], tmp_path: Path
) -> None:
    listener = socket.socket(socket.AF_UNIX)
    listener.bind(str(tmp_path / "clamd.ctl"))
    listener.listen()
    serve(listener, _scans)
    path = tmp_path / "upload"
    path.write_bytes(EICAR)
    assert scan_file(path, f"unix://{tmp_path}/clamd.ctl").verdict == Verdict.INFECTED


def test_scanner_that_is_away_is_unavailable(tmp_path: Path) -> None:
    path = tmp_path / "upload"
    path.write_bytes(b"brief")
    assert scan_file(path, f"unix://{tmp_path}/nothing.ctl").verdict == Verdict.UNAVAILABLE


def test_file_is_not_scanned_where_no_scanner_is_configured(tmp_path: Path) -> None:
    assert scan_file(tmp_path / "upload", "").verdict == Verdict.NOT_SCANNED


@pytest.mark.parametrize(
    ("address", "place"),
    [
        ("tcp://clamav:3310", (socket.AF_INET, ("clamav", 3310))),
        ("tcp://clamav", (socket.AF_INET, ("clamav", 3310))),
        ("unix:///run/clamav/clamd.ctl", (socket.AF_UNIX, "/run/clamav/clamd.ctl")),
    ],
)
def test_address_is_read(address: str, place: object) -> None:
    assert parse_address(address) == place


@pytest.mark.parametrize(
    "address", ["clamav:3310", "tcp://", "tcp://clamav:port", "unix://", "http://clamav"]
)
def test_other_address_is_refused(address: str) -> None:
    with pytest.raises(ValueError, match="is no scanner's address"):
        parse_address(address)


@pytest.mark.parametrize(
    ("result", "findings"),
    [
        (ScanResult(Verdict.CLEAN), ()),
        (ScanResult(Verdict.INFECTED, "Eicar"), (Finding(Code.INFECTED, {"signature": "Eicar"}),)),
        (ScanResult(Verdict.NOT_SCANNED), (Finding(Code.NOT_SCANNED, fatal=False),)),
        (ScanResult(Verdict.UNAVAILABLE), (Finding(Code.SCAN_UNAVAILABLE),)),
    ],
)
def test_verdict_becomes_what_is_told(result: ScanResult, findings: tuple[Finding, ...]) -> None:
    assert result.findings() == findings
