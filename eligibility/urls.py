"""Addresses of statuses, of what a partner has earned, and of the programme's pages."""

from django.urls import path

from eligibility.views import (
    coverage,
    earned,
    history,
    jobs,
    offers,
    partners,
    programme,
    rulebooks,
    simulator,
)

app_name = "eligibility"

_PARTNER = "programme/partners/<uuid:partner_id>/"
_RULEBOOK = "programme/rulebooks/<uuid:rulebook_id>/"

urlpatterns = [
    path("offers/", offers.offer_list, name="offer_list"),
    path("offers/<uuid:offer_id>/", offers.offer_overview, name="offer_overview"),
    path("offers/<uuid:offer_id>/report/", offers.report, name="report"),
    path("offers/<uuid:offer_id>/what-if/", simulator.simulator, name="simulator"),
    path("offers/<uuid:offer_id>/co-sell/contacts/coverage/", coverage.coverage, name="contacts_coverage"),
    path("offers/<uuid:offer_id>/history/", history.history, name="history"),
    path("organisations/<uuid:partner_id>/revenue/", earned.earned, name="earned"),
    path("programme/", programme.programme, name="programme"),
    path("programme/partners/", partners.partners, name="partners"),
    path(_PARTNER, partners.partner, name="partner"),
    path(f"{_PARTNER}revenue/", partners.consumed_revenue, name="consumed_revenue"),
    path(f"{_PARTNER}offers/<uuid:offer_id>/revenue/", partners.billed_revenue, name="billed_revenue"),
    path(f"{_PARTNER}<slug:kind>/", partners.add_earned, name="add_earned"),
    path(f"{_PARTNER}<slug:kind>/<uuid:row_id>/", partners.change_earned, name="change_earned"),
    path(f"{_PARTNER}<slug:kind>/<uuid:row_id>/remove/", partners.remove_earned, name="remove_earned"),
    path("programme/rulebooks/", rulebooks.rulebooks, name="rulebooks"),
    path("programme/rulebooks/new/", rulebooks.draft, name="rulebook_draft"),
    path(_RULEBOOK, rulebooks.rulebook, name="rulebook"),
    path(f"{_RULEBOOK}preview/", rulebooks.preview, name="rulebook_preview"),
    path(f"{_RULEBOOK}acts/<slug:act>/", rulebooks.act, name="rulebook_act"),
    path(f"{_RULEBOOK}<slug:section>/", rulebooks.section, name="rulebook_section"),
    path("programme/jobs/<uuid:job_id>/changes.csv", jobs.changes_csv, name="job_changes"),
    path("programme/jobs/<uuid:job_id>/", jobs.job, name="job"),
    path("programme/jobs/<uuid:job_id>/progress/", jobs.progress, name="job_progress"),
    path("programme/jobs/<uuid:job_id>/restart/", jobs.restart, name="job_restart"),
]
