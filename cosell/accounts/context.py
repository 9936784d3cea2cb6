"""For which organisation a person acts in this request."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cosell.accounts.models import Membership, Partner

if TYPE_CHECKING:
    from django.http import HttpRequest

SESSION_KEY = "partner"


def memberships(request: HttpRequest) -> list[Membership]:
    """The person's places in organisations, oldest first, read once a request."""
    known: list[Membership] | None = getattr(request, "_memberships", None)
    if known is None:
        user = request.user
        rows = Membership.objects.filter(user=user).select_related("partner") if user.is_authenticated else []
        known = vars(request)["_memberships"] = list(rows)
    return known


def current_membership(request: HttpRequest) -> Membership | None:
    """The one whose page is open, else the one chosen in the top bar, else the oldest."""
    mine = {str(each.partner.public_id): each for each in memberships(request)}
    match = request.resolver_match
    wanted = (str(match.kwargs.get("partner_id", "")) if match else "", request.session.get(SESSION_KEY, ""))
    return next((mine[each] for each in wanted if each in mine), next(iter(mine.values()), None))


def current_partner(request: HttpRequest) -> Partner | None:
    membership = current_membership(request)
    return membership.partner if membership else None


def choose_partner(request: HttpRequest, partner: Partner) -> None:
    """From now on this organisation is the current one. The caller has asked whether it is theirs."""
    request.session[SESSION_KEY] = str(partner.public_id)
