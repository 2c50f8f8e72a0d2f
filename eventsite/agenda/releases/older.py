"""Stored programmes of earlier shapes, led to the newest one step by step."""

from collections.abc import Callable, Mapping
from typing import Any

#: The shape that `stored.dump` writes; `UPGRADES` lead every older one to it.
SCHEMA_VERSION = 3


def _with_content(content: dict[str, Any]) -> dict[str, Any]:
    """1 to 2: what a session brings along and leads to, who presents, ranks and absences."""
    return {
        **content,
        "schema": 2,
        "speakers": [{**speaker, "precedence": 0} for speaker in content["speakers"]],
        "sessions": [_session_with_content(session) for session in content["sessions"]],
    }


def _session_with_content(session: dict[str, Any]) -> dict[str, Any]:
    return {
        **session,
        "parts": [{**part, "presenters": []} for part in session["parts"]],
        "speakers": [{**voice, "absent": False} for voice in session["speakers"]],
        "materials": [],
        "recording": "",
        "transcript": "",
        "outcome": {},
        "clauses": [],
        "sdgs": [],
        "study_groups": [],
        "work_items": [],
        "late": 0,
        "ways": [],
    }


def _with_facets(content: dict[str, Any]) -> dict[str, Any]:
    """2 to 3: what sessions could be chosen by in earlier versions; nothing is known of them."""
    return {
        **content,
        "schema": 3,
        "retired": {},
        "sessions": [{**session, "former": []} for session in content["sessions"]],
    }


#: From a schema version to the function that leads its content to the next one.
UPGRADES: Mapping[int, Callable[[dict[str, Any]], dict[str, Any]]] = {
    1: _with_content,
    2: _with_facets,
}


def upgrade(
    content: dict[str, Any],
    upgrades: Mapping[int, Callable[[dict[str, Any]], dict[str, Any]]] = UPGRADES,
    newest: int = SCHEMA_VERSION,
) -> dict[str, Any]:
    """Content of any known version in the newest shape; raises ValueError for one from ahead."""
    while content.get("schema") != newest:
        version: object = content.get("schema")
        if not isinstance(version, int) or version not in upgrades:
            raise ValueError(f"No programme is stored as version {version!r}.")
        content = upgrades[version](content)
    return content
