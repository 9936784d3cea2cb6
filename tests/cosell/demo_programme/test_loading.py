"""The demo loaded as `make run` loads it, and held against the rules."""

from collections import Counter
from typing import Any

import pytest

from tests.support.stack import Stack


def census() -> dict[str, Any]:
    """Runs inside the installation: what there is, by state."""
    from cosell.accounts.models import Partner
    from eligibility.models import OfferStatus, Rulebook
    from offers.models import CloudSpecialistRequest, DocumentVersion, Offer
    from reviews.models import Submission

    return {
        "partners": Partner.objects.count(),
        "offers": Offer.objects.count(),
        "types": sorted(set(Offer.objects.values_list("type", flat=True))),
        "statuses": Counter(OfferStatus.objects.values_list("status", flat=True)),
        "submissions": sorted(set(Submission.objects.values_list("state", flat=True))),
        "requests": sorted(set(CloudSpecialistRequest.objects.values_list("state", flat=True))),
        "rulebooks": sorted(Rulebook.objects.values_list("state", flat=True)),
        "previewed": Rulebook.objects.filter(preview__state="done").count(),
        "kept": list(
            OfferStatus.objects.filter(kept_status__isnull=False).values_list("offer__name", flat=True)
        ),
        "documents": sorted(set(DocumentVersion.objects.values_list("state", flat=True))),
        "media types": sorted(set(DocumentVersion.objects.values_list("media_type", flat=True)) - {""}),
    }


def desk() -> dict[str, Any]:
    """Runs inside the installation: what can be seen at the review desk, by name of the offer."""
    from reviews.models import Appeal, PageComment, ReviewNote, SecondReviewRule, Submission
    from reviews.models.submission import OPEN_STATES

    rows = Submission.objects.filter(state__in=OPEN_STATES)
    names = "offer__name"
    return {
        "why": sorted(set(rows.values_list("why", flat=True))),
        "asked": list(rows.filter(waiting_since__isnull=False).values_list(names, flat=True)),
        "to confirm": list(rows.filter(state="to_confirm").values_list(names, flat=True)),
        "appealed": list(
            Appeal.objects.filter(outcome="open").values_list("submission__offer__name", flat=True)
        ),
        "reopened": list(rows.filter(why="reopened").values_list(names, flat=True)),
        "pinned": sorted(set(PageComment.objects.exclude(x=None).values_list("audience", flat=True))),
        "notes": ReviewNote.objects.count(),
        "rules": list(SecondReviewRule.objects.values_list("kind", flat=True)),
    }


def statuses_that_the_rules_deny() -> list[str]:
    """Runs inside the installation: offers whose stored status is not what the rules say of their facts today."""
    from eligibility.facts.reading import read_facts
    from eligibility.models import OfferStatus
    from eligibility.queries import rulebook_in_force, rules_of
    from eligibility.rules import evaluate
    from eligibility.services.assessing import today

    stored = {row.pk: row for row in OfferStatus.objects.select_related("offer")}
    rules = rules_of(rulebook_in_force())
    return [
        stored[pk].offer.name
        for pk, facts in read_facts(list(stored), today())
        if evaluate(facts, rules).status != stored[pk].status
    ]


def offers_with_outdated_facts() -> list[int]:
    """Runs inside the installation: offers whose stored facts are not what the tables say."""
    from eligibility.services.differing import outdated
    from offers.models import Offer

    return outdated(list(Offer.objects.order_by("pk").values_list("pk", flat=True)))


def causes_of_warnings() -> list[str]:
    """Runs inside the installation: why offers are expected to lose their status."""
    from eligibility.models import StatusWarning

    return list(StatusWarning.objects.filter(ended_on__isnull=True).values_list("cause", flat=True))


@pytest.mark.timeout(500)
def test_demo_is_loaded_with_everything_in_every_state(demo_stack: Stack) -> None:
    found = demo_stack.call(census)

    assert found["partners"] == 13
    assert found["offers"] == 62
    assert len(found["types"]) == 11
    assert sorted(found["statuses"]) == [
        "azure_ip_incentivized",
        "business_applications_incentivized",
        "co_sell_ready",
        "not_ready",
    ]
    assert found["submissions"] == ["decided", "in_review", "queued", "to_confirm", "withdrawn"]
    assert found["requests"] == ["completed", "declined", "in_progress", "open"]
    assert found["rulebooks"] == [
        "draft",
        "in_force",
        "proposed",
        "scheduled",
        "superseded",
        "superseded",
    ]
    assert found["previewed"] == 4
    assert found["kept"] == ["Contoso Carbon"]
    assert found["documents"] == ["approved", "changes_requested", "ready", "rejected", "submitted"]
    assert len(found["media types"]) == 4


def test_demo_shows_every_state_of_the_review_desk(demo_stack: Stack) -> None:
    assert demo_stack.call(desk) == {
        "why": ["appeal", "handed_over", "new", "reopened", "request", "resubmitted"],
        "asked": ["Adatum Collect"],
        "to confirm": ["Woodgrove Advisor"],
        "appealed": ["Trey Samples"],
        "reopened": ["Litware Billing"],
        "pinned": ["partner", "reviewers"],
        "notes": 2,
        "rules": ["azure_share"],
    }


def test_demo_s_statuses_are_what_the_rules_say(demo_stack: Stack) -> None:
    assert demo_stack.call(statuses_that_the_rules_deny) == []
    assert demo_stack.call(offers_with_outdated_facts) == []


def test_demo_shows_what_time_alone_will_take(demo_stack: Stack) -> None:
    assert {"gold_competency", "revenue"} <= set(demo_stack.call(causes_of_warnings))


def test_demo_is_loaded_once(demo_stack: Stack) -> None:
    said = demo_stack.manage("seed_demo").stdout

    assert said == "There are people here already: the demo is loaded into an empty programme only.\n"
