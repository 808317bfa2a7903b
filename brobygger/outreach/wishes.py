"""What she says about how she may be reached, as a call writes it down."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Wishes:
    """What she says of when and how she may be reached; what she has not said is no."""

    days: int = 0
    hour_from: int = 0
    hour_to: int = 0
    may_leave_voicemail: bool = False
    may_say_who_we_are: bool = False
    who_else_may_answer: str = ""
    wishes: str = ""
    interpreter: bool = False
    interpreter_language: str = ""
    may_sms: bool = False  # to the number that was rung
    may_email: bool = False
    email_to: str = ""
    may_letter: bool = False
    where_to_write: str = ""
    may_digital_post: bool = False
    may_calendar: bool = False
    may_use_links: bool = False
    word_when_safe: str = ""
    word_when_unsafe: str = ""
    cover_story: str = ""
