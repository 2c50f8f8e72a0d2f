"""The public's pages of an event's files, and the page that lets somebody join a team."""

from flask import Blueprint, Response, abort, flash, make_response, render_template, request
from flask.typing import ResponseReturnValue

from eventsite.core import access, clock, files, http
from eventsite.core.errors import Refused
from eventsite.core.i18n import gettext
from eventsite.events import access as event_access
from eventsite.events import actions, queries, rules
from eventsite.events.models import Duty
from eventsite.events.models.team import DUTY_LABELS

blueprint = Blueprint("events", __name__)


@blueprint.get("/events/<slug>/documents/<code>")
@access.public
def document(slug: str, code: str) -> Response:
    """A document as an attachment; of a draft only for its team."""
    file, is_public = _file_of(slug, code, cover=False)
    response = files.answer(file)
    if is_public:
        response.headers["Cache-Control"] = "no-cache"
    return response


@blueprint.get("/events/<slug>/cover/<code>")
@access.public
def cover_picture(slug: str, code: str) -> Response:
    """The cover; a new picture has a new address, so a public one is kept for a year."""
    file, is_public = _file_of(slug, code, cover=True)
    response = files.answer(file, inline=True)
    response.headers["Cache-Control"] = (
        "public, max-age=31536000, immutable" if is_public else "private, no-store"
    )
    return response


def _file_of(slug: str, code: str, cover: bool) -> tuple[files.File, bool]:
    event = queries.find_event(slug)
    if event is None or not event_access.may_see(event):
        abort(404)
    file = queries.find_file(event.id, code, cover)
    if file is None:
        abort(404)
    return file, event.is_public


@blueprint.route("/team-invitations/<token>", methods=["GET", "POST"])
@access.signed_in
def invitation(token: str) -> ResponseReturnValue:
    """What one is invited to do in which event; the button takes it up."""
    found = queries.find_invitation_by_token(token)
    if found is None:
        abort(404)
    event = queries.find_event_of(found)
    if request.method == "POST":
        try:
            actions.accept_invitation(token=token, user=access.current_user())
        except Refused as refused:
            flash(refused.sentence, "bad")
        else:
            flash(gettext("You are in the team of this event now."))
            return http.seen_other("events.overview", slug=event.slug)
    page = render_template(
        "events/invitation.html",
        invited_to=event,
        duties=[DUTY_LABELS[Duty(duty)] for duty in found.duties],
        token=token,
        usable=rules.can_accept(found, clock.now()),
        me=access.current_user().person,
    )
    response = make_response(page, 422 if request.method == "POST" else 200)
    response.headers["Referrer-Policy"] = "same-origin"
    return response
