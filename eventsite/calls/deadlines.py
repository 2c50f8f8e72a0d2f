"""Where a call stands at an instant: coming, open, teams closed, in grace, closed.

A deadline shown as 17:00 is met throughout that minute, up to and with 17:00:59: what people read
on the page is what counts.
"""

from datetime import datetime, timedelta
from enum import StrEnum
from typing import Protocol

_MINUTE = timedelta(minutes=1)


class Phase(StrEnum):
    """What time it is for a call."""

    #: Not published.
    DRAFT = "draft"
    #: Published, not open yet.
    COMING = "coming"
    #: Teams start, take members, write and submit.
    OPEN = "open"
    #: As open, but no team starts and none takes members.
    TEAMS_CLOSED = "teams-closed"
    #: A draft begun in time may still be finished and submitted.
    GRACE = "grace"
    #: Nothing is taken any more.
    CLOSED = "closed"


class Dated(Protocol):
    """What has the instants of a call."""

    @property
    def opens(self) -> datetime:
        """The first instant."""

    @property
    def teams_close(self) -> datetime | None:
        """The last minute for teams, or None for `closes`."""

    @property
    def closes(self) -> datetime:
        """The last minute for entries."""

    @property
    def grace_minutes(self) -> int:
        """Whole minutes after `closes`."""

    @property
    def published(self) -> datetime | None:
        """None for a draft."""


#: Phases in which a team may start and take members.
TEAMS_OPEN = frozenset({Phase.OPEN})
#: Phases in which an entry that was sent may be taken back into a draft.
REOPENING = frozenset({Phase.OPEN, Phase.TEAMS_CLOSED})
#: Phases in which a draft may be saved, take files and be submitted.
WRITING = frozenset({Phase.OPEN, Phase.TEAMS_CLOSED, Phase.GRACE})


def phase(call: Dated, now: datetime) -> Phase:
    """The phase at an aware instant."""
    if call.published is None:
        return Phase.DRAFT
    if now < call.opens:
        return Phase.COMING
    if not is_past(call.closes, now):
        teams = call.teams_close
        return Phase.TEAMS_CLOSED if teams is not None and is_past(teams, now) else Phase.OPEN
    if call.grace_minutes and not is_past(last_minute(call), now):
        return Phase.GRACE
    return Phase.CLOSED


def is_past(deadline: datetime, now: datetime) -> bool:
    """Whether the minute of a deadline is over."""
    return now >= deadline.replace(second=0, microsecond=0) + _MINUTE


def last_minute(call: Dated) -> datetime:
    """The minute after which nothing is taken, grace included."""
    return call.closes + timedelta(minutes=call.grace_minutes)


def are_in_order(opens: datetime, teams_close: datetime | None, closes: datetime) -> bool:
    """Whether a call opens before it closes, and closes for teams in between or at its close."""
    return opens < closes and (teams_close is None or opens < teams_close <= closes)


def days_left(closes: datetime, now: datetime) -> int:
    """Whole days until the deadline, 0 on the last one."""
    return max(0, (closes - now).days)
