"""The organizer's list: counts by state, its rows and those of its export."""

from collections.abc import Collection, Iterator, Sequence
from typing import Any

import sqlalchemy as sa

from eventsite.core.db import db
from eventsite.people.models import Organisation, Person
from eventsite.questions import queries as question_queries
from eventsite.registration.models import Registration, State
from eventsite.registration.queries import choosing, presence
from eventsite.registration.queries.choosing import Chosen, Tab


def counts(event_id: int) -> dict[Tab, int]:
    """How many registrations each tab holds, whatever the filters."""
    rows = db.session.execute(
        sa.select(Registration.state, sa.func.count())
        .where(Registration.event_id == event_id)
        .group_by(Registration.state)
    )
    by_state = {row[0]: row[1] for row in rows}
    found = {
        tab: sum(by_state.get(state, 0) for state in states)
        for tab, states in choosing.STATES_OF.items()
    }
    found[Tab.TOOK_PART] = _took_part(event_id) if presence.is_known() else 0
    return found


def _took_part(event_id: int) -> int:
    there = Registration.id.in_(presence.took_part(event_id))
    counted = sa.select(sa.func.count()).where(Registration.event_id == event_id, there)
    return db.session.scalar(counted) or 0


def is_anybody(event_id: int, states: Collection[State]) -> bool:
    """Whether the event has a registration in one of these states."""
    found = sa.select(Registration.id).where(
        Registration.event_id == event_id, Registration.state.in_(states)
    )
    return db.session.scalar(sa.select(found.exists())) or False


def countries_of(event_id: int) -> list[str]:
    """The countries represented so far, for the filter."""
    return list(
        db.session.scalars(
            sa.select(Registration.country)
            .where(Registration.event_id == event_id, Registration.country != "")
            .distinct()
        )
    )


#: Rows of an export that are fetched in one go.
_AT_ONCE = 500
_COLUMNS: tuple[Any, ...] = (
    Registration.id,
    Registration.code,
    Registration.state,
    Registration.mode,
    Registration.role,
    Registration.country,
    Registration.created,
    Registration.organisation_note,
    Registration.answer_set_id,
    Registration.job_title,
    Registration.lang,
    Registration.internal_note,
    Person.first_name,
    Person.family_name,
    Person.email,
    Organisation.names.label("organisation_names"),
    Organisation.category,
)
_EXPORTED: tuple[Any, ...] = (
    *_COLUMNS,
    Registration.zone,
    Registration.interpretation_langs,
    Registration.publish_in_list,
    Registration.confirmed,
    Registration.cancelled,
    Registration.waiting_since,
    Person.honorific,
    Person.latin_name,
    Organisation.sme,
    Organisation.sme_valid_from,
    Organisation.sme_valid_until,
)


def listed(event_id: int, chosen: Chosen) -> sa.Select[Any]:
    """The rows of the list that the filters leave, in the order chosen."""
    return choosing.narrowed(sa.select(*_COLUMNS), event_id, chosen)


def registrants(event_id: int, chosen: Chosen) -> sa.Select[Any]:
    """The same people with every column of the export, no access needs."""
    return choosing.narrowed(sa.select(*_EXPORTED), event_id, chosen)


def neighbours(event_id: int, chosen: Chosen, registration_id: int) -> tuple[str, str]:
    """The codes before and after a registration within the filters; "" where there is none."""
    order = choosing.order_of(chosen)
    columns = (
        Registration.id,
        sa.func.lag(Registration.code).over(order_by=order).label("before"),
        sa.func.lead(Registration.code).over(order_by=order).label("after"),
    )
    query = choosing.narrowed(sa.select(*columns), event_id, chosen).order_by(None)
    around = query.subquery()
    found = db.session.execute(
        sa.select(around.c.before, around.c.after).where(around.c.id == registration_id)
    ).one_or_none()
    return ("", "") if found is None else (found.before or "", found.after or "")


def size_of(event_id: int, chosen: Chosen) -> int:
    """How many people the filters leave."""
    query = choosing.narrowed(sa.select(Registration.id), event_id, chosen).order_by(None)
    return db.session.scalar(sa.select(sa.func.count()).select_from(query.subquery())) or 0


#: A person's answers by the ids of the questions: the value, and of a file its name.
Said = dict[int, tuple[Any, str]]


def exported(
    engine: sa.Engine, query: sa.Select[Any], question_ids: Collection[int] = ()
) -> Iterator[tuple[sa.Row[Any], Said]]:
    """Row by row on a connection of its own, so that a long list never stands in memory.

    Each with the answers to these questions. Outlives the request, takes no write lock, and ends
    its transaction by itself.
    """
    with engine.connect().execution_options(reads_only=True) as connection:
        result = connection.execute(query, execution_options={"yield_per": _AT_ONCE})
        for rows in result.partitions():
            said = _said(connection, rows, question_ids)
            yield from ((row, said.get(row.answer_set_id, {})) for row in rows)


def _said(
    connection: sa.Connection, rows: Sequence[sa.Row[Any]], question_ids: Collection[int]
) -> dict[int, Said]:
    sets = [row.answer_set_id for row in rows if row.answer_set_id is not None]
    found: dict[int, Said] = {}
    if sets and question_ids:
        for key, question, value, name in connection.execute(
            question_queries.told(sets, question_ids)
        ):
            found.setdefault(key, {})[question] = (value, name or "")
    return found


def needs(event_id: int) -> list[sa.Row[Any]]:
    """Confirmed people who need something, for the accessibility duty."""
    asked = sa.or_(
        Registration.access_needs != "",
        Registration.needs_captions,
        Registration.needs_sign_language,
    )
    return list(
        db.session.execute(
            sa.select(
                Registration.code,
                Registration.mode,
                Registration.access_needs,
                Registration.needs_captions,
                Registration.needs_sign_language,
                Person.first_name,
                Person.family_name,
                Person.email,
            )
            .join(Person, Person.id == Registration.person_id)
            .where(Registration.event_id == event_id, Registration.state == State.CONFIRMED, asked)
            .order_by(Person.family_name, Person.first_name, Registration.id)
        )
    )
