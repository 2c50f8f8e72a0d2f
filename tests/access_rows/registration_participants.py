"""Rows of the lists of participants: the public one, the team's and its files."""

from typing import Any

from tests import make
from tests.access_rows.registration import REGISTRATION, open_event
from tests.access_table import Row, Visitor, World, everybody, of_event, page


def with_list(world: World) -> dict[str, Any]:
    make.make_terms(world.event, has_participants_list=True)
    return of_event(world)


def one_listed(world: World) -> object:
    return make.make_registration(world.event, country="FJ", publish_in_list=True)


ROWS: dict[tuple[str, str], Row] = {
    ("registration.participants", "GET"): page(
        everybody(), with_list, cacheable=True, grow=one_listed
    ),
    ("registration.participants_list", "GET"): page(REGISTRATION, open_event, reader=Visitor.OWNER),
    ("registration.participants_docx", "GET"): page(REGISTRATION, open_event),
    ("registration.participants_pdf", "GET"): page(REGISTRATION, open_event),
}
