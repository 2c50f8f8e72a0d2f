"""Stars in an account, and one's own programme made of them; other devices keep their own."""

from typing import Any

from flask import Response, abort, jsonify, render_template, request
from flask.typing import ResponseReturnValue

from eventsite.agenda import display, mine, queries, releases, words
from eventsite.agenda.actions import stars as star_actions
from eventsite.agenda.queries import followers as follower_queries
from eventsite.agenda.views import frame
from eventsite.core import access, http, zones
from eventsite.core.db import db
from eventsite.events.models import Event

#: Codes taken from one request: more than any programme holds.
MOST_CODES = 2000


@frame.blueprint.get("/me/stars.json")
@access.public
def my_stars() -> Response:
    """What is starred in an event (`?event=`), for the stars on public pages.

    Somebody signed out learns just that, and the device goes on keeping the stars.
    """
    user = access.current_user()
    if user is None:
        return jsonify({"signed_in": False, "starred": []})
    event = queries.find_published(request.args.get("event", ""))
    starred = follower_queries.starred(user.person_id, event.event_id) if event else set()
    return jsonify({"signed_in": True, "starred": sorted(starred)})


@frame.blueprint.post("/me/stars")
@access.signed_in
def star() -> ResponseReturnValue:
    """Star sessions of an event (`code`, several when a device hands its stars over) or not."""
    published = queries.find_published(request.form.get("event", "")) or abort(400)
    codes = request.form.getlist("code")[:MOST_CODES]
    event = db.session.get_one(Event, published.event_id)
    person_id = access.current_user().person_id
    star_actions.star(event, person_id, codes, on=request.form.get("on") == "1")
    if request.accept_mimetypes.best == "application/json":
        return "", 204
    return http.seen_other("agenda.my_programme", slug=published.slug)


@frame.blueprint.get("/me/events/<slug>/programme")
@access.signed_in
def my_programme(slug: str) -> str:
    """One's starred sessions by time, overlaps named; below, every other session to star."""
    published = frame.found(slug)
    person = access.current_user().person
    p = _programme(published, person.zone)
    agenda = p.agenda
    starred = follower_queries.starred(person.id, published.event_id)
    chosen = [s for s in agenda.shown if s.code in starred]
    others = [s for s in agenda.shown if s.code not in starred and not display.is_pause(s)]
    overlaps = mine.overlaps(chosen)
    return render_template(
        "agenda/my_programme.html",
        p=p,
        said_as=words.programme(published.kind),
        days=_days(p, chosen, overlaps),
        others=_days(p, others, {}),
        gone=len(starred) - len(chosen),
    )


def _programme(event: queries.Published, zone: str) -> display.Programme:
    """The newest release for somebody in a zone; an empty one before the first."""
    if event.release_id is None:
        return display.Programme(event, releases.ReleasedAgenda(event.zone), {})
    release = queries.release_content(event.release_id)
    agenda = releases.read(release.content)
    known = zones.known(zone) and zone != agenda.zone
    return display.Programme(event, agenda, queries.people_of(release), zone if known else "")


def _days(
    p: display.Programme, sessions: list[releases.ReleasedSession], overlaps: dict[str, list[str]]
) -> list[tuple[Any, list[dict[str, Any]]]]:
    """Sessions by day and time, each with its time and the titles of those it overlaps with."""
    titles = {s.code: display.item(p, s)["title"] for s in sessions}
    found: dict[Any, list[dict[str, Any]]] = {}
    for s in sorted(sessions, key=lambda one: (one.start, one.code)):
        line = {
            **display.item(p, s),
            "code": s.code,
            "offset": zones.offset_text(s.start, p.first_zone),
            "beside": display.beside(p, s.start),
            "overlaps": [titles[code] for code in overlaps.get(s.code, [])],
        }
        found.setdefault(p.agenda.day_of(s), []).append(line)
    return sorted(found.items())
