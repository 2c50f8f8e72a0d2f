"""When things of two files of one event are the same, and what each file says of them."""

from collections.abc import Iterable
from datetime import datetime

from eventsite.core import zones
from eventsite.exchange.reading import columns
from eventsite.exchange.source import (
    Doubt,
    Source,
    SourcePerson,
    SourceRoom,
    SourceSession,
    SourceTrack,
)


def told(session: SourceSession, field: str) -> str:
    """What a session says in a field, so that two can be compared and shown; empty for nothing."""
    value = getattr(session, field)
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d %H:%M} {value.tzname() or session.zone}".strip()
    if isinstance(value, tuple):
        return ", ".join(value)
    if isinstance(value, dict):
        return first(value.values())
    return "" if value in (None, False) else str(value)


def compared(session: SourceSession, field: str) -> object:
    """The same, for a start as the instant where the file says enough to know it."""
    if field != "start" or session.start is None:
        return told(session, field)
    if session.start.tzinfo is None and zones.known(session.zone):
        return zones.nearest(session.start, session.zone)
    return session.start


def look(session: SourceSession) -> tuple[object, ...]:
    """What makes two sessions look the same where their keys differ: title, start and rooms."""
    title = columns.folded(first(session.title.values()))
    return title, compared(session, "start"), tuple(sorted(session.rooms))


def first(values: Iterable[str]) -> str:
    """The first of some texts, or empty."""
    return next(iter(values), "")


def mark(doubt: Doubt) -> tuple[object, ...]:
    """What two doubts have in common that say the same of the same place."""
    return str(doubt.where), str(doubt.what), doubt.session


def by_name(people: Iterable[SourcePerson]) -> dict[str, list[SourcePerson]]:
    """People by their folded name."""
    found: dict[str, list[SourcePerson]] = {}
    for person in people:
        found.setdefault(columns.folded(person.name), []).append(person)
    return found


def rooms(sources: Iterable[Source]) -> tuple[SourceRoom, ...]:
    """The rooms of all files, each once, with the seats that any file knows."""
    found: dict[str, SourceRoom] = {}
    for room in (room for source in sources for room in source.rooms):
        old = found.setdefault(room.key, room)
        names = {**room.names, **old.names}
        found[room.key] = SourceRoom(room.key, names, old.capacity or room.capacity)
    return tuple(found.values())


def tracks(sources: Iterable[Source]) -> tuple[SourceTrack, ...]:
    """The tracks of all files, each once, with the hue that any file knows."""
    found: dict[str, SourceTrack] = {}
    for track in (track for source in sources for track in source.tracks):
        old = found.setdefault(track.key, track)
        names = {**track.names, **old.names}
        found[track.key] = SourceTrack(track.key, names, old.hue or track.hue)
    return tuple(found.values())
