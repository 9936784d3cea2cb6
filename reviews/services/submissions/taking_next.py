"""*Take next*: the most urgent submission that a person may review, for many reviewers at once."""

from __future__ import annotations

from django.db import connection, transaction
from django.db.models import Q
from django.utils import timezone

from cosell.accounts.models import User
from cosell.accounts.permissions import demand, may_review
from cosell.prepared import GIVEN_LABEL, GIVEN_NOW, GIVEN_USER, Prepared, Statement, sql_of
from cosell.transitions import SomebodyWasFaster
from reviews.models import Submission
from reviews.queries import may_be_taken_by
from reviews.services.submissions.states import SUBMISSION_TRANSITIONS
from reviews.services.submissions.taking import take

SECOND_CHANCES = 20
TAKEN = ("id", "public_id")

# The same as ``take`` of the first row of the pool that nobody else is just taking, and its line in the record.
TAKE_FIRST = """
WITH taken AS (
    UPDATE reviews_submission AS submission SET state = %s, reviewer_id = %s, taken_at = %s
    FROM offers_offer AS offer
    WHERE submission.id = ({pool}) AND submission.state = ANY(%s) AND offer.id = submission.offer_id
    RETURNING submission.id, submission.public_id, submission.number,
        offer.name AS subject, offer.public_id AS offer_public_id, offer.partner_id
), recorded AS (
    INSERT INTO audit_auditentry (at, action, actor_id, actor_label, partner_id, offer_public_id, subject_label,
        staff_only, data, seal)
    SELECT %s, 'reviews.taken', %s, %s, partner_id, offer_public_id, left(subject, 300),
        false, jsonb_build_object('submission', number), ''
    FROM taken
)
SELECT id, public_id FROM taken
"""


def take_next(*, actor: User, among: Q | None = None) -> Submission | None:
    """Take the most urgent one of those that this person may review; None if there is none.

    ``among`` narrows it to the rows of a filtered queue (``reviews.pages.coming_from.among``).

    Many reviewers at once get different ones: where the database can, rows that others are just taking are skipped,
    and all of it is one statement unless it is narrowed; elsewhere the slower one tries the next. Raises
    ``PermissionDenied``.
    """
    demand(may_review(actor))
    if connection.features.has_select_for_update_skip_locked:
        return _first_that_is_free_among(actor, among) if among else _first_that_is_free(actor)
    return _first_that_nobody_was_faster_with(actor, among or Q())


def _first_that_is_free(actor: User) -> Submission | None:
    rows = TAKE_NEXT.rows(user=actor.pk, label=str(actor), now=timezone.now())
    return Submission.from_db(connection.alias, TAKEN, rows[0]) if rows else None


@transaction.atomic
def _first_that_is_free_among(actor: User, among: Q) -> Submission | None:
    """Every filter is another statement: what it finds is locked, then taken as any other."""
    pool = may_be_taken_by(actor).filter(among).select_related("offer__partner")
    submission = pool.select_for_update(skip_locked=True, of=("self",)).first()
    if submission:
        take(actor=actor, submission=submission)
    return submission


@transaction.atomic
def _first_that_nobody_was_faster_with(actor: User, among: Q) -> Submission | None:
    for submission in may_be_taken_by(actor).filter(among).select_related("offer__partner")[:SECOND_CHANCES]:
        try:
            take(actor=actor, submission=submission)
        except SomebodyWasFaster:
            continue
        return submission
    return None


def _statement() -> Statement:
    """The acts of the table of transitions and the pool of the queue, put together: neither is said twice."""
    act = SUBMISSION_TRANSITIONS["take"]
    pool = may_be_taken_by(GIVEN_USER).select_for_update(skip_locked=True, of=("self",)).values("pk")[:1]
    taken_from = sql_of(pool)
    before = [str(act.to_state), GIVEN_USER, GIVEN_NOW]
    after = [[str(state) for state in act.from_states], GIVEN_NOW, GIVEN_USER, GIVEN_LABEL]
    return Statement(TAKE_FIRST.format(pool=taken_from.sql), [*before, *taken_from.params, *after])


TAKE_NEXT = Prepared("take_next", _statement)
