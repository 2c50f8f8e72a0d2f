"""Doubts that any programme may raise, whatever its format: keys, order, rooms, nights, clocks."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from itertools import pairwise

from eventsite.core import zones
from eventsite.core.i18n import N_
from eventsite.core.sheets import places
from eventsite.core.sheets.source import Said
from eventsite.exchange.source import Doubt, SourceSession

#: Before this hour a start belongs to the night of the day before.
_MORNING = 5
#: So long is a session taken to last whose source does not say.
_HOUR = 60
_DAY = 24 * 60


def doubts_of(
    sessions: Sequence[SourceSession],
    zone: str = "",
    order: bool = True,
    rooms: Mapping[str, str] | None = None,
) -> tuple[Doubt, ...]:
    """What a person should look at in the sessions as a whole, in the order of the source.

    `zone`: the zone that the source states for the whole; `order`: whether the format promises
    an order at all (a calendar does not); `rooms`: names by key, where keys say little. A time
    that ends before it starts, a key that a reader had to make and a zone's name that nobody
    knows are the reader's own doubts, as only it sees the source's words.
    """
    found = [*_same_keys(sessions), *_without_zone(sessions, zone), *_clock(sessions, zone)]
    found += [*_nights(sessions, zone), *_overlaps(sessions, rooms or {})]
    if order:
        found += _out_of_order(sessions)
    return tuple(found)


def made_key(where: Said, key: str) -> Doubt:
    """The doubt about a session that brings no identity of its own."""
    return Doubt(
        where,
        Said(
            N_(
                "This session has no id. When the file is taken in again, it is recognised by its "
                "title only."
            )
        ),
        key,
    )


def backwards(where: Said, key: str) -> Doubt:
    """The doubt about a session whose end is not after its start."""
    return Doubt(
        where, Said(N_("It ends before it starts. Look at the times; its length is left out.")), key
    )


def _same_keys(sessions: Iterable[SourceSession]) -> Iterator[Doubt]:
    first: dict[str, Said] = {}
    for session in sessions:
        if session.key in first:
            sentence = N_("It has the same id as “%(other)s”. Only one of them can be taken in.")
            what = Said(sentence, {"other": first[session.key]})
            yield Doubt(session.where, what, session.key)
        else:
            first[session.key] = session.where


def _without_zone(sessions: Iterable[SourceSession], zone: str) -> Iterator[Doubt]:
    floating = [s for s in sessions if _is_floating(s)]
    if floating and not zone:
        yield Doubt(
            floating[0].where if len(floating) == 1 else places.whole(),
            Said(
                N_(
                    "Sessions whose time has no time zone: %(number)s. Choose the zone that the "
                    "times are meant in."
                ),
                {"number": len(floating)},
            ),
        )


def _is_floating(session: SourceSession) -> bool:
    return session.start is not None and session.start.tzinfo is None and not session.zone


def _clock(sessions: Iterable[SourceSession], zone: str) -> Iterator[Doubt]:
    """Wall times that the clock of their zone skips or shows twice."""
    for session in sessions:
        name = session.zone or zone
        start = session.start
        if start is None or start.tzinfo is not None or not zones.known(name):
            continue
        facts = {"time": start.strftime("%H:%M"), "zone": name}
        if zones.is_missing(start, name):
            yield Doubt(
                session.where,
                Said(
                    N_("The clock in %(zone)s skips %(time)s on this day. Look at the time."), facts
                ),
                session.key,
            )
        elif zones.is_ambiguous(start, name):
            yield Doubt(
                session.where,
                Said(
                    N_(
                        "The clock in %(zone)s shows %(time)s twice on this day. The first of the "
                        "two is taken."
                    ),
                    facts,
                ),
                session.key,
            )


def _nights(sessions: Iterable[SourceSession], zone: str) -> Iterator[Doubt]:
    for session in sessions:
        start = _wall(session, zone)
        if start is None:
            continue
        end = start + timedelta(minutes=session.minutes or 0)
        late = end.date() > start.date() and (end.hour, end.minute) != (0, 0)
        # What fills whole days, such as a deadline of midnight, is no night.
        whole_days = (start.hour, start.minute) == (0, 0) and (session.minutes or 0) >= _DAY
        if (start.hour < _MORNING or late) and not whole_days:
            yield Doubt(
                session.where,
                Said(N_("It is held at night, past midnight. Look at the day it belongs to.")),
                session.key,
            )


def _wall(session: SourceSession, zone: str) -> datetime | None:
    """What clocks on the spot show at the start; None where the source does not let one know."""
    start, name = session.start, session.zone or zone
    if start is None or start.tzinfo is None:
        return start
    if zones.known(name):
        return zones.local(start, name).replace(tzinfo=None)
    # An offset of its own is the clock on the spot; plain UTC may be any place's.
    return start.replace(tzinfo=None) if start.utcoffset() else None


def _overlaps(sessions: Iterable[SourceSession], names: Mapping[str, str]) -> Iterator[Doubt]:
    """Two sessions at one time in one room, told at the later one; one doubt for each session."""
    in_rooms: dict[tuple[str, str], list[SourceSession]] = {}
    for session in sessions:
        if session.start is not None and not session.is_cancelled:
            kind = session.zone if session.start.tzinfo is None else "aware"
            for room in session.rooms:
                in_rooms.setdefault((room, kind), []).append(session)
    told: set[int] = set()
    for (room, _), held in in_rooms.items():
        running: SourceSession | None = None
        for session in sorted(held, key=_begin):
            if running and _begin(session) < _end(running) and id(session) not in told:
                told.add(id(session))
                yield _overlap(session, running, names.get(room, room))
            if running is None or _end(session) > _end(running):
                running = session


def _overlap(session: SourceSession, other: SourceSession, room: str) -> Doubt:
    sentence = N_("Room “%(room)s” also holds “%(title)s” at this time.")
    title = next(iter(other.title.values()), "")
    return Doubt(
        session.where,
        Said(sentence, {"room": places.shown(room), "title": places.shown(title)}),
        session.key,
    )


def _begin(session: SourceSession) -> datetime:
    return session.start or datetime.min  # noqa: DTZ901 - only asked where there is a start


def _end(session: SourceSession) -> datetime:
    return _begin(session) + timedelta(
        minutes=_HOUR if session.minutes is None else session.minutes
    )


def _out_of_order(sessions: Iterable[SourceSession]) -> Iterator[Doubt]:
    """The first session that begins before the one above it; one doubt for the whole source."""
    placed = [s for s in sessions if s.start is not None]
    for above, session in pairwise(placed):
        both = _begin(above).tzinfo is None, _begin(session).tzinfo is None
        if both[0] == both[1] and _begin(session) < _begin(above):
            yield Doubt(
                session.where,
                Said(
                    N_(
                        "From here on the sessions do not stand in the order of their times. "
                        "They are sorted by time."
                    )
                ),
                session.key,
            )
            return
