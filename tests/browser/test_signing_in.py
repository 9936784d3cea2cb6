"""The first thing that anybody does, on both kinds of installation."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.support.browsing import NARROW
from tests.support.stack import Stack

PASSWORD = "a-password-of-the-tests"


def make_reviewer(email: str, name: str) -> None:
    from allauth.account.models import EmailAddress
    from django.contrib.auth import get_user_model

    user = get_user_model()._default_manager.create_user(email, PASSWORD, name=name, role="reviewer")
    EmailAddress.objects.create(user=user, email=email, verified=True, primary=True)


def test_person_signs_in_with_e_mail_and_password(stack: Stack, page: Page) -> None:
    stack.call(make_reviewer, email="riley@signs-in.example", name="Riley Signs-In")
    page.goto("/")
    page.get_by_label("E-mail").fill("riley@signs-in.example")
    page.get_by_label("Password").first.fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_text("Riley Signs-In").first).to_be_attached()


def test_wrong_password_is_said_at_the_form(stack: Stack, page: Page) -> None:
    page.goto("/accounts/login/")
    page.get_by_label("E-mail").fill("nobody@signs-in.example")
    page.get_by_label("Password").first.fill("not-the-password")
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("alert")).to_be_visible()


def test_person_who_is_signed_in_has_a_page_at_both_widths(
    stack: Stack, as_person: Callable[..., Page]
) -> None:
    stack.call(make_reviewer, email="noor@signs-in.example", name="Noor Signs-In")
    for options in ({}, {"viewport": NARROW}):
        page = as_person("noor@signs-in.example", **options)
        answer = page.goto("/")
        assert answer is not None
        assert answer.status == 200
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
