"""Rows of the rules of a programme and of the places a session could have."""

from typing import Any

from eventsite.agenda import checks
from tests.access_rows.agenda import BUILD
from tests.access_table import Row, World, Writes, of_event, page, write


def rules(_world: World) -> dict[str, Any]:
    """The rules as they are, but for rooms that only warn."""
    levels = {
        f"level_{rule.value.replace('-', '_')}": checks.DEFAULTS[rule] for rule in checks.Rule
    }
    numbers = {"change_minutes": 5, "interpreters": 2, "turn_minutes": 30, "women_target": 40}
    return {**levels, **numbers, "level_room": "warns", "version": 0}


ROWS: dict[tuple[str, str], Row] = {
    ("agenda.terms", "GET"): page(BUILD, of_event),
    ("agenda.terms", "POST"): write(
        BUILD,
        of_event,
        Writes("agenda.rules_set", rules, before=("levels",), after=("levels",)),
    ),
}
