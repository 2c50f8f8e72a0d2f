"""Counts taken places and used invitations anew, and mends what differs."""

import logging
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from eventsite.core import audit
from eventsite.core.db import db
from eventsite.registration import queries
from eventsite.registration.actions import offering, taking
from eventsite.registration.models import (
    InvitationCode,
    PlacePool,
    PlaceReserve,
    Registration,
    RegistrationTerms,
)
from eventsite.registration.states import LIVE, TAKES_PLACE
from eventsite.registration.verbs import Verb

log = logging.getLogger("eventsite.registration")
_TASK = "task:registration.recount"


def recount(now: datetime) -> int:
    """Count every event's counters anew and mend what differs; how many counters did.

    More registrations than places cannot be stored: the counter then stays at the capacity.
    """
    events = db.session.scalars(
        sa.select(PlacePool.event_id).distinct().order_by(PlacePool.event_id)
    ).all()
    return sum(_recount(event_id, now) for event_id in events)


def _recount(event_id: int, now: datetime) -> int:
    event = taking.lock(event_id)
    drifted = _recount_places(event_id) + _recount_codes(event_id)
    db.session.flush()
    terms = queries.terms_of(event_id)
    if drifted and terms is not None:
        offering.promote(event, terms, now, _TASK)
    return drifted


def _recount_places(event_id: int) -> int:
    by_mode = _counted(Registration.mode, event_id, TAKES_PLACE)
    by_reserve = _counted(Registration.reserve_id, event_id, TAKES_PLACE)
    drifted = 0
    for pool in _rows(PlacePool, event_id):
        facts = {"mode": pool.mode.value}
        drifted += _mend(pool, "taken", by_mode.get(pool.mode, 0), pool.capacity, facts)
    for terms in _rows(RegistrationTerms, event_id):
        everybody = sum(by_mode.values())
        drifted += _mend(terms, "taken_total", everybody, terms.capacity_total, {})
    for reserve in _rows(PlaceReserve, event_id):
        facts = {"reserve": reserve.id}
        drifted += _mend(reserve, "taken", by_reserve.get(reserve.id, 0), None, facts)
    return drifted


def _recount_codes(event_id: int) -> int:
    used = _counted(Registration.invitation_id, event_id, LIVE)
    return sum(
        _mend(code, "used", used.get(code.id, 0), code.most_uses, {"code": code.id})
        for code in _rows(InvitationCode, event_id)
    )


def _counted(column: Any, event_id: int, states: frozenset[Any]) -> dict[Any, int]:
    rows = db.session.execute(
        sa.select(column, sa.func.count())
        .where(Registration.event_id == event_id, Registration.state.in_(states))
        .group_by(column)
    )
    return {row[0]: row[1] for row in rows}


def _rows(table: Any, event_id: int) -> list[Any]:
    return list(
        db.session.scalars(
            sa.select(table)
            .where(table.event_id == event_id)
            .order_by(table.id)
            .execution_options(populate_existing=True)
        )
    )


def _mend(row: Any, counter: str, people: int, most: int | None, facts: dict[str, Any]) -> int:
    right = people if most is None else min(people, most)
    before = getattr(row, counter)
    if before == right == people:
        return 0
    setattr(row, counter, right)
    # Not a trace note: that would wait for the lock held here. The audit row is the note.
    log.warning("event %s: %s %s counted, %s noted", row.event_id, people, counter, before)
    audit.record(
        _TASK,
        Verb.RECOUNTED,
        f"event:{row.event_id}",
        {**facts, counter: before},
        {**facts, counter: right, "counted": people},
    )
    return 1
