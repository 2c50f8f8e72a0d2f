"""A real mail server on this machine that records, refuses, dawdles or drops as a test tells it."""

import asyncio
import socket
import threading
from collections import Counter
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any, cast

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope
from aiosmtpd.smtp import Session as SmtpSession


def free_port() -> int:
    """A port that nobody listens on just now."""
    with socket.socket() as asked:
        asked.bind(("127.0.0.1", 0))
        return int(asked.getsockname()[1])


class PostOffice:
    """What a mail server got, and how it shall behave; `start` and `stop` as often as you like."""

    def __init__(self) -> None:
        self.mails: list[EmailMessage] = []
        #: An answer such as "451 Later" or "550 No such user" to each recipient.
        self.recipient_answer = ""
        #: Seconds to wait at the recipient, so that a test can act before a mail is taken.
        self.slow_recipient = 0.0
        #: Seconds to wait after a mail was taken and before that is said.
        self.slow_answer = 0.0
        #: Take the mail, then break the line without a word.
        self.drops = False
        #: Set when a recipient has been named, and when a mail has been taken.
        self.asked = threading.Event()
        self.taken = threading.Event()
        self.port = free_port()
        self._controller: Controller | None = None

    @property
    def url(self) -> str:
        """For PLENARY_MAIL_URL."""
        return f"smtp://127.0.0.1:{self.port}"

    def start(self) -> "PostOffice":
        """Open, on the same port each time."""
        self._controller = Controller(self, hostname="127.0.0.1", port=self.port)
        self._controller.start()
        return self

    def stop(self) -> None:
        """Close; connections are refused from now on."""
        if self._controller is not None:
            self._controller.stop(no_assert=True)
            self._controller = None

    def by_message_id(self) -> Counter[str]:
        """How often each mail arrived."""
        return Counter(str(mail["Message-ID"]).strip("<>") for mail in self.mails)

    def to(self, address: str) -> list[EmailMessage]:
        """The mails to one address, in the order they came."""
        return [mail for mail in self.mails if mail["To"] == address]

    async def handle_RCPT(  # noqa: N802  # aiosmtpd finds it by this name
        self, server: SMTP, session: SmtpSession, envelope: Envelope, address: str, options: Any
    ) -> str:
        self.asked.set()
        await asyncio.sleep(self.slow_recipient)
        if self.recipient_answer:
            return self.recipient_answer
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(  # noqa: N802  # aiosmtpd finds it by this name
        self, server: SMTP, session: SmtpSession, envelope: Envelope
    ) -> str:
        content = cast(bytes, envelope.content)
        self.mails.append(message_from_bytes(content, policy=policy.default))
        self.taken.set()
        await asyncio.sleep(self.slow_answer)
        if self.drops:
            cast(asyncio.Transport, server.transport).abort()
        return "250 Taken"
