"""One settings file, fed by a few environment variables; docs/settings.md lists them."""

import hmac

from django.utils.csp import CSP
from environs import env

from brobygger.config.addresses import CHECKOUT, as_web_role, data_folder, database
from brobygger.config.secrets import secrets_of

# -- what the environment says ------------------------------------------------------------------------------------
DATA = data_folder()
DEBUG = env.bool("BROBYGGER_DEBUG", False)
DEMO = env.bool("BROBYGGER_DEMO", False)
HTTPS = env.bool("BROBYGGER_HTTPS", False)
PROXY = env.list("BROBYGGER_PROXY", ["127.0.0.0/8", "::1"])
ALLOWED_HOSTS = env.list("BROBYGGER_HOSTS", ["127.0.0.1", "localhost"])
CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in ALLOWED_HOSTS] if HTTPS else []
# The one way out (the contact room): where links lead, the mail server, and the gateway for SMS.
PUBLIC_ADDRESS = env.str("BROBYGGER_ADDRESS", "http://127.0.0.1:8000")
SMTP_URL, MAIL_FROM = env.str("BROBYGGER_SMTP", ""), env.str("BROBYGGER_MAIL_FROM", "post@localhost")
# How long a back-up of the database lies anywhere, which a certificate of erasure says.
BACKUP_DAYS = env.int("BROBYGGER_BACKUP_DAYS", 30)
SMS_URL, SMS_KEY = env.str("BROBYGGER_SMS", ""), env.str("BROBYGGER_SMS_KEY", "")
# Whatever a library would like to send by Django's own mail goes nowhere.
MAILERS = {"default": {"BACKEND": "django.core.mail.backends.dummy.EmailBackend"}}

_secrets = secrets_of(DATA)
SECRET_KEY = _secrets.secret_key
FINGERPRINT_KEY = _secrets.fingerprint_key
SEAL_KEYS = _secrets.seal_keys
WALL_KEY = hmac.digest(SECRET_KEY.encode(), b"what the process tells the walls", "sha256")


# -- the database: `default` is the web role, which the zone walls hold for; `owner` owns the tables ----------------
DATABASES = {}
WEB_ROLE_IS_YOURS = False
if owner_url := env.str("DATABASE_URL", ""):
    DATABASES["owner"] = database(owner_url)
if web_url := env.str("BROBYGGER_WEB_DATABASE_URL", ""):
    DATABASES["default"] = database(web_url)
    WEB_ROLE_IS_YOURS = True
elif owner_url:
    DATABASES["default"] = as_web_role(DATABASES["owner"], SECRET_KEY)
DATABASE_ROUTERS = ["brobygger.config.database.OnlyTheOwnerMigrates"]

# -- what it is made of ---------------------------------------------------------------------------------------------
ROOMS = [
    "demonstration",
    "desk",
    "erasure",
    "interviews",
    "cross_tables",
    "report",
    "economy",
    "evaluation",
    "surveys",
    "disclosure",
    "alarms",
    "doubles",
    "extracts",
    "course_plans",
    "coordination",
    "courses",
    "participants",
    "safety",
    "risk",
    "counselling",
    "volunteers",
    "referrals",
    "rota",
    "outreach",
    "reception",
    "inquiries",
    "screening",
    "mailbox",
    "reach",
    "municipality",
    "routes",
    "outreach_policy",
    "intake",
    "duties",
    "directory",
    "cases",
    "contact",
    "people",
    "packs",
    "programmes",
    "calendars",
    "handbook",
    "meetings",
    "staff",
    "trail",
    "access",
    "base",
]
INSTALLED_APPS = [
    *(f"brobygger.{room}" for room in ROOMS),
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "django_cotton",
    "django_htmx",
    "procrastinate.contrib.django",
]
MIDDLEWARE = [
    "brobygger.config.proxy.BehindProxy",
    "brobygger.inquiries.headers.EveryAnswer",
    "brobygger.access.refusing.Refusing",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "brobygger.access.doors.OneTransaction",
    "brobygger.access.pressed_once.PressedOnce",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
]
ROOT_URLCONF = "brobygger.config.urls"
WSGI_APPLICATION = "brobygger.config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "brobygger.access.context.who",
                "brobygger.alarms.context.badges",
                "brobygger.demonstration.arriving.so_far",
            ],
        },
    }
]

# -- sign-in --------------------------------------------------------------------------------------------------------
AUTH_USER_MODEL = "staff.Worker"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
ACCOUNT_ADAPTER = "brobygger.staff.sign_in.InvitationOnly"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_USER_MODEL_EMAIL_FIELD = "email"
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGOUT_ON_GET = False
MFA_ADAPTER = "brobygger.staff.sealing.SealedSecrets"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Brobygger"
# Tries are counted by the house itself (access/tries.py), in a table that nothing throws out.
ACCOUNT_RATE_LIMITS = MFA_RATE_LIMITS = False
ACCOUNT_FORMS = {"change_password": "brobygger.staff.guessing.NewPassword"}
MFA_FORMS = {
    "authenticate": "brobygger.staff.guessing.Code",
    "reauthenticate": "brobygger.staff.guessing.CodeAgain",
    "activate_totp": "brobygger.staff.guessing.FirstCode",
    "login_webauthn": "brobygger.staff.guessing.Passkey",
    "authenticate_webauthn": "brobygger.staff.guessing.PasskeyAsSecondStep",
    "reauthenticate_webauthn": "brobygger.staff.guessing.PasskeyAgain",
    "add_webauthn": "brobygger.staff.passkeys.AddPasskey",
    "edit_webauthn": "brobygger.staff.passkeys.RenamePasskey",
}
PASSWORD_HASHERS = [
    "brobygger.staff.hashing.KeyedArgon2",
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]
# Codes of an app that have been used, for all web workers together.
CACHES = {"default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "django_cache"}}
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
SESSION_ENGINE = "brobygger.staff.sessions"
SESSION_COOKIE_AGE = 9 * 3600
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_AGE = None  # goes with the browser, so that a phone that others use keeps no sign of the open pages
CSRF_FAILURE_VIEW = "brobygger.inquiries.views.csrf_failure"

# -- safety -----------------------------------------------------------------------------------------------------------
SECURE_CSP = {
    "default-src": [CSP.NONE],
    "script-src": [CSP.SELF],
    "style-src": [CSP.SELF],
    "img-src": [CSP.SELF, "data:"],
    "font-src": [CSP.SELF],
    "connect-src": [CSP.SELF],
    "form-action": [CSP.SELF],
    "base-uri": [CSP.NONE],
    "frame-ancestors": [CSP.NONE],
}
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = 31536000 if HTTPS else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
X_FRAME_OPTIONS = "DENY"
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.TemporaryFileUploadHandler"]
FILE_UPLOAD_TEMP_DIR = DATA / "uploads"
FILE_UPLOAD_TEMP_DIR.mkdir(mode=0o700, parents=True, exist_ok=True)
FILE_UPLOAD_PERMISSIONS = 0o600
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"without_words": {"()": "brobygger.config.logs.WithoutWords"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "filters": ["without_words"]}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {"django": {"handlers": ["console"], "level": "WARNING", "propagate": False}},
}

# -- language, time, files --------------------------------------------------------------------------------------------
LANGUAGE_CODE = "da"
LANGUAGES = [("da", "Dansk"), ("en", "English")]
USE_I18N = USE_TZ = True
TIME_ZONE = "Europe/Copenhagen"
USE_THOUSAND_SEPARATOR = True
FORMAT_MODULE_PATH = "brobygger.base.formats"
LOCALE_PATHS = [CHECKOUT / "locale"] if (CHECKOUT / "locale").exists() else []
# Fields are most of what a call page draws; drawn by Jinja2 they cost a third.
FORM_RENDERER = "django.forms.renderers.Jinja2"
STATIC_URL = "/static/"
STATIC_ROOT = DATA / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": DATA / "files"}},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
WHITENOISE_USE_FINDERS = DEBUG
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
COTTON_DIR = "cotton"
