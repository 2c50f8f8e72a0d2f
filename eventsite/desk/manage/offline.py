"""Checking in without a network: the page, its worker, its list, and what devices tell."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from pathlib import Path
from typing import Any

from flask import Response, abort, current_app, g, jsonify, render_template, request, url_for
from flask.typing import ResponseReturnValue

from eventsite.agenda.models import AgendaSession
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


@dataclass(frozen=True)
class Door:
    """What the page without a network is told of its door."""

    #: The name of its list on the device.
    key: str
    title: str | text.Said
    #: Where the page leads back to, and what it asks of the site.
    back: str
    list: str
    reconcile: str
    worker: str
    #: The door of a session: whoever is there has a badge already.
    is_inner: bool = False


@blueprint.route("/manage/events/<slug>/desk/offline/")
@team(Duty.DESK)
def offline(event: Event) -> ResponseReturnValue:
    """The page that works without a network once it was opened with one; it holds no names."""
    return shown(
        Door(
            key=str(event.id),
            title=gettext("Check in without a network"),
            back=url_for("desk.desk", slug=event.slug),
            list=url_for("desk.offline_list", slug=event.slug),
            reconcile=url_for("desk.reconcile", slug=event.slug),
            worker=url_for("desk.worker", slug=event.slug),
        )
    )


def shown(door: Door) -> Response:
    """The page of a door, which may use the camera and its own worker."""
    g.rail_section = checkins.SECTION
    page = Response(render_template("desk/offline.html", door=door))
    # The address of the worker passes one named policy; nothing else may be made into a script.
    allowed = http.CSP.replace("trusted-types 'none'", f"trusted-types {_POLICY}")
    page.headers["Content-Security-Policy"] = allowed
    page.headers["Permissions-Policy"] = "camera=(self), geolocation=(), microphone=(), payment=()"
    return page


@blueprint.route("/manage/events/<slug>/desk/offline/worker.js")
@team(Duty.DESK)
def worker(event: Event) -> ResponseReturnValue:  # noqa: ARG001  # the guard takes it
    """The page's worker: what lies beside it is all it may answer for."""
    return script()


def script() -> Response:
    """The worker of the page beside its address."""
    folder = current_app.static_folder or ""
    source = (Path(folder) / "js" / "desk-worker.js").read_text(encoding="utf-8")
    return Response(source, mimetype="text/javascript")


@blueprint.route("/manage/events/<slug>/desk/offline/list")
@team(Duty.DESK)
def offline_list(event: Event) -> ResponseReturnValue:
    """Whoever may come today, for this device until the day ends."""
    return jsonify(listed(event))


def listed(event: Event) -> dict[str, Any]:
    """The day's list as a device keeps it; that it was loaded is noted."""
    now, today = clock.now(), checkins.today_of(event)
    trace.note("desk.list_loaded", f"event:{event.id}", actor=access.actor_key())
    ends = zones.nearest(datetime.combine(today + timedelta(days=1), time()), event.zone)
    return {
        "now": _stamp(now),
        "until": _stamp(ends),
        "loaded": i18n.show_instant(now, event.zone),
        "people": [_person(event, row) for row in queries.of_the_day(event.id, today)],
    }


@blueprint.post("/manage/events/<slug>/desk/offline/reconcile")
@team(Duty.DESK)
def reconcile(event: Event) -> ResponseReturnValue:
    """Takes the presses of a device; the same batch again changes nothing."""
    return jsonify(outcomes=worded(told(event)))


def told(event: Event, session: AgendaSession | None = None) -> dict[str, Outcome]:
    """What became of the presses that came, at the event's door or at a session's."""
    try:
        offset, presses = telling.read(request.get_json(silent=True))
    except telling.NotTold:
        abort(400)
    return actions.reconcile(
        actor=access.actor_key(),
        event=event,
        presses=presses,
        offset=offset,
        desk=checkins.station_here(),
        session=session,
    )


def worded(outcomes: Mapping[str, Outcome]) -> dict[str, str]:
    """By key the sentence about what to look at; empty where there is nothing to do."""
    return {key: gettext(WORDS[one]) if one in WORDS else "" for key, one in outcomes.items()}


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
