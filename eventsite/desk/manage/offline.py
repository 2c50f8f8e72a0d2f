"""Checking in without a network: the page, its worker, its list, and what devices tell."""

from datetime import datetime, time, timedelta
from pathlib import Path
from typing import Any

from flask import Response, abort, current_app, g, jsonify, render_template, request
from flask.typing import ResponseReturnValue

from eventsite.core import access, clock, http, i18n, text, trace, zones
from eventsite.core.i18n import N_, gettext
from eventsite.desk import actions, queries, standing, telling
from eventsite.desk.manage import checkins
from eventsite.desk.manage.root import blueprint
from eventsite.desk.reconciling import Outcome
from eventsite.events.access import team
from eventsite.events.models import Duty, Event
from eventsite.registration import links

#: What a desk is told to look at; for the other outcomes there is nothing to do.
WORDS = {
    Outcome.TAKEN_BACK: N_("This check-in was undone after you pressed. Check the person in anew."),
    Outcome.REFUSED: N_("This person has no place in the room that day any more."),
    Outcome.UNKNOWN: N_("No registration of this event has this code."),
}
_POLICY = "desk-worker"


@blueprint.route("/manage/events/<slug>/desk/offline/")
@team(Duty.DESK)
def offline(event: Event) -> ResponseReturnValue:  # noqa: ARG001  # the guard takes it
    """The page that works without a network once it was opened with one; it holds no names."""
    g.rail_section = checkins.SECTION
    page = Response(render_template("desk/offline.html", policy=_POLICY))
    # The address of the worker passes one named policy; nothing else may be made into a script.
    allowed = http.CSP.replace("trusted-types 'none'", f"trusted-types {_POLICY}")
    page.headers["Content-Security-Policy"] = allowed
    page.headers["Permissions-Policy"] = "camera=(self), geolocation=(), microphone=(), payment=()"
    return page


@blueprint.route("/manage/events/<slug>/desk/offline/worker.js")
@team(Duty.DESK)
def worker(event: Event) -> ResponseReturnValue:  # noqa: ARG001  # the guard takes it
    """The page's worker: what lies beside it is all it may answer for."""
    folder = current_app.static_folder or ""
    script = (Path(folder) / "js" / "desk-worker.js").read_text(encoding="utf-8")
    return Response(script, mimetype="text/javascript")


@blueprint.route("/manage/events/<slug>/desk/offline/list")
@team(Duty.DESK)
def offline_list(event: Event) -> ResponseReturnValue:
    """Whoever may come today, for this device until the day ends."""
    now, today = clock.now(), checkins.today_of(event)
    trace.note("desk.list_loaded", f"event:{event.id}", actor=access.actor_key())
    ends = zones.nearest(datetime.combine(today + timedelta(days=1), time()), event.zone)
    return jsonify(
        now=_stamp(now),
        until=_stamp(ends),
        loaded=i18n.show_instant(now, event.zone),
        people=[_person(event, row) for row in queries.of_the_day(event.id, today)],
    )


@blueprint.post("/manage/events/<slug>/desk/offline/reconcile")
@team(Duty.DESK)
def reconcile(event: Event) -> ResponseReturnValue:
    """Takes the presses of a device; the same batch again changes nothing."""
    try:
        offset, presses = telling.read(request.get_json(silent=True))
    except telling.NotTold:
        abort(400)
    outcomes = actions.reconcile(
        actor=access.actor_key(),
        event=event,
        presses=presses,
        offset=offset,
        desk=checkins.station_here(),
    )
    said = {key: gettext(WORDS[one]) if one in WORDS else "" for key, one in outcomes.items()}
    return jsonify(outcomes=said)


def _person(event: Event, row: Any) -> dict[str, str]:
    today = checkins.today_of(event)
    why = standing.why_not(row.state, row.mode, today, event.first_day, event.last_day)
    names = row.organisation_names
    return {
        "code": row.code,
        "name": f"{row.first_name} {row.family_name}".strip(),
        "latin": row.latin_name,
        "organisation": text.pick(names, i18n.current_lang()).text
        if names
        else row.organisation_note,
        "why": gettext(why.value) if why else "",
        "in": i18n.show_instant(row.at, event.zone) if row.at else "",
        "verifier": telling.verifier(row.code, links.seal_of(row)),
    }


def _stamp(at: datetime) -> int:
    """Milliseconds since 1970, as scripts count."""
    return int(at.timestamp() * 1000)
