"""What each recorded act is called. ``record`` stores a code; a person reads one of these sentences.

A test finds every code that the rooms record and fails on one that has no name here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise


@dataclass(frozen=True, slots=True)
class Act:
    """``icon`` is a Lucide name; ``tone`` one of the components' tones."""

    label: _StrOrPromise
    icon: str = "circle"
    tone: str = "neutral"


ACTS = {
    # people and organisations
    "account.changed": Act(_("Account changed"), "user"),
    "account.closed": Act(_("Account closed"), "user-x", "danger"),
    "account.created": Act(_("Account made"), "user-plus"),
    "account.email_changed": Act(_("E-mail address changed"), "mail"),
    "account.opened": Act(_("Account opened again"), "user-check"),
    "account.password_changed": Act(_("Password changed"), "key-round"),
    "account.role_changed": Act(_("Role changed"), "user-cog", "warning"),
    "account.signed_in": Act(_("Signed in"), "log-in"),
    "account.signed_up": Act(_("Signed up"), "user-plus", "brand"),
    "mail.given_up": Act(_("A mail could not be sent"), "mail-x", "danger"),
    "organisation.created": Act(_("Organisation created"), "building-2", "brand"),
    "organisation.invitation_withdrawn": Act(_("Invitation withdrawn"), "mail-x"),
    "organisation.invited": Act(_("Person invited"), "mail"),
    "organisation.joined": Act(_("Person joined the organisation"), "user-plus"),
    "organisation.left": Act(_("Person left the organisation"), "user-minus"),
    "organisation.profile_changed": Act(_("Business profile changed"), "building-2"),
    "organisation.member_removed": Act(_("Person removed from the organisation"), "user-minus", "warning"),
    "organisation.role_changed": Act(_("Role in the organisation changed"), "user-cog"),
    # offers
    "offers.changed": Act(_("Offer changed"), "pencil"),
    "offers.contact_added": Act(_("Contact added"), "user-plus"),
    "offers.contact_changed": Act(_("Contact changed"), "user-pen"),
    "offers.contact_removed": Act(_("Contact removed"), "user-minus"),
    "offers.contacts_copied": Act(_("Contacts copied from another offer"), "users"),
    "offers.contacts_replaced": Act(_("Contacts imported"), "users"),
    "offers.contacts_restored": Act(_("An import of contacts undone"), "undo-2"),
    "offers.created": Act(_("Offer created"), "plus", "brand"),
    "offers.document_approval_revoked": Act(_("Approval of a document revoked"), "ban", "danger"),
    "offers.document_approved": Act(_("Document approved"), "check", "success"),
    "offers.document_checked": Act(_("Document checked"), "file-check"),
    "offers.document_removed": Act(_("Document removed"), "trash-2"),
    "offers.document_checked_again": Act(_("Checks of a document begun anew"), "rotate-cw"),
    "offers.document_restored": Act(_("Older version of a document restored"), "history"),
    "offers.document_sent_back": Act(_("Document sent back"), "undo-2", "danger"),
    "offers.document_uploaded": Act(_("Document uploaded"), "upload"),
    "offers.document_verdict_undone": Act(_("Verdict on a document undone"), "rotate-ccw", "warning"),
    "offers.file_deleted": Act(_("File deleted after its time"), "trash-2"),
    "offers.files_swept": Act(_("Stores of files swept"), "brush-cleaning", "warning"),
    "offers.live_undone": Act(_("Going live undone"), "rotate-ccw", "warning"),
    "offers.made_live": Act(_("Offer went live"), "circle-dot", "success"),
    "offers.request_completed": Act(_("Cloud-specialist request completed"), "check", "success"),
    "offers.request_declined": Act(_("Cloud-specialist request declined"), "x", "danger"),
    "offers.request_documents": Act(_("Documents provided through the cloud-specialist request"), "file-up"),
    "offers.request_escalated": Act(_("Overdue cloud-specialist request escalated"), "alarm-clock", "danger"),
    "offers.request_filed": Act(_("Cloud-specialist request filed"), "send"),
    "offers.request_handed_over": Act(_("Cloud-specialist request handed over"), "arrow-right-left"),
    "offers.request_released": Act(_("Cloud-specialist request given back to the pool"), "undo-2"),
    "offers.request_taken": Act(_("Cloud-specialist request taken"), "hand"),
    "offers.request_waiting": Act(_("Cloud-specialist request waits for the partner"), "hourglass"),
    "offers.request_went_on": Act(_("Cloud-specialist request goes on"), "play"),
    "offers.stopped": Act(_("Selling stopped"), "circle-pause", "warning"),
    "offers.technical_validation": Act(_("Technical validation noted"), "clipboard-check"),
    # reviews
    "reviews.approval_revoked": Act(_("Approval of a document revoked"), "ban", "danger"),
    "reviews.appeal_decided": Act(_("Second look decided"), "scale", "success"),
    "reviews.appeal_withdrawn": Act(_("Second look withdrawn"), "undo-2"),
    "reviews.appealed": Act(_("Second look asked for"), "scale", "warning"),
    "reviews.closed": Act(_("Submission closed: the checks refused all of it"), "ban", "danger"),
    "reviews.decided": Act(_("Submission decided"), "check-check", "success"),
    "reviews.conflict_declared": Act(_("Conflict of interest declared"), "scale", "warning"),
    "reviews.conflict_withdrawn": Act(_("Conflict of interest withdrawn"), "scale"),
    "reviews.escalated": Act(_("Overdue review escalated"), "alarm-clock", "danger"),
    "reviews.given_back": Act(_("Decision given back by the second reviewer"), "undo-2", "warning"),
    "reviews.handed_over": Act(_("Review handed over"), "arrow-right-left"),
    "reviews.holidays_changed": Act(_("Holidays of the reviewers changed"), "calendar-x"),
    "reviews.published": Act(_("Handed in to Microsoft"), "send", "brand"),
    "reviews.queued": Act(_("In the reviewers' queue"), "clock"),
    "reviews.comment_changed": Act(_("Comment on a page changed"), "message-square"),
    "reviews.comment_removed": Act(_("Comment on a page removed"), "message-square"),
    "reviews.comment_written": Act(_("Comment written on a page"), "message-square"),
    "reviews.note_removed": Act(_("Note of a reviewer removed"), "sticky-note"),
    "reviews.note_written": Act(_("Note of a reviewer written"), "sticky-note"),
    "reviews.reason_added": Act(_("Reason for sending back added"), "list-plus"),
    "reviews.reason_changed": Act(_("Reason for sending back changed"), "list"),
    "reviews.released": Act(_("Given back to the queue"), "undo-2"),
    "reviews.reopened": Act(_("Decision reopened"), "rotate-ccw", "warning"),
    "reviews.second_reviewer_asked": Act(_("Decision awaits a second reviewer"), "user-check"),
    "reviews.second_rule_added": Act(_("Rule for second reviewers added"), "user-check"),
    "reviews.second_rule_removed": Act(_("Rule for second reviewers removed"), "user-x", "warning"),
    "reviews.said": Act(_("Message written"), "message-square"),
    "reviews.taken": Act(_("Review started"), "eye"),
    "reviews.verdict_saved": Act(_("Verdict noted"), "clipboard-check"),
    "reviews.waiting_for_partner": Act(_("Review waits for the partner"), "hourglass"),
    "reviews.went_on": Act(_("Review goes on"), "play"),
    "reviews.withdrawn": Act(_("Submission withdrawn"), "undo-2"),
    # statuses and the programme
    "eligibility.activation_done": Act(
        _("Every offer assessed by the new rulebook"), "check-check", "success"
    ),
    "eligibility.billed_revenue_entered": Act(_("Billed revenue entered"), "coins"),
    "eligibility.competency_changed": Act(_("Competency changed"), "award"),
    "eligibility.competency_entered": Act(_("Competency entered"), "award"),
    "eligibility.competency_removed": Act(_("Competency removed"), "award", "warning"),
    "eligibility.consumed_revenue_entered": Act(_("Azure Consumed Revenue entered"), "coins"),
    "eligibility.designation_changed": Act(_("Designation changed"), "award"),
    "eligibility.designation_entered": Act(_("Designation entered"), "award"),
    "eligibility.designation_removed": Act(_("Designation removed"), "award", "warning"),
    "eligibility.isvconnectenrolment_changed": Act(_("ISV Connect enrolment changed"), "award"),
    "eligibility.isvconnectenrolment_entered": Act(_("ISV Connect enrolment entered"), "award"),
    "eligibility.isvconnectenrolment_removed": Act(_("ISV Connect enrolment removed"), "award", "warning"),
    "eligibility.job_failed": Act(_("A background job was given up"), "triangle-alert", "danger"),
    "eligibility.job_restarted": Act(_("A background job started again"), "rotate-cw"),
    "eligibility.preview_done": Act(_("Preview of a rulebook completed"), "eye"),
    "eligibility.grace_ended": Act(_("Grace period ended"), "hourglass"),
    "eligibility.rulebook_approval_lapsed": Act(_("Rulebook to be approved again"), "undo-2", "warning"),
    "eligibility.rulebook_approved": Act(_("Rulebook approved by a second admin"), "check-check", "success"),
    "eligibility.rulebook_cancelled": Act(_("Scheduled rulebook cancelled"), "calendar-x", "warning"),
    "eligibility.rulebook_changed": Act(_("Draft of a rulebook changed"), "pencil"),
    "eligibility.rulebook_discarded": Act(_("Draft of a rulebook discarded"), "trash-2"),
    "eligibility.rulebook_drafted": Act(_("Draft of a rulebook made"), "plus"),
    "eligibility.rulebook_proposed": Act(_("Rulebook proposed to a second admin"), "send", "brand"),
    "eligibility.rulebook_put_in_force": Act(_("Rulebook put in force"), "check", "brand"),
    "eligibility.rulebook_returned": Act(_("Rulebook returned to draft"), "undo-2", "danger"),
    "eligibility.rulebook_superseded": Act(_("Rulebook superseded"), "history"),
    "eligibility.rulebook_taken_back": Act(_("Proposal of a rulebook taken back"), "undo-2"),
    "eligibility.status_changed": Act(_("Co-sell status changed"), "trending-up", "brand"),
}


def act_of(action: str) -> Act:
    """An act of an earlier version, which no room records any more, is shown by its code."""
    return ACTS.get(action) or Act(action)


# --- What an act concerns --------------------------------------------------------------------------------------------

_speaking: dict[str, Callable[[str], str]] = {}


def speak_subjects(actions: Iterable[str], speak: Callable[[str], str]) -> None:
    """What these acts concern has a name in each language: ``speak`` gives the recorded one in the active language."""
    _speaking.update(dict.fromkeys(actions, speak))


def subject_of(action: str, recorded: str) -> str:
    """What an act concerned, as the reader calls it. The record itself stays as it was sealed."""
    speak = _speaking.get(action)
    return speak(recorded) if speak else recorded
