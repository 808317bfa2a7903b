from django.apps import AppConfig


class IntakeConfig(AppConfig):
    name = "brobygger.intake"
    default_auto_field = "django.db.models.BigAutoField"
