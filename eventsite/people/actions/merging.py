"""Merges two entities that are one; features register what refers to an entity of theirs."""

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


def mover_of(
    column: InstrumentedAttribute[Any],
    label: str,
    once_per: InstrumentedAttribute[Any] | None = None,
) -> Mover:
    """The plain way: an UPDATE. A row that would stand twice for one `once_per` is deleted."""
    model: Any = column.class_

    def count(key: int) -> int:
        found = db.session.scalar(
            sa.select(sa.func.count()).select_from(model).where(column == key)
        )
        return found or 0

    def move(old: int, new: int) -> int:
        if once_per is not None:
            there = sa.select(once_per).where(column == new).scalar_subquery()
            db.session.execute(
                sa.delete(model).where(column == old, once_per.in_(there)),
                execution_options={"synchronize_session": False},
            )
        return changed(
            sa.update(model)
            .where(column == old)
            .values({column.key: new})
            .execution_options(synchronize_session=False)
        )

    return Mover(f"{model.__tablename__}.{column.key}", label, count, move)


#: Every feature whose rows refer to entities appends its own.
MOVERS: list[Mover] = [
    mover_of(Person.organisation_id, N_("People who come for it")),
    mover_of(FocalPoint.organisation_id, N_("Focal points and deputies"), FocalPoint.person_id),
    mover_of(Organisation.merged_into_id, N_("Entities merged into it before")),
]


def what_moves(organisation: Organisation) -> list[tuple[str, int]]:
    """For the preview: each kind of row and how many of them refer to the entity."""
    return [(mover.label, mover.count(organisation.id)) for mover in MOVERS]


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
    moved = {mover.column: mover.move(source.id, target.id) for mover in MOVERS}
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
