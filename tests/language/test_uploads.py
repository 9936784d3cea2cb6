"""What the calls of an upload answer to the script is shown as it comes: in the reader's language, whatever it says."""

import json
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from offers.models import Offer
from tests.builders import make_member, make_offer
from tests.language.marking import OPEN
from tests.support.pages import text_of
from tests.support.stores import use_folders

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("marked")]
GIVEN = {"kind": "customer_one_pager", "name": "paper.pdf", "size": 5, "sha256": "", "fingerprint": ""}
Call = Callable[[Client, dict[str, Any]], Any]


@pytest.fixture(autouse=True)
def stores(settings: Settings, tmp_path: Path) -> Path:
    use_folders(settings, tmp_path)
    return tmp_path


def announce(client: Client, offer: Offer, **changes: Any) -> Any:
    address = reverse("offers:upload_begin", kwargs={"offer_id": offer.public_id})
    return client.post(address, json.dumps({**GIVEN, **changes}), content_type="application/json")


def block(client: Client, begun: dict[str, Any], index: int = 0, **environ: Any) -> Any:
    address = begun["block_url"].replace("{index}", str(index))
    return client.put(address, b"%PDF-", content_type="application/octet-stream", **environ)


def block_broken_off(client: Client, begun: dict[str, Any]) -> Any:
    return block(client, begun, **{"wsgi.input": BytesIO(b"%PD")})


def block_too_many(client: Client, begun: dict[str, Any]) -> Any:
    return block(client, begun, index=7)


def commit(client: Client, begun: dict[str, Any]) -> Any:
    return client.post(begun["commit_url"])


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
    ("call", "is_store_away", "status"),
    [
        (block_too_many, False, 422),
        (block_broken_off, False, 400),
        (block, True, 503),
        (commit, False, 409),
    ],
)
def test_a_call_that_fails_says_so_in_the_reader_s_language(
    reader: tuple[Client, Offer, bool], stores: Path, call: Call, is_store_away: bool, status: int
) -> None:
    client, offer, is_french = reader
    begun = announce(client, offer).json()
    if is_store_away:
        (stores / "quarantine").write_text("a file where the folder should be")
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
