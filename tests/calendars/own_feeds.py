"""What tests of one's own calendars share: a forum, its people, and their feed as read."""

from datetime import UTC, datetime
from typing import Any

import icalendar

from eventsite.agenda.models import AgendaSession, Answer, SpeakerRole
from eventsite.calendars import actions, links
from eventsite.calendars.models import PersonalFeed
from eventsite.core import clock
from eventsite.events.models import Event, JoinWay, JoinWayKind
from eventsite.people.models import User
from eventsite.registration import actions as registration
from eventsite.registration.models import PlaceMode, Registration
from tests import make
from tests.agenda import makings
from tests.browser import Browser

#: Three months before a made event.
NOW = datetime(2027, 3, 1, 10, 0, tzinfo=UTC)


def feed_of(user: User, **choice: Any) -> PersonalFeed:
    """A calendar with everything in it, unless something else is chosen."""
    return actions.make(user.person_id, actions.Choice(**choice), "user:1")


def path_of(feed: PersonalFeed) -> str:
    """Its address."""
    return f"/calendars/{feed.code}/{links.secret_of(feed)}.ics"


def entries(client: Browser, feed: PersonalFeed, at: datetime = NOW) -> dict[str, Any]:
    """What a program reads at a time, by UID."""
    with clock.freeze(at):
        answer = client.open("GET", path_of(feed))
    assert answer.status_code == 200
    found = icalendar.Calendar.from_ical(answer.data).walk("VEVENT")
    return {str(entry["UID"]): entry for entry in found}


def standing(entry: Any) -> tuple[str, int]:
    """STATUS and SEQUENCE."""
    return str(entry["STATUS"]), int(entry["SEQUENCE"])


def forum(**changes: Any) -> Event:
    """A day with a way to join and a hall."""
    event = make.make_event("Forum", contact_email="forum@example.org", **changes)
    make.make_terms(event)
    make.add(
        JoinWay(event_id=event.id, kind=JoinWayKind.PLATFORM, address="https://meet.example/1")
    )
    return event


def spoken(event: Event, user: User, answer: Answer = Answer.CONFIRMED) -> AgendaSession:
    """A published session in which the person speaks."""
    speaker = makings.make_speaker(event, user.person.name)
    speaker.person_id, speaker.answer, speaker.email = user.person_id, answer, user.email
    parts = [(speaker.id, SpeakerRole.SPEAKER)]
    session = makings.make_session(event, "Opening", speakers=parts)
    makings.place(event, session, "10:00", makings.make_room(event, "Hall"), online=True)
    makings.publish(event)
    return session


def registered(event: Event, user: User) -> Registration:
    """The person has a place online."""
    return registration.register(
        event_id=event.id,
        answers=registration.Answers(mode=PlaceMode.ONLINE),
        person=user.person,
        actor="user:1",
    )
