"""Ordering a job, asking it to stop, and clearing old ones away."""

from datetime import datetime
from enum import StrEnum
from typing import Any

import sqlalchemy as sa

from eventsite.core import audit, clock, i18n, queue
from eventsite.core.db import changed, db, lock
from eventsite.core.errors import Refused
from eventsite.core.i18n import N_
from eventsite.core.tasks import registry
from eventsite.core.tasks.models import FINISHED, TaskRow, TaskState


class Verb(StrEnum):
    """What people do with jobs."""

    CANCELLED = "task.cancelled"


class Refusal(StrEnum):
    """Why a job is not cancelled."""

    FINISHED = N_("This job has already finished, so there is nothing to cancel.")


def enqueue(name: str, *, created_by: str, lang: str | None = None, **args: Any) -> TaskRow:
    """Order a registered job inside this transaction; `args` must be JSON.

    `created_by` is the actor's key (`access.actor_key()`); its sentences come in `lang`, else in
    the language spoken now. Raises LookupError when no job has that name.
    """
    if name not in registry.jobs:
        raise LookupError(name)
    row = TaskRow(
        name=name,
        args=args,
        lang=lang or i18n.current_lang(),
        created_by=created_by,
        created=clock.now(),
    )
    db.session.add(row)
    db.session.flush()
    queue.wake_after_commit()
    return row


def cancel(row: TaskRow, actor: str) -> None:
    """Take a waiting job back, or ask the worker to stop a running one (within two seconds)."""
    row = lock(TaskRow, row.id)
    if row.state in FINISHED:
        raise Refused(Refusal.FINISHED)
    before = {"state": row.state.value}
    row.cancel_requested = True
    if row.state is TaskState.QUEUED:
        row.state = TaskState.CANCELLED
        row.finished = clock.now()
    db.session.flush()
    audit.record(actor, Verb.CANCELLED, f"task:{row.id}", before, {"state": "cancelled"})


def clear_before(instant: datetime) -> int:
    """Remove jobs that finished before; how many."""
    return changed(sa.delete(TaskRow).where(TaskRow.finished < instant))
