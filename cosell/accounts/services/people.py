"""Accounts: made, changed, given a role, closed."""

from allauth.account.models import EmailAddress
from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from cosell.accounts.models import Role, User
from cosell.accounts.permissions import demand, may_administer
from cosell.audit.services import record
from cosell.notifications.services import notify


@transaction.atomic
def create_person(
    *,
    email: str,
    name: str,
    password: str | None = None,
    role: str = Role.PARTNER,
    language: str = "",
    actor: User | None = None,
) -> User:
    """Make an account whose address counts as verified: by an operator or the demo, never by signing up."""
    user = User.objects.create_user(email, password, name=name, role=role, language=language)
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    record("account.created", actor=actor, subject=str(user), staff_only=True, role=role)
    return user


@transaction.atomic
def change_account(*, actor: User, name: str, language: str) -> None:
    """The person's own name and language."""
    actor.name, actor.language = name, language
    actor.save(update_fields=["name", "language"])
    record("account.changed", actor=actor, subject=str(actor), staff_only=True, language=language)


def change_language(*, actor: User, language: str) -> None:
    """Read in another language from now on. A reader's setting, so that it is not part of the record."""
    actor.language = language
    actor.save(update_fields=["language"])


def change_theme(*, actor: User, theme: str) -> None:
    """Read in this theme from now on, in every browser; a reader's setting as the language is."""
    actor.theme = theme
    actor.save(update_fields=["theme"])


@transaction.atomic
def change_user_role(*, actor: User, user: User, role: str) -> None:
    """Make somebody a partner, a reviewer or a programme admin; never oneself, so that an admin is always left."""
    _demand_admin_over(actor, user)
    if role not in Role.values:
        raise ValidationError({"role": _("Choose one of the roles.")})
    if user.role == role:
        return
    before, user.role = user.role, role
    user.save(update_fields=["role"])
    record("account.role_changed", actor=actor, subject=str(user), staff_only=True, before=before, after=role)
    notify("accounts.role_changed", [user], path=reverse("accounts:account"), role=role, person=str(actor))


@transaction.atomic
def let_sign_in(*, actor: User, user: User, may: bool) -> None:
    """Close an account (all its sessions end with the next click) or open it again; never one's own."""
    _demand_admin_over(actor, user)
    if user.is_active == may:
        return
    user.is_active = may
    user.save(update_fields=["is_active"])
    record("account.opened" if may else "account.closed", actor=actor, subject=str(user), staff_only=True)


def _demand_admin_over(actor: User, user: User) -> None:
    """403 unless ``actor`` is a programme admin right now and ``user`` is somebody else. Locks both rows.

    Two admins who take the role from each other at the same moment therefore queue, and the slower one is refused.
    """
    rows = {
        row.pk: row
        for row in User.objects.select_for_update().filter(pk__in=[actor.pk, user.pk]).order_by("pk")
    }
    demand(may_administer(rows[actor.pk]))
    if actor.pk == user.pk:
        raise ValidationError(
            _("Nobody changes their own role or closes their own account: ask another admin.")
        )
    user.role, user.is_active = rows[user.pk].role, rows[user.pk].is_active
