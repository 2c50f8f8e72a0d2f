"""Rows for tests of letters; they flush and do not commit."""

from typing import Any

from eventsite.core import files, sealed
from eventsite.events.models import Event
from eventsite.letters import actions, queries
from eventsite.letters.addressees import Addressee
from eventsite.letters.kinds import Kind
from eventsite.letters.models import Letter, LetterBatch, LetterSettings, VisaRequest
from eventsite.letters.visa_states import VisaState
from eventsite.registration.models import PlaceMode, Registration
from tests import make

#: What a person sends, as the form takes it.
SENT = {
    "name": "ADA LOVELACE",
    "nationality": "GB",
    "born": "1990-12-10",
    "birth_place": "London",
    "number": "X1234567",
    "issued": "2022-01-01",
    "valid_until": "2032-01-01",
    "consulate": "Nairobi",
    "travel_from": "2027-06-06",
    "travel_until": "2027-06-12",
    "address": "1 Example Road",
}
SETTINGS = {
    "prefix": "FVW27",
    "signatory": "Grace Hopper",
    "visa_days": "30",
    "visa_issue_days": "21",
}


def make_settings(event: Event, **changes: Any) -> LetterSettings:
    """Letters signed by Grace Hopper, numbered FVW27."""
    facts: dict[str, Any] = {"event_id": event.id, "prefix": "FVW27", "signatory": "Grace Hopper"}
    return make.add(LetterSettings(**{**facts, **changes}))


def make_letter(event: Event, kind: Kind = Kind.INVITATION, **who: Any) -> Letter:
    """An issued letter to somebody named; its event is signed for."""
    if queries.settings_of(event).id is None:
        make_settings(event)
    named = {"first_name": "Ada", "family_name": "Lovelace", "honorific": "Ms", **who}
    return actions.issue(
        actor="user:1",
        event=event,
        kind=kind,
        lang="en",
        addressee=Addressee(**named),
        is_recorded=False,
    )


def make_comer(event: Event, **changes: Any) -> Registration:
    """A confirmed participant who comes in person."""
    return make.make_registration(event, mode=PlaceMode.IN_PERSON, **changes)


def make_visa(registration: Registration, **changes: Any) -> VisaRequest:
    """A request with everything in it."""
    facts: dict[str, Any] = {
        "registration": registration,
        "registration_id": registration.id,
        "state": VisaState.ASKED,
        "asked": make.CREATED,
        "moved": make.CREATED,
    }
    row = VisaRequest(**{**facts, **changes})
    row.sealed = sealed.seal(queries.VISA, row.place, SENT)
    return make.add(row)


def make_batch(event: Event, task_id: int) -> LetterBatch:
    """A file of letters made at once."""
    return actions.keep_batch(
        event.id, task_id, files.Checked("x.zip", "application/zip", b"PK"), 0
    )
