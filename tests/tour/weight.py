"""How much a page makes a browser load beside itself: its stylesheets and scripts, compressed as they are served."""

import gzip
import http.client
from collections.abc import Iterable
from contextlib import closing
from functools import lru_cache

from lxml import html

from tests.support.stack import Stack

MOST_BYTES = 60 * 1024  # of CSS and JS together, compressed
WANTED = "//link[@rel='stylesheet' or @rel='modulepreload']/@href | //script/@src"


def assets_of(page: bytes) -> list[str]:
    """The addresses of the stylesheets and scripts that a page names."""
    return sorted(set(map(str, html.fromstring(page).xpath(WANTED))))


class Scale:
    """Weighs what this installation serves; each address once."""

    def __init__(self, stack: Stack) -> None:
        self._host = stack.base_url.removeprefix("http://")
        self.weigh = lru_cache(maxsize=None)(self._weigh)

    def weigh_all(self, addresses: Iterable[str]) -> int:
        return sum(map(self.weigh, addresses))

    def _weigh(self, address: str) -> int:
        """Bytes of the body as a browser that takes gzip gets it; an AssertionError if it is not served compressed."""
        with closing(http.client.HTTPConnection(self._host, timeout=20)) as connection:
            connection.request("GET", address, headers={"Accept-Encoding": "gzip"})
            response = connection.getresponse()
            body = response.read()
        assert response.status == 200, f"{address} answers {response.status}"
        if response.headers["Content-Encoding"] != "gzip":
            assert len(body) <= len(gzip.compress(body)) * 1.06, f"{address} is not compressed"
        return len(body)


def page_of(stack: Stack, path: str, session: str = "", language: str = "en") -> bytes:
    """The HTML of a page, as a person with this session gets it; redirects are followed as a browser does."""
    headers = {"Accept-Language": language, "Accept": "text/html"}
    cookie = {"Cookie": f"sessionid={session}"} if session else {}
    with closing(
        http.client.HTTPConnection(stack.base_url.removeprefix("http://"), timeout=20)
    ) as connection:
        connection.request("GET", path, headers=headers | cookie)
        response = connection.getresponse()
        body = response.read()
    if elsewhere := response.headers["Location"]:
        return page_of(stack, elsewhere.removeprefix(stack.base_url), session, language)
    assert body, f"{path} answers {response.status} with nothing"
    return body
