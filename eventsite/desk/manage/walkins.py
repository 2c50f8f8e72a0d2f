"""Registering somebody at the door who has no registration."""

from typing import Any

from flask import abort, flash, g, render_template, request
from flask.typing import ResponseReturnValue

from eventsite.core import access, http, i18n, text
from eventsite.core.db import db
from eventsite.core.errors import Refused
from eventsite.core.i18n import gettext
from eventsite.desk import actions, standing
from eventsite.desk.forms import WalkInForm
from eventsite.desk.manage import checkins
from eventsite.desk.manage.root import blueprint
from eventsite.events.access import team
from eventsite.events.models import Duty, Event
from eventsite.questions import forms as question_forms
from eventsite.questions import queries as question_queries
from eventsite.questions.models import REGISTRATION
from eventsite.registration import queries as registration_queries
from eventsite.registration import rules
from eventsite.registration.models import PlaceMode, State


@blueprint.route("/manage/events/<slug>/desk/walk-in", methods=["GET", "POST"])
@team(Duty.DESK)
def walk_in(event: Event) -> ResponseReturnValue:
    """One form: registered, confirmed and checked in by one press."""
    terms = registration_queries.terms_of(event.id)
    if terms is None or PlaceMode.IN_PERSON not in rules.modes_of(event):
        abort(404)
    kind = WalkInForm.asking(question_queries.questionnaire_of(event.id, REGISTRATION))
    form = kind.of_request(key=text.new_secret(), lang=i18n.current_lang()).with_choices()
    if form.ok() and (code := _registered(form, event)):
        return http.seen_other("desk.person", slug=event.slug, code=code)
    today = checkins.today_of(event)
    g.rail_section = checkins.SECTION
    page = render_template(
        "desk/walk_in.html",
        form=form,
        terms=terms,
        why=standing.why_not(
            State.CONFIRMED, PlaceMode.IN_PERSON, today, event.first_day, event.last_day
        ),
    )
    return (page, 422) if request.method == "POST" else page


def _registered(form: Any, event: Event) -> str:
    """The code of the registration; empty when the form says why not."""
    try:
        with db.session.begin_nested():
            made = actions.walk_in(
                actor=access.actor_key(),
                event=event,
                comer=form.comer(),
                today=checkins.today_of(event),
                key=form.key.data or "",
                desk=checkins.station_here(),
                read_in=i18n.current_lang(),
                has_badge=bool(form.badge.data),
                asked=form.asked,
                answered=question_forms.answers(form),
            )
            code = made.code
    except Refused as refused:
        form.refuse(refused)
        return ""
    flash(gettext("The person is registered and checked in."))
    return code
