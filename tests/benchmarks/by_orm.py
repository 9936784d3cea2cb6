"""Facts of one offer as one would write it down at first: objects of the ORM, one offer after another.

It is a yardstick of speed, and a second opinion on what ``eligibility.facts`` reads.
"""

from datetime import date

from cosell.accounts.models import Partner
from eligibility.facts.reading import VERSION_STATES
from eligibility.models import OfferStatus
from eligibility.rules import Facts, evaluate
from eligibility.rules import Rulebook as Rules
from eligibility.rules import facts as rules
from eligibility.rules.months import month_number
from offers.models import Document, DocumentKind, DocumentState, DocumentVersion, Offer


def facts_of(pk: int, day: date) -> Facts:
    offer = Offer.objects.select_related("partner").get(pk=pk)
    request = offer.specialist_requests.order_by("-pk").first()
    slots = [_Slot(slot) for slot in offer.documents.filter(removed_at=None)]
    return Facts(
        as_of=day,
        partner=_partner(offer.partner, day),
        offer=_offer(offer, slots),
        documents=rules.Documents(tuple(sorted(fact for slot in slots for fact in slot.facts()))),
        contacts=rules.Contacts(
            tuple(rules.Contact(each.role, frozenset(each.countries)) for each in offer.contacts.all())
        ),
        cloud_specialist_request=request.state if request else None,
    )


def assess(pk: int, day: date, rulebook: Rules) -> bool:
    """Whether the stored status is that of the rules; what is another one would be written."""
    answer = evaluate(facts_of(pk, day), rulebook)
    standing = OfferStatus.objects.get(pk=pk)
    if standing.status != answer.status:
        standing.status = answer.status
        standing.save()
        return False
    return True


class _Slot:
    def __init__(self, slot: Document) -> None:
        self.kind = slot.kind
        published = list(slot.versions.filter(published_at__isnull=False).order_by("-number"))
        self.newest = published[0] if published else None
        self.approved = next((each for each in published if each.state == DocumentState.APPROVED), None)

    def facts(self) -> list[rules.Document]:
        counting: set[DocumentVersion] = {each for each in (self.newest, self.approved) if each}
        return [
            rules.Document(self.kind, VERSION_STATES[each.state])
            for each in counting
            if each.state in VERSION_STATES
        ]


def _offer(offer: Offer, slots: list[_Slot]) -> rules.Offer:
    diagrams = [slot.approved for slot in slots if slot.kind == DocumentKind.ARCHITECTURE_DIAGRAM]
    return rules.Offer(
        type=offer.type,
        solution_type=offer.solution_type or None,
        published=offer.is_live,
        paid=offer.paid,
        transactable=offer.transactable,
        countries=frozenset(offer.countries),
        landing_page_url=offer.landing_page_url or None,
        social_media_url=offer.social_media_url or None,
        platforms=tuple(offer.platforms),
        segments=tuple(offer.segments),
        solution_areas=tuple(area["area"] for area in offer.solution_areas),
        billed_revenue=rules.Revenue(
            rules.MonthlyAmount(month_number(row.month.year, row.month.month), row.usd)
            for row in offer.billed_revenue.all()
        ),
        azure_infrastructure_percent=diagrams[0].azure_percent if diagrams and diagrams[0] else None,
        technical_validation_passed=offer.technical_validation_passed,
    )


def _partner(partner: Partner, day: date) -> rules.Partner:
    enrolments = list(partner.isv_connect_enrolments.order_by("start", "pk"))
    started = [each for each in enrolments if each.start <= day]
    enrolment = started[-1] if started else next(iter(enrolments), None)
    return rules.Partner(
        business_profile_complete=partner.business_profile_complete,
        competencies=tuple(
            rules.Competency(each.area, each.level, rules.Period(each.start, each.end))
            for each in partner.competencies.order_by("start", "pk")
        ),
        designations=tuple(
            rules.Designation(each.area, rules.Period(each.start, each.end))
            for each in partner.designations.order_by("start", "pk")
        ),
        isv_connect=rules.Enrolment(enrolment.tier, rules.Period(enrolment.start, enrolment.end))
        if enrolment
        else None,
        azure_consumed_revenue=rules.Revenue(
            rules.MonthlyAmount(month_number(row.month.year, row.month.month), row.usd)
            for row in partner.azure_consumed_revenue.all()
        ),
    )
