"""What tests of requests share: an event by approval, an entity with focal points."""

from datetime import datetime
from typing import Any

from eventsite.events.models import Event
from eventsite.people.models import FocalPoint, Organisation
from eventsite.registration import links
from eventsite.registration.models import Admission, PlaceMode, Registration, State
from tests import make

ASKED = datetime.fromisoformat("2027-03-01T09:00:00+00:00")


def event_by_approval(**terms: Any) -> Event:
    """A published event whose registrations are approved by focal points."""
    event = make.make_event()
    make.make_terms(event, admission=Admission.FOCAL_POINT, **terms)
    return event


def point_of(entity: Organisation, name: str = "Fatou", is_deputy: bool = False) -> FocalPoint:
    """A focal point of an entity."""
    person = make.make_person(name)
    point = FocalPoint(organisation_id=entity.id, person=person, is_deputy=is_deputy)
    return make.add(point)


def request_of(event: Event, entity: Organisation | None, **changes: Any) -> Registration:
    """A request that waits for approval since an hour."""
    facts: dict[str, Any] = {
        "organisation": entity,
        "state": State.PENDING,
        "mode": PlaceMode.ONLINE,
        "confirmed": None,
        "consented": ASKED,
        "address_confirmed": ASKED,
    }
    return make.make_registration(event, **{**facts, **changes})


def page_of(entity: Organisation, point: FocalPoint) -> str:
    """The signed page's path."""
    return f"/entities/{entity.code}/requests/{links.requests_key(entity.code, point)}"
