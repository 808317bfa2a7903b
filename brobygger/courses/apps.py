from django.apps import AppConfig


class CoursesConfig(AppConfig):
    name = "brobygger.courses"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Whose courses pass on is known, and the team's page says where someone stands."""
        from brobygger.calendars.entries import SOURCES
        from brobygger.courses.beside import how_it_stands
        from brobygger.courses.holdings import HOLDINGS
        from brobygger.courses.own_calendar import sessions
        from brobygger.courses.waiting import would_meet
        from brobygger.reception.beside import BESIDE
        from brobygger.staff.held import held_alone
        from brobygger.staff.waiting import TO_LOOK_AT

        held_alone(*HOLDINGS)
        TO_LOOK_AT["would_meet"] = would_meet
        SOURCES["sessions"] = sessions
        BESIDE["course_of"] = how_it_stands
