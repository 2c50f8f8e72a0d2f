"""Rooms and tracks: create, edit, delete."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import sqlalchemy as sa

from eventsite.agenda import rules
from eventsite.agenda.actions import drafting
from eventsite.agenda.models import AgendaSession, Room, SessionRoom, Track
from eventsite.agenda.verbs import Verb
from eventsite.core import audit, errors, look, text
from eventsite.core.db import db
from eventsite.core.i18n import gettext
from eventsite.events.models import Event


@dataclass(frozen=True)
class RoomFacts:
    """What is said of a room."""

    names: Mapping[str, str]
    capacity: int | None = None
    note: Mapping[str, str] = field(default_factory=dict)
    is_online: bool = False
    position: int = 0


@dataclass(frozen=True)
class TrackFacts:
    """What is said of a track; `hue` is one of `look.HUES`."""

    names: Mapping[str, str]
    hue: str = look.HUES[0]
    position: int = 0


def create_room(event: Event, facts: RoomFacts, actor: str) -> Room:
    """A new room of the event."""
    rules.require_open(event)
    room = Room(event_id=event.id, **_plain(facts))
    with drafting.step(event, actor, Verb.ROOM_CREATED) as step:
        _add(step, room)
    audit.record(actor, Verb.ROOM_CREATED, f"event:{event.id}", after={"room": room.id})
    return room


def edit_room(event: Event, room: Room, facts: RoomFacts, actor: str, version: int) -> Room:
    """Change a room; Stale when somebody saved since `version` was shown."""
    rules.require_open(event)
    with drafting.step(event, actor, Verb.ROOM_CHANGED, rooms=[room]):
        _change(room, _plain(facts), version)
    audit.record(actor, Verb.ROOM_CHANGED, f"event:{event.id}", after={"room": room.id})
    return room


def delete_room(event: Event, room: Room, actor: str) -> None:
    """Delete a room in which nothing takes place."""
    rules.require_open(event)
    used = sa.select(SessionRoom.session_id).where(SessionRoom.room_id == room.id)
    if db.session.scalar(used.limit(1)) is not None:
        raise errors.Refused(rules.Reason.ROOM_USED)
    with drafting.step(event, actor, Verb.ROOM_DELETED) as step:
        step.deleted(room)
        db.session.delete(room)
    audit.record(actor, Verb.ROOM_DELETED, f"event:{event.id}", before={"room": room.id})


def create_track(event: Event, facts: TrackFacts, actor: str) -> Track:
    """A new track of the event; ValueError for a hue that is none."""
    rules.require_open(event)
    if facts.hue not in look.HUES:
        raise ValueError(facts.hue)
    track = Track(event_id=event.id, **_plain(facts))
    with drafting.step(event, actor, Verb.TRACK_CREATED) as step:
        _add(step, track)
    audit.record(actor, Verb.TRACK_CREATED, f"event:{event.id}", after={"track": track.id})
    return track


def edit_track(event: Event, track: Track, facts: TrackFacts, actor: str, version: int) -> Track:
    """Change a track; Stale when somebody saved since `version` was shown."""
    rules.require_open(event)
    with drafting.step(event, actor, Verb.TRACK_CHANGED, tracks=[track]):
        _change(track, _plain(facts), version)
    audit.record(actor, Verb.TRACK_CHANGED, f"event:{event.id}", after={"track": track.id})
    return track


def delete_track(event: Event, track: Track, actor: str) -> None:
    """Delete a track without sessions."""
    rules.require_open(event)
    used = sa.select(AgendaSession.id).where(AgendaSession.track_id == track.id)
    if db.session.scalar(used.limit(1)) is not None:
        raise errors.Refused(rules.Reason.TRACK_USED)
    with drafting.step(event, actor, Verb.TRACK_DELETED) as step:
        step.deleted(track)
        db.session.delete(track)
    audit.record(actor, Verb.TRACK_DELETED, f"event:{event.id}", before={"track": track.id})


def _add(step: drafting.Step, place: Room | Track) -> None:
    db.session.add(place)
    db.session.flush()
    step.created(place)


def _plain(facts: RoomFacts | TrackFacts) -> dict[str, Any]:
    return {
        name: dict(value) if isinstance(value, Mapping) else value
        for name, value in vars(facts).items()
    }


def _change(row: Room | Track, facts: dict[str, Any], version: int) -> None:
    if row.version != version:
        label = str(gettext("Name"))
        raise errors.Stale({label: _name(facts["names"])}, {label: _name(row.names)})
    for name, value in facts.items():
        setattr(row, name, value)


def _name(names: Mapping[str, str]) -> str:
    return text.pick(names, "en").text
