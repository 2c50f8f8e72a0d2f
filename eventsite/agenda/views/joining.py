"""The ways to join a session with their addresses, on one light page for those who take part."""

from typing import Any

from flask import abort, render_template
from flask.typing import ResponseReturnValue

from eventsite.agenda import display, joining, queries, releases
from eventsite.agenda.models import SessionJoinWay
from eventsite.agenda.views import contents, frame
from eventsite.core import access, text, zones
from eventsite.core.db import db
from eventsite.events import access as event_access
from eventsite.events import queries as event_queries
from eventsite.events.models import Event, JoinWay
from eventsite.registration import queries as registration_queries
from eventsite.registration import rules as registration_rules


@frame.blueprint.get("/me/events/<slug>/sessions/<code>/join")
@access.signed_in
def join(slug: str, code: str) -> ResponseReturnValue:
    """For confirmed people, the event's speakers and its team; others learn how to get there."""
    published = frame.found(slug)
    event = db.session.get_one(Event, published.event_id)
    person = access.current_user().person
    zone = person.zone if zones.known(person.zone) else ""
    p, found = _released(published, code, zone)
    may = _may_join(event, person.id)
    page = render_template(
        "agenda/join.html",
        p=p,
        session=found,
        title=text.pick(found.title, p.lang),
        times=list(_times(p, found)),
        place=display.place_of(p, found),
        may_join=may,
        ways=_ways(event, found, p.lang) if may and found.state == "scheduled" else [],
    )
    return page, 200 if may else 403


def _released(
    published: queries.Published, code: str, zone: str
) -> tuple[display.Programme, releases.ReleasedSession]:
    if published.release_id is None:
        abort(404)
    release = queries.release_content(published.release_id)
    agenda = releases.read(release.content)
    found = agenda.find(code)
    if found is None or not found.is_shown:
        abort(404)
    own = zone if zone != agenda.zone else ""
    return display.Programme(published, agenda, queries.people_of(release), own), found


def _may_join(event: Event, person_id: int) -> bool:
    registration = registration_queries.find_of(event.id, person_id)
    if registration and registration_rules.may_join(registration.state, event):
        return True
    if event_access.duties_of(access.current_user(), event):
        return True
    return queries.is_speaker(event.id, person_id)


def _times(p: display.Programme, found: releases.ReleasedSession) -> Any:
    """The day and time, in the zone that is read first and in the one beside it."""
    for zone, place in ((p.first_zone, p.first_place), (p.second_zone, p.second_place)):
        if zone:
            start, end = zones.local(found.start, zone), zones.local(found.end, zone)
            yield place, start, end, zones.offset_text(found.start, zone)


def _ways(event: Event, found: releases.ReleasedSession, lang: str) -> list[dict[str, Any]]:
    """The session's ways as they are now, and the event's; a changed address counts at once."""
    session = queries.find_session(event.id, found.code)
    own: list[SessionJoinWay | JoinWay] = list(session.ways) if session else []
    shared = event_queries.join_ways(event.id) if found.online else []
    return [
        {
            **contents.way_line(way, lang),
            "address": way.address,
            "is_link": way.address.startswith(("https://", "http://")),
            "note": text.pick(way.note, lang),
        }
        for way in joining.offered(own, shared)
    ]
