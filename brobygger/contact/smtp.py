"""E-mail over SMTP, one message a connection, so that it is known how far it came when something breaks.

Before the words are handed over nothing has been taken, and it may be tried again. From the first byte of them until
the server's answer nobody knows.
"""

import re
import smtplib
import ssl
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import formatdate, parseaddr
from urllib.parse import unquote, urlsplit

from brobygger.contact.ports import SECONDS, Answer, Envelope, Outcome

FOR_GOOD = range(500, 600)
FIRST_DOT = re.compile(rb"^\.", re.MULTILINE)  # a dot that begins a line is doubled; a lone one ends the message


class MailServer:
    """`smtp://user:password@host:587` (STARTTLS where offered, demanded where there is a password) or `smtps://…:465`."""

    def __init__(self, url: str, mail_from: str) -> None:
        parts = urlsplit(url)
        self.host, self.port = parts.hostname or "localhost", parts.port
        self.user, self.password = unquote(parts.username or ""), unquote(parts.password or "")
        self.inside = parts.scheme == "smtps"  # TLS from the first byte
        self.mail_from = parseaddr(mail_from)[1]

    def deliver(self, envelope: Envelope) -> Answer:
        """Hands one message over. What has been accepted stays accepted, however the goodbye goes."""
        try:
            server = self._at_the_door(envelope)
        except smtplib.SMTPResponseException as problem:
            return _refused(problem.smtp_code)
        except smtplib.SMTPRecipientsRefused as problem:
            return _refused(min(code for code, _ in problem.recipients.values()))
        except (smtplib.SMTPException, OSError):
            return Answer(Outcome.NOT_TAKEN, "server_not_reached")
        try:
            return self._hand_over(server, envelope)
        finally:
            _leave(server)

    def _at_the_door(self, envelope: Envelope) -> smtplib.SMTP:
        """A connection on which sender and recipient have been accepted, and not a word has been said yet."""
        context = ssl.create_default_context()
        server: smtplib.SMTP
        if self.inside:
            server = smtplib.SMTP_SSL(self.host, self.port or 465, timeout=SECONDS, context=context)
        else:
            server = smtplib.SMTP(self.host, self.port or 25, timeout=SECONDS)
        try:
            server.ehlo()
            if not self.inside and (server.has_extn("starttls") or self.password):
                server.starttls(context=context)
                server.ehlo()
            if self.user:
                server.login(self.user, self.password)
            for code, words in (server.mail(self.mail_from), server.rcpt(envelope.to)):
                if code not in (250, 251):
                    raise smtplib.SMTPResponseException(code, words)
            code, words = server.docmd("DATA")
            if code != 354:
                raise smtplib.SMTPResponseException(code, words)
        except BaseException:
            _leave(server)
            raise
        return server

    def _hand_over(self, server: smtplib.SMTP, envelope: Envelope) -> Answer:
        try:
            server.send(FIRST_DOT.sub(b"..", self._written(envelope)) + b".\r\n")
            code, _words = server.getreply()
        except (smtplib.SMTPException, OSError):
            return Answer(Outcome.UNKNOWN, "broke_off_half_way")
        if code == 250:
            return Answer(Outcome.TAKEN)
        return _refused(code) if code >= 400 else Answer(Outcome.UNKNOWN, "answer_not_understood")

    def _written(self, envelope: Envelope) -> bytes:
        """The e-mail's bytes: a neutral name, a neutral subject, and an id that is the same each time it is tried."""
        user, _, domain = self.mail_from.rpartition("@")
        mail = EmailMessage(policy=SMTP)
        mail["From"] = Address(envelope.sender, user, domain)
        mail["To"] = envelope.to
        mail["Subject"] = envelope.subject
        mail["Date"] = formatdate(localtime=True)
        mail["Message-ID"] = f"<{envelope.reference}@{domain or 'localhost'}>"
        mail["Auto-Submitted"] = "auto-generated"
        mail.set_content(envelope.text)
        written = mail.as_bytes()
        return written if written.endswith(b"\r\n") else written + b"\r\n"


def _refused(code: int) -> Answer:
    if code in FOR_GOOD:
        return Answer(Outcome.REFUSED, f"server_said_{code}")
    return Answer(Outcome.NOT_TAKEN, f"server_said_{code}")


def _leave(server: smtplib.SMTP) -> None:
    """Closes the line without waiting for a goodbye: after a half-sent message QUIT would end up inside it."""
    server.close()
