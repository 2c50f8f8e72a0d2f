"""The event and its parts: days, ways to join, co-organizers, key deadlines, documents."""

from datetime import date, datetime, time
from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from eventsite.core.db import Base, Versioned, enum_type
from eventsite.core.files import File
from eventsite.core.i18n import N_
from eventsite.events.models.series import Initiative, Series
from eventsite.people.models import EntityKind, Organisation


class EventKind(StrEnum):
    """What is held; labels in `KIND_LABELS`."""

    FORUM = "forum"
    WORKSHOP = "workshop"
    WEBINAR = "webinar"
    VIRTUAL_WORLDS_DAY = "virtual-worlds-day"
    THINKATHON = "think-a-thon"
    MEETING = "meeting"
    PARTNER = "partner"


class EventState(StrEnum):
    """draft → published → cancelled | archived; cancelled → archived; archived is read-only."""

    DRAFT = "draft"
    PUBLISHED = "published"
    CANCELLED = "cancelled"
    ARCHIVED = "archived"


class Mode(StrEnum):
    """How people can take part in an event."""

    IN_PERSON = "in-person"
    ONLINE = "online"
    HYBRID = "hybrid"


class JoinWayKind(StrEnum):
    """A way to join from afar; a virtual world is one of them."""

    PLATFORM = "platform"
    VIRTUAL_WORLD = "virtual-world"
    AUDIO = "audio"
    TELEPHONE = "telephone"
    CAPTIONS = "captions"
    SLIDES = "slides"
    TEST = "test"
    HELP = "help"


class CoOrganizerRole(StrEnum):
    """What a partner does."""

    ORGANIZER = "organizer"
    HOST = "host"
    PARTNER = "partner"
    SPONSOR = "sponsor"


KIND_LABELS = {
    EventKind.FORUM: N_("Forum"),
    EventKind.WORKSHOP: N_("Workshop"),
    EventKind.WEBINAR: N_("Webinar"),
    EventKind.VIRTUAL_WORLDS_DAY: N_("UN Virtual Worlds Day"),
    EventKind.THINKATHON: N_("UN Think-a-Thon"),
    EventKind.MEETING: N_("Meeting"),
    EventKind.PARTNER: N_("Partner event"),
}
#: Forums and workshops have a programme, meetings an agenda (a setting of the kind).
SAYS_AGENDA = frozenset({EventKind.MEETING})
MODE_LABELS = {
    Mode.IN_PERSON: N_("In person"),
    Mode.ONLINE: N_("Online"),
    Mode.HYBRID: N_("In person and online"),
}
JOIN_WAY_LABELS = {
    JoinWayKind.PLATFORM: N_("Meeting platform"),
    JoinWayKind.VIRTUAL_WORLD: N_("Virtual world"),
    JoinWayKind.AUDIO: N_("Audio only"),
    JoinWayKind.TELEPHONE: N_("Telephone"),
    JoinWayKind.CAPTIONS: N_("Caption text"),
    JoinWayKind.SLIDES: N_("Slides as pictures"),
    JoinWayKind.TEST: N_("Test your connection"),
    JoinWayKind.HELP: N_("Help on the day"),
}
ROLE_LABELS = {
    CoOrganizerRole.ORGANIZER: N_("Organizer"),
    CoOrganizerRole.HOST: N_("Host"),
    CoOrganizerRole.PARTNER: N_("Partner"),
    CoOrganizerRole.SPONSOR: N_("Sponsor"),
}
#: Every event must be found by these (state drawn here; see EventState).
NEXT_STATES = {
    EventState.DRAFT: frozenset({EventState.PUBLISHED}),
    EventState.PUBLISHED: frozenset({EventState.CANCELLED, EventState.ARCHIVED, EventState.DRAFT}),
    EventState.CANCELLED: frozenset({EventState.ARCHIVED}),
    EventState.ARCHIVED: frozenset(),
}


class Event(Versioned, Base):
    """One edition: a forum, a workshop, a Virtual Worlds Day, a Think-a-Thon, a meeting."""

    __tablename__ = "events"

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(sa.String(60), unique=True)
    series_id: Mapped[int | None] = mapped_column(
        sa.ForeignKey("series.id", ondelete="RESTRICT"), index=True
    )
    initiative_id: Mapped[int | None] = mapped_column(
        sa.ForeignKey("initiatives.id", ondelete="RESTRICT"), index=True
    )
    kind: Mapped[EventKind] = mapped_column(enum_type(EventKind), index=True)
    state: Mapped[EventState] = mapped_column(
        enum_type(EventState), default=EventState.DRAFT, index=True
    )
    #: For a meeting, whose it is: `JCA-MV`, `Study Group 20`, `FG-MV`; a name, so not translated.
    body: Mapped[str] = mapped_column(sa.String(60), default="")
    title: Mapped[dict[str, str]] = mapped_column(sa.JSON)
    #: One or two sentences, plain text.
    summary: Mapped[dict[str, str]] = mapped_column(sa.JSON, default=dict)
    #: Markdown.
    description: Mapped[dict[str, str]] = mapped_column(sa.JSON, default=dict)
    #: Markdown, written when the event is over: what came of it.
    outcome: Mapped[dict[str, str]] = mapped_column(sa.JSON, default=dict)
    #: The languages the event's own texts are written in, first the main one.
    text_langs: Mapped[list[str]] = mapped_column(sa.JSON, default=lambda: ["en"])
    #: Floor and interpretation languages announced for the event.
    languages: Mapped[list[str]] = mapped_column(sa.JSON, default=lambda: ["en"])
    has_captions: Mapped[bool] = mapped_column(default=False)
    has_sign_language: Mapped[bool] = mapped_column(default=False)
    mode: Mapped[Mode] = mapped_column(enum_type(Mode), default=Mode.HYBRID)
    #: IANA zone of the event; a programme's truth is wall time in it.
    zone: Mapped[str] = mapped_column(sa.String(64), default="Europe/Zurich")
    #: First and last day, kept equal to the days' (null while wholly to be confirmed).
    first_day: Mapped[date | None] = mapped_column(index=True)
    last_day: Mapped[date | None] = mapped_column(index=True)
    #: False: "dates to be confirmed" – a save-the-date, all-day and tentative in feeds.
    dates_confirmed: Mapped[bool] = mapped_column(default=True)
    venue: Mapped[dict[str, str]] = mapped_column(sa.JSON, default=dict)
    address: Mapped[str] = mapped_column(sa.String(300), default="")
    city: Mapped[dict[str, str]] = mapped_column(sa.JSON, default=dict)
    country: Mapped[str] = mapped_column(sa.String(2), default="")
    website: Mapped[str] = mapped_column(sa.String(300), default="")
    contact_name: Mapped[str] = mapped_column(sa.String(120), default="")
    contact_email: Mapped[str] = mapped_column(sa.String(254), default="")
    #: Practical sections (travel, visa, accessibility), Markdown.
    practical: Mapped[dict[str, str]] = mapped_column(sa.JSON, default=dict)
    hue: Mapped[str] = mapped_column(sa.String(8), default="sea")
    cover_file_id: Mapped[int | None] = mapped_column(
        sa.ForeignKey("files.id", ondelete="RESTRICT")
    )
    cover_alt: Mapped[dict[str, str]] = mapped_column(sa.JSON, default=dict)
    #: Codes of clauses of Resolution 105, such as `ITD-6`.
    clauses: Mapped[list[str]] = mapped_column(sa.JSON, default=list)
    sdgs: Mapped[list[int]] = mapped_column(sa.JSON, default=list)
    #: `ITU-T`, `ITU-R`, `ITU-D`.
    sectors: Mapped[list[str]] = mapped_column(sa.JSON, default=list)
    #: Sources of an archived event's facts, shown to staff.
    sources: Mapped[list[str]] = mapped_column(sa.JSON, default=list)
    is_demo: Mapped[bool] = mapped_column(default=False)
    created: Mapped[datetime]
    published: Mapped[datetime | None]
    cancelled: Mapped[datetime | None]
    #: Markdown, shown on a cancelled event's page.
    cancel_note: Mapped[dict[str, str]] = mapped_column(sa.JSON, default=dict)
    #: The last change that the public can see; counts into ETags and feeds.
    revised: Mapped[datetime]
    #: How often the place of a public event changed, and when last: sessions in feeds, whose
    #: releases know only rooms, count their SEQUENCE up by it.
    moves: Mapped[int] = mapped_column(default=0)
    moved: Mapped[datetime | None]
    #: When it was taken back from the public into a draft, and what feeds still show of it: its
    #: entries as cancelled, as `events.withdrawal` keeps them. Empty while it is public.
    withdrawn: Mapped[datetime | None]
    last_public: Mapped[dict[str, Any]] = mapped_column(sa.JSON, default=dict)
    #: The kinds and series whose feeds once held it, as `events.withdrawal.standing` names them:
    #: those feeds go on telling that it left.
    former: Mapped[list[str]] = mapped_column(sa.JSON, default=list)

    series: Mapped[Series | None] = relationship(lazy="raise_on_sql")
    initiative: Mapped[Initiative | None] = relationship(lazy="raise_on_sql")
    cover: Mapped[File | None] = relationship(lazy="raise_on_sql")
    days: Mapped[list["EventDay"]] = relationship(
        lazy="selectin", order_by="EventDay.day", cascade="all, delete-orphan"
    )

    __mapper_args__ = {"version_id_col": Versioned.version}

    @property
    def is_public(self) -> bool:
        """Whether visitors may see it."""
        return self.state != EventState.DRAFT


class EventDay(Base):
    """One day of an event with that day's hours; in feeds one entry, with a stored identity."""

    __tablename__ = "event_days"
    __table_args__ = (sa.UniqueConstraint("event_id", "day"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(sa.ForeignKey("events.id", ondelete="CASCADE"))
    day: Mapped[date]
    #: Wall times in the event's zone; null while the hours are not known. An end at or before
    #: the start lies on the next day (a night past midnight).
    starts: Mapped[time | None]
    ends: Mapped[time | None]
    label: Mapped[dict[str, str]] = mapped_column(sa.JSON, default=dict)
    #: RFC 5545 identity: random, stored, never derived.
    uid: Mapped[str] = mapped_column(sa.String(64), unique=True)
    sequence: Mapped[int] = mapped_column(default=0)
    revised: Mapped[datetime]
    #: Removed or cancelled days stay in feeds as STATUS:CANCELLED.
    cancelled: Mapped[datetime | None]
    #: The days, as ISO dates, on which a public entry once stood: a feed of one day goes on
    #: telling that it left.
    former: Mapped[list[str]] = mapped_column(sa.JSON, default=list)


class JoinWay(Base):
    """A way to join from afar, its address shown to registered people only."""

    __tablename__ = "join_ways"

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(
        sa.ForeignKey("events.id", ondelete="CASCADE"), index=True
    )
    kind: Mapped[JoinWayKind] = mapped_column(enum_type(JoinWayKind))
    label: Mapped[dict[str, str]] = mapped_column(sa.JSON, default=dict)
    #: A web address or a telephone number.
    address: Mapped[str] = mapped_column(sa.String(500))
    lang: Mapped[str] = mapped_column(sa.String(8), default="")
    #: What a connection needs, in kbit/s; 0 when it does not matter.
    kbits: Mapped[int] = mapped_column(default=0)
    note: Mapped[dict[str, str]] = mapped_column(sa.JSON, default=dict)
    position: Mapped[int] = mapped_column(default=0)


class CoOrganizer(Base):
    """A partner of an event: from the directory, or a name alone."""

    __tablename__ = "co_organizers"

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(
        sa.ForeignKey("events.id", ondelete="CASCADE"), index=True
    )
    organisation_id: Mapped[int | None] = mapped_column(
        sa.ForeignKey("organisations.id", ondelete="RESTRICT")
    )
    name: Mapped[dict[str, str]] = mapped_column(sa.JSON, default=dict)
    role: Mapped[CoOrganizerRole] = mapped_column(
        enum_type(CoOrganizerRole), default=CoOrganizerRole.PARTNER
    )
    #: What a name alone stands for; one of the directory has its own kind there.
    kind: Mapped[EntityKind | None] = mapped_column(enum_type(EntityKind))
    website: Mapped[str] = mapped_column(sa.String(300), default="")
    position: Mapped[int] = mapped_column(default=0)

    organisation: Mapped[Organisation | None] = relationship(lazy="raise_on_sql")


class KeyDeadline(Base):
    """A deadline that page, form, feed and reminders all read from this one row."""

    __tablename__ = "key_deadlines"
    __table_args__ = (sa.UniqueConstraint("event_id", "kind", "label_key"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(
        sa.ForeignKey("events.id", ondelete="CASCADE"), index=True
    )
    #: `registration`, `captions`, `interpretation`, `fellowship`, `visa`, `call`, `other`.
    kind: Mapped[str] = mapped_column(sa.String(32))
    #: Tells two deadlines of one kind apart; empty for the first.
    label_key: Mapped[str] = mapped_column(sa.String(40), default="")
    label: Mapped[dict[str, str]] = mapped_column(sa.JSON, default=dict)
    #: The last instant at which it can still be met.
    at: Mapped[datetime]
    uid: Mapped[str] = mapped_column(sa.String(64), unique=True)
    sequence: Mapped[int] = mapped_column(default=0)
    revised: Mapped[datetime]
    #: A removed deadline stays in feeds as STATUS:CANCELLED; pages and forms read live ones only.
    cancelled: Mapped[datetime | None]


class EventDocument(Base):
    """A document of an event: an uploaded file or a link."""

    __tablename__ = "event_documents"

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(
        sa.ForeignKey("events.id", ondelete="CASCADE"), index=True
    )
    title: Mapped[dict[str, str]] = mapped_column(sa.JSON)
    lang: Mapped[str] = mapped_column(sa.String(8), default="en")
    file_id: Mapped[int | None] = mapped_column(sa.ForeignKey("files.id", ondelete="RESTRICT"))
    url: Mapped[str] = mapped_column(sa.String(500), default="")
    position: Mapped[int] = mapped_column(default=0)

    file: Mapped[File | None] = relationship(lazy="raise_on_sql")
