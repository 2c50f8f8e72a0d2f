"""Writes what was chosen of an import into the rows of a draft, many rows at a time."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date, time
from typing import Any, NamedTuple, cast

import sqlalchemy as sa
from sqlalchemy.orm import attributes

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
from eventsite.core.db import Base, db, is_sqlite
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
        _update(AgendaSession, columns)
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
        _give_ids(AgendaSession, new)
        _give_ids(SessionPart, [part for one in new + old for part in one.parts])
        _give_ids(SessionSpeaker, [voice for one in new + old for voice in one.speakers])
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
            _update(model, [(self._rows[thing, w.target], dict(w.values)) for w in changed])
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
        _update(
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
        _give_ids(Speaker, made)
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


def _give_ids(model: type[Base], rows: Iterable[Any]) -> None:
    """On SQLite give new rows the ids that they would get, so that one statement inserts many.

    Its one write lock keeps others away; PostgreSQL does so by itself.
    """
    new = [row for row in rows if row.id is None]
    if not new or not is_sqlite():
        return
    table = cast(sa.Table, model.__table__)
    with db.session.no_autoflush:
        last = db.session.scalar(sa.select(sa.func.max(table.c.id))) or 0
    for number, row in enumerate(new, last + 1):
        row.id = number


def _update(model: type[Base], changes: Sequence[tuple[Any, dict[str, Any]]]) -> None:
    """Change columns of many rows in one statement, each with a new version.

    The agenda's lock keeps others away meanwhile; rows that stay as they were are none.
    """
    if not changes:
        return
    db.session.flush()
    for row, values in changes:
        for name, value in {**values, "version": row.version + 1}.items():
            attributes.set_committed_value(row, name, value)
    names = sorted({name for _row, values in changes for name in values} | {"version"})
    table = cast(sa.Table, model.__table__)
    statement = (
        sa.update(table)
        .where(table.c.id == sa.bindparam("its_id"))
        .values({name: sa.bindparam(f"new_{name}") for name in names})
    )
    db.session.connection().execute(
        statement,
        [{"its_id": r.id, **{f"new_{n}": getattr(r, n) for n in names}} for r, _ in changes],
    )


def _speaker(values: Any) -> dict[str, Any]:
    said = dict(values)
    if "organisation" in said:
        said["organisation_text"] = said.pop("organisation")
    return said
