"""What begins later when a session of the day is late: all that follows in its rooms, to a break.

A break is a session of that kind, wherever it stands, or `BREAK` free minutes and more in the room.
It gives up its minutes but the last `KEPT`, which people need to change rooms; what it cannot take
goes on to what follows it. All other gaps stay as long as the programme made them. A session in
several rooms is late in all of them. What is cancelled leaves free time and is not passed in.
"""

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

#: Free minutes in a room that count as a break.
BREAK = timedelta(minutes=15)
#: What stays of a break.
KEPT = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class Held:
    """A session of one day that takes place; `late` minutes are in its start and end already."""

    code: str
    start: datetime
    end: datetime
    places: frozenset[Hashable] = frozenset()
    is_break: bool = False
    late: int = 0

    @property
    def planned_start(self) -> datetime:
        """When the programme let it begin, before anything was late."""
        return self.start - timedelta(minutes=self.late)

    @property
    def planned_end(self) -> datetime:
        """When the programme let it end."""
        return self.end - timedelta(minutes=self.late)

    def later(self, by: timedelta) -> "Held":
        """The same, later by so much."""
        late = self.late + int(by.total_seconds()) // 60
        return replace(self, start=self.start + by, end=self.end + by, late=late)


@dataclass(frozen=True, slots=True)
class _Run:
    """Up to when a place was planned to be taken, and up to when it is."""

    planned: datetime
    now: datetime


def shift(day: Iterable[Held], code: str, late: int) -> tuple[Held, ...]:
    """What becomes of a day when `code` begins `late` minutes after its planned start.

    Only what moves, in order of time. Raises KeyError for a session that is not there and
    ValueError when it is as late already.
    """
    ordered = sorted(day, key=lambda h: (h.start, h.end, h.code))
    first = next((h for h in ordered if h.code == code), None)
    if first is None:
        raise KeyError(code)
    if late <= first.late:
        raise ValueError(f"{code} is {first.late} minutes late already.")
    breaks = [h for h in ordered if h.is_break and h is not first]
    moved = {code: first.later(timedelta(minutes=late - first.late))}
    runs = {place: _Run(first.planned_end, moved[code].end) for place in first.places}
    for one in ordered:
        if one.start <= first.start or one.is_break:
            continue
        start = max([one.start, *(_free(runs[p], one, breaks) for p in one.places if p in runs)])
        if start > one.start:
            moved[one.code] = one.later(start - one.start)
            runs.update((p, _longer(runs.get(p), moved[one.code])) for p in one.places)
    moved |= {b.code: b for b in _waiting(ordered, breaks, moved)}
    return tuple(sorted(moved.values(), key=lambda h: (h.start, h.end, h.code)))


def _free(run: _Run, one: Held, breaks: Sequence[Held]) -> datetime:
    """When what follows in a place can begin."""
    gap = one.planned_start - run.planned
    return run.now + (min(KEPT, gap) if is_break(run.planned, one.planned_start, breaks) else gap)


def is_break(end: datetime, start: datetime, breaks: Iterable[Held]) -> bool:
    """Whether the time between two sessions of a place, as planned, gives way to lateness."""
    if start - end >= BREAK:
        return True
    return any(b.planned_start < start and b.end > end for b in breaks) and start > end


def _longer(run: _Run | None, one: Held) -> _Run:
    if run is None:
        return _Run(one.planned_end, one.end)
    return _Run(max(run.planned, one.planned_end), max(run.now, one.end))


def _waiting(
    ordered: Sequence[Held], breaks: Sequence[Held], moved: dict[str, Held]
) -> Iterable[Held]:
    """Breaks that begin later, because no room is out in time; they end as planned if they can."""
    earlier = datetime.min.replace(tzinfo=ordered[0].start.tzinfo)
    for pause in breaks:
        ends: dict[Hashable, datetime] = {}
        before: dict[Hashable, datetime] = {}
        for one in ordered:
            if not one.is_break and earlier < one.end and one.start < pause.start:
                end = moved.get(one.code, one).end
                for place in one.places:
                    ends[place] = max(ends.get(place, end), end)
                    before[place] = max(before.get(place, one.end), one.end)
        begin = min(ends.values(), default=pause.start)
        # A session that was planned into the break does not hold it up.
        if begin > pause.start and min(before.values()) <= pause.start:
            least = begin + min(KEPT, pause.end - pause.start)
            late = pause.late + int((begin - pause.start).total_seconds()) // 60
            yield replace(pause, start=begin, end=max(pause.end, least), late=late)
        earlier = pause.end
