"""Rows of requests to come: the signed page, the organizers' and the staff's."""

from typing import Any

import sqlalchemy as sa

from eventsite.core.db import db
from eventsite.people.models import FocalPoint, Organisation
from eventsite.registration import links
from eventsite.registration.models import Admission, Registration, RegistrationTerms, State
from tests import make
from tests.access_rows.registration import open_event
from tests.access_table import (
    Row,
    Visitor,
    World,
    Writes,
    everybody,
    only_staff,
    page,
    team,
    whoever_signed_in,
    write,
)

REGISTRATION = team(Visitor.REGISTRATION)
STATE = ("state",)
#: It leaves more than one row.
NEWCOMERS = "New people come with it: tests/registration/test_delegation.py reads what is made."


def request_of(world: World) -> Registration:
    """Somebody who asks to come to the world's event for the entity of its focal point."""
    world.event.first_day = world.event.last_day = None
    if db.session.scalar(sa.select(RegistrationTerms.id)) is None:
        make.make_terms(world.event, admission=Admission.FOCAL_POINT)
    return make.make_registration(
        world.event, organisation=point_of(world)[0], state=State.PENDING, confirmed=None
    )


def point_of(world: World) -> tuple[Organisation, FocalPoint]:
    """The entity and its focal point, the same in one world."""
    person = world.participant.person
    known = sa.select(Organisation, FocalPoint).join(
        FocalPoint, FocalPoint.organisation_id == Organisation.id
    )
    found = db.session.execute(known).first()
    if found is not None:
        return found[0], found[1]
    entity = make.make_organisation()
    return entity, make.add(FocalPoint(organisation_id=entity.id, person=person))


def of_page(world: World) -> dict[str, Any]:
    request_of(world)
    entity, point = point_of(world)
    return {"code": entity.code, "key": links.requests_key(entity.code, point)}


def of_point(world: World) -> dict[str, Any]:
    entity, point = point_of(world)
    return {"code": entity.code, "point_id": point.id}


def of_event(world: World) -> dict[str, Any]:
    request_of(world)
    return {"slug": world.event.slug}


def of_list(world: World) -> dict[str, Any]:
    return {**of_page(world), "slug": world.event.slug}


def approval(world: World) -> dict[str, Any]:
    return {"action": "approve", "request": request_of(world).code}


def decider(world: World) -> str:
    return f"person:{point_of(world)[1].person_id}"


def one_more(world: World) -> object:
    return request_of(world)


ROWS: dict[tuple[str, str], Row] = {
    ("registration.requests", "GET"): page(everybody(), of_page),
    ("registration.requests", "POST"): write(
        everybody(),
        of_page,
        Writes(
            "registration.approved",
            approval,
            before=STATE,
            after=STATE,
            by=Visitor.ANONYMOUS,
            actor=decider,
        ),
    ),
    ("registration.delegation", "GET"): page(whoever_signed_in(), open_event),
    ("registration.delegation", "POST"): write(whoever_signed_in(), open_event, silent=NEWCOMERS),
    ("registration.delegation_template", "GET"): page(everybody(), open_event),
    ("registration.entity_delegation", "GET"): page(everybody(), of_list),
    ("registration.entity_delegation", "POST"): write(everybody(), of_list, silent=NEWCOMERS),
    ("registration.organizer_requests", "GET"): page(
        REGISTRATION, of_event, grow=one_more, reader=Visitor.OWNER
    ),
    ("registration.organizer_requests", "POST"): write(
        REGISTRATION,
        of_event,
        Writes("registration.approved", approval, before=STATE, after=STATE),
    ),
    ("registration.renew_address", "POST"): write(
        only_staff(),
        of_point,
        Writes("registration.requests_link_renewed", after=("person",), by=Visitor.STAFF),
    ),
}
