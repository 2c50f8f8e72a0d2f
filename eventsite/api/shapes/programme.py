"""Answers about a published programme: version, sessions, speakers, rooms, tracks."""

from datetime import date, datetime
from typing import Literal

from pydantic import Field

from eventsite.agenda.models import MaterialKind, SessionKind, SpeakerRole
from eventsite.api.shapes.frame import (
    Code,
    Country,
    Instant,
    Languages,
    Markdown,
    Part,
    Shape,
    Texts,
    Url,
    Wall,
    Zone,
)


class ProgrammePart(Part):
    """A part of a list out of one version of a programme."""

    release: int | None = Field(
        description="The number of the version, null while no programme is published. "
        "When it changes on the way through a list, begin again.",
        examples=[3],
    )


class Release(Shape):
    """The newest version of a programme."""

    number: int = Field(description="1, 2, 3…", examples=[3])
    published: datetime = Field(examples=["2027-05-20T15:04:05Z"])
    note: Texts = Field(examples=[{"en": "Two talks changed places."}])
    url: Url
    changes_url: Url


class Room(Shape):
    """A room."""

    id: int = Field(description="Its lasting number.", examples=[7])
    position: int = Field(description="Its place in the programme: 1, 2, 3…", examples=[1])
    name: Texts = Field(examples=[{"en": "Popov room"}])
    capacity: int | None = Field(description="Seats, where it is known.", examples=[240])
    note: Texts = Field(examples=[{"en": "First floor"}])
    is_online: bool = Field(examples=[False])


class RoomPart(ProgrammePart):
    """Rooms by number."""

    items: list[Room]


class Track(Shape):
    """A line of sessions."""

    id: int = Field(description="Its lasting number.", examples=[4])
    position: int = Field(description="Its place in the programme: 1, 2, 3…", examples=[1])
    name: Texts = Field(examples=[{"en": "Trust and identity"}])


class TrackPart(ProgrammePart):
    """Tracks by number."""

    items: list[Track]


class Voice(Shape):
    """Somebody in a session."""

    code: Code
    role: SpeakerRole = Field(examples=["moderator"])
    name: str | None = Field(
        description="Null when there is no name, or it was erased.", examples=["Litia Tuiloma"]
    )
    role_title: str | None = Field(examples=["Director of Digital Services"])
    organisation: Texts = Field(examples=[{"en": "Example University"}])
    country: Country
    is_absent: bool = Field(description="Could not come, told on the day.", examples=[False])


class Item(Shape):
    """A part of a session."""

    title: Texts
    minutes: int = Field(examples=[20])
    presenters: list[str] = Field(description="Codes of speakers.", examples=[["K7QWXN4"]])


class Material(Shape):
    """A paper, a set of slides or a link; its address is null until its moment has come."""

    code: Code
    kind: MaterialKind = Field(examples=["slides"])
    title: Texts
    language: str | None = Field(examples=["en"])
    opens: Instant | None = Field(
        description="From when it can be had; null for always.",
        examples=["2027-06-08T10:30:00+02:00"],
    )
    url: str | None = Field(examples=["https://example.org/slides.pdf"])
    media_type: str | None = Field(description="Of a file.", examples=["application/pdf"])
    size: int | None = Field(description="Bytes of a file.", examples=[182044])
    version: int = Field(description="1, 2, 3…", examples=[1])
    speaker: str | None = Field(description="The code of whose it is.", examples=["K7QWXN4"])


class Session(Shape):
    """One session as published."""

    code: Code
    uid: str = Field(
        description="Its identity in calendar feeds (RFC 5545).", examples=["3fKp0b7s@example.org"]
    )
    sequence: int = Field(description="Rises with each published change.", examples=[2])
    revised: datetime = Field(
        description="The last published change.", examples=["2027-05-20T15:04:05Z"]
    )
    state: Literal["scheduled", "cancelled"] = Field(examples=["scheduled"])
    kind: SessionKind = Field(examples=["panel"])
    title: Texts
    abstract: Markdown
    day: date = Field(
        description="The day of the programme; a night past midnight belongs to the day before.",
        examples=["2027-06-08"],
    )
    start: Instant
    end: Instant = Field(examples=["2027-06-08T10:30:00+02:00"])
    local_start: Wall
    local_end: Wall = Field(examples=["2027-06-08T10:30"])
    zone: Zone
    minutes: int = Field(examples=[60])
    late: int = Field(
        description="Minutes it begins later than announced; `start` counts them in.", examples=[0]
    )
    rooms: list[int] = Field(description="Numbers of rooms.", examples=[[7]])
    is_online: bool = Field(description="Whether it can be followed online.", examples=[True])
    track: int | None = Field(description="The number of its track.", examples=[4])
    languages: Languages
    interpretation: Languages
    has_captions: bool = Field(examples=[True])
    has_sign_language: bool = Field(examples=[False])
    speakers: list[Voice]
    parts: list[Item]
    materials: list[Material]
    recording: str | None = Field(examples=[None])
    transcript: str | None = Field(examples=[None])
    outcome: Markdown
    clauses: list[str] = Field(examples=[["ITD-6"]])
    sdgs: list[int] = Field(examples=[[9]])
    study_groups: list[str] = Field(examples=[["SG20"]])
    work_items: list[str] = Field(examples=[[]])
    url: Url
    calendar_url: Url


class SessionPart(ProgrammePart):
    """Sessions in order of time, cancelled ones too."""

    items: list[Session]


class Speaker(Shape):
    """Somebody in the programme, in their own words."""

    code: Code
    honorific: str | None = Field(examples=["Ms"])
    name: str | None = Field(
        description="Null when there is no name, or it was erased.", examples=["Litia Tuiloma"]
    )
    role_title: str | None = Field(examples=["Director of Digital Services"])
    organisation: Texts = Field(examples=[{"en": "Example University"}])
    country: Country
    biography: Markdown
    photo_url: str | None = Field(examples=["https://example.org/photo"])
    sessions: list[str] = Field(description="Codes of sessions.", examples=[["M4T9KXE"]])
    url: Url


class SpeakerPart(ProgrammePart):
    """Speakers, first those with a rank of protocol, then by code."""

    items: list[Speaker]
