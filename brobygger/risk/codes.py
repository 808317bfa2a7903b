"""What may be said of an assessment in codes. None of them is a level of anyone's risk."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Due(TextChoices):
    """Why the next look is due."""

    FIRST = "first", _("The first assessment")
    FULL = "full", _("A full assessment after the short one")
    REVIEW = "review", _("The review that was agreed")
    HAPPENED = "happened", _("A new look: something has happened")
    AHEAD = "ahead", _("A new look before something that is to come")
    FOLLOW_UP = "follow_up", _("Ask how it went with those who assess it")


class Happened(TextChoices):
    """What asks for a new look, whenever the next was to be (domain 2.7)."""

    INCIDENT = "incident", _("New violence or new threats")
    SEPARATION = "separation", _("She or he leaves the other, or says so")
    COURT = "court", _("A day in court, or a decision")
    RELEASE = "release", _("The other is released, or on leave")
    MOVE = "move", _("One of them moves")
    PREGNANCY = "pregnancy", _("A pregnancy, or a birth")
    HANDOVER = "handover", _("Children are to be handed over")
    COURSE = "course", _("A worrying answer in a course")
    CONTACT = "contact", _("Contact from the other")
    BREACH = "breach", _("A ban has been broken")
    PARTNER = "partner", _("A new partner")
    PLAN = "plan", _("What was agreed did not work")


class FirstBecause(TextChoices):
    """The stated reasons for which a person may set someone before others on the board (seed 003, Kerneelement 2)."""

    DANGER = "danger", _("Danger to life has been said")
    STAYS = "stays", _("Lives with the other, or goes back")
    CHILDREN = "children", _("Children are in it")
    PARTING = "parting", _("Is leaving just now")
    ALONE = "alone", _("Has nobody near")
    COURSE = "group", _("A place in a group waits for it")


class Elsewhere(TextChoices):
    """Who assesses instead (seed 003, Kerneelement 2)."""

    HONOUR = "honour", _("Conflict about honour: the municipality's security advisers or SIRI")
    STALKING = "stalking", _("Stalking: Dansk Stalking Center")
    SHELTER = "shelter", _("Lives in a shelter, which assesses")
    POLICE = "police", _("The police assess")


class Ended(TextChoices):
    """Why nobody looks again."""

    HELP_ENDED = "help_ended", _("The help has ended")
    SUPERVISED = "supervised", _("Quiet for the time that was agreed")
    HER_WISH = "her_wish", _("She or he does not wish it")
    MOVED = "moved", _("Has moved to another municipality, which has been told")
    MISTAKE = "mistake", _("Begun by mistake")


class Source(TextChoices):
    """From where something is known."""

    HERSELF = "herself", _("Told by the person")
    CHILD = "child", _("Told by a child")
    POLICE = "police", _("The police")
    HEALTH = "health", _("Doctor or hospital")
    AUTHORITY = "authority", _("Another department")
    OBSERVED = "observed", _("Seen by us")
    THIRD = "third", _("Someone else")
    DOCUMENT = "document", _("A document, a message or a picture")


class Reliability(TextChoices):
    """How near the source was to it."""

    SEEN = "seen", _("Saw or heard it")
    TOLD = "told", _("Was told by whoever saw it")
    HEARSAY = "hearsay", _("Hearsay")
    NOT_KNOWN = "not_known", _("Not known")


class Readers(TextChoices):
    """Who may read a piece of evidence."""

    ASSESSORS = "assessors", _("The two assessors alone")
    LEADER = "leader", _("The assessors and the leader")


class MayLearn(TextChoices):
    """Whether the one who uses violence may learn that it is known here. Not decided is no."""

    NO = "no", _("No: it would put someone in danger, or tell who has spoken")
    YES = "yes", _("Yes")


class Near(TextChoices):
    """How near a scenario is."""

    DAY = "day", _("Within a day")
    DAYS = "days", _("Within days")
    WEEKS = "weeks", _("Within weeks")
    LATER = "later", _("Later")
    NOT_KNOWN = "not_known", _("Not known")


class Managed(TextChoices):
    """What kind of step it is."""

    MONITORING = "monitoring", _("Keep an eye on it")
    SUPERVISION = "supervision", _("Set limits for the other")
    TREATMENT = "treatment", _("Help and treatment")
    SAFETY = "safety", _("Safety planning with the person")
    OTHER = "other", _("Something else")


class Reader(TextChoices):
    """Whose rating it is."""

    FIRST = "first", _("First reader")
    SECOND = "second", _("Second reader")
    AGREED = "agreed", _("What the two agree on")


class Step(TextChoices):
    """The six steps, in their order; they may be taken in any."""

    INFORMATION = "information", _("What is known")
    PRESENCE = "presence", _("What is present")
    RELEVANCE = "relevance", _("What matters")
    SCENARIOS = "scenarios", _("What may happen")
    MANAGEMENT = "management", _("What is to be done")
    OPINIONS = "opinions", _("Opinion and next look")


ANSWERED = (Step.PRESENCE, Step.RELEVANCE, Step.OPINIONS)  # by the pack's own questions
