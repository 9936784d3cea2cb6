"""The preview of a rulebook: which one counts, and whether it still holds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import F
from django.db.models.functions import TruncDate
from django.utils.translation import gettext as _

from eligibility.models import Assessment, JobKind, JobState, Rulebook, RulebookJob, RulebookState

if TYPE_CHECKING:
    from django.db.models import QuerySet


def newest_preview(rulebook: Rulebook) -> RulebookJob | None:
    """The newest for exactly this revision, against the rulebook in force, by the facts of the day it was made."""
    done = _done(rulebook).filter(rulebook_revision=rulebook.revision)
    return done.filter(against__state=RulebookState.IN_FORCE).first()


def _done(rulebook: Rulebook) -> QuerySet[RulebookJob]:
    """Those that show another day are for information: nothing comes into force by them."""
    done = rulebook.jobs.filter(kind=JobKind.PREVIEW, state=JobState.DONE)
    return done.annotate(asked_on=TruncDate("created_at")).filter(as_of=F("asked_on"))


def why_no_preview(rulebook: Rulebook) -> str:
    """Why a rulebook needs a (new) preview, as a sentence; empty if it has one that holds."""
    if newest_preview(rulebook):
        return ""
    if _done(rulebook).filter(rulebook_revision=rulebook.revision).exists():
        return _("Another rulebook came into force after the preview. Preview this one again.")
    if _done(rulebook).exists():
        return _("This rulebook was changed after its preview. Preview it again.")
    return _("Preview this rulebook first, so that you know what it changes.")


def moved_since(job: RulebookJob) -> int:
    """How many offers have been assessed anew, by other facts, since this preview began."""
    newer = Assessment.objects.filter(pk__gt=job.newest_assessment)
    return newer.values("offer").distinct().count()
