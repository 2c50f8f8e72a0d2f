"""Invitation codes: made, copied, revoked, given out as a list."""

from flask import Response as FlaskResponse
from flask import abort, flash, g, render_template, request, url_for
from werkzeug.wrappers import Response

from eventsite.core import access, asked, clock, http, i18n, trace
from eventsite.core.db import db
from eventsite.core.i18n import gettext
from eventsite.events.access import team
from eventsite.events.models import Duty, Event
from eventsite.registration import actions, groups, queries, rules
from eventsite.registration.forms.places import CodesForm
from eventsite.registration.manage.section import SECTION, Answer
from eventsite.registration.models import InvitationCode
from eventsite.registration.views import blueprint


@blueprint.route("/manage/events/<slug>/invitations", methods=["GET", "POST"])
@team(Duty.REGISTRATION)
def invitations(event: Event) -> Answer:
    """The codes with how often each was used; POST makes or revokes."""
    action = request.form.get("action", "")
    if action == "revoke":
        return _revoke(event)
    form = CodesForm.of_request(most_uses=1).of_event(event)
    if form.ok():
        made = actions.make_codes(event=event, codes=form.codes(event), actor=access.actor_key())
        flash(_made(len(made)))
        return http.seen_other("registration.invitations", slug=event.slug)
    g.rail_section = SECTION
    page = render_template(
        "registration/invitations.html",
        form=form,
        page=http.paginate(queries.codes(event.id)),
        group_words=groups.LABELS,
        used_up=rules.is_used_up,
        address=lambda code: address(event, code),
        here_again=lambda number: url_for("registration.invitations", slug=event.slug, page=number),
        now=clock.now(),
    )
    return (page, 422) if request.method == "POST" else page


def _made(number: int) -> str:
    said = i18n.ngettext("%(num)d code is made.", "%(num)d codes are made.", number)
    return str(said)


def _revoke(event: Event) -> Response:
    number = asked.natural(request.form.get("key"))
    try:
        actions.revoke_code(event=event, key=number, actor=access.actor_key())
    except LookupError:
        abort(404)
    flash(gettext("The code is revoked. Who has registered with it stays registered."))
    return http.seen_other("registration.invitations", slug=event.slug)


def address(event: Event, code: InvitationCode) -> str:
    """The form's address with the code filled in."""
    return i18n.url_in("en", "registration.register", slug=event.slug, code=code.code)


@blueprint.route("/manage/events/<slug>/invitations.csv")
@team(Duty.REGISTRATION)
def invitations_csv(event: Event) -> FlaskResponse:
    """All codes with their addresses, to send them by one's own mail."""
    trace.note("registration.codes_exported", f"event:{event.id}", actor=access.actor_key())
    head = [gettext("For whom"), gettext("Code"), gettext("Address"), gettext("Used")]
    rows = [
        [code.label, code.code, address(event, code), str(code.used)]
        for code in db.session.scalars(queries.codes(event.id))
    ]
    return http.csv_response(head, rows, f"{event.slug}-invitations.csv")
