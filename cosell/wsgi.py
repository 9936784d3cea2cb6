"""The web server's entry point."""

import os
from importlib import import_module

from django.conf import settings
from django.core.wsgi import get_wsgi_application

from cosell.garbage import spare_what_is_loaded

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cosell.settings")

application = get_wsgi_application()
import_module(settings.ROOT_URLCONF)  # and with it every page, before the first of them is asked for
spare_what_is_loaded()
