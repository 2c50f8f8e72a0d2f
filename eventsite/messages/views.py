"""The page on which a person stops an event's messages, without an account."""

from typing import Any

from flask import Blueprint, abort, flash, render_template, request
from flask.typing import ResponseReturnValue

from eventsite.core import access, http, limits
from eventsite.core.i18n import gettext
from eventsite.messages import actions, links, queries
from eventsite.registration.models import Registration

blueprint = Blueprint("messages", __name__)


@blueprint.app_context_processor
def _pages() -> dict[str, Any]:
    """Where a registration's own page leads for messages."""
    return {"messages_page": links.stop_url}


@blueprint.route("/messages/<code>/<key>/stop", methods=["GET", "POST"])
@access.open_post
@access.public
def unsubscribe(code: str, key: str) -> ResponseReturnValue:
    """GET shows what a press does; mail programs post here by themselves (RFC 8058)."""
    registration = queries.find_registration(code)
    if registration is None or not links.opens(registration, key):
        abort(404)
    if request.method == "POST":
        limits.hit("messages.stop", code, pair="30 per hour")
        actor = f"person:{registration.person_id}"
        if request.form.get("action") == "again":
            actions.want(actor=actor, registration=registration)
            flash(gettext("You get messages about this event again."))
        else:
            actions.decline(actor=actor, registration=registration)
            if "List-Unsubscribe" in request.form:
                # A mail program follows no redirect (RFC 8058 §3.1).
                return page(registration)
            flash(gettext("You get no more messages about this event."))
        return http.seen_other("messages.unsubscribe", code=code, key=key)
    return page(registration)


def page(registration: Registration) -> str:
    """What stands now, and the press that makes it otherwise."""
    return render_template(
        "messages/unsubscribe.html",
        event=registration.event,
        has_stopped=queries.has_stopped(registration),
    )
