"""Limits the places of sessions, and gives them out in the order in which people asked."""

import sqlalchemy as sa

from eventsite.agenda import queries, releases, signing
from eventsite.agenda.actions import stars
from eventsite.agenda.emails import signups as emails
from eventsite.agenda.models import AgendaSession, SessionPlaces, SignUp
from eventsite.agenda.queries import signups as signup_queries
from eventsite.agenda.signing import LIVE, Comer, Reason, SignUpState
from eventsite.agenda.verbs import Verb
from eventsite.core import audit, clock, i18n, text
from eventsite.core.db import changed, db
from eventsite.core.errors import Refused
from eventsite.events.models import Event
from eventsite.registration import queries as registration_queries
from eventsite.registration.actions import taking
from eventsite.registration.models import PlaceMode, Registration, State

_TASK = "task:agenda.sign_ups"


def set_places(*, event: Event, session: AgendaSession, places: int | None, actor: str) -> None:
    """Limit the places of a session, or no longer; who waits gets what becomes free.

    Refused for fewer than are taken, and without a limit while people have signed up.
    """
    taking.lock(event.id)
    row = signup_queries.places_of(session.id)
    before = row.places if row else None
    if places == before:
        return
    if places is None:
        if row is not None and (row.taken or signup_queries.next_waiting(session.id)):
            raise Refused(Reason.SIGNED_UP, "places")
        db.session.delete(row)
    elif row is None:
        db.session.add(SessionPlaces(session_id=session.id, event_id=event.id, places=places))
    elif places < row.taken:
        raise Refused(Reason.TAKEN, "places", taken=row.taken)
    else:
        row.places = places
    db.session.flush()
    subject = f"session:{session.id}"
    audit.record(actor, Verb.PLACES_SET, subject, {"places": before}, {"places": places})
    if places is not None and before is not None:
        _promote(event, session.id, actor)


def sign_up(*, registration: Registration, code: str, actor: str) -> SignUpState:
    """Give a registration a place in a session, or one on its waiting list; twice is as once.

    The session is starred as well, so that the person hears of changes. Raises Refused, and
    LookupError for a session that there is not.
    """
    event = taking.lock(registration.event_id)
    registration = registration_queries.registration(registration.id)
    row = _places(event, code)
    known = signup_queries.find_sign_up(row.session_id, registration.id)
    if known is not None and known.state in LIVE:
        return known.state
    _require(registration, code, event)
    state = SignUpState.SIGNED_UP if _take(row.session_id) else SignUpState.WAITING
    if known is None:
        known = SignUp(session_id=row.session_id, registration_id=registration.id)
        db.session.add(known)
    known.state, known.since = state, clock.now()
    db.session.flush()
    stars.star(event, registration.person_id, [code], on=True)
    _record(actor, Verb.SIGNED_UP, known)
    return state


def leave(*, registration: Registration, code: str, actor: str) -> SessionPlaces | None:
    """Give the place back, which goes to who waits first; twice is as once.

    The session's places, or None where there was nothing to give back.
    """
    event = taking.lock(registration.event_id)
    row = _places(event, code)
    known = signup_queries.find_sign_up(row.session_id, registration.id)
    if known is None or known.state not in LIVE:
        return None
    _end(event, known, actor)
    return row


def put_in(*, registration: Registration, code: str, actor: str) -> SignUpState:
    """The team signs somebody up, who is told; otherwise as `sign_up`."""
    event = taking.lock(registration.event_id)
    row = _places(event, code)
    known = signup_queries.find_sign_up(row.session_id, registration.id)
    before = known.state if known else SignUpState.LEFT
    state = sign_up(registration=registration, code=code, actor=actor)
    if state is SignUpState.SIGNED_UP and before not in LIVE:
        emails.signed_up(registration_queries.registration(registration.id), row.session)
    return state


def take_out(*, registration: Registration, code: str, actor: str) -> None:
    """The team takes somebody out, who is told; otherwise as `leave`."""
    row = leave(registration=registration, code=code, actor=actor)
    if row is not None:
        emails.signed_off(registration_queries.registration(registration.id), row.session)


def give_up(registration: Registration) -> None:
    """Whoever comes to the event no longer gives up places in its sessions; it is locked."""
    found = signup_queries.live_of(registration.id)
    if found:
        event = db.session.get_one(Event, registration.event_id)
        for one in found:
            _end(event, one, _TASK)


def _require(registration: Registration, code: str, event: Event) -> None:
    agenda = _published(event)
    own = signup_queries.sign_ups_of(registration.id)
    others = [one for one in map(agenda.find, own) if one is not None]
    comer = Comer(
        is_confirmed=registration.state is State.CONFIRMED,
        is_online=registration.mode is PlaceMode.ONLINE,
    )
    why = signing.why_not(comer, agenda.find(code), others, clock.now())
    if why is not None:
        reason, title = why
        raise Refused(reason, title=text.pick(title, i18n.current_lang()).text)


def _published(event: Event) -> releases.ReleasedAgenda:
    latest = queries.latest_release(event.id)
    if latest is None:
        return releases.ReleasedAgenda(event.zone)
    return releases.read(latest.content)


def _places(event: Event, code: str) -> SessionPlaces:
    row = signup_queries.places_of_code(event.id, code)
    if row is not None:
        return row
    if queries.find_session(event.id, code) is None:
        raise LookupError(code)
    raise Refused(Reason.NO_PLACES)


def _take(session_id: int) -> bool:
    """Count one place as taken; False when none is free. The CHECK is the last word."""
    own = sa.update(SessionPlaces).where(
        SessionPlaces.session_id == session_id, SessionPlaces.taken < SessionPlaces.places
    )
    return bool(changed(own.values(taken=SessionPlaces.taken + 1)))


def _end(event: Event, row: SignUp, actor: str) -> None:
    had_place = row.state is SignUpState.SIGNED_UP
    row.state = SignUpState.LEFT
    db.session.flush()
    if had_place:
        own = sa.update(SessionPlaces).where(
            SessionPlaces.session_id == row.session_id, SessionPlaces.taken > 0
        )
        changed(own.values(taken=SessionPlaces.taken - 1))
    _record(actor, Verb.SIGNED_OFF, row)
    if had_place:
        _promote(event, row.session_id, actor)


def _promote(event: Event, session_id: int, actor: str) -> None:
    """Free places go to who asked first, who is told, as long as the session has not begun."""
    session = db.session.get_one(AgendaSession, session_id)
    held = _published(event).find(session.code)
    if held is None or held.state != "scheduled" or held.start <= clock.now():
        return
    while (one := signup_queries.next_waiting(session_id)) is not None and _take(session_id):
        one.state = SignUpState.SIGNED_UP
        db.session.flush()
        _record(actor, Verb.SIGNED_UP, one)
        emails.signed_up(one.registration, session)


def _record(actor: str, verb: Verb, row: SignUp) -> None:
    after = {"session": row.session_id, "state": row.state.value}
    audit.record(actor, verb, f"registration:{row.registration_id}", {}, after)


taking.GIVING_UP.append(give_up)
