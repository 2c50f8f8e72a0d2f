"""The reviewed table of what an event keeps for a time only, why so long, and how it goes."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

import sqlalchemy as sa

from eventsite.core.db import Base, db
from eventsite.core.i18n import N_
from eventsite.desk import actions as desk_actions
from eventsite.desk.models import Certificate
from eventsite.events.models import Event
from eventsite.letters import actions as letter_actions
from eventsite.letters.models import Letter, LetterSettings, VisaRequest
from eventsite.messages.models import MessageStop
from eventsite.people.actions import everywhere
from eventsite.people.models import Person
from eventsite.registration import rules
from eventsite.registration.actions import anonymising
from eventsite.registration.models import Registration, SelfDeclared

#: Whom the trail names.
ACTOR = "task:site.keep"
#: Rows of one kind that go at once; the rest goes the next day, so no transaction is long.
MOST = 500
#: Days that visa requests are kept where nobody saved another number (letters).
_VISA_DAYS = 30


@dataclass(frozen=True)
class Kind:
    """One kind of data: its rows as keys of one event, and what deletes them."""

    key: str
    label: str
    why: str
    days: int
    rows: Callable[[int], sa.Select[Any]]
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


_YEAR = 365
#: What others find by a name goes before the name. The days are counted from the last day.
KINDS = (
    Kind(
        "needs",
        N_("What people need to take part"),
        N_("Nobody needs it once the event is over."),
        rules.NEEDS_KEPT.days,
        _needs,
        _delete_needs,
    ),
    Kind(
        "visas",
        N_("Visa requests"),
        N_("Questions of a consulate may come after the event. The owner sets the days."),
        _VISA_DAYS,
        _visas,
        _delete_visas,
    ),
    Kind(
        "statistics",
        N_("Optional answers for statistics"),
        N_("The report on the event is written by then; published figures stay."),
        rules.STATISTICS_KEPT.days,
        _statistics,
        _delete_statistics,
    ),
    Kind(
        "answers",
        N_("Answers to the questions of the event"),
        N_("They served to prepare the event and its report."),
        _YEAR,
        _answers,
        _delete_answers,
    ),
    Kind(
        "letters",
        N_("Names in letters"),
        N_("A letter can be checked by its number for two years, then without a name."),
        2 * _YEAR,
        _letters,
        _delete_letters,
    ),
    Kind(
        "certificates",
        N_("Names in certificates"),
        N_("A certificate can be checked by its number for two years, then without a name."),
        2 * _YEAR,
        _certificates,
        _delete_certificates,
    ),
    Kind(
        "names",
        N_("Names in registrations"),
        N_("Country, entity, role and presence stay, so figures do not change."),
        2 * _YEAR,
        _names,
        _delete_names,
    ),
)


def days_of(kind: Kind, event: Event) -> int:
    """Days after the event's last day; visa requests have a setting of the event's own."""
    if kind.key != "visas":
        return kind.days
    chosen = sa.select(LetterSettings.visa_days).where(LetterSettings.event_id == event.id)
    found = db.session.scalar(chosen)
    return kind.days if found is None else found


def due_on(event: Event, days: int) -> date | None:
    """The day on which a kind goes; None while the event has no days.

    Days end up to a day apart around the world: one more day is nobody's loss.
    """
    return event.last_day and event.last_day + timedelta(days=days + 2)
