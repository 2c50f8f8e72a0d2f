"""The values calendars are written from: calendar, entry, ways to join, who is invited."""

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from eventsite.core import zones

PRODID = "-//ITU//Plenary//EN"
_COLOUR = re.compile("[a-zA-Z]{3,20}")


class Status(StrEnum):
    """The only states of a VEVENT (RFC 5545 §3.8.1.11)."""

    CONFIRMED = "CONFIRMED"
    TENTATIVE = "TENTATIVE"
    CANCELLED = "CANCELLED"


class Method(StrEnum):
    """What a mailed invitation asks for (RFC 5546)."""

    REQUEST = "REQUEST"
    CANCEL = "CANCEL"


class Feature(StrEnum):
    """What a way to join offers (RFC 7986 §6.3)."""

    AUDIO = "AUDIO"
    CHAT = "CHAT"
    FEED = "FEED"
    MODERATOR = "MODERATOR"
    PHONE = "PHONE"
    SCREEN = "SCREEN"
    VIDEO = "VIDEO"


@dataclass(frozen=True, slots=True)
class Conference:
    """A way to join from afar (RFC 7986 §5.11); only for feeds of people entitled to it."""

    uri: str
    features: tuple[Feature, ...] = ()
    label: str = ""


@dataclass(frozen=True, slots=True)
class Party:
    """An organizer or attendee of an invitation; `reply` asks the attendee to answer."""

    address: str
    name: str = ""
    reply: bool = False


@dataclass(frozen=True, slots=True)
class Calendar:
    """What a feed says about itself. `colour` is a CSS3 name, `url` the page it mirrors."""

    name: str
    source_url: str
    zone: str
    description: str = ""
    lang: str = ""
    colour: str = ""
    url: str = ""
    refresh: timedelta = timedelta(hours=1)
    prodid: str = PRODID

    def __post_init__(self) -> None:
        if self.colour and not _COLOUR.fullmatch(self.colour):
            raise ValueError(f"{self.colour!r} is not a CSS3 colour name.")
        zones.zone_of(self.zone)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One VEVENT.

    `start` and `end` are both days (all-day; `end` is the day after the last) or both wall times.
    `revised` is the aware instant of the last released revision: DTSTAMP and LAST-MODIFIED.
    `alarms` are minutes before the start. `lang` is the language of all its texts.
    Raises ValueError for mixed kinds, a naive `revised`, and an end that is not after the start.
    """

    uid: str
    sequence: int
    revised: datetime
    start: date | zones.Wall
    end: date | zones.Wall
    summary: str
    description: str = ""
    location: str = ""
    url: str = ""
    status: Status = Status.CONFIRMED
    transparent: bool = True
    categories: tuple[str, ...] = ()
    lang: str = ""
    conferences: tuple[Conference, ...] = ()
    alarms: tuple[int, ...] = ()
    #: Goes before the summary of this one when it is cancelled, instead of the feed's own words.
    prefix: str = ""

    def __post_init__(self) -> None:
        if not self.uid.strip():
            raise ValueError("An entry has a UID.")
        if self.revised.tzinfo is None:
            raise ValueError("The revision is an aware instant.")
        if not self._ends_later():
            raise ValueError("An entry ends after it starts.")

    def _ends_later(self) -> bool:
        start, end = self.start, self.end
        if isinstance(start, zones.Wall) and isinstance(end, zones.Wall):
            # A skipped hour (rules can change after publishing) must not stop a feed.
            on_the_clock = start.zone == end.zone and start.time < end.time
            return on_the_clock or _instant(start) < _instant(end)
        if isinstance(start, zones.Wall) or isinstance(end, zones.Wall):
            raise ValueError("Start and end are both days or both wall times.")
        if isinstance(start, datetime) or isinstance(end, datetime):
            raise ValueError("A time of day stands in a Wall, with its zone.")
        return start < end


def _instant(wall: zones.Wall) -> datetime:
    return zones.nearest(wall.time, wall.zone, wall.fold)
