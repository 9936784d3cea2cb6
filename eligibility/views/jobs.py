"""Previews and activations: a page of its own for each, and its progress for pages that wait for it."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

from django.shortcuts import get_object_or_404, render
from django_htmx.http import HttpResponseClientRefresh

from cosell.views import admin_page
from eligibility.job_pages import job_context, progress_of
from eligibility.models import JobState, RulebookJob

if TYPE_CHECKING:
    from django.http import HttpResponse

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


def _load(job_id: uuid.UUID) -> RulebookJob:
    jobs = RulebookJob.objects.select_related("rulebook", "started_by")
    return get_object_or_404(jobs, public_id=job_id)
