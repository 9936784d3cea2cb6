"""A real clamd of our own, with a database of one line: it starts at once and knows one malware, EICAR."""

import os
import shutil
import signal
import socket
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from tests.support.servers import DidNotStart, server, temporary_folder, wait_until

HOW_TO_GET_IT = "apt install --no-install-recommends clamav-daemon"
PLACES = ("/usr/sbin", "/usr/local/sbin", "/opt/homebrew/sbin")
LARGEST_STREAM = 4 * 1024 * 1024
LARGEST_READ = 3 * 1024 * 1024
# MD5, length and name of the EICAR test file: all that a .hdb holds.
DATABASE = "44d88612fea8a8f36de82e1278abb02f:68:Eicar-Test-Signature\n"


def program() -> str | None:
    return shutil.which("clamd", path=os.pathsep.join([os.environ.get("PATH", ""), *PLACES]))


def missing() -> str | None:
    """What this machine lacks for it, and how to get that."""
    return None if program() else f"no clamd here: {HOW_TO_GET_IT}"


@contextmanager
def clamd(largest_stream: int = LARGEST_STREAM, largest_read: int = LARGEST_READ) -> Iterator[str]:
    """Its address, as ``CLAMD_ADDRESS`` takes it. Raises DidNotStart."""
    found = program()
    if found is None:
        raise DidNotStart(missing())
    with temporary_folder("clamd") as folder:
        place, log = folder / "socket", folder / "log"
        settings = folder / "clamd.conf"
        limits = f"StreamMaxLength {largest_stream}\nMaxFileSize {largest_read}\n"
        settings.write_text(_settings(folder, place) + limits)
        argv: list[str | Path] = [found, "--config-file", settings, "--foreground"]
        with server(argv, log, signal.SIGTERM, None) as process:
            wait_until(lambda: _answers(place), process, log, "clamd")
            yield f"unix://{place}"


def _settings(folder: Path, place: Path) -> str:
    (folder / "eicar.hdb").write_text(DATABASE)
    lines = [f"DatabaseDirectory {folder}", f"TemporaryDirectory {folder}", f"LocalSocket {place}"]
    lines += ["Foreground yes", "MaxThreads 4", "AlertExceedsMax yes"]
    if os.geteuid() == 0:
        lines.append("User root")
    return "\n".join(lines) + "\n"


def _answers(place: Path) -> bool:
    with closing(socket.socket(socket.AF_UNIX)) as probe:
        probe.settimeout(2)
        try:
            probe.connect(str(place))
            probe.sendall(b"zPING\0")
            return probe.recv(16) == b"PONG\0"
        except OSError:
            return False
