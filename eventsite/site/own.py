"""The ways to what is the visitor's own, on pages that only they see."""

from typing import Any, NamedTuple

from flask import Flask, current_app, g, request, url_for

from eventsite.core import access, i18n
from eventsite.events import queries


class Own(NamedTuple):
    """One way; `current` is what aria-current says: page, true or nothing."""

    href: str
    label: str
    icon: str
    current: str


def init_app(app: Flask) -> None:
    """Let layouts ask for the ways."""
    app.jinja_env.globals["mine"] = mine


def mine() -> list[Own]:
    """The ways of whoever is signed in: at most one query a page, and none for a stranger.

    Never to be called on a page that is equal for everybody.
    """
    if "mine" not in g:
        user = access.current_user()
        g.mine = [] if user is None else [_own(*entry) for entry in _entries(user)]
    found: list[Own] = g.mine
    return found


def _entries(user: Any) -> list[tuple[str, str, str]]:
    menus, known = current_app.extensions["menus"], current_app.view_functions
    entries = [*menus["mine"]]
    if user.is_staff or "workspace_event" in g or queries.is_in_a_team(user.id):
        entries += menus["organize"]
    if user.is_staff:
        entries += menus["for_staff"]
    return [entry for entry in entries if entry[0] in known]


def _own(endpoint: str, words: str, icon: str) -> Own:
    here = request.endpoint == endpoint
    current = "page" if here else "true" if _is_below(endpoint) else ""
    return Own(url_for(endpoint), str(i18n.gettext(words)), icon, current)


def _is_below(endpoint: str) -> bool:
    first = request.path.split("/")[1]
    if first == "me":
        return request.blueprint == endpoint.partition(".")[0]
    roots = {"events.my_workspaces": "manage", "events.staff_index": "staff"}
    return first == roots.get(endpoint)
