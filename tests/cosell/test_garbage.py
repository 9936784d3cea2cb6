"""What is loaded when a server or a worker is up is not looked through at every collection of garbage."""

import subprocess
import sys

import pytest

SERVER = "import cosell.wsgi"
WORKER = """
from celery.signals import celeryd_after_setup
from cosell.celery import app
from celery.concurrency.prefork import TaskPool

class Worker:
    pool_cls = TaskPool

app.loader.import_default_modules()
celeryd_after_setup.send(sender="worker", instance=Worker())
"""
ASKED = """
import gc, sys
loaded = len(gc.get_objects())
print(gc.get_freeze_count() > 10 * loaded, "eligibility.{} " in " ".join(sys.modules) + " ", gc.get_threshold()[0])
"""


@pytest.mark.parametrize(("program", "needed"), [(SERVER, "views.offers"), (WORKER, "services.daily")])
def test_what_is_loaded_is_spared(program: str, needed: str) -> None:
    asked = [sys.executable, "-c", program + ASKED.format(needed)]
    said = subprocess.run(asked, capture_output=True, text=True, check=True).stdout
    assert said.split() == ["True", "True", "10000"]
