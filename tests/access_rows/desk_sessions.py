"""Rows of the doors of sessions."""

from typing import Any

from eventsite.agenda.actions import signups
from eventsite.agenda.models import AgendaSession
from eventsite.agenda.queries import signups as queries
from eventsite.core import clock, zones
from eventsite.desk import actions
from eventsite.desk.models import Source
from eventsite.registration.models import Registration
from tests import make
from tests.access_rows import agenda_signups
from tests.access_rows.desk_checkins import came
from tests.access_table import Row, Visitor, World, Writes, of_event, page, team, write

DESK = team(Visitor.DESK)


def inside(world: World, session: AgendaSession) -> Registration:
    """Somebody who is in for the day and went in."""
    found = came(world)
    actions.let_in(
        actor="user:1",
        event=world.event,
        session=session,
        registration=found,
        today=zones.local(clock.now(), world.event.zone).date(),
        has_begun=True,
        source=Source.TYPED,
    )
    return found


def of_door(world: World) -> dict[str, Any]:
    return {**of_event(world), "code": agenda_signups.limited(world).code}


def of_comer(world: World) -> dict[str, Any]:
    """Somebody who is in for the day."""
    values = of_door(world)
    return {**values, "own": came(world).code}


def of_inside(world: World) -> dict[str, Any]:
    session = agenda_signups.limited(world)
    return {**of_event(world), "code": session.code, "own": inside(world, session).code}


def one_more(world: World) -> None:
    """One more who signed up."""
    [session] = (one.session for one in queries.limited(world.event.id))
    own = make.make_registration(world.event)
    signups.sign_up(registration=own, code=session.code, actor="user:1")


ROWS: dict[tuple[str, str], Row] = {
    ("desk.session_doors", "GET"): page(DESK, of_event, grow=agenda_signups.limited),
    ("desk.session_door", "GET"): page(DESK, of_door, grow=one_more),
    ("desk.session_offline", "GET"): page(DESK, of_door),
    ("desk.session_worker", "GET"): page(DESK, of_door),
    ("desk.session_list", "GET"): page(DESK, of_door, grow=came),
    ("desk.session_reconcile", "POST"): write(
        DESK, of_door, silent="The presses stand in a JSON body; each check-in is recorded."
    ),
    ("desk.let_in", "POST"): write(
        DESK, of_comer, Writes("session_check_in.made", after=("session",))
    ),
    ("desk.let_out", "POST"): write(
        DESK, of_inside, Writes("session_check_in.undone", before=("session",))
    ),
}
