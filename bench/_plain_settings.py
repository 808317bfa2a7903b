"""A plain Django site on the same tables: what `startproject` puts before a page, and one page."""

from brobygger.config.settings import *  # noqa: F403

INSTALLED_APPS = [app for app in INSTALLED_APPS if app.startswith(("brobygger.", "django.contrib.", "allauth"))]  # noqa: F405
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",  # which its app insists on
]
ROOT_URLCONF = "bench._plain"
TEMPLATES = [{"BACKEND": "django.template.backends.django.DjangoTemplates"}]
