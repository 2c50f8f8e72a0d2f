"""The ways to join one session; those of the whole event stand in its settings."""

from typing import Any

from flask import flash, g, render_template, request
from flask.typing import ResponseReturnValue

from eventsite.agenda import access as agenda_access
from eventsite.agenda import actions, forms, joining, queries, words
from eventsite.agenda.manage import builder
from eventsite.agenda.models import SessionJoinWay
from eventsite.agenda.views import blueprint
from eventsite.core import access, http
from eventsite.core.errors import Refused
from eventsite.core.i18n import gettext
from eventsite.events import queries as event_queries
from eventsite.events.models import Event, JoinWay, JoinWayKind


@blueprint.route("/manage/events/<slug>/programme/sessions/<code>/ways", methods=["GET", "POST"])
@agenda_access.edits
def session_ways(event: Event, code: str) -> ResponseReturnValue:
    """How people join this session from afar."""
    session = builder.of_code(event, code)
    agenda_access.require(event, [session])
    shown = [_row(way) for way in queries.session_ways(session.id)]
    form: forms.WaysForm = forms.WaysForm.of_request(rows=shown, version=session.version)
    form.offer(event.text_langs, is_sent=request.method == "POST")
    if form.ok():
        try:
            wanted, version = [_facts(row) for row in form.filled()], form.version.data or 0
            actions.set_session_ways(event, session, wanted, access.actor_key(), version)
        except Refused as refused:
            form.refuse(refused)
        else:
            flash(gettext("The ways to join are saved."))
            return http.seen_other("agenda.session_ways", slug=event.slug, code=code)
    g.rail_section = "agenda.builder"
    own: list[SessionJoinWay | JoinWay] = [*queries.session_ways(session.id)]
    ways = joining.offered(own, event_queries.join_ways(event.id))
    html = render_template(
        "agenda/session_ways.html",
        said_as=words.programme(event.kind),
        session=session,
        form=form,
        shared=len(ways) - len(own),
    )
    return html, 422 if request.method == "POST" else 200


def _row(way: SessionJoinWay) -> dict[str, Any]:
    names = ("address", "lang", "label", "note")
    shown = {name: getattr(way, name) for name in names}
    return {**shown, "kind": way.kind.value, "kbits": way.kbits or None}


def _facts(row: Any) -> actions.WayFacts:
    return actions.WayFacts(
        kind=JoinWayKind(row.kind.data),
        address=row.address.data,
        label=row.label.data,
        lang=row.lang.data or "",
        kbits=row.kbits.data or 0,
        note=row.note.data,
    )
