"""Handing a mail over: what the mail server said, and whether it may have taken the mail."""

import contextlib
import smtplib
import ssl
from dataclasses import dataclass
from email.message import EmailMessage
from email.utils import parseaddr
from enum import StrEnum
from pathlib import Path
from typing import Protocol
from urllib.parse import unquote, urlsplit

#: Seconds that each answer of a mail server may take.
PATIENCE = 30


class Outcome(StrEnum):
    """What became of one handing over."""

    TAKEN = "taken"
    LATER = "later"
    #: The server could not be reached, or not with our settings: no other mail would fare better.
    AWAY = "away"
    REFUSED = "refused"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Answer:
    """An outcome and what to tell staff."""

    outcome: Outcome
    said: str = ""


class Transport(Protocol):
    """A way out for mails."""

    def hand_over(self, message: EmailMessage, to: str) -> Answer:
        """Offer one mail once."""

    def close(self) -> None:
        """Leave."""


class Folder:
    """Writes each mail as a file, for development."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def hand_over(self, message: EmailMessage, to: str) -> Answer:
        """Write `<message id>.eml`, whole or not at all."""
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            name = message["Message-ID"].strip("<>").replace("/", "_")
            draft = self._folder / f".{name}.part"
            draft.write_bytes(message.as_bytes())
            draft.rename(self._folder / f"{name}.eml")
        except OSError as error:
            return Answer(Outcome.AWAY, str(error))
        return Answer(Outcome.TAKEN)

    def close(self) -> None:
        """A folder needs no farewell."""


class Server:
    """An SMTP server; one connection serves a run of mails and is made anew when it broke."""

    def __init__(self, url: str, patience: float = PATIENCE) -> None:
        parts = urlsplit(url)
        self._secure = parts.scheme == "smtps"
        self._host = parts.hostname or "localhost"
        self._port = parts.port or (465 if self._secure else 25)
        self._user = unquote(parts.username or "")
        self._password = unquote(parts.password or "")
        self._patience = patience
        self._smtp: smtplib.SMTP | None = None

    def hand_over(self, message: EmailMessage, to: str) -> Answer:
        """Offer one mail; UNKNOWN when the line broke after the text had begun to go out."""
        try:
            smtp = self._connected()
        except (OSError, smtplib.SMTPException) as error:
            # Even a final answer here is about our settings, not about this mail.
            self._drop()
            return Answer(Outcome.AWAY, str(error) or type(error).__name__)
        try:
            refusal = self._envelope(smtp, message, to)
            if refusal is not None:
                return refusal
            code, said = smtp.docmd("DATA")
            if code != 354:
                smtp.rset()
                return _judge(code, said)
        except (OSError, smtplib.SMTPException) as error:
            self._drop()
            return Answer(Outcome.LATER, str(error) or type(error).__name__)
        return self._body(smtp, message)

    def close(self) -> None:
        """Say goodbye if connected."""
        if self._smtp is not None:
            with contextlib.suppress(OSError, smtplib.SMTPException):
                self._smtp.quit()
            self._drop()

    def _connected(self) -> smtplib.SMTP:
        if self._smtp is None:
            if self._secure:
                self._smtp = smtplib.SMTP_SSL(
                    self._host, self._port, timeout=self._patience, context=_checked()
                )
            else:
                self._smtp = smtplib.SMTP(self._host, self._port, timeout=self._patience)
            self._smtp.ehlo_or_helo_if_needed()
            if not self._secure and self._smtp.has_extn("starttls"):
                # A password goes only to a server that proves its name; without one any
                # encryption is better than none.
                self._smtp.starttls(context=_checked() if self._user else None)
            if self._user:
                self._smtp.login(self._user, self._password)
        return self._smtp

    def _envelope(self, smtp: smtplib.SMTP, message: EmailMessage, to: str) -> Answer | None:
        options = [] if to.isascii() else ["SMTPUTF8"]
        if options and not smtp.has_extn("smtputf8"):
            return Answer(Outcome.REFUSED, "SMTPUTF8")
        sender = parseaddr(str(message["From"]))[1]
        code, said = smtp.mail(sender, options)
        if code != 250:
            smtp.rset()
            # About our own address: worth another try once somebody has set it right.
            return Answer(Outcome.AWAY, _text(code, said))
        code, said = smtp.rcpt(to)
        if code not in {250, 251}:
            smtp.rset()
            return _judge(code, said)
        return None

    def _body(self, smtp: smtplib.SMTP, message: EmailMessage) -> Answer:
        body = message.as_bytes()
        lines = body.splitlines(keepends=True)
        dotted = b"".join(b"." + line if line.startswith(b".") else line for line in lines)
        try:
            smtp.send(dotted + (b"" if dotted.endswith(b"\r\n") else b"\r\n") + b".\r\n")
            code, said = smtp.getreply()
        except (OSError, smtplib.SMTPException) as error:
            self._drop()
            return Answer(Outcome.UNKNOWN, str(error) or type(error).__name__)
        return Answer(Outcome.TAKEN) if code == 250 else _judge(code, said)

    def _drop(self) -> None:
        if self._smtp is not None:
            self._smtp.close()
            self._smtp = None


def _judge(code: int, said: bytes) -> Answer:
    """RFC 5321 §4.2.1: 4yz is worth another try, 5yz is final."""
    return Answer(Outcome.REFUSED if code >= 500 else Outcome.LATER, _text(code, said))


def _text(code: int, said: bytes) -> str:
    return f"{code} {said.decode('utf-8', 'replace')}"


def _checked() -> ssl.SSLContext:
    return ssl.create_default_context()


def open_transport(mail_url: str) -> Transport | None:
    """The way out that the setting names; None when mail is only kept."""
    if not mail_url:
        return None
    if mail_url.startswith("file:"):
        return Folder(Path(unquote(urlsplit(mail_url).path)))
    return Server(mail_url)
