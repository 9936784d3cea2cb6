"""A page that comes in pieces is painted once it is whole: nothing moves under a reader's eyes."""

import http.client
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

from tests.browser.world import AsPerson
from tests.support.browsing import WATCH_SHIFT, painted
from tests.support.stack import Stack

EMAIL = "far-away@partner.example"
PAUSE = 1.0  # seconds between the halves of a page: longer than a browser needs to paint the first one


def make_reader() -> None:
    """Inside the installation: somebody whose page has a table."""
    from tests.builders import make_member, make_offer, make_partner

    partner = make_partner(name="Far Away")
    make_member(partner, email=EMAIL)
    for number in range(1, 13):
        make_offer(partner, name=f"Offer {number} " + "with a long name " * (number // 4))


@contextmanager
def slow_line(stack: Stack) -> Iterator[str]:
    """The address of a line on which pages come in two halves; styles and scripts are not slowed down."""

    class Line(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            with closing(http.client.HTTPConnection(stack.base_url.removeprefix("http://"))) as far:
                far.request("GET", self.path, headers=dict(self.headers) | {"Accept-Encoding": "identity"})
                answer = far.getresponse()
                body = answer.read()
            self.send_response(answer.status)
            for name in ("Content-Type", "Content-Security-Policy", "Location"):
                if value := answer.headers[name]:
                    self.send_header(name, value)
            self.end_headers()
            middle = len(body) // 2 if answer.headers.get_content_type() == "text/html" else 0
            self.wfile.write(body[:middle])
            self.wfile.flush()
            time.sleep(PAUSE if middle else 0)
            self.wfile.write(body[middle:])

        def log_message(self, *_said: object) -> None:
            """Only what fails is of interest."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Line)
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()


def test_page_that_comes_in_two_halves_is_painted_once(embedded_stack: Stack, as_person: AsPerson) -> None:
    embedded_stack.call(make_reader)
    page = as_person(EMAIL)
    page.add_init_script(WATCH_SHIFT)
    with slow_line(embedded_stack) as line:
        page.goto(f"{line}/offers/")
        assert painted(page) > PAUSE * 1000
        assert page.evaluate("window.moved") == []
