"""The organizers' page of requests to come: who is asked, since when, deciding on their behalf."""

from dataclasses import dataclass

from flask import abort, flash, g, render_template, request
from werkzeug.wrappers import Response

from eventsite.core import access, asked, clock, http, trace
from eventsite.core.db import db
from eventsite.core.errors import Refused
from eventsite.core.i18n import gettext
from eventsite.events.access import team
from eventsite.events.models import Duty, Event
from eventsite.people import queries as people_queries
from eventsite.people.models import FocalPoint, Organisation
from eventsite.registration.actions import asking
from eventsite.registration.manage.section import SECTION, Answer
from eventsite.registration.models import Registration
from eventsite.registration.queries import requests as request_queries
from eventsite.registration.views import blueprint
from eventsite.registration.views import requests as views


@dataclass(frozen=True)
class Group:
    """The open requests that one entity's focal points decide, or nobody but the organizers."""

    entity: Organisation | None
    points: list[FocalPoint]
    found: list[Registration]


@blueprint.route("/manage/events/<slug>/requests", methods=["GET", "POST"])
@team(Duty.REGISTRATION)
def organizer_requests(event: Event) -> Answer:
    """Open requests by entity; POST decides on behalf, reminds, or mails a new address."""
    posted = views.Posted("", frozenset(), "")
    if request.method == "POST":
        answer = _act(event)
        if isinstance(answer, Response):
            return answer
        posted = answer
    g.rail_section = SECTION
    trace.note("registration.read", f"event:{event.id}", actor=access.actor_key())
    page = render_template(
        "registration/requests/organizers.html",
        groups=_groups(event),
        posted=posted,
        today=clock.now().date(),
    )
    return (page, 422) if posted.sentence else page


def _groups(event: Event) -> list[Group]:
    found: dict[int | None, list[Registration]] = {}
    administrations = request_queries.administrations()
    for one in request_queries.open_requests(event_id=event.id):
        found.setdefault(request_queries.entity_of(one, administrations), []).append(one)
    keys = [key for key in found if key is not None]
    points = request_queries.points_of(keys)
    entities = people_queries.organisations_of(keys)
    return [
        Group(entities.get(key) if key else None, points.get(key, []) if key else [], rows)
        for key, rows in found.items()
    ]


def _act(event: Event) -> Response | views.Posted:
    done = http.seen_other("registration.organizer_requests", slug=event.slug)
    match request.form.get("action", ""):
        case "remind":
            _remind(event)
            return done
        case "renew":
            _renew(event)
            return done
    codes = views.chosen()
    posted = views.Posted(
        request.form.get("event", ""), frozenset(codes), request.form.get("note", "").strip()
    )
    found = request_queries.of_event(event.id, codes)
    answer = views.decide(found, posted, access.actor_key())
    return answer if isinstance(answer, views.Posted) else done


def _remind(event: Event) -> None:
    entity = people_queries.find_organisation(request.form.get("entity", "")) or abort(404)
    try:
        asking.remind(event=event, entity=entity, actor=access.actor_key())
        flash(gettext("The focal points are reminded by mail."))
    except Refused as refused:
        flash(refused.sentence, "bad")


def _renew(event: Event) -> None:
    """Only for entities that somebody asks to come for here."""
    key = request.form.get("point", 0, type=asked.number)
    point = db.session.get(FocalPoint, key) or abort(404)
    groups = [one for one in _groups(event) if point in one.points]
    entity = groups[0].entity if groups else None
    if entity is None:
        abort(404)
    asking.renew_link(point=point, entity=entity, actor=access.actor_key())
    flash(gettext("A new address is mailed. The old one opens nothing any more."))


@blueprint.post("/staff/organisations/<code>/focal-points/<int:point_id>/address")
@access.staff
def renew_address(code: str, point_id: int) -> Response:
    """Make the address of a focal point's requests void and mail a new one."""
    entity = people_queries.find_organisation(code) or abort(404)
    for point in people_queries.focal_points(entity.id):
        if point.id == point_id:
            asking.renew_link(point=point, entity=entity, actor=access.actor_key())
            flash(gettext("A new address is mailed. The old one opens nothing any more."))
            return http.seen_other("people.organisation", code=code)
    return abort(404)
