"""What a visitor sees change from one version of a programme to the next."""

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from eventsite.agenda.releases import (
    Localized,
    ReleasedAgenda,
    ReleasedPerson,
    ReleasedSession,
    dump,
)

People = Mapping[str, ReleasedPerson]


class Kind(StrEnum):
    """What changed; the words stand in `labels`."""

    NEW = "new"
    REMOVED = "removed"
    CANCELLED = "cancelled"
    RESTORED = "restored"
    MOVED = "moved"
    LENGTH = "length"
    ROOM = "room"
    ONLINE = "online"
    TITLE = "title"
    TEXT = "text"
    PEOPLE = "people"
    LANGUAGE = "language"
    KIND = "kind"
    TRACK = "track"
    PARTS = "parts"
    SPEAKER = "speaker"
    ROOM_FACTS = "room-facts"
    TRACK_FACTS = "track-facts"
    DAYS = "days"


@dataclass(frozen=True, slots=True)
class Change:
    """One public change; `key` is a session's or speaker's code, a room's or track's id."""

    kind: Kind
    key: str = ""
    title: Localized = field(default_factory=dict)
    before: str = ""
    after: str = ""

    def dump(self) -> dict[str, Any]:
        """As JSON-able value, for `Release.diff`."""
        return {
            "kind": self.kind.value,
            "key": self.key,
            "title": dict(self.title),
            "before": self.before,
            "after": self.after,
        }


def load(stored: Mapping[str, Any]) -> Change:
    """A change as `dump` wrote it."""
    return Change(
        Kind(stored["kind"]), stored["key"], stored["title"], stored["before"], stored["after"]
    )


#: What a visitor sees of a session, by the kind of change it counts as.
_SEEN: Mapping[Kind, Callable[[ReleasedSession], object]] = {
    Kind.MOVED: lambda s: (s.start, s.wall, s.fold, s.zone),
    Kind.LENGTH: lambda s: s.minutes,
    Kind.ROOM: lambda s: s.rooms,
    Kind.ONLINE: lambda s: s.online,
    Kind.TITLE: lambda s: dict(s.title),
    Kind.TEXT: lambda s: dict(s.abstract),
    Kind.PEOPLE: lambda s: [(v.code, v.role) for v in s.speakers],
    Kind.LANGUAGE: lambda s: (
        s.languages,
        s.interpretation,
        s.has_captions,
        s.has_sign_language,
    ),
    Kind.KIND: lambda s: s.kind,
    Kind.TRACK: lambda s: s.track,
    Kind.PARTS: lambda s: [(dict(p.title), p.minutes) for p in s.parts],
}


def diff(
    before: ReleasedAgenda | None,
    after: ReleasedAgenda,
    people_before: People,
    people_after: People,
) -> tuple[Change, ...]:
    """Every public change, those of sessions first and in order of time; empty when none."""
    before = before or ReleasedAgenda(after.zone, after.days)
    old = {s.code: s for s in before.shown}
    new = {s.code: s for s in after.shown}
    found = [
        change
        for session in sorted({**old, **new}.values(), key=lambda s: (s.start, s.code))
        for change in _of_session(before, after, old.get(session.code), new.get(session.code))
    ]
    found += of_speakers(before, after, people_before, people_after)
    found += of_places(before, after)
    if (before.zone, before.days) != (after.zone, after.days):
        found.append(Change(Kind.DAYS))
    return tuple(found)


def _of_session(
    before: ReleasedAgenda,
    after: ReleasedAgenda,
    old: ReleasedSession | None,
    new: ReleasedSession | None,
) -> Iterable[Change]:
    if new is None:
        if old is not None:
            yield Change(Kind.REMOVED, old.code, old.title, before=_when(old))
        return
    if old is None:
        yield Change(Kind.NEW, new.code, new.title, after=_when(new))
        return
    if old.state != new.state:
        kind = Kind.CANCELLED if new.state == "cancelled" else Kind.RESTORED
        yield Change(kind, new.code, new.title)
    for kind in changed(old, new):
        yield Change(kind, new.code, new.title, *_words(kind, before, after, old, new))


def changed(old: ReleasedSession, new: ReleasedSession) -> list[Kind]:
    """The kinds of change from one state of a session to another, but for its state."""
    return [kind for kind, seen in _SEEN.items() if seen(old) != seen(new)]


def _when(session: ReleasedSession) -> str:
    return session.wall.isoformat(" ", "minutes")


def _words(
    kind: Kind,
    before: ReleasedAgenda,
    after: ReleasedAgenda,
    old: ReleasedSession,
    new: ReleasedSession,
) -> tuple[str, str]:
    """Before and after where a line can hold them."""
    if kind == Kind.MOVED:
        return _when(old), _when(new)
    if kind == Kind.LENGTH:
        return str(old.minutes), str(new.minutes)
    if kind == Kind.ROOM:
        return _rooms(before, old), _rooms(after, new)
    if kind == Kind.ONLINE:
        return "", "online" if new.online else ""
    return "", ""


def _rooms(agenda: ReleasedAgenda, session: ReleasedSession) -> str:
    names = {room.id: next(iter(room.names.values()), "") for room in agenda.rooms}
    return ", ".join(names.get(room, "") for room in session.rooms)


def of_speakers(
    before: ReleasedAgenda, after: ReleasedAgenda, old_people: People, new_people: People
) -> Iterable[Change]:
    """Changed words of people who were and are in the programme; a new one counts by session."""
    old = {s.code: s for s in before.speakers}
    for speaker in after.speakers:
        if speaker.code not in old:
            continue
        was, is_now = old_people.get(speaker.code), new_people.get(speaker.code)
        if old[speaker.code] != speaker or _said(was) != _said(is_now):
            yield Change(Kind.SPEAKER, speaker.code)


def _said(person: ReleasedPerson | None) -> tuple[object, ...]:
    person = person or ReleasedPerson()
    return (
        person.honorific,
        person.name,
        person.role_title,
        dict(person.biography),
        person.photo,
    )


def of_places(before: ReleasedAgenda, after: ReleasedAgenda) -> Iterable[Change]:
    """Changed facts and order of rooms and tracks that were and are in the programme."""
    rooms = {room.id: room for room in before.rooms}
    for room in after.rooms:
        if room.id in rooms and rooms[room.id] != room:
            yield Change(Kind.ROOM_FACTS, str(room.id), room.names)
    tracks = {track.id: track for track in before.tracks}
    for track in after.tracks:
        if track.id in tracks and tracks[track.id] != track:
            yield Change(Kind.TRACK_FACTS, str(track.id), track.names)
    for kind, old, new in (
        (Kind.ROOM_FACTS, before.rooms, after.rooms),
        (Kind.TRACK_FACTS, before.tracks, after.tracks),
    ):
        if _order(old, new) != _order(new, old):
            yield Change(kind)


def _order(those: Iterable[Any], others: Iterable[Any]) -> list[int]:
    """The ids, in their order, that both have."""
    known = {other.id for other in others}
    return [one.id for one in those if one.id in known]


def fingerprint(agenda: ReleasedAgenda, people: People, number: int) -> str:
    """What a preview of the draft, made when `number` was the newest version, stands for."""
    said = {code: [str(fact) for fact in _said(person)] for code, person in people.items()}
    text = json.dumps([dump(agenda), said], sort_keys=True, ensure_ascii=False)
    return f"{number}-{hashlib.sha256(text.encode()).hexdigest()[:32]}"
