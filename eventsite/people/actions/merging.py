"""Merges two entities that are one; what refers to the one refers to the other then."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import InstrumentedAttribute

from eventsite.core import audit
from eventsite.core.db import changed, db, lock
from eventsite.core.errors import Refused
from eventsite.core.i18n import N_
from eventsite.people.models import FocalPoint, Organisation, OrganisationState, Person
from eventsite.people.rules import Reason
from eventsite.people.verbs import Verb


@dataclass(frozen=True)
class Mover:
    """One column that refers to entities, and how its rows change from one entity to another."""

    #: As `persons.organisation_id`.
    column: str
    #: A marked sentence part for the preview: what the rows are.
    label: str
    count: Callable[[int], int]
    #: From one id to the other; how many rows moved.
    move: Callable[[int, int], int]


def mover_of(attribute: InstrumentedAttribute[Any], label: str) -> Mover:
    """The plain way, for a mapped column: an UPDATE.

    A row that a unique constraint would not let stand twice is deleted instead.
    """
    return _mover(attribute.property.columns[0], label)


def _mover(column: sa.Column[Any], label: str) -> Mover:
    table = column.table

    def count(key: int) -> int:
        found = db.session.scalar(
            sa.select(sa.func.count()).select_from(table).where(column == key)
        )
        return found or 0

    def move(old: int, new: int) -> int:
        for others in _unique_with(column):
            twin = table.alias()
            same = [twin.c[other.name] == other for other in others]
            there = sa.exists().where(twin.c[column.name] == new, *same)
            db.session.execute(sa.delete(table).where(column == old, there))
        return changed(sa.update(table).where(column == old).values({column.name: new}))

    return Mover(f"{table.name}.{column.name}", label, count, move)


def _unique_with(column: sa.Column[Any]) -> list[list[sa.Column[Any]]]:
    """For each unique constraint of the column: the other columns in it."""
    table = column.table
    constraints = [c for c in table.constraints if isinstance(c, sa.UniqueConstraint)]
    together = [list(constraint.columns) for constraint in constraints]
    together += [list(index.columns) for index in table.indexes if index.unique]
    return [[c for c in columns if c is not column] for columns in together if column in columns]


#: Features may append their own, to say in words what moves or to move more than a column.
MOVERS: list[Mover] = [
    mover_of(Person.organisation_id, N_("People who come for it")),
    mover_of(FocalPoint.organisation_id, N_("Focal points and deputies")),
    mover_of(Organisation.merged_into_id, N_("Entities merged into it before")),
]


def movers() -> list[Mover]:
    """One for each column of any feature that refers to entities, registered or not."""
    registered = {mover.column for mover in MOVERS}
    rest = [
        _mover(key.parent, N_("Other rows that name it"))
        for table in db.metadata.sorted_tables
        for key in table.foreign_keys
        if key.target_fullname == "organisations.id"
        and f"{table.name}.{key.parent.name}" not in registered
    ]
    return [*MOVERS, *rest]


def what_moves(organisation: Organisation) -> list[tuple[str, int]]:
    """For the preview: each kind of row and how many of them refer to the entity."""
    moves: dict[str, int] = {}
    for mover in movers():
        moves[mover.label] = moves.get(mover.label, 0) + mover.count(organisation.id)
    return list(moves.items())


def merge(actor: str, source: Organisation, target: Organisation) -> int:
    """Let everything that refers to `source` refer to `target`; how many rows moved.

    The source stays as a row that says into which it was merged, and is found by its old names.
    Refused unless the target is listed and the source listed, queued or retired.
    """
    # In the order of their keys, so that two merges at once cannot wait for each other.
    for key in sorted({source.id, target.id}):
        lock(Organisation, key)
    if source is target:
        raise Refused(Reason.MERGE_SELF)
    gone = {OrganisationState.MERGED, OrganisationState.REFUSED}
    if target.state is not OrganisationState.LISTED or source.state in gone:
        raise Refused(Reason.MERGE_STATE)
    before = source.state.value
    moved = {mover.column: mover.move(source.id, target.id) for mover in movers()}
    source.state = OrganisationState.MERGED
    source.merged_into_id = target.id
    db.session.flush()
    db.session.expire_all()
    audit.record(
        actor,
        Verb.ORGANISATION_MERGED,
        f"organisation:{source.id}",
        {"state": before},
        {"state": "merged", "into": f"organisation:{target.id}", "moved": moved},
    )
    return sum(moved.values())
