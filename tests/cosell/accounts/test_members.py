"""Who belongs to an organisation."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from cosell.accounts import services
from cosell.accounts.models import Invitation, Membership, Partner, User
from cosell.audit.models import AuditEntry
from cosell.notifications.models import Letter, Notification
from cosell.transitions import SomebodyWasFaster
from tests.builders import make_member, make_partner, make_user
from tests.support.pages import form_data, text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def partner() -> Partner:
    return make_partner(name="Contoso")


@pytest.fixture
def owner(partner: Partner) -> User:
    return make_member(partner, name="Amélie", email="amelie@contoso.example")


def membership_of(user: User) -> Membership:
    return Membership.objects.select_related("partner", "user").get(user=user)


def invited(partner: Partner, email: str = "new@contoso.example", **fields: Any) -> Invitation:
    return Invitation.objects.create(partner=partner, email=email, **fields)


# --- who may: each act × each role of the organisation ---

ACTS = {
    "invite": lambda actor, partner, other: services.invite(
        actor=actor, partner=partner, email="x@example.com", role="editor"
    ),
    "withdraw": lambda actor, partner, other: services.withdraw_invitation(
        actor=actor, invitation=invited(partner)
    ),
    "change_role": lambda actor, partner, other: services.change_member_role(
        actor=actor, membership=membership_of(other), role="viewer"
    ),
    "remove": lambda actor, partner, other: services.remove_member(
        actor=actor, membership=membership_of(other)
    ),
}


@pytest.mark.parametrize("act", ACTS)
@pytest.mark.parametrize(
    ("who", "may"),
    [("owner", True), ("editor", False), ("viewer", False), ("stranger", False), ("programme_admin", False)],
)
def test_only_owners_manage_members(partner: Partner, owner: User, act: str, who: str, may: bool) -> None:
    other = make_member(partner, role="editor")
    actor = {
        "stranger": lambda: make_member(make_partner()),
        "programme_admin": lambda: make_user(role="programme_admin"),
    }.get(who, lambda: make_member(partner, role=who))()
    if may:
        ACTS[act](actor, partner, other)
    else:
        with pytest.raises(PermissionDenied):
            ACTS[act](actor, partner, other)


# --- invitations ---


def test_an_invitation_is_a_letter_with_a_link(partner: Partner, owner: User) -> None:
    invitation = services.invite(actor=owner, partner=partner, email="New@Contoso.example", role="viewer")
    letter = Letter.objects.get()
    assert (invitation.email, invitation.role, letter.to) == (
        "new@contoso.example",
        "viewer",
        "new@contoso.example",
    )
    assert letter.subject == "Amélie invites you to Contoso in the Co-sell Center"
    assert f"/invitations/{invitation.token}/" in letter.text
    assert AuditEntry.objects.get().action == "organisation.invited"


def test_a_member_or_an_invited_address_is_not_invited_again(partner: Partner, owner: User) -> None:
    invited(partner, "waiting@contoso.example")
    for email in ("AMELIE@contoso.example", "waiting@contoso.example"):
        with pytest.raises(ValidationError) as refusal:
            services.invite(actor=owner, partner=partner, email=email, role="editor")
        assert list(refusal.value.message_dict) == ["email"]


def test_an_expired_invitation_is_replaced(partner: Partner, owner: User) -> None:
    invited(partner, expires_at=timezone.now() - timedelta(days=1))
    services.invite(actor=owner, partner=partner, email="new@contoso.example", role="editor")
    assert Invitation.objects.filter(email="new@contoso.example").count() == 1


def test_accepting_makes_a_member_and_tells_the_owners(partner: Partner, owner: User) -> None:
    newcomer = make_user(email="new@contoso.example", name="Nora")
    services.accept_invitation(actor=newcomer, invitation=invited(partner, role="viewer"))
    assert membership_of(newcomer).role == "viewer"
    told = Notification.objects.get()
    assert (told.user, told.code, told.params["person"]) == (owner, "accounts.member_joined", "Nora")


@pytest.mark.parametrize(
    "spoil",
    [
        {"email": "other@contoso.example"},
        {"accepted_at": timezone.now()},
        {"expires_at": timezone.now() - timedelta(seconds=1)},
    ],
)
def test_an_invitation_of_another_used_or_expired_opens_nothing(
    partner: Partner, spoil: dict[str, Any]
) -> None:
    newcomer = make_user(email="new@contoso.example")
    invitation = invited(partner, **{"email": "new@contoso.example", **spoil})
    with pytest.raises(ValidationError):
        services.accept_invitation(actor=newcomer, invitation=invitation)
    assert Membership.objects.count() == 0


def test_a_withdrawn_invitation_cannot_be_withdrawn_again(partner: Partner, owner: User) -> None:
    invitation = invited(partner)
    services.withdraw_invitation(actor=owner, invitation=invitation)
    again = Invitation(pk=999_999, partner=partner, email=invitation.email)
    with pytest.raises(SomebodyWasFaster):
        services.withdraw_invitation(actor=owner, invitation=again)


def test_a_newcomer_follows_the_link_signs_up_and_joins_without_verifying_again(
    client: Client, partner: Partner, owner: User
) -> None:
    invitation = invited(partner, invited_by=owner)
    url = reverse("accounts:invitation", args=[invitation.token])
    assert "Create an account with new@contoso.example to accept it." in text_of(client.get(url))
    signed_up = client.post(
        reverse("account_signup", query={"next": url}),
        {"name": "Nora", "email": "new@contoso.example", "password1": "three plain words here"},
    )
    assert signed_up.headers["Location"] == url
    client.post(url)
    assert membership_of(User.objects.get(email="new@contoso.example")).partner == partner


def test_the_link_is_read_without_what_the_database_cannot_hold(
    client: Client, partner: Partner, owner: User
) -> None:
    token = invited(partner, invited_by=owner).token
    assert client.get(reverse("accounts:invitation", args=[f"{token}\x00"])).status_code == 200
    assert client.get(reverse("accounts:invitation", args=["\x00"])).status_code == 410


def test_the_link_does_not_verify_any_other_address(client: Client, partner: Partner, owner: User) -> None:
    client.get(reverse("accounts:invitation", args=[invited(partner, invited_by=owner).token]))
    data = {"name": "Eve", "email": "eve@example.com", "password1": "three plain words here"}
    page = client.post(reverse("account_signup"), data, follow=True)
    assert ("Look into your mailbox" in text_of(page), "_auth_user_id" in client.session) == (True, False)


def test_somebody_signed_in_with_another_address_is_told_so(
    client: Client, partner: Partner, owner: User
) -> None:
    client.force_login(make_member(make_partner(), email="else@example.com"))
    url = reverse("accounts:invitation", args=[invited(partner, invited_by=owner).token])
    said = "The invitation is for new@contoso.example, but you are signed in as else@example.com."
    assert (said in text_of(client.get(url)), said in text_of(client.post(url))) == (True, True)
    assert Membership.objects.filter(partner=partner).count() == 1


def test_a_waiting_invitation_is_offered_instead_of_a_new_organisation(
    client: Client, partner: Partner, owner: User
) -> None:
    newcomer = make_user(email="new@contoso.example")
    invited(partner, invited_by=owner)
    client.force_login(newcomer)
    page = client.get("/", follow=True)
    assert "Amélie invites you to join Contoso (Editor)." in text_of(page)


def test_a_link_that_opens_nothing_says_so(client: Client) -> None:
    page = client.get(reverse("accounts:invitation", args=["never-made"]))
    assert (page.status_code, "This invitation is no longer open" in text_of(page)) == (410, True)


# --- roles, leaving, the last owner ---


def test_the_last_owner_stays(partner: Partner, owner: User) -> None:
    make_member(partner, role="editor")
    membership = membership_of(owner)
    for act in (
        lambda: services.change_member_role(actor=owner, membership=membership, role="editor"),
        lambda: services.remove_member(actor=owner, membership=membership),
        lambda: services.leave(actor=owner, partner=partner),
    ):
        with pytest.raises(ValidationError) as refusal:
            act()
        assert refusal.value.messages == ["Amélie is the last owner. Make somebody else an owner first."]
    assert membership_of(owner).role == "owner"


def test_one_of_two_owners_may_go(partner: Partner, owner: User) -> None:
    make_member(partner, role="owner")
    services.leave(actor=owner, partner=partner)
    assert Membership.objects.filter(user=owner).count() == 0
    assert AuditEntry.objects.get().action == "organisation.left"


def test_a_new_role_is_recorded_and_told(partner: Partner, owner: User) -> None:
    other = make_member(partner, role="viewer")
    services.change_member_role(actor=owner, membership=membership_of(other), role="owner")
    entry, told = AuditEntry.objects.get(), Notification.objects.get()
    assert entry.data == {"before": "viewer", "after": "owner"}
    assert (told.user, told.params["role"]) == (other, "owner")


def test_the_same_role_again_is_no_act(partner: Partner, owner: User) -> None:
    other = make_member(partner, role="viewer")
    services.change_member_role(actor=owner, membership=membership_of(other), role="viewer")
    assert AuditEntry.objects.count() == 0


def test_somebody_removed_no_longer_sees_the_organisation(
    client: Client, partner: Partner, owner: User
) -> None:
    other = make_member(partner, role="editor")
    services.remove_member(actor=owner, membership=membership_of(other))
    Membership.objects.create(user=other, partner=make_partner())
    client.force_login(other)
    assert client.get(reverse("accounts:members", args=[partner.public_id])).status_code == 404
    assert Notification.objects.get().code == "accounts.member_removed"


# --- the page ---


def test_an_owner_invites_on_the_page_and_sees_who_waits(
    client: Client, partner: Partner, owner: User
) -> None:
    client.force_login(owner)
    url = reverse("accounts:members", args=[partner.public_id])
    page = client.post(url, {"email": "new@contoso.example", "role": "editor"}, follow=True)
    text = text_of(page)
    assert ("new@contoso.example is invited." in text, "Waiting" in text) == (True, True)


def test_a_refused_invitation_says_why_at_its_field_and_keeps_what_was_typed(
    client: Client, partner: Partner, owner: User
) -> None:
    client.force_login(owner)
    url = reverse("accounts:members", args=[partner.public_id])
    page = client.post(url, {"email": owner.email, "role": "viewer"})
    assert page.context["form"].errors == {"email": ["This person is a member already."]}
    assert form_data(page, having="email")["email"] == owner.email


@pytest.mark.parametrize("role", ["editor", "viewer"])
def test_others_read_the_list_and_manage_nothing(
    client: Client, partner: Partner, owner: User, role: str
) -> None:
    client.force_login(make_member(partner, role=role))
    page = client.get(reverse("accounts:members", args=[partner.public_id]))
    assert ("Amélie" in text_of(page), "Invite a colleague" in text_of(page)) == (True, False)


def test_a_colleague_of_another_organisation_is_not_found_under_this_one(
    client: Client, partner: Partner, owner: User
) -> None:
    foreign = membership_of(make_member(make_partner()))
    client.force_login(owner)
    url = reverse("accounts:member_remove", args=[partner.public_id, foreign.public_id])
    assert client.post(url).status_code == 404
    assert Membership.objects.filter(pk=foreign.pk).exists() is True


def test_the_list_costs_the_same_for_one_and_for_thirty(
    client: Client, partner: Partner, owner: User
) -> None:
    client.force_login(owner)
    url = reverse("accounts:members", args=[partner.public_id])
    invited(partner, invited_by=owner)
    client.get(url)
    with CaptureQueriesContext(
        connection,
    ) as one:
        client.get(url)
    for number in range(29):
        make_member(partner)
        invited(partner, f"waiting{number}@contoso.example", invited_by=owner)
    with CaptureQueriesContext(connection) as thirty:
        client.get(url)
    assert len(thirty) == len(one)
    assert len(one) <= 9
