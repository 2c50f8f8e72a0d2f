"""Rows of the pages of badges."""

from typing import Any

from eventsite.core import made
from eventsite.core.files import Checked
from eventsite.registration.models import PlaceMode
from tests import make
from tests.access_table import Answer, Row, Visitor, World, Writes, but, of_event, page, team, write

BADGES = team(Visitor.DESK, Visitor.REGISTRATION)
#: For whoever ordered the file, whatever the duty of others.
OWN = but(BADGES, desk=Answer.HIDDEN, registration=Answer.HIDDEN, staff=Answer.HIDDEN)
SIZE = {"size": "card"}


def of_comer(world: World) -> dict[str, Any]:
    comer = make.make_registration(world.event, mode=PlaceMode.IN_PERSON)
    return {**of_event(world), "code": comer.code}


def of_many(world: World) -> dict[str, Any]:
    for _ in range(21):
        make.make_registration(world.event, mode=PlaceMode.IN_PERSON)
    return of_event(world)


def of_file(world: World) -> dict[str, Any]:
    made.keep(
        actor=f"user:{world.owner.id}",
        subject=f"event:{world.event.id}",
        task_id=7,
        checked=Checked("badges.pdf", "application/pdf", b"%PDF-1"),
    )
    return {**of_event(world), "task_id": 7}


def comer_codes(world: World) -> dict[str, Any]:
    return {"code": of_comer(world)["code"]}


ROWS: dict[tuple[str, str], Row] = {
    ("desk.badges", "GET"): page(BADGES, of_event, grow=of_comer),
    ("desk.badge_preview", "GET"): page(BADGES, of_comer),
    ("desk.badge_file", "GET"): page(OWN, of_file),
    ("desk.badge_sheet", "GET"): page(BADGES, of_event, grow=of_comer),
    ("desk.print_badges", "POST"): write(
        BADGES, of_many, Writes("badges.ordered", lambda _world: SIZE, after=("size",))
    ),
    ("desk.badges_printed", "POST"): write(
        BADGES, of_event, Writes("badges.printed", comer_codes, after=("count",))
    ),
    ("desk.badge", "GET"): page(BADGES, of_comer),
    ("desk.print_badge", "POST"): write(
        BADGES, of_comer, Writes("badges.printed", lambda _world: SIZE, after=("count",))
    ),
}
