"""Uploads in a real browser, through the product into folders and straight into a blob storage."""

import os
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit
from uuid import uuid4

import pytest
from PIL import Image
from playwright.sync_api import APIResponse, Page, Route, expect

from cosell.demo_programme import papers
from tests.support.stack import Stack, running

PRODUCT = papers.Product("Petit Shelf", "Petit", "Finds the shelf.", ("Fast",), ("App Service", "Azure SQL"))
ANY_BLOCK = re.compile("block")  # both addresses of a block say so


@pytest.fixture(scope="module", params=["embedded", pytest.param("azure", marks=pytest.mark.azure)])
def embedded_stack(request: pytest.FixtureRequest, stacks: Callable[[str], Stack]) -> Iterator[Stack]:
    """The embedded default, once with folders and once with its files in a blob storage."""
    if request.param == "embedded":
        yield stacks("embedded")
        return
    address = request.getfixturevalue("blob_storage")
    with running("embedded", AZURE_STORAGE_CONNECTION_STRING=address) as stack:
        stack.manage("prepare_storage")
        yield stack


def make_editor(name: str) -> dict[str, str]:
    """Inside the installation: an editor with an offer."""
    from tests.builders import make_member, make_offer, make_partner

    partner = make_partner(name=f"{name} Ltd")
    editor = make_member(partner, role="editor", email=f"{name}@partner.example")
    return {"email": editor.email, "path": f"/offers/{make_offer(partner).public_id}/co-sell/documents/"}


@pytest.fixture
def page(embedded_stack: Stack, as_person: Callable[..., Page]) -> Page:
    """The documents tab of a new offer."""
    made = embedded_stack.call(make_editor, name=f"u{uuid4().hex[:8]}")
    page = as_person(made["email"])
    page.goto(made["path"])
    return page


@pytest.fixture
def picture(tmp_path: Path) -> Path:
    """A picture of noise, which is larger than two blocks and passes the checks."""
    path = tmp_path / "architecture.png"
    Image.frombytes("RGB", (2600, 2600), os.urandom(2600 * 2600 * 3)).save(path, compress_level=0)
    return path


def card(page: Page, kind: str):  # type: ignore[no-untyped-def]  # a Locator
    return page.locator("article.document").filter(has=page.get_by_role("heading", name=kind))


def choose(page: Page, kind: str, file: Path) -> None:
    card(page, kind).locator("input[type=file]").set_input_files(file)


def sent_blocks(page: Page) -> list[str]:
    """The host of each block that this page sends from now on."""
    hosts: list[str] = []
    page.on("request", lambda sent: hosts.append(urlsplit(sent.url).netloc) if sent.method == "PUT" else None)
    return hosts


def test_several_files_at_once_arrive_and_are_checked(
    page: Page, tmp_path: Path, embedded_stack: Stack
) -> None:
    files = [tmp_path / f"paper-{number}.pdf" for number in (1, 2)]
    for number, path in enumerate(files, start=1):
        path.write_bytes(papers.long_paper(PRODUCT, number))
    hosts = sent_blocks(page)
    page.locator("#more-files").set_input_files(files)

    for path in files:
        expect(page.locator("article.document").filter(has_text=path.name)).to_contain_text(
            "Ready to hand in"
        )
    ours = urlsplit(embedded_stack.base_url).netloc
    straight = "AZURE_STORAGE_CONNECTION_STRING" in embedded_stack.env
    assert [host != ours for host in hosts] == [straight, straight]


def test_file_that_arrives_while_the_cards_are_renewed_is_shown_too(page: Page, tmp_path: Path) -> None:
    files = [tmp_path / f"paper-{number}.pdf" for number in (1, 2)]
    for number, path in enumerate(files, start=1):
        path.write_bytes(papers.long_paper(PRODUCT, number))
    held: list[tuple[Route, APIResponse]] = []

    def hold_the_first(route: Route) -> None:
        if held:
            route.continue_()
        else:
            held.append((route, route.fetch()))

    page.route("**/cards/", hold_the_first)
    page.locator("#more-files").set_input_files(files)
    under_way = page.locator("[data-upload-tray] li")
    expect(under_way).to_have_count(2)
    expect(under_way).to_have_count(0)  # both have arrived
    [(route, cards_of_the_first)] = held
    route.fulfill(response=cards_of_the_first)

    for path in files:
        expect(page.locator("article.document").filter(has_text=path.name)).to_contain_text(
            "Ready to hand in"
        )


def test_download_of_what_was_uploaded(page: Page, tmp_path: Path) -> None:
    path = tmp_path / "été.pdf"
    path.write_bytes(papers.one_pager(PRODUCT))
    choose(page, "Customer one-pager", path)
    expect(card(page, "Customer one-pager")).to_contain_text("Ready to hand in")
    with page.expect_download() as waiting:
        card(page, "Customer one-pager").get_by_role("link", name="Download").click()

    assert waiting.value.suggested_filename == "été.pdf"
    assert Path(waiting.value.path()).read_bytes() == path.read_bytes()


def test_a_block_that_fails_is_sent_again(page: Page, picture: Path, faults: list[str]) -> None:
    failed: set[str] = set()

    def fail_once(route: Route) -> None:
        address = route.request.url
        if route.request.method != "PUT" or address in failed:
            return route.continue_()
        failed.add(address)
        return route.abort()

    page.route(ANY_BLOCK, fail_once)
    choose(page, "Architecture diagram", picture)

    expect(card(page, "Architecture diagram")).to_contain_text("Ready to hand in")
    assert len(failed) == 3
    faults.clear()


@pytest.mark.parametrize("embedded_stack", [pytest.param("azure", marks=pytest.mark.azure)], indirect=True)
def test_right_that_has_run_out_is_renewed(page: Page, tmp_path: Path, faults: list[str]) -> None:
    path = tmp_path / "paper.pdf"
    path.write_bytes(papers.one_pager(PRODUCT))
    addresses: list[str] = []

    def expired_at_first(route: Route) -> None:
        if route.request.method != "PUT" or addresses:
            return route.continue_()
        addresses.append(route.request.url)
        return route.fulfill(status=403, headers={"Access-Control-Allow-Origin": "*"})

    page.route(ANY_BLOCK, expired_at_first)
    with page.expect_response(re.compile(r"/uploads/[0-9a-f-]{36}/$")):
        choose(page, "Customer one-pager", path)

    expect(card(page, "Customer one-pager")).to_contain_text("Ready to hand in")
    faults.clear()


def test_half_sent_file_goes_on_after_a_reload(
    page: Page, picture: Path, tmp_path: Path, faults: list[str]
) -> None:
    let_through: list[str] = []

    def only_the_first(route: Route) -> None:
        if route.request.method == "PUT" and let_through:
            return  # never answered: the line is dead
        let_through.append(route.request.url)
        route.continue_()

    page.route(ANY_BLOCK, only_the_first)
    with page.expect_response(lambda answer: answer.request.method == "PUT"):
        choose(page, "Architecture diagram", picture)
    page.on("dialog", lambda dialog: dialog.accept())
    page.reload()
    page.unroute_all()
    hosts = sent_blocks(page)
    half_sent = page.locator(".half-sent")
    expect(half_sent).to_contain_text("architecture.png")

    another = tmp_path / "another" / picture.name
    another.parent.mkdir()
    another.write_bytes(papers.architecture_png(PRODUCT))
    half_sent.locator("input[type=file]").set_input_files(another)
    expect(page.get_by_text("This is not the same file as the half-sent")).to_be_visible()
    half_sent.locator("input[type=file]").set_input_files(picture)

    expect(card(page, "Architecture diagram")).to_contain_text("Ready to hand in")
    expect(half_sent).to_have_count(0)
    assert len(hosts) == 2
    faults.clear()


def test_the_same_file_again_is_told_at_once(page: Page, tmp_path: Path) -> None:
    path = tmp_path / "paper.pdf"
    path.write_bytes(papers.one_pager(PRODUCT))
    choose(page, "Customer one-pager", path)
    expect(card(page, "Customer one-pager")).to_contain_text("Ready to hand in")
    hosts = sent_blocks(page)
    choose(page, "Verifiable customer wins", path)

    expect(page.get_by_role("alert")).to_contain_text(
        "The very same file is here already: Customer one-pager, version 1."
    )
    assert hosts == []


def test_cancelled_upload_leaves_nothing(page: Page, picture: Path, faults: list[str]) -> None:
    page.route(ANY_BLOCK, lambda route: None if route.request.method == "PUT" else route.continue_())
    choose(page, "Architecture diagram", picture)
    row = page.locator(".upload-row")
    with page.expect_response(lambda answer: "/discard/" in answer.url):
        row.get_by_role("button", name="Cancel").click()

    expect(row).to_contain_text("Cancelled. Nothing of the file was kept.")
    page.unroute_all()
    page.reload()
    expect(page.locator(".half-sent")).to_have_count(0)
    faults.clear()
