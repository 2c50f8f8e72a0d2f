"""One session as an invitation by mail: the buttons on one's own programme."""

from typing import Any

from flask import abort, flash
from werkzeug.wrappers import Response

from eventsite.calendars import actions
from eventsite.calendars.feeds import gathering
from eventsite.calendars.views import frame
from eventsite.core import access, http
from eventsite.core.errors import Refused
from eventsite.core.i18n import gettext
from eventsite.events import queries as event_queries


@frame.blueprint.post("/me/events/<slug>/sessions/<code>/invitation")
@access.signed_in
def ask_session(slug: str, code: str) -> Response:
    """Mail it now, and each change of it."""
    event = event_queries.find_public_event(slug) or abort(404)
    try:
        actions.ask(event, access.current_user().person, code, access.actor_key())
        flash(
            gettext("The invitation comes by mail within a few minutes, and again if it changes.")
        )
    except Refused as refused:
        flash(refused.sentence, "bad")
    return http.seen_other("agenda.my_programme", slug=slug, _anchor=f"s-{code}")


@frame.blueprint.post("/me/events/<slug>/sessions/<code>/invitation/stop")
@access.signed_in
def stop_session(slug: str, code: str) -> Response:
    """No more mails about it."""
    event = event_queries.find_public_event(slug) or abort(404)
    actions.stop(event, access.current_user().person, code, access.actor_key())
    flash(gettext("No more mails about this session. What is in your calendar stays there."))
    return http.seen_other("agenda.my_programme", slug=slug, _anchor=f"s-{code}")


@frame.blueprint.app_context_processor
def of_the_reader() -> dict[str, Any]:
    """Lets one's own programme know which sessions come by mail."""
    return {"sessions_by_mail": sessions_by_mail}


def sessions_by_mail(slug: str) -> set[str]:
    """Codes of the sessions of an event that the person signed in asked for."""
    user = access.current_user()
    return gathering.asked(user.person_id, slug) if user is not None else set()
