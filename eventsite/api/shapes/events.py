"""Answers about events, their series, deadlines and public figures."""

from datetime import date, datetime

from pydantic import Field

from eventsite.api.shapes.frame import (
    Country,
    Instant,
    Languages,
    Markdown,
    Part,
    Shape,
    Slug,
    Texts,
    Url,
    Wall,
    Zone,
)
from eventsite.events.models import EventKind, EventState, Mode


class Day(Shape):
    """One day of an event with its hours; they are null while they are not known."""

    day: date = Field(examples=["2027-06-08"])
    starts: Instant | None
    ends: Instant | None = Field(examples=["2027-06-08T17:30:00+02:00"])
    local_starts: Wall | None
    local_ends: Wall | None = Field(examples=["2027-06-08T17:30"])
    label: Texts = Field(examples=[{"en": "Standards"}])


class EventLine(Shape):
    """An event as lists have it."""

    slug: Slug
    kind: EventKind = Field(examples=["forum"])
    state: EventState = Field(
        description="`published`, `cancelled`, or `archived` when it is over and closed.",
        examples=["published"],
    )
    is_demo: bool = Field(description="An invented event with invented people.", examples=[False])
    title: Texts = Field(examples=[{"en": "Forum on the metaverse"}])
    summary: Texts = Field(examples=[{"en": "Two days on standards."}])
    mode: Mode = Field(examples=["hybrid"])
    zone: Zone
    first_day: date | None = Field(examples=["2027-06-08"])
    last_day: date | None = Field(examples=["2027-06-09"])
    dates_confirmed: bool = Field(description="False for a save-the-date.", examples=[True])
    days: list[Day]
    venue: Texts = Field(examples=[{"en": "ITU Popov room"}])
    city: Texts = Field(examples=[{"en": "Geneva", "fr": "Genève"}])
    country: Country
    languages: Languages
    has_captions: bool = Field(examples=[True])
    has_sign_language: bool = Field(examples=[False])
    series: str | None = Field(description="The slug of its series.", examples=["forums"])
    initiative: str | None = Field(description="The slug of its initiative.", examples=[None])
    release: int | None = Field(
        description="The number of the newest version of its programme, null before the first.",
        examples=[3],
    )
    revised: datetime = Field(
        description="The last change of what stands here.", examples=["2027-03-01T12:00:00Z"]
    )
    url: Url
    calendar_url: Url


class Event(EventLine):
    """An event with its long texts."""

    body: str | None = Field(description="For a meeting, whose it is.", examples=[None])
    description: Markdown
    practical: Markdown
    outcome: Markdown
    cancel_note: Markdown
    address: str | None = Field(examples=["Place des Nations, 1211 Geneva 20"])
    website: str | None = Field(
        description="Its page on another site.", examples=["https://www.itu.int/metaverse"]
    )
    clauses: list[str] = Field(
        description="Codes of clauses of ITU Plenipotentiary Resolution 105.", examples=[["ITD-6"]]
    )
    sdgs: list[int] = Field(description="Sustainable Development Goals.", examples=[[9, 11]])
    sectors: list[str] = Field(examples=[["ITU-T"]])


class EventPart(Part):
    """Events by first day; those without one come last."""

    items: list[EventLine]


class Deadline(Shape):
    """Something that has to be done by an instant."""

    uid: str = Field(description="Its lasting identity.", examples=["aV9s0b2c"])
    kind: str = Field(
        description="`registration`, `captions`, `interpretation`, `fellowship`, `visa`, `call`, "
        "`other` or a kind that is added later.",
        examples=["registration"],
    )
    label: Texts = Field(examples=[{"en": "Register by this day"}])
    at: Instant
    local_at: Wall
    zone: Zone
    revised: datetime = Field(examples=["2027-03-01T12:00:00Z"])


class DeadlinePart(Part):
    """The deadlines of an event in order of time."""

    items: list[Deadline]


class Series(Shape):
    """Editions that belong together."""

    slug: Slug
    title: Texts = Field(examples=[{"en": "Forums on the metaverse"}])
    description: Markdown
    events: int = Field(description="How many public events it has.", examples=[4])
    url: Url
    calendar_url: Url


class SeriesPart(Part):
    """Series with a public event, by slug."""

    items: list[Series]


class Figures(Shape):
    """The figures that the event's own page shows; nobody can be counted in or out of them."""

    registered_at_least: int | None = Field(
        description="Confirmed registrations, rounded down to tens; null for fewer than ten.",
        examples=[120],
    )
    countries: int | None = Field(
        description="From how many countries; null for fewer than ten registrations.", examples=[31]
    )
