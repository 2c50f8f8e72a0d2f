"""One registration with its history, for organizers."""

from flask import abort, flash, g, render_template, request

from eventsite.core import access, clock, http, trace
from eventsite.core.errors import Refused
from eventsite.core.i18n import gettext
from eventsite.events.access import team
from eventsite.events.models import Duty, Event
from eventsite.people.models import CATEGORY_LABELS
from eventsite.registration import actions, queries, rules, verbs
from eventsite.registration.forms import CancelForm
from eventsite.registration.manage.section import SECTION, Answer
from eventsite.registration.models import Registration
from eventsite.registration.views import blueprint


@blueprint.route("/manage/events/<slug>/registrations/<code>", methods=["GET", "POST"])
@team(Duty.REGISTRATION)
def registrant(event: Event, code: str) -> Answer:
    """One registration with its history; POST cancels it with a word to the person."""
    registration = _find(event, code)
    form = CancelForm.of_request()
    if form.ok():
        try:
            actions.cancel(
                registration=registration, actor=access.actor_key(), note=form.note.data or ""
            )
        except Refused as refused:
            form.refuse(refused)
        else:
            flash(gettext("The registration is cancelled, and the person is told."))
            return http.seen_other("registration.registrant", slug=event.slug, code=code)
    page = _registrant(event, registration, form)
    return (page, 422) if request.method == "POST" else page


def _registrant(event: Event, registration: Registration, form: CancelForm) -> str:
    trace.note("registration.read", f"registration:{registration.id}", actor=access.actor_key())
    g.rail_section = SECTION
    return render_template(
        "registration/registrant.html",
        registration=registration,
        form=form,
        history=queries.history(registration),
        history_words=verbs.LABELS,
        position=queries.waiting_position(registration),
        may_cancel=rules.may_cancel(registration.state, event, clock.now()) is None,
        category_words=CATEGORY_LABELS,
    )


def _find(event: Event, code: str) -> Registration:
    found = queries.find_registration(code)
    if found is None or found.event_id != event.id:
        abort(404)
    return found
