from django.apps import AppConfig


class InterviewsConfig(AppConfig):
    name = "brobygger.interviews"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """The chapter about what people say has the quotations that were chosen."""
        from brobygger.interviews.in_report import quotations
        from brobygger.report.codes import Chapter
        from brobygger.report.given import SECTIONS

        SECTIONS[Chapter.EXPERIENCE] = (*SECTIONS.get(Chapter.EXPERIENCE, ()), quotations)
