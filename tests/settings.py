"""The product's own settings on a folder of this test run, with a password hash that costs nothing."""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parent.parent
_below = REPOSITORY / "var" / "tmp"
_below.mkdir(parents=True, exist_ok=True)
_var = tempfile.mkdtemp(prefix="tests-", dir=_below)
atexit.register(shutil.rmtree, _var, ignore_errors=True)
os.environ["COSELL_VAR"] = _var

# The folder must be named before the settings read it, so these imports come last.
from cosell.catalogues import compile_catalogues  # noqa: E402 - see above
from cosell.settings import *  # noqa: E402, F403 - see above; settings are made to be taken over whole
from cosell.settings import BASE_DIR, LOCALE_PATHS, STATIC_ROOT  # noqa: E402 - see above

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]

compile_catalogues(BASE_DIR / "locale", LOCALE_PATHS[0])
STATIC_ROOT.mkdir(exist_ok=True)  # whitenoise warns where it is missing, and a warning is an error here
