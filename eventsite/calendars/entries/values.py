"""The plain values that entries are made from, and what all entries share."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta

from eventsite.agenda import releases, succession
from eventsite.core import ical, text

ONE_DAY = timedelta(days=1)

Localized = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Words:
    """What the platform itself says in an entry, in the language of the feed."""

    lang: str
    save_the_date: str = "Save the date: the dates are to be confirmed."
    cancelled: str = "This event is cancelled."
    #: With `title` and `label`.
    labelled: str = "%(title)s – %(label)s"
    #: With `deadline` and `event`.
    deadline: str = "%(deadline)s – %(event)s"
    comma: str = ", "
    #: Before the title of what left a feed of one track, room, … and why it stands there.
    left_prefix: str = "NO LONGER HERE: "
    left: str = "This calendar does not follow it any more. The programme says what is true now."


@dataclass(frozen=True, slots=True)
class Day:
    """One stored day of an event with its identity."""

    uid: str
    sequence: int
    revised: datetime
    day: date
    starts: time | None
    ends: time | None
    label: Localized
    is_cancelled: bool
    #: The days, as ISO dates, on which it once stood.
    former: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Event:
    """What all entries of an event share; `place` is already in the language of the feed."""

    title: Localized
    summary: Localized
    zone: str
    place: str
    #: Where the programme is read as it is now, and the page of the event.
    programme_url: str
    url: str
    kind: str
    dates_confirmed: bool
    cancelled: datetime | None
    revised: datetime
    days: tuple[Day, ...] = ()
    #: How often its place changed since it was public, and when last.
    moves: int = 0
    moved: datetime | None = None
    #: Where its rooms are, without a word of what is online; empty where that is not known.
    venue: str = ""
    #: When it was taken back from the public: then entries say nothing but what was seen before.
    withdrawn: datetime | None = None

    @property
    def last_day(self) -> date | None:
        """The last day that stands or once stood."""
        return max((day.day for day in self.days), default=None)

    @property
    def is_off(self) -> bool:
        """Whether calendars show all of it as cancelled."""
        return self.cancelled is not None or self.withdrawn is not None

    @property
    def has_cancelled(self) -> bool:
        """Whether something of it will leave feeds one day."""
        return self.is_off or any(day.is_cancelled for day in self.days)


@dataclass(frozen=True, slots=True)
class Programme:
    """The newest release: its agenda, its people by code, and when it was published."""

    agenda: releases.ReleasedAgenda
    people: Mapping[str, releases.ReleasedPerson]
    published: datetime
    #: Code of a session to the address of its page.
    urls: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Deadline:
    """A key deadline with its identity; `label` is already in the language of the feed."""

    uid: str
    sequence: int
    revised: datetime
    at: datetime
    label: text.Said
    is_cancelled: bool = False


def left_feed(event: Event) -> datetime | None:
    """The instant from which what is cancelled of an event is kept no more; None without days."""
    last = event.last_day
    if last is None:
        return None
    first_without = last + succession.KEPT_CANCELLED + ONE_DAY
    return datetime.combine(first_without, time(), UTC)


def keeps_cancelled(event: Event, now: datetime) -> bool:
    """Whether feeds still show what is cancelled of it."""
    left = left_feed(event)
    return left is None or now < left


def status_of(event: Event, is_cancelled: bool) -> ical.Status:
    """What calendars show of a day or session."""
    if is_cancelled or event.is_off:
        return ical.Status.CANCELLED
    return ical.Status.CONFIRMED if event.dates_confirmed else ical.Status.TENTATIVE


def lines(*parts: str) -> str:
    """The address alone on the first line, where clients show it before cutting."""
    return "\n".join(part for part in parts if part)


def lang_of(wanted: str, *said: text.Said) -> str:
    """The one language of all these texts, or none when a missing one came in another."""
    return wanted if all(one.lang == wanted for one in said if one) else ""
