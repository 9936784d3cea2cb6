"""Rulebooks in the browser: the list, the sections of a draft, its preview; and the jobs behind them."""

from decimal import Decimal
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from cosell.accounts.models import User
from cosell.facts import say_facts_changed
from eligibility.editions import load_edition
from eligibility.models import JobChange, JobKind, JobState, Rulebook, RulebookJob
from eligibility.queries import rulebook_in_force
from eligibility.rulebook_fields import SECTIONS
from eligibility.services import jobs, rulebooks
from tests.builders import make_partner
from tests.eligibility.building import (
    make_admin,
    make_assessed,
    make_draft,
    make_incentivized,
    make_months,
    put_in_force,
)
from tests.eligibility.views import messages_of, page, signed_in
from tests.eligibility.views.rulebooks import address, figures
from tests.support.pages import text_of

pytestmark = pytest.mark.django_db

LIST = "/programme/rulebooks/"
LIST_QUERIES = 6
RULEBOOK_QUERIES = 15
JOB_QUERIES = 9


def make_previewed(admin: User, **changes: Any) -> tuple[Rulebook, RulebookJob]:
    draft = make_draft(admin, **changes)
    job = rulebooks.preview(actor=admin, rulebook=draft)
    jobs.run_job(job.pk)
    return draft, RulebookJob.objects.get(pk=job.pk)


def test_list_shows_every_rulebook_with_its_state() -> None:
    make_draft(make_admin(), name="FY21")
    html = page(signed_in(make_admin()), LIST)
    assert html.index("FY21") < html.index("September 2020")
    assert 'data-status="draft"' in html
    assert 'data-status="in_force"' in html
    assert "Shipped with the product" in html


@pytest.mark.parametrize("count", [1, 25])
def test_list_costs_the_same_queries_for_any_number(
    count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    admin = make_admin()
    for _ in range(count):
        make_draft(admin)
    client = signed_in(admin)
    client.get(LIST)
    with django_assert_num_queries(LIST_QUERIES):
        client.get(LIST)


@pytest.mark.parametrize("source", ["in force", "edition:2021-02-24"])
def test_new_rulebook_is_a_draft_with_everything_of_its_source(source: str) -> None:
    chosen = f"rulebook:{rulebook_in_force().public_id}" if source == "in force" else source
    answer = signed_in(make_admin()).post(f"{LIST}new/", {"source": chosen, "name": "FY21"})
    draft = Rulebook.objects.get(state="draft")
    data = rulebook_in_force().data if source == "in force" else load_edition("2021-02-24").to_data()
    assert (answer.url, draft.name, draft.data) == (address(draft, "thresholds"), "FY21", data)


def test_new_rulebook_from_nowhere_is_refused_at_the_field() -> None:
    answer = signed_in(make_admin()).post(f"{LIST}new/", {"source": "edition:1999-01-01", "name": "FY21"})
    assert list(answer.context["form"].errors) == ["source"]
    assert answer.context["form"]["name"].value() == "FY21"


def test_saved_draft_shows_its_differences_with_a_word() -> None:
    admin = make_admin()
    draft, client = make_draft(admin), signed_in(admin)
    posted = figures(client, draft, acr_usd="80,000", grace_days="30", note_revenue_en="", note_revenue_fr="")
    assert messages_of(client, address(draft, "thresholds"), posted) == [
        "The draft is saved. Preview it to see what it would change."
    ]
    answer = client.get(address(draft))
    rows = {row.label: (row.before, row.after, row.word) for row in answer.context["differences"]}
    note = rulebook_in_force().data["notes"]["revenue"]
    assert rows == {
        "Grace period in days": ("0", "30", "changed"),
        "Azure Consumed Revenue: At least (USD)": ("USD\xa0100,000", "USD\xa080,000", "changed"),
        "Note on the revenue conditions (English)": (note["en"], "", "removed"),
        "Note on the revenue conditions (French)": (note["fr"], "", "removed"),
    }
    assert answer.context["counted"] == "4 differences"
    assert [tab.get("count") for tab in answer.context["tabs"]] == [None, "4", None, None, None, None]
    sections = [client.get(address(draft, each)).context["counted"] for each in ("thresholds", "types")]
    assert sections == ["4 differences", "0 differences"]


@pytest.mark.parametrize("section", SECTIONS)
def test_section_saved_as_it_is_changes_nothing(section: str) -> None:
    admin = make_admin()
    draft, client = make_draft(admin), signed_in(admin)
    client.post(address(draft, section), figures(client, draft, section))
    stored = Rulebook.objects.get(pk=draft.pk)
    assert (stored.data, stored.revision) == (draft.data, 0)


def test_fault_is_said_at_its_field_and_nothing_typed_is_lost() -> None:
    admin = make_admin()
    draft, client = make_draft(admin), signed_in(admin)
    posted = figures(client, draft, azure_percent="101", name="Mine")
    answer = client.post(address(draft, "thresholds"), posted)
    form = answer.context["form"]
    assert (answer.status_code, list(form.errors)) == (200, ["azure_percent"])
    assert (form["azure_percent"].value(), form["name"].value()) == ("101", "Mine")
    heading = answer.content.decode().split("<h1")[1].split("</h1>")[0]
    assert "Draft of" in heading, "the stored name heads the page"


def test_fault_that_only_the_rules_see_is_said_at_its_field() -> None:
    admin = make_admin()
    draft, client = make_draft(admin), signed_in(admin)
    name = "type_power_bi_app_asks_transactable"
    answer = client.post(address(draft, "types"), figures(client, draft, "types", **{name: "incentive"}))
    assert answer.context["form"].errors == {name: ["asked, but this type has no incentive"]}
    assert answer.context["form"][name].value() == "incentive"
    assert "Power BI app: Sold through the marketplace" in text_of(answer), "the cell is named at the top"


def test_figure_that_somebody_saved_meanwhile_is_shown_beside_mine() -> None:
    admin, other = make_admin(), make_admin()
    draft, client = make_draft(admin), signed_in(admin)
    posted = figures(client, draft, acr_usd="8")
    rulebooks.save_draft(
        actor=other, rulebook=Rulebook.objects.get(pk=draft.pk), changes={"acr_usd": Decimal(7)}
    )
    html = client.post(address(draft, "thresholds"), posted).content.decode()
    assert "USD\xa07" in html
    assert other.name in html


def test_rulebook_in_force_has_no_form_and_takes_no_change() -> None:
    client, rulebook = signed_in(make_admin()), rulebook_in_force()
    assert client.get(address(rulebook, "types")).context["form"] is None
    assert messages_of(client, address(rulebook, "types")) == ["Only a draft can be changed."]


def test_section_that_does_not_exist_is_not_found() -> None:
    assert signed_in(make_admin()).get(address(rulebook_in_force(), "weather")).status_code == 404


def test_ambiguity_of_the_source_is_explained_beside_the_switch() -> None:
    html = page(signed_in(make_admin()), address(make_draft(make_admin()), "thresholds"))
    assert "Every neighbouring edition that says which" in html


def test_preview_is_asked_for_shown_while_it_runs_and_when_it_is_done() -> None:
    admin = make_admin()
    offer = make_incentivized(make_partner(name="Fabrikam"), name="Edge", percent="58")
    draft, client = make_draft(admin, azure_percent=Decimal(60)), signed_in(admin)
    assert "Not previewed yet" in page(client, address(draft))
    assert client.post(f"{address(draft)}preview/").url == address(draft)
    job = draft.jobs.get()
    assert f'hx-get="{reverse("eligibility:job_progress", args=[job.public_id])}"' in page(
        client, address(draft)
    )
    jobs.run_job(job.pk)
    html = page(client, address(draft))
    assert "hx-get" not in html.split('id="preview"')[1]
    assert "lose Azure IP co-sell incentivized" in html
    assert offer.name in html
    assert "Fabrikam" in html
    assert "58\xa0% confirmed by the reviewer · more than 60\xa0% needed" in html


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", ["A", "B"]),
        ("?sort=-offer", ["B", "A"]),
        ("?q=b", ["B"]),
        ("?partner=z", ["A", "B"]),
        ("?partner=y", []),
        ("?type=saas", ["A", "B"]),
        ("?type=power_bi_app", []),
        ("?move=gain", ["B"]),
        ("?move=lose", ["A"]),
        ("?move=keep", []),
        ("?before=azure_ip_incentivized", ["A"]),
        ("?after=azure_ip_incentivized", ["B"]),
        ("?after=not_ready", []),
    ],
)
def test_changes_are_filtered_and_sorted(query: str, found: list[str]) -> None:
    admin = make_admin()
    make_incentivized(make_partner(name="Z"), name="A", percent="55")
    gains = make_incentivized(make_partner(name="Z"), name="B", percent="90")
    make_months(gains.partner, "82450")
    say_facts_changed(partners=[gains.partner_id])
    draft, job = make_previewed(admin, acr_usd=Decimal(80000), azure_percent=Decimal(60))
    for where in (address(draft), reverse("eligibility:job", args=[job.public_id])):
        rows = signed_in(admin).get(where + query).context["rows"]
        assert [row["offer"].name for row in rows] == found


def test_tiles_count_what_is_gained_lost_and_kept() -> None:
    admin = make_admin()
    make_incentivized(percent="55")
    gains = make_incentivized(percent="90")
    make_months(gains.partner, "82450")
    say_facts_changed(partners=[gains.partner_id])
    make_assessed()
    draft, _job = make_previewed(admin, acr_usd=Decimal(80000), azure_percent=Decimal(60))
    tiles = signed_in(admin).get(address(draft)).context["tiles"]
    assert [(tile["value"], tile["label"], tile["tone"]) for tile in tiles] == [
        ("1", "offer keeps its status", ""),
        ("+1", "reach Azure IP co-sell incentivized", "success"),
        ("−1", "lose Azure IP co-sell incentivized", "danger"),
        ("2", "partners concerned", ""),
    ]


def test_each_status_says_how_many_keep_gain_and_lose_it() -> None:
    """Who falls from the incentive keeps Co-sell ready, who rises to it had that before."""
    admin = make_admin()
    make_incentivized(percent="55")
    gains = make_incentivized(percent="90")
    make_months(gains.partner, "82450")
    say_facts_changed(partners=[gains.partner_id])
    make_assessed()
    draft, _job = make_previewed(admin, acr_usd=Decimal(80000), azure_percent=Decimal(60))
    rows = signed_in(admin).get(address(draft)).context["by_status"]
    figures = ("before", "kept", "gained", "lost", "after")
    assert {row["status"]: [row[name] for name in figures] for row in rows} == {
        "not_ready": [1, 1, 0, 0, 1],
        "co_sell_ready": [2, 2, 0, 0, 2],
        "azure_ip_incentivized": [1, 0, 1, 1, 1],
        "business_applications_incentivized": [0, 0, 0, 0, 0],
    }


def test_activation_that_was_given_up_is_started_again_from_its_page() -> None:
    admin = make_admin()
    job = put_in_force(make_draft(admin, name="New"), admin)
    client, where = signed_in(admin), reverse("eligibility:job", args=[job.public_id])
    assert "Start it again" not in page(client, where)
    RulebookJob.objects.filter(pk=job.pk).update(state=JobState.FAILED, tries=jobs.MOST_TRIES)
    assert "Start it again" in page(client, where)
    again = reverse("eligibility:job_restart", args=[job.public_id])
    assert messages_of(client, again) == ["The job goes on from where it stood."]
    assert messages_of(client, again) == ["This job did not fail, or somebody has started it again already."]
    assert jobs.run_job(job.pk) is True


@pytest.mark.parametrize("count", [1, 25])
def test_preview_costs_the_same_queries_for_any_number_of_changes(
    count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    admin = make_admin()
    draft, job = make_previewed(admin)
    for _ in range(count):
        JobChange.objects.create(
            job=job, offer=make_assessed(), before="co_sell_ready", after="not_ready", reasons=[]
        )
    client = signed_in(admin)
    client.get(address(draft))
    with django_assert_num_queries(RULEBOOK_QUERIES):
        client.get(address(draft))
    with django_assert_num_queries(JOB_QUERIES):
        client.get(reverse("eligibility:job", args=[job.public_id]))


def test_outdated_preview_is_said_to_be_so() -> None:
    admin = make_admin()
    draft, _job = make_previewed(admin)
    rulebooks.save_draft(actor=admin, rulebook=draft, changes={"acr_usd": Decimal(1)})
    assert "This preview is older than the rulebook" in page(signed_in(admin), address(draft))


# --- Jobs -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("state", "step", "shown"),
    [
        (JobState.WAITING, "Waiting for a worker", "running"),
        (JobState.RUNNING, "40 of 100 offers read", "running"),
        (JobState.DONE, "40 of 100 offers read", "done"),
        (JobState.FAILED, "It failed three times in a row.", "failed"),
    ],
)
def test_progress_tells_the_truth_in_words(state: str, step: str, shown: str) -> None:
    draft = make_draft(make_admin())
    job = RulebookJob.objects.create(rulebook=draft, kind=JobKind.PREVIEW, state=state, total=100, done=40)
    html = page(signed_in(make_admin()), reverse("eligibility:job_progress", args=[job.public_id]))
    assert step in html
    assert f"progress-{shown}" in html
    assert 'value="40"' in html
    assert ("hx-get" in html) is (shown == "running")


def test_progress_never_shows_more_than_all() -> None:
    draft = make_draft(make_admin())
    job = RulebookJob.objects.create(
        rulebook=draft, kind=JobKind.ACTIVATION, state=JobState.RUNNING, total=2, done=3
    )
    html = page(signed_in(make_admin()), reverse("eligibility:job_progress", args=[job.public_id]))
    assert "3 of 3 offers read" in html


def test_waiting_page_is_loaded_anew_when_its_job_has_ended() -> None:
    draft = make_draft(make_admin())
    job = RulebookJob.objects.create(
        rulebook=draft, kind=JobKind.PREVIEW, state=JobState.DONE, finished_at=timezone.now()
    )
    client, where = signed_in(make_admin()), reverse("eligibility:job_progress", args=[job.public_id])
    assert client.get(where, headers={"HX-Request": "true"}).headers["HX-Refresh"] == "true"


# --- The dashboard ----------------------------------------------------------------------------------------------------


def test_dashboard_counts_offers_by_type_and_status_and_names_what_waits() -> None:
    admin = make_admin()
    make_incentivized()
    make_assessed(type="power_bi_app")
    make_previewed(admin)
    answer = signed_in(admin).get("/programme/")
    assert [stat["value"] for stat in answer.context["stats"]] == [1, 0, 1, 0]
    totals = {row["label"]: row["total"] for row in answer.context["types"]}
    assert (len(totals), totals["Software as a service"], totals["Power BI app"]) == (11, 1, 1)
    assert [queue["label"] for queue in answer.context["queues"]] == [
        "Submissions waiting",
        "Cloud-specialist requests",
    ]
    html = answer.content.decode()
    assert "September 2020" in html
    assert "Preview" in html
