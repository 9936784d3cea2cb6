"""What each requirement is called, and why it is asked for."""

from typing import Final, NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Naming(NamedTuple):
    title: Promise
    explanation: Promise


STATES: Final = {
    "met": pgettext_lazy("state of a requirement", "Met"),
    "unmet": pgettext_lazy("state of a requirement", "Not met"),
    "pending": pgettext_lazy("state of a requirement", "With Microsoft"),
    "not_applicable": pgettext_lazy("state of a requirement", "Not needed"),
}

REQUIREMENTS: Final = {
    "offer_published": Naming(
        _("Published in the marketplace"),
        _(
            "Only an offer that customers can find can be sold together. A reviewer checks that it meets the "
            "publishing requirements of the commercial marketplace; that makes it live."
        ),
    ),
    "business_profile_complete": Naming(
        _("Business profile complete"),
        _(
            "Microsoft's sellers and their customers must know who you are: legal name, MPN ID, head office, website, "
            "description and a primary contact with name, e-mail and phone."
        ),
    ),
    "sales_contact_per_country": Naming(
        _("A sales contact for each country"),
        _(
            "A Microsoft seller calls somebody who sells your offer in the customer's country. Each eligible country "
            "of the offer needs a contact with the role Partner sales; one contact may cover several countries, or all."
        ),
    ),
    "required_documents": Naming(
        _("Required documents"),
        _(
            "Microsoft's sellers recommend your offer with these documents. Each counts once a reviewer has approved "
            "it."
        ),
    ),
    "landing_page_url": Naming(
        _("Solution landing page"),
        _("The web page that Microsoft's sellers show when they recommend the offer."),
    ),
    "supporting_material": Naming(
        _("Supporting material"),
        _(
            "Something that shows the offer at work: a social media channel, a case study, verifiable customer wins or "
            "another document. One of them is enough."
        ),
    ),
    "listing_complete": Naming(
        _("Listing complete"),
        _(
            "Microsoft's sellers find the offer by platform, market segment, solution type and solution area, so each "
            "of these must be filled in."
        ),
    ),
    "cloud_specialist_request": Naming(
        _("Work with a cloud specialist"),
        _(
            "Partner Center has no co-sell option for this offer type yet. You provide the documents through a cloud "
            "specialist of Microsoft, who closes your request once they are complete."
        ),
    ),
    "gold_competency": Naming(
        _("Active Gold competency"),
        _(
            "Services are vouched for by a Gold competency of your organisation, in any area, that is active today."
        ),
    ),
    "solutions_partner_designation": Naming(
        _("Active solutions partner designation"),
        _(
            "Services are vouched for by a solutions partner designation of your organisation that is active today."
        ),
    ),
    "isv_connect_enrolment": Naming(
        _("Active ISV Connect enrolment"),
        _("Business applications are sold together with partners of the ISV Connect program, of any tier."),
    ),
    "azure_consumed_revenue": Naming(
        _("Azure Consumed Revenue"),
        _(
            "What your organisation's solutions made customers consume on Azure. Months count once they have ended; "
            "Microsoft enters the figures."
        ),
    ),
    "billed_revenue": Naming(
        _("Marketplace billed revenue"),
        _(
            "What customers were billed for this offer through the commercial marketplace. Months count once they have "
            "ended; refunds are subtracted."
        ),
    ),
    "azure_infrastructure": Naming(
        _("Runs on Azure"),
        _(
            "Azure IP co-sell is for offers whose infrastructure runs mostly on Azure. A reviewer reads your "
            "architecture diagram and confirms the percentage."
        ),
    ),
    "architecture_diagram": Naming(
        _("Architecture diagram"),
        _(
            "It shows the cloud services that host the offer and those it calls, data connections and layers, security "
            "and sign-in, user interfaces, and hybrid or on-premises links. It is read for what runs on Azure, not for "
            "the quality of the architecture."
        ),
    ),
    "technical_validation": Naming(
        _("Technical validation"),
        _("A reviewer checks that the offer's own repeatable IP runs mostly on Azure."),
    ),
    "solution_type_ip": Naming(
        _("Solution type IP"),
        _(
            "Only software that is your own intellectual property reaches this status, not services or devices."
        ),
    ),
    "transactable": Naming(
        _("Sold through the marketplace"),
        _("Customers must be able to buy the offer through the commercial marketplace itself."),
    ),
    "isv_connect_premium": Naming(
        _("Active ISV Connect Premium enrolment"),
        _("Business Applications co-sell is for partners enrolled in the premium tier of ISV Connect."),
    ),
}

_ON_SAVE = _("Nobody: it counts as soon as it is saved.")
_REVIEWER = _("A reviewer of Microsoft, when your submission is decided.")
_PROGRAMME = _("Microsoft's programme team, who enters it. You need not hand anything in.")

DECIDED_BY: Final = {
    "offer_published": _REVIEWER,
    "business_profile_complete": _ON_SAVE,
    "sales_contact_per_country": _ON_SAVE,
    "required_documents": _REVIEWER,
    "landing_page_url": _ON_SAVE,
    "supporting_material": _(
        "A reviewer of Microsoft for documents; a social media channel counts as soon as it is saved."
    ),
    "listing_complete": _ON_SAVE,
    "cloud_specialist_request": _("The cloud specialist of Microsoft, who closes the request."),
    "gold_competency": _PROGRAMME,
    "solutions_partner_designation": _PROGRAMME,
    "isv_connect_enrolment": _PROGRAMME,
    "azure_consumed_revenue": _PROGRAMME,
    "billed_revenue": _PROGRAMME,
    "azure_infrastructure": _REVIEWER,
    "architecture_diagram": _REVIEWER,
    "technical_validation": _("A reviewer of Microsoft, who looks at the offer after you publish."),
    "solution_type_ip": _ON_SAVE,
    "transactable": _ON_SAVE,
    "isv_connect_premium": _PROGRAMME,
}


def title(code: str) -> str:
    """What the requirement is called."""
    return str(REQUIREMENTS[code].title)


def explanation(code: str) -> str:
    """Why it is asked for and what counts. Its source is the rulebook's."""
    return str(REQUIREMENTS[code].explanation)


def decided_by(code: str) -> str:
    """Who says whether it is met."""
    return str(DECIDED_BY[code])


def state_name(state: str) -> str:
    return str(STATES[state])
