"""When a speaker can come, by half-hours: what is asked, and the stretches that answers make."""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime, timedelta

STEP = timedelta(minutes=30)
#: Nobody is asked about more of one day than this.
MOST_OF_A_DAY = timedelta(hours=24)

Span = tuple[datetime, datetime]


def of_day(start: datetime, end: datetime) -> list[datetime]:
    """The instants at which the half-hours of a day begin; the last may reach past its end."""
    end = min(end, start + MOST_OF_A_DAY)
    found = []
    while start < end:
        found.append(start)
        start += STEP
    return found


def stretches(starts: Iterable[datetime]) -> list[Span]:
    """Half-hours put together: those that follow one another make one stretch."""
    found: list[Span] = []
    for start in sorted(set(starts)):
        if found and found[-1][1] >= start:
            found[-1] = found[-1][0], start + STEP
        else:
            found.append((start, start + STEP))
    return found


def is_free(spans: Sequence[Span], start: datetime) -> bool:
    """Whether the whole half-hour lies in one of the stretches."""
    return any(first <= start and start + STEP <= last for first, last in spans)


def chosen(offered: Collection[datetime], given: Iterable[str]) -> list[datetime]:
    """The half-hours that were ticked, of those that were offered; anything else is no answer."""
    by_key = {key_of(start): start for start in offered}
    return sorted({by_key[key] for key in given if key in by_key})


def key_of(start: datetime) -> str:
    """What a box sends: the instant to the minute."""
    return f"{start:%Y-%m-%dT%H:%MZ}"
