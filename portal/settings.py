"""One settings module for every way of running Kasane; what differs comes from the environment."""

from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import dj_database_url
from csp.constants import NONCE
from django.core.exceptions import ImproperlyConfigured

from portal.dates.closed import read_hours, read_time, read_year_end
from portal.env import env_bool, env_days, env_int, env_path, env_str, env_workers

BASE_DIR = Path(__file__).resolve().parent.parent

# --- how this process runs -------------------------------------------------------------------
# demo: conveniences for trying the product (fixed accounts, mail in the browser). Loopback only.
# production: a real city. Every secret must be given; demo conveniences refuse to work.
MODE = env_str("KASANE_MODE", "production")
DEMO = MODE == "demo"
DATA_DIR = env_path("KASANE_DATA", BASE_DIR / ".data")
PORT = env_int("PORT", 8000)
BASE_URL = env_str("KASANE_BASE_URL", f"http://127.0.0.1:{PORT}" if DEMO else None).rstrip("/")
HTTPS = BASE_URL.startswith("https://")
ON_LOOPBACK = urlsplit(BASE_URL).hostname in ("127.0.0.1", "localhost", "::1")
if DEMO and not ON_LOOPBACK:  # its accounts and its mail reader are for everybody who reaches it
    raise ImproperlyConfigured("The demo serves this machine only: KASANE_BASE_URL must be on 127.0.0.1 or localhost.")
if not HTTPS and not ON_LOOPBACK:
    raise ImproperlyConfigured("KASANE_BASE_URL must begin with https:// (cookies would travel in the open).")
DEBUG = False
SECRET_KEY = env_str("SECRET_KEY", "demo-only-key-never-for-real-people-0123456789abcdef" if DEMO else None)
ALLOWED_HOSTS = [
    host.strip()
    for host in env_str("ALLOWED_HOSTS", "127.0.0.1,localhost" if DEMO else None).split(",")
    if host.strip()
]
CSRF_TRUSTED_ORIGINS = [BASE_URL]
# Exactly these may open a socket: scheme, host and port (security.md A4)
SOCKET_ORIGINS = [BASE_URL] + ([BASE_URL.replace("127.0.0.1", "localhost")] if DEMO else [])
# Where the sealing keys lie (crypto/keys.py): a file outside the database and its backups, or the environment.
KEY_FILE = env_path("KASANE_KEY_FILE", DATA_DIR / "keys.json")
KEYS = env_str("KASANE_KEYS", "")

# --- the city ---------------------------------------------------------------------------------
CITY_NAME = env_str("CITY_NAME", "かさね市")
CITY_MAYOR = env_str("CITY_MAYOR", f"{CITY_NAME}長")
SECRETARIAT_NAME = env_str("SECRETARIAT_NAME", f"{CITY_NAME} 福祉政策課")
SECRETARIAT_PHONE = env_str("SECRETARIAT_PHONE", "0000-00-0100")
SECRETARIAT_FAX = env_str("SECRETARIAT_FAX", "")
SECRETARIAT_HOURS = env_str("SECRETARIAT_HOURS", "平日 8:30–17:15")
CLASS_LABEL = env_str("CLASS_LABEL", "自治体機密性3B")

INSTALLED_APPS = [
    "minutes",
    "meetings",
    "cms",
    "portal",
    "django_otp",
    "django_otp_webauthn",
    "wagtail.contrib.redirects",
    "wagtail.contrib.routable_page",
    "wagtail.contrib.search_promotions",
    "wagtail.contrib.settings",
    "wagtail.contrib.simple_translation",
    "wagtail.locales",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.sites",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "django_filters",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "csp",
    "axes",
]

MIDDLEWARE = [
    "portal.gate.policy.PolicyMiddleware",
    "portal.gate.headers.HeadersMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "servestatic.middleware.ServeStaticMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "portal.home.language.ChosenLanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "portal.gate.person.PersonMiddleware",
    "portal.gate.person.DeviceMiddleware",
    "portal.gate.http.GateMiddleware",
    "portal.gate.unreadable.UnreadableMiddleware",
    "portal.limits.http.LimitsMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "axes.middleware.AxesMiddleware",
    "cms.desk.addresses.middleware.MovedMiddleware",
    "cms.desk.checks.middleware.RefusalMiddleware",
]

ROOT_URLCONF = "portal.urls"
ASGI_APPLICATION = "portal.asgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "django.template.context_processors.i18n",
                "portal.home.context.frame",
            ],
        },
    },
]

# --- storage ----------------------------------------------------------------------------------
DATABASES: dict[str, Any] = {
    "default": dj_database_url.parse(
        env_str("DATABASE_URL", f"sqlite:///{DATA_DIR / 'kasane.sqlite3'}"),
        conn_max_age=60,
        conn_health_checks=True,  # a PostgreSQL that was restarted is no error to whoever comes next
    )
}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["OPTIONS"] = {
        # IMMEDIATE: a code or a pledge is consumed under one lock, never by lock upgrade
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": (
            "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; PRAGMA recursive_triggers=ON;"
        ),
    }
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
MEDIA_ROOT = DATA_DIR / "media"
MEDIA_URL = "/media/"
# The public site as files (cms/publishing). A web server in front may read them: nothing else of DATA_DIR is for it.
PUBLISHED_DIR = env_path("PUBLISHED_DIR", DATA_DIR / "published")
REDIS_URL = env_str("REDIS_URL", "")
# Channels in memory reach one process only: a right that ends must close sockets in all of them (security.md A4)
if env_workers("WEB_CONCURRENCY") > 1 and not REDIS_URL:
    raise ImproperlyConfigured("Several workers need REDIS_URL; without it, run one (WEB_CONCURRENCY=1).")
CHANNEL_LAYERS: dict[str, Any] = {
    "default": (
        {"BACKEND": "channels_redis.core.RedisChannelLayer", "CONFIG": {"hosts": [REDIS_URL]}}
        if REDIS_URL
        else {"BACKEND": "channels.layers.InMemoryChannelLayer"}
    )
}

# --- people -----------------------------------------------------------------------------------
AUTH_USER_MODEL = "portal.User"
AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "django.contrib.auth.backends.ModelBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "portal.mfa.hashing.PrintedCodeHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
# Passkeys belong to this name for ever: it is the host of KASANE_BASE_URL or a domain above it.
# Browsers know no passkeys for an address in numbers: on this machine they work at http://localhost.
PASSKEY_DOMAIN = env_str("PASSKEY_DOMAIN", "localhost" if ON_LOOPBACK else urlsplit(BASE_URL).hostname)
PASSKEY_URL = BASE_URL.replace("//127.0.0.1", "//localhost")
OTP_WEBAUTHN_RP_ID = PASSKEY_DOMAIN
OTP_WEBAUTHN_RP_NAME = f"かさね {CITY_NAME}"
OTP_WEBAUTHN_ALLOWED_ORIGINS = [PASSKEY_URL]
OTP_WEBAUTHN_CREDENTIAL_MODEL = "portal.Passkey"
OTP_WEBAUTHN_ALLOW_PASSWORDLESS_LOGIN = False
LOGIN_URL = "enter:login"
LOGIN_REDIRECT_URL = "home"
INVITATION_HOURS = env_int("INVITATION_HOURS", 72)
SETUP_CODE_TRIES = env_int("SETUP_CODE_TRIES", 5)
SIGNOFF_DAYS = env_int("SIGNOFF_DAYS", 7)

# --- when the offices are open (dates/closed.py; the city's own days are entered on a page) ---
try:
    YEAR_END = read_year_end(env_str("YEAR_END", "12/29-1/3"))
    OFFICE_HOURS = read_hours(env_str("OFFICE_HOURS", "8:30-17:15"))
except ValueError as error:
    raise ImproperlyConfigured(f"YEAR_END and OFFICE_HOURS: {error}.") from error
MEETING_NOTICE_DAYS = env_int("MEETING_NOTICE_DAYS", 10)  # open days; a meeting sooner than that is fixed with a hint

# --- reminders (meetings/reminders): one mail a day, on open days from this hour on -------------------
try:
    REMIND_AT = read_time(env_str("REMIND_AT", "8:30"))
except ValueError as error:
    raise ImproperlyConfigured(f"REMIND_AT: {error}.") from error
REMIND_MEETING_DAYS = env_days("REMIND_MEETING_DAYS", "1")  # of the calendar
REMIND_ANSWER_DAYS = env_days("REMIND_ANSWER_DAYS", "14,3")  # office days
REMIND_POLL_DAYS = env_days("REMIND_POLL_DAYS", "2")  # of the calendar
REMIND_AGENDA_DAYS = env_days("REMIND_AGENDA_DAYS", "7")  # office days

# --- wrong passwords (security.md A1, A6; accounts/lockout.py) --------------------------------
AXES_HANDLER = "portal.accounts.lockout.Handler"
AXES_LOCKOUT_PARAMETERS = ["username", "ip_address"]  # the account by itself too: addresses can be changed
AXES_FAILURE_LIMIT = 5  # of an account
ADDRESS_FAILURE_LIMIT = 30
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False  # nobody is kept out longer by going on trying
AXES_RESET_ON_SUCCESS = True
AXES_USERNAME_FORM_FIELD = "username"  # as authenticate() is called
AXES_CLIENT_IP_CALLABLE = "portal.accounts.lockout.line_of"
AXES_LOCKOUT_CALLABLE = "portal.accounts.lockout.answer"
AXES_SENSITIVE_PARAMETERS = ["username", "ip_address", "email", "next", "csrfmiddlewaretoken"]
AXES_DISABLE_ACCESS_LOG = True  # portal.sessions keeps the logins
AXES_ENABLE_ADMIN = AXES_VERBOSE = False
PASSWORD_RESET_TIMEOUT = 3600  # seconds that the link for a forgotten password lives

# --- sessions and cookies (security.md A5) ----------------------------------------------------
SESSION_ENGINE = "portal.sessions.store"
SESSION_COOKIE_AGE = env_int("SESSION_HOURS", 10) * 3600  # from the password on, whatever comes in between
IDLE_MINUTES = env_int("IDLE_MINUTES", 30)
IDLE_MINUTES_SHARED = env_int("IDLE_MINUTES_SHARED", 10)
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_NAME = "__Host-sid" if HTTPS else "kasane_sid"
CSRF_COOKIE_NAME = "__Host-csrf" if HTTPS else "kasane_csrf"
LANGUAGE_COOKIE_NAME = "__Host-language" if HTTPS else "kasane_language"
MESSAGE_STORAGE = "portal.home.notices.Cookie"
MESSAGE_COOKIE_NAME = "__Host-notices" if HTTPS else "kasane_notices"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = HTTPS
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = LANGUAGE_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = LANGUAGE_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "portal.gate.views.csrf_failure"
SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
SECURE_HSTS_PRELOAD = HTTPS
# Our own proxy ends TLS and says by which scheme and from which address (audit/origin.py) it was asked.
BEHIND_PROXY = env_bool("BEHIND_PROXY", False)
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if BEHIND_PROXY else None
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
# The editors' desk has its own lines: portal/gate/policy.py
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": [NONCE],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "object-src": ["'none'"],
        "form-action": ["'self'"],
        "base-uri": ["'none'"],
        "frame-ancestors": ["'none'"],
    }
}

# --- the record of acts (docs/decisions/0005-the-record-proves-itself.md) ---------------------
# Checkpoints are kept outside the database: best on another disk, or one that only takes more.
AUDIT_CHECKPOINT_FILE = env_path("AUDIT_CHECKPOINT_FILE", DATA_DIR / "checkpoints.jsonl")
AUDIT_CHECKPOINT_MAIL = env_str("AUDIT_CHECKPOINT_MAIL", "")  # somebody out of reach of who runs this host

# --- the room (minutes/rooms) -----------------------------------------------------------------
# How fast one connection may speak, on average; for a moment it may be sixteen times as much, so a paste goes through.
ROOM_MESSAGES_PER_SECOND = env_int("ROOM_MESSAGES_PER_SECOND", 60)
ROOM_BYTES_PER_SECOND = env_int("ROOM_BYTES_PER_SECOND", 256 * 1024)

# --- mail -------------------------------------------------------------------------------------
# The outbox speaks SMTP itself (portal/outbox/smtp.py): it sends stored bytes, unchanged.
SMTP_HOST = env_str("SMTP_HOST", "127.0.0.1")
SMTP_PORT = env_int("SMTP_PORT", 25)
SMTP_USER = env_str("SMTP_USER", "")
SMTP_PASSWORD = env_str("SMTP_PASSWORD", "")
SMTP_STARTTLS = env_bool("SMTP_STARTTLS", False)
# The embedded default sends mail inside the one process; where several run, `manage.py outbox` does.
OUTBOX_INSIDE = env_bool("OUTBOX_INSIDE", True)
MAIL_FROM = env_str("MAIL_FROM", "kaigi@kasane.example")
MAIL_FROM_NAME = env_str("MAIL_FROM_NAME", f"{SECRETARIAT_NAME} 会議事務局")

# Answers of calendar programs: which server judges what comes in (RFC 8601), and the mailbox they lie in.
MAIL_AUTH_SERVER = env_str("MAIL_AUTH_SERVER", "")  # none: every mailed answer is looked at by a person
MAIL_UNPROVEN_COUNTS = env_bool("MAIL_UNPROVEN_COUNTS", False)  # where members' domains have no DMARC
IMAP_HOST = env_str("IMAP_HOST", "")
IMAP_PORT = env_int("IMAP_PORT", 993)
IMAP_USER = env_str("IMAP_USER", "")
IMAP_PASSWORD = env_str("IMAP_PASSWORD", "")
IMAP_TLS = env_bool("IMAP_TLS", True)  # no only for a server on this host
IMAP_FOLDER = env_str("IMAP_FOLDER", "INBOX")
IMAP_INSIDE = env_bool("IMAP_INSIDE", True)  # no where `manage.py fetch_answers` runs as its own
# Whether invitations say that accepting in a calendar answers: somebody must read what comes in, by IMAP or LMTP.
ANSWERS_BY_MAIL = env_bool("ANSWERS_BY_MAIL", bool(IMAP_HOST))
if IMAP_HOST and not IMAP_TLS and IMAP_HOST not in ("127.0.0.1", "localhost", "::1"):
    raise ImproperlyConfigured("IMAP_TLS=no sends the password in the open: only for IMAP_HOST on this host.")

# --- words and time ---------------------------------------------------------------------------
LANGUAGE_CODE = "ja"
# Of the screens and of the public pages. やさしい日本語 is a way to write pages, not screens: its code is registered
# (BCP 47), and words that the catalogue lacks come from Japanese.
LANGUAGES = [("ja", "日本語"), ("ja-simple", "やさしい日本語"), ("en", "English")]
SCREEN_LANGUAGES = [("ja", "日本語"), ("en", "English")]
LOCALE_PATHS = [BASE_DIR / "locale", BASE_DIR / "locale/wagtail"]  # the second: what Wagtail leaves in English
TIME_ZONE = "Asia/Tokyo"
USE_I18N = True
USE_TZ = True

# --- what comes in: portal/uploads judges files, portal/limits counts uses ---------------------
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024  # a form without its files
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000  # a long public page at the editors' desk has some thousand
DATA_UPLOAD_MAX_NUMBER_FILES = 20
FILE_UPLOAD_PERMISSIONS = 0o600
FILE_UPLOAD_DIRECTORY_PERMISSIONS = 0o700

# --- static -----------------------------------------------------------------------------------
STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
SERVESTATIC_USE_FINDERS = DEMO
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEMO
        else "servestatic.storage.CompressedManifestStaticFilesStorage"
    },
}

# --- Wagtail: nothing may call home ------------------------------------------------------------
WAGTAIL_SITE_NAME = "かさねて支える"
WAGTAILADMIN_BASE_URL = BASE_URL
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAILEMBEDS_FINDERS: list[dict[str, Any]] = []
WAGTAIL_PASSWORD_RESET_ENABLED = False
WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = False
WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False
# who may not be at the desk goes to the portal: Wagtail's own login knows no second factor
WAGTAILADMIN_LOGIN_URL = WAGTAIL_FRONTEND_LOGIN_URL = "/portal/"
WAGTAILIMAGES_IMAGE_FORM_BASE = "cms.uploads.PictureForm"
WAGTAILIMAGES_EXTENSIONS = ["jpg", "jpeg", "png", "webp"]
WAGTAILIMAGES_MAX_UPLOAD_SIZE = WAGTAILDOCS_MAX_UPLOAD_SIZE = 10 * 1024 * 1024
WAGTAILIMAGES_MAX_IMAGE_PIXELS = 40_000_000
WAGTAILDOCS_DOCUMENT_FORM_BASE = "cms.uploads.DocumentForm"
WAGTAILDOCS_EXTENSIONS = ["csv", "docx", "pdf", "txt", "xlsx"]
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "cms.search.backend"}}  # Wagtail's own finds no Japanese
WAGTAIL_I18N_ENABLED = True
WAGTAIL_CONTENT_LANGUAGES = LANGUAGES
WAGTAILSIMPLETRANSLATION_SYNC_PAGE_TREE = False  # a page stands in another language once somebody has written it
WAGTAILADMIN_PERMITTED_LANGUAGES = SCREEN_LANGUAGES
WAGTAIL_ALLOW_UNICODE_SLUGS = False  # cms/desk/addresses/slugs.py
WAGTAILREDIRECTS_AUTO_CREATE = True  # a page that moves leads on from where it was
WAGTAIL_WORKFLOW_REQUIRE_REAPPROVAL_ON_EDIT = True  # what is let out is what both heads saw
EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"  # every mail leaves by portal.outbox
WAGTAIL_AUTOSAVE_INTERVAL = 2500  # milliseconds; each save is a revision

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"hide_tokens": {"()": "portal.accounts.logs.HideTokens"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "filters": ["hide_tokens"]}},
    "root": {"handlers": ["console"], "level": env_str("LOG_LEVEL", "WARNING")},
    "loggers": {
        "axes": {"level": "ERROR"},  # wrong passwords stand in the record of acts
        "pypdf": {"level": "CRITICAL"},  # it quotes from the files it reads
    },
}

SILENCED_SYSTEM_CHECKS: list[str] = []
