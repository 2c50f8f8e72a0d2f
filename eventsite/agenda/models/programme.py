"""The draft of a programme: rooms, tracks, sessions and the items inside a session."""

from datetime import date, datetime, time
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from eventsite.agenda.models.content import SessionJoinWay, SessionMaterial
from eventsite.agenda.models.speakers import SessionSpeaker, Speaker
from eventsite.core.db import Base, Versioned, enum_type
from eventsite.core.i18n import N_


class SessionKind(StrEnum):
    """What is held; a break goes across all rooms. Labels in `KIND_LABELS`."""

    PLENARY = "plenary"
    PANEL = "panel"
    KEYNOTE = "keynote"
    TALK = "talk"
    WORKSHOP = "workshop"
    BREAK = "break"
    CEREMONY = "ceremony"
    NETWORKING = "networking"
    OTHER = "other"
    #: Keeps a place for the team and is never published.
    BLOCKER = "blocker"


class SessionState(StrEnum):
    """scheduled ⇄ cancelled (shown struck through), scheduled ⇄ withdrawn (no longer shown)."""

    SCHEDULED = "scheduled"
    CANCELLED = "cancelled"
    WITHDRAWN = "withdrawn"


KIND_LABELS = {
    SessionKind.PLENARY: N_("Plenary"),
    SessionKind.PANEL: N_("Panel"),
    SessionKind.KEYNOTE: N_("Keynote"),
    SessionKind.TALK: N_("Talk"),
    SessionKind.WORKSHOP: N_("Workshop"),
    SessionKind.BREAK: N_("Break"),
    SessionKind.CEREMONY: N_("Ceremony"),
    SessionKind.NETWORKING: N_("Networking"),
    SessionKind.OTHER: N_("Other"),
    SessionKind.BLOCKER: N_("Blocker, never published"),
}
STATE_LABELS = {
    SessionState.SCHEDULED: N_("Scheduled"),
    SessionState.CANCELLED: N_("Cancelled"),
    SessionState.WITHDRAWN: N_("Withdrawn"),
}


class Room(Versioned, Base):
    """A room of an event's venue, or a virtual one."""

    __tablename__ = "rooms"

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(
        sa.ForeignKey("events.id", ondelete="RESTRICT"), index=True
    )
    names: Mapped[dict[str, str]] = mapped_column(sa.JSON)
    #: Seats; None when it is not known.
    capacity: Mapped[int | None]
    position: Mapped[int] = mapped_column(default=0)
    note: Mapped[dict[str, str]] = mapped_column(sa.JSON, default=dict)
    is_online: Mapped[bool] = mapped_column(default=False)

    __mapper_args__ = {"version_id_col": Versioned.version}


class Track(Versioned, Base):
    """A line of sessions that belong together."""

    __tablename__ = "tracks"

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(
        sa.ForeignKey("events.id", ondelete="RESTRICT"), index=True
    )
    names: Mapped[dict[str, str]] = mapped_column(sa.JSON)
    #: One of `core.look.HUES`.
    hue: Mapped[str] = mapped_column(sa.String(8), default="sea")
    position: Mapped[int] = mapped_column(default=0)

    __mapper_args__ = {"version_id_col": Versioned.version}


class SessionRoom(Base):
    """That a session takes place in a room."""

    __tablename__ = "session_rooms"

    session_id: Mapped[int] = mapped_column(
        sa.ForeignKey("agenda_sessions.id", ondelete="CASCADE"), primary_key=True
    )
    room_id: Mapped[int] = mapped_column(
        sa.ForeignKey("rooms.id", ondelete="RESTRICT"), primary_key=True, index=True
    )


class AgendaSession(Versioned, Base):
    """One session of the draft, placed or not; visitors see only releases."""

    __tablename__ = "agenda_sessions"
    __table_args__ = (
        sa.UniqueConstraint("event_id", "code"),
        sa.CheckConstraint("minutes > 0", name="minutes"),
        sa.CheckConstraint("(day IS NULL) = (starts IS NULL)", name="placed"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(sa.ForeignKey("events.id", ondelete="RESTRICT"))
    #: Stands in addresses; never changes.
    code: Mapped[str] = mapped_column(sa.String(16))
    #: RFC 5545 identity: random, stored, never derived.
    uid: Mapped[str] = mapped_column(sa.String(64), unique=True)
    title: Mapped[dict[str, str]] = mapped_column(sa.JSON)
    #: Markdown.
    abstract: Mapped[dict[str, str]] = mapped_column(sa.JSON, default=dict)
    kind: Mapped[SessionKind] = mapped_column(enum_type(SessionKind), default=SessionKind.TALK)
    state: Mapped[SessionState] = mapped_column(
        enum_type(SessionState), default=SessionState.SCHEDULED
    )
    track_id: Mapped[int | None] = mapped_column(
        sa.ForeignKey("tracks.id", ondelete="RESTRICT"), index=True
    )
    minutes: Mapped[int] = mapped_column(default=60)
    #: The calendar day and wall time of the start in the event's zone; both null = not placed.
    day: Mapped[date | None]
    starts: Mapped[time | None]
    #: Which of two equal wall times when the clock goes back: 0 the first, 1 the second.
    fold: Mapped[int] = mapped_column(default=0)
    #: Whether it can be followed online, beside its rooms or without one.
    online: Mapped[bool] = mapped_column(default=False)
    #: Languages spoken on the floor, by code.
    languages: Mapped[list[str]] = mapped_column(sa.JSON, default=list)
    #: Languages it is interpreted into.
    interpretation: Mapped[list[str]] = mapped_column(sa.JSON, default=list)
    has_captions: Mapped[bool] = mapped_column(default=False)
    has_sign_language: Mapped[bool] = mapped_column(default=False)
    #: Stays where it is until it is unlocked; proposals go around it.
    is_locked: Mapped[bool] = mapped_column(default=False)
    #: Minutes it begins later than published, told on the day; its place already counts them in.
    late: Mapped[int] = mapped_column(default=0)
    #: Clauses of Resolution 105, by code as `reference.resolution` has them.
    clauses: Mapped[list[str]] = mapped_column(sa.JSON, default=list)
    sdgs: Mapped[list[int]] = mapped_column(sa.JSON, default=list)
    #: Study groups whose work is presented, and their work items, by code.
    study_groups: Mapped[list[str]] = mapped_column(sa.JSON, default=list)
    work_items: Mapped[list[str]] = mapped_column(sa.JSON, default=list)
    #: Web addresses, or empty.
    recording: Mapped[str] = mapped_column(sa.String(500), default="")
    transcript: Mapped[str] = mapped_column(sa.String(500), default="")
    #: What came out of it, Markdown.
    outcome: Mapped[dict[str, str]] = mapped_column(sa.JSON, default=dict)
    created: Mapped[datetime]
    #: When it was first in a release; from then on it is never deleted.
    released: Mapped[datetime | None]
    #: When its own ways to join were last set: those who may join read them at once.
    ways_set: Mapped[datetime | None]

    track: Mapped[Track | None] = relationship(lazy="raise_on_sql")
    rooms: Mapped[list[Room]] = relationship(
        secondary=SessionRoom.__table__, lazy="raise_on_sql", order_by="Room.position, Room.id"
    )
    parts: Mapped[list["SessionPart"]] = relationship(
        lazy="raise_on_sql",
        order_by="SessionPart.position, SessionPart.id",
        cascade="all, delete-orphan",
    )
    speakers: Mapped[list[SessionSpeaker]] = relationship(
        lazy="raise_on_sql",
        order_by="SessionSpeaker.position, SessionSpeaker.id",
        cascade="all, delete-orphan",
    )
    #: Read with the session; written by their own actions.
    materials: Mapped[list[SessionMaterial]] = relationship(
        lazy="raise_on_sql",
        order_by="SessionMaterial.position, SessionMaterial.id",
        viewonly=True,
    )
    ways: Mapped[list[SessionJoinWay]] = relationship(
        lazy="raise_on_sql",
        order_by="SessionJoinWay.position, SessionJoinWay.id",
        viewonly=True,
    )

    __mapper_args__ = {"version_id_col": Versioned.version}

    @property
    def is_placed(self) -> bool:
        """Whether it has a day and a time."""
        return self.day is not None


class SessionPart(Base):
    """An item inside a session, such as one presentation of a panel."""

    __tablename__ = "session_parts"

    id: Mapped[int] = mapped_column(primary_key=True)
    session_id: Mapped[int] = mapped_column(
        sa.ForeignKey("agenda_sessions.id", ondelete="CASCADE"), index=True
    )
    title: Mapped[dict[str, str]] = mapped_column(sa.JSON)
    minutes: Mapped[int] = mapped_column(default=0)
    position: Mapped[int] = mapped_column(default=0)

    presenters: Mapped[list["PartPresenter"]] = relationship(
        lazy="raise_on_sql",
        order_by="PartPresenter.position",
        cascade="all, delete-orphan",
    )


class PartPresenter(Base):
    """A speaker who presents an item inside a session."""

    __tablename__ = "part_presenters"

    part_id: Mapped[int] = mapped_column(
        sa.ForeignKey("session_parts.id", ondelete="CASCADE"), primary_key=True
    )
    speaker_id: Mapped[int] = mapped_column(
        sa.ForeignKey("speakers.id", ondelete="RESTRICT"), primary_key=True, index=True
    )
    position: Mapped[int] = mapped_column(default=0)

    speaker: Mapped[Speaker] = relationship(lazy="raise_on_sql")


class TrackEditor(Base):
    """That a member of the team with the duty TRACK may change this track's sessions."""

    __tablename__ = "track_editors"

    track_id: Mapped[int] = mapped_column(
        sa.ForeignKey("tracks.id", ondelete="CASCADE"), primary_key=True
    )
    user_id: Mapped[int] = mapped_column(
        sa.ForeignKey("users.id", ondelete="RESTRICT"), primary_key=True, index=True
    )
