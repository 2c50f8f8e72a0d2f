"""Sessions with limited places: how many, who has signed up, and whom the team puts in."""

from flask import Response, abort, flash, g, render_template, request
from flask.typing import ResponseReturnValue

from eventsite.agenda import signing, words
from eventsite.agenda.actions import signups as actions
from eventsite.agenda.forms.signups import PlacesForm, SignUpForm
from eventsite.agenda.manage import builder
from eventsite.agenda.models import AgendaSession, SessionState, SignUp
from eventsite.agenda.queries import signups as signup_queries
from eventsite.agenda.signing import Reason, SignUpState
from eventsite.agenda.views import blueprint
from eventsite.core import access, http, i18n, once, text, trace
from eventsite.core.db import db
from eventsite.core.errors import Refused
from eventsite.core.i18n import gettext
from eventsite.events import access as event_access
from eventsite.events.models import Duty, Event
from eventsite.registration import queries as registration_queries
from eventsite.registration.models import Registration

_SECTION = "agenda.builder"
_PATH = "/manage/events/<slug>/programme/sessions/<code>/sign-ups"
_DUTIES = (Duty.AGENDA, Duty.REGISTRATION)
_PAGE = "agenda.session_sign_ups"


@blueprint.get("/manage/events/<slug>/programme/sign-ups")
@event_access.team(*_DUTIES, viewers=True)
def limited_sessions(event: Event) -> str:
    """Every session with limited places, and how full each is."""
    g.rail_section = _SECTION
    return render_template(
        "agenda/limited_sessions.html",
        event=event,
        said_as=words.programme(event.kind),
        sessions=signup_queries.limited(event.id),
    )


@blueprint.get(_PATH)
@event_access.team(*_DUTIES)
def session_sign_ups(event: Event, code: str) -> ResponseReturnValue:
    """Who has a place and who waits, with the number of places."""
    session = builder.of_code(event, code)
    row = signup_queries.places_of(session.id)
    return _page(event, session, PlacesForm(places=row.places if row else None), SignUpForm())


@blueprint.post(_PATH)
@event_access.team(*_DUTIES)
def set_session_places(event: Event, code: str) -> ResponseReturnValue:
    """Limit the places, or no longer."""
    session, form = builder.of_code(event, code), PlacesForm.of_request()
    if form.ok():
        try:
            actions.set_places(
                event=event, session=session, places=form.places.data, actor=access.actor_key()
            )
        except Refused as refused:
            form.refuse(refused)
        else:
            flash(gettext("The places are saved."))
            return http.seen_other(_PAGE, slug=event.slug, code=code)
    return _page(event, session, form, SignUpForm())


@blueprint.post(f"{_PATH}/people")
@event_access.team(*_DUTIES)
@once.press
def sign_up_person(event: Event, code: str) -> ResponseReturnValue:
    """Sign somebody up by the code of their registration."""
    session, form = builder.of_code(event, code), SignUpForm.of_request()
    if form.ok():
        try:
            found = _registration(event, str(form.code.data))
            state = actions.put_in(registration=found, code=code, actor=access.actor_key())
        except Refused as refused:
            refused.field = "code"
            form.refuse(refused)
        else:
            if state is SignUpState.SIGNED_UP:
                flash(gettext("The person has a place and is told by mail."))
            else:
                flash(gettext("All places are taken. The person is on the waiting list."))
            return http.seen_other(_PAGE, slug=event.slug, code=code)
    row = signup_queries.places_of(session.id)
    return _page(event, session, PlacesForm(places=row.places if row else None), form)


@blueprint.post(f"{_PATH}/people/<own>/remove")
@event_access.team(*_DUTIES)
def sign_off_person(event: Event, code: str, own: str) -> ResponseReturnValue:
    """Take somebody out, who is told by mail; the place goes to who waits first."""
    try:
        found = _registration(event, own)
        actions.take_out(registration=found, code=code, actor=access.actor_key())
    except (LookupError, Refused):
        abort(404)
    flash(gettext("The person is taken out and told by mail."))
    return http.seen_other(_PAGE, slug=event.slug, code=code)


@blueprint.get(f"{_PATH}.csv")
@event_access.team(Duty.REGISTRATION)
def session_sign_ups_csv(event: Event, code: str) -> Response:
    """Everybody with a place or on the waiting list, as a table."""
    session = builder.of_code(event, code)
    trace.note("session.sign_ups_read", f"event:{event.id}", actor=access.actor_key())
    head = [gettext("Name"), gettext("Email"), gettext("Code"), gettext("State"), gettext("Time")]
    rows = [_row(one, event) for one in db.session.scalars(signup_queries.signed_up(session.id))]
    return http.csv_response(head, rows, f"{event.slug}-session-{code}.csv")


def _row(one: SignUp, event: Event) -> list[str]:
    person = one.registration.person
    state = gettext(signing.STATE_LABELS[one.state])
    since = i18n.show_instant(one.since, event.zone)
    return [person.name, person.email, one.registration.code, state, since]


def _registration(event: Event, code: str) -> Registration:
    found = registration_queries.find_registration(code.strip().upper())
    if found is None or found.event_id != event.id:
        raise Refused(Reason.NOBODY, "code")
    return found


def _page(
    event: Event, session: AgendaSession, places: PlacesForm, form: SignUpForm
) -> ResponseReturnValue:
    g.rail_section = _SECTION
    row = signup_queries.places_of(session.id)
    page = http.paginate(signup_queries.signed_up(session.id))
    if page.items:
        trace.note("session.sign_ups_read", f"event:{event.id}", actor=access.actor_key())
    html = render_template(
        "agenda/session_sign_ups.html",
        event=event,
        session=session,
        title=text.pick(session.title, i18n.current_lang()),
        said_as=words.programme(event.kind),
        places=row,
        is_public=session.released is not None and session.state is SessionState.SCHEDULED,
        form=places,
        adding=form,
        page=page,
        labels=signing.STATE_LABELS,
        may_export=event_access.may(Duty.REGISTRATION),
        waiting=sum(one.state is SignUpState.WAITING for one in page.items),
    )
    return (html, 422) if request.method == "POST" else html
