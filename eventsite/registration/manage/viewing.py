"""Views of the organizers' list: keeping the filters under a name, and removing one."""

from flask import abort, flash, request, url_for
from werkzeug.utils import redirect
from werkzeug.wrappers import Response

from eventsite.core import access, asked, http
from eventsite.core.errors import Refused
from eventsite.core.i18n import gettext
from eventsite.events.access import team
from eventsite.events.models import Duty, Event
from eventsite.registration import actions
from eventsite.registration.manage import registrations
from eventsite.registration.manage.section import SECTION
from eventsite.registration.queries import addressed, views
from eventsite.registration.views import blueprint


@blueprint.post("/manage/events/<slug>/registrations/views")
@team(Duty.REGISTRATION)
def saved_views(event: Event) -> Response:
    """Keep the filters of this address, or remove a view; back to the list."""
    if request.form.get("action") == "drop":
        _drop(event)
        return http.seen_other(SECTION, slug=event.slug, **registrations.kept_here())
    query = _query()
    try:
        actions.keep_view(
            event=event,
            user=access.current_user(),
            name=request.form.get("name", ""),
            query=query,
            is_shared="is_shared" in request.form,
        )
        flash(gettext("The view is kept."))
    except Refused as refused:
        flash(refused.sentence, "bad")
    return redirect(f"{url_for(SECTION, slug=event.slug)}?{query}", 303)


def _query() -> str:
    """The filters as an address says them; what is longer than any field is cut."""
    return addressed.query_of(request.args.to_dict(flat=False))


def _drop(event: Event) -> None:
    key = request.form.get("key", 0, type=asked.number)
    view = views.find_view(event.id, access.current_user().id, key) or abort(404)
    actions.drop_view(view=view, actor=access.actor_key())
    flash(gettext("The view is removed."))
