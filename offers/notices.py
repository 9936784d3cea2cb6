"""What the offers' room tells people."""

from django.utils.translation import gettext_lazy as _

from cosell.notifications.catalogue import Notice, declare

declare(
    Notice(
        "offers.document_refused",
        _("%(offer)s: a file was refused"),
        _("%(file)s did not pass the checks. Open the documents to read why and what to do."),
    ),
    Notice(
        "offers.check_given_up",
        _("%(partner)s: the checks of a file were given up"),
        _(
            "%(file)s of “%(offer)s” could not be checked in three tries. The log of the workers says why, under "
            "“document %(document)s”. Its people can have it checked again, and the operator all such files at once."
        ),
    ),
    Notice(
        "offers.stopped",
        _("%(offer)s is no longer sold"),
        _("%(person)s stopped selling it, so it is no longer published and its co-sell status falls back."),
    ),
    Notice(
        "offers.request_filed",
        _("%(partner)s asks for a cloud specialist"),
        _("The request is about %(offer)s. It waits in the queue of cloud-specialist requests."),
    ),
    Notice(
        "offers.request_taken",
        _("%(offer)s: a cloud specialist is at work"),
        _("%(person)s has taken your request and will be in touch."),
    ),
    Notice(
        "offers.request_completed",
        _("%(offer)s: the cloud specialist has finished"),
        _("Your request was closed as completed. The outcome: %(outcome)s"),
    ),
    Notice(
        "offers.request_declined",
        _("%(offer)s: the request for a cloud specialist was declined"),
        _("The reason: %(outcome)s You may file a new request when that is settled."),
    ),
)
