"""What a programme keeps about a person: to hand out, to erase, to let expire."""

from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy import orm

from eventsite.agenda.actions import followers, stars
from eventsite.agenda.models import (
    AgendaSession,
    Availability,
    Release,
    ReleasePerson,
    SessionSpeaker,
    Speaker,
    Track,
    TrackEditor,
)
from eventsite.core import clock, files
from eventsite.core.db import changed, db
from eventsite.events.models import Event
from eventsite.people.models import Person, User

#: What this room exports, erases and lets expire.
TABLES = frozenset(
    {
        "speakers",
        "session_speakers",
        "availabilities",
        "release_persons",
        "session_stars",
        "followers",
    }
)
TABLES |= {"track_editors"}
#: How long it is kept when a speaker could come, after that time is over.
KEPT = timedelta(days=30)


def export(person: Person) -> dict[str, Any]:
    """Everything that programmes hold about the person, JSON-able."""
    return {
        "speaker": [_speaker(speaker, slug) for speaker, slug in _rows(person)],
        "tracks": _tracks(person),
        "stars": stars.of_person(person),
        "following": followers.of_address(person.email),
    }


def _tracks(person: Person) -> list[dict[str, Any]]:
    """The tracks they look after."""
    found = db.session.execute(
        sa.select(Event.slug, Track.names)
        .join(Event, Event.id == Track.event_id)
        .join(TrackEditor, TrackEditor.track_id == Track.id)
        .join(User, User.id == TrackEditor.user_id)
        .where(User.person_id == person.id)
        .order_by(Track.id)
    )
    return [{"event": slug, "track": dict(names)} for slug, names in found]


def _rows(person: Person) -> list[tuple[Speaker, str]]:
    found = db.session.execute(
        sa.select(Speaker, Event.slug)
        .join(Event, Event.id == Speaker.event_id)
        .where(Speaker.person_id == person.id)
        .options(orm.joinedload(Speaker.photo))
        .order_by(Speaker.id)
    )
    return [(row[0], row[1]) for row in found]


def _speaker(speaker: Speaker, slug: str) -> dict[str, Any]:
    sessions = db.session.execute(
        sa.select(AgendaSession.code, AgendaSession.title, SessionSpeaker.role)
        .join(SessionSpeaker, SessionSpeaker.session_id == AgendaSession.id)
        .where(SessionSpeaker.speaker_id == speaker.id)
        .order_by(AgendaSession.id)
    )
    free = db.session.execute(
        sa.select(Availability.starts, Availability.ends)
        .where(Availability.speaker_id == speaker.id)
        .order_by(Availability.starts)
    )
    return {
        "event": slug,
        "code": speaker.code,
        "honorific": speaker.honorific,
        "name": speaker.name,
        "role_title": speaker.role_title,
        "organisation": speaker.organisation_text,
        "country": speaker.country,
        "biography": dict(speaker.biography),
        "photo": speaker.photo.name if speaker.photo else "",
        "zone": speaker.zone,
        "sessions": [{"code": c, "title": t, "role": r.value} for c, t, r in sessions],
        "availability": [[start.isoformat(), end.isoformat()] for start, end in free],
    }


def erase(person: Person, now: datetime | None = None) -> None:
    """Blank the person in drafts and in every release; organisation and country stay."""
    now = now or clock.now()
    stars.forget(person)
    followers.forget(person.email)
    accounts = sa.select(User.id).where(User.person_id == person.id)
    db.session.execute(sa.delete(TrackEditor).where(TrackEditor.user_id.in_(accounts)))
    for speaker, _slug in _rows(person):
        photo = speaker.photo
        speaker.photo = None
        for name in ("honorific", "name", "role_title", "zone"):
            setattr(speaker, name, "")
        speaker.biography = {}
        db.session.execute(sa.delete(Availability).where(Availability.speaker_id == speaker.id))
        _redact(speaker, now)
        db.session.flush()
        if photo is not None:
            files.discard(photo)
    db.session.flush()


def _redact(speaker: Speaker, now: datetime) -> None:
    of_event = sa.select(Release.id).where(Release.event_id == speaker.event_id)
    db.session.execute(
        sa.update(ReleasePerson)
        .where(
            ReleasePerson.release_id.in_(of_event),
            ReleasePerson.speaker_code == speaker.code,
            ReleasePerson.redacted.is_(None),
        )
        .values(honorific="", name="", role_title="", biography={}, photo_code="", redacted=now)
    )


def expire(now: datetime) -> int:
    """Delete availabilities that ended a month ago or more; how many."""
    return changed(sa.delete(Availability).where(Availability.ends < now - KEPT))
