"""A rulebook as its pages show it: where it stands, what is different, what may be done, what it changes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cosell.dates import date_format
from cosell.transitions import possible
from eligibility.forms.rulebook import AsOfForm
from eligibility.models import JobKind, JobState, Rulebook, RulebookJob, RulebookState, RulebookStep
from eligibility.pages.explaining import about_section, source_line
from eligibility.pages.jobs import job_context
from eligibility.queries import rulebook_in_force, rules_of
from eligibility.rulebook_fields import SECTIONS, Difference, differences_between, fields_of
from eligibility.rulebook_fields.differences import compared
from eligibility.rulebook_fields.groups import groups_of
from eligibility.rulebook_fields.matrix import Matrix, matrix_of
from eligibility.services import rulebook_workflow as workflow
from eligibility.services.assessing import today
from eligibility.services.previews import moved_since, newest_preview, why_no_preview

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.http import HttpRequest

    from cosell.requests import PersonRequest
    from eligibility.forms.filters import TypeFilter
    from eligibility.forms.rulebook import SectionForm

SHOWN_WHOLE = ("thresholds", "documents", "countries")  # of the long sections only what is different
OPEN = (RulebookState.DRAFT, RulebookState.PROPOSED, RulebookState.SCHEDULED)
STEPS = (RulebookState.DRAFT, RulebookState.PROPOSED, RulebookState.SCHEDULED, RulebookState.IN_FORCE)


def overview_context(request: PersonRequest, one: Rulebook) -> dict[str, Any]:
    is_open = one.state in OPEN
    job = _job_of(one)
    preview = newest_preview(one) if is_open else one.preview
    return {
        **_frame(request, one, ""),
        "acts": {row.action: row for row in possible(workflow.RULEBOOK_TRANSITIONS, request.user, one)},
        "refusal": _why_not_approve(request, one),
        "obstacle": _obstacle(one) if is_open else "",
        "steps": [_step(row) for row in one.steps.select_related("by")],
        "as_of": AsOfForm(initial={"as_of": today()}),
        "job": job,
        "preview": preview,
        "outdated": is_open
        and job is not None
        and job.state == JobState.DONE
        and _is_of_today(job)
        and preview is None,
        "moved": moved_since(job) if is_open and job and job.state == JobState.DONE else 0,
        **(job_context(request, job) if job else {}),
    }


def _obstacle(one: Rulebook) -> str:
    if one.state == RulebookState.SCHEDULED:
        return workflow.why_it_waits(one)
    return workflow.why_not_that_day(one) or why_no_preview(one)


def section_context(
    request: PersonRequest, one: Rulebook, section: str, form: SectionForm | None, filters: TypeFilter
) -> dict[str, Any]:
    frame = _frame(request, one, section)
    before = frame["compared"]
    here = [row for row in frame["differences"] if row.section == section]
    rows = compared(before, one, fields_of(section)) if section in SHOWN_WHOLE else here
    return {
        **frame,
        "counted": _counted(here),
        "section": section,
        "section_name": SECTIONS[section],
        "form": form,
        "rows": rows,
        "about": about_section(section, frame["rules"]),
        "groups": groups_of(form, differences=frame["differences"]) if form and section != "types" else [],
        "matrix": _matrix(one, before, form, filters) if section == "types" else None,
        "filters": filters,
    }


def _matrix(one: Rulebook, before: Rulebook | None, form: SectionForm | None, filters: TypeFilter) -> Matrix:
    return matrix_of(one.data, (before or one).data, form, offer_type=filters.asked.get("type", ""))


def _frame(request: HttpRequest, one: Rulebook, section: str) -> dict[str, Any]:
    """What stands on every page of a rulebook."""
    in_force = rulebook_in_force()
    before = in_force if one.state in OPEN else one.replaced or one.made_from
    differences = differences_between(before, one)
    return {
        "rulebook": one,
        "in_force": in_force,
        "compared": before,
        "is_draft": one.state == RulebookState.DRAFT,
        "is_open": one.state in OPEN,
        "today": today(),
        "differences": differences,
        "counted": _counted(differences),
        "stepper": stepper_of(one),
        "tabs": _tabs(one, section, differences),
        "rules": rules_of(one),
        "source": source_line(rules_of(one)),
    }


def _counted(differences: Sequence[Difference]) -> str:
    words = ngettext("%(count)s difference", "%(count)s differences", len(differences))
    return words % {"count": len(differences)}


def _tabs(one: Rulebook, section: str, differences: Sequence[Difference]) -> list[dict[str, Any]]:
    counts = {code: sum(row.section == code for row in differences) for code in SECTIONS}
    return [
        {
            "label": _("Overview"),
            "url": reverse("eligibility:rulebook", args=[one.public_id]),
            "current": not section,
        },
        *(
            {
                "label": str(label),
                "url": reverse("eligibility:rulebook_section", args=[one.public_id, code]),
                "current": code == section,
                "count": str(counts[code]) if counts[code] else None,
                "tone": "brand",
            }
            for code, label in SECTIONS.items()
        ),
    ]


def stepper_of(one: Rulebook) -> list[dict[str, str]]:
    """Draft, proposed, scheduled, in force; one that is superseded has been through them all."""
    if one.state == RulebookState.SUPERSEDED:
        return [{"label": _label(state, one), "state": "done"} for state in STEPS]
    at = STEPS.index(RulebookState(one.state)) if one.state in STEPS else -1
    return [
        {"label": _label(state, one), "state": "done" if index < at else "current" if index == at else "todo"}
        for index, state in enumerate(STEPS)
    ]


def _label(state: RulebookState, one: Rulebook) -> str:
    if state == RulebookState.SCHEDULED and one.state == state and one.effective_from:
        return _("Scheduled for %(day)s") % {"day": date_format(one.effective_from, "DATE_FORMAT")}
    return str(state.label)


def _step(step: RulebookStep) -> dict[str, Any]:
    label = workflow.STEP_NAMES.get(step.action, step.action)
    return {"label": str(label), "at": step.at, "by": str(step.by) if step.by else "", "reason": step.reason}


def _job_of(one: Rulebook) -> RulebookJob | None:
    """What the page shows: the newest preview while it is open, then what its activation did."""
    kind = JobKind.PREVIEW if one.state in OPEN or not one.in_force_at else JobKind.ACTIVATION
    return one.jobs.select_related("rulebook", "started_by", "against").filter(kind=kind).first()


def _is_of_today(job: RulebookJob) -> bool:
    return job.as_of == job.created_at.date()


def _why_not_approve(request: PersonRequest, one: Rulebook) -> str:
    """Said to an admin who may not approve what is proposed."""
    if one.state != RulebookState.PROPOSED:
        return ""
    return workflow.RULEBOOK_TRANSITIONS["approve"].allowed(request.user, one).reason
