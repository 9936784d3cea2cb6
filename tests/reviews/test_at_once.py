"""Several people do the same thing at once, on each database: one of them does it, the others are told so."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from threading import Barrier
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from cosell.transitions import SomebodyWasFaster
from tests.support.stack import Stack

FASTER = "Somebody was faster: this has changed in the meantime. Look at it again, then decide."
ALREADY_GIVEN = "Another reviewer has taken this submission."
WINDOWS = 4  # in which the same person, or each of two, presses the button


@dataclass
class Scene:
    """A submission with everything that can be handed in, and who is around."""

    submission: Any
    people: dict[str, Any]


def lay_out(name: str) -> Scene:
    """In review by ``first``, with a verdict on everything: the case study is sent back."""
    from reviews.services import submissions
    from tests.builders import make_member, make_partner, make_user
    from tests.reviews.building import again, make_full_offer, make_version, published
    from tests.reviews.looking_again import KINDS, judged

    partner = make_partner(name=f"{name} Ltd")
    offer = make_full_offer(name=name, partner=partner)
    for kind in KINDS:
        make_version(offer, kind)
    people = {who: make_user(role="reviewer") for who in ("first", "second", "third")}
    people |= {"admin": make_user(role="programme_admin"), "owner": make_member(partner)}
    people["editor"] = make_member(partner, role="editor")
    submission = published(offer, by=people["owner"])
    submissions.take(actor=people["first"], submission=submission)
    judged(submission, people["first"], back=("customer_case_study",))
    return Scene(again(submission), people)


def in_review(scene: Scene) -> None:
    """As it was laid out."""


def to_confirm(scene: Scene) -> None:
    from reviews.services import submissions

    with rule_for(scene):
        submissions.decide(actor=scene.people["first"], submission=scene.submission)


@contextmanager
def rule_for(scene: Scene) -> Iterator[None]:
    """Decisions about this type of offer are confirmed while this lasts: the installation is shared."""
    from reviews.models import SecondReviewRule

    rule = SecondReviewRule.objects.create(kind="offer_type", offer_type=scene.submission.offer.type)
    try:
        yield
    finally:
        rule.delete()


def decided(scene: Scene) -> None:
    from reviews.services import submissions

    submissions.decide(actor=scene.people["first"], submission=scene.submission)


Doing = tuple[str, str, dict[str, Any]]  # who, which service, with what


@dataclass(frozen=True)
class Rush:
    """``said`` are the sentences that those who were slower may be told; ``act`` stands in the record once."""

    before: Callable[[Scene], None]
    doings: tuple[Doing, ...]
    act: tuple[str, ...]
    notice: str = ""
    told: tuple[str, ...] = ()
    said: tuple[str, ...] = (FASTER,)


BECAUSE = {"reason": "Look again."}
MEMBERS = ("owner", "editor")
RUSHES = {
    "decide": Rush(
        in_review, (("first", "decide", {}),) * WINDOWS, ("reviews.decided",), "reviews.decided", MEMBERS
    ),
    "confirm": Rush(
        to_confirm,
        (("second", "confirm", {}), ("third", "confirm", {})) * 2,
        ("reviews.decided",),
        "reviews.decided",
        MEMBERS,
    ),
    "give back": Rush(
        to_confirm,
        (("second", "give_back", BECAUSE), ("third", "give_back", BECAUSE)) * 2,
        ("reviews.given_back",),
        "reviews.given_back",
        ("first",),
    ),
    "confirm or give back": Rush(
        to_confirm,
        (("second", "confirm", {}), ("third", "give_back", BECAUSE)) * 2,
        ("reviews.decided", "reviews.given_back"),
    ),
    "reopen": Rush(
        decided,
        (("first", "reopen", BECAUSE), ("admin", "reopen", BECAUSE)) * 2,
        ("reviews.reopened",),
        "reviews.reopened",
        MEMBERS,
    ),
    "appeal": Rush(
        decided,
        (("owner", "appeal", BECAUSE), ("editor", "appeal", BECAUSE)) * 2,
        ("reviews.appealed",),
        "reviews.appealed",
        (*MEMBERS, "first"),
    ),
    "reopen or appeal": Rush(
        decided,
        (("first", "reopen", BECAUSE), ("owner", "appeal", BECAUSE)) * 2,
        ("reviews.reopened", "reviews.appealed"),
    ),
    "hand over": Rush(
        in_review,
        (
            ("first", "hand_over", {"to": "second", "note": "Yours."}),
            ("admin", "hand_over", {"to": "third", "note": "?"}),
        )
        * 2,
        ("reviews.handed_over",),
        said=(FASTER, ALREADY_GIVEN, "This person has it already."),
    ),
    "release": Rush(
        in_review, (("first", "release", {}), ("admin", "release", {})) * 2, ("reviews.released",)
    ),
    "withdraw or decide": Rush(
        in_review,
        (("owner", "withdraw", {}), ("first", "decide", {})) * 2,
        ("reviews.withdrawn", "reviews.decided"),
    ),
    "withdraw": Rush(
        in_review,
        (("owner", "withdraw", {}), ("editor", "withdraw", {})) * 2,
        ("reviews.withdrawn",),
        "reviews.withdrawn",
        ("first",),
    ),
}


def rush(case: str) -> dict[str, Any]:
    """Inside the installation: everybody has the page open, and presses at once."""
    from cosell.audit.models import AuditEntry
    from cosell.notifications.models import Notification
    from reviews.services import submissions
    from tests.reviews.building import again

    asked = RUSHES[case]
    scene = lay_out(f"at once {case}")
    asked.before(scene)
    pressed = Barrier(len(asked.doings))

    def press(doing: Doing) -> str:
        from django.db import connections

        who, service, what = doing
        values = {name: scene.people[value] if name == "to" else value for name, value in what.items()}
        seen = again(scene.submission)
        pressed.wait()
        try:
            getattr(submissions, service)(actor=scene.people[who], submission=seen, **values)
        except ValidationError as faults:
            return " ".join(faults.messages)
        except (PermissionDenied, SomebodyWasFaster) as refusal:
            return str(refusal)
        else:
            return ""
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(asked.doings)) as windows:
        answers = list(windows.map(press, asked.doings))
    entries = AuditEntry.objects.filter(
        action__in=asked.act, offer_public_id=scene.submission.offer.public_id
    )
    rows = Notification.objects.filter(user__in=scene.people.values(), code=asked.notice)
    return {
        "won": answers.count(""),
        "said": sorted({each for each in answers if each}),
        "entries": entries.count(),
        "told": sorted(row.user.email for row in rows),
        "expected": sorted(scene.people[who].email for who in asked.told),
    }


@pytest.mark.parametrize("case", list(RUSHES))
def test_one_does_it_and_the_others_are_told(stack: Stack, case: str) -> None:
    found = stack.call(rush, case=case)

    assert (found["won"], found["entries"]) == (1, 1), found
    assert found["said"], found
    assert set(found["said"]) <= set(RUSHES[case].said)
    assert found["told"] == found["expected"]
