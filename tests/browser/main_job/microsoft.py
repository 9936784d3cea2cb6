"""What the reviewer and the programme admin do, page by page."""

import re
from datetime import UTC, datetime, timedelta

from playwright.sync_api import Page, expect

from tests.browser.main_job.partner import SECONDS


def take(page: Page, offer_name: str) -> None:
    """Find the submission in the queue, as soon as the worker has put it there, and take it."""
    page.goto("/review/")
    link = page.get_by_role("table").get_by_role("link", name=offer_name)
    expect(link).to_be_visible(timeout=SECONDS)  # the table renews itself
    link.click()
    page.get_by_role("button", name="Take", exact=True).click()
    expect(page.get_by_role("button", name="Release")).to_be_visible()


def open_item(page: Page, label: str) -> None:
    heading = page.locator(".panel-item").filter(has=page.get_by_role("heading", name=label)).first
    if heading.get_attribute("aria-current") != "true":
        heading.get_by_role("link", name=label).click()
        expect(page.locator(".panel-item[aria-current=true]")).to_contain_text(label)


def approve(page: Page, label: str, percent: str = "") -> None:
    open_item(page, label)
    if percent:
        page.get_by_label(re.compile("^Share of the infrastructure")).fill(percent)
    page.locator("[data-approve]").click()
    _expect_verdict(page, label, "Approve")


def refuse_percent(page: Page, percent: str) -> None:
    """A percentage that cannot be: the field says so, and nothing is saved."""
    open_item(page, "Architecture diagram")
    page.get_by_label(re.compile("^Share of the infrastructure")).fill(percent)
    page.locator("[data-approve]").click()
    expect(page.get_by_label(re.compile("^Share of the infrastructure"))).to_have_attribute(
        "aria-invalid", "true"
    )
    expect(page.get_by_label(re.compile("^Share of the infrastructure"))).to_have_value(percent)


def send_back(page: Page, label: str, reason: str) -> None:
    open_item(page, label)
    page.get_by_text("Send back…").click()
    page.locator("[data-send-back] textarea").fill(reason)
    page.locator("[data-send-back]").get_by_role("button", name="Send back").click()
    _expect_verdict(page, label, "Send back")


def _expect_verdict(page: Page, label: str, word: str) -> None:
    item = page.locator(".panel-item").filter(has=page.get_by_role("heading", name=label)).first
    expect(item).to_contain_text(word)
    expect(item.locator(".panel-item-head")).not_to_contain_text("To read")


def decide(page: Page) -> None:
    page.get_by_role("button", name="Decide", exact=True).click()
    page.get_by_role("button", name="Decide and tell the partner").click()
    expect(page.get_by_text("Decided").first).to_be_visible()


def work_request(page: Page, offer_name: str, outcome: str, act: str) -> None:
    """Take the cloud-specialist request and close it."""
    page.goto("/review/cloud-specialist/")
    page.get_by_role("table").get_by_role("link", name=offer_name).click()
    page.get_by_role("button", name="Take the request").click()
    page.get_by_label(re.compile("^Outcome")).fill(outcome)
    page.get_by_role("button", name=act, exact=True).click()


def open_partner(page: Page, partner_name: str) -> None:
    page.goto(f"/programme/partners/?q={partner_name.replace(' ', '+')}")
    page.get_by_role("table").get_by_role("link", name=partner_name).click()


def enter_consumed_revenue(page: Page, partner_name: str, usd: str) -> None:
    """The figure of the newest month that has ended."""
    open_partner(page, partner_name)
    page.get_by_role("link", name="Enter months").first.click()
    ended = datetime.now(UTC).date().replace(day=1) - timedelta(days=1)
    page.locator("#months").get_by_label(f"{ended:%b %Y}").fill(usd)
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("heading", name=partner_name)).to_be_visible()


def enter_competency(page: Page, partner_name: str, end: str) -> None:
    open_partner(page, partner_name)
    page.get_by_role("link", name="Add").first.click()
    page.get_by_label("Area").fill("Cloud Platform")
    page.get_by_label("Level").select_option(label="Gold")
    page.get_by_label("From").fill("2020-01-01")
    page.get_by_label(re.compile("^Until")).fill(end)
    page.get_by_role("button", name="Save").click()


def change_consumed_revenue_threshold(page: Page, second: Page, usd: str) -> None:
    """A new rulebook: changed and previewed on every offer, proposed, approved by a second admin, re-assessed."""
    page.goto("/programme/rulebooks/new/")
    page.get_by_role("button", name="Make the draft").click()
    page.get_by_label(re.compile("At least")).first.fill(usd)
    page.get_by_role("button", name="Save draft").click()
    page.get_by_role("navigation", name="Rulebook").get_by_role("link", name="Overview").click()
    page.get_by_role("button", name="Preview").click()
    propose = page.get_by_role("button", name="Propose to a second admin")
    expect(propose).to_be_visible(timeout=SECONDS)  # the page is loaded anew when the preview is done
    propose.click()
    page.get_by_role("dialog").get_by_role("button", name="Propose").click()
    expect(page.get_by_text("The rulebook is proposed.")).to_be_visible()
    second.goto(page.url)
    second.get_by_role("button", name="Approve").click()
    second.get_by_role("dialog").get_by_role("button", name="Approve").click()
    expect(second.locator(".progress-done").first).to_contain_text("Done", timeout=SECONDS)


def end_competency(page: Page, partner_name: str, end: str) -> None:
    open_partner(page, partner_name)
    page.get_by_role("link", name=re.compile("^Change")).first.click()
    page.get_by_label(re.compile("^Until")).fill(end)
    page.get_by_role("button", name="Save").click()
