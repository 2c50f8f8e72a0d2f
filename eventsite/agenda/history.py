"""A draft's history as plain values: what a step keeps, when it may be undone, what that brings."""

from collections.abc import Callable, Collection, Iterable, Mapping
from datetime import date, datetime, time
from enum import StrEnum
from itertools import groupby
from typing import Any

from eventsite.agenda.models import AgendaSession, Room, SessionKind, SessionState, Track

#: A thing's fields as JSON has them; None for one that is not there.
Snapshot = dict[str, Any]
#: One entry of `AgendaStep.changes`: kind, key, before, after.
Change = dict[str, Any]


class Kind(StrEnum):
    """What a change is of; its key is a session's code, a room's or a track's id."""

    SESSION = "session"
    ROOM = "room"
    TRACK = "track"


class Way(StrEnum):
    """Back to what was before a step, or again to what it made."""

    UNDO = "undo"
    REDO = "redo"


class Clash(StrEnum):
    """Why a change cannot be taken back or made again."""

    CHANGED = "changed"
    GONE = "gone"
    THERE = "there"


#: Columns of a session in a snapshot, in order; its identity first.
SESSION_COLUMNS = (
    "code",
    "uid",
    "created",
    "title",
    "abstract",
    "kind",
    "state",
    "track_id",
    "minutes",
    "day",
    "starts",
    "fold",
    "online",
    "languages",
    "interpretation",
    "has_captions",
    "has_sign_language",
    "is_locked",
    "late",
    "clauses",
    "sdgs",
    "study_groups",
    "work_items",
    "recording",
    "transcript",
    "outcome",
)
#: What belongs to a session beside its columns, named as its relationships are.
SESSION_ROWS = ("rooms", "parts", "speakers")
PLACE_COLUMNS = {
    Kind.ROOM: ("names", "capacity", "position", "note", "is_online"),
    Kind.TRACK: ("names", "hue", "position"),
}
#: Fields that mean nothing apart: a change to one is a change to all of its group.
TOGETHER = (
    ("day", "starts", "fold", "rooms", "online"),
    ("minutes", "parts"),
)
_READ: Mapping[str, Callable[[Any], Any]] = {
    "day": date.fromisoformat,
    "starts": time.fromisoformat,
    "created": datetime.fromisoformat,
    "kind": SessionKind,
    "state": SessionState,
}
#: Rooms and tracks come before the sessions that stand in them.
_ORDER = {Kind.ROOM: 0, Kind.TRACK: 1, Kind.SESSION: 2}


def of_session(session: AgendaSession, unloaded: Collection[str] = ()) -> Snapshot:
    """A session's fields but those of its rows that were not fetched (`unloaded`).

    Rooms are ids, speakers `[id, role, absent]`, parts `{title, minutes, presenters}`.
    """
    found = {name: _plain(getattr(session, name)) for name in SESSION_COLUMNS}
    rows: Mapping[str, Callable[[], list[Any]]] = {
        "rooms": lambda: sorted(room.id for room in session.rooms),
        "parts": lambda: [
            {
                "title": dict(part.title),
                "minutes": part.minutes,
                "presenters": [one.speaker_id for one in part.presenters],
            }
            for part in session.parts
        ],
        "speakers": lambda: [
            [one.speaker_id, str(one.role.value), bool(one.is_absent)] for one in session.speakers
        ],
    }
    found.update({name: read() for name, read in rows.items() if name not in unloaded})
    return found


def of_place(kind: Kind, place: Room | Track) -> Snapshot:
    """A room's or a track's fields."""
    return {name: _plain(getattr(place, name)) for name in PLACE_COLUMNS[kind]}


def value(name: str, plain: Any) -> Any:
    """A column's value from what a snapshot holds."""
    return _READ[name](plain) if plain is not None and name in _READ else plain


def change(kind: Kind, key: str, before: Snapshot | None, after: Snapshot | None) -> Change | None:
    """What a step keeps of one thing: all of it when made or deleted, else what differs.

    Fields of one group (`TOGETHER`) stay together. None when nothing differs.
    """
    if before is None or after is None:
        if before is after:
            return None
        return {"kind": kind.value, "key": key, "before": before, "after": after}
    shared = [name for name in after if name in before]
    differs = {name for name in shared if before[name] != after[name]}
    for group in TOGETHER:
        if differs & set(group):
            differs |= set(group) & set(shared)
    if not differs:
        return None
    names = [name for name in shared if name in differs]
    return {
        "kind": kind.value,
        "key": key,
        "before": {name: before[name] for name in names},
        "after": {name: after[name] for name in names},
    }


def left(one: Change, way: Way) -> Snapshot | None:
    """What must be there now so that the change can be taken back or made again."""
    found: Snapshot | None = one["after" if way == Way.UNDO else "before"]
    return found


def target(one: Change, way: Way) -> Snapshot | None:
    """What will be there afterwards; of a thing that stays, only the fields that change."""
    found: Snapshot | None = one["before" if way == Way.UNDO else "after"]
    return found


def conflict(one: Change, current: Snapshot | None, way: Way = Way.UNDO) -> Clash | None:
    """Why the change cannot be applied to what is there now; None when it can.

    A field that the change does not touch may have any value; a thing that would vanish must be
    whole as the change left it.
    """
    expected = left(one, way)
    if expected is None:
        return Clash.THERE if current is not None else None
    if current is None:
        return Clash.GONE
    differs = any(current.get(name) != said for name, said in expected.items())
    return Clash.CHANGED if differs else None


def applied(one: Change, current: Snapshot | None, way: Way) -> Snapshot | None:
    """What is there after the change was applied to `current`, which does not clash."""
    wanted = target(one, way)
    if wanted is None or current is None:
        return wanted
    return {**current, **wanted}


def in_turns(changes: Iterable[Change], way: Way) -> list[list[Change]]:
    """The changes of a step in turns, each of one kind, to be applied one after the other.

    Places are made first and deleted last.
    """

    def rank(one: Change) -> int:
        order = _ORDER[Kind(one["kind"])]
        return order if target(one, way) is not None else 2 * len(_ORDER) - order

    return [list(turn) for _, turn in groupby(sorted(changes, key=rank), key=rank)]


def rooms_in(snapshot: Snapshot | None) -> frozenset[int]:
    """The ids of the rooms that a session's snapshot names."""
    return frozenset((snapshot or {}).get("rooms", ()))


def speakers_in(snapshot: Snapshot | None) -> frozenset[int]:
    """The ids of everybody that a session's snapshot names."""
    said = snapshot or {}
    people = {row[0] for row in said.get("speakers", ())}
    return frozenset(people | {p for part in said.get("parts", ()) for p in part["presenters"]})


def _plain(said: Any) -> Any:
    if isinstance(said, StrEnum):
        return str(said.value)
    if isinstance(said, date | time):
        return said.isoformat()
    if isinstance(said, Mapping):
        return dict(said)
    return list(said) if isinstance(said, list | tuple) else said
