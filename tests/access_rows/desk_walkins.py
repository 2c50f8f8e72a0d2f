"""Rows of the page that registers somebody at the door."""

from typing import Any

from tests import make
from tests.access_table import Row, Visitor, World, of_event, page, team, write

DESK = team(Visitor.DESK)


def of_open(world: World) -> dict[str, Any]:
    world.event.first_day = world.event.last_day = None
    make.make_terms(world.event)
    return of_event(world)


ROWS: dict[tuple[str, str], Row] = {
    ("desk.walk_in", "GET"): page(DESK, of_open),
    ("desk.walk_in", "POST"): write(
        DESK, of_open, silent="Leaves what registering and checking in leave, told by their rows."
    ),
}
