"""All settings, from the environment, checked loudly. `gehor doctor` says in a sentence what is misconfigured.

GEHOR_MODE         production (default) | demo | test
GEHOR_HOME         folder for the database file, uploads and static files (default: ./var)
DATABASE_URL       postgres://… ; without it an SQLite file in GEHOR_HOME
GEHOR_SECRET_KEY   at least 50 characters; must be set in production
GEHOR_FORMER_KEYS  secret keys that stood there before, with spaces between; the journal alone asks for them
GEHOR_PSEUDONYM_KEY  64 hexadecimal digits; without it the file pseudonym.key in GEHOR_HOME, made when needed
GEHOR_OIDC         the file with providers of e-identification (default: oidc.toml in GEHOR_HOME)
GEHOR_SAML         the same for those that speak SAML (default: saml.toml in GEHOR_HOME)
GEHOR_SIGN_IN      the file with where staff may sign in instead of here (default: sign-in.toml in GEHOR_HOME)
GEHOR_HOSTS        comma-separated host names; must be set in production
GEHOR_ADDRESS      the address that people write, as in https://dialog.example.org (used in letters and messages)
GEHOR_MAIL         smtp://user:password@host:587/?tls=1 ; must be set in production, not heard in the demo
GEHOR_MAIL_FROM    the sender of messages
GEHOR_SMS_DIR      folder in which text messages are laid, a file each, for the gateway to fetch; without it, none
GEHOR_PROXIES      how many reverse proxies stand in front and set X-Forwarded-For (default 0; one ends TLS)
GEHOR_INNER_NETWORKS  networks of ours in which feeds of others may be fetched, as in 10.20.0.0/16 (default: none)
GEHOR_POOL         most connections to PostgreSQL per process (default 16)
GEHOR_LIMITS       "off" lets one address send as much as it can, to measure speed; not heard in production
"""

import os
from ipaddress import ip_network
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

import dj_database_url
from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from gehor.site.misconfigured import Misconfigured, gettext_noop
from gehor.site.policy import on_files

SOURCE = Path(__file__).resolve().parent.parent
MODE = os.environ.get("GEHOR_MODE", "production")
if MODE not in ("production", "demo", "test"):
    raise Misconfigured(gettext_noop("GEHOR_MODE is “{value}”; it must be production, demo or test."), value=MODE)
DEMO = MODE == "demo"
PRODUCTION = MODE == "production"


def required(name: str, stand_in: str) -> str:
    """The variable; outside production a stand-in will do."""
    value = os.environ.get(name, "").strip()
    if value:
        return value
    if PRODUCTION:
        raise Misconfigured(
            gettext_noop(
                "{name} is not set. Gehör does not start in production without it; "
                "see the head of gehor/site/settings.py or the operations guide. To try Gehör out, use `make run`."
            ),
            name=name,
        )
    return stand_in


def whole_number(name: str, stand_in: int, least: int = 0) -> int:
    value = os.environ.get(name, "").strip() or str(stand_in)
    if not value.isdecimal() or int(value) < least:
        raise Misconfigured(
            gettext_noop("{name} is “{value}”; it must be a whole number from {least} on."),
            name=name,
            value=value,
            least=least,
        )
    return int(value)


HOME = Path(os.environ.get("GEHOR_HOME", "var")).resolve()
try:
    HOME.mkdir(mode=0o700, parents=True, exist_ok=True)  # it will hold personal data
except OSError as failure:
    raise Misconfigured(
        gettext_noop("GEHOR_HOME {folder} cannot be made: {why}."), folder=HOME, why=failure.strerror
    ) from None

STAND_IN_KEY = "only-for-demo-and-tests-this-key-is-known-to-everyone-0123456789"
SECRET_KEY = required("GEHOR_SECRET_KEY", STAND_IN_KEY)
if PRODUCTION and (SECRET_KEY == STAND_IN_KEY or len(SECRET_KEY) < 50 or len(set(SECRET_KEY)) < 10):
    raise Misconfigured(
        gettext_noop(
            "GEHOR_SECRET_KEY is the demo's, is shorter than 50 characters, or repeats itself. "
            "Make one: `gehor secret`."
        )
    )
# By these too it is known that an action wrote an entry: see gehor/ground/journal/seal.py
FORMER_KEYS = os.environ.get("GEHOR_FORMER_KEYS", "").split()
# Who is asked for e-identification, beside the keys: see gehor/participation/identity/oidc/providers.py
OIDC_FILE = os.environ.get("GEHOR_OIDC", "").strip() or str(HOME / "oidc.toml")
SAML_FILE = os.environ.get("GEHOR_SAML", "").strip() or str(HOME / "saml.toml")
# Where staff may sign in with their employer's account: see gehor/site/single_sign_on/providers.py
SIGN_IN_FILE = os.environ.get("GEHOR_SIGN_IN", "").strip() or str(HOME / "sign-in.toml")
# Outside the database, so that a copy of it names nobody: see gehor/participation/identity/keys.py
PSEUDONYM_KEY = os.environ.get("GEHOR_PSEUDONYM_KEY", "").strip()
ALLOWED_HOSTS = [host.strip() for host in required("GEHOR_HOSTS", "localhost,127.0.0.1,[::1],testserver").split(",")]
if PRODUCTION and any(host in ("*", "") or host.startswith("*") for host in ALLOWED_HOSTS):
    raise Misconfigured(
        gettext_noop("GEHOR_HOSTS must name each host; * would let strangers choose the name of this one.")
    )
ADDRESS = os.environ.get("GEHOR_ADDRESS", "http://127.0.0.1:8000" if not PRODUCTION else f"https://{ALLOWED_HOSTS[0]}")
ADDRESS = ADDRESS.rstrip("/")
if not ADDRESS.startswith(("https://", "http://")):
    raise Misconfigured(
        gettext_noop("GEHOR_ADDRESS is “{value}”; write it whole, as in https://dialog.example.org."), value=ADDRESS
    )
PROXIES = whole_number("GEHOR_PROXIES", 0)
# What others write leads us to public addresses, and to these: see gehor/network/sharing/fetching.py
try:
    INNER_NETWORKS = [ip_network(each) for each in os.environ.get("GEHOR_INNER_NETWORKS", "").replace(",", " ").split()]
except ValueError as fault:
    raise Misconfigured(
        gettext_noop(
            "GEHOR_INNER_NETWORKS cannot be read: {why}. Write networks as in 10.20.0.0/16, with commas between them."
        ),
        why=fault,
    ) from None
DEBUG = False

METHODS = sorted(path.parent.name for path in (SOURCE / "methods").glob("*/method.py"))
PARTS_OF_METHODS = [  # folders of theirs with models of their own
    f"{key}.{path.parent.name}" for key in METHODS for path in sorted((SOURCE / "methods" / key).glob("*/apps.py"))
]
INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "gehor.ground.design",  # before allauth, whose pages it dresses
    "gehor.cli",
    "gehor.site",  # before allauth, whose sentences it says anew
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "django_htmx",
    "django_tasks",
    "django_tasks_db",
    "gehor.ground.journal",
    "gehor.ground.organisations",
    "gehor.ground.calendar",
    "gehor.ground.maps",
    "gehor.ground.governance",
    "gehor.ground.documents",
    "gehor.ground.people",
    "gehor.ground.outbox",
    "gehor.planning",
    "gehor.planning.advice",
    "gehor.planning.checks",
    "gehor.planning.project",
    "gehor.planning.retroactive",
    "gehor.planning.shapes",
    "gehor.planning.together",
    "gehor.recruitment",
    "gehor.participation",
    "gehor.participation.ballots",
    "gehor.participation.identity",
    "gehor.participation.moderation",
    "gehor.participation.paper",
    *(f"gehor.methods.{key}" for key in [*METHODS, *PARTS_OF_METHODS]),
    "gehor.analysis",
    "gehor.analysis.voices",
    "gehor.analysis.checking",
    "gehor.analysis.series",
    "gehor.analysis.sourced",
    "gehor.analysis.counted",
    "gehor.decision",
    "gehor.decision.basis",
    "gehor.decision.course",
    "gehor.decision.sought",
    "gehor.feedback",
    "gehor.feedback.checked",
    "gehor.feedback.expecting",
    "gehor.feedback.petitioned",
    "gehor.feedback.authors",
    "gehor.feedback.inviting",
    "gehor.feedback.replies",
    "gehor.feedback.stages",
    "gehor.followup",
    "gehor.followup.carried",
    "gehor.followup.evaluation",
    "gehor.followup.examples",
    "gehor.followup.telling",
    "gehor.network",
    "gehor.network.gatherings",
    "gehor.network.library",
    "gehor.network.sharing",
    "gehor.network.programme",
    "gehor.network.programme.homework",
    "gehor.network.programme.invoicing",
    "gehor.trace",
    "gehor.portal",
    "gehor.portal.reminding",
    "gehor.portal.escalating",
    "gehor.portal.retention",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "gehor.site.middleware.compress",
    "gehor.ground.pages.keep",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "gehor.site.middleware.permissions_policy",
    "gehor.site.middleware.tell_where",
    "gehor.site.coming_back.coming_back",
    "gehor.site.policy.ContentPolicy",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "gehor.site.middleware.refusals",
    "gehor.site.still_here.still_here",
    "gehor.participation.identity.middleware.show_first",
    "gehor.site.middleware.slow_down",
    "gehor.site.again.accept",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "gehor.site.middleware.actor",
    "gehor.site.once.once",
    "gehor.participation.identity.middleware.read_first",
]

ROOT_URLCONF = "gehor.site.urls"
WSGI_APPLICATION = "gehor.site.wsgi.application"
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
                "gehor.site.context.everywhere",
            ],
        },
    },
]
FORM_RENDERER = "django.forms.renderers.DjangoTemplates"

# Database: SQLite by default (WAL, IMMEDIATE, FULL, one writing process), PostgreSQL with a pool by DATABASE_URL.
DATABASE_URL = os.environ.get("DATABASE_URL", "")
if DATABASE_URL:
    try:
        DATABASES = {"default": dj_database_url.parse(DATABASE_URL)}
    except ValueError:  # it repeats the address, and with it the password
        raise Misconfigured(
            gettext_noop("DATABASE_URL cannot be read; write it as in postgres://user:password@host:5432/gehor.")
        ) from None
    if not DATABASES["default"]["ENGINE"].endswith((".postgresql", ".sqlite3")):
        raise Misconfigured(
            gettext_noop("DATABASE_URL names a database that Gehör does not know; it knows postgres://….")
        )
    if DATABASES["default"]["ENGINE"].endswith("postgresql"):
        DATABASES["default"].setdefault("OPTIONS", {})
        DATABASES["default"]["CONN_HEALTH_CHECKS"] = True  # a server that was restarted is noticed before a page fails
        if MODE != "test":
            DATABASES["default"]["OPTIONS"]["pool"] = {
                "min_size": 2,
                "max_size": whole_number("GEHOR_POOL", 16, least=2),
                "timeout": 10,
            }
else:
    DATABASES = {
        "default": {
            "ENGINE": "gehor.ground.sqlite",
            "NAME": HOME / "gehor.sqlite3",
            "CONN_MAX_AGE": 0,  # given back after each request, and taken by the next
            "OPTIONS": {
                "transaction_mode": "IMMEDIATE",
                "timeout": 20,
                # Each connection has a cache of its own, so it is small: the kernel keeps what all read
                "init_command": "PRAGMA journal_mode=WAL; PRAGMA cache_size=-500; PRAGMA temp_store=MEMORY; "
                f"PRAGMA synchronous={'OFF' if MODE == 'test' else 'FULL'};",
            },
            # A file, since threads would share one connection, and so one transaction, to a database in memory
            "TEST": {"NAME": HOME / "test.sqlite3"},
        }
    }
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
# Many waiting writers, one commit: see gehor/ground/together.py. Tests that need it turn it on.
GROUP_COMMIT = "sqlite" in str(DATABASES["default"]["ENGINE"]) and MODE != "test"
# Pages that are the same for everybody stay in memory: see gehor/ground/pages.py. Tests that need it turn it on.
KEEP_PAGES = MODE != "test"

# Sign-in: e-mail and password (Argon2) or an e-mailed code; second factor by an app and recovery codes.
AUTH_USER_MODEL = "organisations.Account"
AUTHENTICATION_BACKENDS = ["gehor.site.adapter.Accounts"]
PASSWORD_HASHERS = ["gehor.site.hashing.Argon2"]
PASSWORD_RESET_TIMEOUT = 60 * 60
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("name", "email")},
    },
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
ACCOUNT_ADAPTER = "gehor.site.adapter.StaffOnly"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 10 * 60
ACCOUNT_LOGIN_BY_CODE_SUPPORTS_RESEND = True
ACCOUNT_EMAIL_VERIFICATION = "none"  # accounts are made by an administrator; the code proves the address
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_EMAIL_NOTIFICATIONS = True  # of a new password and of a changed second factor
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_AUTHENTICATED_LOGIN_REDIRECTS = not DEMO  # in the demo one changes people there
ACCOUNT_FORMS = {
    "login": "gehor.site.forms.SignInForm",
    "request_login_code": "gehor.site.forms.AskForCodeForm",
    "confirm_login_code": "gehor.site.forms.CodeForm",
    "reset_password": "gehor.site.forms.ForgottenPasswordForm",
    "reset_password_from_key": "gehor.site.forms.NewPasswordForm",
    "change_password": "gehor.site.forms.ChangePasswordForm",
    "set_password": "gehor.site.forms.FirstPasswordForm",
    "reauthenticate": "gehor.site.forms.PasswordOnceMoreForm",
}
# Per account, at most five minutes to wait: the forms say so. Per network address: LIMITS below.
ACCOUNT_RATE_LIMITS = {
    "login": None,
    "login_failed": "5/5m/key",
    "request_login_code": "5/5m/key",
    "reset_password": "5/5m/key",
    "reset_password_from_key": None,
}
MFA_ADAPTER = "gehor.site.adapter.SecondFactor"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_ALLOW_UNVERIFIED_EMAIL = True  # nobody signs up here with somebody else's address
MFA_TOTP_ISSUER = "Gehör"
MFA_TOTP_TOLERANCE = 1  # a telephone's clock may be half a minute wrong
MFA_FORMS = {
    "authenticate": "gehor.site.forms.SecondFactorForm",
    "reauthenticate": "gehor.site.forms.SecondFactorOnceMoreForm",
    "activate_totp": "gehor.site.forms.SetUpForm",
}
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/staff/"
LOGOUT_REDIRECT_URL = "/"
ACCOUNT_LOGOUT_REDIRECT_URL = "/"
MAIL_IN_BACKGROUND = MODE != "test"  # see gehor/site/adapter.py

# Languages
LANGUAGE_CODE = "en"
LANGUAGES = [("sv", _("Swedish")), ("en", _("English"))]
LANGUAGE_NAMES = {"sv": "Svenska", "en": "English"}
LOCALE_PATHS = [SOURCE / "ground" / "locale"]  # ground is a folder of apps, not an app
FORMAT_MODULE_PATH = ["gehor.site.formats"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Europe/Stockholm"
LANGUAGE_COOKIE_SAMESITE = "Lax"

# Files
STATIC_URL = "/static/"
STATIC_ROOT = HOME / "static"
MEDIA_ROOT = HOME / "media"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if MODE != "test"
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}
STATICFILES_FINDERS = [
    "gehor.ground.design.stylesheet.StylesheetFinder",
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
]
WHITENOISE_USE_FINDERS = WHITENOISE_AUTOREFRESH = MODE == "test"  # looked up when asked for
WHITENOISE_ADD_HEADERS_FUNCTION = on_files
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024  # text fields together; files are counted apart
DATA_UPLOAD_MAX_NUMBER_FIELDS = 3000
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
UPLOAD_MOST_BYTES = 25 * 1024 * 1024  # a whole request; the middleware refuses more before it is read

# Background
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default"]}}

# Mail
MAIL = "outbox:" if DEMO else required("GEHOR_MAIL", "outbox:")  # anybody is anybody there: no message leaves the house
DEFAULT_FROM_EMAIL = os.environ.get("GEHOR_MAIL_FROM", "Gehör <no-reply@localhost>")
SERVER_EMAIL = DEFAULT_FROM_EMAIL
if MAIL == "outbox:":
    if PRODUCTION:
        raise Misconfigured(gettext_noop("GEHOR_MAIL is the demo's outbox: messages would reach nobody. Set smtp://…"))
    EMAIL_BACKEND = "gehor.ground.outbox.backend.OutboxBackend"
else:
    try:
        _mail = urlsplit(MAIL)
        EMAIL_PORT = _mail.port or 25
        if _mail.scheme != "smtp" or not _mail.hostname:
            raise ValueError
    except ValueError:
        raise Misconfigured(
            gettext_noop("GEHOR_MAIL cannot be read; write it as in smtp://user:password@host:587/?tls=1.")
        ) from None
    _options = parse_qs(_mail.query)
    EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    EMAIL_HOST = _mail.hostname
    EMAIL_HOST_USER = unquote(_mail.username or "")
    EMAIL_HOST_PASSWORD = unquote(_mail.password or "")
    EMAIL_USE_TLS = _options.get("tls") == ["1"]
    EMAIL_USE_SSL = _options.get("ssl") == ["1"]
    EMAIL_TIMEOUT = 20

# Text messages: see gehor/feedback/stages/gateway.py. Without a folder nobody is asked for a number.
_sms = os.environ.get("GEHOR_SMS_DIR", "").strip() or ("" if PRODUCTION else str(HOME / "sms"))
SMS_DIR = Path(_sms).resolve() if _sms else None
SMS_GATEWAY = "gehor.feedback.stages.gateway.Folder"

# Security
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "object-src": [NONE],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "form-action": [SELF],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_AGE = 60 * 60 * 10  # a working day
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
CSRF_FAILURE_VIEW = "gehor.site.errors.csrf_failure"
CSRF_COOKIE_HTTPONLY = True
if PRODUCTION:
    SECURE_SSL_REDIRECT = True
    SECURE_REDIRECT_EXEMPT = [r"^healthz$"]
    SECURE_HSTS_SECONDS = 60 * 60 * 24 * 365
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    SECURE_HSTS_PRELOAD = True
    SESSION_COOKIE_SECURE = True
    CSRF_COOKIE_SECURE = True
    LANGUAGE_COOKIE_SECURE = True
    SESSION_COOKIE_NAME = "__Host-sessionid"  # browsers take such a cookie from this very host alone
    CSRF_COOKIE_NAME = "__Host-csrftoken"
    CSRF_TRUSTED_ORIGINS = [ADDRESS]
    if PROXIES:
        SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

# Counters of sign-in, and codes that were used. A small one could be emptied by somebody who fills it on purpose.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "OPTIONS": {"MAX_ENTRIES": 20_000, "CULL_FREQUENCY": 10},
    }
}

# How much one address, and one dialogue, may send: (burst, per minute). See gehor/ground/limits.py.
LIMITS = {
    "contribute_address": (20, 20),
    "contribute_dialogue": (600, 20_000),
    "vote_address": (200, 200),  # a whole school class may sit behind one address
    "contribute_few": (5, 5),  # where the lead has chosen fewer, or more, than usual: moderation/network.py
    "contribute_many": (200, 200),
    "vote_few": (50, 50),
    "vote_many": (1000, 1000),
    "report_address": (10, 10),
    "ask_address": (5, 5),  # letters to authors in the library
    "apply_address": (5, 5),  # applications to programmes
    "code_address": (20, 10),  # codes from letters that are tried
    "receipt_address": (30, 30),
    "sign_in_address": (20, 20),
}
LEAST_SECONDS = 3  # between a form that is shown and its coming back; see gehor/ground/pace.py
if not PRODUCTION and os.environ.get("GEHOR_LIMITS") == "off":
    LIMITS, LEAST_SECONDS = dict.fromkeys(LIMITS, (10**9, 10**9)), 0
if MODE == "test":
    LIMITS, LEAST_SECONDS = dict.fromkeys(LIMITS, (10_000, 10_000)), 0
    ACCOUNT_RATE_LIMITS = dict.fromkeys([*ACCOUNT_RATE_LIMITS, "change_password", "reauthenticate"])
    PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher", *PASSWORD_HASHERS]

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "filters": {"without_secrets": {"()": "gehor.site.logs.WithoutSecrets"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line", "filters": ["without_secrets"]}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
