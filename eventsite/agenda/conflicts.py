"""What cannot be: a room or a person in two sessions at once, a session outside the hours."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Kind(StrEnum):
    """What is wrong."""

    ROOM = "room"
    PERSON = "person"
    OUTSIDE = "outside"


@dataclass(frozen=True, slots=True)
class Placed:
    """A session that takes place: its instants, its rooms and everybody in any role."""

    code: str
    start: datetime
    end: datetime
    rooms: frozenset[int] = frozenset()
    people: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Conflict:
    """One thing to check; `subject` is the room's id or the person's key, None for hours."""

    kind: Kind
    subject: int | str | None
    #: Codes of the sessions concerned, the earlier one first.
    sessions: tuple[str, ...]
    #: From when on it is so.
    at: datetime


def find(
    sessions: Iterable[Placed], hours: Sequence[tuple[datetime, datetime]]
) -> tuple[Conflict, ...]:
    """All conflicts in order of time, in O(n log n); `hours` are the event's, as instants.

    Each session that overlaps another is named at least once: beside the one that was still
    going on longest when the later of the two began. Without `hours` nothing is outside.
    """
    ordered = sorted(sessions, key=lambda s: (s.start, s.end, s.code))
    rooms: dict[Hashable, list[Placed]] = defaultdict(list)
    people: dict[Hashable, list[Placed]] = defaultdict(list)
    for session in ordered:
        for room in session.rooms:
            rooms[room].append(session)
        for person in session.people:
            people[person].append(session)
    found = [*_twice(Kind.ROOM, rooms), *_twice(Kind.PERSON, people), *_outside(ordered, hours)]
    return tuple(sorted(found, key=lambda c: (c.at, c.kind, c.sessions, str(c.subject))))


def _twice(kind: Kind, taken: dict[Hashable, list[Placed]]) -> Iterable[Conflict]:
    """`taken` lists the sessions of each subject by start."""
    for subject, sessions in taken.items():
        longest: Placed | None = None
        for session in sessions:
            if longest is not None and session.start < longest.end:
                pair = (longest.code, session.code)
                yield Conflict(kind, subject, pair, session.start)  # type: ignore[arg-type]
            if longest is None or session.end > longest.end:
                longest = session


def _outside(
    sessions: Iterable[Placed], hours: Sequence[tuple[datetime, datetime]]
) -> Iterable[Conflict]:
    days = sorted(hours)
    opens = [start for start, _ in days]
    for session in sessions:
        day = bisect_right(opens, session.start) - 1
        if days and (day < 0 or session.end > days[day][1]):
            yield Conflict(Kind.OUTSIDE, None, (session.code,), session.start)
