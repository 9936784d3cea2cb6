"""What a file costs on its way in: through the web process, and until a bomb is refused."""

import hashlib
import http.client
import json
import signal
import statistics
import zipfile
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from cosell.demo_programme import papers
from cosell.supervisor import programs
from offers.intake import Limits, inspect_file
from tests.benchmarks.measuring import Figure, in_turns, median_ratio, seconds
from tests.faults import inside
from tests.support.servers import free_port, listens, server, temporary_folder, wait_until
from tests.support.stack import Stack, installation, only_for_calls

MB = 1024 * 1024
BYTES = 100 * MB
PIECE = 256 * 1024
TOKEN = "a" * 32
BOUNDARY = "of-the-benchmark"
PRODUCT = papers.Product("Insights", "Contoso", "Answers.", ("Fast",), ("App Service",))


@dataclass
class Ours:
    """The product's own two calls: every block, then the commit; the SHA-256 is what a worker takes afterwards."""

    stack: Stack
    port: int
    session: str
    offers: Iterator[str]
    source: Path

    def upload(self) -> None:
        with closing(http.client.HTTPConnection("127.0.0.1", self.port, timeout=120)) as line:
            announced = {"kind": "customer_presentation", "name": "film.mp4", "size": BYTES}
            offer = next(self.offers)
            begun = self._ask(
                line, "POST", f"/offers/{offer}/co-sell/documents/uploads/", json.dumps(announced).encode()
            )
            with self.source.open("rb") as stream:
                for index in range(-(-BYTES // begun["block_bytes"])):
                    block = stream.read(begun["block_bytes"])
                    self._ask(line, "PUT", begun["block_url"].format(index=index), block)
            self._ask(line, "POST", begun["commit_url"])
        digest = hashlib.sha256()
        newest = max(
            (self.stack.var / "files" / "quarantine").glob("*/*"), key=lambda path: path.stat().st_mtime
        )
        for block_file in sorted(newest.iterdir()):
            digest.update(block_file.read_bytes())

    def _ask(self, line: http.client.HTTPConnection, method: str, path: str, body: bytes = b"") -> dict:
        headers = {"Cookie": f"sessionid={self.session}; csrftoken={TOKEN}", "X-CSRFToken": TOKEN}
        line.request(method, path, body, headers | {"Accept": "application/json"})
        response = line.getresponse()
        answer = response.read()
        assert response.status in {200, 201}, answer[:500]
        return dict(json.loads(answer))


def upload_bare(port: int, source: Path) -> None:
    head = (
        f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="file"; filename="film.mp4"\r\n'
        "Content-Type: video/mp4\r\n\r\n"
    ).encode()
    end = f"\r\n--{BOUNDARY}--\r\n".encode()
    headers = {
        "Content-Type": f"multipart/form-data; boundary={BOUNDARY}",
        "Content-Length": str(len(head) + BYTES + len(end)),
    }

    def body() -> Iterator[bytes]:
        yield head
        with source.open("rb") as stream:
            while piece := stream.read(PIECE):
                yield piece
        yield end

    with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=120)) as line:
        line.request("POST", "/", body(), headers)
        assert line.getresponse().status == 200


@contextmanager
def gunicorn(application: str, port: int, env: dict[str, str], folder: Path) -> Iterator[int]:
    """One process with the product's own options. Its master's id."""
    argv = [
        word.replace("cosell.wsgi:application", application) for word in programs.web("127.0.0.1", port).argv
    ]
    argv[argv.index("--workers") + 1] = "1"
    log = folder / f"{port}.log"
    with server(argv, log, signal.SIGTERM, None, env) as process:
        wait_until(lambda: listens(port), process, log, application)
        yield process.pid


def figures(pairs: int) -> Iterator[Figure]:
    yield from _of_the_web_process(pairs)
    yield from _of_bombs(pairs)


def _of_the_web_process(pairs: int) -> Iterator[Figure]:
    with ExitStack() as ending:
        var, env = ending.enter_context(installation(LOG_LEVEL="ERROR"))
        stack = ending.enter_context(only_for_calls("embedded", var, programs.environment(var, "") | env))
        made = stack.call(inside.prepare, offers=2 * pairs + 4)
        folder = ending.enter_context(temporary_folder("bench"))
        source = folder / "film.mp4"
        source.write_bytes(b"\0" * BYTES)
        port, bare = int(stack.base_url.rsplit(":", 1)[1]), free_port()
        master = ending.enter_context(gunicorn("cosell.wsgi:application", port, dict(stack.env), folder))
        bare_env = {"BARE_FOLDER": str(folder), "DJANGO_SETTINGS_MODULE": ""}
        ending.enter_context(gunicorn("tests.benchmarks.bare_upload:application", bare, bare_env, folder))
        ours = Ours(stack, port, made["session"], iter(made["offers"]), source)
        ours.upload()
        upload_bare(bare, source)
        mine, yardstick = in_turns([ours.upload, lambda: upload_bare(bare, source)], pairs)
        ratio = median_ratio(yardstick, mine)
        yield Figure(
            "100 MB with SHA-256 through the web process",
            BYTES / MB / statistics.median(mine),
            "MB/s",
            BYTES / MB / statistics.median(yardstick),
            "bare Django multipart view",
            ratio,
            "≥ 0.9 ×",
            ratio >= 0.9,
        )
        grown = _grown(master, ours)
        yield Figure(
            "peak of the web process above idle, 100 MB", grown, "MB", target="≤ 16 MB", reached=grown <= 16
        )


def _grown(master: int, ours: Ours) -> float:
    """MB by which the worker's memory rises at most while a file comes in."""
    [worker] = Path(f"/proc/{master}/task/{master}/children").read_text().split()
    idle = _status(worker, "VmRSS")
    Path(f"/proc/{worker}/clear_refs").write_text("5")  # the peak is counted anew
    ours.upload()
    return (_status(worker, "VmHWM") - idle) / 1024


def _status(pid: str, name: str) -> int:
    """Kilobytes."""
    [line] = [row for row in Path(f"/proc/{pid}/status").read_text().splitlines() if row.startswith(name)]
    return int(line.split()[1])


def _of_bombs(pairs: int) -> Iterator[Figure]:
    with temporary_folder("bench") as folder:
        bomb, book = folder / "bomb", folder / "book"
        bomb.write_bytes(_bomb())
        book.write_bytes(papers.long_paper(PRODUCT, 5_000))
        acts = [lambda: inspect_file(bomb, "deck.pptx", "other"), lambda: _inflate(bomb)]
        seconds(acts[0])
        mine, full = in_turns(acts, pairs)
        refused = statistics.median(mine) * 1000
        yield Figure(
            "1 GB bomb refused",
            refused,
            "ms",
            statistics.median(full) * 1000,
            "inflating it",
            target="≤ 100 ms",
            reached=refused <= 100,
        )
        capped, whole = in_turns(
            [
                lambda: inspect_file(book, "book.pdf", "other", Limits(max_pages=2_000)),
                lambda: inspect_file(book, "book.pdf", "other", Limits(max_pages=10_000)),
            ],
            pairs,
        )
        yield Figure(
            "PDF of 5,000 pages refused at 2,000",
            statistics.median(capped) * 1000,
            "ms",
            statistics.median(whole) * 1000,
            "reading all its pages",
        )


def _bomb() -> bytes:
    content = BytesIO(papers.deck(PRODUCT, slides=1))
    with (
        zipfile.ZipFile(content, "a", zipfile.ZIP_DEFLATED) as deck,
        deck.open("ppt/media/a.png", "w") as part,
    ):
        for _ in range(1024):
            part.write(bytes(MB))
    return content.getvalue()


def _inflate(path: Path) -> None:
    with zipfile.ZipFile(path) as archive, archive.open("ppt/media/a.png") as part:
        while part.read(MB):
            pass
