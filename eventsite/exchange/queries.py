"""Fetches imports, what their keys are here, and the draft that they would change."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy import orm

from eventsite.agenda import queries as agenda_queries
from eventsite.agenda.models import AgendaSession, AgendaStep, SessionPart, Speaker
from eventsite.core.db import db
from eventsite.core.tasks import FINISHED, TaskRow
from eventsite.events.models import Event
from eventsite.exchange import here
from eventsite.exchange.models import ImportFile, ProgrammeImport, SourceKey
from eventsite.exchange.plan import Keys, Known, Thing

#: Earlier imports that the page lists.
LAST = 50


def imports(event_id: int) -> list[tuple[ProgrammeImport, bool]]:
    """The newest imports of an event, each with whether its step was taken back."""
    rows = db.session.execute(
        sa.select(ProgrammeImport, AgendaStep.undone)
        .outerjoin(AgendaStep, AgendaStep.id == ProgrammeImport.step_id)
        .where(ProgrammeImport.event_id == event_id)
        .options(
            orm.defer(ProgrammeImport.source),
            orm.defer(ProgrammeImport.choices),
            orm.defer(ProgrammeImport.seen),
            orm.selectinload(ProgrammeImport.files),
        )
        .order_by(ProgrammeImport.number.desc())
        .limit(LAST)
    )
    return [(row, undone is not None) for row, undone in rows]


def find_import(event_id: int, number: int) -> ProgrammeImport | None:
    """An import of this event with its files."""
    return db.session.scalar(
        sa.select(ProgrammeImport)
        .where(ProgrammeImport.event_id == event_id, ProgrammeImport.number == number)
        .options(orm.selectinload(ProgrammeImport.files).joinedload(ImportFile.file))
    )


def next_number(event_id: int) -> int:
    """The number of the event's next import; under the event's lock."""
    most = sa.select(sa.func.max(ProgrammeImport.number))
    return (db.session.scalar(most.where(ProgrammeImport.event_id == event_id)) or 0) + 1


def is_undone(row: ProgrammeImport) -> bool:
    """Whether the step that took it in was taken back."""
    undone = sa.select(AgendaStep.undone).where(AgendaStep.id == (row.step_id or 0))
    return db.session.scalar(undone) is not None


def is_job_over(row: ProgrammeImport) -> bool:
    """Whether the import's job has ended, however."""
    state = sa.select(TaskRow.state).where(TaskRow.id == (row.task_id or 0))
    found = db.session.scalar(state)
    return found is None or found in FINISHED


def keys(event_id: int, identity: str) -> Keys:
    """What a source's keys are here; of an import that was taken back, what was before it."""
    rows = db.session.execute(
        sa.select(
            SourceKey.thing,
            SourceKey.key,
            SourceKey.target,
            SourceKey.said,
            SourceKey.said_before,
            AgendaStep.undone,
        )
        .join(ProgrammeImport, ProgrammeImport.id == SourceKey.import_id)
        .outerjoin(AgendaStep, AgendaStep.id == ProgrammeImport.step_id)
        .where(SourceKey.event_id == event_id, SourceKey.identity == identity)
        .order_by(SourceKey.id)
    )
    return {
        (Thing(thing), key): Known(target, said if undone is None else before)
        for thing, key, target, said, before, undone in rows
    }


def key_ids(event_id: int, identity: str) -> dict[tuple[Thing, str], int]:
    """The row in which each of a source's keys stands."""
    rows = db.session.execute(
        sa.select(SourceKey.thing, SourceKey.key, SourceKey.id).where(
            SourceKey.event_id == event_id, SourceKey.identity == identity
        )
    )
    return {(Thing(thing), key): number for thing, key, number in rows}


def held(event: Event) -> here.Held:
    """Everything of the event's draft that an import may touch, in a few statements."""
    sessions = db.session.scalars(
        sa.select(AgendaSession)
        .where(AgendaSession.event_id == event.id)
        .options(
            orm.selectinload(AgendaSession.rooms),
            orm.selectinload(AgendaSession.parts).selectinload(SessionPart.presenters),
            orm.selectinload(AgendaSession.speakers),
        )
        .order_by(AgendaSession.id)
        .execution_options(populate_existing=True)
    )
    people = db.session.scalars(
        sa.select(Speaker)
        .where(Speaker.event_id == event.id)
        .options(orm.joinedload(Speaker.organisation))
        .order_by(Speaker.id)
    )
    return here.Held(
        agenda_queries.rooms(event.id),
        agenda_queries.tracks(event.id),
        list(people),
        list(sessions),
    )


def holding(before: datetime | None = None) -> list[ProgrammeImport]:
    """Imports that still hold what was brought; those made before an instant, else all."""
    holds = sa.or_(
        ProgrammeImport.source.is_not(None),
        ProgrammeImport.files.any(ImportFile.file_id.is_not(None)),
    )
    old = sa.true() if before is None else ProgrammeImport.created < before
    return list(
        db.session.scalars(
            sa.select(ProgrammeImport)
            .where(holds, old)
            .options(orm.selectinload(ProgrammeImport.files).joinedload(ImportFile.file))
            .order_by(ProgrammeImport.id)
        )
    )
