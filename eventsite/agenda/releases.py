"""The published programme as a value: written to JSON, read from JSON of any version."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any

from eventsite.agenda import times

#: The shape that `dump` writes; `UPGRADES` lead every older one to it.
SCHEMA_VERSION = 1

Localized = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class ReleasedDay:
    """A day of the programme with its wall hours."""

    hours: times.Hours
    label: Localized


@dataclass(frozen=True, slots=True)
class ReleasedRoom:
    """A room in which something takes place."""

    id: int
    names: Localized
    capacity: int | None
    note: Localized
    is_online: bool


@dataclass(frozen=True, slots=True)
class ReleasedTrack:
    """A line of sessions with its hue."""

    id: int
    names: Localized
    hue: str


@dataclass(frozen=True, slots=True)
class ReleasedSpeaker:
    """What stays of a speaker when the person is erased; names stand in the side rows."""

    code: str
    organisation: Localized
    #: ISO 3166-1 alpha-2, or empty.
    country: str


@dataclass(frozen=True, slots=True)
class Voice:
    """A speaker in a session."""

    code: str
    role: str
    organisation: Localized
    country: str


@dataclass(frozen=True, slots=True)
class Item:
    """A part of a session."""

    title: Localized
    minutes: int


@dataclass(frozen=True, slots=True)
class ReleasedSession:
    """One session as published; `state` is scheduled, cancelled or gone (kept for feeds only)."""

    code: str
    uid: str
    state: str
    title: Localized
    abstract: Localized
    kind: str
    track: int | None
    start: datetime
    end: datetime
    #: Naive wall time of the start in `zone`, with its fold.
    wall: datetime
    fold: int
    zone: str
    rooms: tuple[int, ...]
    online: bool
    languages: tuple[str, ...]
    interpretation: tuple[str, ...]
    has_captions: bool
    has_sign_language: bool
    parts: tuple[Item, ...] = ()
    speakers: tuple[Voice, ...] = ()
    #: RFC 5545 §3.8.7.4, and the instant of §3.8.7.3.
    sequence: int = 0
    revised: datetime = times.NEVER

    @property
    def is_shown(self) -> bool:
        """Whether visitors see it in the programme."""
        return self.state != "gone"

    @property
    def minutes(self) -> int:
        """How long it lasts."""
        return int((self.end - self.start).total_seconds()) // 60


@dataclass(frozen=True, slots=True)
class ReleasedPerson:
    """A speaker's own words, from the side rows of a release."""

    honorific: str = ""
    name: str = ""
    role_title: str = ""
    biography: Localized = field(default_factory=dict)
    photo: str = ""
    redacted: datetime | None = None


@dataclass(frozen=True, slots=True)
class ReleasedAgenda:
    """A whole programme, without people's names; sessions in order of time."""

    zone: str
    days: tuple[ReleasedDay, ...] = ()
    rooms: tuple[ReleasedRoom, ...] = ()
    tracks: tuple[ReleasedTrack, ...] = ()
    speakers: tuple[ReleasedSpeaker, ...] = ()
    sessions: tuple[ReleasedSession, ...] = ()

    @property
    def shown(self) -> tuple[ReleasedSession, ...]:
        """The sessions that visitors see."""
        return tuple(s for s in self.sessions if s.is_shown)

    def find(self, code: str) -> ReleasedSession | None:
        """The session with this code, also one that is gone."""
        return next((s for s in self.sessions if s.code == code), None)

    @property
    def hours(self) -> tuple[times.Hours, ...]:
        """The days and their hours."""
        return tuple(day.hours for day in self.days)

    def day_of(self, session: ReleasedSession) -> date:
        """The day of the programme under which a session stands."""
        return times.programme_day(session.wall, self.hours)


def dump(agenda: ReleasedAgenda) -> dict[str, Any]:
    """The agenda as JSON-able content of `SCHEMA_VERSION`."""
    return {
        "schema": SCHEMA_VERSION,
        "zone": agenda.zone,
        "days": [_dump_day(day) for day in agenda.days],
        "rooms": [
            {
                "id": room.id,
                "names": dict(room.names),
                "capacity": room.capacity,
                "note": dict(room.note),
                "online": room.is_online,
            }
            for room in agenda.rooms
        ],
        "tracks": [{"id": t.id, "names": dict(t.names), "hue": t.hue} for t in agenda.tracks],
        "speakers": [
            {"code": s.code, "organisation": dict(s.organisation), "country": s.country}
            for s in agenda.speakers
        ],
        "sessions": [_dump_session(session) for session in agenda.sessions],
    }


def _dump_day(day: ReleasedDay) -> dict[str, Any]:
    hours = day.hours
    return {
        "day": hours.day.isoformat(),
        "starts": hours.starts.isoformat("minutes") if hours.starts else None,
        "ends": hours.ends.isoformat("minutes") if hours.ends else None,
        "label": dict(day.label),
    }


def _dump_session(session: ReleasedSession) -> dict[str, Any]:
    return {
        "code": session.code,
        "uid": session.uid,
        "sequence": session.sequence,
        "revised": session.revised.isoformat(),
        "state": session.state,
        "title": dict(session.title),
        "abstract": dict(session.abstract),
        "kind": session.kind,
        "track": session.track,
        "start": session.start.isoformat(),
        "end": session.end.isoformat(),
        "wall": session.wall.isoformat(timespec="minutes"),
        "fold": session.fold,
        "zone": session.zone,
        "rooms": list(session.rooms),
        "online": session.online,
        "languages": list(session.languages),
        "interpretation": list(session.interpretation),
        "captions": session.has_captions,
        "sign_language": session.has_sign_language,
        "parts": [{"title": dict(p.title), "minutes": p.minutes} for p in session.parts],
        "speakers": [{"code": v.code, "role": v.role} for v in session.speakers],
    }


def read(content: Mapping[str, Any]) -> ReleasedAgenda:
    """The agenda in stored content of any schema version; raises ValueError for an unknown one."""
    content = upgrade(dict(content))
    known = {
        s["code"]: ReleasedSpeaker(s["code"], s["organisation"], s["country"])
        for s in content["speakers"]
    }
    return ReleasedAgenda(
        zone=content["zone"],
        days=tuple(_read_day(day) for day in content["days"]),
        rooms=tuple(
            ReleasedRoom(r["id"], r["names"], r["capacity"], r["note"], r["online"])
            for r in content["rooms"]
        ),
        tracks=tuple(ReleasedTrack(t["id"], t["names"], t["hue"]) for t in content["tracks"]),
        speakers=tuple(known.values()),
        sessions=tuple(_read_session(s, known) for s in content["sessions"]),
    )


def _read_day(day: Mapping[str, Any]) -> ReleasedDay:
    return ReleasedDay(
        times.Hours(
            date.fromisoformat(day["day"]),
            time.fromisoformat(day["starts"]) if day["starts"] else None,
            time.fromisoformat(day["ends"]) if day["ends"] else None,
        ),
        day["label"],
    )


def _read_session(
    stored: Mapping[str, Any], known: Mapping[str, ReleasedSpeaker]
) -> ReleasedSession:
    return ReleasedSession(
        code=stored["code"],
        uid=stored["uid"],
        state=stored["state"],
        title=stored["title"],
        abstract=stored["abstract"],
        kind=stored["kind"],
        track=stored["track"],
        start=datetime.fromisoformat(stored["start"]),
        end=datetime.fromisoformat(stored["end"]),
        wall=datetime.fromisoformat(stored["wall"]),
        fold=stored["fold"],
        zone=stored["zone"],
        rooms=tuple(stored["rooms"]),
        online=stored["online"],
        languages=tuple(stored["languages"]),
        interpretation=tuple(stored["interpretation"]),
        has_captions=stored["captions"],
        has_sign_language=stored["sign_language"],
        parts=tuple(Item(p["title"], p["minutes"]) for p in stored["parts"]),
        speakers=tuple(
            Voice(v["code"], v["role"], known[v["code"]].organisation, known[v["code"]].country)
            for v in stored["speakers"]
        ),
        sequence=stored["sequence"],
        revised=datetime.fromisoformat(stored["revised"]),
    )


#: From a schema version to the function that leads its content to the next one.
UPGRADES: Mapping[int, Callable[[dict[str, Any]], dict[str, Any]]] = {}


def upgrade(
    content: dict[str, Any],
    upgrades: Mapping[int, Callable[[dict[str, Any]], dict[str, Any]]] = UPGRADES,
    newest: int = SCHEMA_VERSION,
) -> dict[str, Any]:
    """Content of any known version in the newest shape; raises ValueError for one from ahead."""
    while content.get("schema") != newest:
        version: object = content.get("schema")
        if not isinstance(version, int) or version not in upgrades:
            raise ValueError(f"No programme is stored as version {version!r}.")
        content = upgrades[version](content)
    return content
