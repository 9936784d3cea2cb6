"""Reading settings from the environment: typed, and a wrong value is one clear line at start."""

import secrets
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import environ
from django.core.exceptions import ImproperlyConfigured


class Environment:
    """A thin front of django-environ that names the variable in every complaint."""

    def __init__(self) -> None:
        self._env = environ.Env()

    def text(self, name: str, default: str = "") -> str:
        return str(self._env.str(name, default=default))

    def flag(self, name: str, *, default: bool) -> bool:
        raw = self.text(name).strip().lower()
        if not raw:
            return default
        if raw in {"1", "true", "yes", "on"}:
            return True
        if raw in {"0", "false", "no", "off"}:
            return False
        raise _fault(name, raw, "true or false")

    def whole(self, name: str, *, default: int) -> int:
        raw = self.text(name).strip()
        if not raw:
            return default
        if not raw.lstrip("-").isdecimal():
            raise _fault(name, raw, "a whole number")
        return int(raw)

    def one_of(self, name: str, choices: Sequence[str], *, default: str) -> str:
        raw = self.text(name).strip() or default
        if raw not in choices:
            raise _fault(name, raw, f"one of {', '.join(choices)}")
        return raw

    def words(self, name: str, default: list[str]) -> list[str]:
        """A comma-separated list; empty parts are dropped."""
        raw = self.text(name).strip()
        return [part.strip() for part in raw.split(",") if part.strip()] if raw else default

    def database(self, name: str, default: str) -> dict[str, Any]:
        raw = self.text(name) or default
        try:
            return dict(self._env.db_url_config(raw))
        except (ImproperlyConfigured, ValueError) as error:
            raise _fault(
                name, raw, "a database address such as postgres://user:password@host/name"
            ) from error

    def mail(self, name: str) -> dict[str, Any]:
        raw = self.text(name)
        try:
            return dict(self._env.email_url_config(raw)) if raw else {}
        except (ImproperlyConfigured, ValueError, KeyError) as error:
            raise _fault(
                name, raw, "a mail server's address such as smtp://user:password@host:587"
            ) from error


def _fault(name: str, value: str, wanted: str) -> SystemExit:
    shown = "(hidden)" if any(word in name for word in ("KEY", "URL", "SECRET", "STRING")) else repr(value)
    return SystemExit(f"Setting {name}: {shown} is not {wanted}.")


def kept_secret(path: Path) -> str:
    """The installation's own secret: made once, kept in a file that only its owner reads."""
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)
        path.write_text(secrets.token_urlsafe(50))
    return path.read_text().strip()


def blob_endpoint(connection_string: str) -> str:
    """The address of the blob storage that an Azure connection string names; empty where there is none."""
    parts = dict(part.split("=", 1) for part in connection_string.split(";") if "=" in part)
    if parts.get("BlobEndpoint") or not parts.get("AccountName"):
        return parts.get("BlobEndpoint", "").rstrip("/")
    scheme = parts.get("DefaultEndpointsProtocol", "https")
    return f"{scheme}://{parts['AccountName']}.blob.{parts.get('EndpointSuffix', 'core.windows.net')}"


def origin_of(address: str) -> str:
    """Scheme, host and port alone, as browsers compare them."""
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}"


def under_test() -> bool:
    return "pytest" in sys.modules
