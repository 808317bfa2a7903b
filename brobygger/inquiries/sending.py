"""From her answers to what the team gets: the codes of the register, her own words, and how she may be reached."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from brobygger.access.actor import Actor
from brobygger.inquiries.models import Inquiry
from brobygger.inquiries.steps import is_other, wants_contact
from brobygger.mailbox import actions as mailbox_actions
from brobygger.mailbox.models import Mailbox
from brobygger.municipality.codes import WayIn
from brobygger.reach.codes import CampaignChannel
from brobygger.routes.codes import Answer
from brobygger.screening import actions as screening
from brobygger.screening import queries as screenings
from brobygger.screening.codes import Heard
from brobygger.screening.models import Screening

# Whoever says all day means the day; nobody is rung at night for it.
HOURS = {"all_day": (8, 20), "morning": (8, 12), "afternoon": (12, 16), "evening": (16, 20)}

NO_DAY, EVERY_DAY, ANY_DAY = 0, 127, "0"
ANSWERED = ("about", "danger", "adult", "children", "worry")  # what the team reads as she was asked it


@dataclass(frozen=True, slots=True)
class SaysYes:
    """What she says of whoever gave her the code; nothing said is no."""

    notes_shared: bool = False  # the team may see what the employee wrote
    may_follow: bool = False  # the employee may see how it goes


def hand_over(
    row: Inquiry, answers: Mapping[str, Any], *, programme_id: int, says: SaysYes, by: Actor, at: datetime
) -> Screening:
    """It is with the team. Someone who wrote about another has no way to follow what becomes of it."""
    other = is_other(answers)
    named = wants_contact(answers) and answers.get("consent") == "yes"
    made = screening.come_forward(
        zone_id=row.zone_id,
        programme_id=programme_id,
        way_in=_way_in(row, answers),
        heard=Heard.OTHER_ACTOR if other else answers.get("heard") or Heard.NOT_TOLD,
        campaign_id=row.campaign_id,
        mailbox_id=None if other else row.mailbox_id,
        own_words=answers.get("words", ""),
        offered_contact=offered(answers) if named else None,
        danger=answers.get("danger", ""),
        child_worry=_worry(answers),
        adult={"yes": True, "no": False}.get(answers.get("adult", "")),
        anonymous=not named,
        consent=_consent(answers) if named else None,
        answered={name: answers[name] for name in ANSWERED if answers.get(name)},
        notes_shared=says.notes_shared,
        may_follow=says.may_follow,
        by=by,
        at=at,
    )
    if other:
        mailbox_actions.close_mailbox(mailbox_id=row.mailbox_id, by=by, at=at)
    return made


def is_reached(answers: Mapping[str, Any]) -> bool:
    """Whether the team rings, texts or writes to her; otherwise she comes back and reads the answer here."""
    sheet = offered(answers)
    allowed = sheet["may_ring"] or sheet["said"]["may_email"]
    return bool(allowed and wants_contact(answers) and answers.get("consent") == "yes")


def change(row: Inquiry, answers: Mapping[str, Any], found: Screening, *, by: Actor, at: datetime) -> Screening:
    """How she may be reached from now on stands in place of what she said before."""
    named = wants_contact(answers) and answers.get("consent") == "yes"
    return screening.change_contact(
        screening_id=found.pk,
        offered_contact=offered(answers) if named else {},
        consent=_consent(answers) if named else None,
        by=by,
        at=at,
    )


def _way_in(row: Inquiry, answers: Mapping[str, Any]) -> str:
    if is_other(answers):
        return WayIn.OTHER_ACTOR
    if row.campaign_id is not None:
        social = row.campaign is not None and row.campaign.channel == CampaignChannel.SOCIAL_MEDIA
        return WayIn.SOCIAL_MEDIA if social else WayIn.CAMPAIGN
    return WayIn.SOCIAL_MEDIA if answers.get("heard") == Heard.SOCIAL_MEDIA else WayIn.HERSELF


def _worry(answers: Mapping[str, Any]) -> str:
    """No children, no worry; a question that she left open is not known."""
    if answers.get("children") == "no":
        return Answer.NO
    return str(answers.get("worry") or Answer.UNKNOWN) if answers.get("children") == "yes" else Answer.UNKNOWN


def days_of(answers: Mapping[str, Any]) -> int:
    """The days on which she may be rung, a bit for each; none where she has said none."""
    days = answers.get("days", ())
    return EVERY_DAY if ANY_DAY in days else sum(1 << (int(day) - 1) for day in days)


def offered(answers: Mapping[str, Any]) -> dict[str, Any]:
    """The sheet of how she may be reached: only what she has said yes to."""
    number, shared = answers.get("number", ""), answers.get("shares_phone") != "no"
    days = days_of(answers)
    hours = HOURS.get(answers.get("hours", "")) if days else None  # when she may be rung, where she has said it
    interpreter = bool(answers.get("interpreter"))
    spoken = answers.get("language", "")
    language = "" if spoken == "da" else spoken
    return {
        "given_name": answers.get("called", ""),
        "numbers": [number] if number else [],
        "seen_numbers": [number] if number and shared else [],
        "language": language,
        "may_ring": bool(number and hours),
        "said": {
            "days": days if hours else NO_DAY,
            "hour_from": hours[0] if hours else 0,
            "hour_to": hours[1] if hours else 0,
            "may_leave_voicemail": bool(number and answers.get("may_leave_voicemail")),
            # Her yes stands. On a phone that others see, and while she has not said when, the gate stops it.
            "may_sms": bool(number and answers.get("may_sms")),
            "may_email": bool(answers.get("email")),
            "email_to": answers.get("email", ""),
            "wishes": answers.get("wishes", ""),
            "interpreter": interpreter,
            "interpreter_language": language if interpreter else "",
        },
    }


def _consent(answers: Mapping[str, Any]) -> screening.SaidYes:
    return screening.SaidYes(int(answers["wording"]), answers.get("wording_language", "da"))


def is_in_use(box: Mailbox) -> bool:
    """Whether anything but the unfinished inquiry hangs on the code: lines, or something that was sent."""
    return Screening.objects.filter(mailbox=box, zone_id=box.zone_id).exists() or box.lines.exists()


def who_gave_it(row: Inquiry, answers: Mapping[str, Any], by: Actor) -> bool:
    """Whether an employee gave her the code, and the team has nothing of it yet: then she is asked about that."""
    found = of_code(by, row.mailbox_id)
    with_the_team = (found is not None and found.registered_by_id is None) or is_other(answers)
    return not with_the_team and screenings.of_employee(row.mailbox_id, zone_id=row.zone_id) is not None


def may_be_danger(by: Actor, mailbox_id: int, answers: Mapping[str, Any]) -> bool:
    """Whether she has said now, or in what lies with the team, that there is danger or that she does not know."""
    found = None if answers.get("danger") else of_code(by, mailbox_id)
    said = found.detection.danger if found is not None else answers.get("danger")
    return said in (Answer.YES, Answer.UNKNOWN)


def of_code(by: Actor, mailbox_id: int) -> Screening | None:
    """What the team, or an employee, has that belongs to the code."""
    return screenings.of_mailbox(by, mailbox_id)
