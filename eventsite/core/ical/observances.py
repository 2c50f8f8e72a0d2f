"""VTIMEZONE written from tzdata: one fixed offset, two yearly rules, or each change by itself."""

import calendar
from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache

from eventsite.core import zones
from eventsite.core.ical import fold

_CYCLE = 28  # years after which weekdays and dates meet again
_EPOCH = datetime.fromisoformat("1970-01-01")  # wall time, as every onset
_DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


def vtimezone(zone: str, first: date, last: date) -> bytes:
    """The VTIMEZONE that is right for local days from `first` to `last`.

    Written for whole years, so one more session seldom changes the bytes. Where the zone keeps one
    pair of yearly rules it has no end; else each change stands alone, never as RDATE, which Outlook
    ignores. Raises UnknownZone.
    """
    return _written(zone, first.year, last.year)


@lru_cache(maxsize=256)
def _written(zone: str, first: int, last: int) -> bytes:
    start, end = date(first, 1, 1) - timedelta(days=2), date(last, 12, 31) + timedelta(days=2)
    inside = zones.changes(zone, start, end)
    observances = _fixed(zone, start) if not inside else _yearly(zone, first, last)
    body = observances or _single(zone, start, inside)
    head = b"BEGIN:VTIMEZONE\r\n" + fold.line("TZID", zone)
    return head + body + b"END:VTIMEZONE\r\n"


def _fixed(zone: str, start: date) -> bytes:
    reading = _reading_on(zone, start)
    return _observance("STANDARD", _EPOCH, reading.offset, reading)


def _single(zone: str, start: date, inside: Sequence[zones.Change]) -> bytes:
    """What holds at the beginning, then each change."""
    opening = _reading_on(zone, start)
    readings = [opening, *(change.after for change in inside)]
    # Dublin and Casablanca call the smaller offset "saving": for calendars summer is DAYLIGHT.
    normal = min(reading.saving for reading in readings)
    kinds = ["DAYLIGHT" if reading.saving > normal else "STANDARD" for reading in readings]
    parts = [_observance(kinds[0], _EPOCH, opening.offset, opening)]
    for kind, change in zip(kinds[1:], inside, strict=True):
        parts.append(_observance(kind, change.wall, change.before.offset, change.after))
    return b"".join(parts)


def _yearly(zone: str, first: int, last: int) -> bytes:
    """Two rules that hold each year from the one before to a whole cycle after, or nothing."""
    years = range(first - 1, last + _CYCLE + 1)
    found = zones.changes(zone, date(years[0], 1, 1), date(years[-1], 12, 31))
    ahead = [change for change in found if change.after.offset > change.before.offset]
    back = [change for change in found if change.after.offset < change.before.offset]
    if len(ahead) + len(back) != len(found):
        return b""
    parts = []
    for kind, group in (("DAYLIGHT", ahead), ("STANDARD", back)):
        rule = _rule(group, years)
        if not rule:
            return b""
        onset = group[0]
        parts.append(_observance(kind, onset.wall, onset.before.offset, onset.after, rule))
    return b"".join(parts)


def _rule(group: Sequence[zones.Change], years: range) -> str:
    """The RRULE that gives exactly these onsets, one each year; empty when no rule does."""
    walls = [change.wall for change in group]
    if [wall.year for wall in walls] != list(years):
        return ""
    steady = {
        (change.before, change.after, wall.month, wall.weekday(), wall.time())
        for change, wall in zip(group, walls, strict=True)
    }
    if len(steady) != 1:
        return ""
    which = _which_week(walls)
    return f"FREQ=YEARLY;BYMONTH={walls[0].month};{which}" if which else ""


def _which_week(walls: Sequence[datetime]) -> str:
    day = _DAYS[walls[0].weekday()]
    if all(wall.day + 7 > calendar.monthrange(wall.year, wall.month)[1] for wall in walls):
        return f"BYDAY=-1{day}"
    weeks = {(wall.day + 6) // 7 for wall in walls}
    if len(weeks) == 1:
        return f"BYDAY={weeks.pop()}{day}"
    days = sorted({wall.day for wall in walls})
    if days[-1] - days[0] > 6:
        return ""
    return f"BYDAY={day};BYMONTHDAY={','.join(map(str, days))}"


def _observance(
    kind: str, onset: datetime, before: timedelta, after: zones.Reading, rule: str = ""
) -> bytes:
    lines = [
        fold.line("BEGIN", kind),
        fold.line("DTSTART", f"{onset:%Y%m%dT%H%M%S}"),
        fold.line("RRULE", rule) if rule else b"",
        fold.line("TZOFFSETFROM", _offset(before)),
        fold.line("TZOFFSETTO", _offset(after.offset)),
        fold.line("TZNAME", fold.escape(after.name)),
        fold.line("END", kind),
    ]
    return b"".join(lines)


def _offset(offset: timedelta) -> str:
    """UTC-OFFSET (RFC 5545 §3.3.14): +0545, -0330; seconds only where there are some."""
    seconds = int(offset.total_seconds())
    sign = "-" if seconds < 0 else "+"
    hours, rest = divmod(abs(seconds), 3600)
    minutes, left = divmod(rest, 60)
    return f"{sign}{hours:02}{minutes:02}{left:02}" if left else f"{sign}{hours:02}{minutes:02}"


def _reading_on(zone: str, day: date) -> zones.Reading:
    return zones.reading(datetime.combine(day, time(), UTC), zone)
