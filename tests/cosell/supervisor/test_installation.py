import os
import time
from pathlib import Path

import pytest
from django.contrib.auth import get_user_model
from pytest_django import Settings

from cosell.supervisor.installation import collect_static, demo_is_due, migrate


def test_static_files_are_collected_once(tmp_path: Path, settings: Settings) -> None:
    settings.STATIC_ROOT = tmp_path / "static"
    stamp = tmp_path / "stamp"
    assert [collect_static(stamp), collect_static(stamp)] == [True, False]
    assert list((tmp_path / "static").rglob("*.css")) != []


def test_static_files_are_collected_again_when_one_has_changed(tmp_path: Path, settings: Settings) -> None:
    settings.STATIC_ROOT = tmp_path / "static"
    source = tmp_path / "source"
    source.mkdir()
    settings.STATICFILES_DIRS = [source]
    (source / "one.css").write_text("a {}")
    assert collect_static(tmp_path / "stamp")
    (source / "one.css").write_text("a { color: red }")
    os.utime(source / "one.css", (time.time() + 2, time.time() + 2))  # Django compares whole seconds
    assert collect_static(tmp_path / "stamp")
    assert (tmp_path / "static" / "one.css").read_text() == "a { color: red }"


@pytest.mark.django_db
def test_database_that_is_up_to_date_needs_no_migration() -> None:
    assert migrate() == 0


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("demo", "people", "unfinished", "due"),
    [
        (True, False, False, True),
        (True, True, False, False),
        (True, True, True, True),
        (False, False, False, False),
        (False, False, True, False),
    ],
)
def test_demo_is_loaded_into_an_empty_programme_or_anew_after_it_was_cut_short(
    tmp_path: Path, settings: Settings, *, demo: bool, people: bool, unfinished: bool, due: bool
) -> None:
    settings.DEMO = demo
    mark = tmp_path / "demo-unfinished"
    if people:
        get_user_model()._default_manager.create(email="ada@somebody.example", name="Ada")
    if unfinished:
        mark.touch()
    assert demo_is_due(mark) is due
