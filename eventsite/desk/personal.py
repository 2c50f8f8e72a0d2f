"""What the door keeps about a person: given out; after erasure it stays counted without a name."""

from datetime import datetime
from typing import Any

import sqlalchemy as sa

from eventsite.core import made
from eventsite.core.db import db
from eventsite.desk import actions, queries
from eventsite.desk.models import (
    BadgePrint,
    Certificate,
    CheckIn,
    DeskReport,
    OnlinePresence,
    SessionCheckIn,
)
from eventsite.people.models import Person
from eventsite.registration.models import Registration

#: What this room looks after.
_MODELS = (CheckIn, DeskReport, SessionCheckIn, OnlinePresence, BadgePrint, Certificate)
TABLES = frozenset(model.__tablename__ for model in _MODELS)


def export(person: Person) -> dict[str, Any]:
    """When and where the person was checked in, and how often a badge was printed."""
    return {
        "check_ins": [
            {
                "registration": one.registration.code,
                "day": one.day.isoformat(),
                "at": one.at.isoformat(),
                "desk": one.desk,
                "badge": one.has_badge,
                "undone": one.undone.isoformat() if one.undone else None,
            }
            for one in queries.of_person(person.id)
        ],
        "told_later": [
            {
                "registration": code,
                "day": one.day.isoformat(),
                "at": one.at.isoformat(),
                "desk": one.desk,
                "outcome": one.outcome.value,
            }
            for code, one in queries.reports_of_person(person.id)
        ],
        "sessions": [
            {
                "registration": code,
                "at": one.at.isoformat(),
                "desk": one.desk,
                "undone": one.undone.isoformat() if one.undone else None,
            }
            for code, one in queries.session_check_ins_of_person(person.id)
        ],
        "online": [
            {"registration": code, "day": one.day.isoformat(), "minutes": one.minutes}
            for code, one in queries.presences_of_person(person.id)
        ],
        "badges": [
            {
                "registration": one.registration.code,
                "first_printed": one.first.isoformat(),
                "last_printed": one.last.isoformat(),
                "times": one.times,
            }
            for one in queries.badges_of_person(person.id)
        ],
        "certificates": [
            {
                "number": one.number,
                "name": one.name,
                "latin_name": one.latin,
                "issued": one.issued.isoformat(),
                "withdrawn": one.withdrawn.isoformat() if one.withdrawn else None,
                "facts": one.facts,
            }
            for one in queries.certificates_of_person(person)
        ],
    }


def erase(person: Person, now: datetime) -> None:
    """Certificates lose the name; other rows name a registration, which loses its person."""
    actions.forget_presence_of(person)
    events = sa.select(Registration.event_id).where(Registration.person_id == person.id)
    # Badges and lists of many people hold theirs; they can be made again.
    made.drop([f"event:{key}" for key in db.session.scalars(events)])
    for one in queries.certificates_of_person(person):
        actions.blank_certificate(one, now)
    db.session.flush()


def expire(now: datetime) -> int:  # noqa: ARG001  # every room takes it
    """Nothing ends by itself: figures of who came stand on it."""
    return 0
