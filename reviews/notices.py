"""What reviews tell people."""

from django.utils.translation import gettext_lazy as _

from cosell.notifications.catalogue import Notice, declare

APPEAL_OUTCOMES = {
    "upheld": _("The first decision stays."),
    "changed": _("The first decision was changed."),
}

declare(
    Notice(
        "reviews.decided",
        _("%(offer)s: Microsoft has decided on submission %(number)s"),
        _(
            "Approved: %(approved)s. Sent back: %(sent_back)s. Open it to read each verdict and what to do next."
        ),
    ),
    Notice(
        "reviews.reopened",
        _("%(offer)s: the decision on submission %(number)s was reopened"),
        _("It counts no more until it is decided again. The reason: %(reason)s"),
    ),
    Notice(
        "reviews.reopened_for_you",
        _("%(offer)s: your decision on submission %(number)s was reopened"),
        _("%(person)s has reopened it; it is on your desk again. The reason: %(reason)s"),
    ),
    Notice(
        "reviews.given_back",
        _("%(offer)s: your decision on submission %(number)s was given back"),
        _("%(person)s has not confirmed it. The reason: %(reason)s"),
    ),
    Notice(
        "reviews.appealed",
        _("%(offer)s: a second look at submission %(number)s was asked for"),
        _("Another reviewer takes it; what was decided counts until then. The reason: %(reason)s"),
    ),
    Notice(
        "reviews.appeal_decided",
        _("%(offer)s: Microsoft has taken a second look at submission %(number)s"),
        _("%(outcome)s What the reviewer says: %(answer)s"),
        names={"outcome": APPEAL_OUTCOMES},
    ),
    Notice(
        "reviews.withdrawn",
        _("%(offer)s: submission %(number)s was withdrawn"),
        _("%(partner)s has taken it back. There is nothing left to review; your verdicts were not told."),
    ),
    Notice(
        "reviews.appeal_withdrawn",
        _("%(offer)s: no second look at submission %(number)s any more"),
        _("%(partner)s has withdrawn the request. The first decision stays; your verdicts were not told."),
    ),
    Notice(
        "reviews.approval_revoked",
        _("%(offer)s: an approval was taken back"),
        _(
            "%(document)s counts no more. The reason: %(reason)s Please replace the document and publish again."
        ),
    ),
    Notice(
        "reviews.message",
        _("%(offer)s: %(person)s has written to you"),
        _("The message: %(text)s"),
    ),
    Notice(
        "reviews.question",
        _("%(offer)s: Microsoft asks you something about submission %(number)s"),
        _("The review waits for your answer; its time stands still. The question: %(text)s"),
    ),
    Notice(
        "reviews.answered",
        _("%(offer)s: the partner has answered about submission %(number)s"),
        _("The review goes on. The answer: %(text)s"),
    ),
    Notice(
        "reviews.handed_over",
        _("%(offer)s: %(person)s has handed submission %(number)s over to you"),
        _("The note: %(note)s"),
    ),
    Notice(
        "reviews.overdue",
        _("%(offer)s: your review of submission %(number)s is overdue"),
        _("%(partner)s waits for the decision. Decide it, hand it over, or give it back to the pool."),
    ),
    Notice(
        "reviews.escalated",
        _("%(offer)s: the review of submission %(number)s is overdue"),
        _(
            "%(partner)s waits for the decision. Give it to a reviewer, or back to the pool; a decision that awaits a "
            "second reviewer has to be confirmed or given back."
        ),
    ),
)
