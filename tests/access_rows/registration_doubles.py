"""Rows of looking for doubles and merging them."""

from typing import Any

from tests import make
from tests.access_rows.registration import REGISTRATION, open_event
from tests.access_table import Row, World, Writes, page, write


def of_two(world: World) -> dict[str, Any]:
    where = open_event(world)
    person = make.make_person("Ana", "Double", email="ana@example.org")
    codes = [
        make.make_registration(world.event, one, country="FJ").code
        for one in (person, make.make_person("Ana", "Double", email="ana@example.org"))
    ]
    return {**where, "code": codes[0], "other": codes[1]}


def first_and_second(world: World) -> dict[str, Any]:
    codes = [make.make_registration(world.event).code for _ in range(2)]
    return {"first": codes[0], "second": codes[1]}


ROWS: dict[tuple[str, str], Row] = {
    ("registration.doubles", "GET"): page(REGISTRATION, open_event),
    ("registration.doubles", "POST"): write(
        REGISTRATION,
        open_event,
        Writes("registration.kept_apart", first_and_second, after=("first", "second")),
    ),
    ("registration.double", "GET"): page(REGISTRATION, of_two),
    ("registration.double", "POST"): write(
        REGISTRATION,
        of_two,
        silent="Two rows: the one that is cancelled, the one that is kept; see its own test.",
    ),
}
