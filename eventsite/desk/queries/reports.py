"""What is read for devices that work without a network."""

from collections.abc import Collection, Iterable, Sequence
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from eventsite.core.db import db
from eventsite.desk.models import CheckIn, DeskReport
from eventsite.desk.reconciling import Outcome
from eventsite.people.models import Organisation, Person
from eventsite.registration.models import PlaceMode, Registration, State


def of_the_day(event_id: int, day: date) -> Sequence[Any]:
    """Whoever a desk may meet, with today's check-in: nobody who takes part online alone."""
    return db.session.execute(
        sa.select(
            Registration.code,
            Registration.generation,
            Registration.state,
            Registration.mode,
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
            sa.and_(
                CheckIn.registration_id == Registration.id,
                CheckIn.day == day,
                CheckIn.undone.is_(None),
            ),
        )
        .where(
            Registration.event_id == event_id,
            Registration.state.in_((State.CONFIRMED, State.CANCELLED)),
            Registration.mode != PlaceMode.ONLINE,
        )
        .order_by(Person.family_name, Person.first_name, Registration.id)
    ).all()


def ids_by_code(event_id: int, codes: Collection[str]) -> dict[str, int]:
    """Registrations of the event by their code."""
    rows = db.session.execute(
        sa.select(Registration.code, Registration.id).where(
            Registration.event_id == event_id, Registration.code.in_(codes)
        )
    )
    return {row.code: row.id for row in rows}


def outcomes_of(event_id: int, keys: Iterable[str]) -> dict[str, Outcome]:
    """What became of the keys that were told before."""
    rows = db.session.execute(
        sa.select(DeskReport.key, DeskReport.outcome).where(
            DeskReport.event_id == event_id, DeskReport.key.in_(list(keys))
        )
    )
    return {row.key: row.outcome for row in rows}


def _unseen(event_id: int) -> tuple[sa.ColumnElement[bool], ...]:
    return (
        DeskReport.event_id == event_id,
        DeskReport.outcome.in_((Outcome.REFUSED, Outcome.TAKEN_BACK)),
        DeskReport.seen.is_(None),
    )


def unseen(event_id: int) -> sa.Select[DeskReport]:
    """Reports that did not count and that nobody has looked at, the newest first, with names."""
    return (
        sa.select(DeskReport)
        .where(*_unseen(event_id))
        .options(joinedload(DeskReport.registration).joinedload(Registration.person))
        .order_by(DeskReport.id.desc())
    )


def unseen_count(event_id: int) -> int:
    """How many reports wait for somebody to look at them."""
    return db.session.scalar(sa.select(sa.func.count()).where(*_unseen(event_id))) or 0


def find_report(event_id: int, number: int) -> DeskReport | None:
    """A report of the event by its number."""
    return db.session.scalar(
        sa.select(DeskReport).where(DeskReport.event_id == event_id, DeskReport.id == number)
    )


def last_undone(registration_id: int, day: date) -> datetime | None:
    """When a check-in of the day was last taken back."""
    return db.session.scalars(
        sa.select(CheckIn.undone)
        .where(
            CheckIn.registration_id == registration_id,
            CheckIn.day == day,
            CheckIn.undone.is_not(None),
        )
        .order_by(CheckIn.undone.desc())
        .limit(1)
    ).one_or_none()


def reports_of_person(person_id: int) -> list[tuple[str, DeskReport]]:
    """What devices told about a person, beside the code of the registration."""
    rows = db.session.execute(
        sa.select(Registration.code, DeskReport)
        .join(Registration, Registration.id == DeskReport.registration_id)
        .where(Registration.person_id == person_id)
        .order_by(DeskReport.id)
    )
    return [(code, report) for code, report in rows]
