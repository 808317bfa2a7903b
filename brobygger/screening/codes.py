"""What the four steps may hold in codes; people's own words lie sealed beside them."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from brobygger.municipality.codes import WayIn

__all__ = [
    "AdviceGiven",
    "Asked",
    "Danger",
    "Heard",
    "LedThere",
    "LightAssessment",
    "Motivated",
    "Nothing",
    "OverrideReason",
    "SafetyNoted",
    "SeedGiven",
    "Sign",
    "WayIn",
]


class Heard(TextChoices):
    """Through whom or what she heard of the help; it is not always the way by which she came."""

    OWN_DEPARTMENT = "own_department", _("One of the departments that take part")
    TRAINED_EMPLOYEE = "trained_employee", _("An employee who has had the training")
    MUNICIPAL_EMPLOYEE = "municipal_employee", _("Another municipal employee")
    SOCIAL_MEDIA = "social_media", _("Social media")
    CAMPAIGN_MATERIAL = "campaign_material", _("A poster, a postcard or an advertisement")
    OTHER_ACTOR = "other_actor", _("Police, doctor, school or another actor")
    FRIEND_OR_FAMILY = "friend_or_family", _("A friend or someone in the family")
    WEB = "web", _("A search on the web")
    OTHER = "other", _("Something else")
    NOT_TOLD = "not_told", _("Not told")


class Sign(TextChoices):
    """What an employee may have seen or heard; a sign proves nothing, and asks for a question. In our own words."""

    AFRAID = "afraid", _("Seems afraid, tense or on guard")
    PARTNER_DECIDES = "partner_decides", _("Someone else answers for her or him, or always comes along")
    STAYS_AWAY = "stays_away", _("Stays away, cancels, or is late without saying why")
    CUT_OFF = "cut_off", _("Sees fewer people than before")
    MONEY = "money", _("Has no say over her or his own money")
    WATCHED = "watched", _("The phone is checked, or someone always wants to know where she or he is")
    INJURIES = "injuries", _("Injuries, or reasons for them that do not fit")
    HEALTH = "health", _("Sleeps badly, is exhausted, or in pain without a known cause")
    BLAMES_SELF = "blames_self", _("Takes the blame, or makes little of what happened")
    CHILDREN = "children", _("The children are uneasy, or have told something")
    EARLIER_VIOLENCE = "earlier_violence", _("Violence is known from before")
    SOMETHING_ELSE = "something_else", _("Something else")


class Asked(TextChoices):
    """Step 2: what became of the question."""

    CONFIRMED = "confirmed", _("Asked, and it was confirmed")
    NOT_CONFIRMED = "not_confirmed", _("Asked, and it was not confirmed")
    NOT_ASKED = "not_asked", _("Not asked yet")


class Motivated(TextChoices):
    """Step 3: whether she wants help now."""

    YES = "yes", _("Wants help now")
    NOT_READY = "not_ready", _("Not ready yet")


class OverrideReason(TextChoices):
    """Why another door was chosen than the one that the programme's questions lead to."""

    HER_WISH = "her_wish", _("It is her or his own wish")
    HAS_HELP_THERE = "has_help_there", _("Has help there already")
    FULL_OR_CLOSED = "full_or_closed", _("The other door is full or closed")
    TOO_FAR = "too_far", _("Cannot get there")
    KNOWN_SAFER = "known_safer", _("This is safer, from what I know")
    OTHER = "other", _("Another reason")


class LedThere(TextChoices):
    """How she was led to a door outside the programme."""

    WROTE_DOWN = "wrote_down", _("She or he has the name and the number")
    RANG_TOGETHER = "rang_together", _("We rang together")
    AGREED_TIME = "agreed_time", _("A time is agreed there")
    WENT_ALONG = "went_along", _("Someone goes along")


class SeedGiven(TextChoices):
    """What someone who was not ready went away with."""

    THAT_HELP_IS_THERE = "that_help_is_there", _("I said that there is help, and that the door stays open")
    NUMBER = "number", _("A number to ring")
    POSTCARD = "postcard", _("A postcard or a leaflet")
    CODE = "code", _("A code to come back with")
    NOTHING_ON_PAPER = "nothing_on_paper", _("Nothing on paper: it would not be safe")


class Nothing(TextChoices):
    """Why it came to nothing after the team had it."""

    NOT_REACHED = "not_reached", _("Not reached")
    CHANGED_MIND = "changed_mind", _("Does not want it after all")
    HAS_OTHER_HELP = "has_other_help", _("Has other help")
    MOVED = "moved", _("Has moved away")
    NOT_A_PERSON = "not_a_person", _("Not an inquiry: advertising or a joke")
    OTHER = "other", _("Another reason")


class Danger(TextChoices):
    """What may be said about danger; each of them is there or is not, and none weighs more than another."""

    LIFE = "life", _("Risk of serious or lethal violence")
    PROTECTION = "protection", _("Needs protection here and now")
    CHILD = "child", _("Worry for a child")
    MINOR = "minor", _("Is under 18")


class SafetyNoted(TextChoices):
    """What is kept of how danger was spoken of, and what the team was told after it had been sent."""

    SAID = "said", _("It was said")
    TAKEN_BACK = "taken_back", _("It was taken back")
    SAID_NO_LATER = "said_no_later", _("Answered no when she or he came back; the yes stands until someone has asked")
    ADVICE = "advice", _("Advice on safety was given")
    TOLD_TEAM = "told_team", _("The employee has told the team")
    NOT_RUNG = "not_rung", _("The employee has told the team: must not be rung")


class AdviceGiven(TextChoices):
    """What was gone through with someone who is in danger and goes no other way now. In our own words."""

    RING_112 = "ring_112", _("When to ring 112, and that it can be done without speaking freely")
    SOMEWHERE_TO_GO = "somewhere_to_go", _("Where to go at once, by day and by night")
    AT_HOME = "at_home", _("Safer places at home, and the way out")
    ON_THE_WAY = "on_the_way", _("The way to work, school and shops")
    SOMEONE_KNOWS = "someone_knows", _("Someone who knows, and a word that means: ring the police")
    PHONE = "phone", _("The phone: who can see it, and where it is")
    CHILDREN = "children", _("What the children do when it happens")
    SHELTER_LATER = "shelter_later", _("That a shelter can be rung at any hour, also later")


class LightAssessment(TextChoices):
    """Whether someone who knows SARA-V3 well has looked at it in short; nobody else does that."""

    DONE = "done", _("Yes, someone who knows SARA-V3 well has gone through it in short")
    AGREED = "agreed", _("Not yet: it is agreed who does it, and when")
    NOT_WANTED = "not_wanted", _("No: the person does not want it now")
    NOBODY = "nobody", _("No: nobody who knows it could be reached")
