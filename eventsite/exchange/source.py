"""A programme as some other tool wrote it: plain values, with every doubt and where it stands."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from eventsite.core.sheets.source import Said

Localized = Mapping[str, str]


class Format(StrEnum):
    """What a file is; the readers in `reading` carry these names."""

    CSV = "csv"
    XLSX = "xlsx"
    DOCX = "docx"
    ICAL = "ical"
    FRAB_XML = "frab-xml"
    FRAB_JSON = "frab-json"
    PRETALX = "pretalx"
    INDICO = "indico"
    SESSIONIZE = "sessionize"


@dataclass(frozen=True, slots=True)
class Doubt:
    """Something a person should look at before it is taken in; it never stops an import."""

    #: Where in the source: "Row 12", "Line 340", "Event 17", "Table 2, row 4".
    where: Said
    what: Said
    #: The `key` of the session it is about, or empty when it is about the whole source.
    session: str = ""
    #: Which of several files joined it stands in, counted from 1; 0: there is only one.
    file: int = 0


@dataclass(frozen=True, slots=True)
class SourceRoom:
    """A room by the name that sessions use for it."""

    key: str
    names: Localized
    capacity: int | None = None


@dataclass(frozen=True, slots=True)
class SourceTrack:
    """A track by the name that sessions use for it; `hue` is one of `core.look.HUES` or empty."""

    key: str
    names: Localized
    hue: str = ""


@dataclass(frozen=True, slots=True)
class SourcePerson:
    """Somebody in the programme."""

    #: The source's own id of the person, else the name folded; unique in the source.
    key: str
    name: str
    honorific: str = ""
    role_title: str = ""
    organisation: str = ""
    #: ISO 3166-1 alpha-2, or empty.
    country: str = ""
    email: str = ""
    biography: Localized = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class SourceVoice:
    """That a person takes part in a session; `role` is a value of `agenda.SpeakerRole`."""

    person: str
    role: str = "speaker"


@dataclass(frozen=True, slots=True)
class SourceLink:
    """An attachment or link of a session."""

    title: str
    url: str


@dataclass(frozen=True, slots=True)
class SourcePart:
    """An item inside a session, such as one presentation of a panel; in the order of the source."""

    title: Localized
    #: 0 where the source does not say.
    minutes: int = 0
    #: The keys of those who present it; each is among the `voices` of the session too.
    people: tuple[str, ...] = ()
    #: The source's own id of it, or empty: another file of the event may list it as a session.
    key: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceSession:
    """One session of the source, in the order of the source."""

    #: Identity within the source: guid, UID or the id column; else made by the reader from what
    #: is least likely to change (title and, where that is not unique, its number), with a doubt.
    key: str
    where: Said
    title: Localized
    abstract: Localized = field(default_factory=dict)
    #: A value of `agenda.SessionKind` that the reader recognised, or empty.
    kind: str = ""
    #: The key of its track, or empty.
    track: str = ""
    #: The keys of its rooms.
    rooms: tuple[str, ...] = ()
    #: Aware: the instant is known. Naive: the wall time in `zone`; None: not placed.
    start: datetime | None = None
    #: IANA zone of a naive start; empty means floating: the person is asked, the event's zone
    #: is proposed.
    zone: str = ""
    #: None when the source does not say: then the draft's (or an hour) is kept.
    minutes: int | None = None
    is_cancelled: bool = False
    #: None where the source does not say.
    online: bool | None = None
    #: Codes of `core.i18n` languages or other BCP 47 primary tags.
    languages: tuple[str, ...] = ()
    voices: tuple[SourceVoice, ...] = ()
    parts: tuple[SourcePart, ...] = ()
    links: tuple[SourceLink, ...] = ()
    recording: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A whole programme as read; values only, nothing decided about the draft yet."""

    format: Format
    #: What the source calls its event, and its identity (acronym, id, PRODID + name), or empty.
    title: str = ""
    identity: str = ""
    #: IANA zone that the source states for the whole, or empty.
    zone: str = ""
    days: tuple[date, ...] = ()
    rooms: tuple[SourceRoom, ...] = ()
    tracks: tuple[SourceTrack, ...] = ()
    people: tuple[SourcePerson, ...] = ()
    sessions: tuple[SourceSession, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    #: Which fields the source speaks of at all (`"abstract"`, `"voices"`…): others of a session
    #: that is there already are left as they are.
    fields: frozenset[str] = frozenset()
