"""What helps regions that a time leaves out: another start, two halves, or a second run."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from eventsite.agenda.fairness.comfort import Span
from eventsite.agenda.fairness.scoring import Voters, minutes

#: Minutes between two starts that are tried.
STEP = 30


@dataclass(frozen=True, slots=True)
class Advice:
    """New starts, earlier first, and the floor they give; two for halves and second runs."""

    starts: tuple[datetime, ...]
    floor: float


@dataclass(frozen=True, slots=True)
class _Tried:
    start: datetime
    end: datetime
    #: Comfortable minutes of each region's people together.
    good: Mapping[str, int]


def starts(within: Span, length: timedelta) -> list[datetime]:
    """Every half hour at which something of this length begins and ends inside the hours."""
    found = []
    at = within.start
    while at + length <= within.end:
        found.append(at)
        at += timedelta(minutes=STEP)
    return found


def shift(pattern: Sequence[Span], within: Span, voters: Voters) -> Advice | None:
    """The start with the highest floor, the nearest to now among equal ones; None without any."""
    now = _begin(pattern)
    total = sum(span.minutes for span in pattern)
    found = [
        Advice((one.start,), _floor([one.good], total, voters))
        for one in _tries(pattern, within, voters)
    ]
    return min(found, key=lambda a: (-a.floor, abs(a.starts[0] - now), a.starts), default=None)


def split(pattern: Sequence[Span], within: Span, voters: Voters) -> Advice | None:
    """Two halves, the second after the first, each person following both; highest floor."""
    first, second = (_tries(half, within, voters) for half in cut(pattern))
    total = sum(span.minutes for span in pattern)
    found = [
        Advice((a.start, b.start), _floor([_sum(a.good, b.good)], total, voters))
        for a in first
        for b in second
        if a.end <= b.start
    ]
    return min(found, key=lambda a: (-a.floor, a.starts[1] - a.starts[0], a.starts), default=None)


def repeat(pattern: Sequence[Span], within: Span, voters: Voters) -> Advice | None:
    """A second run beside the one that is planned; a region takes the one that suits it."""
    begin, end = _begin(pattern), max(span.end for span in pattern)
    total = sum(span.minutes for span in pattern)
    planned = minutes(pattern, voters)
    found = [
        Advice((begin, one.start), _floor([planned, one.good], total, voters))
        for one in _tries(pattern, within, voters)
        if one.end <= begin or end <= one.start
    ]
    return min(found, key=lambda a: (-a.floor, a.starts[1]), default=None)


def cut(pattern: Sequence[Span]) -> tuple[list[Span], list[Span]]:
    """What lies before the middle between begin and end, and what lies after.

    The middle is on five minutes; a span across it is cut.
    """
    ordered = sorted(pattern)
    begin, end = ordered[0].start, max(span.end for span in ordered)
    half = round((end - begin) / 2 / timedelta(minutes=5)) * timedelta(minutes=5)
    middle = begin + half
    first = [Span(s.start, min(s.end, middle)) for s in ordered if s.start < middle]
    second = [Span(max(s.start, middle), s.end) for s in ordered if s.end > middle]
    return first, second


def _begin(pattern: Sequence[Span]) -> datetime:
    return min(span.start for span in pattern)


def _tries(pattern: Sequence[Span], within: Span, voters: Voters) -> list[_Tried]:
    if not pattern:
        return []
    begin = _begin(pattern)
    length = max(span.end for span in pattern) - begin
    return [
        _Tried(at, at + length, minutes([s.moved(at - begin) for s in pattern], voters))
        for at in starts(within, length)
    ]


def _sum(one: Mapping[str, int], other: Mapping[str, int]) -> dict[str, int]:
    return {region: n + other[region] for region, n in one.items()}


def _floor(runs: Sequence[Mapping[str, int]], total: int, voters: Voters) -> float:
    """The lowest region when each takes its better run."""
    people = {region: sum(zones.values()) for region, zones in voters.items()}
    return min(max(run[r] for run in runs) / (total * n) for r, n in people.items() if n)
