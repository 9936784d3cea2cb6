"""Whichever step of a check a worker is killed in, the next one decides the file, once, and nothing is left over."""

from signal import SIGKILL

import pytest

from tests.faults import dying, inside
from tests.faults.papers import Paper
from tests.faults.trial import broken_promises
from tests.offers.intake.corpus import pdfs
from tests.support.stack import Stack

pytestmark = pytest.mark.stack


def test_file_is_decided_whichever_step_the_worker_was_killed_in(alone: Stack) -> None:
    sent = {}
    for step in dying.STEPS:
        paper = Paper(step, pdfs.pdf(2, title=step))
        version = alone.call(dying.uploaded, content=paper.content.hex())
        sent[version["public_id"]] = paper
        assert alone.call(dying.killed_before, step=step, version_id=version["pk"]) == SIGKILL, step

    assert alone.call(dying.check_what_is_forgotten) == ["ready"]
    assert list(broken_promises(sent, alone.call(inside.count))) == []
