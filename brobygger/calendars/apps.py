from django.apps import AppConfig


class CalendarsConfig(AppConfig):
    name = "brobygger.calendars"
    default_auto_field = "django.db.models.BigAutoField"
