"""Fetches what an event says in its mails about registrations."""

import sqlalchemy as sa

from eventsite.core.db import db
from eventsite.messages.models import MailWords
from eventsite.registration.mail_kinds import Kind


def words_of(event_id: int) -> dict[Kind, MailWords]:
    """What was written, by the kind of mail."""
    found = db.session.scalars(sa.select(MailWords).where(MailWords.event_id == event_id))
    return {one.kind: one for one in found}


def find_words(event_id: int, kind: Kind) -> MailWords | None:
    """What was written for one kind of mail."""
    return db.session.scalar(
        sa.select(MailWords).where(MailWords.event_id == event_id, MailWords.kind == kind)
    )
