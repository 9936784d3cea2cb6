"""``make faults``: so many files through two workers and a web server that are killed at random, then the count.

python -m tests.faults [--files 1000] [--seed N] [--minutes 60] [--on embedded | services]
"""

import argparse
import os
import random
import sys
import time
from typing import TYPE_CHECKING

import django

if TYPE_CHECKING:
    from tests.faults.trial import Trial


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.faults", description="See docs/documents.md.")
    parser.add_argument("--files", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(10**6))
    parser.add_argument("--minutes", type=float, default=60, help="how long the sending may take")
    parser.add_argument(
        "--on", choices=["embedded", "services"], default="services", help="database and broker"
    )
    asked = parser.parse_args()
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
    django.setup()
    from tests.faults.trial import Trial

    print(f"{asked.files} files on {asked.on}, --seed {asked.seed} …", flush=True)
    begun = time.monotonic()
    trial = Trial(asked.files, asked.seed, asked.minutes, asked.on)
    broken = trial.run()
    print(report(trial, broken, time.monotonic() - begun))
    return 1 if broken else 0


def report(trial: "Trial", broken: list[str], seconds: float) -> str:
    from tests.faults.trial import OUR_FAULTS

    versions = trial.found["versions"].values()
    states = {state: sum(each["state"] == state for each in versions) for state in ("ready", "rejected")}
    given_up = sum(bool(OUR_FAULTS.intersection(each["codes"])) for each in versions)
    tried_again = sum(each["tries"] > 1 for each in versions)
    killed = ", ".join(f"{name} {times}" for name, times in sorted(trial.killed.items()))
    lines = [
        f"{seconds:,.0f} s; kill -9: {killed}; requests asked again: {trial.retries}",
        f"accepted {states['ready']}, refused {states['rejected']}, of these given up after three tries {given_up}",
        f"checked more than once {tried_again}; orphans swept {trial.found['orphans']}",
        *(broken or ["Every file decided, none lost, none twice."]),
    ]
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(main())
