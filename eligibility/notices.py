"""What partners are told of a status. It rises or falls by the rules alone, so nobody's name stands in a notice."""

from django.utils.translation import gettext_lazy as _

from cosell.notifications.catalogue import Notice, declare
from eligibility.models import Status

NAMES = {"status": dict(Status.choices), "before": dict(Status.choices)}

declare(
    Notice(
        "eligibility.status_raised",
        title=_("%(offer)s has reached the status “%(status)s”"),
        body=_("Its overview shows what this brings and what comes next."),
        names=NAMES,
    ),
    Notice(
        "eligibility.status_lowered",
        title=_("%(offer)s has lost the status “%(before)s”"),
        body=_(
            "Its status is now “%(status)s”. Its overview shows which requirement is no longer met, and what to do."
        ),
        names=NAMES,
    ),
)
