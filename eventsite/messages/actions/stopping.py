"""Ends and takes up again what a person wants to get."""

from eventsite.core import audit, clock
from eventsite.core.db import db, lock
from eventsite.events.models import Event
from eventsite.messages import queries
from eventsite.messages.models import MessageStop
from eventsite.messages.verbs import Verb
from eventsite.registration.models import Registration


def decline(*, actor: str, registration: Registration) -> None:
    """The person gets no more messages of the event; twice is as once."""
    lock(Event, registration.event_id)
    if queries.stop_of(registration) is None:
        db.session.add(
            MessageStop(
                event_id=registration.event_id,
                person_id=registration.person_id,
                since=clock.now(),
            )
        )
        db.session.flush()
        audit.record(actor, Verb.DECLINED, f"registration:{registration.id}", {}, {})


def want(*, actor: str, registration: Registration) -> None:
    """The person gets messages again; twice is as once."""
    lock(Event, registration.event_id)
    found = queries.stop_of(registration)
    if found is not None:
        db.session.delete(found)
        db.session.flush()
        audit.record(actor, Verb.WANTED, f"registration:{registration.id}", {}, {})


def follow_merge(kept: Registration, given_up: Registration, actor: str) -> None:
    """Who stopped messages under the registration that is given up stays without them."""
    if queries.stop_of(given_up) is not None:
        decline(actor=actor, registration=kept)
