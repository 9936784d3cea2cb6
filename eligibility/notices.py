"""What partners are told of a status, and admins of a rulebook.

A status rises or falls by the rules alone, so nobody's name stands in a partner's notice. A notice calls a status as
the pages do at that moment: by the name that the rulebook in force gives it.
"""

from django.utils.translation import gettext_lazy as _

from cosell.notifications.catalogue import Notice, declare
from eligibility.messages.outlook import CAUSES
from eligibility.models import JobKind
from eligibility.models.rulebook import name_for_reader
from eligibility.queries import names_to_tell

NAMES = dict.fromkeys(("status", "before", "kept"), names_to_tell)
UNTIL, DAY = frozenset({"until"}), frozenset({"day"})
RULEBOOK = {"rulebook": name_for_reader, "other": name_for_reader}

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
    Notice(
        "eligibility.status_warning",
        title=_("%(offer)s will lose the status “%(status)s” on %(day)s"),
        body=_("Unless something is done: %(cause)s. Its overview shows what the status stands on."),
        names={**NAMES, "cause": CAUSES},
        days=frozenset({"day"}),
    ),
)

# --- A new rulebook: one notice a person ------------------------------------------------------------------------------

declare(
    Notice(
        "eligibility.activation",
        title=_("The rulebook “%(rulebook)s” is in force and changes your offers"),
        body=_("Offers whose status rises: %(rose)s. Offers whose status falls: %(lost)s."),
        spoken=RULEBOOK,
    ),
    Notice(
        "eligibility.activation_kept",
        title=_("The rulebook “%(rulebook)s” is in force and changes your offers"),
        body=_(
            "Offers whose status rises: %(rose)s. Offers that keep their status until %(until)s although the new "
            "rules ask for more: %(kept)s. Offers whose status falls: %(lost)s. Each overview shows what is missing."
        ),
        days=UNTIL,
        spoken=RULEBOOK,
    ),
    Notice(
        "eligibility.activation_one_rose",
        title=_("%(offer)s has reached the status “%(status)s”"),
        body=_(
            "The new rulebook “%(rulebook)s” gives it. The overview shows what this brings and what comes next."
        ),
        names=NAMES,
        spoken=RULEBOOK,
    ),
    Notice(
        "eligibility.activation_one_lost",
        title=_("%(offer)s has lost the status “%(before)s”"),
        body=_(
            "The new rulebook “%(rulebook)s” asks for more; the status is now “%(status)s”. The overview shows which "
            "requirement is no longer met, and what to do."
        ),
        names=NAMES,
        spoken=RULEBOOK,
    ),
    Notice(
        "eligibility.activation_one_kept",
        title=_("%(offer)s keeps the status “%(before)s” until %(until)s"),
        body=_(
            "The new rulebook “%(rulebook)s” asks for more. Unless the new requirements are met by then, the status "
            "will be “%(status)s”. The overview shows what is missing."
        ),
        names=NAMES,
        days=UNTIL,
        spoken=RULEBOOK,
    ),
)

# --- Grace periods ----------------------------------------------------------------------------------------------------

declare(
    Notice(
        "eligibility.grace_ends_soon",
        title=_("%(offer)s keeps the status “%(kept)s” only until %(until)s"),
        body=_(
            "After that day its status is “%(status)s”, unless what is missing is met. The overview shows it."
        ),
        names=NAMES,
        days=UNTIL,
    ),
    Notice(
        "eligibility.grace_over",
        title=_("%(offer)s has lost the status “%(kept)s”"),
        body=_(
            "Its grace period is over. Its status is now “%(status)s”. The overview shows what is missing."
        ),
        names=NAMES,
    ),
    Notice(
        "eligibility.grace_given_back",
        title=_("%(offer)s has the status “%(status)s” by the new rules"),
        body=_("What was missing is met, so that the grace period is no longer needed."),
        names=NAMES,
    ),
    Notice(
        "eligibility.grace_lost",
        title=_("%(offer)s has lost the status “%(kept)s”"),
        body=_(
            "A requirement that the rules before the change asked for too is no longer met, so that the grace period "
            "ends. Its status is now “%(status)s”."
        ),
        names=NAMES,
    ),
)

# --- Rulebooks, for programme admins ----------------------------------------------------------------------------------

declare(
    Notice(
        "eligibility.rulebook_proposed",
        title=_("%(person)s proposes the rulebook “%(rulebook)s”"),
        body=_(
            "To be in force from %(day)s. A second admin approves or returns it; its page shows what it changes."
        ),
        days=DAY,
        spoken=RULEBOOK,
    ),
    Notice(
        "eligibility.rulebook_approved",
        title=_("%(person)s approved the rulebook “%(rulebook)s”"),
        body=_("It comes into force on %(day)s."),
        days=DAY,
        spoken=RULEBOOK,
    ),
    Notice(
        "eligibility.rulebook_returned",
        title=_("%(person)s returned the rulebook “%(rulebook)s”"),
        body=_("It is a draft again. The reason: %(reason)s"),
        spoken=RULEBOOK,
    ),
    Notice(
        "eligibility.rulebook_cancelled",
        title=_("%(person)s cancelled the scheduled rulebook “%(rulebook)s”"),
        body=_("It does not come into force on %(day)s and is a draft again. The reason: %(reason)s"),
        days=DAY,
        spoken=RULEBOOK,
    ),
    Notice(
        "eligibility.rulebook_needs_preview",
        title=_("The scheduled rulebook “%(rulebook)s” must be approved again"),
        body=_(
            "“%(other)s” came into force meanwhile, so that its preview compares with rules that no longer count. "
            "Preview it again; then a second admin approves or returns it."
        ),
        spoken=RULEBOOK,
    ),
    Notice(
        "eligibility.rulebook_in_force",
        title=_("The rulebook “%(rulebook)s” is in force"),
        body=_(
            "Every offer is now assessed by it in the background. Its page shows how far that is and what it changes."
        ),
        spoken=RULEBOOK,
    ),
    Notice(
        "eligibility.job_failed",
        title=_("A background job of the rulebook “%(rulebook)s” was given up"),
        body=_(
            "%(kind)s: it failed three times in a row. Its page shows how far it came and how to start it again; ask "
            "those who run this installation why it failed."
        ),
        names={"kind": dict(JobKind.choices)},
        spoken=RULEBOOK,
    ),
)
