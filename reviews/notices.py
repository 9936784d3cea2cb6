"""What reviews tell people."""

from django.utils.translation import gettext_lazy as _

from cosell.notifications.catalogue import Notice, declare

declare(
    Notice(
        "reviews.decided",
        _("%(offer)s: Microsoft has decided on submission %(number)s"),
        _(
            "Approved: %(approved)s. Sent back: %(sent_back)s. Open it to read each verdict and what to do next."
        ),
    ),
    Notice(
        "reviews.approval_revoked",
        _("%(offer)s: an approval was taken back"),
        _(
            "%(document)s counts no more. The reason: %(reason)s Please replace the document and publish again."
        ),
    ),
)
