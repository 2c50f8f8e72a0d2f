"""Places of the draft's sessions: place, take off, resize, swap, lock, move several at once."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date, timedelta

from eventsite.agenda import checks, draft, queries, rules, times
from eventsite.agenda.actions import allowing, drafting, placing, stale
from eventsite.agenda.actions.placing import Placement
from eventsite.agenda.actions.sessions import subject
from eventsite.agenda.models import AgendaSession, Room
from eventsite.agenda.verbs import Verb
from eventsite.core import audit, errors
from eventsite.core.i18n import gettext
from eventsite.events.models import Event

__all__ = [
    "Move",
    "Placement",
    "Shift",
    "Shown",
    "place",
    "place_all",
    "resize",
    "set_lock",
    "shift",
    "swap",
    "take_off",
]

#: A session and its version as it was shown.
Shown = tuple[AgendaSession, int]


@dataclass(frozen=True)
class Move:
    """One session's way to a place, as a proposal or a drag has it."""

    session: AgendaSession
    placement: Placement
    version: int


@dataclass(frozen=True)
class Shift:
    """How far several sessions go: by minutes (later or earlier), into a room, to a day."""

    minutes: int = 0
    room: int | None = None
    day: date | None = None


def place(
    event: Event,
    session: AgendaSession,
    placement: Placement,
    actor: str,
    version: int,
    rooms: Sequence[Room] | None = None,
) -> AgendaSession:
    """Put a session on the grid or move it; one with its rooms (`queries.movable` suffices).

    `rooms` are the event's, where they were fetched already.

    Two sessions in one room, or of one person, are allowed and shown by the checks.
    """
    rules.require_open(event)
    rooms = queries.rooms(event.id) if rooms is None else rooms
    found = placing.checked(event, session, placement, rooms)
    mine = {str(gettext("Time and place")): placing.said(found)}
    stale.require_version(session, version, actor, mine, stale.standing(session))
    _require_unlocked(session)
    allowing.require(event, {session.code: placing.as_move(event, found)})
    before = placing.place_of(session)
    with drafting.step(event, actor, Verb.SESSION_PLACED, [session]):
        placing.put(session, found)
    changed = audit.changes(before, placing.place_of(session))
    audit.record(actor, Verb.SESSION_PLACED, subject(session), *changed)
    return session


def take_off(event: Event, session: AgendaSession, actor: str, version: int) -> AgendaSession:
    """Take a session off the grid; it keeps its length and goes to those not placed."""
    rules.require_open(event)
    stale.require_version(session, version, actor, {}, stale.standing(session))
    if not session.is_placed:
        raise errors.Refused(rules.Reason.PLACED_NOWHERE)
    _require_unlocked(session)
    before = placing.place_of(session)
    with drafting.step(event, actor, Verb.SESSION_TAKEN_OFF, [session]):
        session.day, session.starts, session.fold, session.rooms = None, None, 0, []
        session.late = 0
        drafting.count(session)
    changed = audit.changes(before, placing.place_of(session))
    audit.record(actor, Verb.SESSION_TAKEN_OFF, subject(session), *changed)
    return session


def resize(
    event: Event, session: AgendaSession, minutes: int, actor: str, version: int
) -> AgendaSession:
    """Give a session another length in minutes, wherever it stands; its items must fit."""
    rules.require_open(event)
    queries.load_parts(session)
    rules.require_length(minutes, placing.hours_of(event, session))
    rules.require_parts(minutes, [part.minutes for part in session.parts])
    mine = {str(gettext("Minutes")): str(minutes)}
    stale.require_version(session, version, actor, mine, stale.standing(session))
    _require_unlocked(session)
    if session.is_placed:
        longer = replace(placing.standing_place(session), minutes=minutes)
        allowing.require(event, {session.code: placing.as_move(event, longer)})
    before = {"minutes": session.minutes}
    with drafting.step(event, actor, Verb.SESSION_RESIZED, [session]):
        session.minutes = minutes
    audit.record(actor, Verb.SESSION_RESIZED, subject(session), before, {"minutes": minutes})
    return session


def swap(event: Event, one: Shown, other: Shown, actor: str) -> None:
    """Exchange the places of two sessions; each keeps its length, which must fit the other's day.

    One of them may be not placed: then the other one is not placed afterwards.
    """
    rules.require_open(event)
    (a, _), (b, _) = one, other
    if a.id == b.id:
        raise errors.Refused(rules.Reason.SWAP_ITSELF)
    for session, version in (one, other):
        stale.require_version(session, version, actor, {}, stale.standing(session))
        _require_unlocked(session)
    if not a.is_placed and not b.is_placed:
        raise errors.Refused(rules.Reason.BOTH_NOWHERE)
    for session, there in ((a, b), (b, a)):
        with _naming(session):
            rules.require_length(session.minutes, placing.hours_of(event, there))
    exchanged: dict[str, checks.Move | None] = {a.code: None, b.code: None}
    for session, there in ((a, b), (b, a)):
        if there.is_placed:
            goal = replace(placing.standing_place(there), minutes=session.minutes)
            exchanged[session.code] = placing.as_move(event, goal)
    allowing.require(event, exchanged)
    with drafting.step(event, actor, Verb.SESSIONS_SWAPPED, [a, b]):
        names = ("day", "starts", "fold", "online")
        mine, theirs = [getattr(a, n) for n in names], [getattr(b, n) for n in names]
        for name, of_a, of_b in zip(names, mine, theirs, strict=True):
            setattr(a, name, of_b)
            setattr(b, name, of_a)
        a.rooms, b.rooms = list(b.rooms), list(a.rooms)
        drafting.count(a)
        drafting.count(b)
    _record_several(event, actor, Verb.SESSIONS_SWAPPED, [a, b])


def set_lock(event: Event, sessions: Sequence[Shown], locked: bool, actor: str) -> None:
    """Lock sessions where they are, or unlock them; those that already are stay as they are."""
    rules.require_open(event)
    rules.require_few(len(sessions))
    for session, version in sessions:
        stale.require_version(session, version, actor, {}, stale.standing(session))
    verb = Verb.SESSIONS_LOCKED if locked else Verb.SESSIONS_UNLOCKED
    with drafting.step(event, actor, verb, [session for session, _ in sessions]):
        for session, _ in sessions:
            session.is_locked = locked
    _record_several(event, actor, verb, [session for session, _ in sessions])


def shift(event: Event, sessions: Sequence[Shown], by: Shift, actor: str) -> None:
    """Move several placed sessions together, all or none; a refusal names the one that cannot.

    Minutes are minutes of life, whatever clocks do; to another day a session takes its wall time
    with it, and a room takes the place of all its rooms.
    """
    moves = []
    for session, version in sessions:
        stale.require_version(session, version, actor, {}, stale.standing(session))
        with _naming(session):
            moves.append(Move(session, _shifted(event, session, by), version))
    place_all(event, moves, actor)


def place_all(event: Event, moves: Sequence[Move], actor: str) -> None:
    """Place many sessions in one step, all or none; a refusal names the one that does not fit."""
    rules.require_open(event)
    rules.require_few(len(moves))
    rooms = queries.rooms(event.id)
    found = []
    for move in moves:
        session = move.session
        stale.require_version(session, move.version, actor, {}, stale.standing(session))
        with _naming(session):
            _require_unlocked(session)
            found.append(placing.checked(event, session, move.placement, rooms))
    goals = zip(moves, found, strict=True)
    allowing.require(event, {m.session.code: placing.as_move(event, goal) for m, goal in goals})
    sessions = [move.session for move in moves]
    with drafting.step(event, actor, Verb.SESSIONS_MOVED, sessions):
        for session, goal in zip(sessions, found, strict=True):
            placing.put(session, goal)
    _record_several(event, actor, Verb.SESSIONS_MOVED, sessions)


def _shifted(event: Event, session: AgendaSession, by: Shift) -> Placement:
    if not session.is_placed:
        raise errors.Refused(rules.Reason.PLACED_NOWHERE)
    days = draft.hours_of(event)
    was = draft.wall_of(session)
    start, _ = times.standing(was, session.minutes, event.zone, session.fold)
    local = times.local(start + timedelta(minutes=by.minutes), event.zone)
    wall, fold = local.replace(tzinfo=None, fold=0), local.fold
    if by.minutes == 0:
        wall, fold = was, session.fold
    day = times.programme_day(was, days)
    if times.programme_day(wall, days) != day:
        raise errors.Refused(rules.Reason.NOT_THAT_DAY)
    return Placement(
        day=by.day or day,
        starts=wall.time(),
        rooms=[by.room] if by.room is not None else [room.id for room in session.rooms],
        online=session.online,
        fold=fold,
    )


def _require_unlocked(session: AgendaSession) -> None:
    if session.is_locked:
        raise errors.Refused(rules.Reason.LOCKED)


@contextmanager
def _naming(session: AgendaSession) -> Iterator[None]:
    """Say of which session a refusal inside speaks."""
    try:
        yield
    except errors.Refused as refused:
        raise errors.Refused(
            rules.Reason.DOES_NOT_FIT,
            refused.field,
            title=stale.title(session),
            why=refused.sentence,
        ) from refused


def _record_several(
    event: Event, actor: str, verb: Verb, sessions: Sequence[AgendaSession]
) -> None:
    keys = [session.id for session in sessions]
    audit.record(actor, verb, f"event:{event.id}", after={"sessions": keys})
