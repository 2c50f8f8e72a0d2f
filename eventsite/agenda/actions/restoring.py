"""Puts rows of a draft back to what a snapshot says: the work under undo and redo."""

from typing import Any

import sqlalchemy as sa

from eventsite.agenda import history, queries
from eventsite.agenda.actions import drafting
from eventsite.agenda.history import Change, Kind, Snapshot, Way
from eventsite.agenda.models import (
    AgendaSession,
    AgendaStep,
    Room,
    SessionPart,
    SessionSpeaker,
    Speaker,
    SpeakerRole,
    Track,
)
from eventsite.core.db import db
from eventsite.events.models import Event

#: A row made again begins with a version that no page has seen: its versions before cannot have
#: grown faster than so many at each revision of the agenda.
_VERSIONS_A_STEP = 10


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
            model = Room if change["kind"] == Kind.ROOM else Track
            is_made = history.left(change, self.way) is None
            return not is_made or db.session.get(model, int(change["key"])) is None
        rooms, track = history.rooms_in(there), there.get("track_id")
        named = {(Kind.ROOM.value, str(room)) for room in rooms}
        if track is not None:
            named.add((Kind.TRACK.value, str(track)))
        known = rooms <= self._rooms.keys() and (track is None or track in self._tracks)
        return known and not named & self._made_since and history.speakers_in(there) <= self._people

    def apply(self, change: Change, revision: int) -> None:
        """Make, change or delete the row of a change that was found to fit."""
        thing, there = self.thing(change), history.target(change, self.way)
        if there is None:
            db.session.delete(thing)
        elif thing is None:
            self._make(change, there, revision)
        elif isinstance(thing, AgendaSession):
            self._change(thing, there)
        else:
            for name, said in there.items():
                setattr(thing, name, said)
        db.session.flush()

    def _make(self, change: Change, there: Snapshot, revision: int) -> None:
        row: Any
        if change["kind"] == Kind.SESSION:
            row = AgendaSession(event_id=self.event.id, rooms=[], parts=[], speakers=[])
            self._change(row, there)
        else:
            model = Room if change["kind"] == Kind.ROOM else Track
            row = model(id=int(change["key"]), event_id=self.event.id, **there)
        db.session.add(row)
        db.session.flush()
        model = type(row)
        newer = sa.update(model).where(model.id == row.id)
        db.session.execute(newer.values(version=revision * _VERSIONS_A_STEP))
        db.session.expire(row, ["version"])

    def _change(self, session: AgendaSession, there: Snapshot) -> None:
        rows = {name: there[name] for name in history.SESSION_ROWS if name in there}
        for name, said in there.items():
            if name not in rows:
                setattr(session, name, history.value(name, said))
        if "rooms" in rows:
            session.rooms = [self._rooms[number] for number in rows["rooms"]]
        if "parts" in rows:
            session.parts = [_part(place, said) for place, said in enumerate(rows["parts"])]
        if "speakers" in rows:
            # The old rows go first: a speaker may come back in the same role.
            session.speakers = []
            db.session.flush()
            session.speakers = [_voice(place, *said) for place, said in enumerate(rows["speakers"])]
        drafting.count(session)

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


def _part(place: int, said: dict[str, Any]) -> SessionPart:
    return drafting.new_part(place, said["title"], said["minutes"], said["presenters"])


def _voice(place: int, speaker: int, role: str, absent: bool) -> SessionSpeaker:
    return SessionSpeaker(
        speaker_id=speaker, role=SpeakerRole(role), is_absent=absent, position=place
    )
