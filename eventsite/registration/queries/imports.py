"""Imports of people, who is registered already, and the directory's entities by name."""

import sqlalchemy as sa

from eventsite.core.db import db
from eventsite.people.models import Organisation, OrganisationState, Person
from eventsite.registration.importing import Entity
from eventsite.registration.likeness import Registrant
from eventsite.registration.models import RegistrantImport, Registration
from eventsite.registration.states import LIVE

_SHOWN = 20


def find_import(event_id: int, key: int) -> RegistrantImport | None:
    """One import of an event."""
    return db.session.scalars(
        sa.select(RegistrantImport).where(
            RegistrantImport.id == key, RegistrantImport.event_id == event_id
        )
    ).one_or_none()


def imports_of(event_id: int) -> list[RegistrantImport]:
    """The newest imports of an event, without their tables."""
    return list(
        db.session.scalars(
            sa.select(RegistrantImport)
            .where(RegistrantImport.event_id == event_id)
            .options(sa.orm.defer(RegistrantImport.table), sa.orm.defer(RegistrantImport.chosen))
            .order_by(RegistrantImport.id.desc())
            .limit(_SHOWN)
        )
    )


def entities_by_name() -> dict[str, list[Entity]]:
    """Folded name or acronym of listed entities to those who are called so."""
    found: dict[str, list[Entity]] = {}
    columns = (Organisation.id, Organisation.country, Organisation.found_by)
    listed = Organisation.state == OrganisationState.LISTED
    for key, country, names in db.session.execute(sa.select(*columns).where(listed)):
        for name in dict.fromkeys(names.splitlines()):
            found.setdefault(name, []).append(Entity(key, country))
    return found


def registered(event_id: int) -> list[Registrant]:
    """Everybody with a live registration, as doubles are looked for."""
    query = (
        sa.select(
            Registration.id,
            Person.first_name,
            Person.family_name,
            Person.latin_name,
            Person.email,
            Registration.organisation_id,
            Registration.organisation_note,
            Registration.country,
        )
        .join(Person, Person.id == Registration.person_id)
        .where(
            Registration.event_id == event_id,
            Registration.state.in_(LIVE),
            Person.erased.is_(None),
        )
    )
    return [
        Registrant(row[0], row[1], row[2], row[3], row[4], row[5] or row[6] or None, row[7])
        for row in db.session.execute(query)
    ]
