"""What letters and visa requests keep about a person: given out, erased, left to expire."""

from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from eventsite.core import outbox, sealed, tasks
from eventsite.core.db import db
from eventsite.events.models import Event
from eventsite.letters import actions, queries
from eventsite.letters.models import Letter, LetterBatch, LetterSettings, SealedLetter, VisaRequest
from eventsite.people.models import Person
from eventsite.registration.models import Registration

#: What this room looks after.
TABLES = frozenset({Letter.__tablename__, SealedLetter.__tablename__, VisaRequest.__tablename__})
#: Where nobody saved settings.
_DAYS = 30


def export(person: Person) -> dict[str, Any]:
    """The person's letters, and their visa requests opened, for themself alone."""
    return {
        "letters": [
            {
                "number": one.number,
                "kind": one.kind.value,
                "issued": one.issued.isoformat(),
                "withdrawn": one.withdrawn.isoformat() if one.withdrawn else None,
                "addressee": one.addressee,
                "shown_name": one.shown_name,
                "values": one.values,
            }
            for one in _letters(person)
        ],
        "visa_requests": [_exported(one) for one in _requests(person)],
    }


def _exported(one: VisaRequest) -> dict[str, Any]:
    try:
        facts: dict[str, str] | None = queries.opened(one)
    except sealed.Unopened:
        facts = None
    return {
        "state": one.state.value,
        "asked": one.asked.isoformat(),
        "missing": one.missing,
        "sent": facts,
        "read": [
            {"at": note.at.isoformat(), "by": note.facts.get("actor", "")}
            for note in queries.read_by(one)
        ],
    }


def erase(person: Person, now: datetime) -> None:
    """Requests lose what was sent; letters lose the addressee and keep their number."""
    for one in _requests(person):
        if one.sealed:
            actions.erase_visa(actor=f"person:{person.id}", request=one)
    letters = _letters(person)
    # A file of many letters holds theirs; it can be made again.
    actions.drop_batches(LetterBatch.event_id.in_({one.event_id for one in letters}))
    for letter in letters:
        actions.blank(letter, now)
        # A mail about it carries the whole letter.
        outbox.forget_about(f"letter:{letter.id}")
    db.session.flush()


def expire(now: datetime) -> int:
    """Erase what visa requests hold once the event's days after its end have passed; how many."""
    found = db.session.execute(
        sa.select(VisaRequest, Event.last_day, LetterSettings.visa_days)
        .join(Registration, Registration.id == VisaRequest.registration_id)
        .join(Event, Event.id == Registration.event_id)
        .outerjoin(LetterSettings, LetterSettings.event_id == Event.id)
        .where(VisaRequest.sealed != "", Event.last_day < now.date())
        .order_by(VisaRequest.id)
    ).all()
    over = [
        one
        for one, last, days in found
        # Days end up to a day apart around the world.
        if last is not None
        and last + timedelta(days=1 + (_DAYS if days is None else days)) < now.date()
    ]
    for one in over:
        actions.erase_visa(actor="task:site.keep", request=one)
    return len(over)


def _letters(person: Person) -> list[Letter]:
    """Letters to the person, and about a registration of theirs."""
    theirs = sa.select(Registration.id).where(Registration.person_id == person.id)
    about = sa.or_(Letter.person_id == person.id, Letter.registration_id.in_(theirs))
    return list(db.session.scalars(sa.select(Letter).where(about).order_by(Letter.id)))


def _requests(person: Person) -> list[VisaRequest]:
    return list(
        db.session.scalars(
            sa.select(VisaRequest)
            .join(Registration, Registration.id == VisaRequest.registration_id)
            .where(Registration.person_id == person.id)
            .options(joinedload(VisaRequest.registration))
            .order_by(VisaRequest.id)
        )
    )


@tasks.periodic("letters.seal_anew", every=timedelta(days=1))
def seal_anew() -> None:
    """What is kept stands under the present key; what has expired the site deletes by event."""
    actions.seal_anew()
