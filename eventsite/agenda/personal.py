"""What a programme keeps about a person: to hand out, to erase, to let expire."""

from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy import orm

from eventsite.agenda import queries
from eventsite.agenda.actions import followers, forgetting, materials, stars
from eventsite.agenda.models import (
    AgendaSession,
    Availability,
    RehearsalSlot,
    SessionSpeaker,
    Speaker,
    SpeakerReminder,
    Track,
    TrackEditor,
)
from eventsite.agenda.queries import signups
from eventsite.core import clock, tasks
from eventsite.core.db import db
from eventsite.core.files import File
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
        "session_sign_ups",
    }
)
TABLES |= {"session_materials", "material_versions"}
TABLES |= {"track_editors", "rehearsal_slots", "speaker_reminders", "speaker_balances"}


def export(person: Person) -> dict[str, Any]:
    """Everything that programmes hold about the person, JSON-able."""
    return {
        "speaker": [_speaker(speaker, slug) for speaker, slug in _rows(person)],
        "tracks": _tracks(person),
        "stars": stars.of_person(person),
        "sign_ups": [
            {
                "registration": own,
                "session": code,
                "state": row.state.value,
                "since": row.since.isoformat(),
            }
            for own, code, row in signups.sign_ups_of_person(person.id)
        ],
        "following": followers.of_address(person.email),
    }


def uploads(person: Person) -> list[File]:
    """The person's photographs and slides; of slides every version."""
    found: list[File] = []
    for speaker, _slug in _rows(person):
        slides = [
            one
            for material, _code in queries.materials_of_speaker(speaker.id)
            for one in material.versions
        ]
        found += [one for one in (speaker.photo, *(v.file for v in slides)) if one is not None]
    return found


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
    """The rows linked with the person, and those of their name and address that are not."""
    found = db.session.execute(
        sa.select(Speaker, Event.slug)
        .join(Event, Event.id == Speaker.event_id)
        .where(queries.rows_about(person))
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
        "materials": [
            {
                "session": code,
                "title": dict(one.title),
                "files": [v.file.name if v.file else v.url for v in one.versions],
            }
            for one, code in queries.materials_of_speaker(speaker.id)
        ],
        "availability": [[start.isoformat(), end.isoformat()] for start, end in free],
        **_answers(speaker),
    }


def _answers(speaker: Speaker) -> dict[str, Any]:
    """What they said by their link, with their test and the reminders they were sent."""
    tests = db.session.scalars(
        sa.select(RehearsalSlot.starts).where(RehearsalSlot.speaker_id == speaker.id)
    )
    reminders = db.session.execute(
        sa.select(SpeakerReminder.kind, SpeakerReminder.created)
        .where(SpeakerReminder.speaker_id == speaker.id)
        .order_by(SpeakerReminder.id)
    )
    balance = queries.find_balance(speaker)
    return {
        "email": speaker.email,
        "lang": speaker.lang,
        "invited": _iso(speaker.invited),
        "answer": speaker.answer.value,
        "answer_note": speaker.answer_note,
        "answered": _iso(speaker.answered),
        "presence": speaker.presence.value,
        "phone": speaker.phone,
        "needs": speaker.needs,
        "consented": _iso(speaker.consented),
        "consent_version": speaker.consent_version,
        "without_slides": speaker.without_slides,
        "calendar_mails": speaker.calendar_mails,
        "technical_tests": [at.isoformat() for at in tests],
        "reminders": [{"kind": kind, "sent": at.isoformat()} for kind, at in reminders],
        "balance": balance
        and {"gender": balance.gender and balance.gender.value, "term": balance.gender_term},
    }


def _iso(instant: datetime | None) -> str | None:
    return instant.isoformat() if instant else None


def erase(person: Person, now: datetime | None = None) -> None:
    """Blank the person in drafts and in every release; organisation and country stay."""
    now = now or clock.now()
    stars.forget(person)
    followers.forget(person.email)
    accounts = sa.select(User.id).where(User.person_id == person.id)
    db.session.execute(sa.delete(TrackEditor).where(TrackEditor.user_id.in_(accounts)))
    for speaker, _slug in _rows(person):
        materials.forget(speaker)
        forgetting.forget(speaker, now)
    db.session.flush()


def expire(now: datetime) -> int:
    """What is kept no longer goes; how many rows."""
    return forgetting.expire(now)


@tasks.periodic("agenda.expire", every=timedelta(days=1))
def expire_daily() -> None:
    """What has expired goes."""
    expire(clock.now())
