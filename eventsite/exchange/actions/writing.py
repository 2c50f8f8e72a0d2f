"""Writes what was chosen of an import into the rows of a draft, many rows at a time."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date, time
from typing import Any, NamedTuple

from eventsite.agenda.actions import drafting
from eventsite.agenda.models import (
    AgendaSession,
    Room,
    SessionKind,
    SessionPart,
    SessionSpeaker,
    SessionState,
    Speaker,
    SpeakerRole,
    Track,
)
from eventsite.core import clock, text
from eventsite.core.db import db, give_ids, update_rows
from eventsite.events.models import Event
from eventsite.exchange import here
from eventsite.exchange.plan import NEW, Thing, Write

#: Rows between two words of how far it is.
_BEAT = 50


class Touched(NamedTuple):
    """What the step holds from before it changes."""

    sessions: list[AgendaSession]
    rooms: list[Room]
    tracks: list[Track]


class Work:
    """The rows of a draft that an import makes and changes."""

    def __init__(
        self,
        event: Event,
        held: here.Held,
        writes: Sequence[Write],
        actor: str,
        progress: Callable[[int, int], None],
    ) -> None:
        self._event, self._writes, self._actor, self._progress = event, writes, actor, progress
        self._rows: dict[tuple[Thing, str], Any] = {
            **{(Thing.ROOM, str(one.id)): one for one in held.rooms},
            **{(Thing.TRACK, str(one.id)): one for one in held.tracks},
            **{(Thing.PERSON, str(one.id)): one for one in held.people},
            **{(Thing.SESSION, one.code): one for one in held.sessions},
        }
        self.touched = Touched(
            *([self._rows[thing, w.target] for w in self._changed(thing)] for thing in _HELD)
        )

    def write(self, step: drafting.Step) -> None:
        """Make and change everything; the rooms, tracks and people first."""
        self._places(step)
        self._people()
        changed = self._changed(Thing.SESSION)
        # The old rows go first: a speaker may come back in the same role.
        for write in changed:
            session: AgendaSession = self._rows[Thing.SESSION, write.target]
            if "people" in write.values:
                session.speakers = []
            if "parts" in write.values:
                session.parts = []
        db.session.flush()
        columns = []
        for number, write in enumerate(changed):
            self._beat(number)
            session = self._rows[Thing.SESSION, write.target]
            columns.append((session, self._filled(session, write)))
        update_rows(AgendaSession, columns)
        for number, write in enumerate(self._made(Thing.SESSION), len(changed)):
            self._beat(number)
            self._rows[Thing.SESSION, NEW + write.row.key] = session = self._new_session()
            _set(session, self._filled(session, write))
            step.created(session)
        self._add_sessions(changed)

    def _add_sessions(self, changed: Sequence[Write]) -> None:
        """Put the new sessions and everybody's new items and speakers into the database."""
        new = [self._rows[Thing.SESSION, NEW + w.row.key] for w in self._made(Thing.SESSION)]
        old = [self._rows[Thing.SESSION, write.target] for write in changed]
        give_ids(AgendaSession, new)
        give_ids(SessionPart, [part for one in new + old for part in one.parts])
        give_ids(SessionSpeaker, [voice for one in new + old for voice in one.speakers])
        db.session.add_all(new)
        db.session.flush()

    def target(self, write: Write) -> str:
        """What a write's thing is here, once it is written."""
        if write.target:
            return write.target
        made = self._rows[write.row.thing, NEW + write.row.key]
        return str(made.code if write.row.thing == Thing.SESSION else made.id)

    def after(self, write: Write, name: str) -> Any:
        """A field as it is afterwards, with ids in place of keys."""
        value = write.values.get(name, write.row.ours.get(name))
        if write.row.thing != Thing.SESSION or not value:
            return value
        if name == "rooms":
            return sorted(self._number(Thing.ROOM, ref) for ref in value)
        if name == "track":
            return self._number(Thing.TRACK, value)
        if name == "people":
            return [[self._number(Thing.PERSON, ref), role] for ref, role in value]
        if name == "parts":
            return [
                {**part, "people": [self._number(Thing.PERSON, ref) for ref in part["people"]]}
                for part in value
            ]
        return value

    def _changed(self, thing: Thing) -> list[Write]:
        return [w for w in self._writes if w.row.thing == thing and w.target and w.values]

    def _made(self, thing: Thing) -> list[Write]:
        return [w for w in self._writes if w.row.thing == thing and not w.target]

    def _number(self, thing: Thing, ref: str) -> str:
        return str(self._rows[thing, ref].id)

    def _beat(self, number: int) -> None:
        if number % _BEAT == 0:
            total = sum(w.row.thing == Thing.SESSION and bool(w.values) for w in self._writes)
            self._progress(number, total)

    def _places(self, step: drafting.Step) -> None:
        """Rooms and tracks; new ones stand after those that are there."""
        models: tuple[tuple[Thing, type[Room] | type[Track]], ...] = (
            (Thing.ROOM, Room),
            (Thing.TRACK, Track),
        )
        made: list[Room | Track] = []
        for thing, model in models:
            changed = self._changed(thing)
            update_rows(model, [(self._rows[thing, w.target], dict(w.values)) for w in changed])
            there = [row.position for (kind, _), row in self._rows.items() if kind == thing]
            for place, write in enumerate(self._made(thing), max(there, default=-1) + 1):
                row = model(event_id=self._event.id, position=place, **dict(write.values))
                self._rows[thing, NEW + write.row.key] = row
                made.append(row)
        db.session.add_all(made)
        db.session.flush()
        for one in made:
            step.created(one)

    def _people(self) -> None:
        """People, who are told nothing and stay when the step is taken back."""
        changed = self._changed(Thing.PERSON)
        update_rows(
            Speaker,
            [(self._rows[Thing.PERSON, w.target], _speaker(w.values)) for w in changed],
        )
        made: list[Speaker] = []
        for write in self._made(Thing.PERSON):
            speaker = Speaker(
                event_id=self._event.id,
                code=text.new_code(),
                created=clock.now(),
                **_speaker(write.values),
            )
            self._rows[Thing.PERSON, NEW + write.row.key] = speaker
            made.append(speaker)
        give_ids(Speaker, made)
        db.session.add_all(made)
        db.session.flush()

    def _new_session(self) -> AgendaSession:
        return AgendaSession(
            event_id=self._event.id,
            code=text.new_code(),
            uid=text.new_secret(),
            created=clock.now(),
            rooms=[],
            parts=[],
            speakers=[],
        )

    def _filled(self, session: AgendaSession, write: Write) -> dict[str, Any]:
        """Give a session its rooms, people and items; what its columns become."""
        said = dict(write.values)
        if "time" in said:
            day, at, fold = said.pop("time") or (None, None, 0)
            said["day"] = date.fromisoformat(day) if day else None
            said["starts"] = time.fromisoformat(at) if at else None
            said["fold"] = fold
        if "rooms" in said:
            session.rooms = [self._rows[Thing.ROOM, ref] for ref in said.pop("rooms")]
        if "track" in said:
            ref = said.pop("track")
            said["track_id"] = self._rows[Thing.TRACK, ref].id if ref else None
        if "people" in said:
            session.speakers = [
                SessionSpeaker(
                    speaker_id=self._rows[Thing.PERSON, ref].id,
                    role=SpeakerRole(role),
                    position=place,
                )
                for place, (ref, role) in enumerate(said.pop("people"))
            ]
        if "parts" in said:
            session.parts = [
                drafting.new_part(
                    place, part["title"], part["minutes"], list(self._ids(part["people"]))
                )
                for place, part in enumerate(said.pop("parts"))
            ]
        return {name: _READ.get(name, _same)(value) for name, value in said.items()}

    def _ids(self, refs: Iterable[str]) -> Iterable[int]:
        return (self._rows[Thing.PERSON, ref].id for ref in refs)


_HELD = (Thing.SESSION, Thing.ROOM, Thing.TRACK)


def _same(value: Any) -> Any:
    return value


_READ: dict[str, Callable[[Any], Any]] = {"kind": SessionKind, "state": SessionState}


def _set(row: Any, values: Any) -> None:
    for name, value in values.items():
        setattr(row, name, value)


def _speaker(values: Any) -> dict[str, Any]:
    said = dict(values)
    if "organisation" in said:
        said["organisation_text"] = said.pop("organisation")
    return said
