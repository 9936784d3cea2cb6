"""Where the pages of the catalogue lie in the demo: the arguments of their addresses.

Everything here runs inside an installation with the demo (``Stack.call``).
"""

from typing import Any

from allauth.account.forms import default_token_generator
from allauth.account.models import EmailAddress, EmailConfirmationHMAC
from allauth.account.utils import user_pk_to_url_str

from cosell.accounts.models import Invitation, Partner, User
from cosell.demo_mail import sent_mails
from cosell.demo_programme.catalogue import OFFERS
from eligibility.models import Competency, JobKind, JobState, Rulebook, RulebookJob
from eligibility.queries import rulebook_in_force
from offers.models import CloudSpecialistRequest, ContactImport, Offer
from reviews.models import Submission
from tests.tour.scenery import INVITED_ADDRESS, RUNNING_DRAFT

Arguments = dict[str, Any]


def partner(name: str = "Contoso Analytics") -> Arguments:
    return {"partner_id": Partner.objects.get(name=name).public_id}


def offer(name: str = "Contoso Insights") -> Arguments:
    return {"offer_id": Offer.objects.get(name=name).public_id}


def offer_on_plan(plan: str) -> Arguments:
    """The first offer of the demo that has come as far as this plan of ``cosell.demo_programme.plans``."""
    return offer(next(listed.name for listed in OFFERS if listed.plan == plan))


def contact() -> Arguments:
    found = Offer.objects.get(name="Contoso Insights").contacts.order_by("pk")[0]
    return {**offer(), "contact_id": found.public_id}


def contacts_file(name: str) -> Arguments:
    """A file of contacts that waits for the owner of Contoso; the scenery brought it."""
    found = ContactImport.objects.select_related("offer").get(file_name=name)
    return {"offer_id": found.offer.public_id, "import_id": found.public_id}


def submission(offer_name: str) -> Arguments:
    """The newest submission of an offer, as the partner sees it."""
    found = _newest_submission(offer_name)
    return {"offer_id": found.offer.public_id, "submission_id": found.public_id}


def desk(offer_name: str) -> Arguments:
    return {"submission_id": _newest_submission(offer_name).public_id}


def _newest_submission(offer_name: str) -> Submission:
    return Submission.objects.select_related("offer").filter(offer__name=offer_name).latest("pk")


def specialist_request(state: str) -> Arguments:
    """The oldest cloud-specialist request in this state."""
    return {"request_id": CloudSpecialistRequest.objects.filter(state=state).earliest("pk").public_id}


def billed() -> Arguments:
    return {**partner(), **offer("Contoso Forecast")}


def earned_kind(kind: str) -> Arguments:
    return {**partner(), "kind": kind}


def competency() -> Arguments:
    found = Competency.objects.filter(partner__name="Contoso Analytics").earliest("pk")
    return {**earned_kind("competencies"), "row_id": found.public_id}


def rulebook_that_counts() -> Arguments:
    return {"rulebook_id": rulebook_in_force().public_id}


def rulebook_draft() -> Arguments:
    return {
        "rulebook_id": Rulebook.objects.filter(state="draft")
        .exclude(name=RUNNING_DRAFT)
        .latest("pk")
        .public_id
    }


def rulebook_section(section: str) -> Arguments:
    return {**rulebook_draft(), "section": section}


def finished_preview() -> Arguments:
    return {
        "job_id": RulebookJob.objects.filter(kind=JobKind.PREVIEW, state=JobState.DONE).latest("pk").public_id
    }


def running_preview() -> Arguments:
    return {"job_id": RulebookJob.objects.get(rulebook__name=RUNNING_DRAFT).public_id}


def invitation() -> Arguments:
    return {"token": Invitation.objects.get(email=INVITED_ADDRESS).token}


def person() -> Arguments:
    return {"user_id": User.objects.get(email="karim@contoso.example").public_id}


def oneself() -> Arguments:
    return {"user_id": User.objects.get(email="priya@microsoft.example").public_id}


def mail() -> Arguments:
    return {"name": sent_mails()[0].name}


def address_to_verify() -> Arguments:
    return {"key": EmailConfirmationHMAC(EmailAddress.objects.get(verified=False)).key}


def password_to_reset() -> Arguments:
    user = User.objects.get(email="karim@contoso.example")
    return {"uidb36": user_pk_to_url_str(user), "key": default_token_generator.make_token(user)}
