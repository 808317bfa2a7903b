from django.apps import AppConfig


class RiskConfig(AppConfig):
    name = "brobygger.risk"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """A first conversation that is held begins what follows it; and whose assessments pass on is known."""
        from brobygger.reception.beside import BESIDE
        from brobygger.risk.after_the_conversation import follow
        from brobygger.risk.beside import how_it_stands
        from brobygger.risk.holdings import HOLDINGS
        from brobygger.screening.state_change import FOLLOWERS
        from brobygger.staff.held import held_alone

        if follow not in FOLLOWERS:
            FOLLOWERS.append(follow)
        held_alone(*HOLDINGS)
        BESIDE["risk_of"] = how_it_stands
