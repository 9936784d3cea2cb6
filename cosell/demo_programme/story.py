"""Telling the whole demo: the people, the partners with what they earned, and every offer's story."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from itertools import cycle

from cosell.accounts.models import MemberRole, Partner, Role, User
from cosell.accounts.services import members, organisations, people
from cosell.demo import DEMO_PASSWORD, DEMO_SIGN_INS
from cosell.demo_programme import rulebooks
from cosell.demo_programme.cast import PARTNERS, Cast, Earned
from cosell.demo_programme.catalogue import OFFERS, Listed
from cosell.demo_programme.papers import domain
from cosell.demo_programme.plans import PLANS
from cosell.demo_programme.scene import Clock, Scene
from eligibility.services import earned
from eligibility.services.daily import reassess_all
from eligibility.services.warning import warn_all
from offers.models import Offer
from reviews.models import RuleKind, SecondReviewRule
from reviews.services.second_rules import add_rule

Say = Callable[[str], None]

MONTHS = 14
FOUNDED_DAYS_AGO = 420
CENT = Decimal("0.01")


def tell(say: Say) -> None:
    """Tell it from the beginning, in an empty programme. ``say`` gets a line for each step."""
    with Clock(FOUNDED_DAYS_AGO):
        staff = _staff()
        rulebooks.found(staff["admin"])
        _ask_for_second_reviewers(staff["admin"][0])
    partners = {cast.name.split()[0]: _partner(cast, staff["admin"][0]) for cast in PARTNERS}
    say(f"{len(partners)} partners")
    reviewers = cycle([staff["reviewer"], staff["reviewer"][::-1]])
    for number, listed in enumerate(OFFERS, start=1):
        offer = _tell_offer(listed, partners[listed.partner], *next(reviewers))
        if listed.billed:
            months = _months(listed.billed, Decimal("1.05"), min(MONTHS, listed.began // 30))
            earned.save_billed_revenue(actor=staff["admin"][0], offer=offer, months=months)
        say(f"{number} of {len(OFFERS)} offers: {offer.name}")
    reassess_all()  # as beat does every day: what has expired since an offer's last change counts no more
    rulebooks.tighten(staff["admin"])
    warn_all()
    rulebooks.look_ahead(staff["admin"])
    say("rulebooks")


def _staff() -> dict[str, list[User]]:
    found: dict[str, list[User]] = {"reviewer": [], "admin": []}
    for sign_in in DEMO_SIGN_INS:
        if sign_in.role != Role.PARTNER:
            person = people.create_person(
                email=sign_in.email, name=sign_in.name, password=DEMO_PASSWORD, role=sign_in.role
            )
            found["admin" if sign_in.role == Role.PROGRAMME_ADMIN else "reviewer"].append(person)
    return found


def _ask_for_second_reviewers(admin: User) -> None:
    """Where a share on Azure is close to the half that the programme asks for."""
    rule = SecondReviewRule(kind=RuleKind.AZURE_SHARE, share_from=Decimal(51), share_to=Decimal(55))
    add_rule(actor=admin, rule=rule)


def _partner(cast: Cast, admin: User) -> tuple[Cast, Partner, list[User]]:
    with Clock(FOUNDED_DAYS_AGO):
        team = [
            people.create_person(
                email=person.email(cast.name),
                name=person.name,
                password=DEMO_PASSWORD if cast is PARTNERS[0] else None,
                language=_language(cast),
            )
            for person in cast.people
        ]
        partner = organisations.create_organisation(actor=team[0], name=cast.name)
        for person, user in zip(cast.people[1:], team[1:], strict=True):
            invitation = members.invite(
                actor=team[0], partner=partner, email=user.email, role=MemberRole(person.role)
            )
            members.accept_invitation(actor=user, invitation=invitation)
        if cast.profile:
            organisations.change_business_profile(actor=team[0], partner=partner, changes=_profile(cast))
    _earn(admin, cast, partner)
    return cast, partner, team


def _language(cast: Cast) -> str:
    return "fr" if cast.country == "FR" else "en"


def _profile(cast: Cast) -> dict[str, str]:
    site = domain(cast.name)
    return {
        "legal_name": f"{cast.name} Ltd",
        "mpn_id": str(4_000_000 + int.from_bytes(cast.name.encode()[:3]) % 999_999),
        "country": cast.country,
        "address": cast.city,
        "website": f"https://www.{site}/",
        "description": f"{cast.name} makes software for {cast.field} and sells it through the marketplace.",
        "contact_name": cast.people[0].name,
        "contact_email": cast.people[0].email(cast.name),
        "contact_phone": "+1 425 555 0100",
    }


def _earn(admin: User, cast: Cast, partner: Partner) -> None:
    for each in cast.earned:
        _earn_one(admin, partner, each)
    if cast.acr:
        newest, growth = cast.acr
        earned.save_consumed_revenue(actor=admin, partner=partner, months=_months(newest, growth, MONTHS))


def _earn_one(admin: User, partner: Partner, each: Earned) -> None:
    today = datetime.now(UTC).date()
    start = today + timedelta(days=each.since)
    end = None if each.until is None else today + timedelta(days=each.until)
    if each.what == "isv_connect":
        earned.save_enrolment(actor=admin, partner=partner, tier=each.name, start=start, end=end)
    elif each.what == "designation":
        earned.save_designation(actor=admin, partner=partner, area=each.name, start=start, end=end)
    else:
        earned.save_competency(
            actor=admin, partner=partner, area=each.name, level=each.what, start=start, end=end
        )


def _months(newest: Decimal, growth: Decimal, count: int) -> dict[date, Decimal]:
    """The last ``count`` ended months, the newest first, each ``growth`` times the one before it, a little uneven."""
    tomorrow = datetime.now(UTC).date() + timedelta(days=1)
    month = tomorrow.replace(day=1)  # for the rules a month has ended on its last day
    figures: dict[date, Decimal] = {}
    for number in range(count):
        month = (month - timedelta(days=1)).replace(day=1)
        uneven = 1 + Decimal((number * 37) % 9 - 4) / 100
        figures[month] = (newest / growth**number * uneven).quantize(CENT)
    return figures


def _tell_offer(
    listed: Listed, partner: tuple[Cast, Partner, list[User]], reviewer: User, colleague: User
) -> Offer:
    cast, organisation, team = partner
    author = team[len(listed.name) % min(2, len(team))]
    with Clock(listed.began) as clock:
        scene = Scene(listed, organisation, author, reviewer, colleague, clock, cast.field)
        scene.create()
        for step in PLANS[listed.plan]:
            scene.later(1)
            step(scene)
    return scene.offer
