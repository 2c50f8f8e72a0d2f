"""What a place of a session is: checked, taken, said, and as the rules look at it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any

from eventsite.agenda import checks, draft, queries, rules, times
from eventsite.agenda.actions import drafting, stale
from eventsite.agenda.models import AgendaSession, Room
from eventsite.core import errors
from eventsite.events.models import Event


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


@dataclass(frozen=True)
class Place:
    """A checked place: what the columns of a session will hold."""

    wall: datetime
    fold: int
    minutes: int
    rooms: list[Room] = field(default_factory=list)
    online: bool = False


def checked(
    event: Event, session: AgendaSession, placement: Placement, rooms: Sequence[Room]
) -> Place:
    """The place meant; refuses a day, time, length or room that is none for this session."""
    hours = rules.day_among(draft.hours_of(event), placement.day)
    minutes = session.minutes if placement.minutes is None else placement.minutes
    rules.require_length(minutes, hours)
    if minutes != session.minutes:
        # As long as before its items fit, so a mere move does not fetch them.
        queries.load_parts(session)
        rules.require_parts(minutes, [part.minutes for part in session.parts])
    wall, fold = rules.wall_at(hours, placement.starts, event.zone, placement.fold)
    chosen = [room for room in rooms if room.id in set(placement.rooms)]
    if len(chosen) != len(set(placement.rooms)):
        raise errors.Refused(rules.Reason.FOREIGN_ROOM, "rooms")
    return Place(wall, fold, minutes, chosen, placement.online)


def standing_place(session: AgendaSession) -> Place:
    """Where a placed session stands."""
    wall = draft.wall_of(session)
    return Place(wall, session.fold, session.minutes, list(session.rooms), session.online)


def as_move(event: Event, place: Place) -> checks.Move:
    """A place as the rules look at it."""
    start, end = times.standing(place.wall, place.minutes, event.zone, place.fold)
    return checks.Move(start, end, tuple(room.id for room in place.rooms), place.online)


def put(session: AgendaSession, place: Place) -> None:
    """Let a session stand there."""
    was = session.day, session.starts, session.fold
    if was != (place.wall.date(), place.wall.time(), place.fold):
        # A new time is announced as such, no longer as late.
        session.late = 0
    session.day, session.starts, session.fold = place.wall.date(), place.wall.time(), place.fold
    session.minutes, session.online, session.rooms = place.minutes, place.online, place.rooms
    drafting.count(session)


def hours_of(event: Event, session: AgendaSession) -> times.Hours | None:
    """The hours of the day on which a session stands."""
    if not session.is_placed:
        return None
    days = draft.hours_of(event)
    day = times.programme_day(draft.wall_of(session), days)
    return next((hours for hours in days if hours.day == day), None)


def place_of(session: AgendaSession) -> dict[str, Any]:
    """Where a session stands, for the audit trail."""
    return {
        "day": session.day,
        "starts": session.starts,
        "fold": session.fold,
        "minutes": session.minutes,
        "online": session.online,
        "rooms": [room.id for room in session.rooms],
    }


def said(place: Place) -> str:
    """A place in words."""
    return stale.place_words(
        [room.names for room in place.rooms], place.online, place.wall, place.minutes
    )
