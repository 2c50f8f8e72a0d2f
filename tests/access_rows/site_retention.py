"""Rows of the pages that say, and change, how long data is kept."""

from typing import Any

from tests.access_table import Row, World, Writes, of_event, page, team, write


def of_names(world: World) -> dict[str, Any]:
    return {**of_event(world), "kind": "names"}


def shorter(_world: World) -> dict[str, Any]:
    return {"days": "400", "reason": "Asked by the host"}


ROWS: dict[tuple[str, str], Row] = {
    ("site.retention", "GET"): page(team(), of_event),
    ("site.keep_for", "GET"): page(team(), of_names),
    ("site.save_keep_for", "POST"): write(
        team(),
        of_names,
        Writes("event.retention_set", shorter, before=("days", "kind"), after=("days", "kind")),
    ),
}
