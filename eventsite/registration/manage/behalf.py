"""Organizers change what somebody answered, on their behalf."""

from typing import Any

from flask import abort, flash, g, render_template

from eventsite.core import access, clock, trace
from eventsite.core.db import db
from eventsite.core.errors import Refused, Stale
from eventsite.core.i18n import gettext
from eventsite.events.access import team
from eventsite.events.models import Duty, Event
from eventsite.questions import forms as question_forms
from eventsite.questions import queries as question_queries
from eventsite.questions.asked import Asked
from eventsite.registration import actions, queries, rules
from eventsite.registration.forms import OnBehalfForm
from eventsite.registration.manage import registrations
from eventsite.registration.manage.registrant import back, find
from eventsite.registration.manage.section import SECTION, Answer
from eventsite.registration.models import Registration
from eventsite.registration.views import blueprint, door, registering


@blueprint.route("/manage/events/<slug>/registrations/<code>/change", methods=["GET", "POST"])
@team(Duty.REGISTRATION)
def registrant_change(event: Event, code: str) -> Answer:
    """Role, mode, entity, country and answers; 409 when somebody saved meanwhile."""
    registration = find(event, code)
    if rules.may_change(registration.state, event, clock.now()) is not None:
        return back(event, code)
    asked, theirs = door.asked_of(event), {}
    form = _form(event, registration, asked)
    if form.ok():
        try:
            with db.session.begin_nested():
                _change(form, registration, asked)
            flash(gettext("The answers are changed, and the person is told."))
            return back(event, code)
        except Refused as refused:
            form.refuse(refused)
        except Stale as stale:
            theirs = dict(stale.theirs)
            form.version.raw_data, form.version.data = None, find(event, code).version
    page = _page(find(event, code), form, asked, theirs)
    return (page, 409 if theirs else 422) if form.is_posted() else page


def _form(event: Event, registration: Registration, asked: Asked | None) -> Any:
    terms = queries.terms_of(event.id) or abort(404)
    stored: dict[str, Any] = {}
    if (key := registration.answer_set_id) is not None:
        stored = question_forms.show(asked, question_queries.answers_of([key]).get(key, {}))
    kind = registering.with_questions(OnBehalfForm, asked)
    return kind.of_registration(registration, **stored).of_event(event, terms)


def _change(form: Any, registration: Registration, asked: Asked | None) -> None:
    actions.change(
        registration=registration,
        answers=form.answers_for(registration),
        version=form.version.data or 0,
        actor=access.actor_key(),
        is_organizer=True,
    )
    registering.save_answers(form, asked, registration)


def _page(
    registration: Registration, form: Any, asked: Asked | None, theirs: dict[str, str]
) -> str:
    trace.note("registration.read", f"registration:{registration.id}", actor=access.actor_key())
    g.rail_section = SECTION
    return render_template(
        "registration/registrant_change.html",
        form=form,
        registration=registration,
        theirs=theirs,
        filtered=registrations.kept_here(),
        asks=asked is not None and bool(asked.live),
    )
