from django.apps import AppConfig


class DoublesConfig(AppConfig):
    name = "brobygger.doubles"
    default_auto_field = "django.db.models.BigAutoField"
