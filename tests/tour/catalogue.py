"""Every page of the product, in the states of the demo that make it interesting."""

from functools import partial

from eligibility.rulebook_fields import SECTIONS
from tests.tour import places
from tests.tour.page import (
    ADMIN,
    DESK,
    EDITORS,
    EVERY_READER,
    NOBODY,
    OWNER,
    TEAM,
    WITHOUT_ORGANISATION,
    Page,
    people_of,
)
from tests.tour.scenery import BEGINNER_PARTNER, FAULTY_FILE, SOUND_FILE

SIGNED_IN = ("owner", "reviewer", "programme_admin")
THE_NEWCOMER = (WITHOUT_ORGANISATION,)
FORM = "main form[method=post]"

insights = places.offer
forecast = partial(places.offer, "Contoso Forecast")
sandbox = partial(places.offer, "Contoso Sandbox")
on = partial(partial, places.offer_on_plan)
submission = partial(partial, places.submission)
desk = partial(partial, places.desk)
request = partial(partial, places.specialist_request)
earned = partial(partial, places.earned_kind)
of = partial(partial, places.partner)

SIGNING_IN = (
    Page("sign-in", "account_login", NOBODY),
    Page("sign-in-refused", "account_login", NOBODY, sends="#sign-in"),
    Page("sign-up", "account_signup", NOBODY),
    Page("sign-up-refused", "account_signup", NOBODY, sends=FORM),
    Page("sign-out", "account_logout", OWNER),
    Page("account-closed", "account_inactive", NOBODY),
    Page("verification-sent", "account_email_verification_sent", NOBODY),
    Page("verify-address", "account_confirm_email", NOBODY, places.address_to_verify),
    Page("verify-address-gone", "account_confirm_email", NOBODY, lambda: {"key": "never-made"}),
    Page("password-forgotten", "account_reset_password", NOBODY),
    Page("password-forgotten-sent", "account_reset_password_done", NOBODY),
    Page("password-new", "account_reset_password_from_key", NOBODY, places.password_to_reset),
    Page(
        "password-new-gone",
        "account_reset_password_from_key",
        NOBODY,
        lambda: {"uidb36": "0", "key": "never-made"},
    ),
    Page("password-new-done", "account_reset_password_from_key_done", NOBODY),
    Page("password-change", "account_change_password", SIGNED_IN),
    Page("password-change-refused", "account_change_password", OWNER, sends=FORM),
    Page("address-change", "account_email", SIGNED_IN),
    Page("password-asked-again", "account_reauthenticate", OWNER),
)

PEOPLE = (
    Page("account", "accounts:account", (*SIGNED_IN, *THE_NEWCOMER)),
    Page("notifications", "notifications:list", SIGNED_IN),
    Page("notifications-empty", "notifications:list", OWNER, partner="Fourth Coffee"),
    Page("organisation-new", "accounts:organisation_create", (*THE_NEWCOMER, "owner")),
    Page("organisation-new-refused", "accounts:organisation_create", OWNER, sends=FORM),
    Page("profile", "accounts:business_profile", EVERY_READER, places.partner),
    Page("profile-empty", "accounts:business_profile", OWNER, of("Lucerne Publishing")),
    Page("members", "accounts:members", EVERY_READER, places.partner),
    Page("members-alone", "accounts:members", OWNER, of("Tailspin Logistics")),
    Page("invitation", "accounts:invitation", ("anonymous", "newcomer", "viewer"), places.invitation),
    Page("invitation-gone", "accounts:invitation", NOBODY, lambda: {"token": "never-made"}, status=410),
    Page("users", "accounts:users", ADMIN),
    Page("users-none", "accounts:users", ADMIN, query="?q=nobody-of-this-name"),
    Page("user", "accounts:user", ADMIN, places.person),
    Page("user-oneself", "accounts:user", ADMIN, places.oneself),
    Page("audit", "audit:log", ADMIN),
    Page("audit-none", "audit:log", ADMIN, query="?q=nothing-of-this-name"),
    Page("demo-mails", "demo:mail", NOBODY),
    Page("demo-mail", "demo:mail_read", NOBODY, places.mail),
)

OFFERS = (
    Page("offers", "eligibility:offer_list", EVERY_READER),
    Page("offers-filtered", "eligibility:offer_list", DESK, query="?q=contoso&sort=-name"),
    Page("offers-none-found", "eligibility:offer_list", TEAM, query="?q=nothing-of-this-name"),
    Page("offers-empty", "eligibility:offer_list", OWNER, partner=BEGINNER_PARTNER),
    Page("overview-ready", "eligibility:offer_overview", EVERY_READER, insights),
    Page("overview-azure-ip", "eligibility:offer_overview", TEAM, forecast),
    Page("overview-draft", "eligibility:offer_overview", TEAM, sandbox),
    Page("overview-sent-back", "eligibility:offer_overview", OWNER, on("sent_back")),
    Page(
        "overview-business-applications",
        "eligibility:offer_overview",
        OWNER,
        partial(insights, "Adatum Close"),
    ),
    Page("overview-lost-contact", "eligibility:offer_overview", OWNER, on("lost_contact")),
    Page("overview-short-on-azure", "eligibility:offer_overview", OWNER, on("short_on_azure")),
    Page("overview-stopped", "eligibility:offer_overview", OWNER, on("stopped")),
    Page("overview-specialist", "eligibility:offer_overview", OWNER, on("specialist_incentivized")),
    Page("overview-service", "eligibility:offer_overview", OWNER, partial(insights, "VanArsdel Run")),
    Page("history", "eligibility:history", EVERY_READER, insights),
    Page("history-new", "eligibility:history", OWNER, sandbox),
    Page("simulator", "eligibility:simulator", EVERY_READER, insights),
    Page("simulator-draft", "eligibility:simulator", OWNER, sandbox),
    Page("report", "eligibility:report", EVERY_READER, insights),
    Page("report-draft", "eligibility:report", OWNER, sandbox),
    Page("offer-new", "offers:create", EDITORS),
    Page("offer-new-refused", "offers:create", OWNER, sends=FORM),
    Page("properties", "offers:properties", EVERY_READER, insights),
    Page("listing", "offers:co_sell", EVERY_READER, insights),
    Page("listing-empty", "offers:co_sell", OWNER, sandbox),
    Page("specialist", "reviews:specialist", OWNER, on("live")),
    Page("specialist-new", "reviews:specialist", OWNER, partial(insights, "Litware Meter")),
    Page("specialist-open", "reviews:specialist", OWNER, on("specialist_open")),
    Page("specialist-in-progress", "reviews:specialist", EVERY_READER, on("specialist_in_progress")),
    Page("specialist-asks", "reviews:specialist", OWNER, on("specialist_asks")),
    Page("specialist-completed", "reviews:specialist", OWNER, on("specialist_completed")),
    Page("specialist-declined", "reviews:specialist", OWNER, on("specialist_declined")),
    Page(
        "specialist-refused",
        "reviews:specialist",
        OWNER,
        partial(insights, "Litware Meter"),
        sends="form[data-keep^=specialist]",
        status=200,
    ),
    Page("revenue", "eligibility:earned", EVERY_READER, places.partner),
    Page("revenue-none", "eligibility:earned", OWNER, of("VanArsdel Consulting")),
    Page("publish", "reviews:publish", TEAM, forecast),
    Page("publish-waiting", "reviews:publish", OWNER, insights),
    Page("publish-draft", "reviews:publish", OWNER, sandbox),
    Page("publish-sent-back", "reviews:publish", OWNER, on("sent_back")),
    Page("submission-queued", "reviews:submission", TEAM, submission("Contoso Insights")),
    Page("submission-decided", "reviews:submission", TEAM, submission("Contoso Forecast")),
    Page("submission-sent-back", "reviews:submission", OWNER, submission("Contoso Lakehouse")),
    Page("submission-in-review", "reviews:submission", OWNER, submission("Northwind Price Check")),
    Page("conversation", "reviews:conversation", TEAM, submission("Contoso Lakehouse")),
    Page(
        "conversation-refused",
        "reviews:conversation",
        OWNER,
        submission("Contoso Lakehouse"),
        sends="form[data-keep^=conversation]",
    ),
    Page("appeal", "reviews:appeal", TEAM, submission("Contoso Lakehouse")),
    Page("submission-withdrawn", "reviews:submission", OWNER, submission("Wingtip Rota")),
)

MATERIALS = (
    Page("documents", "offers:documents", EVERY_READER, insights),
    Page("documents-none", "offers:documents", TEAM, sandbox),
    Page("documents-sent-back", "offers:documents", OWNER, on("sent_back")),
    Page("documents-refused", "offers:documents", OWNER, on("refused_file")),
    Page("contacts", "offers:contacts", EVERY_READER, insights),
    Page("contacts-none", "offers:contacts", TEAM, sandbox),
    Page("contact-add", "offers:contact_add", EDITORS, insights),
    Page("contact-add-refused", "offers:contact_add", OWNER, insights, sends="#contact-form"),
    Page("contact-edit", "offers:contact_edit", EDITORS, places.contact),
    Page("contact-remove", "offers:contact_remove", EDITORS, places.contact),
    Page("contacts-upload", "offers:contacts_upload", EDITORS, insights),
    Page("contacts-coverage", "eligibility:contacts_coverage", EVERY_READER, insights),
    Page(
        "contacts-import-faults", "offers:contacts_import", OWNER, partial(places.contacts_file, FAULTY_FILE)
    ),
    Page("contacts-import", "offers:contacts_import", OWNER, partial(places.contacts_file, SOUND_FILE)),
)

REVIEWS = (
    Page("queue", "reviews:queue", DESK),
    Page("queue-none-found", "reviews:queue", DESK, query="?q=nothing-of-this-name"),
    Page("queue-overdue", "reviews:queue", DESK, query="?queue=overdue"),
    Page("queue-mine", "reviews:queue", DESK, query="?queue=mine"),
    Page("queue-figures", "reviews:figures", DESK),
    Page("queue-holidays", "reviews:holidays", ADMIN),
    Page("queue-reasons", "reviews:reasons", ADMIN),
    Page("queue-reasons-retired", "reviews:reasons", ADMIN, query="?state=retired"),
    Page("queue-reason", "reviews:reason", ADMIN, lambda: {"code": "landing_page_general"}),
    Page("queue-reason-new", "reviews:reason_add", ADMIN),
    Page("queue-reason-new-refused", "reviews:reason_add", ADMIN, sends=FORM),
    Page("queue-conflicts", "reviews:conflicts", DESK),
    Page("search", "reviews:search", DESK, query="?q=contoso"),
    Page("search-one-kind", "reviews:search", DESK, query="?q=contoso&in=offers"),
    Page("search-none-found", "reviews:search", DESK, query="?q=nothing-of-this-name"),
    Page("hand-over", "reviews:hand_over", DESK, desk("Northwind Price Check")),
    Page("desk-queued", "reviews:desk", DESK, desk("Contoso Insights")),
    Page("desk-in-review", "reviews:desk", DESK, desk("Northwind Price Check")),
    Page("desk-found", "reviews:desk", DESK, desk("Northwind Price Check"), query="?find=coffee"),
    Page("desk-comment", "reviews:desk", DESK, desk("Northwind Price Check"), query="?comment=1"),
    Page("desk-in-review-too", "reviews:desk", DESK, desk("Relecloud Captions")),
    Page("desk-decided", "reviews:desk", DESK, desk("Contoso Lakehouse")),
    Page("reopen", "reviews:reopen", DESK, desk("Contoso Lakehouse")),
    Page("reopen-refused", "reviews:reopen", ADMIN, desk("Contoso Lakehouse"), sends=FORM),
    Page("give-back", "reviews:give_back", DESK, desk("Contoso Lakehouse")),
    Page("second-rules", "reviews:second_rules", ADMIN),
    Page("second-rules-refused", "reviews:second_rules", ADMIN, sends="#rule-form"),
    Page("desk-conversation", "reviews:desk_conversation", DESK, desk("Contoso Lakehouse")),
    Page("desk-withdrawn", "reviews:desk", DESK, desk("Wingtip Rota")),
    Page("specialist-queue", "reviews:specialist_queue", DESK),
    Page("specialist-request-open", "reviews:specialist_request", DESK, request("open")),
    Page("specialist-request-in-progress", "reviews:specialist_request", DESK, request("in_progress")),
    Page("specialist-request-completed", "reviews:specialist_request", DESK, request("completed")),
    Page("specialist-hand-over", "reviews:specialist_hand_over", DESK, request("in_progress")),
    Page("specialist-request-declined", "reviews:specialist_request", DESK, request("declined")),
)

PROGRAMME = (
    Page("programme", "eligibility:programme", ADMIN),
    Page("partners", "eligibility:partners", ADMIN),
    Page("partners-none-found", "eligibility:partners", ADMIN, query="?q=nothing-of-this-name"),
    Page("partner", "eligibility:partner", ADMIN, places.partner),
    Page("partner-without-figures", "eligibility:partner", ADMIN, of("Lucerne Publishing")),
    Page("consumed-revenue", "eligibility:consumed_revenue", ADMIN, places.partner),
    Page("billed-revenue", "eligibility:billed_revenue", ADMIN, places.billed),
    Page("competency-add", "eligibility:add_earned", ADMIN, earned("competencies")),
    Page("competency-add-refused", "eligibility:add_earned", ADMIN, earned("competencies"), sends=FORM),
    Page("designation-add", "eligibility:add_earned", ADMIN, earned("designations")),
    Page("enrolment-add", "eligibility:add_earned", ADMIN, earned("enrolments")),
    Page("competency-change", "eligibility:change_earned", ADMIN, places.competency),
    Page("rulebooks", "eligibility:rulebooks", ADMIN),
    Page("rulebook-in-force", "eligibility:rulebook", ADMIN, places.rulebook_that_counts),
    Page("rulebook-draft", "eligibility:rulebook", ADMIN, places.rulebook_draft),
    Page("rulebook-new", "eligibility:rulebook_draft", ADMIN),
    *(
        Page(
            f"rulebook-section-{name}",
            "eligibility:rulebook_section",
            ADMIN,
            partial(places.rulebook_section, name),
        )
        for name in SECTIONS
    ),
    Page("rulebook-preview", "eligibility:job", ADMIN, places.finished_preview),
    Page("rulebook-preview-running", "eligibility:job", ADMIN, places.running_preview),
)

ERRORS = (
    Page("error-400", "/tour/400/", NOBODY, status=400, drawn="400.html"),
    Page("error-403", "/users/", OWNER, status=403),
    Page("error-403-form", "/tour/403/", NOBODY, status=403, drawn="403_csrf.html"),
    Page("error-404", "/nowhere/", ("anonymous", "owner"), status=404),
    Page("error-413", "/tour/413/", NOBODY, status=413, drawn="413.html"),
    Page("error-429", "/tour/429/", NOBODY, status=429, drawn="429.html"),
    Page("error-500", "/tour/500/", NOBODY, status=500, drawn="500.html"),
    Page("error-503", "/tour/503/", NOBODY, status=503, drawn="503.html"),
)

PAGES = (*SIGNING_IN, *PEOPLE, *OFFERS, *MATERIALS, *REVIEWS, *PROGRAMME, *ERRORS)

NO_PAGES = {
    # name of an address that GET opens, and why nobody looks at it
    "home": "leads to where the role's work is",
    "account_set_password": "leads to the change of the password: everybody has one",
    "account_confirm_login_code": "leads to the sign-in page: codes are not used",
    "notifications:count": "a fragment: the bell",
    "notifications:follow": "leads to what the notice is about",
    "eligibility:job_changes": "a download",
    "eligibility:job_progress": "a fragment: the progress bar",
    "offers:contacts_export": "a download",
    "offers:contacts_progress": "a fragment: the progress bar",
    "offers:contacts_template": "a download",
    "offers:document_card": "a fragment: one document",
    "offers:document_cards": "a fragment: all documents",
    "offers:document_starter": "a download",
    "offers:upload_progress": "JSON",
    "offers:version_download": "a download",
    "offers:version_page": "a picture",
    "offers:version_thumbnail": "a picture",
}


def find() -> dict[str, dict[str, object]]:
    """Where each page lies and who opens it (see ``Found``); runs inside the installation."""
    return {page.name: {"path": page.path(), "people": people_of(page)} for page in PAGES}
