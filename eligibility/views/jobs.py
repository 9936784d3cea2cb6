"""Previews and activations: a page of its own for each, and its progress for pages that wait for it."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django_htmx.http import HttpResponseClientRefresh

from cosell.views import admin_page
from eligibility.models import JobState, RulebookJob
from eligibility.pages.changes_file import changes_as_csv
from eligibility.pages.jobs import filter_of, job_context, progress_of
from eligibility.services.jobs import restart_job

if TYPE_CHECKING:
    from django.http import HttpResponse, HttpResponseBase

    from cosell.requests import PersonRequest

ENDED = (JobState.DONE, JobState.FAILED)


@admin_page
def job(request: PersonRequest, job_id: uuid.UUID) -> HttpResponse:
    """One job with what it changed or would change."""
    one = _load(job_id)
    return render(request, "eligibility/job.html", {"job": one, **job_context(request, one)})


@admin_page
def progress(request: PersonRequest, job_id: uuid.UUID) -> HttpResponse:
    """The progress bar again; once the job has ended, the waiting page is loaded anew with its result."""
    one = _load(job_id)
    if one.state in ENDED and request.htmx:
        return HttpResponseClientRefresh()
    return render(request, "eligibility/job_progress.html", {"job": one, "progress": progress_of(one)})


@admin_page
def changes_csv(request: PersonRequest, job_id: uuid.UUID) -> StreamingHttpResponse:
    """The changes as a CSV file, narrowed down like the list."""
    one = _load(job_id)
    asked = filter_of(request, one).asked
    response = StreamingHttpResponse(changes_as_csv(one, asked), content_type="text/csv; charset=utf-8")
    name = slugify(one.rulebook.shown_name)[:60] or "rulebook"
    response["Content-Disposition"] = f'attachment; filename="{name}-{one.kind}.csv"'
    return response


@admin_page(post_only=True)
def restart(request: PersonRequest, job_id: uuid.UUID) -> HttpResponseBase:
    """An activation that was given up goes on from where it stood."""
    one = _load(job_id)
    try:
        restart_job(actor=request.user, job=one)
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
    else:
        messages.success(request, _("The job goes on from where it stood."))
    return redirect("eligibility:job", one.public_id)


def _load(job_id: uuid.UUID) -> RulebookJob:
    jobs = RulebookJob.objects.select_related("rulebook", "started_by", "against")
    return get_object_or_404(jobs, public_id=job_id)
