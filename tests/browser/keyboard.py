"""A person who has no mouse: goes from stop to stop with Tab, and minds at each that the focus can be seen."""

from dataclasses import dataclass
from pathlib import Path
from re import Pattern
from typing import Any

from playwright.sync_api import FileChooser, Locator, Page, expect

MOST_STOPS = 90
# What a sighted person sees of the focus: the element, or the label or zone round it, has an outline; it lies in the
# window, and at least a part of it is not covered (WCAG 2.4.7 and 2.4.11).
PROBE = """wanted => {
  const element = document.activeElement;
  if (!element || element === document.body) return {lost: true, hit: false};
  const outlined = each => {
    const style = each && getComputedStyle(each);
    return style && style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 1;
  };
  const seen = [element.closest(".drop-zone"), element.closest("label"), element].find(outlined) ?? element;
  const rect = seen.getClientRects()[0] ?? seen.getBoundingClientRect();
  const spots = [[0.5, 0.5], [0.1, 0.2], [0.9, 0.2], [0.1, 0.8], [0.9, 0.8]];
  const bare = spots.some(([x, y]) => {
    const at = document.elementFromPoint(rect.left + x * rect.width, rect.top + y * rect.height);
    return at && seen.contains(at);
  });
  const html = element.outerHTML.slice(0, 160);
  return {lost: false, hit: wanted.includes(element), outlined: outlined(seen), bare, html};
}"""


@dataclass
class Keys:
    """The keyboard of one page; ``to`` is the only way to reach a control."""

    page: Page

    def __post_init__(self) -> None:
        # A chooser is caught only while somebody listens, and Playwright begins to listen without waiting for it.
        self.page.on("filechooser", lambda _chooser: None)

    def to(self, role: Any, name: str | Pattern[str], *, within: str = "", back: bool = False) -> Locator:
        """Press Tab until the control of this role and accessible name has the focus."""
        place: Page | Locator = self.page.locator(within) if within else self.page
        return self.to_locator(place.get_by_role(role, name=name, exact=isinstance(name, str)), back=back)

    def to_locator(self, wanted: Locator, *, back: bool = False) -> Locator:
        """The same for what has no role of its own, such as the summary of a menu."""
        expect(wanted.first).to_be_attached()
        lost = 0
        for stop in range(MOST_STOPS):
            if stop:
                self.press("Shift+Tab" if back else "Tab")
            found = wanted.evaluate_all(PROBE)
            if not stop and not found["hit"]:
                continue  # where the person starts: a page as a whole, or what a script gave the focus to
            lost += found["lost"]
            assert lost <= 1, "The focus was lost to the page"  # once: round the browser's own bar
            if not found["lost"]:
                assert found["outlined"], f"No visible focus: {found['html']}"
                assert found["bare"], f"The focus is covered: {found['html']}"
            if found["hit"]:
                return wanted
        raise AssertionError(f"{wanted} is not reached within {MOST_STOPS} stops")

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)

    def type(self, text: str) -> None:
        self.page.keyboard.type(text)

    def open(self, name: str | Pattern[str], *, heading: str | Pattern[str], within: str = "") -> None:
        """Follow a link, and wait until the page of this heading stands there."""
        self.to("link", name, within=within)
        self.press("Enter")
        expect(self.page.get_by_role("heading", level=1)).to_have_text(heading)

    def fill(self, name: str | Pattern[str], text: str, *, role: str = "textbox", within: str = "") -> None:
        """Go to a field and write this in place of what is there."""
        self.to(role, name, within=within)
        self.press("Control+a")
        self.type(text)

    def check(self, role: str, name: str | Pattern[str]) -> None:
        self.to(role, name)
        self.press("Space")

    def choose(self, name: str | Pattern[str]) -> None:
        """Choose a radio button: Tab enters its group, arrows walk it."""
        wanted = self.page.get_by_role("radio", name=name).first
        group = self.page.get_by_role("group").filter(has=wanted).last
        self.to_locator(group.get_by_role("radio"))
        self.press("Space")
        for _step in range(group.get_by_role("radio").count()):
            if not wanted.is_checked():
                self.press("ArrowDown")
        expect(wanted).to_be_checked()

    def pick(self, legend: str | Pattern[str], *names: str) -> None:
        """Choose in a long list: filter, arrow down, space."""
        picker = self.page.get_by_role("group", name=legend).filter(has=self.page.get_by_role("searchbox"))
        self.to_locator(picker.get_by_role("searchbox"))
        for name in names:
            self.press("Control+a")
            self.type(name)
            self.press("ArrowDown", "Space", "ArrowUp")

    def submit(self, name: str | Pattern[str], within: str = "") -> None:
        self.to("button", name, within=within)
        self.press("Enter")

    def choose_file(self, name: str | Pattern[str], file: Path, key: str = "Enter") -> None:
        """Open the file chooser of a focused control by a key, and choose there."""
        self.to("button", name)
        with self.page.expect_file_chooser() as chosen:
            self.press(key)
        chooser: FileChooser = chosen.value
        chooser.set_files(file)

    def expect_focus_kept(self) -> None:
        """The focus stands on something, not on the page as a whole."""
        expect(self.page.locator("body")).not_to_be_focused()
