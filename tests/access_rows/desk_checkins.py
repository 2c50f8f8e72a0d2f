"""Rows of the pages of the door."""

from typing import Any

from eventsite.core import clock, zones
from eventsite.desk import actions
from eventsite.desk.models import DeskReport, Source
from eventsite.desk.reconciling import Outcome
from eventsite.registration.models import PlaceMode, Registration
from tests import make
from tests.access_table import Row, Visitor, World, Writes, of_event, page, team, write

DESK = team(Visitor.DESK)


def comer(world: World) -> Registration:
    """A confirmed person in person, at an event that is open on every day."""
    world.event.first_day = world.event.last_day = None
    return make.make_registration(world.event, mode=PlaceMode.IN_PERSON)


def came(world: World) -> Registration:
    """Somebody checked in today."""
    found = comer(world)
    actions.check_in(
        actor="user:1",
        event=world.event,
        registration=found,
        today=zones.local(clock.now(), world.event.zone).date(),
        source=Source.TYPED,
    )
    return found


def of_comer(world: World) -> dict[str, Any]:
    return {**of_event(world), "code": comer(world).code}


def of_came(world: World) -> dict[str, Any]:
    return {**of_event(world), "code": came(world).code}


def refused(world: World) -> DeskReport:
    """A check-in of somebody who had cancelled, told late."""
    gone = comer(world)
    return make.add(
        DeskReport(
            event_id=world.event.id,
            registration_id=gone.id,
            key=gone.code,
            day=make.FIRST_DAY,
            at=make.CREATED,
            received=make.CREATED,
            by="user:1",
            outcome=Outcome.REFUSED,
        )
    )


def of_report(world: World) -> dict[str, Any]:
    return {**of_event(world), "number": refused(world).id}


ROWS: dict[tuple[str, str], Row] = {
    ("desk.desk", "GET"): page(DESK, of_event, grow=came),
    ("desk.offline", "GET"): page(DESK, of_event),
    ("desk.worker", "GET"): page(DESK, of_event),
    ("desk.offline_list", "GET"): page(DESK, of_event, grow=came),
    ("desk.reconcile", "POST"): write(
        DESK, of_event, silent="The presses stand in a JSON body; each check-in is recorded."
    ),
    ("desk.reports", "GET"): page(DESK, of_event, grow=refused),
    ("desk.see_report", "POST"): write(
        DESK, of_report, Writes("check_in.report_seen", after=("day",))
    ),
    ("desk.station", "POST"): write(
        DESK, of_event, silent="The name of the desk stays in the session of this device."
    ),
    ("desk.person", "GET"): page(DESK, of_comer),
    ("desk.check_in", "POST"): write(
        DESK, of_comer, Writes("check_in.made", after=("day", "source", "badge"))
    ),
    ("desk.undo", "POST"): write(DESK, of_came, Writes("check_in.undone", before=("day",))),
}
