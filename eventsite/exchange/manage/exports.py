"""What a team gives out of its programme: the files, and which sites may show it in a frame."""

from flask import flash, g, render_template, request
from flask.typing import ResponseReturnValue

from eventsite.agenda import actions, queries, words
from eventsite.core import access, http
from eventsite.core.i18n import gettext
from eventsite.events import access as event_access
from eventsite.events.models import Duty, Event
from eventsite.exchange import forms
from eventsite.exchange.views import showing
from eventsite.exchange.views.frame import blueprint


@blueprint.route("/manage/events/<slug>/programme/exports", methods=["GET", "POST"])
@event_access.team(Duty.AGENDA, Duty.COMMUNICATION)
def exports(event: Event) -> ResponseReturnValue:
    """The files that everybody may have, the frame rule and the code for other sites."""
    g.rail_section = "agenda.builder"
    form = forms.FrameForm.of(queries.terms_of(event.id))
    if form.ok():
        actions.set_frames(event, form.origins, access.actor_key(), form.version.data or 0)
        flash(gettext("The rule for frames is saved. After a minute it holds everywhere."))
        return http.seen_other("exchange.exports", slug=event.slug)
    published = queries.find_published(event.slug)
    html = render_template(
        "exchange/exports.html",
        event=event,
        form=form,
        said_as=words.programme(event.kind),
        published=published,
        files=showing.listed(published) if published is not None else [],
        **(showing.ways(published) if published is not None else {}),
    )
    return html, 422 if request.method == "POST" else 200
