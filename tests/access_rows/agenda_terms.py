"""Rows of the rules of a programme and of the places a session could have."""

from typing import Any

from eventsite.agenda import checks
from tests.access_rows.agenda import BUILD
from tests.access_table import Row, World, Writes, of_event, page, write
from tests.agenda import makings
from tests.make import FIRST_DAY

#: What the trail says of a session that had no place.
PLACED = ("day", "starts", "rooms")


def rules(_world: World) -> dict[str, Any]:
    """The rules as they are, but for rooms that only warn."""
    levels = {
        f"level_{rule.value.replace('-', '_')}": checks.DEFAULTS[rule] for rule in checks.Rule
    }
    numbers = {"change_minutes": 5, "interpreters": 2, "turn_minutes": 30, "women_target": 40}
    return {**levels, **numbers, "level_room": "warns", "version": 0}


def a_session(world: World) -> dict[str, Any]:
    """The address of a session that has no place."""
    return {**of_event(world), "code": makings.make_session(world.event).code}


def a_place(world: World) -> dict[str, Any]:
    """A free place in a room of the event."""
    room = makings.make_room(world.event)
    return {"day": FIRST_DAY.isoformat(), "starts": "09:30", "rooms": room.id, "version": 1}


ROWS: dict[tuple[str, str], Row] = {
    ("agenda.terms", "GET"): page(BUILD, of_event),
    ("agenda.terms", "POST"): write(
        BUILD,
        of_event,
        Writes("agenda.rules_set", rules, before=("levels",), after=("levels",)),
    ),
    ("agenda.free_places", "GET"): page(BUILD, a_session),
    ("agenda.free_places", "POST"): write(
        BUILD, a_session, Writes("session.placed", a_place, PLACED, PLACED)
    ),
}
