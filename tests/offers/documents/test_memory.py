"""The web process never holds a file: a block streams from the socket into the store in small pieces."""

import http.client
import json
import tracemalloc
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.test import Client
from pytest_django.live_server_helper import LiveServer

from cosell.accounts.models import User
from offers import files
from offers.files import BLOCK_BYTES
from offers.models import DocumentState, DocumentVersion, Offer

MB = 1024 * 1024

pytestmark = pytest.mark.usefixtures("either_store")


class Session:
    """A signed-in browser on a real socket."""

    def __init__(self, address: str, client: Client) -> None:
        self.host = urlsplit(address).netloc
        self.cookies = "; ".join(f"{name}={cookie.value}" for name, cookie in client.cookies.items())

    def ask(
        self, method: str, path: str, body: object = None, length: int = 0
    ) -> tuple[int, dict[str, object]]:
        """Status and JSON; a body that is a file is sent from the disk, piece by piece."""
        connection = http.client.HTTPConnection(self.host, timeout=60)
        token = "a" * 32
        headers = {"Cookie": f"{self.cookies}; csrftoken={token}", "X-CSRFToken": token}
        headers |= {"Accept": "application/json", "Content-Length": str(length)}
        connection.request(method, path, body, headers)
        response = connection.getresponse()
        answer = response.read()
        connection.close()
        return response.status, json.loads(answer)


@pytest.fixture
def session(live_server: LiveServer, client: Client, editor: User) -> Session:
    client.force_login(editor)
    return Session(live_server.url, client)


@pytest.fixture
def begun(offer: Offer, editor: User) -> DocumentVersion:
    return DocumentVersion.objects.create(
        document=offer.documents.create(kind="customer_wins"),
        number=1,
        original_name="film.mp4",
        declared_bytes=2 * BLOCK_BYTES,
        uploaded_by=editor,
        quarantine_key=files.new_key(),
    )


def test_a_block_streams_through_the_web_process(
    session: Session, begun: DocumentVersion, tmp_path: Path
) -> None:
    source = tmp_path / "film"
    source.write_bytes(bytes(BLOCK_BYTES))
    path = f"/uploads/{begun.public_id}/blocks/{{}}/"
    with source.open("rb") as block:
        session.ask("PUT", path.format(0), block, BLOCK_BYTES)  # what is loaded once is loaded now
    tracemalloc.start()
    try:
        with source.open("rb") as block:
            status, answer = session.ask("PUT", path.format(1), block, BLOCK_BYTES)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()

    assert (status, answer) == (200, {"received": BLOCK_BYTES})
    assert files.quarantine().arrived(begun.quarantine_key, 2) == {0: BLOCK_BYTES, 1: BLOCK_BYTES}
    assert peak < 2 * MB


def test_commit_over_a_socket_hands_the_file_to_the_checks(
    session: Session, begun: DocumentVersion, tmp_path: Path
) -> None:
    source = tmp_path / "film"
    source.write_bytes(bytes(BLOCK_BYTES))
    for index in (1, 0):
        with source.open("rb") as block:
            session.ask("PUT", f"/uploads/{begun.public_id}/blocks/{index}/", block, BLOCK_BYTES)

    assert session.ask("POST", f"/uploads/{begun.public_id}/commit/")[0] == 200
    begun.refresh_from_db()
    assert begun.state == DocumentState.PROCESSING


@pytest.mark.parametrize("length", [BLOCK_BYTES - 1, BLOCK_BYTES + 1, 0])
def test_a_block_of_another_length_is_refused_unread(
    session: Session, begun: DocumentVersion, length: int
) -> None:
    status, answer = session.ask("PUT", f"/uploads/{begun.public_id}/blocks/0/", bytes(length), length)

    assert (status, answer) == (422, {"problems": ["A part of the file is not as long as announced."]})
    assert files.quarantine().arrived(begun.quarantine_key, 2) == {}
