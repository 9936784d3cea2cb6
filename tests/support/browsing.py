"""How the tests look at a page: windows, what a page may not say to the console, axe, and shifts of the layout."""

from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import ConsoleMessage, Page

WIDE = {"width": 1360, "height": 850}
NARROW = {"width": 390, "height": 844}
DEFAULTS: dict[str, Any] = {"viewport": WIDE, "locale": "en-GB", "timezone_id": "Europe/Paris"}
PAINTED = "performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? 0"
WAIT_MS = 30_000  # on a machine with much else to do
NO_FAULT = "Failed to load resource"  # an answer of 404 or 422 may be just what a test asks for
AXE_OPTIONS = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "rules": {"target-size": {"enabled": True}},  # of WCAG 2.2, which axe leaves out unless asked
    "resultTypes": ["violations"],
}
OPEN_ALL = "document.querySelectorAll('details').forEach(each => { each.open = true; })"
# ``shift``: cumulative layout shift; ``moved``: what moved, with its place and size before and after.
WATCH_SHIFT = """
window.shift = 0;
window.moved = [];
{
const box = ({x, y, width, height}) => `${width}×${height} at ${x},${y}`;
const say = ({node, previousRect, currentRect}) => window.moved.push(
  `${node?.nodeName} ${node?.className ?? node?.parentNode?.className}: ${box(previousRect)} → ${box(currentRect)}`);
new PerformanceObserver(list => list.getEntries().filter(entry => !entry.hadRecentInput).forEach(entry => {
  window.shift += entry.value;
  entry.sources.forEach(say);
})).observe({type: 'layout-shift', buffered: true});
}
"""


def painted(page: Page) -> float:
    """First contentful paint in milliseconds. A page may have loaded before it is painted: waits, but not for ever."""
    for _look in range(WAIT_MS // 20):
        if at := float(page.evaluate(PAINTED)):
            return at
        page.wait_for_timeout(20)
    raise AssertionError(f"{page.url} is not painted")


def watch(page: Page, faults: list[str]) -> Page:
    """Write down what scripts and the content policy complain of on this page."""

    def on_console(message: ConsoleMessage) -> None:
        if message.type == "error" and NO_FAULT not in message.text:
            faults.append(f"{page.url}: {message.text}")

    page.on("console", on_console)
    page.on("pageerror", lambda error: faults.append(f"{page.url}: {error}"))
    page.set_default_timeout(WAIT_MS)
    return page


def violations(page: Page, part: str | None = None) -> list[str]:
    """What axe-core finds on the page as it stands, or in a part of it: a rule, and the elements that break it."""
    found = Axe().run(page, context=part, options=AXE_OPTIONS).response["violations"]
    return [f"{each['id']}: {node['html'][:200]}" for each in found for node in each["nodes"]]


def violations_when_opened(page: Page) -> list[str]:
    """The same of what is closed at first: every explanation and menu opened, then each dialog by itself."""
    page.evaluate(OPEN_ALL)
    found = violations(page)
    for name in dialogs_of(page):
        page.evaluate("id => document.getElementById(id).showModal()", name)
        found += [f"in {name}: {fault}" for fault in violations(page, f"#{name}")]
        page.evaluate("id => document.getElementById(id).close()", name)
    return found


def dialogs_of(page: Page) -> list[str]:
    """Their ids."""
    return list(page.evaluate("[...document.querySelectorAll('dialog')].map(each => each.id)"))
