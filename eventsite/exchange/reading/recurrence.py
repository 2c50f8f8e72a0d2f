"""Rules of recurrence (RFC 5545 §3.3.10) of the kinds that programmes have, followed in bounds.

Written here because a general engine looks for the next date of a rule that is never due (30
February) up to the year 9999, which a hostile file could ask for thousands of times.
"""

import calendar
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

_DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_KNOWN = frozenset(
    {"FREQ", "INTERVAL", "COUNT", "UNTIL", "WKST", "BYMONTH", "BYMONTHDAY", "BYDAY", "BYSETPOS"}
)
_SLOW = frozenset({"DAILY", "WEEKLY", "MONTHLY", "YEARLY"})
_LONGEST = 300
_WEEK_DAY = re.compile(r"([+-]?\d{1,2})?(MO|TU|WE|TH|FR|SA|SU)")
_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule taken apart; `week_days` hold an ordinal (0: all of them) and the day (0: Monday)."""

    freq: str
    interval: int = 1
    count: int | None = None
    until: str = ""
    week_start: int = 0
    months: frozenset[int] = frozenset()
    month_days: frozenset[int] = frozenset()
    week_days: tuple[tuple[int, int], ...] = ()
    positions: tuple[int, ...] = ()


def parsed(text: str) -> Rule | None:
    """The rule, or None for one that is broken or of a kind that no programme has."""
    parts = dict(part.partition("=")[::2] for part in text.upper().split(";") if part)
    if len(text) > _LONGEST or not set(parts) <= _KNOWN or parts.get("FREQ") not in _SLOW:
        return None
    named = [_WEEK_DAY.fullmatch(day) for day in parts.get("BYDAY", "").split(",") if day]
    numbers = {name: _numbers(parts.get(name, "")) for name in _NUMBERED}
    counted = {name: parts.get(name, "1") for name in ("INTERVAL", "COUNT")}
    if (
        None in named
        or None in numbers.values()
        or not all(re.fullmatch(r"[1-9]\d{0,5}", number) for number in counted.values())
        or parts.get("WKST", "MO") not in _DAYS
    ):
        return None
    return Rule(
        freq=parts["FREQ"],
        interval=int(counted["INTERVAL"]),
        count=int(parts["COUNT"]) if "COUNT" in parts else None,
        until=parts.get("UNTIL", ""),
        week_start=_DAYS.index(parts.get("WKST", "MO")),
        months=frozenset(numbers["BYMONTH"] or ()),
        month_days=frozenset(numbers["BYMONTHDAY"] or ()),
        week_days=tuple((int(day[1] or 0), _DAYS.index(day[2])) for day in named if day),
        positions=tuple(numbers["BYSETPOS"] or ()),
    )


_NUMBERED = ("BYMONTH", "BYMONTHDAY", "BYSETPOS")


def _numbers(text: str) -> list[int] | None:
    numbers = [number for number in text.split(",") if number]
    if not all(re.fullmatch(r"[+-]?\d{1,3}", number, re.ASCII) for number in numbers):
        return None
    return [int(number) for number in numbers]


def dates(rule: Rule, first: datetime, last: datetime) -> Iterator[datetime]:
    """The dates from `first`, the start that the rule belongs to, up to `last`; all naive.

    COUNT and UNTIL are the caller's: they may stand in another zone.
    """
    for start, end in _periods(rule, first.date(), last.date()):
        days = [day for day in _each(start, end) if _fits(rule, day, first.date())]
        if rule.positions:
            size = len(days)
            wanted = {p - 1 if p > 0 else size + p for p in rule.positions if p}
            days = [day for at, day in enumerate(days) if at in wanted]
        for day in days:
            moment = datetime.combine(day, first.time())
            if first <= moment <= last:
                yield moment


def _periods(rule: Rule, first: date, last: date) -> Iterator[tuple[date, date]]:
    """The first and last day of each day, week, month or year that the rule looks at."""
    step = rule.interval
    if rule.freq in {"DAILY", "WEEKLY"}:
        size = 1 if rule.freq == "DAILY" else 7
        back = (first.weekday() - rule.week_start) % 7 if size == 7 else 0
        for ordinal in range(first.toordinal() - back, last.toordinal() + 1, size * step):
            yield date.fromordinal(ordinal), date.fromordinal(ordinal + size - 1)
    elif rule.freq == "MONTHLY":
        months = range(first.year * 12 + first.month - 1, last.year * 12 + last.month, step)
        for year, month in (divmod(number, 12) for number in months):
            size = calendar.monthrange(year, month + 1)[1]
            yield date(year, month + 1, 1), date(year, month + 1, size)
    else:
        for year in range(first.year, last.year + 1, step):
            yield date(year, 1, 1), date(year, 12, 31)


def _each(start: date, end: date) -> Iterator[date]:
    day = start
    while day <= end:
        yield day
        day += _ONE_DAY


def _fits(rule: Rule, day: date, first: date) -> bool:
    """Whether a day of a period is one of the rule's; what the rule leaves open, its start says."""
    if rule.months and day.month not in rule.months:
        return False
    size = calendar.monthrange(day.year, day.month)[1]
    if rule.month_days and not {day.day, day.day - size - 1} & rule.month_days:
        return False
    if rule.week_days:
        return any(_is_week_day(rule, day, size, *wanted) for wanted in rule.week_days)
    if rule.month_days or rule.freq == "DAILY":
        return True
    if rule.freq == "WEEKLY":
        return day.weekday() == first.weekday()
    same_month = rule.freq == "MONTHLY" or bool(rule.months) or day.month == first.month
    return same_month and day.day == first.day


def _is_week_day(rule: Rule, day: date, size: int, ordinal: int, week_day: int) -> bool:
    """Whether the day is, say, the last Sunday: of its month, or of a year without BYMONTH."""
    if day.weekday() != week_day:
        return False
    if not ordinal or rule.freq in {"DAILY", "WEEKLY"}:
        return True
    at, length = day.day, size
    if rule.freq == "YEARLY" and not rule.months:
        at, length = day.timetuple().tm_yday, 366 if calendar.isleap(day.year) else 365
    return ordinal == ((at - 1) // 7 + 1 if ordinal > 0 else -((length - at) // 7 + 1))
