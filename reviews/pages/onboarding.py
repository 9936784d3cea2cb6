"""The way of a new organisation to its first publication: steps whose state is read from the database, never ticked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _

from cosell.accounts.models import Invitation, MemberRole, Membership, Partner
from eligibility.queries import DONE_STATES, asks_of, requirements_of
from offers.models import Offer
from offers.queries import current_slots
from reviews.models import Submission

if TYPE_CHECKING:
    from eligibility.queries import Asks

OWNERS = (MemberRole.OWNER,)
EDITORS = (MemberRole.OWNER, MemberRole.EDITOR)
LISTING_CODES = frozenset({"landing_page_url", "listing_complete"})


@dataclass(frozen=True, slots=True)
class Step:
    """``url`` is empty where it cannot be done yet, or not by this person: ``who`` then names those who can."""

    code: str
    label: str
    hint: str
    done: bool
    optional: bool = False
    url: str = ""
    who: str = ""


@dataclass(frozen=True, slots=True)
class Checklist:
    partner: Partner
    steps: Sequence[Step]
    hidden: bool

    @property
    def needed(self) -> int:
        return sum(not step.optional for step in self.steps)

    @property
    def done(self) -> int:
        return sum(step.done for step in self.steps if not step.optional)


def checklist_of(membership: Membership) -> Checklist | None:
    """What this person's organisation has left to do; None once it has published and its profile is complete."""
    partner = membership.partner
    published = Submission.objects.filter(offer__partner=partner).exists()
    if published and partner.business_profile_complete:
        return None
    steps = _Steps(membership, published=published).all()
    return Checklist(partner, steps, hidden=membership.checklist_hidden_at is not None)


class _Steps:
    """Reads once what the steps are made of."""

    def __init__(self, membership: Membership, *, published: bool) -> None:
        self.me, self.partner, self.published = membership, membership.partner, published
        self.members = list(Membership.objects.filter(partner=self.partner).select_related("user"))
        offers = Offer.objects.filter(partner=self.partner).select_related("standing__assessment")
        self.offer = offers.defer("standing__assessment__facts").order_by("pk").first()

    def all(self) -> list[Step]:
        return [self._profile(), self._colleague(), self._first_offer(), *self._of_offer(), self._publish()]

    def _profile(self) -> Step:
        return self._step(
            "profile",
            _("Complete the business profile"),
            _("Who you are, for Microsoft's sellers. It is asked once, for all offers."),
            done=self.partner.business_profile_complete,
            url=self._of_partner("accounts:business_profile"),
        )

    def _colleague(self) -> Step:
        invited = len(self.members) > 1 or Invitation.objects.filter(partner=self.partner).exists()
        return self._step(
            "colleague",
            _("Invite a colleague"),
            _("Editors change offers and publish; viewers read."),
            done=invited,
            url=self._of_partner("accounts:members"),
            roles=OWNERS,
            optional=True,
        )

    def _first_offer(self) -> Step:
        return self._step(
            "offer",
            _("Create your first offer"),
            _("Its type, its name and where it is sold."),
            done=self.offer is not None,
            url=reverse("offers:create"),
        )

    def _of_offer(self) -> list[Step]:
        """What the rulebook asks of the first offer; before there is one, what most types are asked."""
        if self.offer is None:
            return [self._listing(done=False), self._documents(done=False), self._contacts(done=False)]
        asks = asks_of(self.offer)
        if not asks.by_materials:
            return [self._specialist()]
        met = {row["code"] for row in requirements_of(self.offer) if row["state"] in DONE_STATES}
        listing = asks.requirements & LISTING_CODES
        return [
            self._listing(done=listing <= met),
            self._documents(done=_documents_there(self.offer, asks)),
            self._contacts(done="sales_contact_per_country" in met),
        ]

    def _listing(self, *, done: bool) -> Step:
        label, hint = _("Fill in the listing"), _("What sellers find the offer by, and its landing page.")
        return self._step("listing", label, hint, done=done, url=self._of_first_offer("offers:co_sell"))

    def _documents(self, *, done: bool) -> Step:
        label = _("Upload the documents")
        hint = _("The ones that the rulebook asks for; they are checked within seconds.")
        return self._step("documents", label, hint, done=done, url=self._of_first_offer("offers:documents"))

    def _contacts(self, *, done: bool) -> Step:
        label = _("Add sales contacts")
        hint = _("Somebody to call in each eligible country. One person may cover several, or all.")
        return self._step("contacts", label, hint, done=done, url=self._of_first_offer("offers:contacts"))

    def _specialist(self) -> Step:
        asked = self.offer is not None and self.offer.specialist_requests.exists()
        label = _("Ask for a cloud specialist")
        hint = _("Offers of this type are prepared together with Microsoft.")
        return self._step(
            "specialist", label, hint, done=asked, url=self._of_first_offer("reviews:specialist")
        )

    def _publish(self) -> Step:
        label, hint = _("Review and publish"), _("Microsoft reads what you hand in and answers to each part.")
        url = self._of_first_offer("reviews:publish")
        return self._step("publish", label, hint, done=self.published, url=url)

    # --- parts ---

    def _step(
        self,
        code: str,
        label: str,
        hint: str,
        *,
        done: bool,
        url: str,
        roles: Sequence[str] = EDITORS,
        optional: bool = False,
    ) -> Step:
        may = self.me.role in roles
        who = "" if may else ", ".join(str(each.user) for each in self.members if each.role in roles)
        return Step(code, label, hint, done, optional, url if may and not done else "", "" if done else who)

    def _of_partner(self, name: str) -> str:
        return reverse(name, kwargs={"partner_id": self.partner.public_id})

    def _of_first_offer(self, name: str) -> str:
        return reverse(name, kwargs={"offer_id": self.offer.public_id}) if self.offer else ""


def _documents_there(offer: Offer, asks: Asks) -> bool:
    """Every document asked for is uploaded and was not sent back; the reviewer's verdict is another matter."""
    there = {slot.kind for slot in current_slots(offer) if slot.current and not slot.needs_fixing}
    channel = asks.social_media_counts and bool(offer.social_media_url)
    supported: bool = (
        "supporting_material" not in asks.requirements or channel or bool(there & set(asks.supporting_kinds))
    )
    return there >= set(asks.required_kinds) and supported
