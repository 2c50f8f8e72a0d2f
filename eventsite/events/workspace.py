"""The frame of an event's workspace: its rail, title and days; and what other features add.

A feature above adds to the overview by a room `<feature>.workspace` with `todos(event)` (list of
`readiness.Todo`) and `holds(event)` (reasons why it stays public), listed in `eventsite.WORKSPACE`;
with `waiting(event)`, if it has that, a number beside entries of the rail, by endpoint.
"""

from enum import StrEnum
from typing import Any

from flask import Flask, current_app, g, request, url_for

from eventsite.core import i18n, text
from eventsite.core.look import RailEntry
from eventsite.events import access, queries, readiness, verbs, wording
from eventsite.events.models import Event
from eventsite.events.readiness import Todo


def init_app(app: Flask) -> None:
    """Give team pages their rail; the guard has left the event in `g`."""
    app.jinja_env.globals["kept_of"] = queries.promised

    @app.context_processor
    def of_workspace() -> dict[str, Any]:
        event: Event | None = g.get("workspace_event")
        if event is None:
            return _of_staff() if request.path.startswith("/staff") else {}
        return {
            "event": event,
            "rail": rail(event),
            "rail_title": text.pick(event.title, i18n.current_lang()),
            "rail_note": _days(event),
            "place_of_time": wording.zone_place(event),
        }


def rail(event: Event) -> list[RailEntry]:
    """The entries whose feature is there and which the visitor may open, the current one marked.

    A page below an entry names it in `g.rail_section`.
    """
    section = g.get("rail_section") or request.endpoint
    numbers = _waiting(event)
    return [
        RailEntry(
            url_for(endpoint, slug=event.slug),
            i18n.gettext(words),
            icon,
            number=numbers.get(endpoint) or None,
            current=endpoint == section,
        )
        for endpoint, words, icon in current_app.extensions["menus"]["rail"]
        if endpoint in current_app.view_functions
        and access.opens(current_app.view_functions[endpoint])
    ]


def _waiting(event: Event) -> dict[str, int]:
    """What waits to be decided, by the endpoint of a rail's entry; fetched once a request."""
    if "workspace_waiting" not in g:
        rooms = current_app.extensions.get("workspace", ())
        found = [room.waiting(event) for room in rooms if hasattr(room, "waiting")]
        g.workspace_waiting = {endpoint: n for one in found for endpoint, n in one.items()}
    numbers: dict[str, int] = g.workspace_waiting
    return numbers


def staff_pages() -> list[tuple[str, str, str]]:
    """(endpoint, words, icon) of the staff pages whose feature is there."""
    pages = current_app.extensions["menus"].get("staff", ())
    return [page for page in pages if page[0] in current_app.view_functions]


def _of_staff() -> dict[str, Any]:
    section = g.get("rail_section") or request.endpoint
    return {
        "rail_title": i18n.gettext("Staff pages"),
        "rail": [
            RailEntry(url_for(endpoint), i18n.gettext(words), icon, current=endpoint == section)
            for endpoint, words, icon in staff_pages()
        ],
    }


def todos(event: Event) -> list[Todo]:
    """What other features still want done before the event is published."""
    if event.state in readiness.CLOSED:
        return []
    rooms = current_app.extensions.get("workspace", ())
    return [todo for room in rooms for todo in room.todos(event)]


def holds(event: Event) -> list[StrEnum]:
    """Other features' reasons against taking the event back to draft."""
    rooms = current_app.extensions.get("workspace", ())
    return [reason for room in rooms for reason in room.holds(event)]


def trail_words() -> dict[str, str]:
    """What the overview says of each verb, of all features."""
    words: dict[str, str] = {verb.value: said for verb, said in verbs.LABELS.items()}
    for room in current_app.extensions.get("trail", ()):
        words |= room.WORDS
    return words


def trail(event: Event) -> list[queries.TrailLine]:
    """What was done last in the event and in all that belongs to it."""
    rooms = current_app.extensions.get("trail", ())
    subjects = [room.subjects(event.id) for room in rooms if hasattr(room, "subjects")]
    return queries.trail(event.id, list(trail_words()), subjects)


def _days(event: Event) -> str:
    if event.first_day is None or event.last_day is None:
        return str(i18n.gettext("Dates to be confirmed"))
    return i18n.show_days(event.first_day, event.last_day)
