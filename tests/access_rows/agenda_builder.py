"""Rows of the builder: what it does with one session and with several, undo, and its script."""

from datetime import time
from typing import Any

from eventsite.agenda import actions
from eventsite.agenda.models import AgendaSession
from tests.access_rows.agenda import BUILD, MAKE, SEE, a_session, draft, fields, one_more
from tests.access_table import Row, Visitor, World, Writes, of_event, page, write
from tests.agenda import makings
from tests.make import FIRST_DAY


def named(session: AgendaSession) -> str:
    """A session and its version, as the builder's forms have it."""
    return f"{session.code}:{session.version}"


def another(world: World) -> dict[str, Any]:
    """A second session on the table, to change places with."""
    other = makings.place(world.event, makings.make_session(world.event, "Other"), "11:00")
    return {"version": 2, "other": named(other)}


def several(world: World) -> dict[str, Any]:
    """Two sessions that begin ten minutes later."""
    event = world.event
    placed = [makings.place(event, makings.make_session(event), at) for at in ("10:00", "12:00")]
    return {"sessions": [named(one) for one in placed], "deed": "minutes", "minutes": 10}


def _step(world: World) -> AgendaSession:
    """Something that the owner moved."""
    session = makings.make_session(world.event)
    placement = actions.Placement(FIRST_DAY, time(10))
    return actions.place(world.event, session, placement, _owner(world), session.version)


def done(world: World) -> dict[str, Any]:
    """Nothing to send: the owner has moved something."""
    _step(world)
    return {}


def undone(world: World) -> dict[str, Any]:
    """Nothing to send: the owner has moved something and taken it back."""
    _step(world)
    actions.undo(world.event, _owner(world))
    return {}


def _owner(world: World) -> str:
    return f"user:{world.owner.id}"


def drafted(world: World) -> dict[str, Any]:
    """The address of an event with a draft."""
    draft(world)
    return of_event(world)


ROWS: dict[tuple[str, str], Row] = {
    ("agenda.builder_board", "GET"): page(SEE, of_event, grow=one_more, reader=Visitor.OWNER),
    ("agenda.resize", "POST"): write(
        BUILD,
        a_session,
        Writes(
            "session.resized",
            fields(version=2, minutes=45),
            before=("minutes",),
            after=("minutes",),
        ),
    ),
    ("agenda.duplicate", "POST"): write(
        BUILD, a_session, Writes("session.duplicated", fields(version=2), after=("of",))
    ),
    ("agenda.swap", "POST"): write(
        BUILD, a_session, Writes("sessions.swapped", another, after=("sessions",))
    ),
    ("agenda.lock", "POST"): write(
        BUILD,
        a_session,
        Writes("sessions.locked", fields(version=2, locked=1), after=("sessions",)),
    ),
    ("agenda.move_several", "POST"): write(
        MAKE, drafted, Writes("sessions.moved", several, after=("sessions",))
    ),
    ("agenda.undo", "POST"): write(
        MAKE, of_event, Writes("agenda.undone", done, after=("step", "verb"))
    ),
    ("agenda.redo", "POST"): write(
        MAKE, of_event, Writes("agenda.redone", undone, after=("step", "verb"))
    ),
}
