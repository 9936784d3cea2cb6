"""`make tour`: walk every page as each role in every look, and say what is wrong with it.

python -m tests.tour [--pictures] [PART OF A PAGE'S NAME …]
"""

import os
import shutil
import sys
import time
from collections.abc import Sequence
from functools import cache
from pathlib import Path

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
os.environ.setdefault(
    "DJANGO_ALLOW_ASYNC_UNSAFE", "1"
)  # Playwright's event loop runs in the threads of the walk
django.setup()

# The catalogue names models, so that Django must be set up before it is read.
from tests.support.people import session_of  # noqa: E402 - see above
from tests.support.stack import REPOSITORY, Stack, running  # noqa: E402 - see above
from tests.tour.catalogue import PAGES, find  # noqa: E402 - see above
from tests.tour.page import Found, Page  # noqa: E402 - see above
from tests.tour.pictures import take_pictures  # noqa: E402 - see above
from tests.tour.result import Result  # noqa: E402 - see above
from tests.tour.scenery import set_up  # noqa: E402 - see above
from tests.tour.visit import LOOKS, drawn, found_in  # noqa: E402 - see above
from tests.tour.walk import Visit, Walk, paints  # noqa: E402 - see above
from tests.tour.weight import Scale, assets_of, page_of  # noqa: E402 - see above

FOLDER = REPOSITORY / "var" / "tour"
MOST_MINUTES = 45.0
MOST_SHOWN = 100  # faults in the terminal; the index page shows all


def chosen(words: Sequence[str]) -> list[Page]:
    """The pages whose name holds one of these words; all without any."""
    pages = [page for page in PAGES if not words or any(word in page.name for word in words)]
    return pages or sys.exit(f"No page has such a name. They are: {', '.join(page.name for page in PAGES)}.")


def weights(stack: Stack, pages: Sequence[Page], places: dict[str, Found]) -> dict[str, int]:
    """Bytes of CSS and JS of each page, compressed."""
    scale = Scale(stack)
    session = cache(lambda email: stack.call(session_of, email=email) if email else "")
    return {page.name: scale.weigh_all(assets_of(_html(stack, page, places, session))) for page in pages}


def _html(stack: Stack, page: Page, places: dict[str, Found], session: object) -> bytes:
    if page.drawn:
        return str(stack.call(drawn, template=page.drawn, language="en")).encode()
    assert callable(session)
    return page_of(stack, places[page.name].path, session(places[page.name].people[page.roles[0]]))


def empty(folder: Path) -> Path:
    shutil.rmtree(folder, ignore_errors=True)
    for name in ("shots", "thumbnails"):
        (folder / name).mkdir(parents=True)
    return folder


def walk(stack: Stack, pages: Sequence[Page], places: dict[str, Found], folder: Path) -> list[Visit]:
    deadline = time.monotonic() + MOST_MINUTES * 60
    visits: list[Visit] = []
    for leg in Walk(stack, places, folder, deadline).visits(pages):
        visits += leg
        print(f"  {len(visits)} visits", flush=True)
    return visits


def tour(pages: Sequence[Page], *, with_pictures: bool) -> int:
    """Print what was found; the exit code: 1 if anything is wrong."""
    print("An installation with the demo is being started …", flush=True)
    with running("embedded", DEMO="true") as stack:
        stack.call(set_up)
        places = found_in(stack, stack.call(find))
        if with_pictures:
            take_pictures(stack, places)
        print(f"{len(pages)} pages: first paint and weight …", flush=True)
        painted, weighed = paints(stack, pages, places), weights(stack, pages, places)
        visits = walk(stack, pages, places, empty(FOLDER))
    wanted = sum(len(page.roles) for page in pages) * len(LOOKS)
    result = Result(visits, weighed, painted, wanted)
    faults = result.faults()
    print(*faults[:MOST_SHOWN], sep="\n")
    print(f"\n{result.summary()}\n\nTo look at: {result.write_index(FOLDER, places).relative_to(REPOSITORY)}")
    return 1 if faults else 0


if __name__ == "__main__":
    words = [word for word in sys.argv[1:] if not word.startswith("--")]
    sys.exit(tour(chosen(words), with_pictures="--pictures" in sys.argv))
