"""Background jobs and periodic work, as rows that any worker can take up."""

from datetime import datetime
from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from eventsite.core.db import Base, enum_column


class TaskState(StrEnum):
    """Where a job is.

    queued → running → done | failed | cancelled | queued (its worker died); queued → cancelled.
    """

    QUEUED = "queued"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"


FINISHED = frozenset({TaskState.DONE, TaskState.FAILED, TaskState.CANCELLED})


class TaskRow(Base):
    """One job: what to run, how far it is, what came of it."""

    __tablename__ = "tasks"
    __table_args__ = (Index(None, "state", "lease_until"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(80))
    args: Mapped[dict[str, Any]]
    #: The language in which its sentences are written.
    lang: Mapped[str] = mapped_column(String(8), default="en")
    #: Who may see and cancel it, as in the audit trail: `user:7`.
    created_by: Mapped[str] = mapped_column(String(80), index=True)
    state: Mapped[TaskState] = enum_column(TaskState, default=TaskState.QUEUED)
    done: Mapped[int] = mapped_column(default=0)
    #: 0 while nobody knows how much there is.
    total: Mapped[int] = mapped_column(default=0)
    sentence: Mapped[str] = mapped_column(Text, default="")
    #: What the job returned; `href` (a path of this site) and `label` become a link.
    result: Mapped[dict[str, Any] | None] = mapped_column(sa.JSON(none_as_null=True))
    #: A sentence that a person can read.
    error: Mapped[str] = mapped_column(Text, default="")
    cancel_requested: Mapped[bool] = mapped_column(default=False)
    worker: Mapped[str] = mapped_column(String(80), default="")
    attempts: Mapped[int] = mapped_column(default=0)
    #: When the worker counts as dead unless it shows a sign of life before.
    lease_until: Mapped[datetime | None]
    created: Mapped[datetime]
    started: Mapped[datetime | None]
    finished: Mapped[datetime | None]


class PeriodicRun(Base):
    """Periodic work: one row for each name, however many workers there are."""

    __tablename__ = "periodic_runs"

    name: Mapped[str] = mapped_column(String(80), primary_key=True)
    due: Mapped[datetime]
    worker: Mapped[str] = mapped_column(String(80), default="")
    lease_until: Mapped[datetime | None]
    started: Mapped[datetime | None]
    finished: Mapped[datetime | None]
    #: The last failure's kind; empty after a success.
    error: Mapped[str] = mapped_column(String(200), default="")
