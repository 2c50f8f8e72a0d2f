"""What is ordered for sessions: one session's services, a day's order sheet, the event's sums."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from flask import Response, abort, flash, g, render_template, request
from flask.typing import ResponseReturnValue

from eventsite.agenda import actions, draft, forms, ordering, queries, times, words
from eventsite.agenda.manage import builder
from eventsite.agenda.models import (
    AgendaSession,
    AgendaTerms,
    SessionSupply,
    SupplyState,
)
from eventsite.agenda.views import blueprint
from eventsite.core import access, http, i18n, once, text
from eventsite.core.errors import Refused
from eventsite.core.i18n import gettext
from eventsite.events import access as event_access
from eventsite.events.models import Duty, Event

_PATH = "/manage/events/<slug>/programme/services"
_OF_SESSION = "/manage/events/<slug>/programme/sessions/<code>/services"
Rows = Sequence[tuple[SessionSupply, AgendaSession]]


@blueprint.get(_PATH, endpoint="services")
@event_access.team(Duty.AGENDA, viewers=True)
def supplies(event: Event) -> ResponseReturnValue:
    """The sums by kind and state, the days' order sheets, and sessions that lack something."""
    rows = queries.supplies_of_event(event.id)
    orders = [
        ordering.Order(s.kind, s.state, s.planned_cost, s.actual_cost, s.in_kind) for s, _ in rows
    ]
    sums = ordering.sums(orders)
    return _page(
        "agenda/services.html",
        event,
        sums=sums,
        total=ordering.whole(sums.values()),
        states=ordering.by_state(orders),
        days=sorted({day for day in (_day_of(event, s) for _, s in rows) if day}),
        lacking=_lacking(event, rows),
    )


@blueprint.get(f"{_PATH}/days/<day>")
@event_access.team(Duty.AGENDA, viewers=True)
def order_sheet(event: Event, day: str) -> ResponseReturnValue:
    """What is needed on a day, by room and time, for print."""
    wanted = _wanted(day)
    return _page("agenda/order_sheet.html", event, day=wanted, lines=_lines(event, wanted))


@blueprint.get(f"{_PATH}/days/<day>.csv")
@event_access.team(Duty.AGENDA, viewers=True)
def order_sheet_csv(event: Event, day: str) -> Response:
    """The same as a table for suppliers."""
    heads = ("Room", "From", "Until", "Session", "Service", "Language", "Supplier", "Minutes")
    rows = [
        [*(line[n] for n in ("place", "start", "until", "title", "kind", "lang")), line["supplier"],
         line["minutes"], line["state"]]
        for line in _lines(event, _wanted(day))
    ]  # fmt: skip
    return http.csv_response([*heads, "State"], rows, f"{event.slug}-{day}.csv")


@blueprint.get(_OF_SESSION)
@event_access.team(Duty.AGENDA, viewers=True)
def session_supplies(event: Event, code: str) -> ResponseReturnValue:
    """The services of one session, and the form for one more."""
    return _session_page(event, builder.of_code(event, code), forms.SupplyForm())


@blueprint.post(_OF_SESSION)
@event_access.team(Duty.AGENDA)
@once.press
def request_supply(event: Event, code: str) -> ResponseReturnValue:
    """One more service of a session."""
    session = builder.of_code(event, code)
    form = forms.SupplyForm.of_request()
    if form.ok():
        facts = actions.SupplyFacts(**form.facts())
        try:
            actions.request_supply(event, session, facts, access.actor_key())
        except Refused as refused:
            form.refuse(refused)
        else:
            flash(gettext("The service is requested."))
            return http.seen_other("agenda.session_supplies", slug=event.slug, code=code)
    return _session_page(event, session, form)


@blueprint.post(f"{_OF_SESSION}/missing")
@event_access.team(Duty.AGENDA)
def request_missing(event: Event, code: str) -> ResponseReturnValue:
    """Everything the session announces and nobody has requested yet."""
    session = builder.of_code(event, code)
    try:
        actions.request_missing(event, session, access.actor_key())
    except Refused as refused:
        form = forms.SupplyForm()
        form.refuse(refused)
        return _session_page(event, session, form)
    flash(gettext("What was missing is requested."))
    return http.seen_other("agenda.session_supplies", slug=event.slug, code=code)


@blueprint.route(f"{_PATH}/<int:number>", methods=["GET", "POST"])
@event_access.team(Duty.AGENDA)
def edit_supply(event: Event, number: int) -> ResponseReturnValue:
    """Supplier, hours, costs and note of a service; its state stands beside."""
    service, session = _found(event, number)
    form = forms.SupplyForm.of_request(**forms.SupplyForm.of_supply(service))
    if form.ok():
        facts = actions.SupplyFacts(**form.facts())
        try:
            version = form.version.data or 0
            actions.change_supply(event, service, facts, access.actor_key(), version)
        except Refused as refused:
            form.refuse(refused)
        else:
            flash(gettext("The service is saved."))
            return _back(event, session)
    return _supply_page(event, service, session, form)


@blueprint.post(f"{_PATH}/<int:number>/state")
@event_access.team(Duty.AGENDA)
def move_supply_on(event: Event, number: int) -> ResponseReturnValue:
    """Bring a service to its next state, or one back."""
    service, session = _found(event, number)
    asked = request.form.get("state", "")
    if asked not in set(SupplyState):
        abort(422)
    version = request.form.get("version", 0, type=int)
    try:
        actions.move_on(event, service, SupplyState(asked), access.actor_key(), version)
    except Refused as refused:
        form = forms.SupplyForm(**forms.SupplyForm.of_supply(service))
        form.refuse(refused)
        return _supply_page(event, service, session, form)
    flash(gettext("The state is saved."))
    return _back(event, session)


@blueprint.post(f"{_PATH}/<int:number>/delete")
@event_access.team(Duty.AGENDA)
def delete_supply(event: Event, number: int) -> ResponseReturnValue:
    """Delete a service that nobody has approved."""
    service, session = _found(event, number)
    try:
        actions.delete_supply(event, service, access.actor_key())
    except Refused as refused:
        form = forms.SupplyForm(**forms.SupplyForm.of_supply(service))
        form.refuse(refused)
        return _supply_page(event, service, session, form)
    flash(gettext("The service is deleted."))
    return _back(event, session)


def _found(event: Event, number: int) -> tuple[SessionSupply, AgendaSession]:
    service = queries.find_supply(event.id, number) or abort(404)
    return service, queries.session_of_supply(service)


def _back(event: Event, session: AgendaSession) -> ResponseReturnValue:
    return http.seen_other("agenda.session_supplies", slug=event.slug, code=session.code)


def _session_page(event: Event, session: AgendaSession, form: Any) -> ResponseReturnValue:
    there = queries.supplies(session.id)
    missing = actions.missing_of(session, there)
    html = _page(
        "agenda/session_services.html",
        event,
        session=session,
        form=form,
        services=[(service, ordering.NEXT[service.state]) for service in there],
        missing=[words.supply(need.kind, need.lang) for need in missing],
    )
    return html, 422 if request.method == "POST" else 200


def _supply_page(
    event: Event, service: SessionSupply, session: AgendaSession, form: Any
) -> ResponseReturnValue:
    html = _page("agenda/service.html", event, service=service, session=session, form=form)
    return html, 422 if request.method == "POST" else 200


def _page(template: str, event: Event, **context: Any) -> str:
    g.rail_section = "agenda.builder"
    terms = queries.terms_of(event.id) or AgendaTerms(currency="CHF")
    return render_template(
        template,
        said_as=words.programme(event.kind),
        currency=terms.currency,
        money=lambda amount: words.money(amount, terms.currency),
        service_words=words.supply,
        state_words=words.supply_state,
        may_edit=event_access.may(Duty.AGENDA),
        **context,
    )


def _wanted(day: str) -> date:
    try:
        return date.fromisoformat(day)
    except ValueError:
        abort(404)


def _day_of(event: Event, session: AgendaSession) -> date | None:
    if not session.is_placed:
        return None
    return times.programme_day(draft.wall_of(session), draft.hours_of(event))


def _lines(event: Event, day: date) -> list[dict[str, Any]]:
    """A day's services by room and time; those declined are left out."""
    rows = queries.supplies_of_event(event.id)
    found = [
        (service, session)
        for service, session in rows
        if service.state != SupplyState.DECLINED and _day_of(event, session) == day
    ]
    lines = [_line(service, session) for service, session in found]
    return sorted(lines, key=lambda line: line["order"])


def _line(service: SessionSupply, session: AgendaSession) -> dict[str, Any]:
    wall = draft.wall_of(session)
    minutes = service.minutes or session.minutes
    first = min((room.position for room in session.rooms), default=10_000)
    return {
        "order": (first, wall, session.id),
        "place": words.places([room.names for room in session.rooms], session.online),
        "start": i18n.show_time(wall),
        "until": i18n.show_time(wall + timedelta(minutes=minutes)),
        "title": text.pick(session.title, i18n.current_lang()).text,
        "kind": words.supply(service.kind, ""),
        "lang": words.language(service.lang) if service.lang else "",
        "supplier": service.supplier,
        "minutes": minutes,
        "state": words.supply_state(service.state),
        "note": service.note,
    }


def _lacking(event: Event, rows: Rows) -> list[tuple[AgendaSession, str]]:
    """Sessions that announce what nobody has requested, with what that is."""
    there: dict[int, list[SessionSupply]] = {}
    for service, session in rows:
        there.setdefault(session.id, []).append(service)
    found = []
    for session in queries.announcing(event.id):
        missing = actions.missing_of(session, there.get(session.id, []))
        if missing:
            said = words.listed([words.supply(need.kind, need.lang) for need in missing])
            found.append((session, said))
    return found
