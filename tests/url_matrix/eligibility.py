"""Statuses, what partners earn, and the programme's pages."""

from datetime import date
from typing import Any

from eligibility.models import Competency, JobKind, Rulebook, RulebookJob
from eligibility.queries import rulebook_in_force
from tests.url_matrix import Row, World, of_offer, of_partner

READERS = "sign-in 404 200 200 200 200 200"
LISTS = "sign-in 200 200 200 200 200 200"
ADMINS = "sign-in 403 403 403 403 403 200"
ADMINS_ACT = "sign-in 403 403 403 403 403 302"
ADMINS_POST_ONLY = "sign-in 403 403 403 403 403 405"


def of_kind(world: World) -> dict[str, Any]:
    return {**of_partner(world), "kind": "competencies"}


def of_competency(world: World) -> dict[str, Any]:
    row = Competency.objects.create(partner=world.partner, area="Νέφος", level="gold", start=date(2020, 1, 1))
    return {**of_kind(world), "row_id": row.public_id}


def of_billed(world: World) -> dict[str, Any]:
    return {**of_partner(world), **of_offer(world)}


def draft(world: World) -> Rulebook:
    source = rulebook_in_force()
    return Rulebook.objects.create(
        name="Σχέδιο",
        edition=source.edition,
        data=source.data,
        effective_from=date(2020, 9, 15),
        made_from=source,
    )


def of_draft(world: World) -> dict[str, Any]:
    return {"rulebook_id": draft(world).public_id}


def of_section(world: World) -> dict[str, Any]:
    return {**of_draft(world), "section": "thresholds"}


def of_act(world: World) -> dict[str, Any]:
    return {**of_draft(world), "act": "discard"}


def of_job(world: World) -> dict[str, Any]:
    return {"job_id": RulebookJob.objects.create(rulebook=draft(world), kind=JobKind.PREVIEW).public_id}


COMPETENCY = {"area": "Νέφος", "level": "gold", "start": "2020-01-01", "end": ""}

ROWS = {
    "eligibility:offer_list": Row(LISTS),
    "eligibility:offer_overview": Row(READERS, of_offer),
    "eligibility:report": Row(READERS, of_offer),
    "eligibility:contacts_coverage": [
        Row(READERS, of_offer),
        Row("sign-in 404 403 422 422 403 403", of_offer, method="POST"),
    ],
    "eligibility:history": Row(READERS, of_offer),
    "eligibility:simulator": Row(READERS, of_offer),
    "eligibility:earned": Row(READERS, of_partner),
    "eligibility:programme": Row(ADMINS),
    "eligibility:partners": Row(ADMINS),
    "eligibility:partner": Row(ADMINS, of_partner),
    "eligibility:consumed_revenue": [
        Row(ADMINS, of_partner),
        Row(ADMINS_ACT, of_partner, method="POST", data=lambda world: {"base": ""}),
    ],
    "eligibility:billed_revenue": [
        Row(ADMINS, of_billed),
        Row(ADMINS_ACT, of_billed, method="POST", data=lambda world: {"base": ""}),
    ],
    "eligibility:add_earned": [
        Row(ADMINS, of_kind),
        Row(ADMINS_ACT, of_kind, method="POST", data=lambda world: COMPETENCY),
    ],
    "eligibility:change_earned": [
        Row(ADMINS, of_competency),
        Row(ADMINS_ACT, of_competency, method="POST", data=lambda world: COMPETENCY),
    ],
    "eligibility:remove_earned": [
        Row(ADMINS_ACT, of_competency, method="POST"),
        Row(ADMINS_POST_ONLY, of_competency),
    ],
    "eligibility:rulebooks": Row(ADMINS),
    "eligibility:rulebook_draft": [
        Row(ADMINS),
        Row(ADMINS_ACT, method="POST", data=lambda world: {"source": "edition:2020-12-02", "name": "New"}),
    ],
    "eligibility:rulebook": Row(ADMINS, of_draft),
    "eligibility:rulebook_section": [
        Row(ADMINS, of_section),
        Row(ADMINS, of_section, method="POST"),
    ],
    "eligibility:rulebook_preview": [
        Row(ADMINS_ACT, of_draft, method="POST"),
        Row(ADMINS_POST_ONLY, of_draft),
    ],
    "eligibility:rulebook_act": [
        Row(ADMINS_ACT, of_act, method="POST"),
        Row(ADMINS_POST_ONLY, of_act),
    ],
    "eligibility:job_changes": Row(ADMINS, of_job),
    "eligibility:job": Row(ADMINS, of_job),
    "eligibility:job_progress": Row(ADMINS, of_job),
    "eligibility:job_restart": [
        Row(ADMINS_ACT, of_job, method="POST"),
        Row(ADMINS_POST_ONLY, of_job),
    ],
}
