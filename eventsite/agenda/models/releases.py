"""Releases: the published programme, frozen, and the side rows that erasing a person blanks."""

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy import orm
from sqlalchemy.orm import Mapped, Mapper, mapped_column, relationship

from eventsite.core.db import Base


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
