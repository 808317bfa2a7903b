from django.apps import AppConfig


class AlarmsConfig(AppConfig):
    name = "brobygger.alarms"
    default_auto_field = "django.db.models.BigAutoField"
