"""Which rows each kind of data is that an event keeps for a time only, and how they go."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from eventsite.agenda.models import Speaker
from eventsite.core.db import Base, db
from eventsite.desk import actions as desk_actions
from eventsite.desk.models import BadgePrint, Certificate, DeskReport
from eventsite.events import queries as event_queries
from eventsite.events.keeping import Time
from eventsite.events.models import Event
from eventsite.letters import actions as letter_actions
from eventsite.letters.models import Letter, LetterSettings, VisaRequest
from eventsite.messages.models import MessageStop
from eventsite.people.actions import everywhere
from eventsite.people.models import Person
from eventsite.registration.actions import anonymising
from eventsite.registration.models import InvitationCode, Registration, SelfDeclared

#: Whom the trail names.
ACTOR = "task:site.keep"
#: Rows of one kind that go at once; the rest goes the next day, so no transaction is long.
MOST = 500
#: What only the team knows of a speaker.
_PRIVATE = ("email", "phone", "needs", "answer_note")


@dataclass(frozen=True)
class Rows:
    """The rows of one kind in an event, as their keys, and what deletes them."""

    select: Callable[[int], sa.Select[Any]]
    #: How many went, where these were not the rows named alone.
    delete: Callable[[int, list[Any], datetime], int | None]


def _registrations(event_id: int) -> sa.Select[Any]:
    return sa.select(Registration.id).where(Registration.event_id == event_id)


def _needs(event_id: int) -> sa.Select[Any]:
    return _registrations(event_id).where(anonymising.has_needs())


def _delete_needs(event_id: int, _keys: list[Any], _now: datetime) -> int:
    return anonymising.forget_needs([event_id])


def _visas(event_id: int) -> sa.Select[Any]:
    return (
        sa.select(VisaRequest.id)
        .join(Registration, Registration.id == VisaRequest.registration_id)
        .where(Registration.event_id == event_id, VisaRequest.sealed != "")
    )


def _delete_visas(_event_id: int, keys: list[Any], _now: datetime) -> None:
    for key in keys:
        request = db.session.get_one(VisaRequest, key)
        letter_actions.erase_visa(actor=ACTOR, request=request)


def _door(event_id: int) -> sa.Select[Any]:
    reports = sa.select(DeskReport.id).where(DeskReport.event_id == event_id)
    prints = sa.select(-BadgePrint.id).where(BadgePrint.event_id == event_id)
    both = sa.union_all(reports, prints).subquery()
    return sa.select(both.c[0])


def _delete_door(_event_id: int, keys: list[Any], _now: datetime) -> None:
    # Rows of two tables in one list: those of the second are numbered below nought.
    for model, wanted in (
        (DeskReport, [key for key in keys if key > 0]),
        (BadgePrint, [-key for key in keys if key < 0]),
    ):
        db.session.execute(sa.delete(model).where(model.id.in_(wanted)))


def _codes(event_id: int) -> sa.Select[Any]:
    return sa.select(InvitationCode.id).where(
        InvitationCode.event_id == event_id, InvitationCode.label != ""
    )


def _delete_codes(_event_id: int, keys: list[Any], _now: datetime) -> None:
    found = InvitationCode.id.in_(keys)
    db.session.execute(sa.update(InvitationCode).where(found).values(label=""))


def _speakers(event_id: int) -> sa.Select[Any]:
    said = sa.or_(*(getattr(Speaker, name) != "" for name in _PRIVATE))
    return sa.select(Speaker.id).where(Speaker.event_id == event_id, said)


def _delete_speakers(_event_id: int, keys: list[Any], _now: datetime) -> None:
    blank = sa.update(Speaker).where(Speaker.id.in_(keys)).values(dict.fromkeys(_PRIVATE, ""))
    db.session.execute(blank)


def _statistics(event_id: int) -> sa.Select[Any]:
    return sa.select(SelfDeclared.key).where(SelfDeclared.event_id == event_id)


def _delete_statistics(event_id: int, _keys: list[Any], _now: datetime) -> int:
    return anonymising.forget_statistics([event_id])


def _answers(event_id: int) -> sa.Select[Any]:
    return _registrations(event_id).where(Registration.answer_set_id.is_not(None))


def _delete_answers(_event_id: int, keys: list[Any], _now: datetime) -> None:
    for key in keys:
        anonymising.forget_answers(db.session.get_one(Registration, key))
    db.session.flush()


def _letters(event_id: int) -> sa.Select[Any]:
    return sa.select(Letter.id).where(Letter.event_id == event_id, Letter.blanked.is_(None))


def _delete_letters(_event_id: int, keys: list[Any], now: datetime) -> None:
    for key in keys:
        letter_actions.blank(db.session.get_one(Letter, key), now)
    db.session.flush()


def _certificates(event_id: int) -> sa.Select[Any]:
    return sa.select(Certificate.id).where(
        Certificate.event_id == event_id, Certificate.blanked.is_(None)
    )


def _delete_certificates(_event_id: int, keys: list[Any], now: datetime) -> None:
    for key in keys:
        desk_actions.blank_certificate(db.session.get_one(Certificate, key), now)
    db.session.flush()


def _names(event_id: int) -> sa.Select[Any]:
    return (
        _registrations(event_id)
        .join(Person, Person.id == Registration.person_id)
        .where(Person.erased.is_(None))
    )


def _delete_names(event_id: int, keys: list[Any], now: datetime) -> None:
    people: dict[int, None] = {}
    for key in keys:
        one = db.session.get_one(Registration, key)
        people |= dict.fromkeys(who for who in (one.person_id, one.registered_by_id) if who)
        anonymising.anonymise(registration=one, actor=ACTOR)
    # Only then, since one of them may have registered another.
    for person_id in people:
        person = db.session.get_one(Person, person_id)
        _let_go(event_id, person, now)
        if person.erased is None and _is_alone(person_id):
            everywhere.erase(person)


def _let_go(event_id: int, person: Person, now: datetime) -> None:
    """What else of the event names somebody whose registration does no more."""
    still = (Registration.person_id == person.id) | (Registration.registered_by_id == person.id)
    if db.session.scalar(_registrations(event_id).where(still).limit(1)):
        return
    mine = (Letter.event_id == event_id, Letter.person_id == person.id)
    for letter in db.session.scalars(sa.select(Letter).where(*mine)).all():
        letter_actions.blank(letter, now)
        letter.person_id = None
    stops = sa.delete(MessageStop).where(
        MessageStop.event_id == event_id, MessageStop.person_id == person.id
    )
    db.session.execute(stops)
    db.session.flush()


def _is_alone(person_id: int) -> bool:
    """Whether nothing else names a person: no account, no other event, no entry, no team."""
    pointing = [
        key.parent == person_id
        for table in Base.metadata.sorted_tables
        for key in table.foreign_keys
        if key.column.table.name == Person.__tablename__
    ]
    found = sa.union_all(*(sa.select(sa.literal(1)).where(one) for one in pointing))
    return db.session.execute(found.limit(1)).first() is None


#: What each kind of `events.keeping` is here, in the order of that table.
ROWS: dict[str, Rows] = {
    "needs": Rows(_needs, _delete_needs),
    "visas": Rows(_visas, _delete_visas),
    "door": Rows(_door, _delete_door),
    "statistics": Rows(_statistics, _delete_statistics),
    "answers": Rows(_answers, _delete_answers),
    "codes": Rows(_codes, _delete_codes),
    "speakers": Rows(_speakers, _delete_speakers),
    "letters": Rows(_letters, _delete_letters),
    "certificates": Rows(_certificates, _delete_certificates),
    "names": Rows(_names, _delete_names),
}


def times_of(event: Event) -> dict[str, Time]:
    """How long the event keeps each kind; visa requests have a setting beside their letters."""
    found = event_queries.times(event.id)
    chosen = sa.select(LetterSettings.visa_days).where(LetterSettings.event_id == event.id)
    days = db.session.scalar(chosen)
    return found if days is None else {**found, "visas": Time(days)}
