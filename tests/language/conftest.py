"""One world for all pages of a module, and the marked catalogue."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction
from django.test import override_settings
from django.utils import translation

from offers.contacts_import.suggestions import role_names
from tests.language.marking import write_marked
from tests.language.world import GreekWorld


@pytest.fixture(scope="session")
def marked_catalogue(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("marked")
    write_marked(folder)
    return folder


@pytest.fixture(scope="module")
def marked(marked_catalogue: Path) -> Iterator[None]:
    """French stands between the marks. The names of roles are kept by who read them first: not over these tests."""
    role_names.cache_clear()
    with override_settings(LOCALE_PATHS=[marked_catalogue]):
        yield
    role_names.cache_clear()


@pytest.fixture(autouse=True)
def _dates_have_one_door(monkeypatch: pytest.MonkeyPatch) -> None:
    """A date that Django itself writes, as a bare ``{{ day }}`` would be, is past ``cosell.dates``: no "1er"."""
    monkeypatch.setattr("django.utils.dateformat.format", _refuse)


def _refuse(value: object, form: str) -> str:
    raise AssertionError(f"Django wrote {value!r} as {form!r}, not cosell.dates")


def _kept(django_db_blocker: Any, *, made_in: str, read_in: str) -> Iterator[GreekWorld]:
    """A world that lasts for the module: it was written in one language and is read in the other."""
    with django_db_blocker.unblock(), transaction.atomic():
        with translation.override(made_in):
            world = GreekWorld(read_in)
        yield world
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def read_in_french(marked: None, django_db_setup: None, django_db_blocker: Any) -> Iterator[GreekWorld]:
    yield from _kept(django_db_blocker, made_in="en", read_in="fr")


@pytest.fixture(scope="module")
def read_in_english(marked: None, django_db_setup: None, django_db_blocker: Any) -> Iterator[GreekWorld]:
    yield from _kept(django_db_blocker, made_in="fr", read_in="en")
