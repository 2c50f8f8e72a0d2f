"""Takes places and gives them back, under the event's lock; promotes who waits."""

from datetime import datetime, timedelta

import sqlalchemy as sa

from eventsite.core import audit
from eventsite.core import db as core_db
from eventsite.core.db import db
from eventsite.events.models import Event
from eventsite.registration import emails, places, queries, rules
from eventsite.registration.emails import Kind
from eventsite.registration.models import (
    PlaceMode,
    PlacePool,
    Registration,
    RegistrationTerms,
    State,
)
from eventsite.registration.states import may_become
from eventsite.registration.verbs import Verb


def lock(event_id: int) -> Event:
    """The event's row locked until the commit: whatever counts places begins with it."""
    return core_db.lock(Event, event_id)


def take(event_id: int, mode: PlaceMode) -> bool:
    """Count one more place of a mode as taken; False when all are."""
    free = sa.or_(PlacePool.capacity.is_(None), PlacePool.taken < PlacePool.capacity)
    return (
        core_db.changed(
            sa.update(PlacePool)
            .where(PlacePool.event_id == event_id, PlacePool.mode == mode, free)
            .values(taken=PlacePool.taken + 1)
        )
        == 1
    )


def give_back(event_id: int, mode: PlaceMode) -> None:
    """Count one place less as taken."""
    core_db.changed(
        sa.update(PlacePool)
        .where(PlacePool.event_id == event_id, PlacePool.mode == mode, PlacePool.taken > 0)
        .values(taken=PlacePool.taken - 1)
    )


def enter(registration: Registration, terms: RegistrationTerms, now: datetime) -> None:
    """Put a registration that has taken a place where it belongs: confirmed, else held."""
    if registration.address_confirmed is not None:
        move(registration, State.CONFIRMED)
        registration.confirmed = now
        registration.held_until = None
    else:
        move(registration, State.HELD)
        registration.held_until = now + timedelta(hours=terms.hold_hours)
    registration.waiting_since = None


def wait(registration: Registration, now: datetime) -> None:
    """Put a registration at the end of the waiting list."""
    move(registration, State.WAITING)
    registration.waiting_since = now
    registration.held_until = None


def move(registration: Registration, then: State) -> None:
    """Change the state as `states.NEXT` allows; a new row has none yet. Raises ValueError."""
    if registration.state is not None and not may_become(registration.state, then):
        raise ValueError(f"{registration.state} does not lead to {then}.")
    registration.state = then


def promote(event: Event, terms: RegistrationTerms, now: datetime, actor: str) -> int:
    """Give free places to those who wait, in order, and tell them; how many got one."""
    if rules.may_take_part(event, now) is not None:
        return 0
    return sum(_promote(event, mode, terms, now, actor) for mode in rules.modes_of(event))


def _promote(
    event: Event, mode: PlaceMode, terms: RegistrationTerms, now: datetime, actor: str
) -> int:
    waiting = queries.waiting(event.id, mode)
    pool = queries.pools(event.id).get(mode, places.Pool(0, 0)) if waiting else places.Pool(0, 0)
    promoted = 0
    for one in places.next_in_line(waiting, pool):
        registration = queries.registration(one.id)
        if not take(event.id, mode):
            break
        enter(registration, terms, now)
        db.session.flush()
        audit.record(
            actor,
            Verb.PROMOTED,
            f"registration:{registration.id}",
            {"state": State.WAITING.value},
            {"state": registration.state.value},
        )
        held = registration.state is State.HELD
        emails.send(Kind.HOLD if held else Kind.PROMOTED, registration)
        promoted += 1
    return promoted


def terms_of(event: Event) -> RegistrationTerms:
    """The terms of an event that people have registered for; raises LookupError."""
    terms = queries.terms_of(event.id, fresh=True)
    if terms is None:
        raise LookupError(f"registration_terms of event:{event.id}")
    return terms
