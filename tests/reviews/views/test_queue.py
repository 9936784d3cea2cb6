"""The queue of submissions: who sees what, in which order, at the same cost however long it is."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cosell.accounts.models import Membership, Partner, User
from offers.models import Offer
from reviews.models import SavedFilter, Submission
from reviews.pages.queues import SUBMISSIONS
from reviews.services import submissions
from tests.builders import make_user
from tests.reviews.building import again, queued
from tests.support.pages import form_data, tree_of

pytestmark = pytest.mark.django_db
# "decided" is counted for its page alone; what can be handed over asks for colleagues, what can be sent back for
# reasons.
QUERIES = {"decided": 10, "mine": 11, "others": 10}
USUAL_QUERIES = 9


@pytest.fixture
def show(client: Client, reviewer: User) -> Callable[..., list[Submission]]:
    """The submissions that the reviewer sees with this query string."""
    client.force_login(reviewer)

    def _show(**query: Any) -> list[Submission]:
        shown = [row.pk for row in client.get(reverse("reviews:queue"), query).context["listing"].page]
        rows = Submission.objects.in_bulk(shown)
        return [rows[key] for key in shown]

    return _show


def place(submission: Submission, **fields: Any) -> Submission:
    Submission.objects.filter(pk=submission.pk).update(**fields)
    return submission


@pytest.mark.parametrize("rows", [1, 50, 250])
@pytest.mark.parametrize("queue", ["waiting", "mine", "others", "decided"])
def test_queue_costs_the_same_for_many_rows(
    client: Client,
    reviewer: User,
    other_reviewer: User,
    rows: int,
    queue: str,
    django_assert_num_queries: Any,
) -> None:
    now = timezone.now()
    states: dict[str, dict[str, Any]] = {
        "waiting": {},
        "mine": {"state": "in_review", "reviewer": reviewer, "taken_at": now},
        "others": {"state": "in_review", "reviewer": other_reviewer, "taken_at": now},
        "decided": {"state": "decided", "reviewer": reviewer, "taken_at": now, "decided_at": now},
    }
    queued(rows, **states[queue])
    client.force_login(reviewer)
    client.get(reverse("reviews:queue"))
    with django_assert_num_queries(QUERIES.get(queue, USUAL_QUERIES)):
        answer = client.get(reverse("reviews:queue"), {"queue": queue})

    assert len(answer.context["listing"].page) == min(rows, 50)


def test_queues_hold_what_their_name_says(
    show: Callable[..., list[Submission]], reviewer: User, other_reviewer: User
) -> None:
    waiting, again, late, mine, asked, others, decided, second, _checking, _withdrawn = queued(10)
    place(again, is_resubmission=True, due_at=timezone.now() + timedelta(days=3))
    place(late, due_at=timezone.now() - timedelta(days=1))
    place(mine, state="in_review", reviewer=reviewer)
    place(asked, state="in_review", reviewer=reviewer, waiting_since=timezone.now(), due_at=None)
    place(others, state="in_review", reviewer=other_reviewer)
    place(decided, state="decided", reviewer=reviewer)
    place(second, state="to_confirm", reviewer=other_reviewer)
    place(_checking, queued_at=None)
    place(_withdrawn, state="withdrawn")
    slugs = [queue.slug for queue in SUBMISSIONS.queues]
    shown = {queue: show(queue=queue) for queue in (*slugs, "unknown")}

    assert shown == {
        "waiting": [late, waiting, again],
        "new": [late, waiting],
        "resubmitted": [again],
        "overdue": [late],
        "mine": [mine],
        "partner": [asked],
        "second": [second],
        "others": [others],
        "decided": [decided],
        "unknown": [late, waiting, again],
    }


def test_queue_shows_the_most_urgent_first_and_sorts_as_asked(show: Callable[..., list[Submission]]) -> None:
    first, second = queued(2)
    place(first, due_at=timezone.now() - timedelta(hours=1), queued_at=timezone.now() - timedelta(hours=1))
    Offer.objects.filter(pk=first.offer_id).update(name="Zebra")
    Offer.objects.filter(pk=second.offer_id).update(name="Ape")

    assert show() == [first, second]
    assert show(sort="-queued") == [second, first]
    assert show(sort="offer") == [second, first]
    assert show(sort="nonsense") == [first, second]


def test_queue_filters_by_type_partner_and_text(show: Callable[..., list[Submission]]) -> None:
    first, second = queued(2)
    Offer.objects.filter(pk=second.offer_id).update(type="power_bi_app", name="Insights")

    assert show(type="power_bi_app") == [second]
    assert show(partner=str(first.offer.partner.public_id)) == [first]
    assert show(q="insi") == [second]
    assert show(q=first.offer.partner.name) == [first]
    assert show(q="insi", type="saas") == []


@pytest.mark.parametrize(
    "query", [{"type": "spaceship"}, {"partner": "no-uuid"}, {"q": "x" * 101}, {"page": "99"}]
)
def test_queue_with_a_senseless_filter_shows_everything(
    show: Callable[..., list[Submission]], query: dict[str, str]
) -> None:
    rows = queued(1)

    assert show(**query) == rows


def test_queue_keeps_the_filters_in_its_tabs(client: Client, reviewer: User) -> None:
    client.force_login(reviewer)
    answer = client.get(reverse("reviews:queue"), {"q": "insights", "sort": "offer", "page": "2"})

    assert [tab["url"] for tab in answer.context["listing"].tabs] == [
        f"?q=insights&queue={queue.slug}" for queue in SUBMISSIONS.queues
    ]


def test_queue_counts_every_tab(client: Client, reviewer: User) -> None:
    rows = queued(3)
    place(rows[0], state="in_review", reviewer=reviewer)
    client.force_login(reviewer)
    tabs = client.get(reverse("reviews:queue")).context["listing"].tabs

    assert [tab["count"] for tab in tabs] == [2, 2, 0, 0, 1, 0, 0, 0, None]


def test_tabs_count_what_the_filters_leave(client: Client, reviewer: User) -> None:
    mine, needle, _other = queued(3)
    place(mine, state="in_review", reviewer=reviewer)
    Offer.objects.filter(pk__in=[mine.offer_id, needle.offer_id]).update(name="Needle")
    client.force_login(reviewer)
    listing, nothing = (
        client.get(reverse("reviews:queue"), {"q": name}).context["listing"] for name in ("needle", "straw")
    )

    assert [tab["count"] for tab in listing.tabs] == [1, 1, 0, 0, 1, 0, 0, 0, None]
    assert ([row.pk for row in listing.page], listing.page.paginator.count) == ([needle.pk], 1)
    assert [tab["count"] for tab in nothing.tabs] == [0, 0, 0, 0, 0, 0, 0, 0, None]


def test_queue_hides_what_the_reviewer_has_a_conflict_with(
    show: Callable[..., list[Submission]], reviewer: User
) -> None:
    own, handed_in, free = queued(3)
    Membership.objects.create(user=reviewer, partner=own.offer.partner, role="viewer")
    place(handed_in, submitted_by=reviewer)

    assert show() == [free]


def test_take_next_takes_the_most_urgent_one(client: Client, reviewer: User) -> None:
    later, earlier = queued(2)
    place(earlier, due_at=timezone.now() - timedelta(days=1))
    client.force_login(reviewer)
    answer = client.post(reverse("reviews:take_next"))

    assert answer.headers["Location"] == reverse("reviews:desk", args=[earlier.public_id])
    assert (again(earlier).reviewer, again(later).reviewer) == (reviewer, None)


def test_take_next_passes_over_conflicts(reviewer: User) -> None:
    own, free = queued(2)
    place(own, due_at=timezone.now() - timedelta(days=1))
    Membership.objects.create(user=reviewer, partner=own.offer.partner, role="viewer")

    assert submissions.take_next(actor=reviewer) == free


def test_take_next_from_an_empty_queue_says_so(client: Client, reviewer: User) -> None:
    client.force_login(reviewer)
    answer = client.post(reverse("reviews:take_next"), follow=True)

    assert [str(message) for message in answer.context["messages"]] == [
        "Nothing is waiting for a review that you may take."
    ]


def test_take_next_by_two_is_two_submissions(reviewer: User, other_reviewer: User) -> None:
    rows = queued(2)
    taken = [submissions.take_next(actor=person) for person in (reviewer, other_reviewer)]

    assert taken == rows
    assert submissions.take_next(actor=reviewer) is None


def test_queue_is_closed_to_partners(client: Client) -> None:
    client.force_login(make_user())

    assert client.get(reverse("reviews:queue")).status_code == 403
    assert client.post(reverse("reviews:take_next")).status_code == 403


def test_queue_filters_by_country_language_age_due_and_why(show: Callable[..., list[Submission]]) -> None:
    now = timezone.now()
    plain, other = queued(2)
    Partner.objects.filter(pk=other.offer.partner_id).update(country="US")
    place(
        other, submitted_by=make_user(language="fr"), submitted_at=now - timedelta(days=8), why="resubmitted"
    )
    place(plain, due_at=now - timedelta(hours=1))
    place(other, due_at=now + timedelta(days=30))

    assert show(country="US") == show(language="fr") == show(age="7") == show(due="later") == [other]
    assert show(why="resubmitted") == [other]
    assert show(due="overdue") == show(why="new") == show(country="FR") == [plain]
    assert show(age="30") == show(due="day") == []
    assert show(country="XX", why="?", age="x", due="?", language="zz") == [plain, other]


def test_queue_opens_with_the_default_filter_and_clears_to_all(client: Client, reviewer: User) -> None:
    client.force_login(reviewer)
    kept = {"name": "French", "query": "language=fr&page=3&q=", "is_default": "on"}
    client.post(reverse("reviews:queue"), kept)
    opened = client.get(reverse("reviews:queue"))
    shown = client.get(opened.headers["Location"])
    cleared = client.get(reverse("reviews:queue"), {"queue": "waiting"})

    assert opened.headers["Location"] == "/review/?language=fr"
    assert (shown.context["opened"].name, cleared.context["opened"]) == ("French", None)


def test_saving_again_replaces_and_one_alone_is_the_default(client: Client, reviewer: User) -> None:
    client.force_login(reviewer)
    for name, query, default in (("A", "queue=mine", "on"), ("B", "why=new", "on"), ("A", "age=7", "")):
        client.post(reverse("reviews:queue"), {"name": name, "query": query, "is_default": default})

    assert list(SavedFilter.objects.values_list("name", "query", "is_default")) == [
        ("A", "age=7", False),
        ("B", "why=new", True),
    ]


def test_a_saved_filter_is_its_persons_own(client: Client, reviewer: User, other_reviewer: User) -> None:
    theirs = SavedFilter.objects.create(
        user=other_reviewer, name="Theirs", query="queue=mine", is_default=True
    )
    client.force_login(reviewer)

    assert client.get(reverse("reviews:queue")).context["saved"] == []
    assert client.post(reverse("reviews:remove_filter", args=[theirs.public_id])).status_code == 404


@pytest.mark.parametrize("name", ["", "Ω" * 200])
def test_a_filter_that_is_refused_comes_back_in_its_open_dialog(
    client: Client, reviewer: User, name: str
) -> None:
    client.force_login(reviewer)
    typed = {"name": name, "is_default": "on", "query": "why=new"}
    answer = client.post(reverse("reviews:queue") + "?why=new", typed)
    [dialog] = tree_of(answer).xpath("//dialog[@id='save-filter'][@open]")

    assert answer.status_code == 422
    assert dialog.xpath(".//*[@id='error-summary']//a/@href") == ["#id_name"]
    assert dialog.xpath(".//*[@id='id_name_error']")
    assert {"name": "", **form_data(answer, having="is_default")} == typed
    assert dialog.xpath(".//form/@action") == ["/review/?why=new"]
    assert not SavedFilter.objects.exists()


def test_a_filter_typed_while_the_session_ended_comes_back_in_its_open_dialog(
    client: Client, reviewer: User
) -> None:
    client.force_login(reviewer)
    client.get(reverse("reviews:queue"))
    del client.cookies["sessionid"]
    client.post(reverse("reviews:queue"), {"name": "French", "query": "language=fr"})
    client.force_login(reviewer)
    answer = client.get(reverse("reviews:queue"))

    assert tree_of(answer).xpath("//dialog[@open]//input[@id='id_name']/@value") == ["French"]


def test_rows_are_escaped(client: Client, reviewer: User) -> None:
    [row] = queued(1)
    Offer.objects.filter(pk=row.offer_id).update(name="<script>alert(1)</script>")
    client.force_login(reviewer)
    page = client.get(reverse("reviews:queue")).content.decode()

    assert "<script>alert(1)" not in page
    assert "&lt;script&gt;alert(1)" in page


def test_queue_says_who_reads_a_submission(client: Client, reviewer: User, other_reviewer: User) -> None:
    [row] = queued(1)
    client.force_login(other_reviewer)
    client.post(reverse("reviews:reading", args=[row.public_id]))
    client.force_login(reviewer)

    assert "Otto Other is reading this" in client.get(reverse("reviews:queue")).content.decode()
