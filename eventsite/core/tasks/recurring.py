"""Periodic work: done once when due, however many workers look at the clock."""

import logging
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from eventsite.core import clock
from eventsite.core.db import changed, db
from eventsite.core.tasks import actions, registry
from eventsite.core.tasks.models import PeriodicRun

log = logging.getLogger("eventsite.tasks")

#: Longer than any periodic work takes; after it a dead worker's turn is another's.
LEASE = timedelta(minutes=10)
#: How soon work that failed is tried again, when its interval is longer.
AGAIN = timedelta(minutes=5)
#: How long finished jobs are kept.
KEPT = timedelta(days=30)


def run_due(worker: str) -> list[str]:
    """Do all registered work that is due and not in other hands; its names. Commits."""
    now = clock.now()
    return [name for name in _due(now) if _take(name, worker, now) and _run(name, worker)]


def _due(now: datetime) -> list[str]:
    """Names that are due or have never run; takes no lock."""
    with db.engine.connect().execution_options(reads_only=True) as connection:
        known = {row.name: row for row in connection.execute(sa.select(PeriodicRun.__table__))}
    return [
        name
        for name in sorted(registry.periodics)
        if name not in known or (known[name].due <= now and (known[name].lease_until or now) <= now)
    ]


def _take(name: str, worker: str, now: datetime) -> bool:
    try:
        if db.session.get(PeriodicRun, name) is None:
            db.session.add(PeriodicRun(name=name, due=now))
            db.session.flush()
        took = changed(
            sa.update(PeriodicRun)
            .where(
                PeriodicRun.name == name,
                PeriodicRun.due <= now,
                sa.or_(PeriodicRun.lease_until.is_(None), PeriodicRun.lease_until <= now),
            )
            .values(worker=worker, started=now, lease_until=now + LEASE)
        )
        db.session.commit()
    except IntegrityError:
        # Another worker made the row a moment ago, and has the work.
        db.session.rollback()
        return False
    return took == 1


def _run(name: str, worker: str) -> bool:
    work = registry.periodics[name]
    error, pause = "", work.every
    try:
        work.run()
        db.session.commit()
    except Exception as failure:
        db.session.rollback()
        log.exception("periodic work %s failed", name)
        error, pause = type(failure).__name__, min(work.every, AGAIN)
    now = clock.now()
    db.session.execute(
        sa.update(PeriodicRun)
        .where(PeriodicRun.name == name, PeriodicRun.worker == worker)
        .values(due=now + pause, lease_until=None, finished=now, error=error)
    )
    db.session.commit()
    return True


@registry.periodic("tasks.clear", every=timedelta(days=1))
def clear_old() -> None:
    """Remove jobs that finished long ago."""
    actions.clear_before(clock.now() - KEPT)
