"""Registering a delegation: a list at once, by focal points and by people signed in."""

import csv
import io
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from flask import abort, g, render_template, request, url_for
from werkzeug.wrappers import Response

from eventsite.core import access, http, i18n, limits, sheets, text
from eventsite.core.errors import Refused
from eventsite.core.i18n import gettext
from eventsite.events import queries as event_queries
from eventsite.events.models import Event
from eventsite.people import queries as people_queries
from eventsite.people.models import FocalPoint, Organisation, Person
from eventsite.registration import actions, delegation, rules
from eventsite.registration.access import focal_point
from eventsite.registration.models import MODE_LABELS, ROLE_LABELS, PlaceMode, Registration, Role
from eventsite.registration.queries import requests as request_queries
from eventsite.registration.rules import Reason
from eventsite.registration.views import registering
from eventsite.registration.views.root import blueprint

#: The most characters of a pasted list.
_LONGEST = 100_000


@dataclass(frozen=True)
class Sender:
    """Who registers the delegation, and for whom."""

    person: Person
    entity: Organisation | None
    #: A focal point's people are approved by being on the list.
    approves: bool
    actor: str


@dataclass
class List:
    """A list as it was brought, with what is wrong with it."""

    table: str = ""
    rows: list[delegation.Row] = field(default_factory=list)
    taken: frozenset[int] = frozenset()
    #: What is wrong with the list as a whole, and row by row.
    sentence: str = ""
    beside: dict[int, list[str]] = field(default_factory=dict)


@blueprint.route(
    "/events/<slug>/registration/delegation", methods=["GET", "POST"], endpoint="delegation"
)
@access.signed_in
def delegation_page(slug: str) -> registering.Answer:
    """Register a list of people of one's own entity."""
    me: Person = access.current_user().person
    entity = people_queries.find_organisation_of(me)
    approves = request_queries.is_focal_point(me.id, entity.id if entity else None)
    return _answer(slug, Sender(me, entity, approves, access.actor_key()))


@blueprint.route("/entities/<code>/requests/<key>/delegation/<slug>", methods=["GET", "POST"])
@focal_point
def entity_delegation(point: FocalPoint, entity: Organisation, slug: str) -> registering.Answer:
    """Register a list of people of the entity; they need no further approval."""
    return _answer(slug, Sender(point.person, entity, True, f"person:{point.person_id}"))


@blueprint.get("/events/<slug>/registration/delegation.csv")
@access.public
def delegation_template(slug: str) -> Response:
    """An empty list with one invented person."""
    event = event_queries.find_public_event(slug) or abort(404)
    header = [gettext(label) for label in delegation.LABELS.values()]
    role, mode = gettext(ROLE_LABELS[Role.PARTICIPANT]), gettext(MODE_LABELS[_modes(event)[0]])
    row = ["", "Ada", "Example", "", "ada@example.org", gettext("Engineer"), role, mode, "FJ"]
    return http.csv_response(header, [row], f"{event.slug}-delegation.csv")


def _modes(event: Event) -> tuple[PlaceMode, ...]:
    return rules.modes_of(event)


def _answer(slug: str, sender: Sender) -> registering.Answer:
    event = event_queries.find_public_event(slug) or abort(404)
    found = registering.opened(event)
    if isinstance(found, Reason):
        return registering.closed(event, found)
    brought = List()
    if request.method == "POST":
        limits.hit("delegation", sender.actor, pair="60 per hour")
        brought = _brought(event, sender)
        if _is_sent(brought):
            done = _register(event, sender, brought)
            if not brought.beside:
                return render_template(
                    "registration/requests/registered.html", event=event, done=done, **_ways(sender)
                )
    page = render_template(
        "registration/requests/delegation.html",
        event=event,
        sender=sender,
        brought=brought,
        key=request.form.get("key") or text.new_secret(),
        seen=text.hash_secret(brought.table),
        labels=delegation.LABELS,
        most=delegation.MOST,
        **_ways(sender),
    )
    return (page, 422) if brought.sentence or brought.beside else page


def _ways(sender: Sender) -> dict[str, str]:
    """Where the page leads back to."""
    if sender.entity is not None and g.get("requests_key"):
        where = {"code": sender.entity.code, "key": g.requests_key}
        return {"back": url_for("registration.requests", **where)}
    return {"back": url_for("registration.my_events")}


def _brought(event: Event, sender: Sender) -> List:
    """The list of the file, else as typed, read row by row."""
    file = request.files.get("file")
    content = file.read(delegation.LIMITS.bytes + 1) if file and file.filename else b""
    typed = request.form.get("table", "").replace("\r\n", "\n")[:_LONGEST]
    try:
        if content:
            # As it then stands in the page, so that the rows keep their numbers.
            typed = _written(sheets.lines(content, delegation.LIMITS))
        lines = sheets.lines(typed.encode(), delegation.LIMITS)
    except sheets.Unreadable as unreadable:
        what = unreadable.what
        return List(typed, sentence=str(gettext(what.sentence, **what.values)))
    country = sender.entity.country if sender.entity else sender.person.country
    rows = delegation.rows(lines, _words(event), country)
    brought = List(typed, rows)
    good = {row.number for row in rows if not row.wrong}
    is_first = request.form.get("seen", "") != text.hash_secret(brought.table)
    ticked = {int(n) for n in request.form.getlist("take") if n.isdecimal() and len(n) < 7}
    brought.taken = frozenset(good if is_first else ticked & {row.number for row in rows})
    brought.sentence = _missing(brought, is_first)
    for row in rows:
        if row.wrong and (is_first or row.number in brought.taken):
            brought.beside[row.number] = [str(gettext(one.value)) for one in row.wrong]
    return brought


def _missing(brought: List, is_first: bool) -> str:
    if not brought.rows:
        return str(gettext("The list names nobody. Write one person in each row."))
    if is_first or request.form.get("action") != "register":
        return ""
    if not brought.taken:
        return str(gettext("Tick at least one person."))
    if not request.form.get("agreed"):
        return str(gettext("Tick the box once these people have agreed."))
    return ""


def _is_sent(brought: List) -> bool:
    """Whether this very list was shown before and everything in it is right."""
    seen = request.form.get("seen", "") == text.hash_secret(brought.table)
    is_right = not brought.sentence and not brought.beside and bool(brought.taken)
    return seen and is_right and request.form.get("action") == "register"


def _register(event: Event, sender: Sender, brought: List) -> list[Registration]:
    """Everybody who is ticked, or nobody: a refusal stands beside its row, and the answer is 422,
    which keeps nothing."""
    done = []
    for row in brought.rows:
        if row.number not in brought.taken:
            continue
        try:
            done.append(_one(event, sender, row.values, f"{request.form.get('key')}/{row.number}"))
        except Refused as refused:
            brought.beside[row.number] = [str(refused.sentence)]
    return done


def _one(event: Event, sender: Sender, values: Mapping[str, str], key: str) -> Registration:
    names = {name: values[name] for name in (*registering.NAMES, "email")}
    answers = actions.Answers(
        mode=PlaceMode(values["mode"]),
        role=Role(values["role"]),
        organisation_id=sender.entity.id if sender.entity else None,
        country=values["country"],
        job_title=values["job_title"],
        lang=i18n.current_lang(),
        zone=event.zone,
    )
    return actions.register(
        event_id=event.id,
        answers=answers,
        actor=sender.actor,
        guest=actions.Guest(**names),
        key=key,
        registered_by=sender.person,
        approved=sender.approves,
    )


def _words(event: Event) -> delegation.Words:
    columns: dict[str, str] = {}
    for name, label in delegation.LABELS.items():
        columns |= {delegation.folded(one): name for one in (name, label, gettext(label))}
    own = {role: ROLE_LABELS[role] for role in rules.OWN_ROLES}
    modes = {mode: MODE_LABELS[mode] for mode in _modes(event)}
    return delegation.Words(columns, _folded(own), _folded(modes))


def _folded(labels: Mapping[Any, str]) -> dict[str, str]:
    return {
        delegation.folded(word): code.value
        for code, label in labels.items()
        for word in (code.value, label, gettext(label))
    }


def _written(lines: list[sheets.Line]) -> str:
    into = io.StringIO()
    csv.writer(into, lineterminator="\n").writerows(line.cells for line in lines)
    return into.getvalue()
