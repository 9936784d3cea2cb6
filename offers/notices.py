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
        "offers.request_released",
        _("%(offer)s: your request waits for another cloud specialist"),
        _("%(person)s has given it back. The next specialist who is free takes it; its due date stays."),
    ),
    Notice(
        "offers.request_handed_over",
        _("%(offer)s: %(person)s has handed the cloud-specialist request over to you"),
        _("The note: %(note)s"),
    ),
    Notice(
        "offers.request_question",
        _("%(offer)s: the cloud specialist asks you something"),
        _("The request waits for your answer; its time stands still. %(person)s asks: %(text)s"),
    ),
    Notice(
        "offers.request_answered",
        _("%(offer)s: the partner has answered about the cloud-specialist request"),
        _("Its time runs again. The answer: %(text)s"),
    ),
    Notice(
        "offers.request_documents",
        _("%(offer)s: the partner has provided documents"),
        _(
            "They are submission %(number)s, handed in through the cloud-specialist request. It is yours to review as "
            "soon as its files are checked."
        ),
    ),
    Notice(
        "offers.request_overdue",
        _("%(offer)s: your cloud-specialist request is overdue"),
        _("%(partner)s waits for the outcome. Close it, hand it over, or give it back to the pool."),
    ),
    Notice(
        "offers.request_escalated",
        _("%(offer)s: a cloud-specialist request is overdue"),
        _("%(partner)s waits for the outcome. Give it to a specialist, or back to the pool."),
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
