"""What is on at a moment: in each place the sessions that run now, and those that come next."""

from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from datetime import date, datetime

from eventsite.agenda import times
from eventsite.agenda.releases import ReleasedAgenda, ReleasedSession
from eventsite.core import zones

#: How many of the sessions to come a screen names.
MOST_NEXT = 3


@dataclass(frozen=True, slots=True)
class Moment:
    """One place at one moment; cancelled sessions stand in both until their time is over."""

    now: tuple[ReleasedSession, ...]
    following: tuple[ReleasedSession, ...]

    @property
    def left(self) -> tuple[ReleasedSession, ...]:
        """Everything that is not over."""
        return self.now + self.following


def day_at(agenda: ReleasedAgenda, at: datetime) -> date:
    """The day of the programme at an instant: after midnight that of the night it lies in."""
    wall = zones.local(at, agenda.zone).replace(tzinfo=None)
    return times.programme_day(wall, agenda.hours)


def days_of(agenda: ReleasedAgenda) -> tuple[date, ...]:
    """The programme's days: those of the event and those on which something takes place."""
    known = {hours.day for hours in agenda.hours}
    return tuple(sorted(known | {agenda.day_of(s) for s in agenda.shown}))


def on(agenda: ReleasedAgenda, day: date) -> tuple[ReleasedSession, ...]:
    """What is shown on a day, in order of time."""
    found = (s for s in agenda.shown if agenda.day_of(s) == day)
    return tuple(sorted(found, key=lambda s: (s.start, s.code)))


def moment(
    sessions: Iterable[ReleasedSession],
    place: Hashable,
    at: datetime,
    most: int = MOST_NEXT,
) -> Moment:
    """What runs and what follows in a place; breaks are everywhere.

    `sessions` of one day in order of time; `place` is a room's id, or None for what has none.
    """
    here = [s for s in sessions if s.kind == "break" or place in (s.rooms or (None,))]
    now = tuple(s for s in here if s.start <= at < s.end)
    return Moment(now, tuple(s for s in here if s.start > at)[:most])


def places_on(sessions: Iterable[ReleasedSession]) -> frozenset[int | None]:
    """The rooms of a day, and None when something but a break has none."""
    held = [s for s in sessions if s.kind != "break"]
    return frozenset(room for s in held for room in (s.rooms or (None,)))
