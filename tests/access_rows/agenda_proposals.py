"""Rows of proposals: looked at by viewers, asked for and accepted by the programme's duty."""

from datetime import time
from typing import Any

from eventsite.agenda.actions import proposals as actions
from eventsite.agenda.models import Proposal
from eventsite.agenda.proposing import stored
from eventsite.agenda.queries import proposals as proposal_queries
from tests.access_rows.agenda import BUILD, SEE, fields
from tests.access_table import Row, Visitor, World, Writes, of_event, page, write
from tests.agenda import makings
from tests.make import FIRST_DAY


def ready(world: World) -> Proposal:
    """A proposal for one session that has no place."""
    session = makings.make_session(world.event)
    room = makings.make_room(world.event)
    proposal = actions.order_proposal(world.event, False, makings.ACTOR)
    way = stored.Way(session.code, session.version, FIRST_DAY, time(10), (room.id,))
    content = stored.Content(False, ways=(way,))
    actions.keep_proposal(proposal.id, 0, content, makings.ACTOR)
    return proposal


def a_proposal(world: World) -> dict[str, Any]:
    """The address of a proposal that is ready."""
    return {**of_event(world), "number": ready(world).id}


def something_to_place(world: World) -> dict[str, Any]:
    """The address of an event with a session that has no place."""
    makings.make_session(world.event)
    return of_event(world)


def every_way(world: World) -> dict[str, Any]:
    """The first session of the newest proposal, ticked."""
    known = world.event.id
    row = proposal_queries.proposals(known)[0][0]
    return {"codes": [way.code for way in stored.read(row.content).ways]}


ROWS: dict[tuple[str, str], Row] = {
    ("agenda.proposals", "GET"): page(SEE, of_event, grow=ready, reader=Visitor.OWNER),
    ("agenda.proposal", "GET"): page(SEE, a_proposal),
    ("agenda.propose", "POST"): write(
        BUILD,
        something_to_place,
        Writes(
            "proposal.ordered",
            fields(scope="unplaced", aim="balanced", seed=0),
            after=("proposal",),
        ),
    ),
    ("agenda.accept_proposal", "POST"): write(
        BUILD,
        a_proposal,
        Writes("sessions.moved", every_way, after=("sessions",)),
    ),
    ("agenda.discard_proposal", "POST"): write(
        BUILD, a_proposal, Writes("proposal.discarded", after=("proposal",))
    ),
}
