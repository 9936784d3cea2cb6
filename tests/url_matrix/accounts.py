"""People, organisations, notifications, the demo's pages and the frame."""

from typing import Any

from cosell.accounts.models import Invitation, Membership
from cosell.notifications.models import Notification
from tests.builders import make_member, make_user
from tests.url_matrix import EVERYBODY, Row, World, of_partner

SIGNED_IN = "sign-in 200 200 200 200 200 200"
PARTNERS = "sign-in 200 200 200 200 403 403"
ADMINS = "sign-in 403 403 403 403 403 200"
OWNERS_ACT = "sign-in 404 403 403 302 403 403"


def of_invitation(world: World) -> dict[str, Any]:
    invitation = Invitation.objects.create(partner=world.partner, email="new@example.com")
    return {**of_partner(world), "invitation_id": invitation.public_id}


def of_token(world: World) -> dict[str, Any]:
    return {"token": Invitation.objects.create(partner=world.partner, email="new@example.com").token}


def of_member(world: World) -> dict[str, Any]:
    member = make_member(world.partner, role="editor", name="Μέλος")
    return {**of_partner(world), "membership_id": Membership.objects.get(user=member).public_id}


def of_user(world: World) -> dict[str, Any]:
    return {"user_id": make_user(name="Πρόσωπο").public_id}


def of_notification(world: World) -> dict[str, Any]:
    """The owner's, so that it is nobody else's."""
    owner = world.people["owner"]
    return {"notification_id": Notification.objects.create(user=owner, code="x", path="/account/").public_id}


ROWS = {
    "home": Row("sign-in 302 302 302 302 302 302"),
    "set_language": [
        Row("302 302 302 302 302 302 302", method="POST", data=lambda world: {"language": "fr"}),
        Row("405 405 405 405 405 405 405"),
    ],
    "set_theme": Row("302 302 302 302 302 302 302", method="POST", data=lambda world: {"theme": "dark"}),
    "accounts:account": Row(SIGNED_IN),
    "accounts:organisation_create": Row(PARTNERS),
    "accounts:switch": Row(
        "sign-in 404 302 302 302 403 403",
        method="POST",
        data=lambda world: {"partner": str(world.partner.public_id)},
    ),
    "accounts:business_profile": [
        Row("sign-in 404 200 200 200 200 200", of_partner),
        Row("sign-in 404 403 200 200 403 403", of_partner, method="POST"),
    ],
    "accounts:checklist": Row(
        "sign-in 404 302 302 302 403 403", of_partner, method="POST", data=lambda world: {"shown": "no"}
    ),
    "accounts:members": [
        Row("sign-in 404 200 200 200 200 200", of_partner),
        Row("sign-in 404 403 403 200 403 403", of_partner, method="POST"),
    ],
    "accounts:member_role": [
        Row(OWNERS_ACT, of_member, method="POST", data=lambda world: {"role": "viewer"}),
        Row("sign-in 405 405 405 405 403 403", of_member),
    ],
    "accounts:member_remove": Row(OWNERS_ACT, of_member, method="POST"),
    "accounts:invitation_withdraw": Row(OWNERS_ACT, of_invitation, method="POST"),
    "accounts:leave": Row("sign-in 404 302 302 302 403 403", of_partner, method="POST"),
    "accounts:invitation": [
        Row(EVERYBODY, of_token),
        Row(EVERYBODY, of_token, method="POST"),
        Row("410 410 410 410 410 410 410", lambda world: {"token": "never-made"}),
    ],
    "accounts:users": Row(ADMINS),
    "accounts:user": [Row(ADMINS, of_user), Row(ADMINS, of_user, method="POST")],
    "accounts:user_access": Row("sign-in 403 403 403 403 403 302", of_user, method="POST"),
    "notifications:list": Row(SIGNED_IN),
    "notifications:count": Row(SIGNED_IN),
    "notifications:read_all": Row("sign-in 302 302 302 302 302 302", method="POST"),
    "notifications:follow": Row("sign-in 404 404 404 302 404 404", of_notification),
    "demo:mail": Row("404 404 404 404 404 404 404"),
    "demo:mail_read": Row("404 404 404 404 404 404 404", lambda world: {"name": "any-0"}),
    # allauth's own pages: whoever is signed in already is led away from those for signing in
    "account_login": Row("200 302 302 302 302 302 302"),
    "account_signup": Row("200 302 302 302 302 302 302"),
    "account_logout": Row("sign-in 200 200 200 200 200 200"),
    "account_inactive": Row(EVERYBODY),
    "account_reauthenticate": Row("sign-in 200 200 200 200 200 200"),
    "account_email": Row("sign-in 200 200 200 200 200 200"),
    "account_email_verification_sent": Row(EVERYBODY),
    "account_confirm_email": Row(EVERYBODY, lambda world: {"key": "never-made"}),
    "account_change_password": Row(SIGNED_IN),
    "account_set_password": Row("sign-in 302 302 302 302 302 302"),
    "account_reset_password": Row(EVERYBODY),
    "account_reset_password_done": Row(EVERYBODY),
    "account_reset_password_from_key": Row(EVERYBODY, lambda world: {"uidb36": "0", "key": "never-made"}),
    "account_reset_password_from_key_done": Row(EVERYBODY),
    "account_confirm_login_code": Row("sign-in 302 302 302 302 302 302"),
}
