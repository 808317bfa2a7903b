"""A mail server and an SMS gateway for tests: real sockets, the real protocol, and they break where they are told."""

import json
import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_string, policy
from email.message import EmailMessage
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@dataclass
class MailHouse:
    """A mail server: what it has taken, and where it breaks.

    `breaks`: "" (never) · greeting · mail · rcpt · data (before a word is said) · half_way (in the middle of the
    words) · before_answer (it HAS taken the message, and dies before it says so) · hangs (takes it, never answers)
    """

    breaks: str = ""
    says: dict[str, str] = field(default_factory=dict)  # an answer of its own to a command: {"RCPT": "550 no"}
    taken: list[str] = field(default_factory=list)
    met: list[str] = field(default_factory=list)
    half_way: threading.Event = field(default_factory=threading.Event)
    go_on: threading.Event = field(default_factory=threading.Event)
    port: int = 0

    @property
    def url(self) -> str:
        return f"smtp://127.0.0.1:{self.port}"

    def words(self) -> str:
        """What the newest one says, as its reader sees it."""
        mail = message_from_string(self.taken[-1], policy=policy.default)
        assert isinstance(mail, EmailMessage)
        return str(mail.get_content())


class _Talk(socketserver.StreamRequestHandler):
    server: Any

    def handle(self) -> None:
        house: MailHouse = self.server.house
        if house.breaks == "greeting":
            return
        self._say("220 prove.invalid")
        for raw in self.rfile:
            command = raw.decode().strip()
            word = command.split(" ", 1)[0].split(":")[0].upper()
            house.met.append(word)
            if house.breaks == word.lower():
                return
            if word in house.says:
                self._say(house.says[word])
            elif word == "DATA":
                self._say("354 go on")
                if not self._listen(house):
                    return
            elif word == "QUIT":
                self._say("221 bye")
                return
            else:
                self._say("250 ok")

    def _listen(self, house: MailHouse) -> bool:
        lines: list[bytes] = []
        for raw in self.rfile:
            if raw == b".\r\n":
                break
            lines.append(raw)
            if house.breaks == "half_way":
                return False
        else:
            return False
        house.taken.append(b"".join(lines).decode())
        if house.breaks == "hangs":
            house.half_way.set()
            house.go_on.wait(30)
            return False
        if house.breaks == "before_answer":
            return False
        self._say(house.says.get(".", "250 taken"))
        return True

    def _say(self, line: str) -> None:
        self.wfile.write(f"{line}\r\n".encode())


@contextmanager
def mail_house(breaks: str = "", **says: str) -> Iterator[MailHouse]:
    """A mail server on a free port."""
    house = MailHouse(breaks=breaks, says=says)

    class Server(socketserver.ThreadingTCPServer):
        allow_reuse_address = True
        daemon_threads = True

    with Server(("127.0.0.1", 0), _Talk) as server:
        server.house = house  # type: ignore[attr-defined]
        house.port = server.server_address[1]
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield house
        house.go_on.set()
        server.shutdown()


@dataclass
class SmsHouse:
    """An SMS gateway: what it has taken; `status` is what it answers, and 0 hangs up without an answer."""

    status: int = 200
    taken: list[dict[str, str]] = field(default_factory=list)
    keys: list[str] = field(default_factory=list)
    port: int = 0

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/send"


@contextmanager
def sms_house(status: int = 200) -> Iterator[SmsHouse]:
    """A gateway on a free port."""
    house = SmsHouse(status=status)

    class Talk(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            told = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            house.keys.append(self.headers.get("Authorization", ""))
            if house.status < 300:  # and where it hangs up it has the message, and nobody knows
                house.taken.append(told)
            if house.status:
                self.send_response(house.status)
                self.end_headers()
            else:
                self.close_connection = True

        def log_message(self, *_told: Any) -> None:
            """Says nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Talk)
    server.daemon_threads = True
    house.port = server.server_address[1]
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield house
    server.shutdown()
    server.server_close()
