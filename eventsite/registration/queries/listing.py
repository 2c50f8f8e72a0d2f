"""The organizer's list: tabs, filters, counts by state, and the rows of its export."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import sqlalchemy as sa

from eventsite.core.db import db
from eventsite.people.models import Category, Organisation, Person
from eventsite.registration.models import PlaceMode, Registration, Role, State


class Tab(StrEnum):
    """The parts of the list; each shows its own count."""

    REGISTERED = "registered"
    WAITING = "waiting"
    HELD = "held"
    CANCELLED = "cancelled"
    ALL = "all"


STATES_OF = {
    Tab.REGISTERED: frozenset({State.CONFIRMED}),
    Tab.WAITING: frozenset({State.WAITING}),
    Tab.HELD: frozenset({State.HELD}),
    Tab.CANCELLED: frozenset({State.CANCELLED, State.EXPIRED}),
    Tab.ALL: frozenset(State),
}


@dataclass(frozen=True)
class Chosen:
    """What the organizer filters by; empty means all."""

    tab: Tab = Tab.REGISTERED
    text: str = ""
    country: str = ""
    category: Category | None = None
    mode: PlaceMode | None = None
    role: Role | None = None


def counts(event_id: int) -> dict[Tab, int]:
    """How many registrations each tab holds, whatever the filters."""
    rows = db.session.execute(
        sa.select(Registration.state, sa.func.count())
        .where(Registration.event_id == event_id)
        .group_by(Registration.state)
    )
    by_state = {row[0]: row[1] for row in rows}
    return {
        tab: sum(by_state.get(state, 0) for state in states) for tab, states in STATES_OF.items()
    }


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


_COLUMNS: tuple[Any, ...] = (
    Registration.id,
    Registration.code,
    Registration.state,
    Registration.mode,
    Registration.role,
    Registration.country,
    Registration.created,
    Registration.organisation_note,
    Person.first_name,
    Person.family_name,
    Organisation.names.label("organisation_names"),
    Organisation.category,
)
_EXPORTED: tuple[Any, ...] = (
    *_COLUMNS,
    Registration.job_title,
    Registration.lang,
    Registration.zone,
    Registration.interpretation_langs,
    Registration.publish_in_list,
    Registration.confirmed,
    Registration.cancelled,
    Registration.waiting_since,
    Person.honorific,
    Person.latin_name,
    Person.email,
    Organisation.sme,
    Organisation.sme_valid_from,
    Organisation.sme_valid_until,
)


def listed(event_id: int, chosen: Chosen) -> sa.Select[Any]:
    """The rows of the list that the filters leave, newest first."""
    return _narrowed(sa.select(*_COLUMNS), event_id, chosen)


def registrants(event_id: int, chosen: Chosen) -> sa.Select[Any]:
    """The same people with every column of the export, no access needs."""
    return _narrowed(sa.select(*_EXPORTED), event_id, chosen)


def exported(engine: sa.Engine, query: sa.Select[Any]) -> Iterator[sa.Row[Any]]:
    """Row by row on a connection of its own, so that a long list never stands in memory.

    Outlives the request, takes no write lock, and ends its transaction by itself.
    """
    with engine.connect().execution_options(reads_only=True) as connection:
        yield from connection.execution_options(yield_per=500).execute(query)


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


def _narrowed(query: sa.Select[Any], event_id: int, chosen: Chosen) -> sa.Select[Any]:
    query = (
        query.select_from(Registration)
        .join(Person, Person.id == Registration.person_id)
        .outerjoin(Organisation, Organisation.id == Registration.organisation_id)
        .where(Registration.event_id == event_id)
        .order_by(Registration.created.desc(), Registration.id.desc())
    )
    if chosen.tab is not Tab.ALL:
        query = query.where(Registration.state.in_(STATES_OF[chosen.tab]))
    if chosen.country:
        query = query.where(Registration.country == chosen.country)
    if chosen.mode is not None:
        query = query.where(Registration.mode == chosen.mode)
    if chosen.role is not None:
        query = query.where(Registration.role == chosen.role)
    if chosen.category is not None:
        category = sa.func.coalesce(Organisation.category, Category.NON_MEMBER.value)
        query = query.where(category == chosen.category.value)
    for word in chosen.text.split():
        query = query.where(_says(word))
    return query


def _says(word: str) -> sa.ColumnElement[bool]:
    """Whether a name, the address, the organisation or the code holds the word."""
    texts = (
        Person.first_name,
        Person.family_name,
        Person.latin_name,
        Person.email,
        Organisation.found_by,
        Registration.organisation_note,
        Registration.code,
    )
    return sa.or_(*(text.icontains(word, autoescape=True) for text in texts))
