"""The days of an event: which rows live on after an edit, their instants, what is wrong in them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from eventsite.core import zones
from eventsite.core.i18n import N_
from eventsite.events.models import Event, EventDay, EventState

#: A longer event is a slip of the year; a competition of months is a call, not days.
MOST_DAYS = 31
#: An end at or before the start lies on the next day, but a night ends by then.
NIGHT_ENDS = time(6, 0)


class Wrong(StrEnum):
    """What is wrong in a list of days."""

    TWICE = N_("This day is in the list twice. Remove one of them.")
    END_FIRST = N_("The end comes before the start. A night may last until 06:00 of the next day.")
    ONE_TIME = N_("Choose both a start and an end, or neither.")
    SKIPPED = N_("This time does not exist on that day: the clock is put forward. Choose another.")
    TOO_MANY = N_("Enter at most %(most)d days. For a competition of months, set up a call.")
    TOO_FAR = N_("The days lie more than a year apart. Check the year.")
    NO_DAY = N_("Enter the day of these hours.")
    ZONE = N_("Choose a time zone from the list, like Europe/Zurich.")


@dataclass(frozen=True)
class Hours:
    """One wanted day: wall times in the event's zone, or neither while they are not known."""

    day: date
    starts: time | None = None
    ends: time | None = None
    label: Mapping[str, str] = field(default_factory=dict, compare=False)


@dataclass(frozen=True)
class Problem:
    """What is wrong in which line (from 0) at which field; line None is the whole list."""

    line: int | None
    field: str
    reason: Wrong


@dataclass(frozen=True)
class Plan:
    """What becomes of the rows of an event's days."""

    #: Rows that live on, each with what it becomes; a row keeps its UID even when it moves.
    keep: tuple[tuple[EventDay, Hours], ...]
    add: tuple[Hours, ...]
    #: Rows of days that are no more.
    drop: tuple[EventDay, ...]


class Status(StrEnum):
    """STATUS of a VEVENT, RFC 5545 §3.8.1.11."""

    CONFIRMED = "CONFIRMED"
    TENTATIVE = "TENTATIVE"
    CANCELLED = "CANCELLED"


@dataclass(frozen=True)
class Entry:
    """A day as calendars show it: two UTC instants, or none of them for the whole day."""

    uid: str
    sequence: int
    revised: datetime
    status: Status
    day: date
    starts: datetime | None
    ends: datetime | None
    label: Mapping[str, str]


def compare(old: Sequence[EventDay], new: Iterable[Hours]) -> Plan:
    """Match wanted days with stored rows.

    A row stays with its day; a cancelled row comes back with its day; what is left on both sides
    was moved and is matched in order, so that subscribers see a move and not an end.
    """
    wanted = sorted(new, key=lambda hours: hours.day)
    by_day = {row.day: row for row in old}
    same = [(by_day[hours.day], hours) for hours in wanted if hours.day in by_day]
    kept = {row.uid for row, _ in same}
    free = [row for row in sorted(old, key=lambda r: r.day) if _is_free(row, kept)]
    homeless = [hours for hours in wanted if hours.day not in by_day]
    moved = list(zip(free, homeless, strict=False))
    return Plan(
        keep=(*same, *moved), add=tuple(homeless[len(moved) :]), drop=tuple(free[len(moved) :])
    )


def _is_free(row: EventDay, kept: set[str]) -> bool:
    return row.cancelled is None and row.uid not in kept


def differs(row: EventDay, hours: Hours) -> bool:
    """Whether a calendar entry becomes another one: SEQUENCE counts one up then."""
    return row.cancelled is not None or (row.day, row.starts, row.ends) != (
        hours.day,
        hours.starts,
        hours.ends,
    )


def live(rows: Iterable[EventDay]) -> list[EventDay]:
    """The days that take place, in order."""
    return sorted((row for row in rows if row.cancelled is None), key=lambda row: row.day)


def span(
    day: date, starts: time | None, ends: time | None, zone: str
) -> tuple[datetime, datetime] | None:
    """Start and end as UTC instants; None for a whole day.

    An end at or before the start lies on the next day. Of a repeated hour the start takes the
    first, the end the second. Raises NonexistentTime or UnknownZone.
    """
    if starts is None or ends is None:
        return None
    last = day + timedelta(days=1) if ends <= starts else day
    return (
        zones.resolve(datetime.combine(day, starts), zone),
        zones.resolve(datetime.combine(last, ends), zone, fold=1),
    )


def entries(event: Event) -> list[Entry]:
    """All days for a feed, cancelled ones too, in order; an unconfirmed one is whole, tentative."""
    return [_entry(event, row) for row in sorted(event.days, key=lambda row: (row.day, row.uid))]


def _entry(event: Event, row: EventDay) -> Entry:
    whole = not event.dates_confirmed
    instants = None if whole else _lenient(row, event.zone)
    starts, ends = instants or (None, None)
    return Entry(
        row.uid, row.sequence, row.revised, status(event, row), row.day, starts, ends, row.label
    )


def _lenient(row: EventDay, zone: str) -> tuple[datetime, datetime] | None:
    # Rules of zones change after a day was stored; a feed then still has to answer.
    try:
        return span(row.day, row.starts, row.ends, zone)
    except zones.NonexistentTime:
        return None


def status(event: Event, row: EventDay) -> Status:
    """What a calendar shows: cancelled with the event or by itself, tentative while unconfirmed."""
    if row.cancelled is not None or event.cancelled is not None:
        return Status.CANCELLED
    if event.state == EventState.DRAFT or not event.dates_confirmed:
        return Status.TENTATIVE
    return Status.CONFIRMED


def problems(days: Sequence[Hours], zone: str) -> list[Problem]:
    """What is wrong, by line; empty when the days can be stored. The order of lines is free."""
    if not zones.known(zone):
        return [Problem(None, "zone", Wrong.ZONE)]
    if len(days) > MOST_DAYS:
        return [Problem(None, "days", Wrong.TOO_MANY)]
    seen: set[date] = set()
    found = []
    for line, hours in enumerate(days):
        if hours.day in seen:
            found.append(Problem(line, "day", Wrong.TWICE))
        seen.add(hours.day)
        found += [Problem(line, name, reason) for name, reason in _wrong(hours, zone)]
    if seen and max(seen) - min(seen) > timedelta(days=366):
        found.append(Problem(None, "days", Wrong.TOO_FAR))
    return found


def _wrong(hours: Hours, zone: str) -> list[tuple[str, Wrong]]:
    if (hours.starts is None) != (hours.ends is None):
        return [("ends" if hours.ends is None else "starts", Wrong.ONE_TIME)]
    if hours.starts is None or hours.ends is None:
        return []
    if NIGHT_ENDS < hours.ends <= hours.starts:
        return [("ends", Wrong.END_FIRST)]
    try:
        span(hours.day, hours.starts, hours.ends, zone)
    except zones.NonexistentTime as gap:
        at_start = gap.wall == datetime.combine(hours.day, hours.starts)
        return [("starts" if at_start else "ends", Wrong.SKIPPED)]
    return []
