"""A browser that does not give up: it sends each file until the commit was acknowledged, whatever dies meanwhile."""

import http.client
import json
import time
from dataclasses import dataclass
from typing import Any

from tests.faults.papers import Paper

TOKEN = "a" * 32
PAUSE = 0.2
FROM_BLOCK_ON = 8 * 1024 * 1024


class Lost(Exception):
    """A block that was acknowledged is not there any more."""


@dataclass
class Client:
    """One signed-in person at one address. ``retries`` counts what had to be asked again."""

    port: int
    session: str
    deadline: float
    retries: int = 0

    def upload(self, offer: str, paper: Paper) -> str:
        """The public id of the version that holds it. Raises Lost, TimeoutError."""
        address = f"/offers/{offer}/co-sell/documents/uploads/"
        announced = {"kind": "other", "name": paper.name, "size": len(paper.content)}
        announced |= {"sha256": paper.sha256, "fingerprint": paper.sha256}
        begun = self._until(201, "POST", address, json.dumps(announced).encode())
        self._send(begun, paper)
        self._until(200, "POST", begun["commit_url"])
        return str(begun["id"])

    def _send(self, begun: dict[str, Any], paper: Paper) -> None:
        count = -(-len(paper.content) // begun["block_bytes"])
        for index in range(count):
            start = index * begun["block_bytes"]
            block = paper.content[start : start + begun["block_bytes"]]
            self._until(200, "PUT", begun["block_url"].format(index=index), block)
            missing = self._until(200, "GET", begun["progress_url"])["missing"]
            if set(missing) & set(range(index + 1)):
                raise Lost(f"{paper.name}: of the blocks up to {index}, {missing} are gone")

    def _until(self, status: int, method: str, path: str, body: bytes = b"") -> dict[str, Any]:
        while time.monotonic() < self.deadline:
            try:
                code, answer = self._ask(method, path, body)
            except (OSError, http.client.HTTPException):
                code, answer = 0, b""
            if code == status:
                return dict(json.loads(answer))
            if code not in {0, 500, 502, 503}:
                raise AssertionError(f"{method} {path}: {code} {answer[:300]!r}")
            self.retries += 1
            time.sleep(PAUSE)
        raise TimeoutError(f"{method} {path} was never answered")

    def _ask(self, method: str, path: str, body: bytes) -> tuple[int, bytes]:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        headers = {"Cookie": f"sessionid={self.session}; csrftoken={TOKEN}", "X-CSRFToken": TOKEN}
        headers |= {"Accept": "application/json", "Content-Type": "application/octet-stream"}
        try:
            connection.request(method, path, body, headers)
            response = connection.getresponse()
            return response.status, response.read()
        finally:
            connection.close()
