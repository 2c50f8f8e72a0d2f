"""The door of a session without a network: the day's list, with who signed up and is inside."""

from typing import Any

from flask import abort, jsonify, url_for
from flask.typing import ResponseReturnValue

from eventsite.agenda import queries as agenda_queries
from eventsite.agenda.models import AgendaSession
from eventsite.agenda.queries import signups
from eventsite.core import i18n, text
from eventsite.core.i18n import gettext
from eventsite.desk import queries
from eventsite.desk.manage import offline
from eventsite.desk.manage.root import blueprint
from eventsite.desk.reconciling import Outcome
from eventsite.events.access import team
from eventsite.events.models import Duty, Event

_PATH = "/manage/events/<slug>/desk/sessions/<code>/offline"


@blueprint.get(f"{_PATH}/")
@team(Duty.DESK)
def session_offline(event: Event, code: str) -> ResponseReturnValue:
    """The same page as at the event's door, with a list of its own."""
    session = _session(event, code)
    where: dict[str, Any] = {"slug": event.slug, "code": code}
    return offline.shown(
        offline.Door(
            key=f"{event.id}-{session.code}",
            title=text.pick(session.title, i18n.current_lang()),
            back=url_for("desk.session_door", **where),
            list=url_for("desk.session_list", **where),
            reconcile=url_for("desk.session_reconcile", **where),
            worker=url_for("desk.session_worker", **where),
            is_inner=True,
        )
    )


@blueprint.get(f"{_PATH}/worker.js")
@team(Duty.DESK)
def session_worker(event: Event, code: str) -> ResponseReturnValue:
    """The page's worker."""
    _session(event, code)
    return offline.script()


@blueprint.get(f"{_PATH}/list")
@team(Duty.DESK)
def session_list(event: Event, code: str) -> ResponseReturnValue:
    """Whoever may come today; of each whether they signed up and since when they are inside."""
    session = _session(event, code)
    found = offline.listed(event)
    comers = {one.code: one for one in queries.comers(session.id)}
    waiting = queries.waiting_codes(session.id)
    found["people"] = [
        _person(event, one, comers.get(one["code"]), one["code"] in waiting)
        for one in found["people"]
    ]
    return jsonify({**found, "places": _places(session)})


@blueprint.post(f"{_PATH}/reconcile")
@team(Duty.DESK)
def session_reconcile(event: Event, code: str) -> ResponseReturnValue:
    """Takes the presses of a device: whoever was let in is inside, whatever the places say.

    Also those that were made before the places stopped being limited.
    """
    session = agenda_queries.find_session(event.id, code) or abort(404)
    outcomes = offline.told(event, session)
    said = offline.worded(outcomes)
    room = queries.room_of(session.id, has_begun=True)
    if room is not None and room.inside > room.places:
        over = gettext("More people are inside than there are places.")
        said |= {key: over for key, one in outcomes.items() if one is Outcome.COUNTED}
    return jsonify(outcomes=said)


def _person(
    event: Event, one: dict[str, Any], comer: queries.Comer | None, is_waiting: bool
) -> dict[str, Any]:
    inside = comer.at if comer is not None else None
    return {
        **one,
        "in": i18n.show_instant(inside, event.zone) if inside else "",
        "note": _note(comer is not None and comer.is_signed_up, is_waiting),
    }


def _note(is_signed_up: bool, is_waiting: bool) -> str:
    if is_signed_up:
        return str(gettext("Signed up"))
    return str(gettext("On the waiting list") if is_waiting else gettext("Not signed up"))


def _places(session: AgendaSession) -> str:
    room = queries.room_of(session.id, has_begun=True)
    if room is None:
        return ""
    return str(
        gettext(
            "Inside: %(inside)s of %(places)s. Signed up and not inside: %(awaited)s.",
            inside=room.inside,
            places=room.places,
            awaited=room.awaited,
        )
    )


def _session(event: Event, code: str) -> AgendaSession:
    row = signups.places_of_code(event.id, code)
    return row.session if row is not None else abort(404)
