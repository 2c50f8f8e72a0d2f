"""What devices without a network told and what did not count, until somebody has looked at it."""

from flask import abort, flash, g, render_template
from flask.typing import ResponseReturnValue

from eventsite.core import access, http, trace
from eventsite.core.i18n import gettext
from eventsite.desk import actions, queries
from eventsite.desk.manage import checkins, offline
from eventsite.desk.manage.root import blueprint
from eventsite.events.access import team
from eventsite.events.models import Duty, Event


@blueprint.route("/manage/events/<slug>/desk/reports")
@team(Duty.DESK)
def reports(event: Event) -> str:
    """The newest first, each with what to do."""
    g.rail_section = checkins.SECTION
    page = http.paginate(queries.unseen(event.id))
    if page.items:
        trace.note("desk.reports_read", f"event:{event.id}", actor=access.actor_key())
    return render_template("desk/reports.html", page=page, words=offline.WORDS)


@blueprint.post("/manage/events/<slug>/desk/reports/<int:number>/seen")
@team(Duty.DESK)
def see_report(event: Event, number: int) -> ResponseReturnValue:
    """It needs no more looking at."""
    found = queries.find_report(event.id, number) or abort(404)
    actions.see(actor=access.actor_key(), report=found)
    flash(gettext("It is off the list."))
    return http.seen_other("desk.reports", slug=event.slug)
