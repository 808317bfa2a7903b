from django.apps import AppConfig


class CoordinationConfig(AppConfig):
    name = "brobygger.coordination"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Who leads passes on, the team's page says how the plan stands, and its meetings and tasks are known."""
        from brobygger.coordination.beside import how_it_stands
        from brobygger.coordination.holdings import HOLDINGS
        from brobygger.coordination.plan_meetings import COORDINATION
        from brobygger.coordination.queries import asked_of
        from brobygger.meetings.kinds import kind_of_meeting
        from brobygger.reception.beside import BESIDE
        from brobygger.risk.asked import ASKED
        from brobygger.staff.held import held_alone

        held_alone(*HOLDINGS)
        kind_of_meeting(COORDINATION)
        BESIDE["coordination_of"] = how_it_stands
        ASKED["coordination"] = asked_of
