"""What stands round every page: navigation, organisation, notifications, language, theme.

The frame knows no room that stands on this one. ``offers`` and ``reviews`` say in their ``AppConfig.ready`` what it
shows of them, by ``show_offer_with`` and ``count_with``; what they give must cost at most one query.
Everything here is read only if a template asks for it.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db.models import OuterRef, QuerySet
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from cosell.accounts.context import current_partner, memberships
from cosell.accounts.models import Membership, Partner, Role, User
from cosell.demo import DEMO_PASSWORD, one_sign_in_per_role
from cosell.demo_mail import is_shown
from cosell.notifications.models import Notification
from cosell.prepared import GIVEN_USER, Prepared, count_of, sql_of

if TYPE_CHECKING:
    from django.http import HttpRequest


def _unread() -> QuerySet[User, Any]:
    unread = Notification.objects.filter(user=OuterRef("pk"), read_at__isnull=True)
    return User.objects.filter(pk=GIVEN_USER).values_list(count_of(unread))


UNREAD = Prepared("unread_notifications", lambda: sql_of(_unread()))


@dataclass(frozen=True, slots=True)
class OfferInFrame:
    """The offer whose pages are open. ``count`` stands beside *Co-sell with Microsoft*, such as "5/6"."""

    name: str
    partner_id: int
    count: str = ""


@dataclass(frozen=True, slots=True)
class Link:
    label: str
    url: str
    count: str = ""
    current: bool = False


@dataclass(frozen=True, slots=True)
class Section:
    title: str
    items: list[Link]


# A page whose address does not begin with that of the link it belongs to.
BELONGS_TO = {"reviews:submission": "reviews:publish", "eligibility:job": "eligibility:rulebooks"}

_offer_source: list[Callable[[User, uuid.UUID], OfferInFrame | None]] = []
_count_sources: dict[str, Callable[[User], dict[str, int]]] = {}


def show_offer_with(source: Callable[[User, uuid.UUID], OfferInFrame | None]) -> None:
    """``source`` gives an offer by its public id if this person may read it, else None."""
    _offer_source[:] = [source]


def count_with(role: str, source: Callable[[User], dict[str, int]]) -> None:
    """``source`` gives, for people of this role, counts by url name: ``{"reviews:queue": 7}``."""
    _count_sources[role] = source


def counts_for(user: User) -> dict[str, int]:
    """What waits for this person, by url name: the counts beside the links."""
    source = _count_sources.get(user.role)
    return source(user) if source else {}


class Frame:
    """The frame of one request, for the template: each part is worked out when it is first asked for."""

    def __init__(self, request: HttpRequest) -> None:
        self.request = request
        self.user: Any = getattr(request, "user", None) or AnonymousUser()  # none in an early refusal

    @cached_property
    def offer(self) -> OfferInFrame | None:
        match = self.request.resolver_match
        offer_id = match.kwargs.get("offer_id") if match else None
        if offer_id is None or not self.user.is_authenticated or not _offer_source:
            return None
        return _offer_source[0](self.user, offer_id)

    @cached_property
    def memberships(self) -> list[Membership]:
        return memberships(self.request) if self.user.is_authenticated and self._is_partner else []

    @cached_property
    def partner(self) -> Partner | None:
        """The organisation of the open offer, else the current one."""
        if not self.memberships:
            return None
        mine = {each.partner_id: each.partner for each in self.memberships}
        return mine.get(self.offer.partner_id if self.offer else 0) or current_partner(self.request)

    @cached_property
    def unread(self) -> int:
        if not self.user.is_authenticated:
            return 0
        [(count,)] = UNREAD.rows(user=self.user.pk)
        return int(count)

    @cached_property
    def navigation(self) -> list[Section]:
        if not self.user.is_authenticated:
            return []
        sections = self._partner_sections() if self._is_partner else self._staff_sections()
        return _mark_current([each for each in sections if each.items], self._address)

    @property
    def _address(self) -> str:
        """The address by which the current link is found."""
        match = self.request.resolver_match
        link = BELONGS_TO.get(match.view_name) if match else None
        if not match or not link:
            return self.request.path
        of_offer = {name: value for name, value in match.kwargs.items() if name == "offer_id"}
        return reverse(link, kwargs=of_offer)

    @cached_property
    def place(self) -> str:
        """What stands beside the product's name: the organisation, or the role of Microsoft's people."""
        if not self.user.is_authenticated:
            return ""
        if self._is_partner:
            return self.partner.name if self.partner else ""
        return str(self.user.get_role_display())

    @cached_property
    def other_partners(self) -> list[Partner]:
        """The person's other organisations, to switch to."""
        return [each.partner for each in self.memberships if each.partner != self.partner]

    @cached_property
    def person_links(self) -> list[Link]:
        return _links((_("Your account"), "accounts:account"), (_("Notifications"), "notifications:list"))

    @property
    def _is_partner(self) -> bool:
        return bool(self.user.role == Role.PARTNER)

    def _partner_sections(self) -> list[Section]:
        partner = self.partner
        sections = [Section(_("Commercial Marketplace"), _links((_("Overview"), "eligibility:offer_list")))]
        if self.offer:
            sections.append(self._offer_section(self.offer))
        if partner:
            sections.append(Section(_("Organisation"), _organisation_links(partner)))
        return sections

    def _offer_section(self, offer: OfferInFrame) -> Section:
        match = self.request.resolver_match
        of_offer = {"offer_id": match.kwargs["offer_id"]} if match else {}
        rows = [
            (_("Offer overview"), "eligibility:offer_overview"),
            (_("Properties"), "offers:properties"),
            (_("Co-sell with Microsoft"), "offers:co_sell"),
            (_("Review and publish"), "reviews:publish"),
            (_("History"), "eligibility:history"),
        ]
        return Section(offer.name, _links(*rows, counts={"offers:co_sell": offer.count}, kwargs=of_offer))

    def _staff_sections(self) -> list[Section]:
        counts = {name: str(count) for name, count in counts_for(self.user).items() if count}
        queues = [
            (_("Queue"), "reviews:queue"),
            (_("Cloud specialist"), "reviews:specialist_queue"),
            (pgettext("figures of the review desk", "Figures"), "reviews:figures"),
            (_("Conflicts of interest"), "reviews:conflicts"),
        ]
        sections = [
            Section(_("Reviews"), _links(*queues, counts=counts)),
            Section(_("Commercial Marketplace"), _links((_("Offers"), "eligibility:offer_list"))),
        ]
        return [_programme_section(), *sections] if self.user.is_programme_admin else sections


def frame(request: HttpRequest) -> dict[str, Any]:
    """The context processor. Each name is a function, which the template calls if it uses it at all."""
    parts = Frame(request)
    return {
        "navigation": lambda: parts.navigation,
        "frame_place": lambda: parts.place,
        "current_partner": lambda: parts.partner,
        "other_partners": lambda: parts.other_partners,
        "unread_notifications": lambda: parts.unread,
        "person_links": lambda: parts.person_links,
        "demo": settings.DEMO,
        "demo_mail": is_shown(),
        "demo_sign_ins": lambda: one_sign_in_per_role() if settings.DEMO else [],
        "demo_password": DEMO_PASSWORD if settings.DEMO else "",
    }


def _organisation_links(partner: Partner) -> list[Link]:
    rows = [
        (_("Business profile"), "accounts:business_profile"),
        (_("Members"), "accounts:members"),
        (_("Revenue and enrolments"), "eligibility:earned"),
    ]
    return _links(*rows, kwargs={"partner_id": partner.public_id})


def _programme_section() -> Section:
    rows = [
        (_("Dashboard"), "eligibility:programme"),
        (_("Rulebooks"), "eligibility:rulebooks"),
        (_("Partners"), "eligibility:partners"),
        (_("Reasons for sending back"), "reviews:reasons"),
        (_("Holidays"), "reviews:holidays"),
        (_("Second reviewers"), "reviews:second_rules"),
        (_("Users"), "accounts:users"),
        (_("Audit log"), "audit:log"),
    ]
    return Section(_("Programme"), _links(*rows))


def _links(
    *rows: tuple[str, str], counts: dict[str, str] | None = None, kwargs: dict[str, Any] | None = None
) -> list[Link]:
    """The links of these url names; one whose page no room brings is left out."""
    links = []
    for label, name in rows:
        try:
            links.append(Link(label, reverse(name, kwargs=kwargs), (counts or {}).get(name, "")))
        except NoReverseMatch:
            continue
    return links


def _mark_current(sections: list[Section], path: str) -> list[Section]:
    """Mark the link whose address is the longest beginning of this page's."""
    urls = [link.url for section in sections for link in section.items if path.startswith(link.url)]
    longest = max(urls, key=len, default="")
    return [
        replace(section, items=[replace(link, current=link.url == longest) for link in section.items])
        for section in sections
    ]
