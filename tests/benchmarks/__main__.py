"""``make bench``: build the data set on a PostgreSQL of our own, measure, print the table and keep it in var/bench/.

python -m tests.benchmarks [--offers 100000] [--pairs 5] [--changes 300] [--only PART] [--to FOLDER]
"""

import argparse
import json
import os
import platform
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

REPOSITORY = Path(__file__).resolve().parent.parent.parent
AS_ON_A_SERVER = ("random_page_cost = 1.1", "work_mem = '64MB'")  # for solid-state disks; for whoever asks


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description="See docs/benchmarks.md.")
    parser.add_argument("--offers", type=int, default=100_000, help="a multiple of 50")
    parser.add_argument("--pairs", type=int, default=5, help="rounds of each comparison")
    parser.add_argument("--changes", type=int, default=300, help="how many single facts are changed")
    parser.add_argument("--only", choices=["engines", "database", "uploads", "queue"], help="one part")
    parser.add_argument("--submissions", type=int, default=20_000, help="in the queue; a multiple of 5")
    parser.add_argument(
        "--to", type=Path, default=REPOSITORY / "var" / "bench", help="where the figures are kept"
    )
    return parser.parse_args()


def main() -> int:
    from tests.support.servers import services

    asked = arguments()
    if asked.only == "uploads":
        os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
        keep(asked, measure_uploads(asked))
        return 0
    with services() as servers:
        quiet = {"DJANGO_SETTINGS_MODULE": "tests.benchmarks.with_admin", "LOG_LEVEL": "WARNING"}
        os.environ |= servers.environment() | quiet
        figures = measure(asked)
    keep(asked, figures)
    return 0


def measure(asked: argparse.Namespace) -> Sequence[Any]:
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connection
    from time_machine import travel

    from cosell.garbage import spare_what_is_loaded
    from tests.benchmarks import queue
    from tests.benchmarks.dataset import DAY, Size, load
    from tests.benchmarks.measuring import table

    set_up_server(connection)
    call_command("migrate", verbosity=0)
    figures: list[Any] = []
    if asked.only in {None, "queue"}:  # the first, so that its rows are all that there are
        print("Measuring the queue …", flush=True)
        figures += queue.figures(asked.pairs, asked.submissions)
        queue.unload()
    if asked.only != "queue":
        print(f"Loading {asked.offers:,} offers …", flush=True)
        load(Size(asked.offers))
        spare_what_is_loaded()  # as every process of the product does
        with travel(f"{DAY} 12:00Z", tick=True):
            figures += parts(asked)
    connection.close()
    print(table(figures))
    return figures


def measure_uploads(asked: argparse.Namespace) -> Sequence[Any]:
    """They need no data set, and a database of their own."""
    import django

    django.setup()
    from tests.benchmarks import uploads
    from tests.benchmarks.measuring import table

    figures = list(uploads.figures(asked.pairs))
    print(table(figures))
    return figures


def set_up_server(connection: Any) -> None:
    with connection.cursor() as cursor:
        for setting in AS_ON_A_SERVER:
            cursor.execute(f"ALTER DATABASE cosell SET {setting}")
    connection.close()


def parts(asked: argparse.Namespace) -> Any:
    from tests.benchmarks import database, engines, uploads

    if asked.only in {None, "engines"}:
        from eligibility.facts.reading import read_facts
        from eligibility.queries import rulebook_in_force, rules_of
        from tests.benchmarks.dataset import DAY

        facts = [each for _pk, each in read_facts(range(1, asked.offers + 1), DAY)]
        print("Measuring the engines …", flush=True)
        yield from engines.figures(facts, rules_of(rulebook_in_force()), asked.pairs)
        del facts
    if asked.only in {None, "database"}:
        print("Measuring the database …", flush=True)
        yield from database.figures(asked.pairs, asked.changes)
    if asked.only is None:
        print("Measuring uploads …", flush=True)
        yield from uploads.figures(asked.pairs)


def keep(asked: argparse.Namespace, figures: Sequence[Any]) -> None:
    now = datetime.now(UTC)
    asked.to.mkdir(parents=True, exist_ok=True)
    path = asked.to / f"{now:%Y-%m-%d-%H%M%S}.json"
    path.write_text(
        json.dumps(
            {
                "at": now.isoformat(timespec="seconds"),
                "python": platform.python_version(),
                "cores": os.cpu_count(),
                "offers": asked.offers,
                "pairs": asked.pairs,
                "figures": [figure.to_json() for figure in figures],
            },
            indent=2,
            ensure_ascii=False,
        ),
        encoding="utf-8",
    )
    print(f"Written to {path}.")


if __name__ == "__main__":
    sys.exit(main())
