"""Days, times and lengths as structured files write them; nothing here guesses."""

import re
from datetime import date, datetime, timedelta

#: Years that a programme of an event can lie in; others are slips of a tool.
YEARS = range(1970, 2101)
#: The longest session that is believed: a week.
LONGEST = 7 * 24 * 60
_CLOCK = re.compile(r"([0-9]{1,2})[:.h]([0-9]{2})(?::[0-9]{2}(?:\.[0-9]+)?)?\Z")
_DAY = re.compile(r"([0-9]{4})-?([0-9]{2})-?([0-9]{2})\Z")
_ISO_LENGTH = re.compile(
    r"P(?:([0-9]{1,4})D)?(?:T(?:([0-9]{1,5})H)?(?:([0-9]{1,6})M)?(?:[0-9.]{1,9}S)?)?\Z"
)


def stamp(text: str) -> datetime | None:
    """A day with a time, aware where the text says an offset; None for anything else."""
    if not 14 <= len(text) <= 40 or _DAY.match(text[:10]) is None:
        return None
    try:
        moment = datetime.fromisoformat(text.replace(" +", "+").replace(" UTC", "Z"))
    except ValueError:
        return None
    return moment if moment.year in YEARS else None


def day(text: str) -> date | None:
    """The day at the beginning of an ISO text, with hyphens or without."""
    found = _DAY.match(text[:10]) or _DAY.match(text[:8])
    if not found or int(found[1]) not in YEARS:
        return None
    try:
        return date(int(found[1]), int(found[2]), int(found[3]))
    except ValueError:
        return None


def clock(text: str) -> int | None:
    """Minutes since midnight of "9:30"; up to 47:59, as some write the night after a day."""
    found = _CLOCK.match(text)
    if not found or int(found[1]) > 47 or int(found[2]) > 59:
        return None
    return int(found[1]) * 60 + int(found[2])


def at(day: date, minutes: int) -> datetime:
    """The wall time so many minutes after the midnight that begins the day."""
    return datetime(day.year, day.month, day.day) + timedelta(minutes=minutes)  # noqa: DTZ001 - a wall time


def length(text: str) -> int | None:
    """Minutes of "0:30", "1:02:30" (days first, as frab writes), "30" or "PT30M"."""
    parts = text.split(":")
    if all(re.fullmatch("[0-9]{1,5}", part) for part in parts) and len(parts) <= 3:
        days, hours, minutes = [0] * (3 - len(parts)) + [int(part) for part in parts]
        return (days * 24 + hours) * 60 + minutes
    found = _ISO_LENGTH.match(text)
    if not found or not any(found.groups()):
        return None
    days, hours, minutes = (int(part or 0) for part in found.groups())
    return (days * 24 + hours) * 60 + minutes
