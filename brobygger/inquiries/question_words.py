"""What each question says: about herself, or about the one she writes for."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from brobygger.inquiries.steps import Step

type Words = str | Promise


@dataclass(frozen=True, slots=True)
class Text:
    """The question, and what may be good to know before one answers."""

    heading: Words
    hint: Words = ""


OWN: dict[Step, Text] = {
    Step.ABOUT: Text(_("Who is it about?")),
    Step.DANGER: Text(_("Are you in danger now?")),
    Step.ADULT: Text(_("Are you 18 or older?")),
    Step.CHILDREN: Text(_("Are there children under 18 at home?")),
    Step.WORRY: Text(
        _("Are you worried about how the children are?"),
        _(
            "All who work in a municipality must tell if a child is not well."
            " If we have to, we will talk to you first if we can."
        ),
    ),
    Step.WORDS: Text(
        _("What would you like to tell?"),
        _("You do not have to write anything. Write no names, if you want no one to know who you are."),
    ),
    Step.REACH: Text(_("How may we answer you?")),
    Step.CONTACT: Text(
        _("How is it safe to reach you?"),
        _("We do only what you say yes to here. Leave a field empty if you are in doubt."),
    ),
    Step.CONSENT: Text(_("May we get in touch with you?")),
    Step.LANGUAGE: Text(_("What language would you like to speak?")),
    Step.HEARD: Text(_("Where did you hear of us?")),
    Step.CHECK: Text(_("Is this right?"), _("You can change it. We get it when you press 'Send'.")),
}
OTHERS: dict[Step, Text] = OWN | {
    Step.DANGER: Text(_("Is she or he in danger now?")),
    Step.SAID_YES: Text(
        _("Has she or he said yes to a call from us?"),
        _("We only call those who want it. A call they do not know of can be a danger."),
    ),
    Step.ADULT: Text(_("Is she or he 18 or older?")),
    Step.CHILDREN: Text(_("Are there children under 18 in that home?")),
    Step.WORRY: Text(
        _("Are you worried about how the children are?"),
        _(
            "If you are, tell the municipality. You can do it without giving your name."
            " If you meet the child in your work, you must."
        ),
    ),
    Step.WORDS: Text(_("What would you like to tell?"), _("Write only what the one it is about knows that you write.")),
    Step.CONTACT: Text(
        _("How is it safe to reach her or him?"),
        _("We do only what she or he has said yes to. Leave a field empty if you are in doubt."),
    ),
    Step.CONSENT: Text(_("Has she or he said yes to this?")),
    Step.LANGUAGE: Text(_("What language would she or he like to speak?")),
}


def text_of(step: Step, *, other: bool) -> Text:
    """The words of the question."""
    return (OTHERS if other else OWN)[step]
