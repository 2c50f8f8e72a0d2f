"""Whom a new version concerns: the change since people were last told, and each reader's share."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import TypeVar

from eventsite.agenda import changes
from eventsite.agenda.changes import Change, Kind, People
from eventsite.agenda.releases import (
    ReleasedAgenda,
    ReleasedPerson,
    ReleasedRoom,
    ReleasedSession,
    ReleasedSpeaker,
)

T = TypeVar("T")

#: Changes that are no session's own. They are told to followers, and in passing to others; on
#: their own they are no reason to write to those who speak or starred.
_IN_PASSING = frozenset({Kind.SPEAKER, Kind.ROOM_FACTS, Kind.TRACK_FACTS})


@dataclass(frozen=True, slots=True)
class Wish:
    """Which sessions a follower wants to hear of; both empty means all."""

    tracks: frozenset[int] = frozenset()
    languages: frozenset[str] = frozenset()

    def fits(self, session: ReleasedSession) -> bool:
        """Whether a session is in one of the tracks and in one of the languages."""
        heard = {*session.languages, *session.interpretation}
        in_track = not self.tracks or session.track in self.tracks
        return in_track and (not self.languages or bool(self.languages & heard))


@dataclass(frozen=True, slots=True)
class Key:
    """What a follower's own addresses are made of."""

    id: int
    generation: int
    created: datetime


@dataclass(frozen=True, slots=True)
class Reader:
    """One address, whatever it hears for: speaking in sessions, starring them, following."""

    address: str
    lang: str
    #: An IANA zone, or empty for the event's.
    zone: str = ""
    #: Codes of the speaker rows that are this reader, and of the sessions that they starred.
    speaks: frozenset[str] = frozenset()
    starred: frozenset[str] = frozenset()
    #: For followers.
    wish: Wish | None = None
    follower: Key | None = None


def merged(readers: Iterable[Reader]) -> list[Reader]:
    """Each address once; language and zone of the first row that gives them, by address."""
    found: dict[str, Reader] = {}
    for one in readers:
        key = one.address.casefold()
        if not key:
            continue
        other = found.get(key)
        found[key] = one if other is None else _both(other, one)
    return [found[key] for key in sorted(found)]


def _both(first: Reader, second: Reader) -> Reader:
    return replace(
        first,
        zone=first.zone or second.zone,
        speaks=first.speaks | second.speaks,
        starred=first.starred | second.starred,
        wish=first.wish or second.wish,
        follower=first.follower or second.follower,
    )


@dataclass(frozen=True, slots=True)
class State:
    """A programme as people know it."""

    agenda: ReleasedAgenda | None = None
    people: Mapping[str, ReleasedPerson] = field(default_factory=dict)


def known(base: State, lives: Iterable[tuple[State, Iterable[str]]]) -> State:
    """What people know: the version last told, and the sessions told of on the day since.

    `lives`: each version made on the day, oldest first, with the codes of its sessions.
    """
    for live, codes in lives:
        if live.agenda is None:
            continue
        sessions = {s.code: s for s in base.agenda.sessions} if base.agenda else {}
        for code in codes:
            session = live.agenda.find(code)
            if session is not None:
                sessions[code] = session
        # Rooms and speakers of the newer version too, for the sessions that now need them.
        agenda = replace(
            base.agenda or live.agenda,
            sessions=tuple(sorted(sessions.values(), key=lambda s: (s.start, s.code))),
            speakers=_joined(_speakers(base), _speakers(live), lambda one: one.code),
            rooms=_joined(_rooms(base), _rooms(live), lambda one: one.id),
        )
        base = State(agenda, {**live.people, **base.people})
    return base


def _speakers(state: State) -> tuple[ReleasedSpeaker, ...]:
    return state.agenda.speakers if state.agenda else ()


def _rooms(state: State) -> tuple[ReleasedRoom, ...]:
    return state.agenda.rooms if state.agenda else ()


def _joined(old: tuple[T, ...], new: tuple[T, ...], key: Callable[[T], object]) -> tuple[T, ...]:
    seen = {key(one) for one in old}
    return (*old, *(one for one in new if key(one) not in seen))


@dataclass(frozen=True)
class News:
    """What is new between two states, ready to be asked for many readers."""

    changes: tuple[Change, ...]
    #: The sessions that each change is about, in the same order; None means the whole programme.
    about: tuple[frozenset[str] | None, ...]
    #: Codes of sessions by speaker, before or after.
    held_by: Mapping[str, frozenset[str]]
    #: Each session before and after, as far as it was or is shown.
    shown: Mapping[str, tuple[ReleasedSession, ...]]

    def __bool__(self) -> bool:
        return bool(self.changes)

    def sessions_of(self, reader: Reader) -> frozenset[str]:
        """The sessions that the reader speaks in or starred."""
        held = (self.held_by.get(code, frozenset()) for code in reader.speaks)
        return reader.starred.union(*held)

    def for_reader(self, reader: Reader) -> tuple[Change, ...]:
        """What the reader is told, in order; empty when nothing concerns them."""
        mine = self.sessions_of(reader)
        found = [
            change
            for change, about in zip(self.changes, self.about, strict=True)
            if self._concerns(change, about, mine, reader.wish)
        ]
        called = reader.wish is not None or any(c.kind not in _IN_PASSING for c in found)
        return tuple(found) if called else ()

    def _concerns(
        self,
        change: Change,
        about: frozenset[str] | None,
        mine: frozenset[str],
        wish: Wish | None,
    ) -> bool:
        if about is None:
            return bool(mine) or wish is not None
        if mine & about:
            return True
        if wish is None:
            return False
        if wish == Wish():
            return True
        return any(wish.fits(s) for code in about for s in self.shown.get(code, ()))


def news(before: State, after: State, only: Iterable[str] | None = None) -> News:
    """What changed between two states; with `only`, of these sessions alone."""
    if after.agenda is None:
        return News((), (), {}, {})
    found = changes.diff(before.agenda, after.agenda, before.people, after.people)
    if only is not None:
        codes = frozenset(only)
        found = tuple(c for c in found if c.key in codes and is_of_session(c))
    sessions = [*(before.agenda.shown if before.agenda else ()), *after.agenda.shown]
    shown: dict[str, tuple[ReleasedSession, ...]] = defaultdict(tuple)
    held_by: dict[str, frozenset[str]] = defaultdict(frozenset)
    for session in sessions:
        shown[session.code] += (session,)
        for voice in session.speakers:
            held_by[voice.code] |= {session.code}
    about = tuple(_about(change, sessions) for change in found)
    return News(found, about, held_by, shown)


def is_of_session(change: Change) -> bool:
    """Whether a change is a session's own, so that its key is a session's code."""
    return change.kind not in _IN_PASSING and change.kind != Kind.DAYS


def _about(change: Change, sessions: Iterable[ReleasedSession]) -> frozenset[str] | None:
    """The sessions that a change is about; None for the whole programme."""
    if is_of_session(change):
        return frozenset({change.key})
    if change.kind == Kind.DAYS:
        return None
    key = change.key
    return frozenset(
        s.code
        for s in sessions
        if (change.kind == Kind.SPEAKER and key in {voice.code for voice in s.speakers})
        or (change.kind == Kind.ROOM_FACTS and key in {str(room) for room in s.rooms})
        or (change.kind == Kind.TRACK_FACTS and key == str(s.track))
    )


def people_of(before: State, after: State) -> People:
    """Names for what is told: those of today, and of people who are gone from the programme."""
    return {**before.people, **after.people}
