"""Fetches who changed what in a draft, and in which order."""

from dataclasses import dataclass

import sqlalchemy as sa

from eventsite.agenda import history
from eventsite.agenda.models import Agenda, AgendaStep
from eventsite.core.db import db
from eventsite.events import queries as event_queries

#: How many of the newest steps of an event are looked through for one session.
_READ = 200


@dataclass(frozen=True, slots=True)
class LastChange:
    """The last step that touched a thing."""

    actor: str
    #: Empty when it was nobody with an account.
    name: str
    verb: str
    change: history.Change
    #: Whether it was then taken back.
    undone: bool


def revision(event_id: int) -> int:
    """The agenda's revision; 0 before the first change."""
    found = db.session.scalar(sa.select(Agenda.revision).where(Agenda.event_id == event_id))
    return found or 0


def find_last_change(
    event_id: int, kind: history.Kind, key: str, but: str = ""
) -> LastChange | None:
    """The last change that somebody, other than the actor `but`, made to a thing."""
    steps = db.session.execute(
        sa.select(AgendaStep.actor, AgendaStep.verb, AgendaStep.changes, AgendaStep.undone)
        .where(AgendaStep.event_id == event_id, AgendaStep.actor != but)
        .order_by(
            sa.func.coalesce(AgendaStep.undone, AgendaStep.created).desc(), AgendaStep.id.desc()
        )
        .limit(_READ)
    )
    for actor, verb, changes, undone in steps:
        for change in changes:
            if (change["kind"], change["key"]) == (kind.value, key):
                name = event_queries.names_of_actors([actor]).get(actor, "")
                return LastChange(actor, name, verb, change, undone is not None)
    return None


def last_steps(event_id: int, actor: str) -> tuple[AgendaStep | None, AgendaStep | None]:
    """The person's step that undo would take back, and the one that redo would make again."""
    mine = sa.select(AgendaStep).where(AgendaStep.event_id == event_id, AgendaStep.actor == actor)
    undo = mine.where(AgendaStep.undone.is_(None)).order_by(AgendaStep.id.desc())
    redo = mine.where(AgendaStep.undone.is_not(None), AgendaStep.dropped.is_(False))
    return (
        db.session.scalar(undo.limit(1)),
        db.session.scalar(redo.order_by(AgendaStep.id).limit(1)),
    )
