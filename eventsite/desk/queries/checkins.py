"""What is read at the door: who is meant, who is in, how many, and who took part."""

from collections.abc import Sequence
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from eventsite.core.db import db
from eventsite.desk import searching
from eventsite.desk.models import CheckIn
from eventsite.people.models import Organisation, Person
from eventsite.registration.models import PlaceMode, Registration, State
from eventsite.registration.queries import presence

MOST_FOUND = 20
MOST_RECENT = 20

_LIVE = CheckIn.undone.is_(None)


def search(event_id: int, words: str, day: date) -> Sequence[Any]:
    """People of the event whose names or code begin so, whatever their state, by family name."""
    rows = db.session.execute(
        sa.select(
            Registration.code,
            Registration.state,
            Registration.mode,
            Registration.country,
            Registration.organisation_note,
            Person.first_name,
            Person.family_name,
            Person.latin_name,
            Organisation.names.label("organisation_names"),
            CheckIn.at,
        )
        .join(Person, Person.id == Registration.person_id)
        .outerjoin(Organisation, Organisation.id == Registration.organisation_id)
        .outerjoin(
            CheckIn,
            sa.and_(CheckIn.registration_id == Registration.id, CheckIn.day == day, _LIVE),
        )
        .where(Registration.event_id == event_id)
        .order_by(Person.family_name, Person.first_name, Registration.id)
    ).all()
    found: Sequence[Any] = rows
    return searching.matches(found, words, MOST_FOUND)


def find_live(registration_id: int, day: date) -> CheckIn | None:
    """The check-in that counts for a registration on a day."""
    return db.session.scalars(
        sa.select(CheckIn).where(
            CheckIn.registration_id == registration_id, CheckIn.day == day, _LIVE
        )
    ).one_or_none()


def recent(event_id: int, day: date) -> list[CheckIn]:
    """The day's last check-ins with their people, the newest first."""
    return list(
        db.session.scalars(
            sa.select(CheckIn)
            .where(CheckIn.event_id == event_id, CheckIn.day == day, _LIVE)
            .order_by(CheckIn.at.desc(), CheckIn.id.desc())
            .limit(MOST_RECENT)
            .options(joinedload(CheckIn.registration).joinedload(Registration.person))
        )
    )


def counts(event_id: int, day: date) -> tuple[int, int]:
    """How many are checked in on the day, and how many are expected in the room."""
    made = sa.select(sa.func.count()).where(CheckIn.event_id == event_id, CheckIn.day == day, _LIVE)
    expected = sa.select(sa.func.count()).where(
        Registration.event_id == event_id,
        Registration.state == State.CONFIRMED,
        Registration.mode != PlaceMode.ONLINE,
    )
    row = db.session.execute(sa.select(made.scalar_subquery(), expected.scalar_subquery())).one()
    return row[0], row[1]


def came(event_id: int) -> sa.Select[Any]:
    """Selects registrations checked in on any day of the event."""
    return sa.select(CheckIn.registration_id).where(CheckIn.event_id == event_id, _LIVE).distinct()


# Lists, filters and figures of registrations count whoever came through the door.
presence.SOURCES.append(came)


def took_part(event_id: int) -> frozenset[int]:
    """Ids of registrations that took part in any way that is known."""
    return frozenset(db.session.scalars(presence.took_part(event_id)))


def of_person(person_id: int) -> list[CheckIn]:
    """Every check-in of a person, those taken back included."""
    return list(
        db.session.scalars(
            sa.select(CheckIn)
            .join(Registration, Registration.id == CheckIn.registration_id)
            .where(Registration.person_id == person_id)
            .order_by(CheckIn.id)
            .options(joinedload(CheckIn.registration))
        )
    )
