"""Approves and refuses: what focal points and organizers decide about one registration."""

from datetime import datetime

from eventsite.core import clock
from eventsite.core.db import db
from eventsite.core.errors import Refused
from eventsite.events.models import Event
from eventsite.registration import emails, queries, rules
from eventsite.registration.actions import offering, taking
from eventsite.registration.emails import Kind
from eventsite.registration.models import Registration, State
from eventsite.registration.rules import Reason
from eventsite.registration.states import LIVE, REFUSABLE
from eventsite.registration.verbs import Verb

_MAIL_OF = {
    State.CONFIRMED: Kind.APPROVED,
    State.HELD: Kind.HOLD,
    State.WAITING: Kind.WAITING,
}


def approve(*, registration: Registration, actor: str) -> Registration:
    """Approve a registration: who has a place is confirmed, who waits is not asked about again.

    Twice is as once. A refused one is thought over: it takes a free place or waits again. Refused
    when it is cancelled or expired, and when the event is over.
    """
    now = clock.now()
    event = taking.lock(registration.event_id)
    registration = queries.registration(registration.id)
    before = registration.state
    if registration.approved is not None and before in LIVE:
        return registration
    if before not in LIVE | {State.REFUSED}:
        raise Refused(Reason.NOT_TO_DECIDE)
    if reason := rules.may_take_part(event, now):
        raise Refused(reason)
    registration.approved, registration.decided_by = now, actor
    registration.refusal_note = ""
    if before is State.PENDING:
        taking.enter(registration, taking.terms_of(event), now)
    elif before is State.REFUSED:
        _think_again(registration, event, now)
    db.session.flush()
    taking.record(actor, Verb.APPROVED, registration, before)
    if registration.state is not before:
        emails.send(_MAIL_OF[registration.state], registration)
    return registration


def _think_again(registration: Registration, event: Event, now: datetime) -> None:
    terms = taking.terms_of(event)
    taking.use_code(registration)
    if taking.take(registration, queries.groups_of(registration, event, now.date()), now):
        taking.enter(registration, terms, now)
    elif terms.has_waiting_list:
        taking.wait(registration, now)
    else:
        raise Refused(Reason.FULL)


def refuse(*, registration: Registration, actor: str, note: str) -> Registration:
    """Say no with a reason that the person is told; a place goes to who waits.

    Refused without a reason, and for what is decided, confirmed, cancelled or expired already.
    """
    now, note = clock.now(), note.strip()
    event = taking.lock(registration.event_id)
    registration = queries.registration(registration.id)
    before = registration.state
    if registration.approved is not None or before is State.REFUSED:
        raise Refused(Reason.DECIDED)
    if before not in REFUSABLE:
        raise Refused(Reason.NOT_TO_DECIDE)
    if not note:
        raise Refused(Reason.NOTE_MISSING, "note")
    is_freed = taking.leave(registration, State.REFUSED)
    registration.decided_by, registration.refusal_note = actor, note
    db.session.flush()
    taking.record(actor, Verb.REFUSED, registration, before)
    emails.send(Kind.REFUSED, registration)
    if is_freed:
        offering.promote(event, taking.terms_of(event), now, actor)
    return registration
