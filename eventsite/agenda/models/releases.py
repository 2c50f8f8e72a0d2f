"""Releases: the published programme, frozen, and the side rows that erasing a person blanks."""

from datetime import datetime
from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from sqlalchemy import orm
from sqlalchemy.orm import Mapped, Mapper, mapped_column, relationship

from eventsite.core.db import Base, enum_type
from eventsite.core.i18n import N_


class Release(Base):
    """One published version of an event's programme; never changed."""

    __tablename__ = "releases"
    __table_args__ = (sa.UniqueConstraint("event_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(sa.ForeignKey("events.id", ondelete="RESTRICT"))
    #: 1, 2, 3… within the event; shown as "version".
    number: Mapped[int]
    created: Mapped[datetime]
    #: Who published it, as a key such as `user:7`.
    author: Mapped[str] = mapped_column(sa.String(80))
    note: Mapped[dict[str, str]] = mapped_column(sa.JSON, default=dict)
    #: What changed since the version before, as `releases.diff` gives it.
    diff: Mapped[list[Any]] = mapped_column(sa.JSON, default=list)
    #: The programme without people's names; read it with `releases.read`.
    content: Mapped[dict[str, Any]] = mapped_column(sa.JSON)
    schema_version: Mapped[int]
    #: Published on the day itself: told at once, and only to those concerned.
    is_live: Mapped[bool] = mapped_column(default=False)
    #: The number of the version that this one takes back, if it does.
    takes_back: Mapped[int | None]

    people: Mapped[list["ReleasePerson"]] = relationship(
        lazy="raise_on_sql", order_by="ReleasePerson.id", cascade="all, delete-orphan"
    )


@sa.event.listens_for(Release, "before_update")
def _never_changed(_mapper: Mapper[Any], _connection: sa.Connection, release: Release) -> None:
    """What was published stays as it was: correcting it is a further release."""
    if orm.object_session(release).is_modified(release, include_collections=False):  # type: ignore[union-attr]
        raise TypeError(f"Version {release.number} is published and never changes.")


class ReleasePerson(Base):
    """A speaker's own words in one release, beside its content so that they can be erased."""

    __tablename__ = "release_persons"
    __table_args__ = (sa.UniqueConstraint("release_id", "speaker_code"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    release_id: Mapped[int] = mapped_column(sa.ForeignKey("releases.id", ondelete="CASCADE"))
    speaker_code: Mapped[str] = mapped_column(sa.String(16), index=True)
    honorific: Mapped[str] = mapped_column(sa.String(40), default="")
    name: Mapped[str] = mapped_column(sa.String(200), default="")
    role_title: Mapped[str] = mapped_column(sa.String(200), default="")
    biography: Mapped[dict[str, str]] = mapped_column(sa.JSON, default=dict)
    #: The code of the photo's file, or empty.
    photo_code: Mapped[str] = mapped_column(sa.String(16), default="")
    #: When erasing the person blanked this row.
    redacted: Mapped[datetime | None]


class DigestState(StrEnum):
    """held → sent, or held → taken-back; a version with nothing to tell goes to sent at once."""

    HELD = "held"
    SENT = "sent"
    TAKEN_BACK = "taken-back"


class ReleaseDigest(Base):
    """The mails that tell of one version, held until `due` so that it can be taken back."""

    __tablename__ = "release_digests"

    release_id: Mapped[int] = mapped_column(
        sa.ForeignKey("releases.id", ondelete="CASCADE"), primary_key=True
    )
    state: Mapped[DigestState] = mapped_column(enum_type(DigestState), default=DigestState.HELD)
    due: Mapped[datetime] = mapped_column(index=True)
    #: How many people were told.
    told: Mapped[int] = mapped_column(default=0)


class DigestMail(Base):
    """That an address was told of a version: never twice, also after a crash in between."""

    __tablename__ = "digest_mails"

    release_id: Mapped[int] = mapped_column(
        sa.ForeignKey("releases.id", ondelete="CASCADE"), primary_key=True
    )
    #: HMAC of the address, which nobody can read back.
    key: Mapped[str] = mapped_column(sa.String(64), primary_key=True)


class RuleOverride(Base):
    """Why a version was published although a rule that blocks publishing was broken."""

    __tablename__ = "rule_overrides"

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(
        sa.ForeignKey("events.id", ondelete="RESTRICT"), index=True
    )
    release_id: Mapped[int] = mapped_column(sa.ForeignKey("releases.id", ondelete="CASCADE"))
    rule: Mapped[str] = mapped_column(sa.String(40))
    #: Codes of the sessions concerned.
    sessions: Mapped[list[str]] = mapped_column(sa.JSON, default=list)
    reason: Mapped[str] = mapped_column(sa.Text)
    actor: Mapped[str] = mapped_column(sa.String(80))
    created: Mapped[datetime]


class LiveKind(StrEnum):
    """What the desk said on the day; labels in `LIVE_LABELS`."""

    LATE = "late"
    ROOM = "room"
    CANCELLED = "cancelled"
    ABSENT = "absent"


LIVE_LABELS = {
    LiveKind.LATE: N_("Late"),
    LiveKind.ROOM: N_("Room changed"),
    LiveKind.CANCELLED: N_("Cancelled"),
    LiveKind.ABSENT: N_("Speaker absent"),
}


class LiveChange(Base):
    """One change made on the day, published at once, with what it takes to undo it in one step."""

    __tablename__ = "live_changes"

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(
        sa.ForeignKey("events.id", ondelete="RESTRICT"), index=True
    )
    release_id: Mapped[int] = mapped_column(sa.ForeignKey("releases.id", ondelete="CASCADE"))
    session_id: Mapped[int] = mapped_column(
        sa.ForeignKey("agenda_sessions.id", ondelete="RESTRICT"), index=True
    )
    kind: Mapped[LiveKind] = mapped_column(enum_type(LiveKind))
    #: What the sessions touched were before, by code.
    before: Mapped[dict[str, Any]] = mapped_column(sa.JSON)
    actor: Mapped[str] = mapped_column(sa.String(80))
    created: Mapped[datetime]
    undone: Mapped[datetime | None]
