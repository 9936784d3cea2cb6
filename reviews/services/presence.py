"""Who has the desk of a submission open: each open page says so every few seconds, and silence means gone."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from cosell.accounts.models import User
from cosell.prepared import GIVEN_NOW, GIVEN_USER, Prepared, sql_of
from reviews.models import Presence, Submission

SECONDS_BETWEEN_SIGNS = 20  # as templates/reviews/_presence.html asks for
GONE_AFTER = timedelta(seconds=3 * SECONDS_BETWEEN_SIGNS)


def sign_of_life(*, actor: User, submission: Submission) -> list[User]:
    """This person is reading it now. Returns the others who are."""
    Presence.objects.update_or_create(submission=submission, user=actor, defaults={"seen_at": timezone.now()})
    return readers_of([submission.pk], besides=actor).get(submission.pk, [])


def readers_of(submission_ids: Sequence[int], *, besides: User) -> dict[int, list[User]]:
    """Who else reads each of these submissions, by its primary key. One query."""
    rows = Presence.objects.filter(submission__in=submission_ids, seen_at__gt=_oldest(timezone.now()))
    found: dict[int, list[User]] = {}
    for row in rows.exclude(user=besides).select_related("user").order_by("user__name", "pk"):
        found.setdefault(row.submission_id, []).append(row.user)
    return found


def _read_now() -> QuerySet[Presence, Any]:
    rows = Presence.objects.filter(seen_at__gt=GIVEN_NOW).exclude(user=GIVEN_USER)
    return rows.order_by("user__name", "pk").values_list("submission", "user__name", "user__email")


READ_NOW = Prepared("read_now", lambda: sql_of(_read_now()))


def names_of_readers(*, besides: User) -> dict[int, list[str]]:
    """Who else reads any submission now, by its primary key: never more than there are reviewers. One query."""
    found: dict[int, list[str]] = {}
    for submission, name, email in READ_NOW.rows(user=besides.pk, now=_oldest(timezone.now())):
        found.setdefault(submission, []).append(name or email)
    return found


def forget_gone() -> None:
    Presence.objects.filter(seen_at__lte=_oldest(timezone.now())).delete()


def _oldest(now: datetime) -> datetime:
    return now - GONE_AFTER
