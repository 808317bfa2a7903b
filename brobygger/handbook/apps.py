from django.apps import AppConfig


class HandbookConfig(AppConfig):
    name = "brobygger.handbook"
    default_auto_field = "django.db.models.BigAutoField"
