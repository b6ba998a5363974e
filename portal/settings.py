"""The portal's settings: everything a city may set is in the environment table below, with its type and safe default."""

from datetime import timedelta
from pathlib import Path

import environ
from csp.constants import NONE, SELF
from django.core.management.utils import get_random_secret_key

from portal.core import locales

BASE_DIR = Path(__file__).resolve().parent.parent
env = environ.Env(
    # name=(type, default): what it is for
    DEBUG=(bool, False),  # pattern page, tracebacks; never in public
    SECRET_KEY=(str, ""),  # set it when several servers share one; otherwise made once and kept under VAR_DIR
    SECRET_KEY_FALLBACKS=(list, []),  # former secrets, which still open what they closed
    ALLOWED_HOSTS=(list, ["localhost", "127.0.0.1", "[::1]"]),  # a demonstration answers under any name
    BASE_URL=(str, "http://localhost:8000"),  # the public address, used in mail, feeds and QR codes
    DEMONSTRATION=(bool, False),  # says on every page that the city is invented
    MAINTENANCE=(bool, False),  # answers every public page with the maintenance page
    VAR_DIR=(Path, BASE_DIR / "var"),  # database, media, dictionaries, mail of the embedded defaults
    DISK_FREE_MB=(int, 500),  # when less is free under VAR_DIR, /health, the log and `check --deploy` say so
    DATABASE_URL=(str, ""),  # postgres://… to grow; SQLite under VAR_DIR otherwise
    REDIS_URL=(str, ""),  # cache shared by several web processes
    ELASTICSEARCH_URL=(list, []),  # https://user:password@one:9200,https://two:9200: a replica of the search
    ELASTICSEARCH_API_KEY=(str, ""),  # instead of user and password
    ELASTICSEARCH_CA=(str, ""),  # file of the private authority that signed the cluster's certificate
    ELASTICSEARCH_PREFIX=(str, "participa"),  # of the names of its indexes, for portals that share a cluster
    ELASTICSEARCH_TIMEOUT=(float, 1.5),  # seconds a reader waits for it before the database answers
    EMAIL_URL=(str, ""),  # smtp://…; files under VAR_DIR otherwise
    EMAIL_FROM=(str, "portal@localhost"),
    EMAIL_TIMEOUT=(int, 20),  # seconds that each step of the talk with the mail server may take
    TIME_ZONE=(str, "America/Argentina/Buenos_Aires"),  # the city's zone
    HOLIDAYS=(str, "AR"),  # country, or part of it ("ES-MD"), on whose holidays no council meets; empty: none
    HTTPS=(bool, False),  # behind TLS: secure cookies, HSTS, redirects
    TRUST_PROXY=(int, 0),  # how many proxies stand in front, each of which sets X-Forwarded-Proto and adds to -For
    BIND=(str, ""),  # address that is listened on, or unix:/path; empty: 127.0.0.1 behind a proxy, else 0.0.0.0
    IMAGE_MEGAPIXELS=(int, 32),  # of a picture, all its frames together; one of 121 takes 700 MB to make smaller
    SESSION_IDLE_HOURS=(float, 8),  # an account that did nothing for so long must log in again
    SESSION_DAYS=(float, 7),  # and so must every account after so long
    LOGIN_FAILURES=(int, 5),  # wrong passwords or codes in a row …
    LOGIN_LOCK_MINUTES=(int, 15),  # … and how long the account then cannot log in from there
    LOG_LOGINS_DAYS=(int, 180),  # how long the log of changes keeps logins and failed ones
    LOG_DAYS=(int, 1825),  # and everything else
)
environ.Env.read_env(BASE_DIR / ".env")


def kept_secrets(path: Path) -> list[str]:
    """Return the secret in a file (Path) that only this account reads, made on the first start, and former ones below it."""
    if not path.exists():
        path.touch(mode=0o600)
        path.write_text(get_random_secret_key())
    return path.read_text().splitlines()


DEBUG, DEMONSTRATION, MAINTENANCE = env("DEBUG"), env("DEMONSTRATION"), env("MAINTENANCE")
VAR_DIR = env("VAR_DIR")
VAR_DIR.mkdir(parents=True, exist_ok=True)
SECRET_KEY, *SECRET_KEY_FALLBACKS = [env("SECRET_KEY")] if env("SECRET_KEY") else kept_secrets(VAR_DIR / "secret-key")
SECRET_KEY_FALLBACKS += env("SECRET_KEY_FALLBACKS")
ALLOWED_HOSTS = ["*"] if DEMONSTRATION else env("ALLOWED_HOSTS")
BASE_URL = env("BASE_URL").rstrip("/")

#: from the roof down; what each is: CONTRIBUTING.md
ROOMS = """
    operations demonstration drawings home agendas invitations series councils session_import minutes_editor
    participation minutes participants corrections proposals events practices documents submission_queue submissions
    page_editor map_data data_protection office districts spam_protection uploads offline_forms mail access pictures
    core territory vocabularies personal_data
"""
INSTALLED_APPS = [
    *(f"portal.{room}" for room in ROOMS.split()),
    "search",
    "wagtail_localize",
    "wagtail_localize.locales",
    "wagtail.contrib.settings",
    "wagtail.contrib.redirects",
    "wagtail.embeds",
    "wagtail.sites",
    "portal.access.accounts.apps.AccountsConfig",  # wagtail.users with our screens
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "axes",
    "django_tasks",
    "django_tasks_db",
    "csp",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.humanize",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "portal.core.middleware.PolicyMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "portal.core.middleware.MaintenanceMiddleware",
    "portal.core.middleware.CleanQueryMiddleware",
    "portal.core.middleware.AskedOnceMiddleware",
    "portal.core.middleware.LenientSessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "portal.core.middleware.ConditionalMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "portal.access.accounts.middleware.SessionLifeMiddleware",
    "portal.access.accounts.middleware.SecondFactorMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "portal.access.page_screens.guard.PageScreensMiddleware",
    "wagtail.contrib.redirects.middleware.RedirectMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "portal.urls"
WSGI_APPLICATION = "portal.wsgi.application"
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
                "portal.core.context.portal",
            ],
        },
    }
]

# SQLite: these three together gave no lock error under load where the defaults gave hundreds; never ATOMIC_REQUESTS.
SQLITE_OPTIONS = {
    "timeout": 20,
    "transaction_mode": "IMMEDIATE",
    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA cache_size=-8000;",
}
DATABASES = {"default": env.db_url_config(env("DATABASE_URL") or f"sqlite:///{VAR_DIR / 'portal.sqlite3'}")}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"] |= {"ENGINE": "portal.operations.sqlite3", "OPTIONS": SQLITE_OPTIONS}
else:
    DATABASES["default"]["CONN_MAX_AGE"] = 60
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
if env("REDIS_URL"):
    CACHES["default"] = {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": env("REDIS_URL")}
TASKS = {"default": {"BACKEND": "portal.core.task_queue.BatchedTasks"}}
vars().update(env.email_url_config(env("EMAIL_URL") or f"filemail:///{VAR_DIR / 'mail'}"))
DEFAULT_FROM_EMAIL, EMAIL_TIMEOUT = env("EMAIL_FROM"), env("EMAIL_TIMEOUT")

AUTH_USER_MODEL = "core.User"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in ("UserAttributeSimilarityValidator", "MinimumLengthValidator", "CommonPasswordValidator")
]
AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "django.contrib.auth.backends.ModelBackend"]
LOGIN_URL = WAGTAILADMIN_LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "wagtailadmin_home"
PASSWORD_RESET_TIMEOUT = 86_400
WAGTAIL_PASSWORD_RESET_ENABLED = False  # its own; ours is throttled

# Getting in (portal/access/accounts): no sign-up, no mail to confirm, no hint of who has an account.
ACCOUNT_ADAPTER = "portal.access.accounts.adapter.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_AUTHENTICATED_LOGIN_REDIRECTS = False
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_PASSWORD_RESET_TOKEN_GENERATOR = "django.contrib.auth.tokens.PasswordResetTokenGenerator"  # noqa: S105
ACCOUNT_RATE_LIMITS = MFA_RATE_LIMITS = False  # in the cache of one process; ours are in the database
ACCOUNT_FORMS = {
    "login": "portal.access.accounts.forms.LoginForm",
    "reauthenticate": "portal.access.accounts.forms.AgainForm",
    "reset_password": "portal.access.accounts.forms.ResetForm",
    "reset_password_from_key": "portal.access.accounts.forms.NewPasswordForm",
}
MFA_ADAPTER = "portal.access.accounts.adapter.MFAAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_TOTP_TOLERANCE = 1  # clocks of telephones differ
MFA_FORMS = {
    "authenticate": "portal.access.accounts.forms.FactorForm",
    "reauthenticate": "portal.access.accounts.forms.FactorAgainForm",
    "activate_totp": "portal.access.accounts.forms.EnrolForm",
    "add_webauthn": "portal.access.accounts.forms.KeyForm",
}
AXES_HANDLER = "axes.handlers.database.AxesDatabaseHandler"
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_FAILURE_LIMIT = env("LOGIN_FAILURES")
AXES_COOLOFF_TIME = timedelta(minutes=env("LOGIN_LOCK_MINUTES"))
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_RESET_ON_SUCCESS = True
AXES_DISABLE_ACCESS_LOG = True  # the portal's log of changes has the logins
AXES_SENSITIVE_PARAMETERS = ["username", "password", "ip_address", "csrfmiddlewaretoken"]
AXES_CLIENT_IP_CALLABLE = "portal.access.accounts.addresses.client_address"
AXES_USERNAME_CALLABLE = "portal.access.accounts.addresses.account_name"
AXES_LOCKOUT_CALLABLE = "portal.access.accounts.views.locked_out"

# Spanish is the source language of the interface: its texts are the message ids.
LANGUAGE_CODE = locales.SOURCE
LANGUAGES = WAGTAIL_CONTENT_LANGUAGES = locales.endonym_choices()  # a language is a row in portal/core/locales.py
WAGTAILADMIN_PERMITTED_LANGUAGES = locales.admin_choices()
WAGTAIL_I18N_ENABLED = True
LOCALE_PATHS = [BASE_DIR / "locale", BASE_DIR / "locale" / "packages"]  # our texts; what the packages' own lack
TIME_ZONE = env("TIME_ZONE")
HOLIDAYS = env("HOLIDAYS")

DISK_FREE_BYTES = env("DISK_FREE_MB") * 1_000_000
STATIC_URL, MEDIA_URL = "/static/", "/media/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
MEDIA_ROOT = VAR_DIR / "media"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "portal.operations.static_files.StaticFiles"},
}
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5_000  # the longest minutes, sent as one form without script
FILE_UPLOAD_HANDLERS = [
    "portal.uploads.handlers.CappedUploadHandler",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]
WHITENOISE_MAX_AGE = 31_536_000

WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "portal.operations.admin_search"}}
WAGTAIL_SITE_NAME = "Participa"
WAGTAILADMIN_BASE_URL = BASE_URL
WAGTAILIMAGES_IMAGE_MODEL = "core.PortalImage"
WAGTAILIMAGES_IMAGE_FORM_BASE = "portal.office.picture_form.PictureForm"
WAGTAILIMAGES_MAX_IMAGE_PIXELS = env("IMAGE_MEGAPIXELS") * 1_000_000
WAGTAILIMAGES_EXTENSIONS = ["avif", "gif", "jpg", "jpeg", "png", "webp"]  # no SVG: it may hold scripts
WAGTAILDOCS_DOCUMENT_MODEL = "documents.PortalDocument"
WAGTAIL_GRAVATAR_PROVIDER_URL = None  # no third party sees our editors
WAGTAIL_ENABLE_UPDATE_CHECK = WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAILADMIN_NOTIFICATION_INCLUDE_SUPERUSERS = False
WAGTAILADMIN_EXTERNAL_LINK_CONVERSION = "none"  # it shows the draft title of whatever page lies at an address
WAGTAILLOCALIZE_SYNC_LIVE_STATUS_ON_TRANSLATE = False  # a translation begins as a draft, whoever begins it
WAGTAIL_AUTOSAVE_INTERVAL = 0  # beside "publish" it makes a new page twice and answers 500
WAGTAIL_USER_TIME_ZONES = [TIME_ZONE]  # the city has one

SEARCH_DICTIONARY_DIR = VAR_DIR / "dictionaries"
SEARCH_LANGUAGES = [code for code, _ in LANGUAGES]
ELASTICSEARCH = {
    "hosts": env("ELASTICSEARCH_URL"),
    "api_key": env("ELASTICSEARCH_API_KEY"),
    "ca": env("ELASTICSEARCH_CA"),
    "prefix": env("ELASTICSEARCH_PREFIX"),
    "timeout": env("ELASTICSEARCH_TIMEOUT"),
}

# Public pages load only what this server sends; the admin's looser policy is set by PolicyMiddleware.
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        **{name: [NONE] for name in ("default-src", "base-uri", "frame-ancestors")},
        **{f"{name}-src": [SELF] for name in ("script", "style", "font", "img", "connect", "worker")},
        "form-action": [SELF],
    }
}
X_FRAME_OPTIONS = "SAMEORIGIN"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = env("HTTPS")
SESSION_COOKIE_AGE = int(env("SESSION_DAYS") * 86_400)
SESSION_IDLE_SECONDS = env("SESSION_IDLE_HOURS") * 3600
LOG_LOGINS_DAYS, LOG_DAYS = env("LOG_LOGINS_DAYS"), env("LOG_DAYS")
SECURE_HSTS_SECONDS = 31_536_000 if env("HTTPS") else 0
TRUST_PROXY = env("TRUST_PROXY")
BIND = env("BIND") or ("127.0.0.1" if TRUST_PROXY else "0.0.0.0")  # noqa: S104 - without a proxy everybody asks us
if TRUST_PROXY:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {"portal": {"level": "INFO"}, "search": {"level": "INFO"}, "elastic_transport": {"level": "ERROR"}},
}
