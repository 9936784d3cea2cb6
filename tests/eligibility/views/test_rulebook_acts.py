"""The acts of a rulebook's life in the browser, and its changes as a file."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from cosell.accounts.models import User
from eligibility.models import JobChange, JobKind, Rulebook, RulebookJob, RulebookStep
from eligibility.queries import rulebook_in_force
from eligibility.services import jobs, rulebooks
from eligibility.services import rulebook_workflow as workflow
from eligibility.services.assessing import today
from tests.builders import make_partner
from tests.eligibility.building import (
    make_admin,
    make_assessed,
    make_draft,
    make_incentivized,
    make_previewed,
    make_proposed,
    put_in_force,
)
from tests.eligibility.views import messages_of, page, signed_in
from tests.support.pages import tree_of

pytestmark = pytest.mark.django_db


def address(rulebook: Rulebook) -> str:
    return reverse("eligibility:rulebook", args=[rulebook.public_id])


def act(client: Client, rulebook: Rulebook, name: str, **data: object) -> list[str]:
    where = reverse("eligibility:rulebook_act", args=[rulebook.public_id, name])
    return messages_of(client, where, {"revision": rulebook.revision, **data})


def buttons(person: User, rulebook: Rulebook) -> list[str]:
    return list(signed_in(person).get(address(rulebook)).context["acts"])


def test_rulebook_goes_through_its_whole_life_by_two_admins() -> None:
    first, second = make_admin(), make_admin()
    make_incentivized(percent="55")
    draft = make_previewed(first, azure_percent=Decimal(60))
    assert act(signed_in(first), draft, "propose") == [
        "The rulebook is proposed. Every other admin is told; one of them approves or returns it."
    ]
    assert "You proposed this rulebook. A second admin approves it." in page(signed_in(first), address(draft))
    assert (buttons(first, draft), buttons(second, draft)) == (["take_back"], ["approve", "return"])
    assert act(signed_in(second), draft, "approve") == ["The rulebook is approved."]
    assert rulebook_in_force().pk == draft.pk
    html = page(signed_in(first), address(draft))
    assert "What it changed" in html
    assert "Assessing every offer" in html
    assert "As it was approved" in html


def test_proposer_s_own_approval_is_refused_with_the_reason() -> None:
    first = make_admin()
    assert act(signed_in(first), make_proposed(first), "approve") == [
        "You proposed this rulebook. A second admin approves it."
    ]


def test_return_without_a_reason_is_refused_and_with_one_is_shown_on_the_page() -> None:
    first, second = make_admin(), make_admin()
    one = make_proposed(first)
    where = reverse("eligibility:rulebook_act", args=[one.public_id, "return"])
    answer = signed_in(second).post(where, {"revision": one.revision})
    [dialog] = tree_of(answer).xpath("//dialog[@open]")
    assert (answer.status_code, dialog.get("id")) == (422, "return")
    assert dialog.xpath(".//*[@id='error-summary']//a/@href") == ["#return-reason"]
    assert dialog.xpath("string(.//*[@id='return-reason-error'])").strip() == (
        "Say why, so that the others know what to do."
    )
    act(signed_in(second), one, "return", reason="Too <soon>")
    assert "Too &lt;soon&gt;" in page(signed_in(first), address(one))
    assert Rulebook.objects.get(pk=one.pk).state == "draft"


def test_reason_is_kept_without_what_the_database_cannot_hold() -> None:
    first, second = make_admin(), make_admin()
    returned, scheduled = (
        make_proposed(first),
        make_proposed(first, effective_from=today() + timedelta(days=9)),
    )
    act(signed_in(second), returned, "return", reason="Too\x00 soon")
    act(signed_in(second), scheduled, "approve")
    act(signed_in(first), scheduled, "cancel", reason="\x00Not yet.")
    reasons = RulebookStep.objects.exclude(reason="").order_by("pk").values_list("reason", flat=True)
    assert list(reasons) == ["Too soon", "Not yet."]


def test_reason_of_nothing_but_a_control_character_is_none() -> None:
    first, second = make_admin(), make_admin()
    one = make_proposed(first)
    where = reverse("eligibility:rulebook_act", args=[one.public_id, "return"])
    answer = signed_in(second).post(where, {"revision": one.revision, "reason": "\x00"})
    assert answer.status_code == 422
    assert "Say why, so that the others know what to do." in answer.text


def test_schedule_is_shown_with_its_day_and_cancelled_with_a_reason() -> None:
    first, second = make_admin(), make_admin()
    one = make_proposed(first, effective_from=today() + timedelta(days=9))
    act(signed_in(second), one, "approve")
    labels = [step["label"] for step in signed_in(first).get(address(one)).context["stepper"]]
    assert labels[2].startswith("Scheduled for ")
    assert act(signed_in(first), one, "cancel", reason="Not yet.") == [
        "The rulebook does not come into force. It is a draft again."
    ]


@pytest.mark.parametrize(
    ("revision", "said"),
    [
        ("7", "This rulebook was changed after you opened its page. Look at it again."),
        ("0", "Preview this rulebook first, so that you know what it changes."),
    ],
)
def test_refused_proposal_says_why(revision: str, said: str) -> None:
    draft = make_draft(make_admin())
    assert act(signed_in(make_admin()), draft, "propose", revision=revision) == [said]
    assert Rulebook.objects.get(pk=draft.pk).state == "draft"


def test_discarded_draft_says_so_and_is_discarded_once() -> None:
    draft, client = make_draft(make_admin()), signed_in(make_admin())
    assert act(client, draft, "discard") == ["The draft is discarded."]
    assert act(client, draft, "discard") == [
        "Somebody was faster: this has changed in the meantime. Look at it again, then decide."
    ]
    assert "This draft was discarded." in page(client, address(draft))


def test_act_that_does_not_exist_is_not_found() -> None:
    where = reverse("eligibility:rulebook_act", args=[make_draft(make_admin()).public_id, "put-in-force"])
    assert signed_in(make_admin()).post(where).status_code == 404


def test_scheduled_rulebook_whose_base_changed_says_so() -> None:
    first, second = make_admin(), make_admin()
    one = make_proposed(first, effective_from=today() + timedelta(days=9))
    workflow.approve(actor=second, rulebook=one)
    put_in_force(make_draft(first, name="Now"), first)
    html = page(signed_in(first), address(one))
    assert "Another rulebook came into force after the preview. Preview this one again." in html
    assert "To be approved again: another rulebook came into force" in html


def test_scheduled_rulebook_says_whose_offers_are_still_being_assessed() -> None:
    first, second = make_admin(), make_admin()
    put_in_force(make_draft(first, name="Slow"), first)
    one = make_proposed(first)
    workflow.approve(actor=second, rulebook=one)
    assert "Offers are still being assessed by “Slow”." in page(signed_in(first), address(one))


@pytest.mark.parametrize(("as_of", "kept"), [("2020-06-30", "2020-06-30"), ("", str(today()))])
def test_preview_is_asked_for_by_the_facts_of_a_day(as_of: str, kept: str) -> None:
    draft, client = make_draft(make_admin()), signed_in(make_admin())
    client.post(reverse("eligibility:rulebook_preview", args=[draft.public_id]), {"as_of": as_of})
    assert str(draft.jobs.get().as_of) == kept


def test_day_that_is_none_is_refused_in_words() -> None:
    draft, client = make_draft(make_admin()), signed_in(make_admin())
    where = reverse("eligibility:rulebook_preview", args=[draft.public_id])
    page = tree_of(client.post(where, {"as_of": "soon"}))
    assert page.xpath("//*[@id='error-summary']//a/@href") == ["#id_as_of"]
    assert page.xpath("//input[@id='id_as_of']/@value") == ["soon"]
    assert "That day is not a date. Write it like 2021-03-31." in page.text_content()
    assert draft.jobs.count() == 0


@pytest.mark.parametrize("as_of", ["0001-01-01", "2009-12-31", "9999-12-31"])
def test_day_that_no_figures_can_know_of_is_refused_with_the_days_that_are_possible(as_of: str) -> None:
    admin = make_admin()
    draft, client = make_draft(admin), signed_in(admin)
    where, last = reverse("eligibility:rulebook_preview", args=[draft.public_id]), today().year + 3
    assert f"Choose a day from 1 Jan 2010 to 31 Dec {last}." in client.post(where, {"as_of": as_of}).text
    User.objects.filter(pk=admin.pk).update(language="fr")
    in_french = f"Choisissez un jour du 1er janv. 2010 au 31 déc. {last}."
    assert in_french in client.post(where, {"as_of": as_of}).text
    assert draft.jobs.count() == 0


@pytest.mark.parametrize("as_of", ["2010-01-01", f"{today().year + 3}-12-31"])
def test_preview_by_the_first_and_the_last_possible_day_is_worked_out(as_of: str) -> None:
    admin = make_admin()
    make_incentivized()
    draft = make_draft(admin, type_saas_asks_transactable="ready", grace_days=365)
    signed_in(admin).post(reverse("eligibility:rulebook_preview", args=[draft.public_id]), {"as_of": as_of})
    job = draft.jobs.get()
    jobs.run_job(job.pk)
    assert RulebookJob.objects.get(pk=job.pk).state == "done"


def test_facts_that_moved_since_the_preview_are_said() -> None:
    admin = make_admin()
    draft = make_previewed(admin)
    make_assessed()
    assert "Since this preview one offer was assessed anew by other facts." in page(
        signed_in(admin), address(draft)
    )


# --- The changes as a file --------------------------------------------------------------------------------------------


def file_of(person: User, job: RulebookJob, query: str = "") -> list[str]:
    answer = signed_in(person).get(reverse("eligibility:job_changes", args=[job.public_id]) + query)
    assert answer.headers["Content-Type"] == "text/csv; charset=utf-8"
    body: bytes = b"".join(answer.streaming_content)
    assert body.startswith(b"\xef\xbb\xbf")
    return body.decode("utf-8-sig").splitlines()


def changed_job(admin: User) -> RulebookJob:
    make_incentivized(make_partner(name="=cmd()"), name="Edge", percent="58")
    make_incentivized(make_partner(name="Fabrikam"), name="Core", percent="55")
    draft = make_draft(admin, azure_percent=Decimal(60), grace_days=10)
    job = rulebooks.preview(actor=admin, rulebook=draft)
    jobs.run_job(job.pk)
    return job


def test_changes_are_a_file_that_no_spreadsheet_takes_for_formulas() -> None:
    admin = make_admin()
    until = today() + timedelta(days=10)
    lines = file_of(admin, changed_job(admin))
    because = "58\xa0% confirmed by the reviewer · more than 60\xa0% needed"
    assert lines[0] == "Partner,Offer,Offer type,Before,Then,Kept until,Because"
    assert lines[1] == (
        f"'=cmd(),Edge,Software as a service,Azure IP co-sell incentivized,Co-sell ready,{until},{because}"
    )
    assert len(lines) == 3


def test_file_is_narrowed_like_the_list_and_written_in_the_reader_s_language() -> None:
    admin = make_admin()
    job = changed_job(admin)
    assert [line.split(",")[1] for line in file_of(admin, job, "?q=core")[1:]] == ["Core"]
    french = make_admin()
    User.objects.filter(pk=french.pk).update(language="fr")
    lines = file_of(User.objects.get(pk=french.pk), job)
    assert lines[0] == "Partenaire;Offre;Type d'offre;Avant;Ensuite;Conservé jusqu'au;Raison"
    assert "Prêt pour la co-vente" in lines[1]


@pytest.mark.parametrize("count", [1, 40])
def test_file_costs_the_same_queries_for_any_number(
    count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    admin = make_admin()
    draft = make_draft(admin)
    job = RulebookJob.objects.create(rulebook=draft, kind=JobKind.PREVIEW, state="done")
    for _ in range(count):
        offer = make_assessed()
        JobChange.objects.create(job=job, offer=offer, before="co_sell_ready", after="not_ready", reasons=[])
    client = signed_in(admin)
    where = reverse("eligibility:job_changes", args=[job.public_id])
    with django_assert_num_queries(4):
        assert len(b"".join(client.get(where).streaming_content).splitlines()) == count + 1


def renaming_job(admin: User) -> RulebookJob:
    """The preview of an edition that says *eligible* and *In market*, over an offer that falls by it."""
    make_incentivized(make_partner(name="Fabrikam"), name="Core")
    draft = rulebooks.draft_from_edition(actor=admin, code="2023-08-24")
    job = rulebooks.preview(actor=admin, rulebook=draft)
    jobs.run_job(job.pk)
    return job


def test_what_an_offer_has_today_is_called_by_the_rulebook_compared_with() -> None:
    admin = make_admin()
    job = renaming_job(admin)
    assert "Azure IP co-sell incentivized,In market" in file_of(admin, job)[1]
    pages = (address(job.rulebook), reverse("eligibility:job", args=[job.public_id]))
    for where in pages:
        context = signed_in(admin).get(where).context
        [row] = context["rows"]
        assert (row["before_name"], row["after_name"]) == ("Azure IP co-sell incentivized", "In market")
        assert "lose Azure IP co-sell incentivized" in [tile["label"] for tile in context["tiles"]]
        choices = {name: dict(context["filters"].fields[name].choices) for name in ("before", "after")}
        assert choices["before"]["azure_ip_incentivized"] == "Azure IP co-sell incentivized"
        assert choices["after"]["azure_ip_incentivized"] == "Azure IP co-sell eligible"


def test_what_an_offer_had_before_an_activation_is_called_by_the_rulebook_replaced() -> None:
    admin = make_admin()
    activation = put_in_force(renaming_job(admin).rulebook, admin)
    jobs.run_job(activation.pk)
    assert "Azure IP co-sell incentivized,In market" in file_of(admin, activation)[1]
