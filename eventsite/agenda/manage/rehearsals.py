"""Times for technical tests: the team makes them, sees who booked and notes who made the test."""

from flask import abort, flash, render_template, request
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response

from eventsite.agenda import appointments, forms, matrix, queries
from eventsite.agenda.actions import rehearsals as actions
from eventsite.agenda.models import RehearsalSlot
from eventsite.agenda.views import blueprint
from eventsite.core import access, http
from eventsite.core.errors import Refused
from eventsite.core.i18n import gettext, ngettext
from eventsite.events import access as event_access
from eventsite.events import wording
from eventsite.events.models import Duty, Event


@blueprint.route("/manage/events/<slug>/people/tests", methods=["GET", "POST"])
@event_access.team(Duty.AGENDA)
def rehearsals(event: Event) -> ResponseReturnValue:
    """All times with who booked them, and the form for more."""
    form = forms.RehearsalsForm.of_request()
    if form.ok():
        try:
            count = actions.create(event, _series(form), access.actor_key())
        except Refused as refused:
            form.refuse(refused)
        else:
            flash(ngettext("%(num)s time is added.", "%(num)s times are added.", count))
            return http.seen_other("agenda.rehearsals", slug=event.slug)
    names = {one.id: one for one in queries.speakers(event.id)}
    place = wording.zone_place(event)
    html = render_template(
        "agenda/rehearsals.html",
        form=form,
        slots=[
            (
                slot,
                appointments.span(slot.starts, slot.ends, event.zone, place),
                names.get(slot.speaker_id or 0),
            )
            for slot in queries.rehearsals(event.id)
        ],
        called=matrix.called,
    )
    return html, 422 if request.method == "POST" else 200


@blueprint.post("/manage/events/<slug>/people/tests/<int:number>/passed")
@event_access.team(Duty.AGENDA)
def pass_rehearsal(event: Event, number: int) -> Response:
    """The test was made."""
    actions.mark_passed(event, _of(event, number), access.actor_key())
    return http.seen_other("agenda.rehearsals", slug=event.slug)


@blueprint.post("/manage/events/<slug>/people/tests/<int:number>/free")
@event_access.team(Duty.AGENDA)
def free_rehearsal(event: Event, number: int) -> Response:
    """Make a booked time free."""
    actions.free(event, _of(event, number), access.actor_key())
    flash(gettext("The time is free again. Tell the person yourself."))
    return http.seen_other("agenda.rehearsals", slug=event.slug)


@blueprint.post("/manage/events/<slug>/people/tests/<int:number>/delete")
@event_access.team(Duty.AGENDA)
def delete_rehearsal(event: Event, number: int) -> Response:
    """Delete a time that nobody booked."""
    actions.delete(event, _of(event, number), access.actor_key())
    return http.seen_other("agenda.rehearsals", slug=event.slug)


def _series(form: forms.RehearsalsForm) -> actions.Series:
    names = ("day", "starts", "ends", "minutes", "place")
    return actions.Series(**{name: form[name].data for name in names})


def _of(event: Event, number: int) -> RehearsalSlot:
    return queries.find_rehearsal(event.id, number) or abort(404)
