"""A worker's hold on a job: taken for a while, renewed by signs of life, ended with an outcome.

Every write names worker and attempt, so one that lost its hold changes nothing any more.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa

from eventsite.core import clock
from eventsite.core.db import changed, db
from eventsite.core.i18n import gettext, speaking
from eventsite.core.tasks.models import TaskRow, TaskState

#: How long a worker may be silent before its job is taken up by another.
LEASE = timedelta(seconds=30)
#: A job that took its process down with it is tried so often.
MOST_ATTEMPTS = 3


@dataclass(frozen=True)
class Held:
    """A job in a worker's hands."""

    id: int
    attempt: int
    worker: str

    @property
    def row(self) -> sa.ColumnElement[bool]:
        """The row, as long as it is still in these hands."""
        return sa.and_(
            TaskRow.id == self.id,
            TaskRow.attempts == self.attempt,
            TaskRow.worker == self.worker,
            TaskRow.state == TaskState.RUNNING,
        )


def _waiting(now: datetime) -> sa.ColumnElement[bool]:
    lost = sa.and_(TaskRow.state == TaskState.RUNNING, TaskRow.lease_until <= now)
    return sa.or_(TaskRow.state == TaskState.QUEUED, lost)


def take(worker: str, lease: timedelta = LEASE) -> Held | None:
    """The oldest waiting job, now this worker's; commits. A look comes first and takes no lock."""
    now = clock.now()
    with db.engine.connect().execution_options(reads_only=True) as connection:
        if connection.execute(sa.select(TaskRow.id).where(_waiting(now)).limit(1)).first() is None:
            return None
    row = db.session.scalars(
        sa.select(TaskRow)
        .where(_waiting(now))
        .order_by(TaskRow.id)
        .limit(1)
        .with_for_update(skip_locked=True)
    ).first()
    held = None if row is None else _hold(row, worker, now, lease)
    db.session.commit()
    return held


def _hold(row: TaskRow, worker: str, now: datetime, lease: timedelta) -> Held | None:
    if row.cancel_requested:
        row.state, row.finished = TaskState.CANCELLED, now
        return None
    if row.attempts >= MOST_ATTEMPTS:
        with speaking(row.lang):
            row.error = gettext("The job stopped unexpectedly several times and was given up.")
        row.state, row.finished = TaskState.FAILED, now
        return None
    row.state = TaskState.RUNNING
    row.worker = worker
    row.attempts += 1
    row.started = row.started or now
    row.lease_until = now + lease
    return Held(row.id, row.attempts, worker)


def sign_of_life(held: Held, said: Mapping[str, Any] | None, lease: timedelta = LEASE) -> bool:
    """Renew the hold and write the progress down; False when the job is in other hands. Commits."""
    values: dict[str, Any] = {"lease_until": clock.now() + lease, **(said or {})}
    kept = changed(sa.update(TaskRow).where(held.row).values(**values)) == 1
    db.session.commit()
    return kept


def asked_to_stop(held: Collection[Held]) -> set[int]:
    """Which of these jobs somebody has cancelled; takes no lock."""
    asked = sa.select(TaskRow.id).where(
        TaskRow.id.in_([each.id for each in held]), TaskRow.cancel_requested
    )
    with db.engine.connect().execution_options(reads_only=True) as connection:
        return set(connection.scalars(asked))


def finish(
    held: Held,
    state: TaskState,
    error: str = "",
    result: Mapping[str, Any] | None = None,
    said: Mapping[str, Any] | None = None,
) -> bool:
    """End a job that is still in these hands; False when it is not. The caller commits."""
    values = {
        "state": state,
        "error": error,
        "result": None if result is None else dict(result),
        "finished": clock.now(),
        "lease_until": None,
        **(said or {}),
    }
    return changed(sa.update(TaskRow).where(held.row).values(**values)) == 1


def give_back(held: Held, count: bool) -> None:
    """Let another attempt take the job up at once; commits. `count` says that this one counts."""
    values = {"state": TaskState.QUEUED, "lease_until": None}
    attempts = held.attempt if count else held.attempt - 1
    db.session.execute(sa.update(TaskRow).where(held.row).values(**values, attempts=attempts))
    db.session.commit()


def rest(held: Held, pause: timedelta) -> None:
    """Let go of a job that failed, to be taken up again after a pause; commits.

    It stays running without a worker, as one whose worker is dead, until its lease is over.
    """
    db.session.rollback()
    values = {"worker": "", "lease_until": clock.now() + pause}
    db.session.execute(sa.update(TaskRow).where(held.row).values(**values))
    db.session.commit()
