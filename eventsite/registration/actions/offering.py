"""Offers free places to those who wait, takes their answer, and passes on what nobody took.

A place freed for somebody who waits is offered for `offer_hours`. Where the event would begin
before the offer passes, it is given at once. Whoever has not proved the address gets the place
held instead: opening the mailed link and pressing Confirm is their answer.
"""

from datetime import datetime

import sqlalchemy as sa

from eventsite.core import clock
from eventsite.core.db import db
from eventsite.core.errors import Refused
from eventsite.events.models import Event
from eventsite.registration import emails, places, queries, rules, wording
from eventsite.registration.actions import taking
from eventsite.registration.emails import Kind
from eventsite.registration.models import Registration, RegistrationTerms, State
from eventsite.registration.rules import Reason
from eventsite.registration.verbs import Verb

_TASK = "task:registration.expire"
#: The mail that tells somebody who waited which place they have now.
_MAIL_OF = {
    State.HELD: Kind.HOLD,
    State.OFFERED: Kind.OFFERED,
    State.PENDING: Kind.PENDING,
    State.CONFIRMED: Kind.PROMOTED,
}


def promote(event: Event, terms: RegistrationTerms, now: datetime, actor: str) -> int:
    """Offer free places to those who wait, in order, and tell them; how many were offered."""
    if rules.may_take_part(event, now) is not None:
        return 0
    stock, modes = queries.stock(event.id), rules.modes_of(event)
    if all(stock.whole(mode).is_full for mode in modes):
        return 0
    waiting = [one for one in queries.waiting(event.id) if one.mode in modes]
    found = places.next_in_line(waiting, stock, now, wording.first_groups(terms))
    for one, seat in found:
        _give(queries.registration(one.id), seat, event, terms, now, actor)
    return len(found)


def _give(
    registration: Registration,
    seat: places.Seat,
    event: Event,
    terms: RegistrationTerms,
    now: datetime,
    actor: str,
) -> None:
    until = rules.offered_until(event, terms.offer_hours, now)
    taking.sit(registration, seat)
    if registration.address_confirmed is None or until is None:
        taking.enter(registration, terms, now)
    else:
        taking.move(registration, State.OFFERED)
        registration.offered_until, registration.waiting_since = until, None
    db.session.flush()
    is_offer = registration.state is State.OFFERED
    verb = Verb.OFFERED if is_offer else Verb.PROMOTED
    taking.record(actor, verb, registration, State.WAITING)
    emails.send(_MAIL_OF[registration.state], registration)


def offer(*, registration: Registration, actor: str) -> Registration:
    """Offer a free place to somebody who waits, out of turn, as an organizer decides.

    Refused for who does not wait, and when no place is free that the person can take: places kept
    for other groups stay theirs.
    """
    now = clock.now()
    event = taking.lock(registration.event_id)
    registration = queries.registration(registration.id)
    if registration.state is not State.WAITING:
        raise Refused(Reason.NOT_WAITING)
    if reason := rules.may_take_part(event, now):
        raise Refused(reason)
    groups = queries.groups_of(registration, event, now.date())
    seat = queries.stock(event.id).seat_for(groups, registration.mode, now)
    if seat is None:
        raise Refused(Reason.NO_FREE_PLACE)
    _give(registration, seat, event, taking.terms_of(event), now, actor)
    return registration


def accept(*, registration: Registration, actor: str) -> Registration:
    """Take the place that is offered; twice is as good as once.

    Refused when none is offered, or when the offer has passed.
    """
    now = clock.now()
    event = taking.lock(registration.event_id)
    registration = queries.registration(registration.id)
    if registration.state in {State.CONFIRMED, State.PENDING}:
        return registration
    if registration.state is State.EXPIRED:
        raise Refused(Reason.OFFER_PASSED)
    if registration.state is not State.OFFERED:
        raise Refused(Reason.NO_OFFER)
    if reason := rules.may_take_part(event, now):
        raise Refused(reason)
    if registration.offered_until is not None and registration.offered_until <= now:
        raise Refused(Reason.OFFER_PASSED)
    terms = taking.terms_of(event)
    taking.enter(registration, terms, now)
    db.session.flush()
    taking.record(actor, Verb.ACCEPTED, registration, State.OFFERED)
    asked = taking.is_approval_asked(registration, terms)
    emails.send(Kind.PENDING if asked else Kind.CONFIRMED, registration)
    return registration


def decline(*, registration: Registration, actor: str) -> Registration:
    """Give the offered place to who is next; the person leaves the list. Twice is as once."""
    now = clock.now()
    event = taking.lock(registration.event_id)
    registration = queries.registration(registration.id)
    if registration.state is State.CANCELLED:
        return registration
    if registration.state is not State.OFFERED:
        raise Refused(Reason.NO_OFFER)
    taking.leave(registration, State.CANCELLED)
    registration.cancelled = now
    db.session.flush()
    taking.record(actor, Verb.DECLINED, registration, State.OFFERED)
    emails.send(Kind.CANCELLED, registration)
    promote(event, taking.terms_of(event), now, actor)
    return registration


def expire_held(now: datetime) -> int:
    """Give up places that nobody confirmed in time, to who is next; how many."""
    due = sa.and_(Registration.state == State.HELD, Registration.held_until <= now)
    return sum(_expire(event_id, due, now) for event_id in _events_with(due))


def pass_on(now: datetime) -> int:
    """Pass on offers that nobody accepted in time, and reserves' places from their date on.

    How many offers passed.
    """
    due = sa.and_(Registration.state == State.OFFERED, Registration.offered_until <= now)
    passed = sum(_expire(event_id, due, now) for event_id in _events_with(due))
    for event_id in queries.lapsed(now):
        event = taking.lock(event_id)
        promote(event, taking.terms_of(event), now, _TASK)
    return passed


def _events_with(due: sa.ColumnElement[bool]) -> list[int]:
    """In the order of their keys, in which everybody locks them."""
    found = sa.select(Registration.event_id).where(due).distinct()
    return list(db.session.scalars(found.order_by(Registration.event_id)))


def _expire(event_id: int, due: sa.ColumnElement[bool], now: datetime) -> int:
    event = taking.lock(event_id)
    found = db.session.scalars(
        sa.select(Registration.id)
        .where(due, Registration.event_id == event_id)
        .order_by(Registration.id)
    ).all()
    for key in found:
        registration = queries.registration(key)
        before = registration.state
        taking.leave(registration, State.EXPIRED)
        db.session.flush()
        was_offer = before is State.OFFERED
        verb = Verb.OFFER_PASSED if was_offer else Verb.EXPIRED
        taking.record(_TASK, verb, registration, before)
        if was_offer:
            emails.send(Kind.PASSED, registration)
    terms = queries.terms_of(event_id)
    if terms is not None:
        promote(event, terms, now, _TASK)
    return len(found)
