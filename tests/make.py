"""Plain functions that make rows for tests, each valid as it stands; name only what matters.

They flush and do not commit: a client commits before its first request.
"""

import itertools
from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, TypeVar

from sqlalchemy import update

from eventsite.agenda.models import Track, TrackEditor
from eventsite.calls.models import (
    Call,
    CallKind,
    CallTheme,
    EntryKind,
    Submission,
    Team,
    TeamMembership,
)
from eventsite.calls.models import State as EntryState
from eventsite.core import text
from eventsite.core.db import Base, db
from eventsite.events.models import (
    Duty,
    Event,
    EventDay,
    EventKind,
    EventState,
    Initiative,
    KeyDeadline,
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
#: The smallest picture there is: one pixel.
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010806000000"
    "1f15c4890000000d49444154789c6360f8cf500f0003860180"
    "5a347d6b"
    "0000000049454e44ae426082"
)

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


def make_initiative(title: str = "Global initiative", **changes: Any) -> Initiative:
    """An initiative without events."""
    facts: dict[str, Any] = {"slug": f"initiative-{number()}", "title": {"en": title}}
    return add(Initiative(**{**facts, **changes}))


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


def make_deadline(event: Event, **changes: Any) -> KeyDeadline:
    """A key deadline of a kind of its own, a month before FIRST_DAY."""
    facts: dict[str, Any] = {
        "event_id": event.id,
        "kind": "other",
        "label_key": f"key-{number()}",
        "label": {"en": "Posters sent in"},
        "at": datetime(2027, 5, 8, 15, 0, tzinfo=UTC),
        "uid": text.new_secret(),
        "revised": CREATED,
    }
    return add(KeyDeadline(**{**facts, **changes}))


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


def make_team_members(event: Event, duties: Iterable[Duty]) -> list[User]:
    """For each duty a new user who has it in an event, by few statements."""
    users = []
    for duty in duties:
        own = number()
        facts = {"email": f"person{own}@example.org", "created": CREATED}
        person = Person(
            code=text.new_code(), first_name="Ada", family_name=f"Example{own}", **facts
        )
        users.append(User(person=person, session_token=text.new_secret()[:64], **facts))
        member = TeamMember(user=users[-1], event_id=event.id, duties=[duty.value], since=CREATED)
        db.session.add(member)
    db.session.flush()
    return users


def make_track_editor(event: Event, track: Track | None = None) -> User:
    """A member who may change the sessions of one track only (a new one when none is given)."""
    track = track or add(Track(event_id=event.id, names={"en": "Inclusion"}))
    user = make_team_member(event, [Duty.TRACK])
    add(TrackEditor(track_id=track.id, user_id=user.id))
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
        total = update(RegistrationTerms).where(RegistrationTerms.event_id == event.id)
        db.session.execute(total.values(taken_total=RegistrationTerms.taken_total + 1))
    return row


def make_call(event: Event | None = None, **changes: Any) -> Call:
    """A published Think-a-Thon, open from CREATED to a week before FIRST_DAY, with one theme."""
    event = event or make_event()
    facts: dict[str, Any] = {
        "code": text.new_code(),
        "event_id": event.id,
        "slug": f"call-{number()}",
        "kind": CallKind.THINKATHON,
        "title": {"en": "Bring an idea a city could use"},
        "opens": CREATED,
        "closes": datetime(2027, 6, 1, 17, 0, tzinfo=UTC),
        "zone": "Europe/Zurich",
        "grace_minutes": 15,
        "team_sizes": [1, 3, 4, 5],
        "entry_kinds": ["project", "policy"],
        "langs": ["en", "fr", "ar"],
        "created": CREATED,
        "published": CREATED,
        "revised": CREATED,
    }
    call = Call(**{**facts, **changes})
    call.themes = [CallTheme(names={"en": "Cities that listen"}, hue="moss", position=0)]
    return add(call)


def make_entry(call: Call, *people: Person, **changes: Any) -> Submission:
    """A complete draft of a team of these persons (a new one when none is given)."""
    people = people or (make_person(),)
    team = add(Team(code=text.new_code(), call_id=call.id, name="Lagoon", created=CREATED))
    for person in people:
        lead = person is people[0]
        add(TeamMembership(team_id=team.id, person_id=person.id, is_lead=lead, since=CREATED))
    facts: dict[str, Any] = {
        "code": text.new_code(),
        "call_id": call.id,
        "team_id": team.id,
        "title": f"Tide rehearsal {number()}",
        "summary": "A flood drill you can walk through.",
        "body": "On one shared phone.",
        "kind": EntryKind.PROJECT,
        "theme_id": call.themes[0].id if call.themes else None,
        "sdgs": [11, 13],
        "lang": "en",
        "ai_statement": "None.",
        "created": CREATED,
        "saved": CREATED,
    }
    if changes.get("state") in {EntryState.SUBMITTED, EntryState.ACCEPTED, EntryState.DECLINED}:
        facts["submitted"] = CREATED
    if changes.get("state") in {EntryState.ACCEPTED, EntryState.DECLINED}:
        facts["decided"] = CREATED
    return add(Submission(**{**facts, **changes}))
