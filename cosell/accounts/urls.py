"""The addresses of people and organisations."""

from django.urls import path

from cosell.accounts.views import account, members, organisations, users

app_name = "accounts"

_organisation = "organisations/<uuid:partner_id>/"

urlpatterns = [
    path("account/", account.account, name="account"),
    path("organisations/new/", organisations.create, name="organisation_create"),
    path("organisations/switch/", organisations.switch, name="switch"),
    path(f"{_organisation}profile/", organisations.business_profile, name="business_profile"),
    path(f"{_organisation}checklist/", organisations.checklist, name="checklist"),
    path(f"{_organisation}members/", members.members, name="members"),
    path(f"{_organisation}members/<uuid:membership_id>/role/", members.change_role, name="member_role"),
    path(f"{_organisation}members/<uuid:membership_id>/remove/", members.remove, name="member_remove"),
    path(
        f"{_organisation}invitations/<uuid:invitation_id>/withdraw/",
        members.withdraw,
        name="invitation_withdraw",
    ),
    path(f"{_organisation}leave/", members.leave, name="leave"),
    path("invitations/<str:token>/", members.invitation, name="invitation"),
    path("users/", users.users, name="users"),
    path("users/<uuid:user_id>/", users.user, name="user"),
    path("users/<uuid:user_id>/access/", users.access, name="user_access"),
]
