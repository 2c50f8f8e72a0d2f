"""Rows of the organizers' page of participation."""

from typing import Any

from tests.access_table import Row, Visitor, World, Writes, of_event, page, team, write


def of_table(world: World) -> dict[str, Any]:
    """The address of one table's file."""
    return {"slug": world.event.slug, "table": "regions"}


ROWS: dict[tuple[str, str], Row] = {
    ("participation.participation", "GET"): page(team(Visitor.REGISTRATION, viewer=True), of_event),
    ("participation.table", "GET"): page(team(Visitor.REGISTRATION, viewer=True), of_table),
    ("participation.freeze", "POST"): write(
        team(Visitor.REGISTRATION),
        of_event,
        Writes(
            "statistics.ordered", lambda _world: {"reason": "Registration closed"}, after=("job",)
        ),
    ),
}
