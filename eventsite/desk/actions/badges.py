"""Keeps what was printed, and orders many badges as a job."""

from collections.abc import Collection
from datetime import datetime

import sqlalchemy as sa

from eventsite.core import audit, clock, tasks
from eventsite.core.db import db, lock
from eventsite.desk.badges import Chosen
from eventsite.desk.models import BadgePrint
from eventsite.desk.verbs import Verb
from eventsite.events.models import Event
from eventsite.registration.models import Registration, State

#: So many keys stand in one statement.
_CHUNK = 500


def mark_printed(*, actor: str, event: Event, registrations: Collection[int]) -> int:
    """Count one print more for each confirmed registration of the event; how many there were."""
    # Two desks may print one badge at once: the second counts on what the first wrote.
    lock(Event, event.id)
    ids, now, done = sorted(set(registrations)), clock.now(), []
    for start in range(0, len(ids), _CHUNK):
        done += _mark(actor, event.id, ids[start : start + _CHUNK], now)
    db.session.flush()
    if done:
        subject = f"registration:{done[0]}" if len(done) == 1 else f"event:{event.id}"
        audit.record(actor, Verb.BADGES_PRINTED, subject, None, {"count": len(done)})
    return len(done)


def _mark(actor: str, event_id: int, ids: list[int], now: datetime) -> list[int]:
    ours = db.session.scalars(
        sa.select(Registration.id).where(
            Registration.id.in_(ids),
            Registration.event_id == event_id,
            Registration.state == State.CONFIRMED,
        )
    ).all()
    known = {
        row.registration_id: row
        for row in db.session.scalars(
            sa.select(BadgePrint)
            .where(BadgePrint.registration_id.in_(ours))
            .execution_options(populate_existing=True)
        )
    }
    for one in ours:
        row = known.get(one)
        if row is None:
            row = BadgePrint(
                event_id=event_id, registration_id=one, first=now, last=now, times=0, by=actor
            )
            db.session.add(row)
        row.last, row.by, row.times = now, actor, row.times + 1
    return list(ours)


def order_badges(*, actor: str, event: Event, chosen: Chosen) -> int:
    """Order a file of all chosen badges; the number of the job."""
    row = tasks.enqueue("desk.badges", created_by=actor, event_id=event.id, choice=chosen.dump())
    audit.record(actor, Verb.BADGES_ORDERED, f"event:{event.id}", None, {"size": chosen.size.value})
    return row.id
