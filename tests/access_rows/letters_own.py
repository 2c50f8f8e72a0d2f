"""Rows of the check page, and of a participant's own request for visa support."""

from typing import Any

from eventsite.letters import actions, links, queries
from eventsite.letters.models import VisaRequest
from eventsite.letters.visa_states import VisaState
from eventsite.registration.models import PlaceMode, Registration
from tests import make
from tests.access_table import Row, World, Writes, everybody, one_person, page, write
from tests.letters import makings

STATE = ("state",)


def own(world: World) -> Registration:
    """The participant's registration in person, for an event that is never over."""
    world.event.first_day = world.event.last_day = None
    makings.make_settings(world.event)
    return make.make_registration(world.event, world.participant.person, mode=PlaceMode.IN_PERSON)


def of_own(world: World) -> dict[str, Any]:
    return {"code": own(world).code}


def requested(world: World, **changes: Any) -> VisaRequest:
    return makings.make_visa(own(world), **changes)


def of_requested(world: World) -> dict[str, Any]:
    return {"code": requested(world).registration.code}


def of_issued(world: World) -> dict[str, Any]:
    row = requested(world, state=VisaState.COMPLETE)
    code = row.registration.code
    actions.issue_visa(actor="user:1", event=world.event, request=row, lang="en")
    return {"code": code}


def of_letter(world: World) -> dict[str, Any]:
    code = makings.make_letter(world.event).code
    assert queries.find_letter(code) is not None
    return {"code": code, "seal": links.seal_of(code)}


def by_holder(verb: str, fields: dict[str, Any] | None = None, **more: Any) -> Writes:
    return Writes(verb, lambda _world: fields or {}, by=None, **more)


ROWS: dict[tuple[str, str], Row] = {
    ("letters.check", "GET"): page(everybody(), of_letter),
    ("letters.visa", "GET"): page(one_person(), of_own),
    ("letters.visa", "POST"): write(
        one_person(), of_own, by_holder("visa.asked", makings.SENT, after=STATE)
    ),
    ("letters.visa_outcome", "POST"): write(
        one_person(),
        of_issued,
        by_holder("visa.moved", {"state": "refused"}, before=STATE, after=STATE),
    ),
    ("letters.visa_erase", "POST"): write(
        one_person(), of_requested, by_holder("visa.erased", after=STATE)
    ),
    ("letters.visa_letter", "GET"): page(one_person(), of_issued),
}
