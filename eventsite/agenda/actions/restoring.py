"""Puts rows of a draft back to what a snapshot says: the work under undo and redo."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import attributes

from eventsite.agenda import history, queries
from eventsite.agenda.actions import drafting
from eventsite.agenda.history import Change, Kind, Snapshot, Way
from eventsite.agenda.models import (
    AgendaSession,
    AgendaStep,
    Room,
    SessionMaterial,
    SessionPart,
    SessionRoom,
    SessionSpeaker,
    SessionSupply,
    Speaker,
    SpeakerRole,
    Track,
)
from eventsite.core.db import db, give_ids, update_rows
from eventsite.events.models import Event

#: A row made again begins with a version that no page has seen: its versions before cannot have
#: grown faster than so many at each revision of the agenda.
_VERSIONS_A_STEP = 10


@dataclass(frozen=True)
class Belongings:
    """What holds rooms, tracks and sessions."""

    #: Codes of the sessions in a room and in a track, by its id.
    in_room: Mapping[int, set[str]]
    in_track: Mapping[int, set[str]]
    #: Sessions with materials or supplies, by id.
    more: frozenset[int]


class Stock:
    """A step on its way back or forth, with every row that it names, fetched once."""

    def __init__(self, event: Event, step: AgendaStep, way: Way) -> None:
        self.event, self.way = event, way
        self._titles = queries.titles_of(event.id, [step])
        self._rooms = {room.id: room for room in queries.rooms(event.id)}
        self._tracks = {track.id: track for track in queries.tracks(event.id)}
        codes = [c["key"] for c in step.changes if c["kind"] == Kind.SESSION]
        self._sessions = {s.code: s for s in queries.sessions_of_codes(event.id, codes)}
        self._made_since = queries.made_since(step)
        self._people = self._known_people(step)
        self._taken = {
            (kind.value, number)
            for kind, model in ((Kind.ROOM, Room), (Kind.TRACK, Track))
            for number in _taken(model, [c for c in step.changes if c["kind"] == kind])
        }

    @cached_property
    def belongings(self) -> Belongings:
        """What stands in the way of deleting something; fetched when something would be."""
        return _belongings(self.event.id, [session.id for session in self._sessions.values()])

    def thing(self, change: Change) -> drafting.Thing | None:
        """The row of a change, None when it is not there."""
        if change["kind"] == Kind.SESSION:
            return self._sessions.get(change["key"])
        held: dict[int, Any] = self._rooms if change["kind"] == Kind.ROOM else self._tracks
        found: drafting.Thing | None = held.get(int(change["key"]))
        return found

    def title(self, change: Change) -> str:
        """What the thing of a change is called."""
        return self._titles[change["kind"], change["key"]]

    def has_all(self, change: Change) -> bool:
        """Whether everything that the thing will name is still there, and the same.

        A number may belong to a newer row by now, of this event or of another.
        """
        there = history.target(change, self.way) or {}
        if change["kind"] != Kind.SESSION:
            is_made = history.left(change, self.way) is None
            return not is_made or (change["kind"], int(change["key"])) not in self._taken
        rooms, track = history.rooms_in(there), there.get("track_id")
        named = {(Kind.ROOM.value, str(room)) for room in rooms}
        if track is not None:
            named.add((Kind.TRACK.value, str(track)))
        known = rooms <= self._rooms.keys() and (track is None or track in self._tracks)
        return known and not named & self._made_since and history.speakers_in(there) <= self._people

    def apply(self, turn: Sequence[Change], revision: int) -> None:
        """Make, change or delete the rows of changes of one kind that were found to fit.

        A few statements, however many they are.
        """
        pairs = [(self._row(change), history.target(change, self.way)) for change in turn]
        for row, there in pairs:
            if there is None:
                db.session.delete(row)
            elif isinstance(row, AgendaSession) and "speakers" in there:
                # The old rows go first: a speaker may come back in the same role.
                row.speakers = []
        db.session.flush()
        values = [(row, self._values(row, there)) for row, there in pairs if there is not None]
        new = [(row, said) for row, said in values if row not in db.session]
        held = [(row, said) for row, said in values if row in db.session]
        _insert([row for row, _ in values], new, revision)
        if values:
            update_rows(type(values[0][0]), held)

    def _row(self, change: Change) -> drafting.Thing:
        """The row of a change; a new one, not yet in the session, where it is not there."""
        thing = self.thing(change)
        if thing is not None:
            return thing
        if change["kind"] == Kind.SESSION:
            return AgendaSession(event_id=self.event.id, rooms=[], parts=[], speakers=[])
        model = Room if change["kind"] == Kind.ROOM else Track
        return model(id=int(change["key"]), event_id=self.event.id)

    def _values(self, row: drafting.Thing, there: Snapshot) -> dict[str, Any]:
        """What its columns become; a session gets its rooms, items and speakers here."""
        if not isinstance(row, AgendaSession):
            return there
        if "rooms" in there:
            row.rooms = [self._rooms[number] for number in there["rooms"]]
        if "parts" in there:
            row.parts = [_part(place, said) for place, said in enumerate(there["parts"])]
        if "speakers" in there:
            row.speakers = [_voice(place, *said) for place, said in enumerate(there["speakers"])]
        return {
            name: history.value(name, said)
            for name, said in there.items()
            if name not in history.SESSION_ROWS
        }

    def _known_people(self, step: AgendaStep) -> set[int]:
        """The speakers named by what will be there who were there when the step was made."""
        targets = [history.target(change, self.way) for change in step.changes]
        named = {number for target in targets for number in history.speakers_in(target)}
        if not named:
            return set()
        known = sa.select(Speaker.id).where(
            Speaker.event_id == self.event.id,
            Speaker.id.in_(named),
            Speaker.created <= step.created,
        )
        return set(db.session.scalars(known))


def _taken(model: type[Room] | type[Track], changes: Sequence[Change]) -> Iterable[int]:
    """Of the numbers of rooms or tracks those that a row has, of whatever event."""
    numbers = [int(change["key"]) for change in changes]
    return db.session.scalars(sa.select(model.id).where(model.id.in_(numbers))) if numbers else []


def _belongings(event_id: int, session_ids: Sequence[int]) -> Belongings:
    in_room: dict[int, set[str]] = {}
    in_track: dict[int, set[str]] = {}
    own = sa.select(AgendaSession.code).where(AgendaSession.event_id == event_id)
    in_rooms = own.join(SessionRoom).add_columns(SessionRoom.room_id)
    for code, room in db.session.execute(in_rooms):
        in_room.setdefault(room, set()).add(code)
    for code, track in db.session.execute(own.add_columns(AgendaSession.track_id)):
        in_track.setdefault(track, set()).add(code)
    more = sa.union(
        *(
            sa.select(model.session_id).where(model.session_id.in_(session_ids))
            for model in (SessionMaterial, SessionSupply)
        )
    )
    return Belongings(in_room, in_track, frozenset(db.session.scalars(more)))


def _insert(
    rows: Sequence[drafting.Thing],
    new: Sequence[tuple[drafting.Thing, Mapping[str, Any]]],
    revision: int,
) -> None:
    """Put new rows and what is new of others into the database; rows get a version nobody saw."""
    sessions = [row for row in rows if isinstance(row, AgendaSession)]
    give_ids(AgendaSession, sessions)
    give_ids(SessionPart, [part for one in sessions for part in one.parts])
    give_ids(SessionSpeaker, [voice for one in sessions for voice in one.speakers])
    for row, values in new:
        for name, said in values.items():
            setattr(row, name, said)
        db.session.add(row)
    db.session.flush()
    if not new:
        return
    model, version = type(new[0][0]), revision * _VERSIONS_A_STEP
    newer = sa.update(model).where(model.id.in_([row.id for row, _ in new]))
    db.session.execute(newer.values(version=version).execution_options(synchronize_session=False))
    for row, _ in new:
        attributes.set_committed_value(row, "version", version)


def _part(place: int, said: dict[str, Any]) -> SessionPart:
    return drafting.new_part(place, said["title"], said["minutes"], said["presenters"])


def _voice(place: int, speaker: int, role: str, absent: bool) -> SessionSpeaker:
    return SessionSpeaker(
        speaker_id=speaker, role=SpeakerRole(role), is_absent=absent, position=place
    )
