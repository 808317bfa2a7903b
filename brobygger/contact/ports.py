"""The one way out: what a port takes and what it answers. No other module of the house reaches a mail server or a
gateway, and a promise holds that."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from django.conf import settings

from brobygger.people.channels import Channel

SECONDS = 20  # the longest that a port waits for one answer


class Outcome(StrEnum):
    """What a port can say for certain, and that it cannot."""

    TAKEN = "taken"  # the other end has answered that it has it
    NOT_TAKEN = "not_taken"  # it certainly does not have it, and may be asked again
    REFUSED = "refused"  # it certainly does not have it, and never will
    UNKNOWN = "unknown"  # it may have it: nobody may send it again without a person's word


@dataclass(frozen=True, slots=True)
class Envelope:
    """A message as it leaves: words and address, which no log and no error may repeat."""

    reference: str
    to: str
    sender: str
    subject: str
    text: str

    def __repr__(self) -> str:
        return f"<Envelope {self.reference}>"


@dataclass(frozen=True, slots=True)
class Answer:
    outcome: Outcome
    reason: str = ""  # a code


class Port(Protocol):
    """One way out."""

    def deliver(self, envelope: Envelope) -> Answer:
        """Hands the message over, once. Never raises for what the other end does."""


def port_for(channel: str) -> Port | None:
    """The port of a channel; None where none has been set up. The demonstration keeps everything to itself."""
    from brobygger.contact import local, sms, smtp

    if settings.DEMO:
        return local.LocalOutbox()
    if channel == Channel.EMAIL and settings.SMTP_URL:
        return smtp.MailServer(settings.SMTP_URL, settings.MAIL_FROM)
    if channel == Channel.SMS and settings.SMS_URL:
        return sms.Gateway(settings.SMS_URL, settings.SMS_KEY)
    return None
