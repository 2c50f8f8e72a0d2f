"""What confirmed people need, for the accessibility duty."""

from flask import g, render_template

from eventsite.core import access, trace
from eventsite.events.access import team
from eventsite.events.models import Duty, Event
from eventsite.registration import queries
from eventsite.registration.manage.section import SECTION
from eventsite.registration.views import blueprint


@blueprint.route("/manage/events/<slug>/access-needs")
@team(Duty.ACCESSIBILITY)
def needs(event: Event) -> str:
    """What confirmed people need, for the accessibility duty alone."""
    trace.note("registration.needs_read", f"event:{event.id}", actor=access.actor_key())
    g.rail_section = SECTION
    return render_template("registration/needs.html", people=queries.needs(event.id))
