"""Rows of the pages about who was online."""

import io
from typing import Any

from eventsite.desk import actions
from eventsite.desk.models import PresenceImport
from tests import make
from tests.access_table import Row, Visitor, World, Writes, of_event, page, team, write

TEAM = team(Visitor.REGISTRATION)
TABLE = "Name,Email,Duration\nAna,ana@example.org,30\n"


def one_file(world: World) -> PresenceImport:
    """A file that waits."""
    facts: dict[str, Any] = {"name": "meeting.csv", "table": TABLE, "actor": "user:1"}
    return actions.bring_presence(event=world.event, day=make.FIRST_DAY, **facts)


def of_file(world: World) -> dict[str, Any]:
    return {**of_event(world), "number": one_file(world).id}


def a_file(world: World) -> dict[str, Any]:
    day = str(world.event.first_day)
    return {"day": day, "file": (io.BytesIO(TABLE.encode()), "meeting.csv")}


ROWS: dict[tuple[str, str], Row] = {
    ("desk.online_presence", "GET"): page(TEAM, of_event, grow=one_file),
    ("desk.online_presence", "POST"): write(
        TEAM, of_event, Writes("presence.brought", a_file, after=("day", "import"))
    ),
    ("desk.presence_minutes", "POST"): write(
        TEAM,
        of_event,
        Writes(
            "presence.minutes_set",
            lambda _world: {"minutes": 30},
            before=("minutes",),
            after=("minutes",),
        ),
    ),
    ("desk.presence_import", "GET"): page(TEAM, of_file),
    ("desk.presence_import", "POST"): write(
        TEAM,
        of_file,
        Writes("presence.discarded", lambda _world: {"action": "discard"}, after=("import",)),
    ),
}
