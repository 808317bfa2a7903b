"""Which ways out this installation has."""

from django.conf import settings

from brobygger.contact import local, sms, smtp
from brobygger.contact.ports import Port
from brobygger.people.channels import Channel


def port_for(channel: str) -> Port | None:
    """The port of a channel; None where none has been set up. The demonstration keeps everything to itself."""
    if settings.DEMO:
        return local.LocalOutbox()
    if channel == Channel.EMAIL and settings.SMTP_URL:
        return smtp.MailServer(settings.SMTP_URL, settings.MAIL_FROM)
    if channel == Channel.SMS and settings.SMS_URL:
        return sms.Gateway(settings.SMS_URL, settings.SMS_KEY)
    return None
