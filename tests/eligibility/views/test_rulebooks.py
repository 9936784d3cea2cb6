"""Rulebooks in the browser: draft, change, preview, put in force; and the jobs behind them."""

from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from cosell.accounts.models import User
from cosell.facts import say_facts_changed
from eligibility.models import JobChange, JobKind, JobState, Rulebook, RulebookJob
from eligibility.queries import rulebook_in_force
from eligibility.services import jobs, rulebooks
from eligibility.services.assessing import today
from tests.builders import make_partner
from tests.eligibility.building import make_admin, make_assessed, make_draft, make_incentivized, make_months
from tests.eligibility.views import messages_of, page, signed_in

pytestmark = pytest.mark.django_db

LIST = "/programme/rulebooks/"
LIST_QUERIES = 7
RULEBOOK_QUERIES = 15
JOB_QUERIES = 9


def address(rulebook: Rulebook, name: str = "rulebook") -> str:
    return reverse(f"eligibility:{name}", args=[rulebook.public_id])


def figures(**changes: Any) -> dict[str, Any]:
    return {
        "name": "FY21",
        "effective_from": today().isoformat(),
        "acr_usd": "100000",
        "billed_usd": "100000",
        "revenue_mode": "any",
        "azure_percent": "50",
        "countries": ["FR"],
        **changes,
    }


def base_of(client: Client, rulebook: Rulebook) -> str:
    return str(client.get(address(rulebook)).context["form"]["base"].value())


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


def test_changing_thresholds_makes_a_draft_and_opens_it() -> None:
    answer = signed_in(make_admin()).post(f"{LIST}new/")
    draft = Rulebook.objects.get(state="draft")
    assert answer.url == address(draft)
    assert draft.data == rulebook_in_force().data


def test_saved_draft_shows_its_differences_marked() -> None:
    admin = make_admin()
    draft, client = make_draft(admin), signed_in(admin)
    said = messages_of(client, address(draft), figures(base=base_of(client, draft), acr_usd="80,000"))
    assert said == ["The draft is saved. Preview it to see what it would change."]
    rows = {row.label: row for row in client.get(address(draft)).context["differences"]}
    changed = {label: (row.before, row.after) for label, row in rows.items() if row.changed}
    assert changed == {
        "Azure Consumed Revenue, last 12 months": ("at least USD 100,000", "at least USD 80,000"),
        "Eligible countries": ("all 246", "one of 246"),
    }
    assert rows["Marketplace billed revenue, since launch"].after == "at least USD 100,000"


def test_fault_is_said_at_its_field_and_nothing_typed_is_lost() -> None:
    admin = make_admin()
    draft, client = make_draft(admin), signed_in(admin)
    answer = client.post(
        address(draft), figures(base=base_of(client, draft), azure_percent="101", name="Mine")
    )
    form = answer.context["form"]
    assert (answer.status_code, list(form.errors)) == (200, ["azure_percent"])
    assert (form["azure_percent"].value(), form["name"].value()) == ("101", "Mine")
    assert "Draft of" in answer.content.decode().split("<h1")[1].split("</h1>")[0], (
        "the stored name heads the page"
    )


def test_figure_that_somebody_saved_meanwhile_is_shown_beside_mine() -> None:
    admin, other = make_admin(), make_admin()
    draft, client = make_draft(admin), signed_in(admin)
    base = base_of(client, draft)
    rulebooks.save_draft(
        actor=other, rulebook=Rulebook.objects.get(pk=draft.pk), changes={"acr_usd": Decimal(7)}
    )
    html = client.post(address(draft), figures(base=base, acr_usd="8")).content.decode()
    assert "USD 7" in html
    assert other.name in html


def test_rulebook_in_force_has_no_form_and_takes_no_change() -> None:
    client, rulebook = signed_in(make_admin()), rulebook_in_force()
    assert client.get(address(rulebook)).context["form"] is None
    assert messages_of(client, address(rulebook), figures()) == ["Only a draft can be changed."]


def test_ambiguity_of_the_source_is_explained_beside_the_switch() -> None:
    html = page(signed_in(make_admin()), address(make_draft(make_admin())))
    assert "Every neighbouring edition that says which" in html


def test_preview_is_asked_for_shown_while_it_runs_and_when_it_is_done() -> None:
    admin = make_admin()
    offer = make_incentivized(make_partner(name="Fabrikam"), name="Edge", percent="58")
    draft, client = make_draft(admin, azure_percent=Decimal(60)), signed_in(admin)
    assert "Not previewed yet" in page(client, address(draft))
    assert client.post(address(draft, "rulebook_preview")).url == address(draft)
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
    assert "58 % confirmed by the reviewer · more than 60 % needed" in html


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", ["A", "B"]),
        ("?sort=-offer", ["B", "A"]),
        ("?q=b", ["B"]),
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


def test_put_in_force_answers_with_what_it_does() -> None:
    admin = make_admin()
    make_incentivized(percent="55")
    draft, _job = make_previewed(admin, azure_percent=Decimal(60))
    client = signed_in(admin)
    assert "put-in-force" in page(client, address(draft))
    said = messages_of(client, address(draft, "rulebook_put_in_force"), {"revision": draft.revision})
    assert said == ["This rulebook is in force. Every offer is now assessed by it."]
    assert rulebook_in_force().pk == draft.pk
    html = page(client, address(draft))
    assert "What it changed" in html
    assert "Assessing every offer" in html


@pytest.mark.parametrize(
    ("revision", "said"),
    [
        ("7", "This draft was changed after you opened its page. Look at it again."),
        ("0", "Preview this draft first, so that you know what it changes."),
    ],
)
def test_refused_put_in_force_says_why(revision: str, said: str) -> None:
    draft = make_draft(make_admin())
    client = signed_in(make_admin())
    assert messages_of(client, address(draft, "rulebook_put_in_force"), {"revision": revision}) == [said]
    assert rulebook_in_force().edition == "2020-09-15"
    assert rulebook_in_force().pk != draft.pk


def test_outdated_preview_is_said_to_be_so() -> None:
    admin = make_admin()
    draft, _job = make_previewed(admin)
    rulebooks.save_draft(actor=admin, rulebook=draft, changes={"acr_usd": Decimal(1)})
    assert "This preview is older than the draft" in page(signed_in(admin), address(draft))


def test_discarded_draft_leaves_the_page() -> None:
    draft = make_draft(make_admin())
    client = signed_in(make_admin())
    assert messages_of(client, address(draft, "rulebook_discard")) == ["The draft is discarded."]
    assert messages_of(client, address(draft, "rulebook_discard")) == [
        "Somebody was faster: this has changed in the meantime. Look at it again, then decide."
    ]
    assert messages_of(client, address(draft, "rulebook_preview")) == ["Only a draft can be previewed."]


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
