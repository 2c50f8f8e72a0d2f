"""The published programme as values: its days, rooms, tracks, people and sessions."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import NamedTuple

from eventsite.agenda import times

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
    #: Order of protocol: 1 comes first, 0 after all who have a rank.
    precedence: int = 0


@dataclass(frozen=True, slots=True)
class Voice:
    """A speaker in a session."""

    code: str
    role: str
    organisation: Localized
    country: str
    #: Did not come, told on the day.
    absent: bool = False


@dataclass(frozen=True, slots=True)
class Item:
    """A part of a session."""

    title: Localized
    minutes: int
    #: Codes of those who present it, in order.
    presenters: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Material:
    """The newest version of a paper, a set of slides or a link of a session.

    `publish` says from which moment visitors may have it: `before`, `at-start` or `after`.
    """

    code: str
    kind: str
    title: Localized
    lang: str
    publish: str
    #: 1, 2, 3…
    number: int
    #: A web address, or empty for a file.
    url: str = ""
    #: The code of the file, its media type and its size in bytes.
    file: str = ""
    media_type: str = ""
    size: int = 0
    #: The code of the speaker whose it is, or empty.
    speaker: str = ""

    def opens(self, start: datetime, end: datetime) -> datetime | None:
        """From when visitors may have it; None when it is open from the beginning."""
        return {"at-start": start, "after": end}.get(self.publish)


@dataclass(frozen=True, slots=True)
class Way:
    """A way to join a session from afar; its address never stands in a release."""

    kind: str
    lang: str = ""
    #: What a connection needs, in kbit/s; 0 when it does not matter.
    kbits: int = 0
    label: Localized = field(default_factory=dict)


class Facets(NamedTuple):
    """What a session can be chosen by, each as texts: ids of tracks and rooms, codes, a day."""

    track: tuple[str, ...] = ()
    kind: tuple[str, ...] = ()
    room: tuple[str, ...] = ()
    #: Spoken or interpreted into.
    language: tuple[str, ...] = ()
    #: A study group.
    group: tuple[str, ...] = ()
    day: tuple[str, ...] = ()
    #: Codes of speakers and of those who present an item.
    person: tuple[str, ...] = ()


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
    materials: tuple[Material, ...] = ()
    #: Web addresses, or empty.
    recording: str = ""
    transcript: str = ""
    #: What came out of it, Markdown.
    outcome: Localized = field(default_factory=dict)
    #: Codes of `reference.lists`: clauses of Resolution 105, goals, groups, names of work items.
    clauses: tuple[str, ...] = ()
    sdgs: tuple[int, ...] = ()
    study_groups: tuple[str, ...] = ()
    work_items: tuple[str, ...] = ()
    #: Minutes it begins later than announced; `start` counts them in already.
    late: int = 0
    ways: tuple[Way, ...] = ()
    #: What it could be chosen by in earlier versions, oldest first, each until it became another:
    #: a feed of one track goes on telling that a session left it.
    former: tuple[Facets, ...] = ()

    @property
    def is_shown(self) -> bool:
        """Whether visitors see it in the programme."""
        return self.state != "gone"

    @property
    def minutes(self) -> int:
        """How long it lasts."""
        return int((self.end - self.start).total_seconds()) // 60

    @property
    def people(self) -> frozenset[str]:
        """The codes of everybody in it: who speaks, and who presents an item."""
        presenters = (code for part in self.parts for code in part.presenters)
        return frozenset((*(voice.code for voice in self.speakers), *presenters))

    def find_material(self, code: str) -> Material | None:
        """The material with this code."""
        return next((m for m in self.materials if m.code == code), None)


@dataclass(frozen=True, slots=True)
class ReleasedPerson:
    """A speaker's own words, from the side rows of a release."""

    honorific: str = ""
    name: str = ""
    role_title: str = ""
    biography: Localized = field(default_factory=dict)
    photo: str = ""
    redacted: datetime | None = None

    @property
    def is_erased(self) -> bool:
        """Whether all is blanked, not photo and biography alone; materials go with the person."""
        return self.redacted is not None and not (self.name or self.role_title)


@dataclass(frozen=True, slots=True)
class ReleasedAgenda:
    """A whole programme, without people's names; sessions in order of time."""

    zone: str
    days: tuple[ReleasedDay, ...] = ()
    rooms: tuple[ReleasedRoom, ...] = ()
    tracks: tuple[ReleasedTrack, ...] = ()
    speakers: tuple[ReleasedSpeaker, ...] = ()
    sessions: tuple[ReleasedSession, ...] = ()
    #: What sessions could once be chosen by and no longer can: name of a facet, value, and its
    #: last words where it had some. A feed that somebody follows goes on answering.
    retired: Mapping[str, Mapping[str, Localized]] = field(default_factory=dict)

    @property
    def shown(self) -> tuple[ReleasedSession, ...]:
        """The sessions that visitors see."""
        return tuple(s for s in self.sessions if s.is_shown)

    def called_off(self) -> "ReleasedAgenda":
        """The same for an event that does not take place: none of its sessions does."""
        sessions = (
            replace(one, state="cancelled") if one.state == "scheduled" else one
            for one in self.sessions
        )
        return replace(self, sessions=tuple(sessions))

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

    @property
    def dates(self) -> tuple[date, ...]:
        """The programme's days: those of the event and those on which something takes place."""
        known = {hours.day for hours in self.hours}
        return tuple(sorted(known | {self.day_of(s) for s in self.shown}))

    def on(self, day: date) -> tuple[ReleasedSession, ...]:
        """What visitors see of a day, in order of time and then of rooms."""
        place = {room.id: number for number, room in enumerate(self.rooms)}
        last = len(place)
        return tuple(
            sorted(
                (s for s in self.shown if self.day_of(s) == day),
                key=lambda s: (s.start, min((place.get(r, last) for r in s.rooms), default=last)),
            )
        )
