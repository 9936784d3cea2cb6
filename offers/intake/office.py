"""Office files laid out by LibreOffice: a PDF of the first pages, to be drawn and read like any other.

LibreOffice runs below a child that has confined itself, so it inherits the child's bounds and ends with it. Its
profile is new each time, runs no macros, follows no links, and has no network where the system lets us take it away.
"""

import ctypes
import json
import os
import shutil
import signal
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

from offers.intake.formats import EXTENSION_OF_MEDIA_TYPE
from offers.intake.limits import Limits

PDF_NAME = "document.pdf"
# A new profile ends the first start with this code, which asks for a second one.
START_AGAIN = 81

_FILTERS = {
    ".ppt": "impress_pdf_Export",
    ".pptx": "impress_pdf_Export",
    ".doc": "writer_pdf_Export",
    ".docx": "writer_pdf_Export",
    ".xls": "calc_pdf_Export",
    ".xlsx": "calc_pdf_Export",
}
_CAREFUL = {
    "/org.openoffice.Office.Common/Security/Scripting": {
        "MacroSecurityLevel": "3",
        "DisableMacrosExecution": "true",
        "DisableActiveContent": "true",
        "BlockUntrustedRefererLinks": "true",
    },
    "/org.openoffice.Office.Writer/Content/Update": {"Link": "0"},
    "/org.openoffice.Office.Calc/Content/Update": {"Link": "0"},
}
_CLONE_NEWUSER, _CLONE_NEWNET = 0x1000_0000, 0x4000_0000
_PR_SET_PDEATHSIG = 1


def is_office(media_type: str) -> bool:
    """Whether files of this type are laid out before they can be drawn."""
    return EXTENSION_OF_MEDIA_TYPE.get(media_type, "") in _FILTERS


def libreoffice() -> Path | None:
    """LibreOffice's own program, past its starter script, which would outlive us; None where it is missing."""
    found = shutil.which("soffice") or shutil.which("libreoffice")
    if found is None:
        return None
    starter = Path(found).resolve()
    program = starter.with_name("soffice.bin")
    return program if program.exists() else starter


def lay_out(path: Path, media_type: str, out_dir: Path, limits: Limits | None = None) -> Path | None:
    """The first `text_pages` pages of a checked Office file as `out_dir`/document.pdf; None where that failed.

    To be called in a confined child only: `lay_out_in_child`.
    """
    program, extension = libreoffice(), EXTENSION_OF_MEDIA_TYPE[media_type]
    if program is None:
        return None
    source = Path.cwd() / f"document{extension}"
    source.symlink_to(path)
    arguments = _arguments(_new_profile(), extension, (limits or Limits()).text_pages)
    _leave_the_network()
    argv: list[str | Path] = [program, *arguments, "--outdir", out_dir, source]
    if _run(argv) == START_AGAIN:
        _run(argv)
    made = out_dir / PDF_NAME
    return made if made.is_file() else None


def _arguments(profile: Path, extension: str, pages: int) -> list[str]:
    export = json.dumps({"PageRange": {"type": "string", "value": f"1-{pages}"}})
    quiet = ["--headless", "--nologo", "--nodefault", "--norestore", "--nolockcheck", "--nofirststartwizard"]
    return [
        f"-env:UserInstallation={profile.as_uri()}",
        *quiet,
        "--convert-to",
        f"pdf:{_FILTERS[extension]}:{export}",
    ]


def _run(argv: list[str | Path]) -> int:
    return subprocess.run(
        argv, stdin=subprocess.DEVNULL, stdout=sys.stderr, check=False, preexec_fn=_end_with_parent
    ).returncode


def _new_profile() -> Path:
    profile = Path.cwd() / "profile"
    (profile / "user").mkdir(parents=True)
    items = "".join(
        f'<item oor:path="{path}"><prop oor:name="{name}" oor:op="fuse"><value>{value}</value></prop></item>'
        for path, settings in _CAREFUL.items()
        for name, value in settings.items()
    )
    namespaces = 'xmlns:oor="http://openoffice.org/2001/registry"'
    text = f'<?xml version="1.0" encoding="UTF-8"?><oor:items {namespaces}>{items}</oor:items>'
    (profile / "user" / "registrymodifications.xcu").write_text(text, encoding="utf-8")
    return profile


def _libc() -> ctypes.CDLL | None:
    return ctypes.CDLL(None, use_errno=True) if sys.platform == "linux" else None


def _leave_the_network() -> None:
    """A network namespace of our own, with nothing in it. Where that is forbidden the profile alone holds."""
    libc = _libc()
    if libc is None:
        return
    with suppress(AttributeError):
        if libc.unshare(_CLONE_NEWNET) != 0 and os.geteuid() != 0:
            libc.unshare(_CLONE_NEWUSER | _CLONE_NEWNET)


def _end_with_parent() -> None:
    libc = _libc()
    if libc is not None:
        libc.prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
