"""Takes places and gives them back, under the event's lock, and moves states with them."""

from collections.abc import Callable, Collection
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy import orm

from eventsite.core import audit
from eventsite.core import db as core_db
from eventsite.core.errors import Refused
from eventsite.events.models import Event
from eventsite.registration import places, queries
from eventsite.registration.models import (
    Admission,
    InvitationCode,
    PlaceMode,
    PlacePool,
    PlaceReserve,
    Registration,
    RegistrationTerms,
    State,
)
from eventsite.registration.rules import Reason
from eventsite.registration.states import LIVE, TAKES_PLACE, may_become
from eventsite.registration.verbs import Verb

#: What a registration with a confirmed place gives up when it ends; features above add their own.
#: Called with the event locked, before the state changes.
GIVING_UP: list[Callable[[Registration], None]] = []


def lock(event_id: int) -> Event:
    """The event's row locked until the commit: whatever counts places begins with it."""
    return core_db.lock(Event, event_id)


def terms_of(event: Event) -> RegistrationTerms:
    """The terms of an event that people have registered for; raises LookupError."""
    terms = queries.terms_of(event.id, fresh=True)
    if terms is None:
        raise LookupError(f"registration_terms of event:{event.id}")
    return terms


def take(registration: Registration, groups: Collection[str], now: datetime) -> bool:
    """Take the place that somebody of these groups can have in their mode; False for none."""
    event_id = registration.event_id or registration.event.id
    seat = queries.stock(event_id).seat_for(groups, registration.mode, now)
    if seat is None:
        return False
    sit(registration, seat)
    return True


def sit(registration: Registration, seat: places.Seat) -> None:
    """Count a place as taken; it is known to be free since the event is locked."""
    event_id = registration.event_id or registration.event.id
    _count(event_id, registration.mode, seat.reserve_id, 1)
    registration.reserve_id = seat.reserve_id


def give_back(registration: Registration) -> None:
    """Count the place of a registration as free again."""
    _count(registration.event_id, registration.mode, registration.reserve_id, -1)
    registration.reserve_id = None


def _count(event_id: int, mode: PlaceMode, reserve_id: int | None, step: int) -> None:
    """Change all counters of a place; the CHECKs of the tables are the last word.

    A counter that had drifted to nothing stays there: the nightly recount mends it.
    """
    own = sa.and_(PlacePool.event_id == event_id, PlacePool.mode == mode)
    _step(PlacePool, PlacePool.taken, own, step)
    terms = RegistrationTerms.event_id == event_id
    _step(RegistrationTerms, RegistrationTerms.taken_total, terms, step)
    if reserve_id is not None:
        _step(PlaceReserve, PlaceReserve.taken, PlaceReserve.id == reserve_id, step)


def _step(
    table: type[PlacePool | RegistrationTerms | PlaceReserve | InvitationCode],
    counter: orm.InstrumentedAttribute[int],
    which: sa.ColumnElement[bool],
    step: int,
) -> None:
    core_db.changed(
        sa.update(table).where(which, counter + step >= 0).values({counter: counter + step})
    )


def use_code(registration: Registration) -> None:
    """Count the invitation of a registration as used once more; Refused when it is used up."""
    if registration.invitation_id is None:
        return
    free = sa.or_(
        InvitationCode.most_uses.is_(None), InvitationCode.used < InvitationCode.most_uses
    )
    done = core_db.changed(
        sa.update(InvitationCode)
        .where(InvitationCode.id == registration.invitation_id, free)
        .values(used=InvitationCode.used + 1)
    )
    if not done:
        raise Refused(Reason.CODE_USED, "code")


def enter(registration: Registration, terms: RegistrationTerms, now: datetime) -> None:
    """Put a registration that has a place where it belongs: held, asked for, or confirmed."""
    registration.waiting_since = registration.offered_until = registration.held_until = None
    if registration.address_confirmed is None:
        move(registration, State.HELD)
        registration.held_until = now + timedelta(hours=terms.hold_hours)
    elif is_approval_asked(registration, terms):
        move(registration, State.PENDING)
    else:
        move(registration, State.CONFIRMED)
        registration.confirmed = now


def is_approval_asked(registration: Registration, terms: RegistrationTerms) -> bool:
    """Whether somebody has to approve the registration and has not."""
    return terms.admission is Admission.FOCAL_POINT and registration.approved is None


def wait(registration: Registration, now: datetime) -> None:
    """Put a registration at the end of the waiting list."""
    move(registration, State.WAITING)
    registration.waiting_since = now
    registration.held_until = registration.offered_until = None


def leave(registration: Registration, then: State) -> bool:
    """End a registration and give back its place and its use of an invitation.

    Whether a place became free: then `offering.promote` offers it to others.
    """
    before = registration.state
    move(registration, then)
    if before in LIVE and registration.invitation_id is not None:
        code = InvitationCode.id == registration.invitation_id
        _step(InvitationCode, InvitationCode.used, code, -1)
    registration.held_until = registration.waiting_since = registration.offered_until = None
    if before not in TAKES_PLACE:
        return False
    give_back(registration)
    return True


def move(registration: Registration, then: State) -> None:
    """Change the state as `states.NEXT` allows; a new row has none yet. Raises ValueError."""
    if registration.state is not None and not may_become(registration.state, then):
        raise ValueError(f"{registration.state} does not lead to {then}.")
    if registration.state is State.CONFIRMED:
        for give_up in GIVING_UP:
            give_up(registration)
    registration.state = then


def record(
    actor: str, verb: Verb, registration: Registration, before: State, **facts: object
) -> None:
    """Note in the trail how a registration's state changed."""
    audit.record(
        actor,
        verb,
        f"registration:{registration.id}",
        {"state": before.value},
        {"state": registration.state.value, **facts},
    )
