from django.apps import AppConfig


class MunicipalityConfig(AppConfig):
    name = "brobygger.municipality"
    default_auto_field = "django.db.models.BigAutoField"
