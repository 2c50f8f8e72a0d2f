"""Who earned a certificate, and those that were issued."""

from collections import defaultdict
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from eventsite.agenda import queries as agenda_queries
from eventsite.agenda import releases
from eventsite.agenda.models import Speaker
from eventsite.core.db import db
from eventsite.desk import certificates
from eventsite.desk.certificates import Earned
from eventsite.desk.models import Certificate, CertificateTerms, CheckIn
from eventsite.desk.queries import presence
from eventsite.people import names
from eventsite.people.models import Person
from eventsite.registration.models import Registration, State


def certificate_words(event_id: int) -> CertificateTerms:
    """The event's own words; fresh ones, not yet stored, while nobody saved any."""
    found = db.session.scalars(
        sa.select(CertificateTerms).where(CertificateTerms.event_id == event_id)
    ).first()
    return found or CertificateTerms(event_id=event_id, words={})


def earned(event_id: int, only: int | None = None) -> list[tuple[Registration, Earned]]:
    """Confirmed people who came or spoke, with what they did; `only` is one registration's id."""
    query = (
        sa.select(Registration)
        .join(Person, Person.id == Registration.person_id)
        .where(
            Registration.event_id == event_id,
            Registration.state == State.CONFIRMED,
            Person.erased.is_(None),
        )
        .options(joinedload(Registration.person))
    )
    if only is not None:
        query = query.where(Registration.id == only)
    days, codes = _days(event_id), _codes(event_id)
    online = presence.online_days(event_id)
    release = agenda_queries.latest_release(event_id)
    parts = certificates.parts_of(releases.read(release.content)) if release else {}
    found = [
        (one, certificates.earned(days[one.id], online[one.id], codes[one.person_id], parts))
        for one in db.session.scalars(query)
    ]
    return sorted(((one, what) for one, what in found if what), key=_in_order)


def _in_order(found: tuple[Registration, Earned]) -> tuple[str, int]:
    """Numbers follow family names."""
    person = found[0].person
    return names.sort_name(person.first_name, person.family_name), found[0].id


def _days(event_id: int) -> dict[int, list[date]]:
    """Registration id to days of check-ins that count."""
    found: dict[int, list[date]] = defaultdict(list)
    rows = db.session.execute(
        sa.select(CheckIn.registration_id, CheckIn.day).where(
            CheckIn.event_id == event_id, CheckIn.undone.is_(None)
        )
    )
    for key, day in rows:
        found[key].append(day)
    return found


def _codes(event_id: int) -> dict[int, list[str]]:
    """Person id to their codes as a speaker."""
    found: dict[int, list[str]] = defaultdict(list)
    rows = db.session.execute(
        sa.select(Speaker.person_id, Speaker.code)
        .where(Speaker.event_id == event_id)
        .order_by(Speaker.id)
    )
    for key, code in rows:
        if key is not None:
            found[key].append(code)
    return found


def certified(event_id: int) -> frozenset[int]:
    """Ids of registrations that were ever given a certificate, withdrawn ones included."""
    return frozenset(
        db.session.scalars(
            sa.select(Certificate.registration_id).where(Certificate.event_id == event_id)
        )
    )


def certificates_of(event_id: int) -> sa.Select[Any]:
    """The event's certificates, the newest first, with their registrations."""
    return (
        sa.select(Certificate)
        .where(Certificate.event_id == event_id)
        .options(joinedload(Certificate.registration))
        .order_by(Certificate.id.desc())
    )


def certificate_counts(event_id: int) -> tuple[int, int]:
    """How many are valid, and how many of these were not mailed."""
    valid = sa.and_(Certificate.event_id == event_id, Certificate.withdrawn.is_(None))
    row = db.session.execute(
        sa.select(sa.func.count(), sa.func.count().filter(Certificate.mailed.is_(None))).where(
            valid
        )
    ).one()
    return row[0], row[1]


def to_mail(event_id: int, after: int = 0) -> Certificate | None:
    """The next valid certificate that was not mailed, with registration, person and event."""
    return db.session.scalars(
        sa.select(Certificate)
        .where(Certificate.id > after, *_unmailed(event_id))
        .join(Registration, Registration.id == Certificate.registration_id)
        .join(Person, Person.id == Registration.person_id)
        .options(
            joinedload(Certificate.registration).joinedload(Registration.person),
            joinedload(Certificate.event),
        )
        .order_by(Certificate.id)
        .limit(1)
    ).first()


def to_mail_count(event_id: int) -> int:
    """How many valid certificates wait for their mail."""
    found = (
        sa.select(sa.func.count())
        .select_from(Certificate)
        .join(Registration, Registration.id == Certificate.registration_id)
        .join(Person, Person.id == Registration.person_id)
        .where(*_unmailed(event_id))
    )
    return db.session.scalar(found) or 0


def _unmailed(event_id: int) -> tuple[sa.ColumnElement[bool], ...]:
    return (
        Certificate.event_id == event_id,
        Certificate.withdrawn.is_(None),
        Certificate.blanked.is_(None),
        Certificate.mailed.is_(None),
        Person.erased.is_(None),
        Person.email != "",
    )


def find_certificate(code: str) -> Certificate | None:
    """A certificate by its public code, with event and registration."""
    return db.session.scalars(
        sa.select(Certificate)
        .where(Certificate.code == code)
        .options(joinedload(Certificate.event), joinedload(Certificate.registration))
    ).first()


def certificate_of(registration_id: int) -> Certificate | None:
    """The valid certificate of a registration."""
    return db.session.scalars(
        sa.select(Certificate).where(
            Certificate.registration_id == registration_id,
            Certificate.withdrawn.is_(None),
            Certificate.blanked.is_(None),
        )
    ).first()


def certificates_of_person(person_id: int) -> list[Certificate]:
    """Every certificate of a person."""
    return list(
        db.session.scalars(
            sa.select(Certificate)
            .join(Registration, Registration.id == Certificate.registration_id)
            .where(Registration.person_id == person_id)
            .order_by(Certificate.id)
        )
    )
