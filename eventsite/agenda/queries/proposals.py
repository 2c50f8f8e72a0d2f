"""Fetches proposals with how far their jobs are, and what a proposal is made from."""

from collections.abc import Sequence

import sqlalchemy as sa

from eventsite.agenda import checks, fairness, proposing
from eventsite.agenda.fairness import Span
from eventsite.agenda.models import Proposal, ProposalState
from eventsite.core.db import db
from eventsite.core.tasks import FINISHED, TaskRow
from eventsite.events.models import Event, Mode

#: Older ones are not listed.
MOST = 20


def proposals(event_id: int) -> Sequence[tuple[Proposal, bool]]:
    """The newest proposals first, each with whether its job ended without an answer."""
    rows = db.session.execute(
        sa.select(Proposal, TaskRow.state)
        .outerjoin(TaskRow, TaskRow.id == Proposal.task_id)
        .where(Proposal.event_id == event_id)
        .order_by(Proposal.id.desc())
        .limit(MOST)
    )
    return [(row[0], _is_lost(row[0], row[1] is None or row[1] in FINISHED)) for row in rows]


def _is_lost(proposal: Proposal, ended: bool) -> bool:
    """Whether nothing will come of it: its job failed, was cancelled or is no more."""
    return proposal.state == ProposalState.FAILED or (
        proposal.state == ProposalState.WORKING and ended
    )


def find_proposal(event_id: int, number: int) -> Proposal | None:
    """A proposal of this event."""
    return db.session.scalar(
        sa.select(Proposal).where(Proposal.event_id == event_id, Proposal.id == number)
    )


def problem_of(
    event: Event, agenda: checks.Agenda, codes: Sequence[str] | None, placed_too: bool = False
) -> proposing.Problem:
    """The problem of placing `codes`, None for all that may be placed.

    The floor of time zones is that of the capitals, over what can be followed online, or over
    everything where nothing is said to be online yet.
    """
    online = frozenset(session.code for session in agenda.going_on if session.online)
    every = frozenset(session.code for session in agenda.going_on)
    spans = [Span(*span) for span in agenda.spans]
    return proposing.Problem(
        agenda,
        proposing.movable(agenda, placed_too) if codes is None else tuple(codes),
        fairness.agreeing(fairness.capitals(event.first_day), spans),
        every if event.mode == Mode.ONLINE or not online else online,
        event.mode == Mode.ONLINE,
    )
