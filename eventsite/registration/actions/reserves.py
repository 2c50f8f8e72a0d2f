"""Keeps places for groups, and sets when groups can register."""

from datetime import datetime

import sqlalchemy as sa

from eventsite.core import audit, clock
from eventsite.core.db import db
from eventsite.core.errors import Refused
from eventsite.events.models import Event
from eventsite.registration import queries
from eventsite.registration.actions import offering, taking
from eventsite.registration.models import (
    PlaceMode,
    PlaceReserve,
    Registration,
    RegistrationWindow,
)
from eventsite.registration.rules import Reason, Window
from eventsite.registration.verbs import Verb


def set_reserve(
    *,
    event: Event,
    group: str,
    mode: PlaceMode | None,
    places: int,
    until: datetime | None,
    actor: str,
) -> PlaceReserve:
    """Keep places for a group in a mode (None: any); the one there is gets the new number and end.

    More than are free may be kept: then the next places that become free are the group's. Places
    that are kept no longer are offered to who waits.
    """
    now = clock.now()
    event = taking.lock(event.id)
    row = _find(event.id, group, mode) or PlaceReserve(
        event_id=event.id, group=group, mode=mode, taken=0, created=now
    )
    before = None if row.id is None else _facts(row)
    row.places, row.until = places, until
    db.session.add(row)
    db.session.flush()
    audit.record(actor, Verb.RESERVE_SET, f"event:{event.id}", before, _facts(row))
    offering.promote(event, taking.terms_of(event), now, actor)
    return row


def _find(event_id: int, group: str, mode: PlaceMode | None) -> PlaceReserve | None:
    return db.session.scalars(
        sa.select(PlaceReserve)
        .where(
            PlaceReserve.event_id == event_id,
            PlaceReserve.group == group,
            PlaceReserve.mode.is_(None) if mode is None else PlaceReserve.mode == mode,
        )
        .order_by(PlaceReserve.id)
        .limit(1)
        .execution_options(populate_existing=True)
    ).one_or_none()


def _facts(row: PlaceReserve) -> dict[str, object]:
    return {
        "group": row.group,
        "mode": row.mode.value if row.mode else None,
        "places": row.places,
        "until": row.until.isoformat() if row.until else None,
    }


def drop_reserve(*, event: Event, key: int, actor: str) -> None:
    """Keep these places no longer: who has one keeps it, the others are everybody's.

    Raises LookupError for a reserve that the event does not have.
    """
    now = clock.now()
    event = taking.lock(event.id)
    row = db.session.get(PlaceReserve, key, populate_existing=True)
    if row is None or row.event_id != event.id:
        raise LookupError(f"place_reserve:{key}")
    db.session.execute(
        sa.update(Registration).where(Registration.reserve_id == key).values(reserve_id=None)
    )
    audit.record(actor, Verb.RESERVE_DROPPED, f"event:{event.id}", _facts(row), None)
    db.session.delete(row)
    db.session.flush()
    offering.promote(event, taking.terms_of(event), now, actor)


def set_window(*, event: Event, window: Window, actor: str) -> None:
    """Set when a group can register; Refused without a date, and when it closes first."""
    if window.opens is None and window.closes is None:
        raise Refused(Reason.WINDOW_EMPTY, "opens")
    if window.opens and window.closes and window.closes <= window.opens:
        raise Refused(Reason.CLOSES_FIRST, "closes")
    event = taking.lock(event.id)
    row = queries.find_window(event.id, window.group)
    before = None if row is None else _window_facts(row)
    row = row or RegistrationWindow(event_id=event.id, group=window.group)
    row.opens, row.closes = window.opens, window.closes
    db.session.add(row)
    db.session.flush()
    audit.record(actor, Verb.WINDOW_SET, f"event:{event.id}", before, _window_facts(row))


def drop_window(*, event: Event, group: str, actor: str) -> None:
    """Let a group register when everybody can; raises LookupError for a group without a window."""
    event = taking.lock(event.id)
    row = queries.find_window(event.id, group)
    if row is None:
        raise LookupError(group)
    audit.record(actor, Verb.WINDOW_DROPPED, f"event:{event.id}", _window_facts(row), None)
    db.session.delete(row)
    db.session.flush()


def _window_facts(row: RegistrationWindow) -> dict[str, object]:
    return {
        "group": row.group,
        "opens": row.opens.isoformat() if row.opens else None,
        "closes": row.closes.isoformat() if row.closes else None,
    }
