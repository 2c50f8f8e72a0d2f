"""Plain functions that make rows for tests, each valid as it stands; name only what matters.

They flush and do not commit: a client commits before its first request.
"""

import itertools
from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, TypeVar

from sqlalchemy import update

from eventsite.core import text
from eventsite.core.db import Base, db
from eventsite.events.models import (
    Duty,
    Event,
    EventDay,
    EventKind,
    EventState,
    Series,
    TeamMember,
)
from eventsite.people.models import EntityKind, Organisation, Person, User
from eventsite.registration.models import (
    PlaceMode,
    PlacePool,
    Registration,
    RegistrationTerms,
    TermsState,
)
from eventsite.registration.models import State as RegistrationState
from eventsite.registration.states import TAKES_PLACE

M = TypeVar("M", bound=Base)

#: When rows were made, unless a test says otherwise.
CREATED = datetime(2026, 1, 5, 9, 0, tzinfo=UTC)
#: The first day of a made event.
FIRST_DAY = date(2027, 6, 8)

_numbers = itertools.count(1)


def number() -> int:
    """A number that no other row of this run has."""
    return next(_numbers)


def add(row: M) -> M:
    """Add a row and flush it."""
    db.session.add(row)
    db.session.flush()
    return row


def make_organisation(name: str = "", **changes: Any) -> Organisation:
    """A listed company of no country."""
    name = name or f"Entity {number()}"
    facts: dict[str, Any] = {
        "code": text.new_code(),
        "names": {"en": name},
        "search_name": name.casefold(),
        "kind": EntityKind.COMPANY,
        "created": CREATED,
    }
    return add(Organisation(**{**facts, **changes}))


def make_person(first_name: str = "Ada", family_name: str = "", **changes: Any) -> Person:
    """Somebody with a name and an address of their own."""
    own = number()
    facts: dict[str, Any] = {
        "code": text.new_code(),
        "first_name": first_name,
        "family_name": family_name or f"Example{own}",
        "email": f"person{own}@example.org",
        "created": CREATED,
    }
    return add(Person(**{**facts, **changes}))


def make_user(person: Person | None = None, **changes: Any) -> User:
    """The credentials of a person (a new one when none is given)."""
    person = person or make_person()
    facts: dict[str, Any] = {
        "person_id": person.id,
        "email": person.email,
        "session_token": text.new_secret()[:64],
        "created": CREATED,
    }
    user = add(User(**{**facts, **changes}))
    # Loads the person, which get_id and is_active need.
    db.session.refresh(user)
    return user


def make_staff(**changes: Any) -> User:
    """A user of the platform's own staff."""
    return make_user(**{"is_staff": True, **changes})


def make_series(title: str = "Forum on the metaverse", **changes: Any) -> Series:
    """A series of events."""
    facts: dict[str, Any] = {
        "slug": f"series-{number()}",
        "title": {"en": title},
        "revised": CREATED,
    }
    return add(Series(**{**facts, **changes}))


def make_event(title: str = "Forum on virtual worlds", days: int = 1, **changes: Any) -> Event:
    """A published forum in Geneva of so many days, 09:30 to 17:30, from FIRST_DAY on."""
    first = changes.pop("first_day", FIRST_DAY)
    facts: dict[str, Any] = {
        "slug": f"event-{number()}",
        "kind": EventKind.FORUM,
        "state": EventState.PUBLISHED,
        "title": {"en": title},
        "summary": {"en": "Three rooms, one question."},
        "zone": "Europe/Zurich",
        "city": {"en": "Geneva"},
        "country": "CH",
        "first_day": first if days else None,
        "last_day": first + timedelta(days=days - 1) if days else None,
        "created": CREATED,
        "published": CREATED,
        "revised": CREATED,
    }
    event = Event(**{**facts, **changes})
    event.days = [make_day(first + timedelta(days=n)) for n in range(days)]
    return add(event)


def make_day(day: date = FIRST_DAY, **changes: Any) -> EventDay:
    """One day of an event, not added to a session."""
    facts: dict[str, Any] = {
        "day": day,
        "starts": time(9, 30),
        "ends": time(17, 30),
        "uid": text.new_secret(),
        "revised": CREATED,
    }
    return EventDay(**{**facts, **changes})


def make_team_member(
    event: Event, duties: Iterable[Duty] = (Duty.OWNER,), user: User | None = None
) -> User:
    """Give a user (a new one when none is given) duties in an event; the user."""
    user = user or make_user()
    add(
        TeamMember(
            event_id=event.id, user_id=user.id, duties=[d.value for d in duties], since=CREATED
        )
    )
    return user


def make_terms(event: Event, **changes: Any) -> RegistrationTerms:
    """Announced terms of registering, with unlimited places unless capacities are named."""
    capacities = {
        PlaceMode.IN_PERSON: changes.pop("capacity_in_person", None),
        PlaceMode.ONLINE: changes.pop("capacity_online", None),
    }
    for mode, capacity in capacities.items():
        add(PlacePool(event_id=event.id, mode=mode, capacity=capacity, taken=0))
    facts: dict[str, Any] = {
        "event_id": event.id,
        "state": TermsState.ANNOUNCED,
        "created": CREATED,
    }
    return add(RegistrationTerms(**{**facts, **changes}))


def make_registration(event: Event, person: Person | None = None, **changes: Any) -> Registration:
    """A confirmed participant online; the place is counted where the event has terms."""
    facts: dict[str, Any] = {
        "code": text.new_code(8),
        "event": event,
        "person": person or make_person(),
        "state": RegistrationState.CONFIRMED,
        "mode": PlaceMode.ONLINE,
        "lang": "en",
        "zone": "Europe/Zurich",
        "consent_version": "2026-1",
        "consented": CREATED,
        "address_confirmed": CREATED,
        "confirmed": CREATED,
        "created": CREATED,
    }
    row = add(Registration(**{**facts, **changes}))
    if row.state in TAKES_PLACE:
        pool = (PlacePool.event_id == event.id) & (PlacePool.mode == row.mode)
        db.session.execute(update(PlacePool).where(pool).values(taken=PlacePool.taken + 1))
    return row
