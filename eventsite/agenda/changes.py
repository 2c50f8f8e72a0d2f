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
    MATERIALS = "materials"
    RECORDING = "recording"
    TRANSCRIPT = "transcript"
    OUTCOME = "outcome"
    TOPICS = "topics"
    WAYS = "ways"
    LATE = "late"
    ABSENT = "absent"
    SPEAKER = "speaker"
    ROOM_FACTS = "room-facts"
    TRACK_FACTS = "track-facts"
    DAYS = "days"


@dataclass(frozen=True, slots=True)
class Change:
    """One public change; `key` is a session's or speaker's code, a room's or track's id.

    `before` and `after` are facts for `telling`, JSON-able, None where there is nothing to tell;
    people stand in them by code only, so that erasing somebody leaves no name behind.
    """

    kind: Kind
    key: str = ""
    title: Localized = field(default_factory=dict)
    before: Any = None
    after: Any = None

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
    """A change as `dump` wrote it, also in its first shape, whose facts were texts."""
    kind, before, after = Kind(stored["kind"]), stored["before"], stored["after"]
    if isinstance(before, str) and isinstance(after, str):
        before, after = (
            _FIRST_SHAPE.get(kind, _nothing)(before),
            _FIRST_SHAPE.get(kind, _nothing)(after),
        )
    return Change(kind, stored["key"], stored["title"], before, after)


def _nothing(_text: str) -> None:
    return None


def _wall(text: str) -> dict[str, str] | None:
    return {"wall": text} if text else None


#: How the texts of the first shape are read, by kind.
_FIRST_SHAPE: Mapping[Kind, Callable[[str], Any]] = {
    Kind.NEW: _wall,
    Kind.REMOVED: _wall,
    Kind.MOVED: _wall,
    Kind.LENGTH: int,
    Kind.ROOM: lambda text: [{"en": text}] if text else [],
    Kind.ONLINE: bool,
}


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
    Kind.PARTS: lambda s: [(dict(p.title), p.minutes, p.presenters) for p in s.parts],
    Kind.MATERIALS: lambda s: s.materials,
    Kind.RECORDING: lambda s: s.recording,
    Kind.TRANSCRIPT: lambda s: s.transcript,
    Kind.OUTCOME: lambda s: dict(s.outcome),
    Kind.TOPICS: lambda s: (s.clauses, s.sdgs, s.study_groups, s.work_items),
    Kind.WAYS: lambda s: s.ways,
    Kind.LATE: lambda s: s.late,
    Kind.ABSENT: lambda s: {v.code for v in s.speakers if v.absent},
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
            yield Change(Kind.REMOVED, old.code, old.title, before=place(before, old))
        return
    if old is None:
        yield Change(Kind.NEW, new.code, new.title, after=place(after, new))
        return
    if old.state != new.state:
        kind = Kind.CANCELLED if new.state == "cancelled" else Kind.RESTORED
        yield Change(kind, new.code, new.title, place(before, old), place(after, new))
    for kind in changed(old, new):
        told = _FACTS.get(kind, _none)
        yield Change(kind, new.code, new.title, told(before, old), told(after, new))


def changed(old: ReleasedSession, new: ReleasedSession) -> list[Kind]:
    """The kinds of change from one state of a session to another, but for its state."""
    return [kind for kind, seen in _SEEN.items() if seen(old) != seen(new)]


def place(agenda: ReleasedAgenda, session: ReleasedSession) -> dict[str, Any]:
    """When and where a session stands, as a fact."""
    return {
        "start": session.start.isoformat(),
        "end": session.end.isoformat(),
        "zone": session.zone,
        "rooms": _rooms(agenda, session),
        "online": session.online,
    }


def _rooms(agenda: ReleasedAgenda, session: ReleasedSession) -> list[dict[str, str]]:
    names = {room.id: dict(room.names) for room in agenda.rooms}
    return [names[room] for room in session.rooms if room in names]


def _track(agenda: ReleasedAgenda, session: ReleasedSession) -> dict[str, str] | None:
    found = next((track for track in agenda.tracks if track.id == session.track), None)
    return dict(found.names) if found else None


def _none(_agenda: ReleasedAgenda, _session: ReleasedSession) -> None:
    return None


#: What can be told of a session before and after, by the kind of change.
_FACTS: Mapping[Kind, Callable[[ReleasedAgenda, ReleasedSession], Any]] = {
    Kind.MOVED: place,
    Kind.LENGTH: lambda _a, s: s.minutes,
    Kind.ROOM: _rooms,
    Kind.ONLINE: lambda _a, s: s.online,
    Kind.TITLE: lambda _a, s: dict(s.title),
    Kind.TEXT: lambda _a, s: dict(s.abstract),
    Kind.PEOPLE: lambda _a, s: [[v.code, v.role] for v in s.speakers],
    Kind.LANGUAGE: lambda _a, s: {
        "floor": list(s.languages),
        "interpretation": list(s.interpretation),
        "captions": s.has_captions,
        "sign_language": s.has_sign_language,
    },
    Kind.KIND: lambda _a, s: s.kind,
    Kind.TRACK: _track,
    Kind.PARTS: lambda _a, s: [{"title": dict(p.title), "minutes": p.minutes} for p in s.parts],
    Kind.LATE: lambda _a, s: s.late,
    Kind.ABSENT: lambda _a, s: sorted({v.code for v in s.speakers if v.absent}),
}


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
