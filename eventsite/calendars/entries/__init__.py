"""Turns event days, released sessions and deadlines into calendar entries, from plain values."""

from eventsite.calendars.entries.days import of_days
from eventsite.calendars.entries.deadlines import DEADLINE_LENGTH, of_deadlines
from eventsite.calendars.entries.sessions import of_sessions
from eventsite.calendars.entries.values import (
    ONE_DAY,
    Day,
    Deadline,
    Event,
    Programme,
    Words,
    left_feed,
)

__all__ = [
    "DEADLINE_LENGTH",
    "ONE_DAY",
    "Day",
    "Deadline",
    "Event",
    "Programme",
    "Words",
    "left_feed",
    "of_days",
    "of_deadlines",
    "of_sessions",
]
