"""Forgetting people of a programme: one of them at their wish, and what is personal in time."""

from collections.abc import Callable
from datetime import datetime, timedelta

import sqlalchemy as sa

from eventsite.agenda import queries
from eventsite.agenda.actions import rehearsals
from eventsite.agenda.models import (
    Availability,
    Release,
    ReleasePerson,
    Speaker,
    SpeakerBalance,
    SpeakerReminder,
)
from eventsite.core import files, outbox
from eventsite.core.db import changed, db
from eventsite.events.models import Event

#: How long numbers, needs and availabilities are kept after the event.
KEPT = timedelta(days=30)
#: How long what was said for the balance is kept, as other statistics are.
BALANCES_KEPT = timedelta(days=365)
#: What other features blank of a speaker who is forgotten.
FORGETTING: list[Callable[[Speaker, datetime], None]] = []
_NAMES = ("honorific", "name", "role_title", "zone", "email", "phone", "needs", "answer_note")


def forget(speaker: Speaker, now: datetime) -> None:
    """Blank somebody in the draft and in every version; organisation and country stay.

    Their link, their reminders and mails go, their technical test is free, and what they said for
    the balance is erased. The speaker's photo is loaded.
    """
    photos = photos_of(speaker)
    speaker.photo = None
    for name in _NAMES:
        setattr(speaker, name, "")
    speaker.biography = {}
    speaker.generation += 1
    speaker.consented = speaker.availability_given = None
    _forget_balance(speaker)
    for table in (Availability, SpeakerReminder):
        db.session.execute(sa.delete(table).where(table.speaker_id == speaker.id))
    rehearsals.leave(speaker)
    outbox.forget_about(f"speaker:{speaker.id}")
    for forget_more in FORGETTING:
        forget_more(speaker, now)
    _redact(speaker, now)
    db.session.flush()
    for photo in photos:
        drop(photo)


def forget_deleted(speaker: Speaker) -> None:
    """Take along, before a speaker is deleted, what no row of theirs holds; the photo is loaded.

    What they said for the balance is erased, their technical test is free.
    """
    photo = speaker.photo
    speaker.photo = None
    _forget_balance(speaker)
    rehearsals.leave(speaker)
    db.session.flush()
    if photo is not None:
        drop(photo)


def _forget_balance(speaker: Speaker) -> None:
    balance = queries.find_balance(speaker)
    if balance is not None:
        db.session.delete(balance)


def photos_of(speaker: Speaker) -> list[files.File]:
    """Every photo of a speaker: the one of the draft and those that versions show."""
    shown = (
        sa.select(ReleasePerson.photo_code)
        .join(Release, Release.id == ReleasePerson.release_id)
        .where(Release.event_id == speaker.event_id, ReleasePerson.speaker_code == speaker.code)
    )
    which = sa.or_(files.File.id == speaker.photo_file_id, files.File.code.in_(shown))
    return list(db.session.scalars(sa.select(files.File).where(which)))


def drop(photo: files.File) -> None:
    """Delete a photo that no speaker and no version shows any more."""
    drafted = sa.select(Speaker.id).where(Speaker.photo_file_id == photo.id)
    shown = sa.select(ReleasePerson.id).where(ReleasePerson.photo_code == photo.code)
    if all(db.session.scalar(query.limit(1)) is None for query in (drafted, shown)):
        files.discard(photo)


def _redact(speaker: Speaker, now: datetime) -> None:
    of_event = sa.select(Release.id).where(Release.event_id == speaker.event_id)
    anything = sa.or_(
        ReleasePerson.redacted.is_(None), ReleasePerson.name != "", ReleasePerson.role_title != ""
    )
    db.session.execute(
        sa.update(ReleasePerson)
        .where(
            ReleasePerson.release_id.in_(of_event),
            ReleasePerson.speaker_code == speaker.code,
            anything,
        )
        .values(honorific="", name="", role_title="", biography={}, photo_code="", redacted=now)
    )


def expire(now: datetime) -> int:
    """Remove what is kept no longer; how many rows.

    Numbers and needs 30 days after the event, availabilities 30 days after they ended, what was
    said for the balance a year after the event.
    """
    personal = sa.or_(Speaker.phone != "", Speaker.needs != "")
    blanked = changed(
        sa.update(Speaker)
        .where(Speaker.event_id.in_(_ended_before(now - KEPT)), personal)
        .values(phone="", needs="")
        .execution_options(synchronize_session=False)
    )
    free = changed(sa.delete(Availability).where(Availability.ends < now - KEPT))
    said = changed(
        sa.delete(SpeakerBalance)
        .where(SpeakerBalance.event_id.in_(_ended_before(now - BALANCES_KEPT)))
        .execution_options(synchronize_session=False)
    )
    return blanked + free + said


def _ended_before(instant: datetime) -> sa.Select[int]:
    # Days end up to a day apart around the world: one more day is nobody's loss.
    return sa.select(Event.id).where(Event.last_day < (instant - timedelta(days=1)).date())
