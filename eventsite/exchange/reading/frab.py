"""The programme of frab, pentabarf, c3voc and pretalx: what its XML and its JSON have in common."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from eventsite.core import zones
from eventsite.core.i18n import N_
from eventsite.core.sheets.source import Said
from eventsite.exchange.reading import doubts, kinds, moments, plain, recognised, voices
from eventsite.exchange.reading.gathering import Gathering, Words
from eventsite.exchange.source import SourceSession, SourceVoice

#: Where a day does not say when it begins: a start before five belongs to the night before.
_MORNING = 5 * 60
_NO_TIME = N_("It has no time that can be read. It is taken in without a place.")
_NO_LENGTH = N_("It does not say how long it lasts. Look at its length.")
_TWO_TIMES = N_("It begins at %(one)s and at %(other)s in the same file. %(one)s is taken.")
_ODD_OFFSET = N_(
    "The offset of its time is not that of %(zone)s on this day: there it is %(time)s then. Look "
    "at the time."
)
_OUTSIDE = N_("It stands under %(day)s but is held on %(other)s. The second is taken.")
_TWO_ROOMS = N_("It stands under room “%(one)s” but names room “%(other)s”. The second is taken.")
_UNORDERED = N_(
    "From here on the sessions do not stand in the order of their times. They are sorted by time."
)


@dataclass(frozen=True, slots=True)
class Day:
    """A day of the file: its date, and the minute of the clock at which it begins."""

    date: date | None
    begins: int = _MORNING


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody as an event names them."""

    name: str
    identity: str = ""
    role: str = ""
    biography: Words = ""
    email: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One event as it stands in the file."""

    where: Said
    identity: str
    day: Day
    date: str
    start: str
    end: str = ""
    duration: str
    #: The room it stands under, and the one it names itself.
    under: Words
    room: Words
    title: Words
    subtitle: Words = ""
    texts: tuple[Words, ...] = ()
    track: Words = ""
    colour: str = ""
    kind: str = ""
    language: str = ""
    persons: tuple[Person, ...] = ()
    #: Titles and addresses.
    links: tuple[tuple[str, str], ...] = ()
    url: str = ""
    recording: str = ""


def day_of(text: str, begins: str, change: str = "") -> Day:
    """A day by its date; where that is missing, by the moment at which it begins.

    `change`: the time at which each day of the file gives way to the next, as pentabarf has it.
    """
    start, change_at = moments.stamp(begins), moments.clock(change)
    found = moments.day(text) or moments.day(begins)
    # A day that begins at midnight only says nothing about its night.
    if start is not None and 0 < start.hour < 12:
        return Day(found, start.hour * 60 + start.minute)
    return Day(found, change_at if change_at is not None and change_at < 720 else _MORNING)


def add(gathered: Gathering, entry: Entry) -> None:
    """Take an event in as a session, with every doubt about it."""
    gathered.room_for_more(entry.where)
    where = entry.where
    key = gathered.identify(entry.identity, entry.title, where)
    languages = gathered.spoken(entry.language, where, key)
    start = _start(gathered, entry, key)
    links = [link for title, url in entry.links for link in gathered.link(title, url, where, key)]
    title = gathered.titled(entry.title, where, key, languages)
    gathered.add(
        SourceSession(
            key=key,
            where=where,
            title=title,
            abstract=gathered.text([entry.subtitle, *entry.texts], where, languages),
            kind=kinds.kind_of_type(entry.kind, next(iter(title.values()))),
            track=gathered.track(entry.track, where, entry.colour),
            rooms=_rooms(gathered, entry, key),
            start=start,
            zone=gathered.zone if start else "",
            minutes=_minutes(gathered, entry, start, key),
            languages=languages,
            voices=_voices(gathered, entry.persons, where, key),
            links=tuple(links),
            url=plain.web_address(entry.url, gathered.base),
            recording=plain.web_address(entry.recording, gathered.base),
        )
    )


def order(gathered: Gathering, groups: Iterable[Iterable[SourceSession]]) -> None:
    """The doubt about the first room of a day whose events do not follow one another."""
    for group in groups:
        before: SourceSession | None = None
        for session in group:
            if before and _later(before.start, session.start):
                gathered.doubt(session.where, _UNORDERED, session.key)
                return
            before = session if session.start else before


def _later(one: datetime | None, other: datetime | None) -> bool:
    if one is None or other is None or (one.tzinfo is None) != (other.tzinfo is None):
        return False
    return one > other


def _start(gathered: Gathering, entry: Entry, key: str) -> datetime | None:
    """The instant, or the wall time where the file says no offset; None where it says nothing."""
    moment, clock = moments.stamp(entry.date), moments.clock(entry.start)
    if moment is None:
        moment = _by_clock(entry, clock)
    elif moment.tzinfo is None and clock and (moment.hour, moment.minute) == (0, 0):
        moment = moments.at(moment.date(), clock)
    if moment is None:
        gathered.doubt(entry.where, _NO_TIME, key)
        return None
    wall = _wall(moment, gathered.zone)
    if clock is not None and clock % 1440 != wall.hour * 60 + wall.minute:
        shown = {"one": f"{wall:%H:%M}", "other": entry.start}
        gathered.doubt(entry.where, _TWO_TIMES, key, **shown)
    # "Z" is how many tools write any instant; another offset was meant to be the zone's own.
    if moment.utcoffset() and wall != moment.replace(tzinfo=None):
        facts = {"zone": gathered.zone, "time": f"{wall:%H:%M}"}
        gathered.doubt(entry.where, _ODD_OFFSET, key, **facts)
    _check_day(gathered, entry, wall, key)
    return moment


def _by_clock(entry: Entry, clock: int | None) -> datetime | None:
    """The wall time by the day that the event stands under; the night belongs to the day before."""
    own = moments.day(entry.date)
    if clock is None or (day := own or entry.day.date) is None:
        return None
    night = own is None and clock < entry.day.begins
    return moments.at(day, clock + 1440 * night)


def _wall(moment: datetime, zone: str) -> datetime:
    if moment.tzinfo is not None and zone:
        moment = zones.local(moment, zone)
    return moment.replace(tzinfo=None, fold=0)


def _check_day(gathered: Gathering, entry: Entry, wall: datetime, key: str) -> None:
    if entry.day.date is None:
        return
    held = (wall - timedelta(minutes=entry.day.begins)).date()
    if entry.day.date not in {held, wall.date()}:
        days = {"day": entry.day.date.isoformat(), "other": wall.date().isoformat()}
        gathered.doubt(entry.where, _OUTSIDE, key, **days)


def _minutes(gathered: Gathering, entry: Entry, start: datetime | None, key: str) -> int | None:
    minutes = moments.length(entry.duration.strip())
    end = moments.stamp(entry.end)
    if not minutes and start and end and (start.tzinfo is None) == (end.tzinfo is None):
        minutes = round((end - start).total_seconds() / 60)
    if minutes is not None and minutes < 0:
        gathered.sink.add(entry.where, doubts.backwards(entry.where, key).what, key)
        return None
    if not minutes or minutes > moments.LONGEST:
        gathered.doubt(entry.where, _NO_LENGTH, key)
        return None
    return minutes


def _rooms(gathered: Gathering, entry: Entry, key: str) -> tuple[str, ...]:
    under, own = _one(entry.under), _one(entry.room)
    if under and own and plain.line(under) != plain.line(own):
        gathered.doubt(entry.where, _TWO_ROOMS, key, one=under, other=own)
    room = gathered.room(entry.room or entry.under, entry.where)
    return (room,) if room else ()


def _one(words: Words) -> str:
    return words if isinstance(words, str) else next(iter(words.values()), "")


def _voices(
    gathered: Gathering, persons: Iterable[Person], where: Said, session: str
) -> tuple[SourceVoice, ...]:
    found: dict[str, SourceVoice] = {}
    for person in persons:
        name, role = recognised.name_and_role(person.name)
        key = gathered.person(
            name,
            where,
            person.identity,
            session=session,
            biography=person.biography,
            email=person.email,
        )
        said = voices.role_of(person.role) or role or "speaker"
        if key:
            found.setdefault(key, SourceVoice(key, said))
    return tuple(found.values())
