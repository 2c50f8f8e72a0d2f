"""The terms of registering: when, how many and what is asked."""

from typing import Any

from flask import flash, g, render_template, request
from werkzeug.wrappers import Response

from eventsite.core import access, http
from eventsite.core.errors import Refused
from eventsite.core.i18n import gettext
from eventsite.events.access import team
from eventsite.events.models import Duty, Event
from eventsite.registration import actions, queries
from eventsite.registration.forms import TermsForm
from eventsite.registration.forms import terms as terms_form
from eventsite.registration.manage.section import SECTION, Answer
from eventsite.registration.models import Admission
from eventsite.registration.queries import requests as request_queries
from eventsite.registration.views import blueprint


@blueprint.route("/manage/events/<slug>/registration-terms", methods=["GET", "POST"])
@team(Duty.REGISTRATION)
def terms(event: Event) -> Answer:
    """When, how many and what is asked."""
    stored = queries.terms_of(event.id)
    shown = terms_form.shown(stored, queries.pools(event.id), event.zone)
    form = TermsForm.of_request(stored, **shown).of_event(event)
    if form.ok():
        done = _set(form, event, stored)
        if done is not None:
            return done
    g.rail_section = SECTION
    asks = stored is not None and stored.admission is Admission.FOCAL_POINT
    page = render_template(
        "registration/terms.html",
        form=form,
        stored=stored,
        left=0 if asks else request_queries.open_count(event.id),
    )
    return (page, 422) if request.method == "POST" else page


def _set(form: TermsForm, event: Event, stored: Any) -> Response | None:
    wanted = form.terms(event, stored)
    if wanted is None:
        return None
    try:
        actions.set_terms(
            event=event, terms=wanted, actor=access.actor_key(), version=form.version.data
        )
    except Refused as refused:
        form.refuse(refused, "closes_day" if refused.field == "closes" else None)
        return None
    flash(gettext("The terms are saved."))
    return http.seen_other("registration.terms", slug=event.slug)
