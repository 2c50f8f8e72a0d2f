"""Tells registered people of days that became other ones, and keeps who wants to be told."""

from collections.abc import Sequence

import sqlalchemy as sa

from eventsite.core.db import db
from eventsite.events.models import Event
from eventsite.people import actions as people_actions
from eventsite.registration import emails, queries
from eventsite.registration.actions import taking
from eventsite.registration.models import Registration, State


def catch_up(event_id: int, ids: Sequence[int]) -> int:
    """Mail these registered people each day that is not as they were told; how many mails.

    Under the event's lock, so that each change is told once also when it is asked for twice.
    """
    taking.lock(event_id)
    return sum(emails.catch_up(queries.registration(key)) for key in ids)


def count_as_told(event: Event) -> int:
    """Take all who have a place as told of the days as they are now; how many words.

    For an event whose people were told where it was before.
    """
    confirmed = sa.select(Registration.id, Registration.mode, Registration.lang).where(
        Registration.event_id == event.id, Registration.state == State.CONFIRMED
    )
    readers = [(row[0], row[1], row[2]) for row in db.session.execute(confirmed)]
    return emails.count_as_told(event, readers)


def choose_mails(*, registration: Registration, wanted: bool, actor: str) -> None:
    """Whether calendar entries come with mails, for all that the person takes part in."""
    person = registration.person
    people_actions.update_person(
        actor=actor, person=person, version=person.version, calendar_mails=wanted
    )
