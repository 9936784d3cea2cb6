"""The tests' settings, with Django's admin, the yardstick of the queue page, and workers that say what they did."""

from tests.settings import *  # noqa: F403 - settings are made to be taken over whole
from tests.settings import INSTALLED_APPS, STORAGES

INSTALLED_APPS = ["django.contrib.admin", *INSTALLED_APPS]
ROOT_URLCONF = "tests.benchmarks.admin_urls"
SILENCED_SYSTEM_CHECKS = ["admin.E408", "admin.E409", "admin.E410", "security.W019"]
STORAGES = STORAGES | {  # the admin's own files are not gathered
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
}
CELERY_INCLUDE = ["tests.benchmarks.telling"]
