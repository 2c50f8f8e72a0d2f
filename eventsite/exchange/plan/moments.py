"""Where a session of a source stands on the event's own clock."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from eventsite.agenda import times
from eventsite.agenda.times import Hours
from eventsite.core import zones
from eventsite.core.i18n import N_
from eventsite.core.sheets.source import Said
from eventsite.exchange.plan.values import Plain
from eventsite.exchange.source import SourceSession

#: Further away a year is a slip of the pen, and time zones know nothing of it.
_YEARS = range(2000, 2101)
_STEP = timedelta(minutes=times.STEP)


@dataclass(frozen=True, slots=True)
class Place:
    """`time` as `values.BARE` has it, with what a person should know of it."""

    time: Plain = None
    doubts: tuple[Said, ...] = ()
    #: A day that the event does not have.
    foreign: date | None = None


def is_floating(session: SourceSession) -> bool:
    """Whether nobody knows in which zone the session's time is meant."""
    return session.start is not None and session.start.tzinfo is None and not session.zone


def place(session: SourceSession, zone: str, asked: str, days: Sequence[Hours]) -> Place:
    """The session's start in the event's `zone`; a time without one is meant in `asked`.

    A night past midnight belongs to its programme's day. What the event has no day for stays
    without a place, with a doubt that says what to do.
    """
    if session.start is None:
        return Place()
    if session.start.year not in _YEARS:
        return Place(None, (Said(_YEAR, {"year": session.start.year}),))
    instant = _instant(session, session.start, asked or zone)
    if instant is None:
        return Place(None, (Said(_ZONE, {"zone": session.zone}),))
    even = _rounded(instant)
    here = zones.local(even, zone)
    wall = here.replace(tzinfo=None, fold=0)
    day = times.programme_day(wall, days)
    if day not in {one.day for one in days}:
        return Place(None, (Said(_FOREIGN, {"day": wall.date().isoformat()}),), wall.date())
    odd = (Said(_ODD, {"time": f"{wall:%H:%M}"}),) if even != instant else ()
    return Place([wall.date().isoformat(), f"{wall:%H:%M}", here.fold], odd)


def _instant(session: SourceSession, start: datetime, asked: str) -> datetime | None:
    if start.tzinfo is not None:
        return start
    if session.zone and not zones.known(session.zone):
        return None
    return zones.nearest(start, session.zone or asked, start.fold)


def _rounded(instant: datetime) -> datetime:
    """To the nearest step of the programme; half a step goes up."""
    seconds = int(_STEP.total_seconds())
    count = (int(instant.timestamp()) + seconds // 2) // seconds
    return zones.local(datetime.fromtimestamp(count * seconds, instant.tzinfo), "UTC")


_YEAR = N_("It is dated to the year %(year)s, so it comes in without a place.")
_ZONE = N_("Nobody knows the time zone “%(zone)s”, so it comes in without a place.")
_FOREIGN = N_(
    "The event has no day on %(day)s, so it comes in without a place. Add the day in the event's"
    " settings first, or place it by hand afterwards."
)
_ODD = N_("Sessions begin in steps of five minutes here, so it begins at %(time)s.")
