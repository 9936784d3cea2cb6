"""The mails that a demo has sent, as Django's file backend leaves them in ``var/mail``."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.header import decode_header, make_header
from email.parser import BytesHeaderParser
from functools import cached_property
from pathlib import Path

from django.conf import settings
from django.utils.html import escape
from django.utils.safestring import SafeString

BETWEEN = b"-" * 79
NEWEST = 200
ADDRESS = re.compile(r"https?://[^\s<>\"]+")


@dataclass(frozen=True)
class SentMail:
    """``name`` is made of the file's name and the mail's place in it; ``content`` is the mail as it was sent."""

    name: str
    at: datetime
    to: str
    subject: str
    content: bytes

    @cached_property
    def text(self) -> str:
        """Read only where it is shown: it costs far more than the head."""
        body = message_from_bytes(self.content, policy=policy.default).get_body(("plain", "html"))
        return str(body.get_content()) if body else ""


def is_shown() -> bool:
    """Only a demo shows its mails, and only if they go to files at all."""
    return settings.DEMO and settings.EMAIL_BACKEND.endswith("filebased.EmailBackend")


def sent_mails() -> list[SentMail]:
    """The newest mails of the demo, the newest first."""
    folder = Path(settings.EMAIL_FILE_PATH)
    files = sorted(folder.glob("*.log"), key=lambda path: path.stat().st_mtime_ns, reverse=True)[:NEWEST]
    return [mail for path in files for mail in reversed(_mails_in(path))][:NEWEST]


def find_mail(name: str) -> SentMail | None:
    return next((mail for mail in sent_mails() if mail.name == name), None)


def with_links(text: str) -> SafeString:
    """The text as HTML in which addresses of this product, and no others, can be followed."""
    ours = settings.SITE_URL + "/"
    html, end = [], 0
    for found in ADDRESS.finditer(text):
        if found[0].startswith(ours):
            html += [escape(text[end : found.start()]), _link(found[0])]
            end = found.end()
    return SafeString("".join([*html, escape(text[end:])]))


def _link(address: str) -> str:
    """Within this site, wherever it is looked at."""
    path = address.removeprefix(settings.SITE_URL)
    return f'<a href="{escape(path)}">{escape(address)}</a>'


def _mails_in(path: Path) -> list[SentMail]:
    at = datetime.fromtimestamp(path.stat().st_mtime, tz=UTC)
    parts = [part.strip(b"\n") for part in path.read_bytes().split(BETWEEN)]
    return [_read(f"{path.stem}-{number}", at, part) for number, part in enumerate(parts) if part]


def _read(name: str, at: datetime, content: bytes) -> SentMail:
    head = BytesHeaderParser().parsebytes(content)
    to, subject = (str(make_header(decode_header(head.get(each, "")))) for each in ("To", "Subject"))
    return SentMail(name, at, to, subject, content)
