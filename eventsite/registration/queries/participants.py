"""Who stands in the list of participants, for the public and for the team."""

from collections.abc import Hashable
from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from sqlalchemy import orm

from eventsite.core import text
from eventsite.core.db import db
from eventsite.events.models import Event
from eventsite.people.models import Category, Organisation, Person
from eventsite.registration.models import Registration, RegistrationTerms, State
from eventsite.registration.participants import Participant
from eventsite.registration.queries import presence

#: More people than one document holds.
MOST_LISTED = 5_000


class Who(StrEnum):
    """Whom the team's list holds."""

    CONFIRMED = "confirmed"
    TOOK_PART = "took-part"
    PUBLIC = "public"


def public_list(slug: str) -> tuple[Event, Hashable] | None:
    """An event with a public list of participants, and what tells one version of it from another.

    One statement; None where there is no such list.
    """
    mark = [
        sa.func.count(Registration.id),
        *(
            sa.func.coalesce(sa.func.sum(column), 0)
            for column in (
                Registration.id,
                sa.cast(Registration.id, sa.BigInteger) * Registration.version,
                Person.version,
                Organisation.version,
            )
        ),
    ]
    is_listed = sa.and_(
        Registration.event_id == Event.id,
        Registration.state == State.CONFIRMED,
        Registration.publish_in_list,
    )
    query = (
        sa.select(Event, *mark)
        .join(RegistrationTerms, RegistrationTerms.event_id == Event.id)
        .outerjoin(Registration, is_listed)
        .outerjoin(Person, sa.and_(Person.id == Registration.person_id, Person.erased.is_(None)))
        .outerjoin(Organisation, Organisation.id == Registration.organisation_id)
        .where(Event.slug == slug, RegistrationTerms.has_participants_list)
        .group_by(Event.id)
        .options(orm.lazyload("*"))
    )
    found = db.session.execute(query).one_or_none()
    if found is None or not found[0].is_public:
        return None
    event: Event = found[0]
    return event, (event.id, event.version, *map(int, found[1:]))


def participants(event_id: int, who: Who, lang: str, most: int | None = None) -> list[Participant]:
    """The people of a list, in no order; entities named in `lang`."""
    columns = (
        Person.first_name,
        Person.family_name,
        Person.honorific,
        Person.latin_name,
        Registration.job_title,
        Organisation.names,
        Registration.organisation_note,
        Organisation.category,
        Organisation.country,
        Registration.country,
    )
    query = (
        sa.select(*columns)
        .select_from(Registration)
        .join(Person, Person.id == Registration.person_id)
        .outerjoin(Organisation, Organisation.id == Registration.organisation_id)
        .where(*_chosen(event_id, who))
        .limit(most)
    )
    return [_participant(tuple(row), lang) for row in db.session.execute(query)]


def listed_number(event_id: int, who: Who) -> int:
    """How many people a list holds."""
    people = sa.select(sa.func.count(Registration.id)).join(
        Person, Person.id == Registration.person_id
    )
    return db.session.scalar(people.where(*_chosen(event_id, who))) or 0


def _chosen(event_id: int, who: Who) -> list[sa.ColumnElement[bool]]:
    found: list[sa.ColumnElement[bool]] = [
        Registration.event_id == event_id,
        Registration.state == State.CONFIRMED,
        Person.erased.is_(None),
    ]
    if who is Who.PUBLIC:
        found.append(Registration.publish_in_list.is_(True))
    elif who is Who.TOOK_PART:
        found.append(Registration.id.in_(presence.took_part(event_id)))
    return found


def _participant(row: tuple[Any, ...], lang: str) -> Participant:
    first, family, honorific, latin, job, names, note, category, entity_country, country = row
    return Participant(
        first_name=first,
        family_name=family,
        honorific=honorific,
        latin_name="" if text.is_latin(f"{first} {family}") else latin,
        job_title=job,
        entity=text.pick(names, lang).text if names else note,
        category=category or Category.NON_MEMBER,
        entity_country=entity_country or "",
        country=country,
    )
