"""Settings of the site. Every environment variable is read here, once, and a bad one stops the start.

The table of the variables stands in the README; a test keeps the two in step.
"""

import sys
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import environ
from csp.constants import NONCE
from django.core.exceptions import ImproperlyConfigured

from core import languages
from core.memory.code_version import code_version

BASE_DIR = Path(__file__).resolve().parent.parent
VAR_DIR = BASE_DIR / "var"

_env = environ.Env()
_YES, _NO = {"1", "true", "yes", "on"}, {"0", "false", "no", "off", ""}


def _read(kind: str, name: str, default: Any, example: str) -> Any:
    """The variable `name` as django-environ's `kind`; a value that cannot be read stops the start."""
    try:
        return getattr(_env, kind)(name, default=default)
    except (ValueError, KeyError, ImproperlyConfigured) as error:
        raise ImproperlyConfigured(f"{name} cannot be read ({error}). Example: {name}={example}") from error


def _flag(name: str, default: bool) -> bool:
    value = _env.str(name, default=str(default)).strip().lower()
    if value not in _YES | _NO:
        raise ImproperlyConfigured(f"{name} is {value!r}. Set it to 1 or 0.")
    return value in _YES


DEBUG = _flag("DEBUG", default=False)


def _secret_key() -> str:
    """SECRET_KEY from the environment; in development alone the generated one of var/."""
    value: str = _env.str("SECRET_KEY", default="")
    generated = VAR_DIR / "secret_key"
    if not value and DEBUG and generated.exists():
        return generated.read_text().strip()
    if not value or (not DEBUG and (len(value) < 50 or len(set(value)) < 5 or value.startswith("django-"))):
        raise ImproperlyConfigured(
            f"SECRET_KEY is {'too weak' if value else 'missing'}. Set it to a random text of at least 50 "
            'characters, for example from `python3 -c "import secrets; print(secrets.token_urlsafe(50))"`.'
        )
    return value


SECRET_KEY = _secret_key()
SECRET_KEY_FALLBACKS = _env.list("SECRET_KEY_FALLBACKS", default=[])

ALLOWED_HOSTS = _env.list("ALLOWED_HOSTS", default=["127.0.0.1", "localhost", "[::1]"] if DEBUG else [])
if not DEBUG and (not ALLOWED_HOSTS or any("*" in host for host in ALLOWED_HOSTS)):
    raise ImproperlyConfigured(
        "ALLOWED_HOSTS is missing or holds '*'. Set it to the host names of the site, for example "
        "ALLOWED_HOSTS=ki.example.org."
    )

# Whether the site is reached by https (behind nginx it is); secure cookies, HSTS and redirects follow.
HTTPS = _flag("HTTPS", default=not DEBUG)

# --- Applications ----------------------------------------------------------------------------------

INSTALLED_APPS = [
    "ki_site.portal.admin_config.KiAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.sitemaps",
    "django.contrib.staticfiles",
    "django_htmx",
    "django_prose_editor",
    "heroicons",
    "imagefield",
    "simple_history",
    "core",
    "search",
    "translating",
    "offers",
    "concept",
    "news",
    "ki_site.portal",
]

MIDDLEWARE = [
    "core.memory.page_cache.PageCacheMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "core.middleware.OwnHeadersMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "core.middleware.UrlLanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "core.middleware.MovedMiddleware",
    "core.middleware.BrokenCookieMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "simple_history.middleware.HistoryRequestMiddleware",
    "ki_site.portal.sending_again.OutageMiddleware",
]

ROOT_URLCONF = "ki_site.urls"
WSGI_APPLICATION = "ki_site.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "ki_site.portal.context.frame",
            ],
            "builtins": [
                "django.templatetags.i18n",
                "django.templatetags.static",
                "core.templatetags.icons",
                "core.templatetags.keeping",
                "core.templatetags.texts",
            ],
        },
    },
]

# --- Database and cache ----------------------------------------------------------------------------

DATABASES = {
    "default": _read(
        "db_url",
        "DATABASE_URL",
        f"sqlite:///{VAR_DIR / 'db.sqlite3'}",
        "postgresql://ki-site@/ki_site",
    )
}
_database = DATABASES["default"]
if _database["ENGINE"] not in ("django.db.backends.sqlite3", "django.db.backends.postgresql"):
    raise ImproperlyConfigured("DATABASE_URL cannot be read: it must start with sqlite:/// or postgresql://.")
if _database["ENGINE"] == "django.db.backends.sqlite3":
    _database["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 10,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON;",
    }
else:
    # Nobody waits for a server that does not answer: neither for a connection, nor for a statement.
    _database["ENGINE"] = "core.postgresql"
    _database["OPTIONS"] = {"connect_timeout": 2, **_database.get("OPTIONS", {})}
    _database["CONN_HEALTH_CHECKS"] = True
_database["CONN_MAX_AGE"] = _read("int", "CONN_MAX_AGE", 600, "600")
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
# An address without a scheme is taken as https, as it will be from Django 6 on.
FORMS_URLFIELD_ASSUME_HTTPS = True

# How much of whole pages each process keeps (see docs/memory.md).
PAGE_CACHE_MEGABYTES = _read("float", "PAGE_CACHE_MEGABYTES", 64.0, "64")
_cache = _read("cache_url", "CACHE_URL", "locmemcache://", "rediscache://127.0.0.1:6379/1")
if _cache["BACKEND"].endswith("LocMemCache"):
    _cache = {
        "BACKEND": "core.memory.page_store.PageStore",
        "OPTIONS": {"MEGABYTES": PAGE_CACHE_MEGABYTES},
    }
elif _cache["BACKEND"].endswith("RedisCache"):
    if find_spec("redis") is None:
        raise ImproperlyConfigured("CACHE_URL needs the package redis: install requirements.txt.")
    _cache["BACKEND"] = "core.memory.shared_cache.SharedCache"
    _cache["KEY_PREFIX"] = code_version(BASE_DIR)
else:
    raise ImproperlyConfigured(
        "CACHE_URL cannot be read: it must start with rediscache:// or be left out, for example "
        "CACHE_URL=rediscache://127.0.0.1:6379/1."
    )
CACHES = {"default": _cache}

# --- Language and time -----------------------------------------------------------------------------

languages.register()
_codes = _env.list("LANGUAGES", default=list(languages.ALL))
for _code in _codes:
    if _code not in languages.ALL:
        raise ImproperlyConfigured(
            f"LANGUAGES names {_code!r}, which the site does not know. Known are: {', '.join(languages.ALL)}."
        )
if languages.SOURCE not in _codes:
    raise ImproperlyConfigured(
        f"LANGUAGES must hold {languages.SOURCE!r}, the language that the content is written in."
    )
LANGUAGES = [(code, languages.ALL[code]) for code in languages.ALL if code in _codes]
LANGUAGE_CODE = languages.SOURCE
LOCALE_PATHS = [BASE_DIR / "locale"]
FORMAT_MODULE_PATH = ["core.formats"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Europe/Berlin"

# --- Files -----------------------------------------------------------------------------------------

STATIC_URL = "/static/"
STATIC_ROOT = Path(_env.str("STATIC_ROOT", default=str(VAR_DIR / "static")))
STATICFILES_DIRS = [BASE_DIR / "static"]
STATICFILES_FINDERS = [
    "core.staticfiles.StylesheetFinder",
    "django.contrib.staticfiles.finders.FileSystemFinder",
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
]
# What the web server sends while the site cannot answer; written by `write_error_pages`.
ERROR_PAGES_DIR = VAR_DIR / "errors"
MEDIA_URL = "/media/"
MEDIA_ROOT = Path(_env.str("MEDIA_ROOT", default=str(VAR_DIR / "media")))
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
WHITENOISE_USE_FINDERS = DEBUG
WHITENOISE_KEEP_ONLY_HASHED_FILES = False
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
IMAGEFIELD_AUTOGENERATE = True
IMAGEFIELD_BIN_DEPTH = 2
IMAGEFIELD_FORMATS: dict[str, object] = {}

# The content that a new installation starts with; another KI brings its own folder.
CONTENT_DIR = Path(_env.str("CONTENT_DIR", default=str(BASE_DIR / "content")))

# --- Machine translation ---------------------------------------------------------------------------

# A server with the interface of LibreTranslate; empty: none, and no text ever leaves the site.
TRANSLATION_URL = _env.str("TRANSLATION_URL", default="").rstrip("/")
TRANSLATION_KEY = _env.str("TRANSLATION_KEY", default="")
if TRANSLATION_URL and not TRANSLATION_URL.startswith(("https://", "http://")):
    raise ImproperlyConfigured(
        "TRANSLATION_URL must start with https:// or http://, for example "
        "TRANSLATION_URL=https://translate.example.org."
    )

# --- Mail ------------------------------------------------------------------------------------------

_mail = _read(
    "email_url",
    "EMAIL_URL",
    "consolemail://" if DEBUG else "smtp://localhost:25",
    "smtp+tls://user:password@mail.example.org:587",
)
_mail_options = _mail.pop("OPTIONS", {})
vars().update(_mail)
# Seconds for the whole exchange about one message.
EMAIL_TIMEOUT = _mail_options.pop("TIMEOUT", 5)
if _mail_options or not isinstance(EMAIL_TIMEOUT, int) or not 1 <= EMAIL_TIMEOUT <= 20:
    raise ImproperlyConfigured("EMAIL_URL cannot be read: it takes ?timeout= alone, with 1 to 20 seconds.")
DEFAULT_FROM_EMAIL = SERVER_EMAIL = _env.str("FROM_EMAIL", default="ki-website@localhost")
# Where a message from the contact form goes; empty: to the address of the KI that the site shows.
ENQUIRY_EMAIL = _env.str("ENQUIRY_EMAIL", default="")
ADMINS = [("Administration", address) for address in _env.list("ADMIN_EMAILS", default=[])]

# --- Security --------------------------------------------------------------------------------------

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'self'"],
        "script-src": ["'self'", NONCE],
        "object-src": ["'none'"],
        "base-uri": ["'none'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'none'"],
        "img-src": ["'self'", "data:"],
    },
}
PERMISSIONS_POLICY = (
    "accelerometer=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), magnetometer=(), "
    "microphone=(), midi=(), payment=(), usb=()"
)
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
CROSS_ORIGIN_RESOURCE_POLICY = "same-origin"
SECURE_SSL_REDIRECT = HTTPS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
SECURE_HSTS_SECONDS = _read("int", "HSTS_SECONDS", 365 * 24 * 3600, "31536000") if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
SECURE_HSTS_PRELOAD = HTTPS
SECURE_REDIRECT_EXEMPT = [r"^healthz$"]
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_AGE = 12 * 3600
CSRF_TRUSTED_ORIGINS = _env.list("CSRF_TRUSTED_ORIGINS", default=[])
CSRF_FAILURE_VIEW = "ki_site.portal.views.errors.csrf_failure"
# How many reverse proxies stand in front; the throttle of forms takes the client's address from there.
PROXIES = _read("int", "PROXIES", 0 if DEBUG else 1, "1")

PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.ScryptPasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}", "OPTIONS": options}
    for name, options in (
        ("UserAttributeSimilarityValidator", {}),
        ("MinimumLengthValidator", {"min_length": 12}),
        ("CommonPasswordValidator", {}),
        ("NumericPasswordValidator", {}),
    )
]
LOGIN_URL = "admin:login"
LOGIN_REDIRECT_URL = "admin:index"

# --- History, logging ------------------------------------------------------------------------------

SIMPLE_HISTORY_REVERT_DISABLED = True
SIMPLE_HISTORY_HISTORY_CHANGE_REASON_USE_TEXT_FIELD = True

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"()": "core.logs.Line", "format": "{levelname} {name}: {message}", "style": "{"}},
    "filters": {"live": {"()": "django.utils.log.RequireDebugFalse"}},
    "handlers": {
        "console": {
            "class": "logging.StreamHandler",
            "stream": sys.stderr,
            "formatter": "line",
        },
        "mail_admins": {"class": "core.logs.AdminMails", "level": "ERROR", "filters": ["live"]},
    },
    "loggers": {
        # Instead of Django's own handlers; the line of the console comes from the root.
        "django": {"handlers": ["mail_admins"], "level": "INFO", "propagate": True},
        # What strangers send (a foreign host, too many fields …) is nobody's error and uses up no mails.
        "django.security": {"handlers": ["console"], "propagate": False},
    },
    "root": {"handlers": ["console"], "level": _env.str("LOG_LEVEL", default="INFO")},
}
