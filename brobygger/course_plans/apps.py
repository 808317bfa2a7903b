from django.apps import AppConfig


class CoursePlansConfig(AppConfig):
    name = "brobygger.course_plans"
    default_auto_field = "django.db.models.BigAutoField"
