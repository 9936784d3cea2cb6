"""The catalogue of reasons for sending something back, by what it is about.

A submission's item keeps only the code; the sentence is made when it is read, in the reader's language. Each sentence
says what is wrong and what to do.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from offers.models import DocumentKind
from reviews.models import ItemKind, SubmissionItem

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise

REFUSED_BY_CHECKS = "refused_by_checks"


@dataclass(frozen=True, slots=True)
class Reason:
    """``about`` holds kinds of items, and kinds of documents."""

    code: str
    sentence: _StrOrPromise
    about: frozenset[str]


def _reason(code: str, sentence: _StrOrPromise, *about: str) -> Reason:
    return Reason(code, sentence, frozenset(about))


_FOR_CUSTOMERS = (
    DocumentKind.CUSTOMER_ONE_PAGER,
    DocumentKind.CUSTOMER_PRESENTATION,
    DocumentKind.CUSTOMER_CASE_STUDY,
    DocumentKind.CUSTOMER_WINS,
)

CATALOGUE: tuple[Reason, ...] = (
    _reason(
        "publishing_description",
        _("The description does not say what the offer does. Describe what a customer gets."),
        ItemKind.PUBLISHING,
    ),
    _reason(
        "publishing_profile",
        _(
            "The business profile is incomplete or does not match the organisation. Correct it, then publish again."
        ),
        ItemKind.PUBLISHING,
    ),
    _reason(
        "publishing_countries",
        _("The offer cannot be sold in some of the countries chosen. Check the list of countries."),
        ItemKind.PUBLISHING,
    ),
    _reason(
        "publishing_policy",
        _("The offer does not meet the marketplace's publishing requirements."),
        ItemKind.PUBLISHING,
    ),
    _reason(
        "listing_mismatch",
        _(
            "The listing details do not fit the offer. Choose the platforms and solution areas that it really serves."
        ),
        ItemKind.LISTING,
    ),
    _reason(
        "listing_incomplete", _("The listing details are incomplete. Fill in every field."), ItemKind.LISTING
    ),
    _reason(
        "link_unreachable",
        _("A link does not open. Check the address; it must open without signing in."),
        ItemKind.LINKS,
    ),
    _reason(
        "landing_page_general",
        _("The landing page does not describe the offer. Link to the page about this solution."),
        ItemKind.LINKS,
    ),
    _reason(
        "social_channel_unrelated",
        _("The social media channel is not about the solution or its publisher."),
        ItemKind.LINKS,
    ),
    _reason(
        "contact_unreachable",
        _("A contact cannot be reached at the address given. Correct it or name somebody else."),
        ItemKind.CONTACTS,
    ),
    _reason(
        "contact_not_sales",
        _(
            "A sales contact does not work in sales. Name somebody who can work on deals with Microsoft's sellers."
        ),
        ItemKind.CONTACTS,
    ),
    _reason(
        "contact_shared_mailbox",
        _("A contact is a shared mailbox. Name a person for each eligible country."),
        ItemKind.CONTACTS,
    ),
    _reason(
        "document_other_solution",
        _("The document describes another solution. Hand in the one about this offer."),
        *DocumentKind.values,
    ),
    _reason(
        "document_unreadable",
        _("Text or pictures cannot be read. Export the document again with a higher resolution."),
        *DocumentKind.values,
    ),
    _reason(
        "document_wrong_kind",
        _("This is not the kind of document that belongs here. Hand it in under its own heading."),
        *DocumentKind.values,
    ),
    _reason(
        "document_not_for_customers",
        _("The document is not written for customers: it holds internal remarks, prices or drafts."),
        *_FOR_CUSTOMERS,
        DocumentKind.CHANNEL_PITCH_DECK,
    ),
    _reason(
        "document_outdated",
        _("The document is out of date. Use current product names and figures."),
        *DocumentKind.values,
    ),
    _reason(
        "customer_not_verifiable",
        _("The customer cannot be verified. Name the customer and a result that can be checked."),
        DocumentKind.CUSTOMER_CASE_STUDY,
        DocumentKind.CUSTOMER_WINS,
    ),
    _reason(
        "customer_without_consent",
        _("A customer is named who does not seem to have agreed. Remove the name or confirm the consent."),
        *_FOR_CUSTOMERS,
    ),
    _reason(
        "diagram_no_azure_share",
        _(
            "The diagram does not show what runs on Azure and what does not. Mark the boundary of each platform."
        ),
        DocumentKind.ARCHITECTURE_DIAGRAM,
    ),
    _reason(
        "diagram_services_missing",
        _("The diagram leaves out cloud services that host the offer or that it calls. Name each of them."),
        DocumentKind.ARCHITECTURE_DIAGRAM,
    ),
    _reason(
        "diagram_data_missing",
        _("The diagram does not show data connections, sign-in or user interfaces. Add them."),
        DocumentKind.ARCHITECTURE_DIAGRAM,
    ),
)
_BY_CODE = {reason.code: reason for reason in CATALOGUE}


def reasons_about(kind: str) -> list[Reason]:
    """The reasons that fit a kind of item, or a kind of document, in the order of the catalogue."""
    return [reason for reason in CATALOGUE if kind in reason.about]


def sentence_of(code: str) -> str:
    """The sentence of a reason in the reader's language; empty for no reason of the catalogue."""
    if code == REFUSED_BY_CHECKS:
        return gettext("The checks refused this file. Upload a corrected one in its place.")
    return str(_BY_CODE[code].sentence) if code in _BY_CODE else ""


def reason_text(item: SubmissionItem) -> str:
    """Why it was sent back, as sentences in the reader's language: the catalogue's, then the reviewer's note."""
    return " ".join(_sentences(item))


def _sentences(item: SubmissionItem) -> Iterable[str]:
    if sentence := sentence_of(item.reason_code):
        yield sentence
    if item.reason:
        yield item.reason
