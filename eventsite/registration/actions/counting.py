"""Lets held places expire and counts taken places anew."""

import logging
from datetime import datetime

import sqlalchemy as sa

from eventsite.core import audit
from eventsite.core.db import db
from eventsite.registration import queries
from eventsite.registration.actions import taking
from eventsite.registration.models import PlacePool, Registration, State
from eventsite.registration.states import TAKES_PLACE
from eventsite.registration.verbs import Verb

log = logging.getLogger("eventsite.registration")


def expire_held(now: datetime) -> int:
    """Give up places that nobody confirmed in time, to who waits first; how many."""
    due = sa.and_(Registration.state == State.HELD, Registration.held_until <= now)
    events = db.session.scalars(
        sa.select(Registration.event_id).where(due).distinct().order_by(Registration.event_id)
    ).all()
    return sum(_expire(event_id, due, now) for event_id in events)


def _expire(event_id: int, due: sa.ColumnElement[bool], now: datetime) -> int:
    event = taking.lock(event_id)
    found = db.session.scalars(
        sa.select(Registration)
        .where(due, Registration.event_id == event_id)
        .order_by(Registration.id)
        .execution_options(populate_existing=True)
    ).all()
    actor = "task:registration.expire"
    for registration in found:
        taking.move(registration, State.EXPIRED)
        registration.held_until = None
        taking.give_back(event_id, registration.mode)
        audit.record(
            actor,
            Verb.EXPIRED,
            f"registration:{registration.id}",
            {"state": State.HELD.value},
            {"state": State.EXPIRED.value},
        )
    db.session.flush()
    terms = queries.terms_of(event_id)
    if terms is not None:
        taking.promote(event, terms, now, actor)
    return len(found)


def recount(now: datetime) -> int:
    """Count every event's taken places anew and mend what differs; how many counters did.

    More registrations than places cannot be stored: the counter then stays at the capacity.
    """
    events = db.session.scalars(
        sa.select(PlacePool.event_id).distinct().order_by(PlacePool.event_id)
    ).all()
    return sum(_recount(event_id, now) for event_id in events)


def _recount(event_id: int, now: datetime) -> int:
    event = taking.lock(event_id)
    rows = db.session.execute(
        sa.select(Registration.mode, sa.func.count())
        .where(Registration.event_id == event_id, Registration.state.in_(TAKES_PLACE))
        .group_by(Registration.mode)
    )
    counted = {row[0]: row[1] for row in rows}
    pools = db.session.scalars(
        sa.select(PlacePool)
        .where(PlacePool.event_id == event_id)
        .execution_options(populate_existing=True)
    ).all()
    drifted = 0
    for pool in pools:
        drifted += _mend(pool, counted.get(pool.mode, 0))
    db.session.flush()
    terms = queries.terms_of(event_id)
    if drifted and terms is not None:
        taking.promote(event, terms, now, "task:registration.recount")
    return drifted


def _mend(pool: PlacePool, people: int) -> int:
    right = people if pool.capacity is None else min(people, pool.capacity)
    if pool.taken == right and right == people:
        return 0
    before, pool.taken = pool.taken, right
    # Not a trace note: that would wait for the lock held here. The audit row is the note.
    log.warning("event %s: %s places counted, %s noted", pool.event_id, people, before)
    audit.record(
        "task:registration.recount",
        Verb.RECOUNTED,
        f"event:{pool.event_id}",
        {"mode": pool.mode.value, "taken": before},
        {"mode": pool.mode.value, "taken": right, "counted": people},
    )
    return 1
