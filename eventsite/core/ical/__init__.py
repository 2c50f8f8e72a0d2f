"""Calendars as pure RFC 5545 and RFC 7986 bytes: entries, feeds, time zones, mailed invitations."""

from eventsite.core.ical.components import Span, feed, vevent, zones_of
from eventsite.core.ical.entry import (
    PRODID,
    Calendar,
    Conference,
    Entry,
    Feature,
    Method,
    Party,
    Status,
)
from eventsite.core.ical.following import (
    Message,
    Told,
    is_over,
    next_message,
    sequence_of,
    words_of,
)
from eventsite.core.ical.invite import invite
from eventsite.core.ical.jcal import jcal
from eventsite.core.ical.observances import vtimezone
from eventsite.core.zones import Wall

__all__ = [
    "PRODID",
    "Calendar",
    "Conference",
    "Entry",
    "Feature",
    "Message",
    "Method",
    "Party",
    "Span",
    "Status",
    "Told",
    "Wall",
    "feed",
    "invite",
    "is_over",
    "jcal",
    "next_message",
    "sequence_of",
    "vevent",
    "vtimezone",
    "words_of",
    "zones_of",
]
