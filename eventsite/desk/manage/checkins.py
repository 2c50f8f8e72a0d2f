"""Finding a person at the door, checking them in, and taking it back."""

from datetime import date

from flask import abort, flash, g, render_template, request, session
from flask.typing import ResponseReturnValue

from eventsite.core import access, clock, http, trace, zones
from eventsite.core.errors import Refused
from eventsite.core.i18n import gettext
from eventsite.desk import actions, queries, standing, tokens
from eventsite.desk.manage.root import blueprint
from eventsite.desk.models import Source
from eventsite.events.access import may, team
from eventsite.events.models import Duty, Event
from eventsite.registration import links, rules
from eventsite.registration import queries as registration_queries
from eventsite.registration.models import PlaceMode, Registration

SECTION = "desk.desk"
_MOST_NAME = 40
_STATION = "desk_name"


@blueprint.route("/manage/events/<slug>/desk")
@team(Duty.DESK)
def desk(event: Event) -> ResponseReturnValue:
    """One field for a ticket, a code or a name, and who came last."""
    today = today_of(event)
    typed = tokens.read(request.args.get("q", "")[:500])
    if typed.code:
        return http.seen_other("desk.person", slug=event.slug, code=typed.code, seal=typed.seal)
    if typed.words:
        trace.note("desk.searched", f"event:{event.id}", actor=access.actor_key())
    made, expected = queries.counts(event.id, today)
    return render_template(
        "desk/desk.html",
        words=typed.words,
        found=queries.search(event.id, typed.words, today) if typed.words else [],
        recent=queries.recent(event.id, today),
        made=made,
        expected=expected,
        today=today,
        station=station_here(),
        unseen=queries.unseen_count(event.id),
        may_certify=may(Duty.REGISTRATION),
        takes_walk_ins=takes_walk_ins(event),
    )


@blueprint.post("/manage/events/<slug>/desk/name")
@team(Duty.DESK)
def station(event: Event) -> ResponseReturnValue:
    """The name of this desk, kept on this device."""
    session[_STATION] = " ".join(request.form.get("desk", "").split())[:_MOST_NAME]
    return http.seen_other(SECTION, slug=event.slug)


@blueprint.route("/manage/events/<slug>/desk/people/<code>")
@team(Duty.DESK)
def person(event: Event, code: str) -> str:
    """One person with one big button, or why not."""
    found, today = _found(event, code), today_of(event)
    made = queries.find_live(found.id, today)
    trace.note("desk.person_read", f"registration:{found.id}", actor=access.actor_key())
    g.rail_section = SECTION
    return render_template(
        "desk/person.html",
        registration=found,
        made=made,
        why=standing.why_not(
            found.state, found.mode, today, event.first_day, event.last_day, made is not None
        ),
        seal=_seal(),
        station=station_here(),
    )


@blueprint.post("/manage/events/<slug>/desk/people/<code>/check-in")
@team(Duty.DESK)
def check_in(event: Event, code: str) -> ResponseReturnValue:
    """The person is in for today."""
    found = _found(event, code)
    is_scanned = links.is_sealed(found, request.form.get("seal", ""))
    # The action reads the row anew, without the person.
    name = found.person.name
    try:
        actions.check_in(
            actor=access.actor_key(),
            event=event,
            registration=found,
            today=today_of(event),
            source=Source.QR if is_scanned else Source.TYPED,
            desk=station_here(),
            has_badge=bool(request.form.get("badge")),
        )
    except Refused as refused:
        flash(refused.sentence, "bad")
        return http.seen_other("desk.person", slug=event.slug, code=code)
    flash(gettext("%(name)s is checked in.", name=name))
    return http.seen_other(SECTION, slug=event.slug)


@blueprint.post("/manage/events/<slug>/desk/people/<code>/undo")
@team(Duty.DESK)
def undo(event: Event, code: str) -> ResponseReturnValue:
    """Today's check-in was a mistake."""
    try:
        actions.undo(
            actor=access.actor_key(), registration=_found(event, code), today=today_of(event)
        )
    except Refused as refused:
        flash(refused.sentence, "bad")
    else:
        flash(gettext("The check-in is undone."))
    return http.seen_other("desk.person", slug=event.slug, code=code)


def takes_walk_ins(event: Event) -> bool:
    """Whether people can be registered for a place in the room."""
    has_room = PlaceMode.IN_PERSON in rules.modes_of(event)
    return has_room and registration_queries.terms_of(event.id) is not None


def today_of(event: Event) -> date:
    """The day on the clocks of the event."""
    return zones.local(clock.now(), event.zone).date()


def station_here() -> str:
    """The name of this desk; may be empty."""
    kept = session.get(_STATION, "")
    return kept if isinstance(kept, str) else ""


def _seal() -> str:
    return request.args.get("seal", "")[:64]


def _found(event: Event, code: str) -> Registration:
    """A registration of the event; a ticket whose seal is wrong is nobody's."""
    found = registration_queries.find_registration(code)
    if found is None or found.event_id != event.id:
        abort(404)
    if _seal() and not links.is_sealed(found, _seal()):
        abort(404)
    return found
