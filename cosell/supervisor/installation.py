"""What has to be in place before the programs start: translations, static files, the database's tables."""

import hashlib
from pathlib import Path

import django
from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor


def collect_static(stamp: Path) -> bool:
    """Collect the static files unless none has changed since ``stamp`` was written; whether it did."""
    seen = _fingerprint_of_static_files()
    if Path(settings.STATIC_ROOT).is_dir() and stamp.exists() and stamp.read_text() == seen:
        return False
    call_command("collectstatic", interactive=False, verbosity=0)
    stamp.write_text(seen)
    return True


def _fingerprint_of_static_files() -> str:
    digest = hashlib.sha256(f"{django.__version__} {settings.STATIC_BACKEND}".encode())
    for finder in get_finders():
        for path, storage in finder.list(None):
            status = Path(storage.path(path)).stat()
            digest.update(f"{path} {status.st_size} {status.st_mtime_ns}\n".encode())
    return digest.hexdigest()


def migrate() -> int:
    """Bring the database's tables up to date; how many migrations that took."""
    executor = MigrationExecutor(connection)
    pending = len(executor.migration_plan(executor.loader.graph.leaf_nodes()))
    if pending:
        call_command("migrate", interactive=False, verbosity=0)
    return pending


def demo_is_due(unfinished: Path) -> bool:
    """Whether the demo must be loaded: nobody has an account yet, or an earlier loading left its mark."""
    return bool(settings.DEMO) and (unfinished.exists() or not get_user_model()._default_manager.exists())
