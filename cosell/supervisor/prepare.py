"""Makes a virtual environment and installs a lock file into it; does nothing when both are as they should be.

Runs by its path on a bare Python, before anything is installed, so it uses the standard library only:

    python3 -I cosell/supervisor/prepare.py var/venv requirements.txt [--while-stopped]

With ``--while-stopped`` it refuses to change an environment that the product is running from.
"""

import fcntl
import os
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from typing import IO

OLDEST = (3, 11)
RUNNING_LOCK = "up.lock"  # held, inside COSELL_VAR, as long as any process of the product lives


def hold(path: Path) -> IO[str] | None:
    """Take the lock at ``path`` and give its open file, which holds it until closed; None if another has it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    file = path.open("a+")
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        file.close()
        return None
    return file


def wait_for(path: Path) -> IO[str]:
    """Like ``hold``, but waits its turn."""
    file = hold(path)
    if file is None:
        print(f"Another make is preparing {path.parent}; waiting for it.", flush=True)
        file = path.open("a+")
        fcntl.flock(file, fcntl.LOCK_EX)
    return file


def python_of(folder: Path) -> Path:
    return folder / "bin" / "python"


def works(folder: Path) -> bool:
    """Whether the environment's Python starts: it does not once the Python it was made from is gone."""
    probe: list[str | Path] = [
        python_of(folder),
        "-c",
        f"import pip, sys; sys.exit(sys.version_info < {OLDEST})",
    ]
    with suppress(OSError):
        return subprocess.run(probe, stderr=subprocess.DEVNULL, check=False).returncode == 0
    return False


def stamp_of(folder: Path) -> Path:
    return folder / "installed.txt"


def is_ready(folder: Path, lock: Path) -> bool:
    """Whether ``folder`` is an environment in which exactly this lock file was installed to the end."""
    stamp = stamp_of(folder)
    return stamp.exists() and stamp.read_bytes() == lock.read_bytes() and works(folder)


def create(folder: Path) -> None:
    print(f"Making {folder} with Python {sys.version.split()[0]}.", flush=True)
    subprocess.run([sys.executable, "-m", "venv", "--clear", folder], check=True)


def install(folder: Path, lock: Path) -> None:
    text = lock.read_text()
    count = sum(line[0].isalnum() for line in text.splitlines() if line)
    print(f"Installing the {count} locked packages of {lock} (a minute or two the first time).", flush=True)
    options = ["-qq", "--no-input", "--disable-pip-version-check", "--require-hashes"]
    subprocess.run([python_of(folder), "-m", "pip", "install", *options, "-r", lock], check=True)
    half = stamp_of(folder).with_suffix(".half")
    half.write_text(text)
    half.replace(stamp_of(folder))


def product_is_running() -> bool:
    lock = hold(Path(os.environ.get("COSELL_VAR") or "var") / RUNNING_LOCK)
    if lock is None:
        return True
    lock.close()
    return False


def prepare(folder: Path, lock: Path, *, while_stopped: bool) -> int:
    """Exit code: 0 when the environment is as the lock file says, 1 when it could not be made so."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    with wait_for(folder.with_suffix(".lock")):
        if is_ready(folder, lock):
            return 0
        if while_stopped and product_is_running():
            print(
                f"{lock} has changed, but the Co-sell Center is running from {folder}: stop it first (Ctrl-C)."
            )
            return 1
        try:
            if not works(folder):
                create(folder)
            install(folder, lock)
        except subprocess.CalledProcessError:
            print(
                f"{folder} could not be prepared; the lines above say why. Nothing was started.",
                file=sys.stderr,
            )
            return 1
    return 0


if __name__ == "__main__":
    try:
        sys.exit(prepare(Path(sys.argv[1]), Path(sys.argv[2]), while_stopped="--while-stopped" in sys.argv))
    except KeyboardInterrupt:
        sys.exit(130)
