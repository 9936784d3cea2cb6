"""The acts of people and organisations. Each writes the record in its own transaction."""

from cosell.accounts.services.members import (
    accept_invitation,
    change_member_role,
    invite,
    leave,
    remove_member,
    show_checklist,
    withdraw_invitation,
)
from cosell.accounts.services.organisations import change_business_profile, create_organisation
from cosell.accounts.services.people import (
    change_account,
    change_language,
    change_theme,
    change_user_role,
    create_person,
    let_sign_in,
)

__all__ = [
    "accept_invitation",
    "change_account",
    "change_business_profile",
    "change_language",
    "change_member_role",
    "change_theme",
    "change_user_role",
    "create_organisation",
    "create_person",
    "invite",
    "leave",
    "let_sign_in",
    "remove_member",
    "show_checklist",
    "withdraw_invitation",
]
