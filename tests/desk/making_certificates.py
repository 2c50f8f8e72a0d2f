"""Rows for tests of certificates; they flush and do not commit."""

from datetime import date, timedelta
from typing import Any

from eventsite.core import clock
from eventsite.desk import actions, queries
from eventsite.desk.models import Certificate, CheckIn, Source
from eventsite.events.models import Event
from eventsite.people.models import Person
from eventsite.registration.models import PlaceMode, Registration
from tests import make
from tests.letters import makings


def over(event: Event) -> Event:
    """Two days that ended last week, and somebody who signs."""
    last = clock.now().date() - timedelta(days=7)
    event.first_day, event.last_day = last - timedelta(days=1), last
    if not event.id or queries.certificate_words(event.id).id is None:
        makings.make_settings(event)
        actions.save_certificate_words(actor="user:1", event=event, words={"en": "Thank you."})
    return event


def came(event: Event, day: date, person: Person | None = None, **changes: Any) -> Registration:
    """Somebody confirmed who was checked in on a day."""
    found = make.make_registration(event, person, mode=PlaceMode.IN_PERSON, **changes)
    check_in(event, found, day)
    return found


def check_in(event: Event, found: Registration, day: date) -> None:
    """One day more."""
    make.add(
        CheckIn(
            event_id=event.id,
            registration_id=found.id,
            day=day,
            at=clock.now(),
            by="user:1",
            source=Source.TYPED,
        )
    )


def certificate(event: Event, person: Person | None = None) -> Certificate:
    """The certificate of one more person who came on the last day."""
    over(event)
    assert event.last_day is not None
    found = came(event, event.last_day, person)
    actions.issue_certificates(actor="user:1", event=event, progress=lambda _done, _of: None)
    made = queries.certificate_of(found.id)
    assert made is not None
    made.registration = found
    return made
