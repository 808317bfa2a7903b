"""SMS over HTTP: one POST of JSON to the gateway's address, with the same reference each time it is tried."""

import http.client
import json
import ssl
from urllib.parse import urlsplit

from brobygger.contact.ports import SECONDS, Answer, Envelope, Outcome

TRY_LATER = frozenset({408, 425, 429, 503})


class Gateway:
    """POST {"to", "from", "text", "reference"} with a bearer key; any 2xx says that it has the message."""

    def __init__(self, url: str, key: str) -> None:
        self.parts, self.key = urlsplit(url), key

    def deliver(self, envelope: Envelope) -> Answer:
        """Hands one message over: until the request has been begun nothing is taken, then only an answer counts."""
        connection = self._connection()
        try:
            try:
                connection.connect()
            except OSError:
                return Answer(Outcome.NOT_TAKEN, "server_not_reached")
            try:
                connection.request("POST", self._path(), body=_body(envelope), headers=self._headers(envelope))
                status = connection.getresponse().status
            except (OSError, http.client.HTTPException):
                return Answer(Outcome.UNKNOWN, "broke_off_half_way")
        finally:
            connection.close()
        return _said(status)

    def _connection(self) -> http.client.HTTPConnection:
        host = self.parts.hostname or "localhost"
        if self.parts.scheme == "https":
            context = ssl.create_default_context()
            return http.client.HTTPSConnection(host, self.parts.port, timeout=SECONDS, context=context)
        return http.client.HTTPConnection(host, self.parts.port, timeout=SECONDS)

    def _path(self) -> str:
        path = self.parts.path or "/"
        return f"{path}?{self.parts.query}" if self.parts.query else path

    def _headers(self, envelope: Envelope) -> dict[str, str]:
        known = {"Content-Type": "application/json", "Idempotency-Key": envelope.reference}
        return known | ({"Authorization": f"Bearer {self.key}"} if self.key else {})


def _body(envelope: Envelope) -> bytes:
    told = {"to": envelope.to, "from": envelope.sender, "text": envelope.text, "reference": envelope.reference}
    return json.dumps(told, ensure_ascii=False).encode()


def _said(status: int) -> Answer:
    if 200 <= status < 300:
        return Answer(Outcome.TAKEN)
    if status in TRY_LATER:
        return Answer(Outcome.NOT_TAKEN, f"server_said_{status}")
    if 400 <= status < 500:
        return Answer(Outcome.REFUSED, f"server_said_{status}")
    return Answer(Outcome.UNKNOWN, f"server_said_{status}")
