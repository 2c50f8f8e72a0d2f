"""Copies a programme into another event: its places, its sessions without dates, its terms."""

from dataclasses import dataclass
from datetime import timedelta

import sqlalchemy as sa

from eventsite.agenda import queries
from eventsite.agenda.models import (
    AgendaSession,
    AgendaTerms,
    Answer,
    PartPresenter,
    SessionPart,
    SessionSpeaker,
    SessionState,
    Speaker,
    TrackEditor,
)
from eventsite.core import clock, text
from eventsite.core.db import copy_of, db
from eventsite.events import queries as event_queries
from eventsite.events.models import Event

#: What another event may know of a speaker: who they are in a programme, and where mails go.
_OF_SPEAKER = ("person_id", "honorific", "name", "role_title", "organisation_text",
               "organisation_id", "country", "zone", "email", "lang", "precedence",
               "is_demo")  # fmt: skip


@dataclass(frozen=True)
class Copied:
    """What of a programme is copied."""

    rooms: bool = True
    tracks: bool = True
    sessions: bool = True
    #: The speakers, who are asked anew; without them sessions have nobody.
    people: bool = False
    terms: bool = True


def copy_programme(event: Event, copy: Event, what: Copied, by: timedelta | None) -> None:
    """Give a new event what was chosen of another one's programme; the trail is the caller's.

    Sessions get their own codes and identities and stand nowhere; cancelled and withdrawn ones
    stay behind, and so does what came out of them. `by` is how far days shift, None not known.
    """
    if what.rooms:
        db.session.add_all(copy_of(room, event_id=copy.id) for room in queries.rooms(event.id))
    tracks = _copy_tracks(event, copy) if what.tracks else {}
    people = _copy_people(event, copy) if what.people else {}
    if what.sessions:
        for session in queries.sessions(event.id):
            if session.state == SessionState.SCHEDULED:
                _copy_session(session, copy, tracks, people)
    if what.terms:
        _copy_terms(event, copy, by)
    db.session.flush()


def _copy_tracks(event: Event, copy: Event) -> dict[int, int]:
    """The new tracks by the old ones' ids; their editors come along where they are in the team."""
    team = {member.user_id for member in event_queries.members(copy.id)}
    found = {}
    for track in queries.tracks(event.id):
        fresh = copy_of(track, event_id=copy.id)
        db.session.add(fresh)
        db.session.flush()
        found[track.id] = fresh.id
        for user in sorted(queries.editors_of(track.id) & team):
            db.session.add(TrackEditor(track_id=fresh.id, user_id=user))
    return found


def _copy_people(event: Event, copy: Event) -> dict[int, int]:
    """The new speakers by the old ones' ids, not invited yet and without what they agreed to."""
    found = {}
    for speaker in queries.speakers(event.id):
        if speaker.answer == Answer.DECLINED:
            continue
        said = {name: getattr(speaker, name) for name in _OF_SPEAKER}
        fresh = Speaker(event_id=copy.id, code=text.new_code(), created=clock.now(), **said)
        db.session.add(fresh)
        db.session.flush()
        found[speaker.id] = fresh.id
    return found


def _copy_session(
    session: AgendaSession, copy: Event, tracks: dict[int, int], people: dict[int, int]
) -> None:
    fresh = copy_of(
        session,
        event_id=copy.id,
        code=text.new_code(),
        uid=text.new_secret(),
        track_id=tracks.get(session.track_id) if session.track_id is not None else None,
        day=None,
        starts=None,
        fold=0,
        late=0,
        is_locked=False,
        recording="",
        transcript="",
        outcome={},
        created=clock.now(),
        released=None,
    )
    fresh.rooms = []
    fresh.parts = [_part(part, people) for part in session.parts]
    fresh.speakers = [
        SessionSpeaker(speaker_id=people[one.speaker_id], role=one.role, position=one.position)
        for one in session.speakers
        if one.speaker_id in people
    ]
    db.session.add(fresh)


def _part(part: SessionPart, people: dict[int, int]) -> SessionPart:
    presenters = [
        PartPresenter(speaker_id=people[one.speaker_id], position=one.position)
        for one in part.presenters
        if one.speaker_id in people
    ]
    return SessionPart(
        title=dict(part.title), minutes=part.minutes, position=part.position, presenters=presenters
    )


def _copy_terms(event: Event, copy: Event, by: timedelta | None) -> None:
    terms = db.session.scalar(sa.select(AgendaTerms).where(AgendaTerms.event_id == event.id))
    if terms is None:
        return
    due = {
        name: day + by if day is not None and by is not None else None
        for name, day in (("slides_due", terms.slides_due), ("answers_due", terms.answers_due))
    }
    db.session.add(copy_of(terms, event_id=copy.id, **due))
