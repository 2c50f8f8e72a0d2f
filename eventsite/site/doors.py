"""What registration offers for each of several events, fetched in two queries."""

from collections.abc import Sequence
from datetime import datetime

import sqlalchemy as sa

from eventsite.core.db import db
from eventsite.events.models import Event
from eventsite.registration import rules
from eventsite.registration.models import PlacePool, RegistrationTerms

_CLOSED = {
    rules.Reason.NOT_YET: "later",
    rules.Reason.CLOSED: "closed",
    rules.Reason.PAUSED: "closed",
}


def of(events: Sequence[Event], now: datetime) -> dict[int, str]:
    """Event id to `open`, `waiting` (list), `full`, `later`, `closed` or nothing to say."""
    ids = [event.id for event in events]
    terms = {
        row.event_id: row
        for row in db.session.scalars(
            sa.select(RegistrationTerms).where(RegistrationTerms.event_id.in_(ids))
        )
    }
    pools: dict[int, list[PlacePool]] = {}
    for pool in db.session.scalars(sa.select(PlacePool).where(PlacePool.event_id.in_(ids))):
        pools.setdefault(pool.event_id, []).append(pool)
    return {e.id: _door(e, terms.get(e.id), pools.get(e.id, []), now) for e in events}


def _door(
    event: Event, terms: RegistrationTerms | None, pools: list[PlacePool], now: datetime
) -> str:
    reason = rules.may_register(terms, event, now)
    if reason is not None or terms is None:
        return _CLOSED.get(reason, "") if reason else ""
    full = bool(pools) and all(p.capacity is not None and p.taken >= p.capacity for p in pools)
    if not full:
        return "open"
    return "waiting" if terms.has_waiting_list else "full"
