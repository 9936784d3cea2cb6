from pathlib import Path

import pytest

from cosell.supervisor.programs import WORKERS, environment, queues_of, workers


def test_queues_are_those_of_the_routes_and_the_default() -> None:
    routes = {"a.*": {"queue": "mail"}, "b.*": {"queue": "intake"}, "c.*": {"queue": "mail"}}
    assert queues_of(routes, "programme") == ["intake", "mail", "programme"]


def test_each_worker_is_a_program_of_its_own_name() -> None:
    started = workers(["intake", "mail"], "INFO")
    assert len({program.name for program in started}) == WORKERS == 2
    hosts = {program.argv[list(program.argv).index("--hostname") + 1] for program in started}
    assert len(hosts) == WORKERS
    assert all("intake,mail" in program.argv for program in started)


def test_children_write_temporary_files_beside_the_broker(tmp_path: Path) -> None:
    env = environment(tmp_path, "http://127.0.0.1:8001")
    assert (env["COSELL_VAR"], env["TMPDIR"]) == (str(tmp_path), str(tmp_path / "tmp"))
    assert (tmp_path / "tmp").stat().st_mode & 0o777 == 0o700


def test_links_lead_to_the_address_unless_another_is_set(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("SITE_URL", raising=False)
    assert environment(tmp_path, "http://127.0.0.1:8001")["SITE_URL"] == "http://127.0.0.1:8001"
    monkeypatch.setenv("SITE_URL", "https://cosell.example")
    assert environment(tmp_path, "http://127.0.0.1:8001")["SITE_URL"] == "https://cosell.example"
