"""Lets people into a session with limited places, and takes it back."""

from datetime import date, datetime

from eventsite.agenda.models import AgendaSession
from eventsite.core import audit, clock
from eventsite.core.db import db, lock
from eventsite.core.errors import Refused
from eventsite.desk import queries, seats, standing
from eventsite.desk.actions import checkins
from eventsite.desk.models import SessionCheckIn, Source
from eventsite.desk.reconciling import Outcome
from eventsite.desk.verbs import Verb
from eventsite.events.models import Event
from eventsite.registration.actions import taking
from eventsite.registration.models import Registration


def let_in(
    *,
    actor: str,
    event: Event,
    session: AgendaSession,
    registration: Registration,
    today: date,
    has_begun: bool,
    source: Source,
    desk: str = "",
) -> None:
    """The person goes into the session, and is in for the day as well; raises Refused."""
    # Two desks may press at once: the second counts what the first wrote.
    taking.lock(event.id)
    registration = lock(Registration, registration.id)
    # Checked in earlier that day, a registration may have been cancelled since.
    gone = standing.why_not(
        registration.state, registration.mode, today, event.first_day, event.last_day
    )
    if gone is not None:
        raise Refused(gone)
    room = queries.room_of(session.id, has_begun)
    if room is None:
        raise Refused(seats.Why.NO_PLACES)
    inside = queries.find_inside(session.id, registration.id)
    why = seats.why_not(room, queries.is_signed_up(session.id, registration.id), inside is not None)
    if why is not None:
        raise Refused(why)
    if queries.find_live(registration.id, today) is None:
        checkins.check_in(
            actor=actor,
            event=event,
            registration=registration,
            today=today,
            source=source,
            desk=desk,
        )
    _add(actor, session, registration, clock.now(), desk)


def count_in(
    *, actor: str, session: AgendaSession, registration: Registration, at: datetime, desk: str
) -> Outcome:
    """A device let the person in without a network: they are inside, however many there are.

    The event is locked. Let out after the press, they stay out.
    """
    inside = queries.find_inside(session.id, registration.id)
    out = queries.last_let_out(session.id, registration.id)
    is_before = out is not None and at <= out
    if inside is not None:
        # An earlier stay, which ended, makes this one no longer.
        inside.at = inside.at if is_before else min(inside.at, at)
        return Outcome.AGAIN
    if is_before:
        return Outcome.TAKEN_BACK
    _add(actor, session, registration, at, desk)
    return Outcome.COUNTED


def _add(
    actor: str, session: AgendaSession, registration: Registration, at: datetime, desk: str
) -> None:
    db.session.add(
        SessionCheckIn(
            event_id=session.event_id,
            session_id=session.id,
            registration_id=registration.id,
            at=at,
            desk=desk,
            by=actor,
        )
    )
    db.session.flush()
    after = {"session": session.id}
    audit.record(actor, Verb.LET_IN, f"registration:{registration.id}", {}, after)


def let_out(*, actor: str, session: AgendaSession, registration: Registration) -> None:
    """The person is not inside; the check-in of the day stays. Raises Refused."""
    taking.lock(session.event_id)
    inside = queries.find_inside(session.id, registration.id)
    if inside is None:
        raise Refused(seats.Why.NOT_INSIDE)
    inside.undone, inside.undone_by = clock.now(), actor
    db.session.flush()
    before = {"session": session.id}
    audit.record(actor, Verb.LET_OUT, f"registration:{registration.id}", before, {})
