"""Steps 1 and 2: what an offer must have to be co-sell ready."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Final

from eligibility.rules.codes import (
    COMPLETED,
    DOCUMENT_KINDS,
    GOLD,
    MET,
    OPEN_REQUEST_STATES,
    PENDING,
    UNMET,
)
from eligibility.rules.facts import (
    PLACES,
    BestStates,
    Facts,
    Period,
)
from eligibility.rules.requirements.finding import (
    NOT_SO,
    SO,
    Evidence,
    Finding,
    Judge,
    Requirement,
    day_code,
    whatever_the_terms,
)
from eligibility.rules.terms import Terms

NO_PERIOD: Final[Finding] = (UNMET, "none", None, None)
NO_ENROLMENT: Final[Finding] = (*NO_PERIOD, None)


# --- Step 1: publish ----------------------------------------------------------------------------------------


def judge_offer_published(facts: Facts) -> Finding:
    return SO if facts.offer.published else NOT_SO


def explain_offer_published(finding: Finding, terms: Terms) -> Evidence:
    return {"published": finding[1]}


def judge_business_profile(facts: Facts) -> Finding:
    return SO if facts.partner.business_profile_complete else NOT_SO


def explain_business_profile(finding: Finding, terms: Terms) -> Evidence:
    return {"complete": finding[1]}


# --- Step 2: the materials ----------------------------------------------------------------------------------


def judging_sales_contacts(terms: Terms) -> Judge:
    """Figures: in how many countries it is sold, those that are eligible, and those of them without a sales contact."""
    eligible = terms.eligible_countries

    def judge(facts: Facts) -> Finding:
        sold = facts.offer.countries
        countries = sold if eligible is None else sold & eligible
        missing = facts.contacts.uncovered(countries)
        return MET if countries and not missing else UNMET, len(sold), countries, missing

    return judge


def explain_sales_contacts(finding: Finding, terms: Terms) -> Evidence:
    _state, sold_in, countries, missing = finding
    return {
        "sold_in": sold_in,
        "covered": sorted(countries - missing),
        "missing": sorted(missing),
    }


def judging_required_documents(terms: Terms) -> Judge:
    """A kind that nobody handed in, or that was sent back, outranks one that waits."""
    required = terms.required_kinds

    def judge(facts: Facts) -> Finding:
        documents = facts.documents
        if required <= documents.approved:
            return MET, documents.best
        return PENDING if required <= documents.handed_in else UNMET, documents.best

    return judge


def explain_required_documents(finding: Finding, terms: Terms) -> Evidence:
    return {"documents": states_of(finding[1], terms.required_kinds)}


def judge_landing_page(facts: Facts) -> Finding:
    return SO if facts.offer.landing_page_url else NOT_SO


def explain_landing_page(finding: Finding, terms: Terms) -> Evidence:
    return {"given": finding[1]}


def judging_supporting_material(terms: Terms) -> Judge:
    kinds, link_counts = terms.supporting_kinds, terms.social_media_url_counts

    def judge(facts: Facts) -> Finding:
        documents = facts.documents
        if link_counts and facts.offer.social_media_url:
            return MET, documents.best, True
        if not kinds.isdisjoint(documents.approved):
            return MET, documents.best, False
        return UNMET if kinds.isdisjoint(documents.handed_in) else PENDING, documents.best, False

    return judge


def explain_supporting_material(finding: Finding, terms: Terms) -> Evidence:
    """``social_media_url`` is null where the rulebook does not take one for supporting material."""
    _state, best, linked = finding
    return {
        "documents": states_of(best, terms.supporting_kinds),
        "social_media_url": linked if terms.social_media_url_counts else None,
    }


def judge_listing(facts: Facts) -> Finding:
    """Figure: the names of the fields that are empty."""
    offer = facts.offer
    if offer.platforms and offer.segments and offer.solution_type and offer.solution_areas:
        return MET, ()
    fields = ("platforms", "segments", "solution_type", "solution_areas")
    return UNMET, tuple(field for field in fields if not getattr(offer, field))


def explain_listing(finding: Finding, terms: Terms) -> Evidence:
    return {"missing": list(finding[1])}


# --- Step 2: the cloud specialist, competencies, designations and enrolments --------------------------------


def judge_specialist_request(facts: Facts) -> Finding:
    request = facts.cloud_specialist_request
    if request == COMPLETED:
        return MET, request
    return PENDING if request in OPEN_REQUEST_STATES else UNMET, request


def explain_specialist_request(finding: Finding, terms: Terms) -> Evidence:
    return {"request": finding[1]}


def judge_gold_competency(facts: Facts) -> Finding:
    gold = [competency.period for competency in facts.partner.competencies if competency.level == GOLD]
    return judge_periods(gold, facts.as_of)


def judge_designation(facts: Facts) -> Finding:
    return judge_periods([designation.period for designation in facts.partner.designations], facts.as_of)


def explain_period(finding: Finding, terms: Terms) -> Evidence:
    _state, period, start, end = finding
    return {"period": period, "start": day_code(start), "end": day_code(end)}


def judge_enrolment(facts: Facts) -> Finding:
    """Figures: those of ``judge_period``, and the tier."""
    enrolment = facts.partner.isv_connect
    return (*judge_period(enrolment.period, facts.as_of), enrolment.tier) if enrolment else NO_ENROLMENT


def explain_enrolment(finding: Finding, terms: Terms) -> Evidence:
    *period, tier = finding
    return {"tier": tier, **explain_period(tuple(period), terms)}


# --- What several of them need ------------------------------------------------------------------------------


def judge_periods(periods: Sequence[Period], as_of: date) -> Finding:
    """Of several the one that runs longest is told: an active one, else one to come, else the last that ended."""
    if not periods:
        return NO_PERIOD
    if len(periods) == 1:
        return judge_period(periods[0], as_of)
    longest = max(periods, key=lambda period: (period.includes(as_of), period.end or date.max, period.start))
    return judge_period(longest, as_of)


def judge_period(period: Period, as_of: date) -> Finding:
    """Figures: ``active``, ``to_come`` or ``over`` (``none`` without any period), and the period's two days."""
    start, end = period
    if start > as_of:
        return UNMET, "to_come", start, end
    return (MET, "active", start, end) if end is None or as_of <= end else (UNMET, "over", start, end)


def states_of(best: BestStates, kinds: Iterable[str]) -> dict[str, str | None]:
    """The best state of each of these kinds, None where nothing was handed in, in the order of the tab."""
    return {kind: best[PLACES[kind]] for kind in DOCUMENT_KINDS if kind in kinds}


OFFER_PUBLISHED = Requirement(
    "offer_published", whatever_the_terms(judge_offer_published), explain_offer_published
)
BUSINESS_PROFILE_COMPLETE = Requirement(
    "business_profile_complete", whatever_the_terms(judge_business_profile), explain_business_profile
)
SALES_CONTACT_PER_COUNTRY = Requirement(
    "sales_contact_per_country", judging_sales_contacts, explain_sales_contacts
)
REQUIRED_DOCUMENTS = Requirement("required_documents", judging_required_documents, explain_required_documents)
LANDING_PAGE_URL = Requirement(
    "landing_page_url", whatever_the_terms(judge_landing_page), explain_landing_page
)
SUPPORTING_MATERIAL = Requirement(
    "supporting_material", judging_supporting_material, explain_supporting_material
)
LISTING_COMPLETE = Requirement("listing_complete", whatever_the_terms(judge_listing), explain_listing)
CLOUD_SPECIALIST_REQUEST = Requirement(
    "cloud_specialist_request", whatever_the_terms(judge_specialist_request), explain_specialist_request
)
GOLD_COMPETENCY = Requirement("gold_competency", whatever_the_terms(judge_gold_competency), explain_period)
SOLUTIONS_PARTNER_DESIGNATION = Requirement(
    "solutions_partner_designation", whatever_the_terms(judge_designation), explain_period
)
ISV_CONNECT_ENROLMENT = Requirement(
    "isv_connect_enrolment", whatever_the_terms(judge_enrolment), explain_enrolment
)
