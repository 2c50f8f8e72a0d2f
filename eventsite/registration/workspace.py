"""What registering still wants done in an event, and why the event has to stay public."""

from enum import StrEnum

from eventsite.core.i18n import N_
from eventsite.events import access
from eventsite.events.models import Duty, Event, EventState
from eventsite.events.readiness import Todo
from eventsite.registration import queries
from eventsite.registration.models import TermsState
from eventsite.registration.queries import requests as request_queries
from eventsite.registration.rules import Reason
from eventsite.registration.states import LIVE


def todos(event: Event) -> list[Todo]:
    """Terms that are missing, or set but not announced."""
    terms = queries.terms_of(event.id)
    if terms is None:
        return [Todo(N_("Set the terms of registration."), "registration.terms")]
    if terms.state is TermsState.DRAFT:
        return [Todo(N_("Announce registration."), "registration.terms")]
    return _requests(event)


def _requests(event: Event) -> list[Todo]:
    """Requests that no focal point answered, or that have none."""
    found = request_queries.open_requests(event_id=event.id)
    number = sum(one.approval_escalated is not None for one in found)
    if not number:
        return []
    sentence = N_("Decide about requests that no focal point has answered: %(number)s.")
    return [Todo(sentence, "registration.organizer_requests", facts={"number": str(number)})]


def waiting(event: Event) -> dict[str, int]:
    """Open requests, beside the entry of the rail below which they are decided."""
    if not access.may(Duty.REGISTRATION) or event.state != EventState.PUBLISHED:
        return {}
    return {"registration.registrations": request_queries.open_count(event.id)}


def holds(event: Event) -> list[StrEnum]:
    """Whoever registered must go on finding the event."""
    return [Reason.PEOPLE_COME] if queries.is_anybody(event.id, LIVE) else []
