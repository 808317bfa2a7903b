from django.apps import AppConfig


class DutiesConfig(AppConfig):
    name = "brobygger.duties"
    default_auto_field = "django.db.models.BigAutoField"
