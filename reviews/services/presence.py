"""Who has a submission or a request open: each open page says so every few seconds, and silence means gone."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from cosell.accounts.models import User
from cosell.prepared import GIVEN_NOW, GIVEN_USER, Prepared, sql_of
from offers.models import CloudSpecialistRequest
from reviews.models import Presence, Submission

SECONDS_BETWEEN_SIGNS = 20  # as templates/reviews/_presence.html asks for
GONE_AFTER = timedelta(seconds=3 * SECONDS_BETWEEN_SIGNS)
Read = Submission | CloudSpecialistRequest
SUBMISSION, REQUEST = "submission", "request"  # the fields that say what is read


def sign_of_life(*, actor: User, about: Read) -> list[User]:
    """This person is reading it now. Returns the others who are."""
    kind = _kind(about)
    who: dict[str, Any] = {kind: about, "user": actor}
    Presence.objects.update_or_create(**who, defaults={"seen_at": timezone.now()})
    return readers_of(kind, [about.pk], besides=actor).get(about.pk, [])


def readers_of(kind: str, ids: Sequence[int], *, besides: User) -> dict[int, list[User]]:
    """Who else reads each of these submissions or requests, by its primary key. One query."""
    rows = Presence.objects.filter(**{f"{kind}__in": ids}, seen_at__gt=_oldest(timezone.now()))
    found: dict[int, list[User]] = {}
    for row in rows.exclude(user=besides).select_related("user").order_by("user__name", "pk"):
        found.setdefault(getattr(row, f"{kind}_id"), []).append(row.user)
    return found


def _kind(about: Read) -> str:
    return SUBMISSION if isinstance(about, Submission) else REQUEST


def _read_now(kind: str) -> QuerySet[Presence, Any]:
    rows = Presence.objects.filter(seen_at__gt=GIVEN_NOW, **{f"{kind}__isnull": False}).exclude(
        user=GIVEN_USER
    )
    return rows.order_by("user__name", "pk").values_list(kind, "user__name", "user__email")


READ_NOW = {
    SUBMISSION: Prepared("submissions_read_now", lambda: sql_of(_read_now(SUBMISSION))),
    REQUEST: Prepared("requests_read_now", lambda: sql_of(_read_now(REQUEST))),
}


def names_of_readers(kind: str, *, besides: User) -> dict[int, list[str]]:
    """Who else reads any of them now, by its primary key: never more than there are reviewers. One query."""
    found: dict[int, list[str]] = {}
    for key, name, email in READ_NOW[kind].rows(user=besides.pk, now=_oldest(timezone.now())):
        found.setdefault(key, []).append(name or email)
    return found


def forget_gone() -> None:
    Presence.objects.filter(seen_at__lte=_oldest(timezone.now())).delete()


def _oldest(now: datetime) -> datetime:
    return now - GONE_AFTER
