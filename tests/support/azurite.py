"""Azurite, Microsoft's own stand-in for Azure Blob storage: a Node.js program that npm puts into var/.

python -m tests.support.azurite   installs it, if it is not there yet
"""

import base64
import os
import secrets
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.support.servers import DidNotStart, free_port, listens, server, temporary_folder, wait_until

VERSION = "3.35.0"  # the last one for Node.js 20
HOME = Path(__file__).resolve().parents[2] / "var" / "azurite"
PROGRAM = HOME / "node_modules" / ".bin" / "azurite-blob"
HOW_TO_GET_IT = "apt install nodejs npm"
ACCOUNT = "cosell"


def missing() -> str | None:
    """What this machine lacks for it, and how to get that."""
    lacking = [name for name in ("node", "npm") if not shutil.which(name)]
    return f"no {' and no '.join(lacking)} here: {HOW_TO_GET_IT}" if lacking else None


def install() -> Path:
    """Its program, fetched by npm where it is not there yet. Raises DidNotStart with what npm said."""
    if not PROGRAM.exists():
        HOME.mkdir(parents=True, exist_ok=True)
        argv = ["npm", "install", "--prefix", str(HOME), f"azurite@{VERSION}", "--no-audit", "--no-fund"]
        env = os.environ | {"npm_config_cache": str(HOME.parent / "cache" / "npm")}
        outcome = subprocess.run(argv, capture_output=True, text=True, check=False, env=env)
        if outcome.returncode:
            raise DidNotStart(f"npm ended with code {outcome.returncode}:\n{outcome.stdout}{outcome.stderr}")
    return PROGRAM


@contextmanager
def azurite() -> Iterator[str]:
    """The connection string of an empty blob storage of our own."""
    with temporary_folder("azurite") as folder, serving(folder, free_port(), new_key()) as connection_string:
        yield connection_string


def new_key() -> str:
    return base64.b64encode(secrets.token_bytes(32)).decode()


@contextmanager
def serving(folder: Path, port: int, key: str) -> Iterator[str]:
    """The blob storage that lies in this folder: started again on the same three, it is the same one."""
    program, log = install(), folder / "log"
    argv: list[str | Path] = [program, "--blobPort", str(port), "--location", folder, "--silent"]
    argv += ["--skipApiVersionCheck", "--disableTelemetry"]
    with server(argv, log, signal.SIGTERM, None, {"AZURITE_ACCOUNTS": f"{ACCOUNT}:{key}"}) as process:
        wait_until(lambda: listens(port), process, log, "Azurite")
        address = f"http://127.0.0.1:{port}/{ACCOUNT}"
        yield f"DefaultEndpointsProtocol=http;AccountName={ACCOUNT};AccountKey={key};BlobEndpoint={address};"


if __name__ == "__main__":
    try:
        install()
    except DidNotStart as problem:
        sys.exit(str(problem))
