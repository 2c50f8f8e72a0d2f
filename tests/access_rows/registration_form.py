"""Rows of the form's further pages: somebody else's, an offer, consents, a colleague's place."""

from datetime import timedelta
from typing import Any

from eventsite.core import clock
from eventsite.registration.models import State
from tests.access_rows.registration import STATE, open_event, own
from tests.access_table import Row, World, Writes, one_person, page, whoever_signed_in, write

#: It leaves more than one row.
NEWCOMER = "A new person comes with it: tests/registration/test_form.py reads all its rows."


def of_offered(world: World) -> dict[str, Any]:
    until = clock.now() + timedelta(hours=48)
    return {"code": own(world, state=State.OFFERED, offered_until=until, confirmed=None).code}


def of_listed(world: World) -> dict[str, Any]:
    return {"code": own(world, publish_in_list=True).code, "kind": "listed"}


def of_own(world: World) -> dict[str, Any]:
    return {"code": own(world).code}


ROWS: dict[tuple[str, str], Row] = {
    ("registration.colleague", "GET"): page(whoever_signed_in(), open_event),
    ("registration.colleague", "POST"): write(whoever_signed_in(), open_event, silent=NEWCOMER),
    ("registration.answer_offer", "POST"): write(
        one_person(),
        of_offered,
        Writes(
            "registration.accepted",
            lambda _world: {"answer": "accept"},
            before=STATE,
            after=STATE,
            by=None,
        ),
    ),
    ("registration.consent", "GET"): page(one_person(), of_listed),
    ("registration.consent", "POST"): write(
        one_person(),
        of_listed,
        Writes("registration.consent_withdrawn", before=("kind",), by=None),
    ),
    ("registration.transfer", "GET"): page(one_person(), of_own),
    ("registration.transfer", "POST"): write(one_person(), of_own, silent=NEWCOMER),
}
