"""The short trial of every run: whatever is killed, each file is decided, none is lost, none is there twice."""

import random

import pytest

from tests.faults.trial import Trial


@pytest.mark.stack
@pytest.mark.timeout(600)
def test_files_survive_kill_9_of_workers_and_web() -> None:
    trial = Trial(files=40, seed=random.SystemRandom().randrange(10**6), minutes=5)
    print(f"--seed {trial.seed}")
    assert trial.run() == []
    assert sum(trial.killed.values()) > 3
