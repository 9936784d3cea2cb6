"""Mails as the embedded default leaves them: files in ``var/mail``."""

import re
import time
from collections.abc import Callable
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

BETWEEN = b"-" * 79
LINK = re.compile(r"https?://[^\s<>\"]+")


def mails_in(folder: Path) -> list[EmailMessage]:
    """Every mail in the folder, oldest first."""
    files = sorted(folder.glob("*.log"), key=lambda path: path.stat().st_mtime_ns)
    return [
        message_from_bytes(part.lstrip(), policy=policy.default)
        for path in files
        for part in path.read_bytes().split(BETWEEN)
        if part.strip()
    ]


def body_of(mail: EmailMessage) -> str:
    """The plain text of a mail."""
    part = mail.get_body(("plain",))
    return str(part.get_content()) if part else ""


def links_of(mail: EmailMessage) -> list[str]:
    return LINK.findall(body_of(mail))


def wait_for_mail(
    folder: Path, to: str, *, seconds: float = 20, matches: Callable[[EmailMessage], bool] = lambda mail: True
) -> EmailMessage:
    """The newest mail to ``to`` that ``matches``; an AssertionError naming what did arrive after ``seconds``."""
    deadline = time.monotonic() + seconds
    while True:
        mails = mails_in(folder)
        found = [mail for mail in mails if to in str(mail["To"]) and matches(mail)]
        if found:
            return found[-1]
        if time.monotonic() > deadline:
            arrived = [f"{mail['To']}: {mail['Subject']}" for mail in mails]
            raise AssertionError(
                f"No such mail to {to} within {seconds:.0f} seconds; these arrived: {arrived}"
            )
        time.sleep(0.1)
