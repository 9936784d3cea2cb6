"""The short-lived right that a browser gets: to write one blob in quarantine, and nothing else."""

import base64
from datetime import timedelta
from http import HTTPStatus
from urllib.parse import urlsplit

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import Settings

from cosell.accounts.models import User
from offers import files
from offers.files import Link, new_key
from offers.models import Offer
from offers.services import documents
from tests.offers.documents.conftest import Upload
from tests.offers.documents.test_both_stores import fetch
from tests.support.stores import use_azure

pytestmark = pytest.mark.azure


@pytest.fixture(autouse=True)
def container(settings: Settings, stores: object, blob_storage: str) -> None:
    use_azure(settings, blob_storage)


def link_to(key: str) -> Link:
    link = files.quarantine().link(key)
    assert link is not None
    return link


def address_of(link: Link, index: int = 0) -> str:
    return link.address.replace("{block_id}", base64.b64encode(f"{index:06d}".encode()).decode())


def without_block(address: str) -> str:
    return address.replace("comp=block&blockid=MDAwMDAw&", "")


def test_right_sends_blocks_of_its_own_file() -> None:
    key = new_key()

    assert fetch(address_of(link_to(key), 1), "PUT", b"second")[0] == HTTPStatus.CREATED
    assert files.quarantine().arrived(key, 2) == {1: 6}


def test_right_reads_lists_and_deletes_nothing() -> None:
    key = new_key()
    address = address_of(link_to(key))
    fetch(address, "PUT", b"first")
    files.quarantine().seal(key, 1)
    blob = without_block(address)
    container = blob.replace(f"/{key}/upload", "")

    assert fetch(blob)[0] == HTTPStatus.FORBIDDEN
    assert fetch(blob, "DELETE")[0] == HTTPStatus.FORBIDDEN
    assert fetch(f"{container}&restype=container&comp=list")[0] == HTTPStatus.FORBIDDEN
    assert b"".join(files.quarantine().read(key, 1)) == b"first"


def test_right_to_one_file_writes_no_other() -> None:
    mine, another = new_key(), new_key()
    address = address_of(link_to(mine)).replace(mine, another)

    assert fetch(address, "PUT", b"not mine")[0] == HTTPStatus.FORBIDDEN
    assert files.quarantine().arrived(another, 1) == {}


def test_nobody_writes_without_a_right() -> None:
    address = address_of(link_to(new_key()))
    parts = urlsplit(address)
    bare = f"{parts.scheme}://{parts.netloc}{parts.path}?comp=block&blockid=MDAwMDAw"

    assert fetch(bare, "PUT", b"nobody")[0] == HTTPStatus.FORBIDDEN


def test_no_right_is_given_once_the_upload_has_ended(
    client: Client, offer: Offer, editor: User, upload: Upload
) -> None:
    client.force_login(editor)
    half_sent = documents.begin_upload(actor=editor, offer=offer, kind="other", name="a.pdf", size=5)
    ended = upload(b"%PDF-1.7", checked=False)
    given = [
        client.get(reverse("offers:upload_progress", args=[version.public_id])).json()["direct"]
        for version in (half_sent, ended)
    ]

    assert given == [True, False]


def test_right_ends_after_its_minutes(settings: Settings) -> None:
    earlier = timezone.now() - timedelta(minutes=settings.UPLOAD_LINK_MINUTES, seconds=2)
    with time_machine.travel(earlier, tick=False):
        link = link_to(new_key())

    assert link.expires_at < timezone.now()
    assert fetch(address_of(link), "PUT", b"too late")[0] == HTTPStatus.FORBIDDEN


def test_download_link_ends_after_its_minutes(settings: Settings) -> None:
    earlier = timezone.now() - timedelta(minutes=settings.DOWNLOAD_LINK_MINUTES, seconds=2)
    with time_machine.travel(earlier, tick=False):
        address = files.read_link(new_key(), media_type="application/pdf", file_name="a.pdf")

    assert fetch(str(address))[0] == HTTPStatus.FORBIDDEN


def test_pages_of_this_site_may_send_and_others_may_not(settings: Settings) -> None:
    address = address_of(link_to(new_key()))
    asking = {"Access-Control-Request-Method": "PUT", "Access-Control-Request-Headers": "content-type"}

    ours = fetch(address, "OPTIONS", headers={"Origin": settings.SITE_URL, **asking})
    theirs = fetch(address, "OPTIONS", headers={"Origin": "https://elsewhere.example", **asking})

    assert (ours[0], ours[1]["access-control-allow-origin"]) == (HTTPStatus.OK, settings.SITE_URL)
    assert theirs[0] == HTTPStatus.FORBIDDEN
