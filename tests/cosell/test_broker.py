"""The embedded default's broker: no message and no table of bindings that a killed writer could have cut short."""

import json
from collections.abc import Iterator
from multiprocessing import get_context
from pathlib import Path
from queue import Empty
from typing import Any

import pytest
from kombu import Connection

from cosell.broker import Channel, Transport

QUEUE = "intake"


@pytest.fixture
def channel(tmp_path: Path) -> Iterator[Channel]:
    with connection(tmp_path) as open_connection:
        yield open_connection.channel()


def connection(folder: Path) -> "Connection":
    for name in ("queue", "control"):
        (folder / name).mkdir(exist_ok=True)
    options = {
        "data_folder_in": str(folder / "queue"),
        "data_folder_out": str(folder / "queue"),
        "control_folder": str(folder / "control"),
    }
    return Connection("filesystem://", transport=Transport, transport_options=options)


def message(text: str) -> dict[str, Any]:
    return {"body": text}


def test_messages_come_in_their_order(channel: Channel) -> None:
    for text in ("one", "two", "three"):
        channel._put(QUEUE, message(text))
    assert [channel._get(QUEUE)["body"] for _ in range(3)] == ["one", "two", "three"]
    with pytest.raises(Empty):
        channel._get(QUEUE)


def test_celery_is_given_this_broker() -> None:
    from cosell.celery import app

    with app.connection_for_write("filesystem://") as opened:
        assert isinstance(opened.transport, Transport)


@pytest.mark.parametrize("left", ["", '{"body": "half', "é".encode("latin-1")])
def test_message_cut_short_is_left_out_and_the_next_one_read(
    channel: Channel, tmp_path: Path, left: str | bytes
) -> None:
    cut = tmp_path / "queue" / f"0_cut.{QUEUE}.msg"
    cut.write_bytes(left if isinstance(left, bytes) else left.encode())
    channel._put(QUEUE, message("whole"))
    assert channel._get(QUEUE) == message("whole")
    assert list((tmp_path / "queue").iterdir()) == []


def test_message_that_has_no_room_leaves_nothing_behind(
    channel: Channel, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    channel._put(QUEUE, message("before"))
    context = get_context("fork")
    writer = context.Process(target=put_without_room, args=(tmp_path,))
    writer.start()
    writer.join(timeout=30)
    assert writer.exitcode == 0
    assert channel._get(QUEUE) == message("before")
    assert list((tmp_path / "queue").iterdir()) == []


def put_without_room(folder: Path) -> None:
    import resource
    import signal

    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    with connection(folder) as full:
        channel = full.channel()
        resource.setrlimit(resource.RLIMIT_FSIZE, (64, 64))
        with pytest.raises(OSError, match="File too large"):
            channel._put(QUEUE, message("a" * 200))


@pytest.mark.parametrize("left", [None, "", '[["", "", "int'])
def test_table_of_bindings_cut_short_is_written_anew(
    channel: Channel, tmp_path: Path, left: str | None
) -> None:
    table = tmp_path / "control" / f"{QUEUE}.exchange"
    if left is not None:
        table.write_text(left)
        assert channel.get_table(QUEUE) == []
    for _ in range(2):
        channel._queue_bind(QUEUE, QUEUE, "", QUEUE)
    channel._queue_bind(QUEUE, "other", "", "other")
    assert json.loads(table.read_text()) == [["other", "", "other"], [QUEUE, "", QUEUE]]


def test_bindings_of_many_at_once_are_all_kept(channel: Channel, tmp_path: Path) -> None:
    context = get_context("fork")
    binders = [context.Process(target=bind, args=(tmp_path, str(number))) for number in range(8)]
    for binder in binders:
        binder.start()
    for binder in binders:
        binder.join(timeout=30)
    assert sorted(binding.queue for binding in channel.get_table(QUEUE)) == [str(n) for n in range(8)]


def bind(folder: Path, queue: str) -> None:
    with connection(folder) as opened:
        opened.channel()._queue_bind(QUEUE, queue, "", queue)
