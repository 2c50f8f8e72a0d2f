"""Who was online: files, registrations to match them with, and who was there long enough."""

from collections import defaultdict
from datetime import date
from typing import Any

import sqlalchemy as sa

from eventsite.core.db import db
from eventsite.desk.models import OnlinePresence, PresenceImport, PresenceTerms
from eventsite.desk.presence import LEAST_MINUTES, Person
from eventsite.people import models as people_models
from eventsite.registration.models import BroughtState, Registration, State
from eventsite.registration.queries import presence

_SHOWN = 50


def least_minutes(event_id: int) -> int:
    """From how many minutes of a day somebody took part."""
    found = sa.select(PresenceTerms.least_minutes).where(PresenceTerms.event_id == event_id)
    return db.session.scalar(found) or LEAST_MINUTES


def find_presence(event_id: int, number: int) -> PresenceImport | None:
    """One file of an event."""
    return db.session.scalar(
        sa.select(PresenceImport).where(
            PresenceImport.event_id == event_id, PresenceImport.id == number
        )
    )


def presence_imports(event_id: int) -> list[PresenceImport]:
    """The newest files of an event, without their tables."""
    return list(
        db.session.scalars(
            sa.select(PresenceImport)
            .where(PresenceImport.event_id == event_id)
            .options(sa.orm.defer(PresenceImport.table))
            .order_by(PresenceImport.id.desc())
            .limit(_SHOWN)
        )
    )


def waiting_presence() -> list[PresenceImport]:
    """Files of any event that still have their tables, locked."""
    return list(
        db.session.scalars(
            sa.select(PresenceImport)
            .where(PresenceImport.state == BroughtState.SHOWN, PresenceImport.table != "")
            .order_by(PresenceImport.id)
            .with_for_update()
        )
    )


def confirmed(event_id: int) -> list[Person]:
    """Confirmed registrations with the ways their people's names are written."""
    who = people_models.Person
    rows = db.session.execute(
        sa.select(
            Registration.id,
            Registration.code,
            who.email,
            who.first_name,
            who.family_name,
            who.latin_name,
        )
        .join(who, who.id == Registration.person_id)
        .where(
            Registration.event_id == event_id,
            Registration.state == State.CONFIRMED,
            who.erased.is_(None),
        )
        .order_by(Registration.id)
    )
    return [
        Person(key, code, email, (f"{first} {family}".strip(), latin))
        for key, code, email, first, family, latin in rows
    ]


def _long_enough(event_id: int, *columns: Any) -> sa.Select[Any]:
    """Registrations and days on which somebody was online for long enough."""
    own = (
        sa.select(PresenceTerms.least_minutes)
        .where(PresenceTerms.event_id == event_id)
        .scalar_subquery()
    )
    return (
        sa.select(*columns)
        .where(OnlinePresence.event_id == event_id)
        .group_by(OnlinePresence.registration_id, OnlinePresence.day)
        .having(sa.func.sum(OnlinePresence.minutes) >= sa.func.coalesce(own, LEAST_MINUTES))
    )


def online(event_id: int) -> sa.Select[Any]:
    """Selects registrations that took part online on any day."""
    return _long_enough(event_id, OnlinePresence.registration_id)


# Lists, filters and figures of registrations count whoever was online for long enough.
presence.SOURCES.append(online)


def online_days(event_id: int) -> dict[int, list[date]]:
    """Registration id to the days on which they took part online."""
    found: dict[int, list[date]] = defaultdict(list)
    rows = _long_enough(event_id, OnlinePresence.registration_id, OnlinePresence.day)
    for key, day in db.session.execute(rows):
        found[key].append(day)
    return found


def online_count(event_id: int) -> int:
    """How many people took part online on any day."""
    inner = online(event_id).distinct().subquery()
    return db.session.scalar(sa.select(sa.func.count()).select_from(inner)) or 0


def presences_of_person(person_id: int) -> list[tuple[str, OnlinePresence]]:
    """How long a person was online, beside the code of the registration."""
    rows = db.session.execute(
        sa.select(Registration.code, OnlinePresence)
        .join(Registration, Registration.id == OnlinePresence.registration_id)
        .where(Registration.person_id == person_id)
        .order_by(OnlinePresence.id)
    )
    return [(code, row) for code, row in rows]
