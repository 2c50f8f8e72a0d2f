"""The outbox: every mail that was, is being or could not be sent."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from eventsite.core.db import Base, enum_column
from eventsite.core.i18n import N_


class MailState(StrEnum):
    """Where a mail is.

    queued → sending → sent | queued (try later) | failed | unknown (nobody knows whether it left)
    queued → held (no mail server is set); held, failed, unknown → queued only by a person's press.
    """

    QUEUED = "queued"
    SENDING = "sending"
    SENT = "sent"
    UNKNOWN = "unknown"
    FAILED = "failed"
    HELD = "held"


#: What staff and organizers read as the state of a mail.
STATE_LABELS = {
    MailState.QUEUED: N_("Waiting"),
    MailState.SENDING: N_("Being sent"),
    MailState.SENT: N_("Sent"),
    MailState.UNKNOWN: N_("Not known"),
    MailState.FAILED: N_("Failed"),
    MailState.HELD: N_("Kept"),
}


class Trouble(StrEnum):
    """What staff read beside a mail that has not arrived."""

    AWAY = N_("The mail server cannot be reached. The mail is tried again by itself.")
    LATER = N_("The mail server asked to try later. The mail is tried again by itself.")
    REFUSED = N_("The mail server refused this mail. Check the address, then send it again.")
    ADDRESS = N_("The address cannot be written in a mail. Correct it and order the mail again.")
    TIRED = N_("The mail was tried for more than a day. Check the mail server, then send it again.")
    UNKNOWN = N_(
        "The sending was interrupted, so the mail may have arrived. "
        "Ask the person before you send it again."
    )
    HELD = N_("No mail server is set, so the mail is kept here. Set one, then send it again.")


#: The states in which a person may press "Send again".
RESENDABLE = frozenset({MailState.UNKNOWN, MailState.FAILED, MailState.HELD})


class Mail(Base):
    """One mail to one address, worded when it was ordered."""

    __tablename__ = "outbox_mails"
    __table_args__ = (Index(None, "state", "due"), Index(None, "subject_key"))

    id: Mapped[int] = mapped_column(primary_key=True)
    #: Without angle brackets; the same at every attempt, so a mail server can tell a repetition.
    message_id: Mapped[str] = mapped_column(String(200), unique=True)
    to_address: Mapped[str] = mapped_column(String(320), index=True)
    lang: Mapped[str] = mapped_column(String(8))
    template: Mapped[str] = mapped_column(String(120))
    subject: Mapped[str] = mapped_column(String(998))
    text: Mapped[str] = mapped_column(Text)
    html: Mapped[str | None] = mapped_column(Text)
    #: Filename, content type and text or base64, see `message.Attachment`.
    attachments: Mapped[list[Any]]
    #: What the mail is about ("event:12"), never a name.
    subject_key: Mapped[str] = mapped_column(String(80), default="")
    #: The text opens a door (a sign-in link): blanked once sent and never shown to staff.
    secret: Mapped[bool] = mapped_column(default=False)
    unsubscribe_url: Mapped[str | None] = mapped_column(String(500))
    state: Mapped[MailState] = enum_column(MailState, default=MailState.QUEUED)
    attempts: Mapped[int] = mapped_column(default=0)
    #: Not handed over before this; while sending, the instant at which the worker counts as dead.
    due: Mapped[datetime]
    created: Mapped[datetime]
    sent_at: Mapped[datetime | None]
    #: What is wrong, a `Trouble` for gettext; empty when nothing is.
    error: Mapped[str] = mapped_column(String(300), default="")
    #: What the mail server or the system said about it, in whatever language it speaks.
    said: Mapped[str] = mapped_column(Text, default="")
    #: When text and attachments were removed.
    blanked_at: Mapped[datetime | None]
