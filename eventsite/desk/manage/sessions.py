"""The doors of sessions with limited places: who signed up, who is inside, who is let in."""

from datetime import datetime

from flask import abort, flash, g, render_template, request
from flask.typing import ResponseReturnValue

from eventsite.agenda import queries as agenda_queries
from eventsite.agenda import releases
from eventsite.agenda.models import AgendaSession
from eventsite.agenda.queries import signups
from eventsite.core import access, clock, http, i18n, text, trace
from eventsite.core.errors import Refused
from eventsite.core.i18n import gettext
from eventsite.desk import actions, queries, tokens
from eventsite.desk.manage import checkins
from eventsite.desk.manage.root import blueprint
from eventsite.desk.models import Source
from eventsite.events.access import team
from eventsite.events.models import Duty, Event
from eventsite.registration import links
from eventsite.registration import queries as registration_queries
from eventsite.registration.models import Registration

_PATH = "/manage/events/<slug>/desk/sessions"


@blueprint.get(_PATH)
@team(Duty.DESK)
def session_doors(event: Event) -> str:
    """Sessions with limited places, those of today first."""
    g.rail_section = checkins.SECTION
    today = checkins.today_of(event)
    found = signups.limited(event.id)
    return render_template(
        "desk/session_doors.html",
        sessions=sorted(found, key=lambda one: one.session.day != today),
    )


@blueprint.get(f"{_PATH}/<code>")
@team(Duty.DESK)
def session_door(event: Event, code: str) -> ResponseReturnValue:
    """One field for a ticket, a code or a name; whoever signed up, and who is inside."""
    g.rail_section = checkins.SECTION
    session = _session(event, code)
    room = queries.room_of(session.id, _has_begun(event, session))
    if room is None:
        abort(404)
    trace.note("desk.session_read", f"event:{event.id}", actor=access.actor_key())
    typed = tokens.read(request.args.get("q", "")[:500])
    comers = {one.code: one for one in queries.comers(session.id)}
    return render_template(
        "desk/session_door.html",
        session=session,
        title=text.pick(session.title, i18n.current_lang()),
        room=room,
        words=typed.words or typed.code,
        seal=typed.seal,
        found=_found(event, typed),
        comers=comers,
    )


def _found(event: Event, typed: tokens.Typed) -> list[tuple[str, str]]:
    """Codes and names of whoever is meant."""
    if typed.code:
        one = registration_queries.find_registration(typed.code)
        is_ours = one is not None and one.event_id == event.id and links.is_sealed(one, typed.seal)
        return [(one.code, one.person.name)] if one is not None and is_ours else []
    if not typed.words:
        return []
    rows = queries.search(event.id, typed.words, checkins.today_of(event))
    return [(one.code, f"{one.first_name} {one.family_name}".strip()) for one in rows]


@blueprint.post(f"{_PATH}/<code>/people/<own>/in")
@team(Duty.DESK)
def let_in(event: Event, code: str, own: str) -> ResponseReturnValue:
    """Into the session, and in for the day."""
    session, found = _session(event, code), _registration(event, own)
    name = found.person.name
    is_scanned = links.is_sealed(found, request.form.get("seal", ""))
    try:
        actions.let_in(
            actor=access.actor_key(),
            event=event,
            session=session,
            registration=found,
            today=checkins.today_of(event),
            has_begun=_has_begun(event, session),
            source=Source.QR if is_scanned else Source.TYPED,
            desk=checkins.station_here(),
        )
    except Refused as refused:
        flash(refused.sentence, "bad")
    else:
        flash(gettext("%(name)s is let in.", name=name))
    return http.seen_other("desk.session_door", slug=event.slug, code=code)


@blueprint.post(f"{_PATH}/<code>/people/<own>/out")
@team(Duty.DESK)
def let_out(event: Event, code: str, own: str) -> ResponseReturnValue:
    """Not inside: it was a mistake, or the person has left for good."""
    session, found = _session(event, code), _registration(event, own)
    try:
        actions.let_out(actor=access.actor_key(), session=session, registration=found)
    except Refused as refused:
        flash(refused.sentence, "bad")
    else:
        flash(gettext("The person is not counted as inside any more."))
    return http.seen_other("desk.session_door", slug=event.slug, code=code)


def _session(event: Event, code: str) -> AgendaSession:
    row = signups.places_of_code(event.id, code)
    return row.session if row is not None else abort(404)


def _registration(event: Event, code: str) -> Registration:
    found = registration_queries.find_registration(code)
    if found is None or found.event_id != event.id:
        abort(404)
    return found


def _has_begun(event: Event, session: AgendaSession) -> bool:
    """By the newest version of the programme, which counts lateness in."""
    latest = agenda_queries.latest_release(event.id)
    held = releases.read(latest.content).find(session.code) if latest else None
    start: datetime | None = held.start if held else None
    return start is not None and start <= clock.now()
