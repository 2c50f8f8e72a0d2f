"""Calendar entries that are mailed: what each reader was told last of each UID, and the part."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from eventsite.core import clock, ical, outbox
from eventsite.core.db import Base, changed, db


class MailedEntry(Base):
    """The last word to one reader about one UID, mailed or, where no mail is wanted, only kept."""

    __tablename__ = "mailed_entries"

    #: A key such as `registration:12` or `speaker:9`, never a name or an address.
    subject: Mapped[str] = mapped_column(sa.String(80), primary_key=True)
    uid: Mapped[str] = mapped_column(sa.String(64), primary_key=True)
    #: What it belongs to, such as `event:5`.
    scope: Mapped[str] = mapped_column(sa.String(80), index=True)
    #: The SEQUENCE it had, and that of the public feeds at that time.
    sequence: Mapped[int]
    feed: Mapped[int]
    is_off: Mapped[bool] = mapped_column(default=False)
    #: Which words it had, see `ical.words_of`.
    words: Mapped[str] = mapped_column(sa.String(40), default="")
    at: Mapped[datetime]

    @property
    def told(self) -> ical.Told:
        """As a plain value."""
        return ical.Told(self.sequence, self.feed, self.is_off, self.words, self.at)


def told(subjects: Iterable[str]) -> dict[str, dict[str, MailedEntry]]:
    """What these readers were told, by subject and UID, in one query."""
    found: dict[str, dict[str, MailedEntry]] = {}
    query = sa.select(MailedEntry).where(MailedEntry.subject.in_(list(subjects)))
    for row in db.session.scalars(query.execution_options(populate_existing=True)):
        found.setdefault(row.subject, {})[row.uid] = row
    return found


def keep(scope: str, subject: str, entry: ical.Entry, message: ical.Message) -> None:
    """Remember a word in the transaction of its mail, so that it is said once."""
    row = db.session.get(MailedEntry, (subject, entry.uid))
    if row is None:
        row = MailedEntry(subject=subject, uid=entry.uid, scope=scope)
        db.session.add(row)
    row.sequence, row.feed = message.sequence, entry.sequence
    row.is_off = message.method is ical.Method.CANCEL
    row.words, row.at = ical.words_of(entry), clock.now()
    db.session.flush()


def count_as_told(scope: str, words: Iterable[tuple[str, ical.Entry]]) -> int:
    """Remember entries that subjects know from elsewhere, where nothing was told yet; how many."""
    now = clock.now()
    rows = [
        {
            "subject": subject,
            "uid": entry.uid,
            "scope": scope,
            "sequence": entry.sequence,
            "feed": entry.sequence,
            "is_off": False,
            "words": ical.words_of(entry),
            "at": now,
        }
        for subject, entry in words
        if entry.status is not ical.Status.CANCELLED
    ]
    if rows:
        db.session.execute(sa.insert(MailedEntry), rows)
    return len(rows)


def part(
    message: ical.Message, entry: ical.Entry, organizer: ical.Party, attendee: ical.Party
) -> outbox.Attachment:
    """The calendar part of the one mail about one UID (RFC 6047 §2.4)."""
    body = ical.invite(
        message.method,
        replace(entry, sequence=message.sequence, transparent=False),
        organizer,
        attendee,
        sent=clock.now(),
    )
    content_type = f"text/calendar; method={message.method.value}; charset=utf-8"
    return outbox.Attachment("invite.ics", content_type, body)


def forget(subjects: Iterable[str], uid: str = "") -> int:
    """Remove what readers were told, of one UID or of all; how many words."""
    of_uid = MailedEntry.uid == uid if uid else sa.true()
    return changed(sa.delete(MailedEntry).where(MailedEntry.subject.in_(list(subjects)), of_uid))
