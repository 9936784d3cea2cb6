"""Settings, one file. Every value that a place differs in comes from the environment (docs/operations.md).

Without any environment this is the embedded default: SQLite, a Celery broker in plain files, private files and
mails in folders, all under ``var/``.
"""

from pathlib import Path

from celery.schedules import crontab
from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from cosell.environment import Environment, blob_endpoint, kept_secret, origin_of, under_test
from cosell.logs import LEVELS, logging_settings

env = Environment()
BASE_DIR = Path(__file__).resolve().parent.parent
VAR_DIR = Path(env.text("COSELL_VAR") or BASE_DIR / "var").resolve()
VAR_DIR.mkdir(parents=True, exist_ok=True)

DEBUG = env.flag("DEBUG", default=False)
DEMO = env.flag("DEMO", default=False)  # shows the demo's sign-ins and the page of mails sent
SECRET_KEY = env.text("SECRET_KEY") or kept_secret(VAR_DIR / "secret_key")
SITE_URL = env.text("SITE_URL", "http://127.0.0.1:8000").rstrip("/")
ALLOWED_HOSTS = env.words("ALLOWED_HOSTS", ["127.0.0.1", "localhost", "testserver"])
CSRF_TRUSTED_ORIGINS = env.words("CSRF_TRUSTED_ORIGINS", [])
ROOT_URLCONF = "cosell.urls"
WSGI_APPLICATION = "cosell.wsgi.application"

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django.forms",
    "allauth",
    "allauth.account",
    "django_cotton.apps.SimpleAppConfig",
    "django_filters",
    "django_htmx",
    "django_structlog",
    "lucide",
    "csp",
    "cosell",
    "cosell.accounts",
    "cosell.audit",
    "cosell.notifications",
    "offers",
    "eligibility",
    "reviews",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "cosell.middleware.PersonLocaleMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "django_structlog.middlewares.RequestMiddleware",
    "cosell.atomic.AtomicChangesMiddleware",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "OPTIONS": {
            "loaders": [
                (
                    "django.template.loaders.cached.Loader",
                    [
                        "django_cotton.cotton_loader.Loader",
                        "django.template.loaders.filesystem.Loader",
                        "django.template.loaders.app_directories.Loader",
                    ],
                )
            ],
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "cosell.frame.frame",
            ],
            "builtins": [
                "django_cotton.templatetags.cotton",
                "django.templatetags.i18n",
                "cosell.templatetags.dates",
            ],
        },
    }
]
COTTON_DIR = "components"
COTTON_ISOLATE_BY_DEFAULT = True  # a component sees its own attributes, not the page's variables
FORM_RENDERER = "cosell.forms.CosellRenderer"

# --- Data -------------------------------------------------------------------------------------------------------

DATABASES = {"default": env.database("DATABASE_URL", f"sqlite:///{VAR_DIR / 'db.sqlite3'}")}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON;",
    }
else:
    DATABASES["default"]["CONN_MAX_AGE"] = env.whole("CONN_MAX_AGE", default=60)
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# --- Files: what was uploaded and not yet checked lies apart from what was --------------------------------------

AZURE_CONNECTION_STRING = env.text("AZURE_STORAGE_CONNECTION_STRING")
QUARANTINE_DIR = VAR_DIR / "files" / "quarantine"
CLEAN_DIR = VAR_DIR / "files" / "clean"


def _private_files(folder: Path, container: str) -> dict[str, object]:
    if AZURE_CONNECTION_STRING:
        return {
            "BACKEND": "offers.files.azure_storage.PromptAzureStorage",
            "OPTIONS": {
                "connection_string": AZURE_CONNECTION_STRING,
                "azure_container": container,
                "overwrite_files": False,
            },
        }
    return {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": folder, "file_permissions_mode": 0o600, "directory_permissions_mode": 0o700},
    }


STATIC_BACKEND = (
    "django.contrib.staticfiles.storage.StaticFilesStorage"
    if DEBUG or under_test()
    else "whitenoise.storage.CompressedManifestStaticFilesStorage"
)
STORAGES = {
    "default": _private_files(CLEAN_DIR, env.text("AZURE_CLEAN_CONTAINER", "clean")),
    "quarantine": _private_files(QUARANTINE_DIR, env.text("AZURE_QUARANTINE_CONTAINER", "quarantine")),
    "staticfiles": {"BACKEND": STATIC_BACKEND},
}
STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]

AZURE_PUBLIC_ENDPOINT = env.text("AZURE_PUBLIC_ENDPOINT").rstrip("/") or blob_endpoint(
    AZURE_CONNECTION_STRING
)
UPLOAD_LINK_MINUTES = env.whole("UPLOAD_LINK_MINUTES", default=15)
DOWNLOAD_LINK_MINUTES = env.whole("DOWNLOAD_LINK_MINUTES", default=5)
ACCEL_REDIRECT = env.text("ACCEL_REDIRECT")  # where the proxy maps CLEAN_DIR, such as /clean-files/

UPLOAD_LIMIT_BYTES = env.whole("UPLOAD_LIMIT_MB", default=50) * 1024 * 1024
UPLOAD_LIMIT_VIDEO_BYTES = env.whole("UPLOAD_LIMIT_VIDEO_MB", default=500) * 1024 * 1024
PARTNER_QUOTA_BYTES = env.whole("PARTNER_QUOTA_MB", default=10_240) * 1024 * 1024
UPLOAD_KEPT_HOURS = env.whole("UPLOAD_KEPT_HOURS", default=72)  # half-sent files can be gone on with
FILES_KEPT_DAYS = env.whole("FILES_KEPT_DAYS", default=90)  # the files of removed documents
GIVEN_UP_KEPT_DAYS = env.whole("GIVEN_UP_KEPT_DAYS", default=7)  # files whose checks failed for our reasons
ORPHANS_KEPT_HOURS = env.whole("ORPHANS_KEPT_HOURS", default=24)  # files that belong to no row
CHECK_LEASE_SECONDS = env.whole("CHECK_LEASE_SECONDS", default=480)  # longer than all checks at their bounds
ONE_PAGER_PAGE_LIMIT = 10
OTHER_DOCUMENTS_LIMIT = 5
CLAMD_ADDRESS = env.text(
    "CLAMD_ADDRESS"
)  # tcp://host:port or unix:///path; empty: documents are marked "not scanned"
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 20_000
FILE_UPLOAD_HANDLERS = ["offers.upload_handler.BoundedUploadHandler"]
FILE_UPLOAD_TEMP_DIR = VAR_DIR / "tmp"
FILE_UPLOAD_TEMP_DIR.mkdir(mode=0o700, exist_ok=True)

# --- Reviews: working days in which a submission is to be decided; holidays are entered in the product -----------

REVIEW_WORKING_DAYS = env.whole("REVIEW_WORKING_DAYS", default=2)
SPECIALIST_WORKING_DAYS = env.whole("SPECIALIST_WORKING_DAYS", default=5)
APPEAL_DAYS = env.whole(
    "APPEAL_DAYS", default=14
)  # in which a partner may ask for a second look at a decision

# --- Background work --------------------------------------------------------------------------------------------

BROKER_DIR = VAR_DIR / "broker"
CELERY_BROKER_URL = env.text("BROKER_URL", "filesystem://")
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
if CELERY_BROKER_URL == "filesystem://":
    for _name in ("queue", "control"):
        (BROKER_DIR / _name).mkdir(mode=0o700, parents=True, exist_ok=True)
    CELERY_BROKER_TRANSPORT_OPTIONS = {
        "data_folder_in": str(BROKER_DIR / "queue"),
        "data_folder_out": str(BROKER_DIR / "queue"),
        "control_folder": str(BROKER_DIR / "control"),
        "polling_interval": 0.1,
    }
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_TASK_TIME_LIMIT = 15 * 60
CELERY_TASK_DEFAULT_QUEUE = "programme"
CELERY_TASK_ROUTES = {
    "offers.tasks.*": {"queue": "intake"},
    "reviews.tasks.*": {"queue": "review"},
    "eligibility.tasks.*": {"queue": "programme"},
    "cosell.notifications.tasks.*": {"queue": "mail"},
    "cosell.audit.tasks.*": {"queue": "programme"},
}
CELERY_BEAT_SCHEDULE_FILENAME = str(VAR_DIR / "beat-schedule")
CELERY_BEAT_SCHEDULE = {
    "restart-forgotten-intake": {"task": "offers.tasks.sweep_intake", "schedule": 30.0},
    "restart-forgotten-contacts": {"task": "offers.tasks.sweep_contact_imports", "schedule": 60.0},
    "sweep-files": {"task": "offers.tasks.sweep_files", "schedule": crontab(hour=1, minute=20)},
    "restart-forgotten-submissions": {"task": "reviews.tasks.sweep_submissions", "schedule": 30.0},
    "tell-overdue-submissions": {"task": "reviews.tasks.tell_overdue", "schedule": 300.0},
    "restart-forgotten-rulebook-jobs": {"task": "eligibility.tasks.sweep_jobs", "schedule": 30.0},
    "put-due-rulebooks-in-force": {"task": "eligibility.tasks.put_due_in_force", "schedule": 30.0},
    "send-forgotten-mails": {"task": "cosell.notifications.tasks.sweep_mails", "schedule": 30.0},
    "seal-audit-record": {"task": "cosell.audit.tasks.seal", "schedule": 20.0},
    "clear-ended-sessions": {
        "task": "cosell.accounts.tasks.clear_ended_sessions",
        "schedule": crontab(minute=35),
    },
    "forget-old-letters": {
        "task": "cosell.notifications.tasks.forget_letters",
        "schedule": crontab(hour=0, minute=40),
    },
    "reassess-every-hour": {"task": "eligibility.tasks.reassess_all", "schedule": crontab(minute=5)},
    "renew-facts-every-day": {"task": "eligibility.tasks.renew_all", "schedule": crontab(hour=3, minute=30)},
    "warn-ahead-every-day": {"task": "eligibility.tasks.warn_ahead", "schedule": crontab(hour=5, minute=15)},
}

# --- Cache: what every web process must count together, above all the limits on signing in ----------------------
# Files, not the database: a refused sign-in rolls its transaction back, and the count must stay.

CACHE_URL = env.text("CACHE_URL") or (CELERY_BROKER_URL if CELERY_BROKER_URL.startswith("redis") else "")
if CACHE_URL:
    _cache: dict[str, object] = {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": CACHE_URL,
    }
elif under_test():
    _cache = {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}
else:
    _cache = {
        "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
        "LOCATION": str(VAR_DIR / "cache" / "web"),
    }
    _cache["OPTIONS"] = {"MAX_ENTRIES": 5000}
CACHES = {"default": {**_cache, "KEY_PREFIX": "cosell"}}

# --- Mail -------------------------------------------------------------------------------------------------------

MAIL_DIR = VAR_DIR / "mail"
_mail = env.mail("EMAIL_URL")
EMAIL_BACKEND = _mail.get("EMAIL_BACKEND", "django.core.mail.backends.filebased.EmailBackend")
EMAIL_FILE_PATH = str(MAIL_DIR)
EMAIL_HOST = _mail.get("EMAIL_HOST", "localhost")
EMAIL_PORT = _mail.get("EMAIL_PORT", 25)
EMAIL_HOST_USER = _mail.get("EMAIL_HOST_USER", "")
EMAIL_HOST_PASSWORD = _mail.get("EMAIL_HOST_PASSWORD", "")
EMAIL_USE_TLS = _mail.get("EMAIL_USE_TLS", False)
EMAIL_USE_SSL = _mail.get("EMAIL_USE_SSL", False)
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = env.text("DEFAULT_FROM_EMAIL", "Co-sell Center <no-reply@cosell.example>")

# --- Sign-in ----------------------------------------------------------------------------------------------------

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("email", "name")},
    },
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_CONFIRM_EMAIL_ON_GET = False
ACCOUNT_UNIQUE_EMAIL = True
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_ADAPTER = "cosell.accounts.adapter.AccountAdapter"
ACCOUNT_FORMS = {
    "login": "cosell.accounts.forms.LoginForm",
    "signup": "cosell.accounts.forms.SignupForm",
    "reset_password": "cosell.accounts.forms.ResetPasswordForm",
    "reset_password_from_key": "cosell.accounts.forms.ResetPasswordKeyForm",
    "change_password": "cosell.accounts.forms.ChangePasswordForm",
    "set_password": "cosell.accounts.forms.SetPasswordForm",
    "add_email": "cosell.accounts.forms.AddEmailForm",
    "reauthenticate": "cosell.accounts.forms.ReauthenticateForm",
}
ACCOUNT_LOGIN_ON_EMAIL_CONFIRMATION = True  # in the browser that signed up; elsewhere one signs in
ACCOUNT_CHANGE_EMAIL = True  # one address each; a new one replaces it once it is verified
ACCOUNT_EMAIL_NOTIFICATIONS = True  # "your password was changed", to the person whose it is
ALLAUTH_TRUSTED_PROXY_COUNT = env.whole(
    "PROXY_COUNT", default=1 if env.flag("BEHIND_PROXY", default=False) else 0
)
ACCOUNT_DEFAULT_HTTP_PROTOCOL = SITE_URL.split(":", 1)[0]
SESSION_COOKIE_AGE = env.whole("SESSION_HOURS", default=12) * 3600
SESSION_EXPIRE_AT_BROWSER_CLOSE = True

# --- Safety in the browser --------------------------------------------------------------------------------------

_https = SITE_URL.startswith("https://")
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = _https
SESSION_COOKIE_HTTPONLY = True
SECURE_HSTS_SECONDS = 31_536_000 if _https else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = _https
SECURE_PROXY_SSL_HEADER = (
    ("HTTP_X_FORWARDED_PROTO", "https") if env.flag("BEHIND_PROXY", default=False) else None
)
CSRF_FAILURE_VIEW = "cosell.views.csrf_failure"
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "SAMEORIGIN"
SILENCED_SYSTEM_CHECKS = ["security.W019"]  # a reviewer's page shows the product's own documents in a frame
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [NONE],
        "connect-src": [SELF, *([origin_of(AZURE_PUBLIC_ENDPOINT)] if AZURE_PUBLIC_ENDPOINT else [])],
        "form-action": [SELF],
        "frame-ancestors": [SELF],
    }
}

# --- Language and time ------------------------------------------------------------------------------------------

USE_TZ = True
TIME_ZONE = "UTC"
USE_I18N = True
LANGUAGE_CODE = "en"
LANGUAGES = [("en", _("English")), ("fr", _("French"))]
LOCALE_PATHS = [VAR_DIR / "locale"]  # compiled there from locale/ by `make`
FORMAT_MODULE_PATH = ["cosell.formats"]
USE_THOUSAND_SEPARATOR = True
LANGUAGE_COOKIE_AGE = 31_536_000

# --- Logs -------------------------------------------------------------------------------------------------------

LOG_LEVEL = env.one_of("LOG_LEVEL", LEVELS, default="WARNING" if DEMO else "INFO")
LOGGING = logging_settings(LOG_LEVEL, as_json=env.flag("LOG_JSON", default=False))
