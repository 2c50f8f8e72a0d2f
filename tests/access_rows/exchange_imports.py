"""Rows of programmes taken in: brought, matched, chosen and applied by the programme's duty."""

import io
from typing import Any

from eventsite.agenda import queries as agenda_queries
from eventsite.exchange.actions import bringing
from eventsite.exchange.models import ProgrammeImport
from tests.access_rows.agenda import BUILD
from tests.access_rows.events import EDITORS
from tests.access_table import Row, Visitor, World, Writes, of_event, page, write
from tests.agenda import makings

TABLE = b"Id,Title,Date,Start,End\n1,Opening,2027-06-08,09:30,10:00\n"


def bring(world: World) -> ProgrammeImport:
    """A table whose columns are to be matched."""
    file = bringing.Brought("plan.csv", TABLE)
    return bringing.bring(world.event, [file], makings.ACTOR)


def ready(world: World) -> ProgrammeImport:
    """The same, read."""
    row = bring(world)
    bringing.match_columns(world.event, row, {}, makings.ACTOR)
    return row


def a_table(world: World) -> dict[str, Any]:
    """The address of an import whose columns are to be matched."""
    return {**of_event(world), "number": bring(world).number}


def an_import(world: World) -> dict[str, Any]:
    """The address of an import that is ready."""
    return {**of_event(world), "number": ready(world).number}


def an_import_elsewhere(world: World) -> dict[str, Any]:
    """The address of one whose day the event does not have."""
    other = bringing.Brought("plan.csv", TABLE.replace(b"2027-06-08", b"2027-06-20"))
    row = bringing.bring(world.event, [other], makings.ACTOR)
    bringing.match_columns(world.event, row, {}, makings.ACTOR)
    return {**of_event(world), "number": row.number}


def a_template(world: World) -> dict[str, Any]:
    """The address of the empty table."""
    return {**of_event(world), "ending": "csv"}


def a_file(_world: World) -> dict[str, Any]:
    """A file as a form sends it."""
    return {"files": (io.BytesIO(TABLE), "plan.csv")}


def all_of_it(world: World) -> dict[str, Any]:
    """What the button "Take in all" sends."""
    return {"what": "all", "revision": agenda_queries.revision(world.event.id)}


ROWS: dict[tuple[str, str], Row] = {
    ("exchange.imports", "GET"): page(BUILD, of_event, grow=bring, reader=Visitor.OWNER),
    ("exchange.bring", "POST"): write(
        BUILD, of_event, Writes("exchange.brought", a_file, after=("files", "import"))
    ),
    ("exchange.import_template", "GET"): page(BUILD, a_template),
    ("exchange.import_columns", "GET"): page(BUILD, a_table),
    ("exchange.match_columns", "POST"): write(
        BUILD,
        a_table,
        Writes("exchange.matched", lambda _world: {"c-0-1": "title"}, after=("import",)),
    ),
    ("exchange.an_import", "GET"): page(BUILD, an_import),
    ("exchange.choose_import", "POST"): write(
        BUILD, an_import, silent="what is ticked is kept; taking it in is remembered"
    ),
    ("exchange.choose_import_zone", "POST"): write(
        BUILD, an_import, silent="how times are read is kept; taking them in is remembered"
    ),
    ("exchange.add_import_days", "POST"): write(
        EDITORS, an_import_elsewhere, Writes("event.days_set", before=("days",), after=("days",))
    ),
    ("exchange.apply_import", "POST"): write(
        BUILD,
        an_import,
        Writes("exchange.imported", all_of_it, after=("added", "changed", "import")),
    ),
    ("exchange.discard_import", "POST"): write(
        BUILD, an_import, Writes("exchange.discarded", after=("import",))
    ),
}
