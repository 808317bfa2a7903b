from django.apps import AppConfig


class ReportConfig(AppConfig):
    name = "brobygger.report"
    default_auto_field = "django.db.models.BigAutoField"
