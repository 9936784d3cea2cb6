"""What the calls of an upload answer to the script is shown as it comes: in the reader's language, whatever it says."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any
from unittest.mock import Mock

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from offers import files
from offers.models import Offer
from offers.services import documents
from tests.builders import make_member, make_offer
from tests.language.marking import OPEN
from tests.support.pages import text_of
from tests.support.stores import use_folders

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("marked")]
GIVEN = {"kind": "customer_one_pager", "name": "paper.pdf", "size": 5, "sha256": "", "fingerprint": ""}
Call = Callable[[Client, dict[str, Any]], Any]


@pytest.fixture(autouse=True)
def stores(settings: Settings, tmp_path: Path) -> None:
    use_folders(settings, tmp_path)


def announce(client: Client, offer: Offer, **changes: Any) -> Any:
    address = reverse("offers:upload_begin", kwargs={"offer_id": offer.public_id})
    return client.post(address, json.dumps({**GIVEN, **changes}), content_type="application/json")


def block(client: Client, begun: dict[str, Any], index: int = 0) -> Any:
    address = begun["block_url"].replace("{index}", str(index))
    return client.put(address, b"%PDF-", content_type="application/octet-stream")


def block_too_many(client: Client, begun: dict[str, Any]) -> Any:
    return block(client, begun, index=7)


def commit(client: Client, begun: dict[str, Any]) -> Any:
    return client.post(begun["commit_url"])


def progress(client: Client, begun: dict[str, Any]) -> Any:
    return client.get(begun["progress_url"])


@pytest.fixture(params=["fr", "en"])
def reader(request: Any) -> tuple[Client, Offer, bool]:
    """Who reads one language in a browser that wishes for the other; whether it is French."""
    offer, is_french = make_offer(), request.param == "fr"
    client = Client(headers={"Accept-Language": "en" if is_french else "fr"})
    client.force_login(make_member(offer.partner, language=request.param))
    return client, offer, is_french


@pytest.mark.parametrize("changes", [{"name": "x.exe"}, {"size": "five"}, {"size": 0}])
def test_an_announcement_is_refused_in_the_reader_s_language(
    reader: tuple[Client, Offer, bool], changes: dict[str, Any]
) -> None:
    client, offer, is_french = reader
    assert told(announce(client, offer, **changes), 422) == is_french


@pytest.mark.parametrize(
    ("call", "service", "fault", "status"),
    [
        (block_too_many, "", None, 422),
        (block, "store_block", files.BodyCutShort("broke off"), 400),
        (block, "store_block", OSError("away"), 503),
        (commit, "", None, 409),
        (commit, "commit_upload", OSError("away"), 503),
        (progress, "blocks_missing", OSError("away"), 503),
    ],
)
def test_a_call_that_fails_says_so_in_the_reader_s_language(
    reader: tuple[Client, Offer, bool],
    monkeypatch: pytest.MonkeyPatch,
    call: Call,
    service: str,
    fault: Exception | None,
    status: int,
) -> None:
    client, offer, is_french = reader
    begun = announce(client, offer).json()
    if fault:
        monkeypatch.setattr(documents, service, Mock(side_effect=fault))
    assert told(call(client, begun), status) == is_french


def told(answer: Any, status: int) -> bool:
    """Whether every problem that it tells is the marked French."""
    problems = answer.json()["problems"]
    assert (answer.status_code, bool(problems)) == (status, True)
    assert len({OPEN in problem for problem in problems}) == 1
    return OPEN in problems[0]


def test_what_was_discarded_is_said_on_the_page_in_the_reader_s_language(
    reader: tuple[Client, Offer, bool],
) -> None:
    client, offer, is_french = reader
    begun = announce(client, offer).json()
    answer = client.post(begun["discard_url"], headers={"accept": "text/html"}, follow=True)
    [message] = [str(each) for each in answer.context["messages"]]
    assert "paper.pdf" in message
    assert "paper.pdf" in text_of(answer)
    assert (OPEN in message) == is_french
