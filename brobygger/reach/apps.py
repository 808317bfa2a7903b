from django.apps import AppConfig


class ReachConfig(AppConfig):
    name = "brobygger.reach"
    default_auto_field = "django.db.models.BigAutoField"
