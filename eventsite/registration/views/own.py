"""One's own registrations: the list, one of them, confirming, changing and cancelling it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask import Response as FlaskResponse
from flask import abort, flash, redirect, render_template
from werkzeug.wrappers import Response

from eventsite.core import access, clock, i18n
from eventsite.core.errors import Refused
from eventsite.core.i18n import gettext
from eventsite.core.text import Said
from eventsite.events import queries as event_queries
from eventsite.questions import conditions
from eventsite.questions import forms as question_forms
from eventsite.questions import queries as question_queries
from eventsite.questions import wording as question_wording
from eventsite.questions.asked import Asked
from eventsite.questions.kinds import Kind
from eventsite.registration import actions, emails, links, queries, rules, schedule, wording
from eventsite.registration.access import (
    actor,
    here,
    holder,
    holder_or_assistant,
    is_assistant,
)
from eventsite.registration.forms import ChangeForm
from eventsite.registration.models import Registration, State
from eventsite.registration.queries import answering, consents
from eventsite.registration.states import LIVE
from eventsite.registration.views import deciding, door, registering, tickets
from eventsite.registration.views.root import blueprint

Answer = str | Response | tuple[str, int]


@dataclass(frozen=True)
class Item:
    """One line of the list."""

    registration: Registration
    position: int | None
    lines: list[schedule.Line]
    is_over: bool

    @property
    def starts(self) -> datetime | None:
        """The first start, for the order."""
        return schedule.begins(self.lines)


@blueprint.route("/me")
@access.signed_in
def my_events() -> str:
    """What comes next, what is to do, all registrations once, and past ones."""
    person = access.current_user().person
    items = _items(person.id, person.zone)
    coming = [item for item in items if not item.is_over]
    live = [item for item in coming if item.registration.state in LIVE]
    confirmed = [item for item in live if item.registration.state is State.CONFIRMED]
    return render_template(
        "registration/my_events.html",
        person=person,
        coming=coming,
        past=[item for item in reversed(items) if item.is_over],
        next=next((item for item in confirmed if item.starts is not None), None),
        to_confirm=[item for item in live if item.registration.address_confirmed is None],
        offered=[item for item in live if item.registration.state is State.OFFERED],
        others=consents.registered_by(person.id),
    )


def _items(person_id: int, zone: str) -> list[Item]:
    now, positions = clock.now(), queries.waiting_positions(person_id)
    items = [
        Item(
            one,
            positions.get(one.id),
            schedule.lines(one.event, one.mode, zone or one.zone),
            rules.is_over(one.event, now),
        )
        for one in queries.of_person(person_id)
    ]
    return sorted(items, key=lambda item: (item.registration.event.first_day is None, _day(item)))


def _day(item: Item) -> str:
    day = item.registration.event.first_day
    return day.isoformat() if day else ""


@blueprint.route("/me/registrations/<code>")
@blueprint.route("/registrations/<code>/<key>")
@holder_or_assistant
def registration(registration: Registration) -> str:
    """The ticket and what one can do; a held place waits here for Confirm."""
    event, now, terms = registration.event, clock.now(), queries.terms_of(registration.event_id)
    turn = queries.turn_of(registration)
    return render_template(
        "registration/registration.html",
        registration=registration,
        event=event,
        lines=schedule.lines(event, registration.mode, registration.zone),
        why=wording.why(turn, terms) if turn and terms else "",
        terms=terms,
        consents=consents.consents_of(registration),
        asks_agreement=deciding.asks_agreement(registration),
        is_assistant=is_assistant(registration),
        own_answers=_own_answers(registration),
        unanswered=_unanswered(registration, now),
        may_transfer=deciding.may_give(registration),
        until=offer_ends(registration),
        ticket=tickets.picture(registration) if registration.state is State.CONFIRMED else None,
        may_change=rules.may_change(registration.state, event, now) is None,
        may_cancel=rules.may_cancel(registration.state, event, now) is None,
        may_join=rules.may_join(registration.state, event),
        answered=queries.statistics_of(registration) is not None,
        held_until=registration.held_until
        and i18n.show_instant(registration.held_until, registration.zone),
    )


def _own_answers(registration: Registration) -> list[tuple[str, str]]:
    key = registration.answer_set_id
    if key is None:
        return []
    return question_queries.worded_answers([key], i18n.current_lang()).get(key, [])


def _unanswered(registration: Registration, now: datetime) -> list[Said]:
    """The questions that wait for an answer, as long as it can be given."""
    if rules.is_over(registration.event, now):
        return []
    lang = i18n.current_lang()
    return [question_wording.label(one, lang) for one in answering.unanswered(registration)]


def offer_ends(registration: Registration) -> list[str]:
    """Until when an offer stands: in the venue's zone, then in the person's where it differs."""
    end = registration.offered_until
    if end is None:
        return []
    zones = dict.fromkeys([registration.event.zone, registration.zone])
    return list(dict.fromkeys(i18n.show_instant(end, zone) for zone in zones))


@blueprint.route("/me/registrations/<code>/change", methods=["GET", "POST"])
@blueprint.route("/registrations/<code>/<key>/change", methods=["GET", "POST"])
@holder_or_assistant
def change(registration: Registration) -> Answer:
    """Change the answers for this event."""
    event = registration.event
    reason = rules.may_change(registration.state, event, clock.now())
    terms = queries.terms_of(event.id)
    if reason is not None or terms is None:
        return redirect(here("registration.registration", registration), 303)
    asked = door.asked_of(event)
    if asked is not None and is_assistant(registration):
        # Nobody agrees for somebody else.
        asked = conditions.without(asked, Kind.CONSENT)
    form = (
        registering.with_questions(ChangeForm, asked)
        .of_registration(registration, **_stored(asked, registration))
        .of_event(event, terms)
    )
    form.keep_role(registration.role)
    if is_assistant(registration) and "publish_in_list" in form:
        # Nobody agrees to that for somebody else.
        del form["publish_in_list"]
    if form.ok() and _changed(form, registration, asked):
        return redirect(here("registration.registration", registration), 303)
    page = render_template(
        "registration/change.html",
        form=form,
        event=event,
        registration=registration,
        asks=asked is not None and bool(asked.live),
    )
    return (page, 422) if form.is_posted() else page


def _stored(asked: Asked | None, registration: Registration) -> dict[str, Any]:
    key = registration.answer_set_id
    if key is None:
        return {}
    return question_forms.show(asked, question_queries.answers_of([key]).get(key, {}))


def _changed(form: ChangeForm, registration: Registration, asked: Asked | None) -> bool:
    try:
        actions.change(
            registration=registration,
            answers=form.answers(),
            version=form.version.data or 0,
            actor=actor(registration),
        )
    except Refused as refused:
        form.refuse(refused)
        return False
    registering.save_answers(form, asked, registration)
    actions.follow_list(
        registration=registration, lang=i18n.current_lang(), actor=actor(registration)
    )
    flash(gettext("Your answers are changed."))
    return True


@blueprint.route("/me/registrations/<code>/calendar.ics")
@blueprint.route("/registrations/<code>/<key>/calendar.ics")
@holder
def calendar(registration: Registration) -> FlaskResponse:
    """The days of the event as a file, for people whose mail was blocked."""
    if registration.state is not State.CONFIRMED:
        abort(404)
    with i18n.speaking(registration.lang):
        body = emails.download(registration)
    response = FlaskResponse(body, content_type="text/calendar; charset=utf-8")
    name = f"{registration.event.slug}.ics"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@blueprint.route("/me/registrations/<code>/join")
@blueprint.route("/registrations/<code>/<key>/join")
@holder
def join(registration: Registration) -> str:
    """The ways to join, on one light page, for confirmed people only."""
    return _join_page(registration)


@blueprint.route("/me/events/<slug>/join")
@access.signed_in
def join_event(slug: str) -> str:
    """The same by the event's name, for links of calendars and mails."""
    event = event_queries.find_public_event(slug) or abort(404)
    found = queries.find_of(event.id, access.current_user().person_id) or abort(404)
    return _join_page(queries.registration(found.id))


def _join_page(registration: Registration) -> str:
    event = registration.event
    may = rules.may_join(registration.state, event)
    return render_template(
        "registration/join.html",
        registration=registration,
        event=event,
        ways=queries.join_ways(event.id) if may else [],
        may_join=may,
        lines=schedule.lines(event, registration.mode, registration.zone),
        code=links.seal_of(registration)[:6].upper(),
    )
