"""The one way in which a draft changes: a step that is counted, remembered and can be undone."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.orm import attributes

from eventsite.agenda import history, queries
from eventsite.agenda.actions import stale
from eventsite.agenda.models import (
    Agenda,
    AgendaSession,
    AgendaStep,
    PartPresenter,
    Room,
    SessionPart,
    Track,
)
from eventsite.core import clock, errors
from eventsite.core.db import db, is_sqlite, lock
from eventsite.events.models import Event

#: Steps that are kept of one person in one event.
MOST_STEPS = 100
#: Further ones are deleted so many at a time, so that few moves pay for it.
SLACK = 20

Thing = AgendaSession | Room | Track


class Step:
    """What one change does: the things it holds, made or deleted.

    A session that is held shows its columns and those of its rows that are loaded, so a move
    need not fetch who speaks.
    """

    def __init__(self, revision: int) -> None:
        #: The agenda's revision that the step makes.
        self.revision = revision
        self._things: dict[tuple[history.Kind, str], Thing | None] = {}
        self._before: dict[tuple[history.Kind, str], history.Snapshot | None] = {}

    def holds(self, thing: Thing) -> None:
        """Remember how a thing is now; say so before it is changed."""
        key = _key(thing)
        self._things[key] = thing
        self._before.setdefault(key, snapshot(thing))

    def created(self, thing: Thing) -> None:
        """Say that a thing was made; a room or a track when it has its id."""
        key = _key(thing)
        self._things[key], self._before[key] = thing, None

    def deleted(self, thing: Thing) -> None:
        """Say that a thing will be deleted; say so before it is."""
        self.holds(thing)
        self._things[_key(thing)] = None

    def changes(self) -> list[history.Change]:
        """What differs now from what was held."""
        found = [
            history.change(*key, self._before[key], None if thing is None else snapshot(thing))
            for key, thing in self._things.items()
        ]
        return [one for one in found if one is not None]


@contextmanager
def step(
    event: Event,
    actor: str,
    verb: StrEnum,
    sessions: Iterable[AgendaSession] = (),
    rooms: Iterable[Room] = (),
    tracks: Iterable[Track] = (),
    undoable: bool = True,
) -> Iterator[Step]:
    """Change the draft inside: `with drafting.step(event, actor, Verb.X, sessions=[s]) as step`.

    Locks the event's agenda and counts its revision up; afterwards flushes and stores one
    AgendaStep of what became different, which ends what the person might have redone. An
    exception inside leaves no step; the request's rollback takes the rest back. The audit row
    is the action's own. What has an undo of its own is not `undoable` here: it is remembered for
    those who are told of it, and leaves the person's other steps as they are. Two statements,
    whatever the size.
    """
    kept = _count_up(event, actor)
    sessions = list(sessions)
    _require_current(event, sessions, actor)
    one = Step(kept.revision)
    things: list[Thing] = [*sessions, *rooms, *tracks]
    for thing in things:
        one.holds(thing)
    yield one
    # First, so that new rows have their defaults.
    db.session.flush()
    changes = one.changes()
    if changes:
        if undoable:
            _forget(event.id, actor, kept)
        db.session.add(
            AgendaStep(
                event_id=event.id,
                actor=actor,
                verb=verb.value,
                revision=kept.revision,
                created=clock.now(),
                changes=changes,
                dropped=not undoable,
            )
        )
    db.session.flush()


def _require_current(event: Event, sessions: Sequence[AgendaSession], actor: str) -> None:
    """Raise Stale where somebody saved a session while this request waited for the agenda.

    On SQLite nobody can: the request's write lock is older than all that it has read.
    """
    if is_sqlite() or not sessions:
        return
    numbers = [session.id for session in sessions]
    stored = sa.select(AgendaSession.id, AgendaSession.version).where(AgendaSession.id.in_(numbers))
    versions = {row.id: row.version for row in db.session.execute(stored)}
    for session in sessions:
        if versions.get(session.id) != session.version:
            db.session.expire(session)
            now = queries.movable(event.id, [session.code]).get(session.code)
            theirs = stale.standing(now) if now else {}
            raise errors.Stale({}, theirs, stale.changed_by(now, actor) if now else "")


def touch(event: Event, actor: str) -> int:
    """Lock the agenda and count its revision up; the new one. For what no step undoes.

    Pages that poll learn so of a speaker's new name or of an undone step.
    """
    return int(_count_up(event, actor).revision)


def snapshot(thing: Thing) -> history.Snapshot:
    """A thing as it is; of a session's rows only those that are loaded."""
    if isinstance(thing, AgendaSession):
        return history.of_session(thing, sa.inspect(thing).unloaded)
    kind = history.Kind.ROOM if isinstance(thing, Room) else history.Kind.TRACK
    return history.of_place(kind, thing)


def count(session: AgendaSession) -> None:
    """Give a session a new version even when only its rooms, items or speakers changed."""
    attributes.flag_modified(session, "minutes")


def new_part(
    position: int, title: Mapping[str, str], minutes: int, presenters: Sequence[int]
) -> SessionPart:
    """An item inside a session with those who present it, each once."""
    people = enumerate(dict.fromkeys(presenters))
    return SessionPart(
        title=dict(title),
        minutes=minutes,
        position=position,
        presenters=[PartPresenter(speaker_id=person, position=place) for place, person in people],
    )


def _key(thing: Thing) -> tuple[history.Kind, str]:
    if isinstance(thing, AgendaSession):
        return history.Kind.SESSION, thing.code
    kind = history.Kind.ROOM if isinstance(thing, Room) else history.Kind.TRACK
    return kind, str(thing.id)


def _count_up(event: Event, actor: str) -> sa.Row[tuple[int, int, int]]:
    """The revision counted up under the agenda's lock, with the person's steps and undone ones."""
    mine = sa.and_(AgendaStep.event_id == event.id, AgendaStep.actor == actor)
    undone = sa.and_(AgendaStep.undone.is_not(None), AgendaStep.dropped.is_(False))
    counted = sa.select(sa.func.count()).select_from(AgendaStep)
    statement = (
        sa.update(Agenda)
        .where(Agenda.event_id == event.id)
        .values(revision=Agenda.revision + 1)
        .returning(
            Agenda.revision,
            counted.where(mine).scalar_subquery().label("steps"),
            counted.where(mine, undone).scalar_subquery().label("undone"),
        )
        .execution_options(synchronize_session=False)
    )
    row = db.session.execute(statement).one_or_none()
    if row is None:
        lock(Event, event.id)
        if db.session.get(Agenda, event.id, populate_existing=True) is None:
            db.session.add(Agenda(event_id=event.id))
            db.session.flush()
        row = db.session.execute(statement).one()
    return row


def _forget(event_id: int, actor: str, kept: sa.Row[tuple[int, int, int]]) -> None:
    """End the person's redo list, and delete their oldest steps now and then."""
    mine = (AgendaStep.event_id == event_id, AgendaStep.actor == actor)
    if kept.undone:
        db.session.execute(
            sa.update(AgendaStep)
            .where(*mine, AgendaStep.undone.is_not(None), AgendaStep.dropped.is_(False))
            .values(dropped=True)
        )
    if kept.steps >= MOST_STEPS + SLACK:
        newest = (
            sa.select(AgendaStep.id)
            .where(*mine)
            .order_by(AgendaStep.id.desc())
            .limit(MOST_STEPS - 1)
        )
        db.session.execute(
            sa.delete(AgendaStep)
            .where(*mine, AgendaStep.id.not_in(newest))
            .execution_options(synchronize_session=False)
        )
