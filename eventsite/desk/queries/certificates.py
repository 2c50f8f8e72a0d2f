"""Who earned a certificate, and those that were issued."""

from collections import defaultdict
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from eventsite.agenda import queries as agenda_queries
from eventsite.agenda import releases
from eventsite.agenda.models import Speaker
from eventsite.core import text
from eventsite.core.db import db
from eventsite.desk import certificates, earners
from eventsite.desk.certificates import Parts
from eventsite.desk.earners import Certified, Earner, Named
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


def earned(event_id: int) -> list[Earner]:
    """Confirmed people who came or spoke, and speakers without a registration; one a person."""
    release = agenda_queries.latest_release(event_id)
    parts = certificates.parts_of(releases.read(release.content)) if release else {}
    return earners.earners(
        _registered(event_id),
        _speakers(event_id, parts),
        _days(event_id),
        presence.online_days(event_id),
        parts,
    )


def _registered(event_id: int) -> list[Named]:
    query = (
        sa.select(Registration)
        .join(Person, Person.id == Registration.person_id)
        .where(
            Registration.event_id == event_id,
            Registration.state == State.CONFIRMED,
            Person.erased.is_(None),
        )
        .options(joinedload(Registration.person))
        .order_by(Registration.id)
    )
    return [_named(one, one.person) for one in db.session.scalars(query)]


def _speakers(event_id: int, parts: Parts) -> list[Named]:
    """The rows of those who spoke; who was forgotten is left out."""
    query = (
        sa.select(Speaker)
        .outerjoin(Person, Person.id == Speaker.person_id)
        .where(
            Speaker.event_id == event_id,
            Speaker.code.in_(parts),
            sa.or_(Person.id.is_(None), Person.erased.is_(None)),
        )
        .options(joinedload(Speaker.person))
        .order_by(Speaker.id)
    )
    return [_named(one, one.person) for one in db.session.scalars(query)]


def _named(row: Registration | Speaker, person: Person | None) -> Named:
    """Who stands on a row: the person, else the name of the programme."""
    speaker = row if isinstance(row, Speaker) else None
    own: dict[str, Any] = {
        "id": row.id,
        "person_id": row.person_id,
        "email": (speaker.email if speaker else "") or (person.email if person else ""),
        "lang": row.lang,
        "code": speaker.code if speaker else "",
    }
    if person is not None and person.name:
        first, family = person.first_name, person.family_name
        return Named(
            **own,
            name=names.display_name(first, family, person.honorific),
            plain=person.name,
            order=names.sort_name(first, family),
            latin="" if text.is_latin(person.name) else person.latin_name,
        )
    said = speaker.name if speaker else ""
    honorific = speaker.honorific if speaker and said else ""
    return Named(
        **own,
        name=names.display_name("", said, honorific),
        plain=said,
        order=names.sort_name("", said),
    )


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


def certified(event_id: int) -> list[Certified]:
    """Every certificate that was ever issued, withdrawn ones too, by whose it is."""
    rows = db.session.execute(
        sa.select(
            Certificate.id,
            Certificate.withdrawn,
            Certificate.registration_id,
            Certificate.speaker_id,
            sa.func.coalesce(Registration.person_id, Speaker.person_id),
        )
        .outerjoin(Registration, Registration.id == Certificate.registration_id)
        .outerjoin(Speaker, Speaker.id == Certificate.speaker_id)
        .where(Certificate.event_id == event_id)
        .order_by(Certificate.id)
    )
    return [
        Certified(key, withdrawn is None, earners.marks(registration, [speaker], person))
        for key, withdrawn, registration, speaker, person in rows
    ]


def certificates_of(event_id: int) -> sa.Select[Any]:
    """The event's certificates, the newest first."""
    return (
        sa.select(Certificate)
        .where(Certificate.event_id == event_id)
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
    """The next valid certificate that was not mailed, with whose it is, and the event."""
    return db.session.scalars(
        _unmailed(sa.select(Certificate), event_id)
        .where(Certificate.id > after)
        .options(
            joinedload(Certificate.registration).joinedload(Registration.person),
            joinedload(Certificate.speaker).joinedload(Speaker.person),
            joinedload(Certificate.event),
        )
        .order_by(Certificate.id)
        .limit(1)
    ).first()


def to_mail_count(event_id: int) -> int:
    """How many valid certificates wait for their mail."""
    found = sa.select(sa.func.count()).select_from(Certificate)
    return db.session.scalar(_unmailed(found, event_id)) or 0


def _unmailed(query: sa.Select[Any], event_id: int) -> sa.Select[Any]:
    address = sa.func.coalesce(sa.func.nullif(Speaker.email, ""), Person.email, "")
    return (
        query.outerjoin(Registration, Registration.id == Certificate.registration_id)
        .outerjoin(Speaker, Speaker.id == Certificate.speaker_id)
        .outerjoin(Person, Person.id == sa.func.coalesce(Registration.person_id, Speaker.person_id))
        .where(
            Certificate.event_id == event_id,
            Certificate.withdrawn.is_(None),
            Certificate.blanked.is_(None),
            Certificate.mailed.is_(None),
            Person.erased.is_(None),
            address != "",
        )
    )


def find_certificate(code: str) -> Certificate | None:
    """A certificate by its public code, with its event."""
    return db.session.scalars(
        sa.select(Certificate)
        .where(Certificate.code == code)
        .options(joinedload(Certificate.event))
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


def certificates_of_person(person: Person) -> list[Certificate]:
    """Every certificate of a person, also those of the programme's rows of their name."""
    return list(
        db.session.scalars(
            sa.select(Certificate)
            .outerjoin(Registration, Registration.id == Certificate.registration_id)
            .outerjoin(Speaker, Speaker.id == Certificate.speaker_id)
            .where(sa.or_(Registration.person_id == person.id, agenda_queries.rows_about(person)))
            .order_by(Certificate.id)
        )
    )


def certificates_of_speaker(speaker_id: int) -> list[Certificate]:
    """Every certificate of a speaker who has no registration."""
    return list(
        db.session.scalars(sa.select(Certificate).where(Certificate.speaker_id == speaker_id))
    )
