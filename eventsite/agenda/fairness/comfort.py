"""How many minutes of a stretch of time lie in the day of people in one zone."""

import itertools
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from typing import NamedTuple

from eventsite.core import zones

#: The local day in minutes after midnight: 08:00 belongs to it, 22:00 does not.
OPENS, CLOSES = 8 * 60, 22 * 60
_DAY = 24 * 60
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MINUTE = timedelta(minutes=1)


class Span(NamedTuple):
    """A stretch of time from one aware instant up to another, whole minutes."""

    start: datetime
    end: datetime

    @property
    def minutes(self) -> int:
        """How long it is."""
        return _number(self.end) - _number(self.start)

    def moved(self, by: timedelta) -> "Span":
        """The same length earlier or later."""
        return Span(self.start + by, self.end + by)


def comfortable(span: Span, zone: str) -> int:
    """Minutes of the span whose local clock shows 08:00 to 22:00, on every local date touched.

    Clock changes count as the zone has them. Raises `zones.UnknownZone`.
    """
    start, end = _number(span.start), _number(span.end)
    return sum(
        max(min(end, closes) - max(start, opens), 0)
        for day in range(start // _DAY, -(-end // _DAY))
        for opens, closes in _windows(zone, day)
    )


def profile(zone: str, first: date, last: date) -> tuple[tuple[int, int], ...]:
    """The comfortable minutes from one UTC day through another: equal where clocks agree."""
    days = range(_day(first), _day(last) + 1)
    return tuple(window for day in days for window in _windows(zone, day))


def _number(instant: datetime) -> int:
    return (instant - _EPOCH) // _MINUTE


def _day(day: date) -> int:
    return (day - _EPOCH.date()).days


@lru_cache(maxsize=16384)
def _windows(zone: str, day: int) -> tuple[tuple[int, int], ...]:
    """The comfortable parts of one UTC day, in minutes since 1970, from up to."""
    first = day * _DAY
    at = _EPOCH + timedelta(days=day)
    bounds = [first, first + _DAY]
    if _offset(zone, at) != _offset(zone, at + timedelta(days=1) - _MINUTE):
        bounds[1:1] = [
            _number(change.instant) for change in zones.changes(zone, at.date(), at.date())
        ]
    found = []
    for start, end in itertools.pairwise(bounds):
        offset = _offset(zone, _EPOCH + start * _MINUTE)
        for local in range((start + offset) // _DAY, (end + offset - 1) // _DAY + 1):
            opens = max(local * _DAY + OPENS - offset, start)
            closes = min(local * _DAY + CLOSES - offset, end)
            if opens < closes:
                found.append((opens, closes))
    return tuple(found)


def _offset(zone: str, at: datetime) -> int:
    return (at.astimezone(zones.zone_of(zone)).utcoffset() or timedelta()) // _MINUTE
