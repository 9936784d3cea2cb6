"""What if: a status by facts, a day or rules that are not so. Opened by whoever may read the offer."""

from __future__ import annotations

import uuid
from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.shortcuts import render
from django.utils.translation import gettext as _
from django_htmx.http import replace_url

from cosell.views import partner_or_staff_page
from eligibility.facts.reading import facts_of
from eligibility.figures import add_months, money
from eligibility.forms.simulator import SimulatorForm
from eligibility.pages.simulating import simulate
from eligibility.queries import rulebook_for, rules_of
from eligibility.rules.codes import SALES_ROLE, WAITING_STATES
from eligibility.services.assessing import today
from offers.models import Contact
from offers.queries import load_offer

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.http import HttpResponse

    from cosell.requests import PersonRequest
    from eligibility.rules import Facts, Rulebook
    from offers.models import Offer

ABOVE = Decimal("1.2")  # of a threshold: a figure to begin with
MOST_CONTACTS = 500


@partner_or_staff_page
def simulator(request: PersonRequest, offer_id: uuid.UUID) -> HttpResponse:
    """The form, and what would be. Reads only: whoever may read the offer may ask."""
    offer = load_offer(request.user, offer_id)
    rulebook = rulebook_for(request)
    facts = facts_of(offer, today())
    contacts = _sales_contacts(offer)
    form = SimulatorForm(request.GET, facts=facts, rules=rules_of(rulebook), contacts=contacts)
    context: dict[str, Any] = {
        "offer": offer,
        "form": form,
        "presets": list(_presets(form, facts, rules_of(rulebook), contacts)),
        "notes": ",".join(f"#notes-{name}" for name in form.fields),
        "clear_url": request.path,
    }
    if not form.is_valid():
        return render(request, "eligibility/simulator.html", context)
    context["result"] = simulate(offer, rulebook, facts, form.question)
    context["asked"] = form.shortest_query
    answer = render(request, "eligibility/simulator.html", context)
    return replace_url(answer, f"{request.path}?{form.shortest_query}".rstrip("?"))


def _sales_contacts(offer: Offer) -> list[tuple[uuid.UUID, str]]:
    rows = Contact.objects.filter(offer=offer, role=SALES_ROLE).order_by("name", "pk")
    return list(rows.values_list("public_id", "name")[:MOST_CONTACTS])


# --- Questions to begin with ------------------------------------------------------------------------------------------


def _presets(
    form: SimulatorForm, facts: Facts, rules: Rulebook, contacts: list[tuple[uuid.UUID, str]]
) -> Iterator[dict[str, str]]:
    day = end_of_quarter(facts.as_of)
    yield _preset(_("At the end of the quarter"), day=day.isoformat(), at_pace="on")
    if "acr" in form.fields:
        usd = rules.offer_types[facts.offer.type].terms.azure_consumed_revenue.usd * ABOVE
        yield _preset(
            _("Azure Consumed Revenue at %(usd)s") % {"usd": money(usd)}, acr=f"{usd.normalize():f}"
        )
    if "approved" in form.fields and (waiting := _waiting(facts)):
        yield _preset(_("All that waits for Microsoft approved"), approved=waiting)
    if "without" in form.fields and contacts:
        key, name = contacts[0]
        yield _preset(_("Without %(contact)s") % {"contact": name}, without=str(key))
    if "gold" in form.fields:
        yield _preset(_("Without the Gold competency"), gold="ended")
    if "enrolment" in form.fields:
        yield _preset(_("With an ISV Connect Premium enrolment"), enrolment="premium")


def _preset(label: str, **asked: Any) -> dict[str, str]:
    return {"label": label, "query": urlencode(asked, doseq=True)}


def _waiting(facts: Facts) -> list[str]:
    return sorted({each.kind for each in facts.documents.items if each.state in WAITING_STATES})


def end_of_quarter(day: date) -> date:
    """The last day of the calendar quarter."""
    first = day.replace(day=1)
    return add_months(first, 3 - (day.month - 1) % 3) - timedelta(days=1)
