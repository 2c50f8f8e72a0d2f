"""Programmes taken in from other tools: what was brought, what came of it, what is what here."""

from datetime import datetime
from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from eventsite.core.db import Base, enum_type
from eventsite.core.files import File
from eventsite.core.i18n import N_


class ImportState(StrEnum):
    """matching or reading → ready → applying → applied; any before applied may be discarded.

    reading → failed (the file cannot be read); applying → ready (its job came to nothing).
    """

    MATCHING = "matching"
    READING = "reading"
    READY = "ready"
    APPLYING = "applying"
    APPLIED = "applied"
    FAILED = "failed"
    DISCARDED = "discarded"


IMPORT_LABELS = {
    ImportState.MATCHING: N_("Columns to be matched"),
    ImportState.READING: N_("Being read"),
    ImportState.READY: N_("Ready to look at"),
    ImportState.APPLYING: N_("Being taken in"),
    ImportState.APPLIED: N_("Taken in"),
    ImportState.FAILED: N_("Could not be read"),
    ImportState.DISCARDED: N_("Discarded"),
}


class ProgrammeImport(Base):
    """One to five files of one programme, taken in together or not."""

    __tablename__ = "programme_imports"
    __table_args__ = (sa.UniqueConstraint("event_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(sa.ForeignKey("events.id", ondelete="RESTRICT"))
    #: 1, 2, 3… within the event.
    number: Mapped[int]
    created: Mapped[datetime]
    #: A key such as `user:7`.
    created_by: Mapped[str] = mapped_column(sa.String(80))
    state: Mapped[ImportState] = mapped_column(enum_type(ImportState))
    #: What the source calls itself, and the digest of what it is recognised by.
    title: Mapped[str] = mapped_column(sa.String(200), default="")
    identity: Mapped[str] = mapped_column(sa.String(64), default="")
    #: The IANA zone chosen for times without one; empty: the event's.
    zone: Mapped[str] = mapped_column(sa.String(64), default="")
    #: The whole source as `stored.dump` writes it; None before it is read and after 30 days.
    source: Mapped[dict[str, Any] | None] = mapped_column(sa.JSON(none_as_null=True))
    #: Which offers of which rows are taken, only where a person chose (`plan.choosing`).
    choices: Mapped[dict[str, Any]] = mapped_column(sa.JSON, default=dict)
    #: Each row's fingerprint as the person last saw it, so that what changed since is noticed.
    seen: Mapped[dict[str, Any]] = mapped_column(sa.JSON, default=dict)
    #: How many rows of each kind there were, or were taken in.
    counts: Mapped[dict[str, Any]] = mapped_column(sa.JSON, default=dict)
    #: Why it could not be read: `{"sentence": …, "values": …}` and perhaps `where`.
    problem: Mapped[dict[str, Any]] = mapped_column(sa.JSON, default=dict)
    #: The background job that reads or applies it, by id.
    task_id: Mapped[int | None]
    #: The agenda's step that took it in, by id; steps are not kept forever.
    step_id: Mapped[int | None]
    applied: Mapped[datetime | None]

    files: Mapped[list["ImportFile"]] = relationship(
        lazy="raise_on_sql", order_by="ImportFile.position", cascade="all, delete-orphan"
    )


class ImportFile(Base):
    """One file of an import; its bytes go with the source after 30 days."""

    __tablename__ = "programme_import_files"

    import_id: Mapped[int] = mapped_column(
        sa.ForeignKey("programme_imports.id", ondelete="CASCADE"), primary_key=True
    )
    position: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(sa.String(200))
    #: A value of `source.Format`.
    format: Mapped[str] = mapped_column(sa.String(20))
    #: For tables: which column holds what, as a person matched them.
    columns: Mapped[dict[str, str]] = mapped_column(sa.JSON, default=dict)
    file_id: Mapped[int | None] = mapped_column(sa.ForeignKey("files.id", ondelete="RESTRICT"))

    file: Mapped[File | None] = relationship(lazy="raise_on_sql")


class SourceKey(Base):
    """What one key of a source is here, so that taking it in again changes instead of doubling.

    Keys and earlier values are digests: they are compared and never read back.
    """

    __tablename__ = "source_keys"
    __table_args__ = (sa.UniqueConstraint("event_id", "identity", "thing", "key"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(sa.ForeignKey("events.id", ondelete="RESTRICT"))
    identity: Mapped[str] = mapped_column(sa.String(64))
    #: A value of `plan.Thing`.
    thing: Mapped[str] = mapped_column(sa.String(8))
    key: Mapped[str] = mapped_column(sa.String(64))
    #: A session's or speaker's code, a room's or track's id.
    target: Mapped[str] = mapped_column(sa.String(16))
    #: Digest of each field as it was taken in last, and as it was before that.
    said: Mapped[dict[str, Any]] = mapped_column(sa.JSON, default=dict)
    said_before: Mapped[dict[str, Any]] = mapped_column(sa.JSON, default=dict)
    #: The import that wrote `said`; when its step is undone, `said_before` counts.
    import_id: Mapped[int] = mapped_column(
        sa.ForeignKey("programme_imports.id", ondelete="RESTRICT"), index=True
    )
