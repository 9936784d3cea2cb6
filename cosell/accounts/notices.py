"""What people are told about their organisations and accounts."""

from django.utils.translation import gettext_lazy as _

from cosell.accounts.models import MemberRole, Role
from cosell.notifications.catalogue import Notice, declare

_ROLES = {"role": dict(MemberRole.choices)}

declare(
    Notice(
        "accounts.member_joined",
        _("%(person)s joined %(organisation)s"),
        _("%(person)s accepted the invitation and is now a member of %(organisation)s (%(role)s)."),
        names=_ROLES,
    ),
    Notice(
        "accounts.member_role_changed",
        _("Your role in %(organisation)s is now: %(role)s"),
        _("%(person)s changed your role in %(organisation)s."),
        names=_ROLES,
    ),
    Notice(
        "accounts.member_removed",
        _("You are no longer a member of %(organisation)s"),
        _(
            "%(person)s removed you from %(organisation)s. Your account stays; you can join or create another one."
        ),
    ),
    Notice(
        "accounts.role_changed",
        _("Your role in the Co-sell Center is now: %(role)s"),
        _("%(person)s changed your role."),
        names={"role": dict(Role.choices)},
    ),
)
