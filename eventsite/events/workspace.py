"""The frame of an event's workspace: its rail, its title and its days, for every team page."""

from typing import Any

from flask import Flask, current_app, g, request, url_for

from eventsite.core import i18n, text
from eventsite.core.look import RailEntry
from eventsite.events.models import Event


def init_app(app: Flask) -> None:
    """Give team pages their rail; the guard has left the event in `g`."""

    @app.context_processor
    def of_workspace() -> dict[str, Any]:
        event: Event | None = g.get("workspace_event")
        if event is None:
            return {}
        return {
            "event": event,
            "rail": rail(event),
            "rail_title": text.pick(event.title, i18n.current_lang()),
            "rail_note": _days(event),
        }


def rail(event: Event) -> list[RailEntry]:
    """The entries whose feature is there, the current one marked by its blueprint and section."""
    section = g.get("rail_section") or request.endpoint
    return [
        RailEntry(
            url_for(endpoint, slug=event.slug),
            i18n.gettext(words),
            icon,
            current=endpoint == section,
        )
        for endpoint, words, icon in current_app.extensions["menus"]["rail"]
        if endpoint in current_app.view_functions
    ]


def _days(event: Event) -> str:
    if event.first_day is None or event.last_day is None:
        return str(i18n.gettext("Dates to be confirmed"))
    return i18n.show_days(event.first_day, event.last_day)
