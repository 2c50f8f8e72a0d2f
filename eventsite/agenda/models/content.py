"""What belongs to a session besides its place: materials, services, ways to join from afar."""

from datetime import date, datetime
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from eventsite.agenda.models.speakers import Speaker
from eventsite.core.db import Base, Versioned, enum_type
from eventsite.core.files import File
from eventsite.core.i18n import N_
from eventsite.events.models import JoinWayKind


class MaterialKind(StrEnum):
    """What a material is; labels in `MATERIAL_LABELS`."""

    SLIDES = "slides"
    DOCUMENT = "document"
    VIDEO = "video"
    LINK = "link"


class Publish(StrEnum):
    """When visitors may see a material; labels in `PUBLISH_LABELS`."""

    BEFORE = "before"
    AT_START = "at-start"
    AFTER = "after"
    NEVER = "never"


class SupplyKind(StrEnum):
    """What a session needs; labels in `SERVICE_LABELS`."""

    INTERPRETATION = "interpretation"
    CAPTIONS = "captions"
    SIGN_LANGUAGE = "sign-language"
    RECORDING = "recording"
    PLATFORM = "platform"
    ROOM_SETUP = "room-setup"


class SupplyState(StrEnum):
    """requested → approved → booked → delivered → confirmed; each may go back one step.

    Any state before delivered may go to declined, and declined to requested.
    """

    REQUESTED = "requested"
    APPROVED = "approved"
    BOOKED = "booked"
    DELIVERED = "delivered"
    CONFIRMED = "confirmed"
    DECLINED = "declined"


MATERIAL_LABELS = {
    MaterialKind.SLIDES: N_("Slides"),
    MaterialKind.DOCUMENT: N_("Document"),
    MaterialKind.VIDEO: N_("Video"),
    MaterialKind.LINK: N_("Link"),
}
PUBLISH_LABELS = {
    Publish.BEFORE: N_("As soon as it is published with a version"),
    Publish.AT_START: N_("When the session begins"),
    Publish.AFTER: N_("When the session is over"),
    Publish.NEVER: N_("Never, for the team only"),
}
SERVICE_LABELS = {
    SupplyKind.INTERPRETATION: N_("Interpretation"),
    SupplyKind.CAPTIONS: N_("Captions"),
    SupplyKind.SIGN_LANGUAGE: N_("Sign language"),
    SupplyKind.RECORDING: N_("Recording"),
    SupplyKind.PLATFORM: N_("Online platform"),
    SupplyKind.ROOM_SETUP: N_("Room set-up"),
}
SERVICE_STATE_LABELS = {
    SupplyState.REQUESTED: N_("Requested"),
    SupplyState.APPROVED: N_("Go-ahead given"),
    SupplyState.BOOKED: N_("Booked"),
    SupplyState.DELIVERED: N_("Delivered"),
    SupplyState.CONFIRMED: N_("Confirmed by the user"),
    SupplyState.DECLINED: N_("Turned down"),
}


class SessionMaterial(Versioned, Base):
    """A paper, a set of slides or a link of a session; its files stand in its versions."""

    __tablename__ = "session_materials"

    id: Mapped[int] = mapped_column(primary_key=True)
    session_id: Mapped[int] = mapped_column(
        sa.ForeignKey("agenda_sessions.id", ondelete="CASCADE"), index=True
    )
    #: Stands in addresses.
    code: Mapped[str] = mapped_column(sa.String(16), unique=True)
    kind: Mapped[MaterialKind] = mapped_column(enum_type(MaterialKind), default=MaterialKind.SLIDES)
    title: Mapped[dict[str, str]] = mapped_column(sa.JSON, default=dict)
    #: The language it is written in, or empty.
    lang: Mapped[str] = mapped_column(sa.String(8), default="")
    publish: Mapped[Publish] = mapped_column(enum_type(Publish), default=Publish.AFTER)
    #: It is awaited until the end of this day in the event's zone.
    due: Mapped[date | None]
    #: Whose it is; None when it belongs to the whole session.
    speaker_id: Mapped[int | None] = mapped_column(
        sa.ForeignKey("speakers.id", ondelete="RESTRICT"), index=True
    )
    position: Mapped[int] = mapped_column(default=0)
    created: Mapped[datetime]
    #: When it was first in a release; from then on it is never deleted.
    released: Mapped[datetime | None]

    speaker: Mapped[Speaker | None] = relationship(lazy="raise_on_sql")
    versions: Mapped[list["MaterialVersion"]] = relationship(
        lazy="raise_on_sql", order_by="MaterialVersion.number", cascade="all, delete-orphan"
    )

    __mapper_args__ = {"version_id_col": Versioned.version}


class MaterialVersion(Base):
    """One version of a material: a file or a web address."""

    __tablename__ = "material_versions"
    __table_args__ = (
        sa.UniqueConstraint("material_id", "number"),
        sa.CheckConstraint("(file_id IS NULL) <> (url = '')", name="file_or_url"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    material_id: Mapped[int] = mapped_column(
        sa.ForeignKey("session_materials.id", ondelete="CASCADE")
    )
    #: 1, 2, 3…
    number: Mapped[int]
    file_id: Mapped[int | None] = mapped_column(sa.ForeignKey("files.id", ondelete="RESTRICT"))
    url: Mapped[str] = mapped_column(sa.String(500), default="")
    #: Who gave it: `user:7` or `speaker:9`.
    author: Mapped[str] = mapped_column(sa.String(80))
    created: Mapped[datetime]

    file: Mapped[File | None] = relationship(lazy="raise_on_sql")


class SessionSupply(Versioned, Base):
    """One thing that is ordered for a session, from the request to the user's confirmation."""

    __tablename__ = "session_services"

    id: Mapped[int] = mapped_column(primary_key=True)
    session_id: Mapped[int] = mapped_column(
        sa.ForeignKey("agenda_sessions.id", ondelete="CASCADE"), index=True
    )
    kind: Mapped[SupplyKind] = mapped_column(enum_type(SupplyKind))
    #: The language it is in: of interpretation, captions or signs; else empty.
    lang: Mapped[str] = mapped_column(sa.String(8), default="")
    state: Mapped[SupplyState] = mapped_column(
        enum_type(SupplyState), default=SupplyState.REQUESTED
    )
    supplier: Mapped[str] = mapped_column(sa.String(200), default="")
    #: How long it is ordered for; None means as long as the session.
    minutes: Mapped[int | None]
    #: In hundredths of the agenda's currency; None when not known.
    planned_cost: Mapped[int | None]
    actual_cost: Mapped[int | None]
    #: Given by the host or a partner instead of paid.
    in_kind: Mapped[bool] = mapped_column(default=False)
    note: Mapped[str] = mapped_column(sa.String(500), default="")
    created: Mapped[datetime]

    __mapper_args__ = {"version_id_col": Versioned.version}


class SessionJoinWay(Base):
    """A way to join one session from afar; its address is shown to registered people only."""

    __tablename__ = "session_join_ways"

    id: Mapped[int] = mapped_column(primary_key=True)
    session_id: Mapped[int] = mapped_column(
        sa.ForeignKey("agenda_sessions.id", ondelete="CASCADE"), index=True
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
