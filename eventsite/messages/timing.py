"""When a reminder goes out: a day counted from another, an hour of each person's clock."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum

from eventsite.core import zones
from eventsite.core.i18n import N_

#: For so long after its hour a reminder may still go out; later it would only confuse.
LATEST = timedelta(hours=20)
#: No place on earth is further from UTC.
_WIDEST = timedelta(hours=14)


class Anchor(StrEnum):
    """The day from which a reminder counts."""

    START = "start"
    END = "end"
    DEADLINE = "deadline"


ANCHOR_WORDS = {
    Anchor.START: N_("the first day of the event"),
    Anchor.END: N_("the last day of the event"),
}


def day_of(anchor: date | None, days: int) -> date | None:
    """The calendar day on which the reminder goes out; None while the anchor has no day."""
    return None if anchor is None else anchor + timedelta(days=days)


def instant_of(day: date, hour: int, zone: str) -> datetime:
    """The instant of the hour on the clock of a zone; a skipped hour counts as the next one."""
    wall = datetime.combine(day, time(hour), zones.zone_of(zone))
    return wall.astimezone(UTC)


def due(day: date, hour: int, found: Iterable[str], now: datetime) -> list[str]:
    """The zones in which the hour has come and has not passed for long, in their given order."""
    return [one for one in found if instant_of(day, hour, one) <= now < _end(day, hour, one)]


def may_be_due(day: date, hour: int, now: datetime) -> bool:
    """Whether it can be due anywhere, so that most days cost no further look."""
    noon = datetime.combine(day, time(hour), UTC)
    return noon - _WIDEST <= now < noon + _WIDEST + LATEST


def _end(day: date, hour: int, zone: str) -> datetime:
    return instant_of(day, hour, zone) + LATEST
