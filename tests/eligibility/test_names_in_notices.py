"""A notice calls a status as the pages do: by the name that the rulebook in force gives it."""

from datetime import timedelta

import pytest
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from cosell.accounts.models import User
from cosell.facts import say_facts_changed
from cosell.notifications import tasks
from cosell.notifications.catalogue import Notice, declared
from cosell.notifications.models import Notification
from cosell.notifications.rendering import told
from eligibility.models import GracePeriod, OfferStatus
from eligibility.notices import NAMES
from eligibility.queries import rulebook_in_force
from eligibility.services import jobs, rulebooks
from eligibility.services.assessing import today
from eligibility.services.grace import end_grace
from offers.models import Offer
from tests.builders import make_member
from tests.eligibility.building import make_admin, make_assessed, make_incentivized, make_ready, put_in_force

pytestmark = pytest.mark.django_db

OF_STATUSES = [notice for notice in declared() if NAMES.keys() & notice.names.keys()]
ELIGIBLE = "Azure IP co-sell eligible"


def put_august_2023_in_force() -> None:
    admin = make_admin()
    draft = rulebooks.draft_from_edition(actor=admin, code="2023-08-24")
    jobs.run_job(put_in_force(draft, admin).pk)


def words_of(code: str, user: User) -> str:
    said = told(Notification.objects.get(code=f"eligibility.{code}", user=user))
    return f"{said.title} {said.body}"


def test_every_notice_of_a_status_is_among_those_looked_at() -> None:
    placeholders = tuple(f"%({name})s" for name in NAMES)
    counted = {"eligibility.activation", "eligibility.activation_kept"}  # their figures are counts
    speaking = {
        notice.code
        for notice in declared()
        if notice.code.startswith("eligibility.")
        and any(each in f"{notice.title}{notice.body}" for each in placeholders)
    }
    assert speaking - counted == {notice.code for notice in OF_STATUSES}


@pytest.mark.parametrize("notice", OF_STATUSES, ids=lambda notice: notice.code)
def test_notice_names_statuses_by_the_rulebook_in_force(notice: Notice) -> None:
    put_august_2023_in_force()
    days = dict.fromkeys(("day", "until"), "2021-02-14")
    codes = dict.fromkeys(NAMES, "azure_ip_incentivized")
    row = Notification(code=notice.code, params={"offer": "X", "rulebook": "Y", **codes, **days})
    english = told(row)
    with override("fr"):
        french = told(row)
    assert ELIGIBLE in f"{english.title}{english.body}"
    assert "incentivized" not in f"{english.title}{english.body}"
    assert "Éligible à la co-vente Azure IP" in f"{french.title}{french.body}"
    assert "incentives" not in f"{french.title}{french.body}"


def test_mail_names_them_so_too() -> None:
    user = make_member(make_assessed().partner)
    put_august_2023_in_force()
    params = {"offer": "X", "status": "azure_ip_incentivized", "before": "co_sell_ready"}
    row = Notification.objects.create(user=user, code="eligibility.status_raised", params=params)
    tasks.send_mail_of(row.pk)
    assert mail.outbox[0].subject == f"X has reached the status “{ELIGIBLE}”"


def test_list_of_any_length_looks_the_names_up_once(client: Client) -> None:
    user = make_member(make_assessed().partner)
    client.force_login(user)
    params = {"offer": "X", "status": "co_sell_ready", "before": "not_ready"}
    address = reverse("notifications:list")

    def queries_of(count: int) -> int:
        for _number in range(count):
            Notification.objects.create(user=user, code="eligibility.status_raised", params=params)
        with CaptureQueriesContext(connection) as queries:
            assert "Co-sell ready" in client.get(address).content.decode()
        return len(queries)

    queries_of(1)  # what is read once a process
    assert queries_of(1) == queries_of(20)


# --- What an edition calls an offer that is not ready ---


def stop_selling(offer: Offer) -> None:
    Offer.objects.filter(pk=offer.pk).update(published_at=None, stopped_at=timezone.now())
    say_facts_changed(offers=[offer.pk])


def test_offer_that_is_no_longer_published_is_told_as_such_and_not_as_in_market() -> None:
    offer = make_assessed()
    user = make_member(offer.partner)
    rows = [Notification(user=user, code="eligibility.status_lowered", params=each) for each in told_codes()]
    assert [told(row).body.split(".")[0] for row in rows] == ["Its status is now “Not ready”"] * 2
    put_august_2023_in_force()
    assert [told(row).body.split(".")[0] for row in rows] == [
        "Its status is now “In market”",
        "Its status is now “Not published”",
    ]


def told_codes() -> list[dict[str, str]]:
    return [{"status": status, "before": "co_sell_ready"} for status in ("not_ready", "not_published")]


def test_change_keeps_whether_step_1_was_met() -> None:
    published, stopped = make_ready(), make_ready()
    users = [make_member(offer.partner) for offer in (published, stopped)]
    Offer.objects.filter(pk=published.pk).update(landing_page_url="")
    say_facts_changed(offers=[published.pk])
    stop_selling(stopped)
    rows = [Notification.objects.get(code="eligibility.status_lowered", user=user) for user in users]
    assert [row.params["status"] for row in rows] == ["not_ready", "not_published"]


def test_activation_says_in_market_of_an_offer_that_is_published() -> None:
    offer = make_incentivized()
    user = make_member(offer.partner)
    put_august_2023_in_force()
    said = words_of("activation_one_lost", user)
    assert f"has lost the status “{ELIGIBLE}”" in said
    assert "the status is now “In market”" in said


def test_grace_that_is_over_says_what_the_offer_is_by_the_rules() -> None:
    offer = make_incentivized()
    user = make_member(offer.partner)
    put_august_2023_in_force()
    stop_selling(offer)
    yesterday = today() - timedelta(days=1)
    GracePeriod.objects.create(
        offer=offer,
        rulebook=rulebook_in_force(),
        kept_status="azure_ip_incentivized",
        start=yesterday,
        until=yesterday,
    )
    assert OfferStatus.objects.get(offer=offer).status == "not_ready"
    end_grace([offer.pk], today())
    said = words_of("grace_over", user)
    assert f"has lost the status “{ELIGIBLE}”" in said
    assert "Its status is now “Not published”" in said
