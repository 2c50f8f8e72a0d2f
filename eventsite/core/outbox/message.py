"""The bytes of a mail: headers that nobody can inject into, text, files (RFC 5322, 2369, 8058)."""

import base64
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from email.header import Header
from email.message import EmailMessage, Message
from email.policy import EmailPolicy
from email.utils import format_datetime, parseaddr
from typing import Any, Self

from eventsite.core.outbox.models import Mail
from eventsite.core.outbox.page import page_of


class _Policy(EmailPolicy):
    """Subjects in any script: each encoded word holds its own blanks (RFC 2047 §5, §6.2).

    Python's folding leaves a blank between two encoded words now and then, where readers drop it.
    """

    def fold(self, name: str, value: Any) -> str:
        """A header as it is sent."""
        if name.lower() != "subject" or str(value).isascii():
            return str(super().fold(name, value))
        encoded = Header(str(value), "utf-8", header_name=name).encode(linesep=self.linesep)
        return f"{name}: {encoded}{self.linesep}"

    def fold_binary(self, name: str, value: Any) -> bytes:
        """The same as bytes."""
        if name.lower() != "subject":
            return bytes(super().fold_binary(name, value))
        return self.fold(name, value).encode("ascii")


SMTP = _Policy(linesep="\r\n")


@dataclass(frozen=True)
class Attachment:
    """A file of a mail; `content_type` may carry parameters: `text/calendar; method=REQUEST`."""

    filename: str
    content_type: str
    content: bytes

    def stored(self) -> dict[str, str]:
        """As it stands in the outbox."""
        return {
            "filename": self.filename,
            "content_type": self.content_type,
            "base64": base64.b64encode(self.content).decode(),
        }

    @classmethod
    def from_stored(cls, stored: Mapping[str, Any]) -> Self:
        """The reverse of `stored`."""
        content = base64.b64decode(stored["base64"])
        return cls(stored["filename"], stored["content_type"], content)


def one_line(text: str) -> str:
    """A text fit for a header: no line break, no control character, no doubled space."""
    return re.sub(r"\s+", " ", re.sub(r"[\x00-\x1f\x7f\x85\u2028\u2029]", " ", text)).strip()


def split(rendered: str) -> tuple[str, str]:
    """Subject and body of a rendered template; raises ValueError when the subject is missing.

    Whatever stands before the first empty line is the subject, so a line break in a name makes no
    header; the rest is the body.
    """
    head, _, body = rendered.replace("\r\n", "\n").lstrip().partition("\n\n")
    if not head.startswith("Subject:"):
        raise ValueError("A mail template begins with a line 'Subject: …' and an empty line.")
    return one_line(head.removeprefix("Subject:"))[:900], body.strip() + "\n"


def bare_address(address: str) -> str:
    """The address a server is told, its domain in ASCII; raises ValueError when it is none."""
    local, at, domain = parseaddr(one_line(address))[1].rpartition("@")
    if not at or not local or not domain or re.search(r"[\s<>,;]", local + domain):
        raise ValueError(address)
    return f"{local}@{domain.encode('idna').decode()}"


def compose(mail: Mail, sender: str) -> EmailMessage:
    """The message of a row of the outbox; raises ValueError when its address cannot be written."""
    message = EmailMessage(policy=SMTP)
    message["From"] = one_line(sender)
    message["To"] = bare_address(mail.to_address)
    message["Subject"] = one_line(mail.subject)
    message["Date"] = format_datetime(_second(mail.created))
    message["Message-ID"] = f"<{mail.message_id}>"
    # RFC 3834: no out-of-office answers this.
    message["Auto-Submitted"] = "auto-generated"
    if mail.unsubscribe_url:
        message["List-Unsubscribe"] = f"<{one_line(mail.unsubscribe_url)}>"
        message["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    message.set_content(mail.text)
    page = mail.html or page_of(mail.text, mail.lang, one_line(mail.subject))
    message.add_alternative(page, subtype="html")
    for stored in mail.attachments:
        file = Attachment.from_stored(stored)
        if "method=" in file.content_type:
            _invite(message, file)
        else:
            _attach(message, file)
    # Last, for a message that becomes multipart hands its Content- headers down to its first part.
    message["Content-Language"] = mail.lang
    return message


def _invite(message: EmailMessage, file: Attachment) -> None:
    """An invitation as Gmail and Outlook read it: beside the text as another form of it
    (RFC 6047 §2.4), and once more as a file for programs that show neither.
    """
    content = file.content
    message.add_alternative(
        content, maintype="text", subtype="calendar", params=_parameters(_parsed(file))
    )
    message.add_attachment(
        content, maintype="application", subtype="ics", filename=one_line(file.filename)
    )


def _second(instant: datetime) -> datetime:
    return instant.replace(microsecond=0)


def _attach(message: EmailMessage, file: Attachment) -> None:
    parsed = _parsed(file)
    message.add_attachment(
        file.content,
        maintype=parsed.get_content_maintype(),
        subtype=parsed.get_content_subtype(),
        filename=one_line(file.filename),
        params=_parameters(parsed),
    )


def _parsed(file: Attachment) -> Message:
    parsed = Message()
    parsed["Content-Type"] = one_line(file.content_type)
    return parsed


def _parameters(parsed: Message) -> dict[str, str]:
    kept = {
        name: str(value)
        for name, value in parsed.get_params(failobj=[])[1:]
        if name not in {"name", "charset"}
    }
    return kept | ({"charset": "utf-8"} if parsed.get_content_maintype() == "text" else {})
