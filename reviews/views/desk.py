"""The desk: one submission, document by document, and what becomes of it."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from django_htmx.http import push_url

from cosell.kept_posts import posted_or_kept
from cosell.requests import posted_text
from cosell.transitions import possible
from cosell.views import staff_page
from eligibility.queries import asks_of
from offers.services.offers import set_technical_validation
from reviews.drafts import draft_of
from reviews.forms.remarks import CommentForm, NoteForm, form_of
from reviews.forms.verdicts import VerdictForm
from reviews.models import AppealOutcome, Submission, SubmissionItem, SubmissionState
from reviews.pages.coming_from import came_from, way_back
from reviews.pages.reading import reading_of
from reviews.permissions import load_for_review
from reviews.queries import items_of, notes_of
from reviews.services import submissions
from reviews.services.preview import outlook
from reviews.services.submissions import SUBMISSION_TRANSITIONS
from reviews.views.acting import refusals_told
from reviews.views.changes import replaced_item, round_context
from reviews.views.exhibits import exhibit_of
from reviews.views.going_on import back_to_desk, open_next

if TYPE_CHECKING:
    from django.http import HttpResponse

    from cosell.accounts.models import User
    from cosell.requests import PersonRequest
    from eligibility.queries import Asks
    from reviews.models import PageComment
    from reviews.pages.reading import Reading

    Commenting = tuple[SubmissionItem, int, CommentForm | None, PageComment | None]

MOST_PAGES = 2000
TYPED = ("decide", "revoke")  # acts whose dialog asks for a reason
VALIDATIONS = {"passed": True, "failed": False, "clear": None}


@dataclass(frozen=True, slots=True)
class Kept:
    """What was typed for an act that was refused, so that it is on the page that says why."""

    act: str
    words: str
    fault: str = ""  # of the words


@require_safe
@staff_page
def desk(request: PersonRequest, submission_id: uuid.UUID) -> HttpResponse:
    submission = load_for_review(request.user, submission_id)
    if (page := request.GET.get("page", "")).isdecimal():
        return _to_page(request, int(page))
    return show(request, submission)


def _to_page(request: PersonRequest, page: int) -> HttpResponse:
    """A form cannot lead to a part of a page by itself."""
    query = request.GET.copy()
    del query["page"]
    return redirect(f"{request.path}?{query.urlencode()}#page-{min(max(page, 1), MOST_PAGES)}")


def show(
    request: PersonRequest,
    submission: Submission,
    bound: tuple[SubmissionItem, VerdictForm] | None = None,
    *,
    comment: Commenting | None = None,
    note_form: NoteForm | None = None,
    kept: Kept | None = None,
    opened: SubmissionItem | None = None,
) -> HttpResponse:
    """The desk with the item of the address open, or ``opened``.

    ``bound``, ``comment`` and ``note_form`` came back with faults; ``kept`` was typed for what could not be done.
    """
    items = items_of(submission)
    wanted = comment[0] if comment else bound[0] if bound else opened
    current = wanted or _current(items, request.GET.get("item", ""))
    context = _context(request.user, submission, items, current)
    if current and context["mine"]:
        context["form"] = bound[1] if bound else _form(request, current, context["asks"])
    context |= {"notes": notes_of(submission.offer), "note_form": note_form or NoteForm()}
    context |= {"kept": kept, "typed": {act: kept.words if kept and kept.act == act else "" for act in TYPED}}
    context["faults"] = {kept.act: kept.fault} if kept else {}
    if current and current.version:
        context |= _reading(request, context, current, comment)
    faulty = bool(bound or comment or note_form or kept)
    answer = render(request, "reviews/desk.html", context, status=422 if faulty else 200)
    if faulty:
        push_url(answer, False)  # the address of the form is none to come back to
    return answer


def _current(items: list[SubmissionItem], wanted: str) -> SubmissionItem | None:
    """The item asked for, else the first without a verdict, else the first."""
    asked = [item for item in items if str(item.public_id) == wanted]
    return next(iter([*asked, *(item for item in items if item.is_open), *items]), None)


def _reading(
    request: PersonRequest, context: dict[str, Any], item: SubmissionItem, comment: Commenting | None
) -> dict[str, Any]:
    """The open document, and the comment that is being written or changed (``?comment=PAGE``, ``?change=ID``)."""
    reading = reading_of(item, context["exhibit"].pages, request.GET)
    asked = _comment_asked(request, reading) if context["mine"] else (0, None, None)
    page, form, changed = comment[1:] if comment else asked
    return {"reading": reading, "comment_page": page, "comment_form": form, "changed_comment": changed}


def _comment_asked(
    request: PersonRequest, reading: Reading
) -> tuple[int, CommentForm | None, PageComment | None]:
    wanted, page = request.GET.get("change", ""), request.GET.get("comment", "")
    mine = (each for each in reading.comments if str(each.public_id) == wanted)
    if changed := next((each for each in mine if each.author_id == request.user.pk), None):
        return changed.page, form_of(changed), changed
    number = next((each.number for each in reading.pages if str(each.number) == page), 0)
    return number, CommentForm(initial={"page": number}) if number else None, None


def _form(request: PersonRequest, item: SubmissionItem, asks: Asks) -> VerdictForm:
    target = reverse("reviews:verdict", args=[item.submission.public_id, item.public_id])
    typed = posted_or_kept(request, target=target)
    return VerdictForm(item, typed, asks=asks, draft=draft_of(request, item))


def _context(
    user: User, submission: Submission, items: list[SubmissionItem], current: SubmissionItem | None
) -> dict[str, Any]:
    acts = {row.action for row in possible(SUBMISSION_TRANSITIONS, user, submission)}
    in_review = submission.state == SubmissionState.IN_REVIEW
    to_confirm = submission.state == SubmissionState.TO_CONFIRM
    asks = asks_of(submission.offer)
    return {
        "submission": submission,
        "offer": submission.offer,
        "items": items,
        "current": current,
        "exhibit": exhibit_of(submission, current) if current else None,
        "neighbours": _neighbours(items, current),
        "acts": acts,
        "may_take": "take" in acts,
        "mine": in_review and "decide" in acts,
        "given": sum(not item.is_open for item in items),
        "due": submission.due_at,
        "outlook": outlook(submission.offer, items) if in_review or to_confirm else None,
        "appeal": submission.appeals.filter(outcome=AppealOutcome.OPEN).first()
        if submission.appealed_at
        else None,
        "asks": asks,
        "asks_validation": "technical_validation" in asks.requirements,
        "standing": _standing(submission, items),
        **_changed(submission, current),
    }


def _changed(submission: Submission, current: SubmissionItem | None) -> dict[str, Any]:
    """What a resubmission changed since the last round; the text differences of the open document."""
    if not submission.is_resubmission:
        return {}
    context = round_context(submission.offer, submission.snapshot, number=submission.number)
    return {**context, "replaced_item": replaced_item(context["replaced"], current)}


def _neighbours(items: list[SubmissionItem], current: SubmissionItem | None) -> dict[str, SubmissionItem]:
    """The items before and after the open one, for the keys J and K."""
    if current is None:
        return {}
    at = items.index(current)
    near = {"previous": items[at - 1] if at else None, "next": items[at + 1] if at + 1 < len(items) else None}
    return {name: item for name, item in near.items() if item}


def _standing(submission: Submission, items: list[SubmissionItem]) -> list[dict[str, Any]]:
    """The documents that were not sent again because they stand already, as they stood when it was published."""
    sent = {str(item.version.public_id) for item in items if item.version}
    return [row for row in submission.snapshot.get("documents", []) if row["version_id"] not in sent]


@staff_page(post_only=True)
def take(request: PersonRequest, submission_id: uuid.UUID) -> HttpResponse:
    submission = load_for_review(request.user, submission_id)
    with refusals_told(request):
        submissions.take(actor=request.user, submission=submission)
    return back_to_desk(request, submission_id)


@staff_page(post_only=True)
def release(request: PersonRequest, submission_id: uuid.UUID) -> HttpResponse:
    submission = load_for_review(request.user, submission_id)
    with refusals_told(request):
        submissions.release(actor=request.user, submission=submission)
        messages.success(request, _("It is back in the queue, in its old place."))
    return redirect(way_back(request))


@staff_page(post_only=True)
def decide(request: PersonRequest, submission_id: uuid.UUID) -> HttpResponse:
    submission = load_for_review(request.user, submission_id)
    seen, reason = request.POST.get("seen"), posted_text(request, "reason")
    with refusals_told(request, field="reason") as act:
        submission = submissions.decide(actor=request.user, submission=submission, seen=seen, reason=reason)
        messages.success(request, _decided(submission))
    if not act.done:
        return refused(request, submission_id, Kept("decide", reason, act.fault))
    if request.POST.get("then") == "next":
        return open_next(request)
    return redirect(_after(request, submission))


def _after(request: PersonRequest, submission: Submission) -> str:
    """The queue from which it was opened; of what was provided through a cloud-specialist request, that request."""
    if submission.request and not came_from(request):
        return reverse("reviews:specialist_request", args=[submission.request.public_id])
    return way_back(request)


def refused(
    request: PersonRequest, submission_id: uuid.UUID, kept: Kept, *, item: SubmissionItem | None = None
) -> HttpResponse:
    """The desk as it stands now, after an act was refused; with what had been typed for it, if anything was."""
    if not kept.words.strip() and not kept.fault:
        return back_to_desk(request, submission_id, item=item.public_id if item else None)
    submission = load_for_review(request.user, submission_id)
    items = items_of(submission)
    opened = next((each for each in items if item and each.pk == item.pk), None)
    return show(request, submission, kept=kept, opened=opened)


def _decided(submission: Submission) -> str:
    named = {"offer": submission.offer.name, "number": submission.number}
    if submission.state == SubmissionState.TO_CONFIRM:
        return _("%(offer)s, submission %(number)s: a second reviewer confirms it before it counts.") % named
    return _("Decided: %(offer)s, submission %(number)s. The partner was told.") % named


@staff_page(post_only=True)
def technical_validation(request: PersonRequest, submission_id: uuid.UUID) -> HttpResponse:
    submission = load_for_review(request.user, submission_id)
    result = request.POST.get("result", "")
    if result not in VALIDATIONS or "technical_validation" not in asks_of(submission.offer).requirements:
        raise Http404
    with refusals_told(request):
        set_technical_validation(actor=request.user, offer=submission.offer, passed=VALIDATIONS[result])
        messages.success(request, _("The technical validation was noted. It counts at once."))
    return back_to_desk(request, submission_id)
