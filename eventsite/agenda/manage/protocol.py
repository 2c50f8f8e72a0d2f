"""The order of protocol, for print, and the days until which people answer and send slides."""

from flask import flash, render_template, request
from flask.typing import ResponseReturnValue

from eventsite.agenda import forms, matrix, queries
from eventsite.agenda.actions import invitations
from eventsite.agenda.views import blueprint
from eventsite.core import access, http
from eventsite.core.i18n import gettext
from eventsite.events import access as event_access
from eventsite.events.models import Duty, Event


@blueprint.route("/manage/events/<slug>/people/protocol", methods=["GET", "POST"])
@event_access.team(Duty.AGENDA)
def protocol(event: Event) -> ResponseReturnValue:
    """Everybody by rank; the ranks can be changed here and the list printed."""
    rows = [matrix.row(line) for line in queries.roll(event.id)]
    shown = [{"code": row.speaker.code, "rank": row.speaker.precedence} for row in rows]
    form = forms.OrderForm.of_request(rows=shown)
    if form.ok():
        invitations.set_order(event, form.ranks(), access.actor_key())
        flash(gettext("The order is saved."))
        return http.seen_other("agenda.protocol", slug=event.slug)
    fields = {one.form.code.data: one.form for one in form.rows}
    html = render_template(
        "agenda/protocol.html",
        form=form,
        rows=[(row, fields[row.speaker.code]) for row in rows if row.speaker.code in fields],
    )
    return html, 422 if request.method == "POST" else 200


@blueprint.route("/manage/events/<slug>/people/due-dates", methods=["GET", "POST"])
@event_access.team(Duty.AGENDA)
def due_dates(event: Event) -> ResponseReturnValue:
    """Until when people answer and send slides; reminders go out before."""
    form = forms.DueDatesForm.of_request(queries.terms_of(event.id))
    if form.ok():
        answers, slides = form.answers_due.data, form.slides_due.data
        version = form.version.data or 0
        invitations.set_due_dates(event, answers, slides, version, access.actor_key())
        flash(gettext("The due dates are saved."))
        return http.seen_other("agenda.people", slug=event.slug)
    html = render_template("agenda/due_dates.html", form=form)
    return html, 422 if request.method == "POST" else 200
