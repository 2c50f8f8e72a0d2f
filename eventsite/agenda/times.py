"""When a session is: wall time to instants, the night past midnight, steps of five minutes."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from eventsite.core import zones

#: Minutes between two places where a session can begin.
STEP = 5
#: Minutes between two rows of the builder's table into which a session can be placed.
RASTER = 15
DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Hours:
    """One day of an event and its wall hours; an end at or before the start is past midnight."""

    day: date
    starts: time | None = None
    ends: time | None = None

    @property
    def is_night(self) -> bool:
        """Whether the day goes on past midnight."""
        return self.starts is not None and self.ends is not None and self.ends <= self.starts

    @property
    def opens(self) -> datetime:
        """The naive wall time at which the day begins; midnight when that is not known."""
        return datetime.combine(self.day, self.starts or time())

    @property
    def closes(self) -> datetime:
        """The naive wall time at which the day ends; the next midnight when that is not known."""
        if self.ends is None:
            return datetime.combine(self.day + DAY, time())
        return datetime.combine(self.day + DAY if self.is_night else self.day, self.ends)

    @property
    def minutes(self) -> int:
        """How many wall minutes the day lasts."""
        return int((self.closes - self.opens).total_seconds()) // 60

    def within(self, zone: str) -> tuple[datetime, datetime]:
        """The day's hours as instants; a skipped hour counts on the offset before the gap."""
        return zones.nearest(self.opens, zone), zones.nearest(self.closes, zone)


def span(wall: datetime, minutes: int, zone: str, fold: int = 0) -> tuple[datetime, datetime]:
    """Start and end as instants; the minutes are minutes of life, whatever clocks do.

    Raises NonexistentTime for a start that the clock skips.
    """
    start = zones.resolve(wall, zone, fold)
    return start, start + timedelta(minutes=minutes)


def standing(wall: datetime, minutes: int, zone: str, fold: int = 0) -> tuple[datetime, datetime]:
    """Like `span` for what is already stored: a time that a new zone skips still stands."""
    start = zones.nearest(wall, zone, fold)
    return start, start + timedelta(minutes=minutes)


def wall_of(day: Hours, starts: time) -> datetime:
    """The wall time meant by a start on a day of the programme.

    On a day that goes on past midnight, a start before its end is on the next calendar day.
    """
    past_midnight = day.is_night and day.ends is not None and starts < day.ends
    return datetime.combine(day.day + DAY if past_midnight else day.day, starts)


def programme_day(wall: datetime, days: Iterable[Hours]) -> date:
    """The day of the programme to which a wall time belongs: that of the night it lies in."""
    eve = wall.date() - DAY
    for day in days:
        if day.day == eve and day.is_night and wall < day.closes:
            return eve
    return wall.date()


def raster(day: Hours, zone: str) -> tuple[datetime, ...]:
    """The instants of a day's hours every `RASTER` minutes of life, and its end.

    A day whose hours are not known is taken to last from 9 to 18 o'clock.
    """
    known = day.starts is not None and day.ends is not None
    start, end = (day if known else Hours(day.day, time(9), time(18))).within(zone)
    steps = max(0, int((end - start).total_seconds()) // 60) // RASTER
    return (*(start + timedelta(minutes=RASTER * n) for n in range(steps + 1)), end)


def is_on_step(at: time) -> bool:
    """Whether a time is on the grid of five minutes."""
    return at.minute % STEP == 0 and at.second == 0 and at.microsecond == 0


def local(instant: datetime, zone: str) -> datetime:
    """The aware time that clocks in the zone show, for `<time>` and for reading."""
    return zones.local(instant, zone)


#: The instant of what was never published; older than all that was.
NEVER = datetime(1970, 1, 1, tzinfo=UTC)
