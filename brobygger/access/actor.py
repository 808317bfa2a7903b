"""Who acts: a worker with her roles in her zones, or the machine on behalf of one zone."""

from dataclasses import dataclass, field

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Role(TextChoices):
    """What a worker may be in a zone."""

    WORKER = "worker", _("Outreach worker")
    PROGRAMME_LEADER = "programme_leader", _("Programme leader")
    DATA_PROTECTION_OFFICER = "data_protection_officer", _("Data-protection officer")
    ADMINISTRATOR = "administrator", _("Administrator")
    COORDINATOR = "coordinator", _("Coordinator")
    COUNSELLOR = "counsellor", _("Volunteer counsellor")
    PROJECT_LEADER = "project_leader", _("Project leader")
    EMPLOYEE = "employee", _("Employee of a department")
    RESOURCE_PERSON = "resource_person", _("Resource person")
    ASSESSOR = "assessor", _("Violence specialist")
    CITIZEN = "citizen", _("Someone on the open pages")
    MACHINE = "machine", _("The program itself")


# Who leads a programme: outreach, or outpatient help in a municipality.
LEADERS = frozenset({Role.PROGRAMME_LEADER, Role.PROJECT_LEADER})


@dataclass(frozen=True, slots=True)
class Actor:
    """Everything that the policy may ask about who acts."""

    user_id: int | None
    roles: frozenset[tuple[str, int]] = field(default_factory=frozenset)
    # What her zones are called, by name; it decides nothing.
    zone_names: tuple[tuple[int, str], ...] = field(default=(), compare=False)
    # Which kinds of programme they run; it decides only which pages her menu has.
    zone_kinds: frozenset[tuple[int, str]] = field(default=frozenset(), compare=False)

    def zones(self, role: str | None = None) -> frozenset[int]:
        """The ids of the zones where the actor has the role (any role where none is named)."""
        return frozenset(zone for r, zone in self.roles if role is None or r == role)

    def kinds(self, zone: int | None) -> frozenset[str]:
        """The kinds of programme that the zone runs."""
        return frozenset(kind for one, kind in self.zone_kinds if one == zone)

    @property
    def worker_id(self) -> int:
        """The worker's id, for what a person signs; RuntimeError where the program acts by itself."""
        if self.user_id is None:
            raise RuntimeError("the program itself cannot sign what a worker does")
        return self.user_id

    @property
    def kind(self) -> str:
        if self.user_id:
            return "worker"
        if any(role == Role.CITIZEN for role, _zone in self.roles):
            return "citizen"
        return "machine" if self.roles else "nobody"


NOBODY = Actor(user_id=None)


def citizen(zone_id: int) -> Actor:
    """Someone on the open pages of one zone, who has not signed in and need not say who she is."""
    return Actor(user_id=None, roles=frozenset({(Role.CITIZEN.value, zone_id)}))


def machine(zone_id: int) -> Actor:
    """The program acting by itself for one zone: imports from the command line, deadlines that pass."""
    return Actor(user_id=None, roles=frozenset({(Role.MACHINE.value, zone_id)}))
