"""Rows of the organizers' pages about places: kept places, invitations, tracked links."""

from typing import Any

from eventsite.core import text
from eventsite.registration import actions, groups
from eventsite.registration.models import InvitationCode, TrackedLink
from tests import make
from tests.access_rows.registration import REGISTRATION, open_event
from tests.access_table import Row, Visitor, World, Writes, page, write


def one_more_reserve(world: World) -> object:
    group = list(groups.LABELS)[make.number() % len(groups.LABELS)]
    return actions.set_reserve(
        event=world.event, group=group, mode=None, places=1, until=None, actor="user:1"
    )


def one_more_code(world: World) -> object:
    return make.add(
        InvitationCode(event_id=world.event.id, code=text.new_code(10), created=make.CREATED)
    )


def one_more_link(world: World) -> object:
    return make.add(
        TrackedLink(
            event_id=world.event.id, code=text.new_code(8), label="Poster", created=make.CREATED
        )
    )


def wanted(**fields: str) -> Any:
    return lambda _world: fields


ROWS: dict[tuple[str, str], Row] = {
    ("registration.reserves", "GET"): page(
        REGISTRATION, open_event, grow=one_more_reserve, reader=Visitor.OWNER
    ),
    ("registration.reserves", "POST"): write(
        REGISTRATION,
        open_event,
        Writes(
            "registration.reserve_set",
            wanted(action="reserve", group="sme", places="2"),
            after=("group", "mode", "places", "until"),
        ),
    ),
    ("registration.invitations", "GET"): page(
        REGISTRATION, open_event, grow=one_more_code, reader=Visitor.OWNER
    ),
    ("registration.invitations", "POST"): write(
        REGISTRATION,
        open_event,
        Writes(
            "registration.codes_made",
            wanted(labels="Embassy", most_uses="1"),
            after=("group", "most_uses", "number"),
        ),
    ),
    ("registration.invitations_csv", "GET"): page(REGISTRATION, open_event),
    ("registration.links", "GET"): page(
        REGISTRATION, open_event, grow=one_more_link, reader=Visitor.OWNER
    ),
    ("registration.links", "POST"): write(
        REGISTRATION,
        open_event,
        Writes("registration.link_made", wanted(label="Poster"), after=("link",)),
    ),
}
