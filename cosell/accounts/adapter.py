"""Where allauth meets the product: our account model, our mails, our addresses, our record."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import get_language

from cosell.accounts.models import User
from cosell.audit.services import record
from cosell.notifications.rendering import language_of
from cosell.notifications.services import post_letter

if TYPE_CHECKING:
    from django.forms import BaseForm
    from django.http import HttpRequest

LINKS = ("activate_url", "password_reset_url", "signup_url")


class AccountAdapter(DefaultAccountAdapter):
    def save_user(self, request: HttpRequest, user: User, form: BaseForm, commit: bool = True) -> User:
        """A new account, in the language of the page that it was made on."""
        user.name = form.cleaned_data["name"]
        user.language = get_language() or settings.LANGUAGE_CODE
        super().save_user(request, user, form, commit=commit)
        record("account.signed_up", actor=user, subject=str(user), staff_only=True)
        return user

    def unstash_verified_email(self, request: HttpRequest) -> None:
        """An invitation's link verifies the address that it was sent to, and is not a second address of an account."""
        return

    def set_password(self, user: User, password: str) -> None:
        super().set_password(user, password)
        record("account.password_changed", actor=user, subject=str(user), staff_only=True)

    def login(self, request: HttpRequest, user: User) -> None:
        super().login(request, user)
        record("account.signed_in", actor=user, subject=str(user), staff_only=True)

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Write the mail in the person's language and leave the sending to the worker."""
        user = context.get("user") or User.objects.filter(email__iexact=email).first()
        words = {**context, "email": email, "user": user, "site": settings.SITE_URL}
        with translation.override(language_of(user) if user else get_language()):
            subject = " ".join(render_to_string(f"{template_prefix}_subject.txt", words).split())
            text = render_to_string(f"{template_prefix}_message.txt", words).strip() + "\n"
            link = next((words[name] for name in LINKS if name in words), "")
            post_letter(to=email, subject=subject, text=text, link=link)

    def get_email_confirmation_url(self, request: HttpRequest, emailconfirmation: Any) -> str:
        return settings.SITE_URL + reverse("account_confirm_email", args=[emailconfirmation.key])

    def get_reset_password_from_key_url(self, key: str) -> str:
        uid, _dash, token = key.partition("-")
        return settings.SITE_URL + reverse(
            "account_reset_password_from_key", kwargs={"uidb36": uid, "key": token}
        )

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return reverse("accounts:account")
