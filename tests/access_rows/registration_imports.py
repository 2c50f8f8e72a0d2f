"""Rows of bringing people in from a list."""

import io
from typing import Any

from eventsite.registration.models import BroughtState, RegistrantImport
from tests import make
from tests.access_rows.registration import REGISTRATION, open_event
from tests.access_table import Row, Visitor, World, Writes, page, write

TABLE = "First name,Family name,Email\nAda,Example,ada@example.org\n"


def one_import(world: World, **changes: Any) -> RegistrantImport:
    facts = {
        "event_id": world.event.id,
        "name": "people.csv",
        "table": TABLE,
        "created_by": "user:1",
        "created": make.CREATED,
    }
    return make.add(RegistrantImport(**{**facts, **changes}))


def of_import(world: World) -> dict[str, Any]:
    return {**open_event(world), "key": one_import(world).id}


def of_applied(world: World) -> dict[str, Any]:
    row = one_import(world, table="", state=BroughtState.APPLIED)
    return {**open_event(world), "key": row.id}


def a_file(_world: World) -> dict[str, Any]:
    return {"file": (io.BytesIO(TABLE.encode()), "people.csv")}


ROWS: dict[tuple[str, str], Row] = {
    ("registration.registrants_import", "GET"): page(
        REGISTRATION, open_event, grow=one_import, reader=Visitor.OWNER
    ),
    ("registration.registrants_import", "POST"): write(
        REGISTRATION,
        open_event,
        Writes("registration.import_brought", a_file, after=("import",)),
    ),
    ("registration.registrant_import", "GET"): page(REGISTRATION, of_import),
    ("registration.registrant_import", "POST"): write(
        REGISTRATION,
        of_applied,
        Writes(
            "registration.import_undone",
            lambda _world: {"action": "undo"},
            after=("import", "cancelled"),
        ),
    ),
}
