"""Sessions of the draft: create, edit, place, take off, cancel, withdraw, delete."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, time
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import attributes

from eventsite.agenda import draft, queries, rules, times
from eventsite.agenda.models import (
    AgendaSession,
    Room,
    SessionKind,
    SessionPart,
    SessionSpeaker,
    SessionState,
    Speaker,
    SpeakerRole,
)
from eventsite.agenda.verbs import Verb
from eventsite.core import audit, clock, errors, text
from eventsite.core.db import db
from eventsite.core.i18n import gettext
from eventsite.events.models import Event

_VERBS = {
    SessionState.SCHEDULED: Verb.SESSION_RESTORED,
    SessionState.CANCELLED: Verb.SESSION_CANCELLED,
    SessionState.WITHDRAWN: Verb.SESSION_WITHDRAWN,
}


@dataclass(frozen=True)
class SessionFacts:
    """What is said of a session, whenever and wherever it is.

    `parts` are (title, minutes), `speakers` (the speaker's id, role), both in their order.
    """

    title: Mapping[str, str]
    kind: SessionKind = SessionKind.TALK
    minutes: int = 60
    abstract: Mapping[str, str] = field(default_factory=dict)
    track_id: int | None = None
    online: bool = False
    languages: Sequence[str] = ()
    interpretation: Sequence[str] = ()
    has_captions: bool = False
    has_sign_language: bool = False
    parts: Sequence[tuple[Mapping[str, str], int]] = ()
    speakers: Sequence[tuple[int, SpeakerRole]] = ()


@dataclass(frozen=True)
class Placement:
    """When and where: a day of the programme, a wall time in the event's zone, rooms or online.

    `minutes` None keeps the session's length. `fold` says which of two equal wall times.
    """

    day: date
    starts: time
    rooms: Sequence[int] = ()
    online: bool = False
    minutes: int | None = None
    fold: int | None = None


def create_session(event: Event, facts: SessionFacts, actor: str) -> AgendaSession:
    """A new session, not placed yet."""
    rules.require_open(event)
    _require_fitting(event, facts)
    session = AgendaSession(
        event_id=event.id,
        code=text.new_code(),
        uid=text.new_secret(),
        created=clock.now(),
        rooms=[],
        parts=_parts(facts),
        speakers=_speakers(facts),
        **_plain(facts),
    )
    db.session.add(session)
    db.session.flush()
    audit.record(actor, Verb.SESSION_CREATED, _subject(session), after={"event": event.id})
    return session


def edit_session(
    event: Event, session: AgendaSession, facts: SessionFacts, actor: str, version: int
) -> AgendaSession:
    """Change what a session says; one from `queries.find_session`."""
    rules.require_open(event)
    _require_fitting(event, facts, session)
    _require_version(session, version, _shown(facts), _shown(session))
    before = {name: getattr(session, name) for name in ("kind", "minutes", "track_id", "online")}
    for name, value in _plain(facts).items():
        setattr(session, name, value)
    # The old rows go first: a speaker may come back in the same role.
    session.parts, session.speakers = [], []
    db.session.flush()
    session.parts, session.speakers = _parts(facts), _speakers(facts)
    _save(session)
    after = {name: getattr(session, name) for name in before}
    audit.record(actor, Verb.SESSION_CHANGED, _subject(session), *audit.changes(before, after))
    return session


def place(
    event: Event, session: AgendaSession, placement: Placement, actor: str, version: int
) -> AgendaSession:
    """Put a session on the grid or move it; one from `queries.find_session`.

    Two sessions in one room, or of one person, are allowed and shown by `draft.check`.
    """
    rules.require_open(event)
    hours = rules.day_among(draft.hours_of(event), placement.day)
    minutes = session.minutes if placement.minutes is None else placement.minutes
    rules.require_length(minutes, hours)
    rules.require_parts(minutes, [part.minutes for part in session.parts])
    wall, fold = rules.wall_at(hours, placement.starts, event.zone, placement.fold)
    rooms = _rooms(event, placement.rooms)
    mine = {str(gettext("Place")): f"{wall:%Y-%m-%d %H:%M}, {minutes} min"}
    _require_version(session, version, mine, {str(gettext("Place")): _where(session)})
    before = _place_of(session)
    session.day, session.starts, session.fold = wall.date(), wall.time(), fold
    session.minutes, session.online, session.rooms = minutes, placement.online, rooms
    _save(session)
    after = _place_of(session)
    audit.record(actor, Verb.SESSION_PLACED, _subject(session), *audit.changes(before, after))
    return session


def take_off(event: Event, session: AgendaSession, actor: str, version: int) -> AgendaSession:
    """Take a session off the grid; it keeps its length and goes to those not placed."""
    rules.require_open(event)
    if not session.is_placed:
        raise errors.Refused(rules.Reason.PLACED_NOWHERE)
    _require_version(session, version, {}, {str(gettext("Place")): _where(session)})
    before = _place_of(session)
    session.day, session.starts, session.fold, session.rooms = None, None, 0, []
    _save(session)
    changed = audit.changes(before, _place_of(session))
    audit.record(actor, Verb.SESSION_TAKEN_OFF, _subject(session), *changed)
    return session


def set_state(
    event: Event, session: AgendaSession, state: SessionState, actor: str, version: int
) -> AgendaSession:
    """Cancel, withdraw or restore a session; the same state again changes nothing."""
    rules.require_open(event)
    _require_version(session, version, {}, {})
    if session.state == state:
        return session
    before = {"state": session.state.value}
    session.state = state
    db.session.flush()
    audit.record(actor, _VERBS[state], _subject(session), before, {"state": state.value})
    return session


def delete_session(event: Event, session: AgendaSession, actor: str, version: int) -> None:
    """Delete a session that was never published."""
    rules.require_open(event)
    _require_version(session, version, {}, {})
    if session.released is not None:
        raise errors.Refused(rules.Reason.RELEASED)
    audit.record(actor, Verb.SESSION_DELETED, _subject(session), before={"event": event.id})
    db.session.delete(session)
    db.session.flush()


def _require_fitting(
    event: Event, facts: SessionFacts, session: AgendaSession | None = None
) -> None:
    """Refuse a length, items, a track or speakers that do not fit."""
    hours = None
    if session is not None and session.is_placed:
        days = draft.hours_of(event)
        day = times.programme_day(draft.wall_of(session), days)
        hours = next((h for h in days if h.day == day), None)
    rules.require_length(facts.minutes, hours)
    rules.require_parts(facts.minutes, [minutes for _, minutes in facts.parts])
    if len(facts.speakers) > rules.MOST_SPEAKERS:
        raise errors.Refused(rules.Reason.TOO_MANY_SPEAKERS, "speakers", most=rules.MOST_SPEAKERS)
    if len(set(facts.speakers)) != len(facts.speakers):
        raise errors.Refused(rules.Reason.SPEAKER_TWICE, "speakers")
    if facts.track_id is not None and queries.find_track(event.id, facts.track_id) is None:
        raise errors.Refused(rules.Reason.FOREIGN_TRACK, "track")
    ids = {speaker for speaker, _ in facts.speakers}
    known = sa.select(Speaker.id).where(Speaker.event_id == event.id, Speaker.id.in_(ids))
    if ids - set(db.session.scalars(known)):
        raise errors.Refused(rules.Reason.FOREIGN_SPEAKER, "speakers")


def _rooms(event: Event, ids: Sequence[int]) -> list[Room]:
    found = [room for room in queries.rooms(event.id) if room.id in set(ids)]
    if len(found) != len(set(ids)):
        raise errors.Refused(rules.Reason.FOREIGN_ROOM, "rooms")
    return found


def _plain(facts: SessionFacts) -> dict[str, Any]:
    own = {n: v for n, v in vars(facts).items() if n not in ("parts", "speakers")}
    own.update(title=dict(facts.title), abstract=dict(facts.abstract))
    own.update(languages=list(facts.languages), interpretation=list(facts.interpretation))
    return own


def _parts(facts: SessionFacts) -> list[SessionPart]:
    return [
        SessionPart(title=dict(title), minutes=minutes, position=position)
        for position, (title, minutes) in enumerate(facts.parts)
    ]


def _speakers(facts: SessionFacts) -> list[SessionSpeaker]:
    return [
        SessionSpeaker(speaker_id=speaker, role=role, position=position)
        for position, (speaker, role) in enumerate(facts.speakers)
    ]


def _save(session: AgendaSession) -> None:
    """Flush, with a new version even when only rooms, items or speakers changed."""
    attributes.flag_modified(session, "minutes")
    db.session.flush()


def _require_version(
    session: AgendaSession, version: int, mine: dict[str, str], theirs: dict[str, str]
) -> None:
    if session.version != version:
        raise errors.Stale(mine, theirs)


def _shown(said: SessionFacts | AgendaSession) -> dict[str, str]:
    return {
        str(gettext("Title")): text.pick(said.title, "en").text,
        str(gettext("Description")): text.pick(said.abstract, "en").text,
        str(gettext("Minutes")): str(said.minutes),
    }


def _where(session: AgendaSession) -> str:
    if not session.is_placed:
        return str(gettext("Not placed"))
    return f"{draft.wall_of(session):%Y-%m-%d %H:%M}, {session.minutes} min"


def _place_of(session: AgendaSession) -> dict[str, Any]:
    return {
        "day": session.day,
        "starts": session.starts,
        "fold": session.fold,
        "minutes": session.minutes,
        "online": session.online,
        "rooms": [room.id for room in session.rooms],
    }


def _subject(session: AgendaSession) -> str:
    return f"session:{session.id}"
