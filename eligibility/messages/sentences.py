"""What is the case with a requirement, and what to do next, made from the evidence of its row."""

from collections.abc import Callable
from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy

from eligibility.messages import words
from eligibility.messages.names import title
from eligibility.rules import Row

Sentence = Callable[[Row], str]

LISTING_FIELDS: Final = {
    "platforms": pgettext_lazy("field of the listing in a sentence", "Microsoft platforms"),
    "segments": pgettext_lazy("field of the listing in a sentence", "market segments"),
    "solution_type": pgettext_lazy("field of the listing in a sentence", "solution type"),
    "solution_areas": pgettext_lazy("field of the listing in a sentence", "solution areas"),
}
PERIOD_SUBJECTS: Final = {
    "gold_competency": gettext_lazy("The Gold competency"),
    "solutions_partner_designation": gettext_lazy("The solutions partner designation"),
    "isv_connect_enrolment": gettext_lazy("The ISV Connect enrolment"),
    "isv_connect_premium": gettext_lazy("The ISV Connect enrolment"),
}
SENT_BACK: Final = frozenset({"changes_requested", "rejected"})


def message(row: Row) -> str:
    """What is the case, with the figure beside what it is measured against."""
    return MESSAGES[row.code](row)


def next_step(row: Row) -> str:
    """What to do; empty where nothing is left to be done."""
    if row.state in ("met", "not_applicable"):
        return ""
    if row.state == "pending":
        return _("Nothing to do now: Microsoft is working on it.")
    return NEXT_STEPS[row.code](row)


def hint(row: Row) -> str:
    """What would do instead of this requirement, if anything would."""
    alternative: Any = row.evidence.get("alternative")
    return _("this, or %(other)s") % {"other": title(alternative)} if alternative else ""


# --- Step 1: publish ------------------------------------------------------------------------------------------


def _published(row: Row) -> str:
    if row.evidence["published"]:
        return _("The offer is live in the marketplace.")
    return _("The offer is not live in the marketplace.")


def _publish(row: Row) -> str:
    return _("Publish the offer; a reviewer then checks that it meets the publishing requirements.")


def _profile(row: Row) -> str:
    if row.evidence["complete"]:
        return _("The business profile is complete.")
    return _("The business profile is not complete.")


def _complete_profile(row: Row) -> str:
    return _("Complete your organisation's business profile.")


# --- Step 2: co-sell ready ------------------------------------------------------------------------------------


def _contacts(row: Row) -> str:
    covered, missing = _coverage(row)
    if missing:
        return _(
            "Eligible countries with a sales contact: %(covered)s of %(eligible)s. Missing: %(countries)s."
        ) % {
            "covered": len(covered),
            "eligible": len(covered) + len(missing),
            "countries": words.countries(missing),
        }
    if covered:
        return ngettext(
            "The only eligible country has a sales contact.",
            "All %(count)s eligible countries have a sales contact.",
            len(covered),
        ) % {"count": len(covered)}
    if row.evidence["sold_in"]:
        return _("None of the countries that the offer is sold in takes part in the programme.")
    return _("The offer is not sold in any country yet.")


def _add_contacts(row: Row) -> str:
    _covered, missing = _coverage(row)
    if missing:
        return _("Add a contact with the role Partner sales for %(countries)s.") % {
            "countries": words.countries(missing)
        }
    return _("Choose the countries that the offer is sold in, at least one of the programme's.")


def _coverage(row: Row) -> tuple[list[str], list[str]]:
    evidence: Any = row.evidence
    return evidence["covered"], evidence["missing"]


def _documents(row: Row) -> str:
    return words.documents_with_states(_states(row))


def _hand_in(row: Row) -> str:
    """Only what still needs the partner: what waits for Microsoft is left out."""
    states = _states(row)
    missing = [kind for kind, state in states.items() if state is None]
    sent_back = [kind for kind, state in states.items() if state in SENT_BACK]
    steps = []
    if missing:
        steps.append(
            _("Upload and publish: %(documents)s.")
            % {"documents": words.listed(map(words.document, missing))}
        )
    if sent_back:
        steps.append(
            _("Replace what was sent back and publish: %(documents)s.")
            % {"documents": words.listed(map(words.document, sent_back))}
        )
    return " ".join(steps)


def _states(row: Row) -> dict[str, str | None]:
    evidence: Any = row.evidence
    return dict(evidence["documents"])


def _landing_page(row: Row) -> str:
    if row.evidence["given"]:
        return _("The solution landing page is given.")
    return _("The solution landing page is missing.")


def _give_landing_page(row: Row) -> str:
    return _("Enter the URL of the solution landing page.")


def _supporting(row: Row) -> str:
    there = {kind: state for kind, state in _states(row).items() if state}
    parts = [_("The social media channel is given.")] if row.evidence["social_media_url"] else []
    if there:
        parts = [*(part.rstrip(".") for part in parts), words.documents_with_states(there)]
    return " · ".join(parts) or _("There is no supporting material yet.")


def _give_supporting(row: Row) -> str:
    choices = {"documents": words.one_of(map(words.document, _states(row)))}
    if row.evidence["social_media_url"] is None:
        return _("Hand in %(documents)s.") % choices
    return _("Enter a social media channel, or hand in %(documents)s.") % choices


def _listing(row: Row) -> str:
    fields = _missing_fields(row)
    if fields:
        return _("Missing in the listing: %(fields)s.") % {"fields": fields}
    return _("Platforms, segments, solution type and solution area are filled in.")


def _complete_listing(row: Row) -> str:
    return _("Fill in the listing: %(fields)s.") % {"fields": _missing_fields(row)}


def _missing_fields(row: Row) -> str:
    evidence: Any = row.evidence
    return words.listed(str(LISTING_FIELDS[name]) for name in evidence["missing"])


def _request(row: Row) -> str:
    return {
        "completed": _("The cloud specialist has closed the request as completed."),
        "open": _("The request waits for a cloud specialist."),
        "in_progress": _("A cloud specialist is working on the request."),
        "declined": _("The request was declined."),
    }.get(str(row.evidence["request"]), _("No cloud specialist has been asked yet."))


def _ask_specialist(row: Row) -> str:
    if row.evidence["request"] == "declined":
        return _("Read why the request was declined, and file a new one.")
    return _("File a request to work with a cloud specialist.")


def _period(row: Row) -> str:
    evidence: Any = row.evidence
    subject = {"subject": PERIOD_SUBJECTS[row.code]}
    if evidence["period"] == "none":
        return _("%(subject)s is missing.") % subject
    if evidence["period"] == "to_come":
        return _("%(subject)s starts on %(day)s.") % {**subject, "day": words.day(evidence["start"])}
    if evidence["period"] == "over":
        return _("%(subject)s ended on %(day)s.") % {**subject, "day": words.day(evidence["end"])}
    if evidence["end"]:
        return _("%(subject)s is active until %(day)s.") % {**subject, "day": words.day(evidence["end"])}
    return _("%(subject)s is active, without an end date.") % subject


def _earn(row: Row) -> str:
    evidence: Any = row.evidence
    if evidence["period"] == "to_come":
        return _("It counts from %(day)s on.") % {"day": words.day(evidence["start"])}
    return {
        "gold_competency": _("Earn or renew a Gold competency, in any area."),
        "solutions_partner_designation": _("Earn or renew a solutions partner designation, in any area."),
        "isv_connect_enrolment": _("Enrol your organisation in ISV Connect, or renew the enrolment."),
        "isv_connect_premium": _(
            "Enrol your organisation in the premium tier of ISV Connect, or renew the enrolment."
        ),
    }[row.code]


# --- Step 3: incentivized -------------------------------------------------------------------------------------


def _premium(row: Row) -> str:
    if row.evidence["period"] == "active" and row.state != "met":
        return _("The ISV Connect enrolment is of the standard tier; the premium tier is needed.")
    return _period(row)


def _revenue(row: Row) -> str:
    evidence: Any = row.evidence
    return f"{_reached(evidence)} · {_beside(row, evidence)}"


def _reached(evidence: Any) -> str:
    figure = {"usd": words.usd(evidence["usd"])}
    if evidence["months_from"] is None:
        return _("%(usd)s up to %(last)s") % {**figure, "last": words.month(evidence["months_to"])}
    return _("%(usd)s in %(first)s – %(last)s") % {
        **figure,
        "first": words.month(evidence["months_from"]),
        "last": words.month(evidence["months_to"]),
    }


def _beside(row: Row, evidence: Any) -> str:
    threshold = {"threshold": words.usd(evidence["threshold"])}
    if row.state == "met":
        return _("at least %(threshold)s needed") % threshold
    if row.state == "unmet":
        return _("%(short)s short of %(threshold)s") % {**threshold, "short": words.usd(evidence["short"])}
    return _excuse(row, evidence)


def _excuse(row: Row, evidence: Any) -> str:
    if evidence["excused_by"] == "any":
        return _("not needed, the other one is reached: %(other)s") % {
            "other": title(evidence["alternative"])
        }
    if evidence["excused_by"] == "transactable":
        return _("counts only for offers that are sold through the marketplace")
    if row.code == "billed_revenue":
        return _("not asked of free offers")
    return _("not asked of paid offers")


def _earn_revenue(row: Row) -> str:
    evidence: Any = row.evidence
    step = {"short": words.usd(evidence["short"]), "figure": title(row.code)}
    if evidence["alternative"]:
        return _("%(short)s more is needed, or enough of the other: %(other)s.") % {
            **step,
            "other": title(evidence["alternative"]),
        }
    return _("%(short)s more is needed.") % step


def _infrastructure(row: Row) -> str:
    evidence: Any = row.evidence
    limit = {"limit": words.percent(evidence["more_than"])}
    if evidence["percent"] is not None:
        return _("%(percent)s confirmed by the reviewer · more than %(limit)s needed") % {
            **limit,
            "percent": words.percent(evidence["percent"]),
        }
    if row.state == "pending":
        return _("The reviewer has yet to confirm the percentage · more than %(limit)s needed") % limit
    return _("No percentage is confirmed · more than %(limit)s needed") % limit


def _run_on_azure(row: Row) -> str:
    if row.evidence["percent"] is not None:
        return _("Move more of the offer's infrastructure to Azure, then hand in a new architecture diagram.")
    return _("Hand in the architecture diagram: the reviewer reads the percentage from it.")


def _validation(row: Row) -> str:
    if row.evidence["passed"] is None:
        if row.evidence["passes_unseen"]:
            return _(
                "Passes without a check: offers of this type do when they are sold through the marketplace."
            )
        return _("The technical validation has not been done yet.")
    if row.evidence["passed"]:
        return _("The technical validation is passed.")
    return _("The technical validation failed.")


def _pass_validation(row: Row) -> str:
    if row.evidence["passed"] is None:
        return _("Publish the offer's materials: the reviewer then does the technical validation.")
    return _("Mend what the reviewer named, then publish again.")


def _solution_type(row: Row) -> str:
    return _("The solution type is IP.") if row.state == "met" else _("The solution type is not IP.")


def _choose_ip(row: Row) -> str:
    return _("If the offer is software of your own, choose the solution type IP in the listing.")


def _transactable(row: Row) -> str:
    if row.evidence["transactable"]:
        return _("Customers buy the offer through the marketplace.")
    return _("Customers cannot buy the offer through the marketplace.")


def _make_transactable(row: Row) -> str:
    return _("Sell the offer through the marketplace: make it transactable.")


MESSAGES: Final[dict[str, Sentence]] = {
    "offer_published": _published,
    "business_profile_complete": _profile,
    "sales_contact_per_country": _contacts,
    "required_documents": _documents,
    "landing_page_url": _landing_page,
    "supporting_material": _supporting,
    "listing_complete": _listing,
    "cloud_specialist_request": _request,
    "gold_competency": _period,
    "solutions_partner_designation": _period,
    "isv_connect_enrolment": _period,
    "azure_consumed_revenue": _revenue,
    "billed_revenue": _revenue,
    "azure_infrastructure": _infrastructure,
    "architecture_diagram": _documents,
    "technical_validation": _validation,
    "solution_type_ip": _solution_type,
    "transactable": _transactable,
    "isv_connect_premium": _premium,
}
NEXT_STEPS: Final[dict[str, Sentence]] = {
    "offer_published": _publish,
    "business_profile_complete": _complete_profile,
    "sales_contact_per_country": _add_contacts,
    "required_documents": _hand_in,
    "landing_page_url": _give_landing_page,
    "supporting_material": _give_supporting,
    "listing_complete": _complete_listing,
    "cloud_specialist_request": _ask_specialist,
    "gold_competency": _earn,
    "solutions_partner_designation": _earn,
    "isv_connect_enrolment": _earn,
    "azure_consumed_revenue": _earn_revenue,
    "billed_revenue": _earn_revenue,
    "azure_infrastructure": _run_on_azure,
    "architecture_diagram": _hand_in,
    "technical_validation": _pass_validation,
    "solution_type_ip": _choose_ip,
    "transactable": _make_transactable,
    "isv_connect_premium": _earn,
}
