"""One visit to a page: opened, looked at by axe, measured, and checked for what every page must be."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from playwright.sync_api import Browser
from playwright.sync_api import Error as PlaywrightError
from playwright.sync_api import Page as Window

from tests.support.browsing import NARROW, WATCH_SHIFT, WIDE, painted, violations, watch
from tests.support.people import session_of
from tests.support.stack import Stack
from tests.tour.page import Found, Page

MOST_SHIFT = 0.001  # what a person cannot see: an eighth of a line that moves by a pixel
LANGUAGES = {"en": "en-GB", "fr": "fr-FR"}
THEMES = ("light", "dark")
WIDTHS = {"wide": WIDE, "narrow": NARROW}

# What a plain look at the document tells; one sentence for each fault.
CHECKS = """(language) => {
  const faults = [], html = document.documentElement;
  const say = (wrong, sentence) => { if (wrong) faults.push(sentence); };
  say(html.lang !== language, `the page says it is in ${html.lang}, not ${language}`);
  say(document.querySelectorAll('h1').length !== 1, 'there is not exactly one h1');
  say(!document.querySelector('h1')?.textContent.trim(), 'the h1 is empty');
  say(!document.title.replace(/–.*/, '').trim(), 'the page has no title of its own');
  say(document.querySelectorAll('main').length !== 1, 'there is not exactly one main landmark');
  say(html.scrollWidth > html.clientWidth, `it scrolls sideways: ${html.scrollWidth} px in ${html.clientWidth}`);
  for (const image of document.images) {
    const name = image.getAttribute('src').replace(/\\?.*/, '');
    const late = image.getBoundingClientRect().top + scrollY > innerHeight;
    say(late && image.loading !== 'lazy', `the image ${name} lies below the fold and is not lazy`);
    say(!image.hasAttribute('alt'), `the image ${name} has no alt`);
  }
  return faults;
}"""
SEND = "form => { form.noValidate = true; form.requestSubmit(); }"
ANSWERED = "!window.asked && document.readyState === 'complete'"
BUSY = ".htmx-request"  # htmx marks what waits for an answer


@dataclass(frozen=True)
class Look:
    """In which language, theme and width a page is seen."""

    language: str
    theme: str
    width: str

    def __str__(self) -> str:
        return f"{self.language}-{self.theme}-{self.width}"


LOOKS = tuple(Look(language, theme, width) for width in WIDTHS for theme in THEMES for language in LANGUAGES)


@dataclass(frozen=True)
class Seen:
    """What a visit found. ``shift``: cumulative layout shift."""

    faults: list[str]
    shift: float


class Visitor:
    """One person's browser window in one language and width; its theme may change from page to page."""

    def __init__(self, browser: Browser, stack: Stack, email: str, language: str, width: str) -> None:
        self.stack, self.language = stack, language
        self.complaints: list[str] = []
        self.context = browser.new_context(
            base_url=stack.base_url,
            locale=LANGUAGES[language],
            timezone_id="Europe/Paris",
            viewport=WIDTHS[width],  # type: ignore[arg-type]  # Playwright's own TypedDict
            reduced_motion="reduce",
        )
        if email:
            key = stack.call(session_of, email=email)
            self.context.add_cookies([{"name": "sessionid", "value": key, "url": stack.base_url}])
        self.window: Window = watch(self.context.new_page(), self.complaints)
        self.window.add_init_script(WATCH_SHIFT)

    def open(self, page: Page, found: Found, theme: str = "light") -> int:
        """Show the page as it stands when all its parts have come; the status of its answer."""
        self.complaints.clear()
        self.window.emulate_media(color_scheme=theme)  # type: ignore[arg-type]  # one of THEMES
        if page.drawn:
            self._draw(page)
        answer = self.window.goto(found.path, wait_until="load")
        if page.sends:
            self._send(page.sends)
        self.window.locator(BUSY).first.wait_for(state="detached")
        return answer.status if answer else 0

    def _draw(self, page: Page) -> None:
        html = self.stack.call(drawn, template=page.drawn, language=self.language)
        self.window.route(
            f"**{page.address}",
            lambda route: route.fulfill(status=page.status, body=html, content_type="text/html"),
        )

    def _send(self, form: str) -> None:
        """The answer is a document of its own, or a part that htmx puts into this one.

        It may have scrolled to what is wrong; it is looked at from its top, where the head covers nothing.
        """
        self.window.evaluate("window.asked = true")
        with self.window.expect_response(lambda response: response.request.method == "POST") as answer:
            self.window.locator(form).first.evaluate(SEND)
        if answer.value.request.is_navigation_request():
            self.window.wait_for_function(ANSWERED)
        self.window.evaluate("scrollTo(0, 0)")

    def look(self, page: Page, found: Found, theme: str, *, fresh: bool = True) -> Seen:
        """Find every fault of the page; not ``fresh``: it is shown already, in another theme.

        A visit that fails is a fault, too: it must not end the walk.
        """
        try:
            return self._look(page, found, theme, fresh=fresh)
        except PlaywrightError as error:
            return Seen([f"the visit failed: {error}"], 0.0)

    def _look(self, page: Page, found: Found, theme: str, *, fresh: bool) -> Seen:
        wrong = []
        if fresh:
            status = self.open(page, found, theme)
            wrong = [] if status == page.status else [f"it answers {status}, not {page.status}"]
        self.window.emulate_media(color_scheme=theme)  # type: ignore[arg-type]  # one of THEMES
        faults = [*wrong, *self.window.evaluate(CHECKS, self.language), *violations(self.window)]
        seen = Seen([*faults, *self.complaints], self._shift())
        return self._again(seen, page, found, theme) if fresh and seen.shift > MOST_SHIFT else seen

    def _again(self, seen: Seen, page: Page, found: Found, theme: str) -> Seen:
        """A busy machine paints a page while it is still read, and then it moves; what a page does by itself, it does
        each time."""
        self.open(page, found, theme)
        shift = min(seen.shift, self._shift())
        moved = self.window.evaluate("window.moved") if shift > MOST_SHIFT else []
        return replace(seen, shift=shift, faults=[*seen.faults, *(f"it moves: {each}" for each in moved)])

    def _shift(self) -> float:
        return float(self.window.evaluate("window.shift"))

    def painted(self) -> float:
        """First contentful paint of the page shown, in milliseconds."""
        return painted(self.window)

    def close(self) -> None:
        self.context.close()


def drawn(template: str, language: str) -> str:
    """An error page, made inside the installation as Django's own handlers make it."""
    from django.contrib.auth.models import AnonymousUser
    from django.template.loader import render_to_string
    from django.test import RequestFactory
    from django.utils.translation import override

    request = RequestFactory().get("/")
    request.user = AnonymousUser()
    with override(language):
        return render_to_string(template, request=request)


def found_in(stack: Stack, places: Mapping[str, Any]) -> dict[str, Found]:
    return {name: Found(**place) for name, place in places.items()}
