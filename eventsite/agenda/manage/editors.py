"""Who looks after a track: boxes on the track's page."""

from flask import abort, flash, request
from flask.typing import ResponseReturnValue

from eventsite.agenda import actions, forms, queries
from eventsite.agenda.models import Track
from eventsite.agenda.views import blueprint
from eventsite.core import access, http
from eventsite.core import forms as core_forms
from eventsite.core.i18n import gettext
from eventsite.events import access as event_access
from eventsite.events import queries as event_queries
from eventsite.events.models import Duty, Event


@blueprint.post("/manage/events/<slug>/programme/tracks/<int:number>/editors")
@event_access.team(Duty.AGENDA)
def track_editors(event: Event, number: int) -> ResponseReturnValue:
    """Give the track to members of the team, or take it from them."""
    track = queries.find_track(event.id, number)
    if track is None:
        abort(404)
    form = form_of(event, track, is_sent=True)
    if not form.ok():
        abort(422)
    actions.set_editors(event, track, form.editors.data or [], access.actor_key())
    flash(gettext("Saved. Its editors may change the sessions of this track only."))
    return http.seen_other("agenda.edit_track", slug=event.slug, number=number)


def form_of(event: Event, track: Track, is_sent: bool = False) -> forms.EditorsForm:
    """Boxes of the members with the duty for some tracks, those ticked who have this one."""
    form = forms.EditorsForm(
        request.form if is_sent else None, editors=sorted(queries.editors_of(track.id))
    )
    form.editors.choices = core_forms.choices(
        [
            (str(member.user_id), member.user.person.name)
            for member in event_queries.members(event.id)
            if Duty.TRACK.value in member.duties
        ]
    )
    return form
