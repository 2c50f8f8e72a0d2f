"""What an event's archive takes along of registering."""

from eventsite.core import text
from eventsite.core.archive import Table
from eventsite.registration.models import (
    Consent,
    InvitationCode,
    PlacePool,
    PlaceReserve,
    Registration,
    RegistrationTerms,
    RegistrationWindow,
    TrackedLink,
)

TABLES = (
    Table(model=RegistrationTerms, by="event_id"),
    Table(model=PlacePool, by="event_id"),
    Table(model=PlaceReserve, by="event_id"),
    Table(model=RegistrationWindow, by="event_id"),
    Table(model=InvitationCode, by="event_id", fresh={"code": lambda: text.new_code(10)}),
    Table(model=TrackedLink, by="event_id", fresh={"code": lambda: text.new_code(8)}),
    Table(model=Registration, by="event_id", fresh={"code": lambda: text.new_code(8)}),
    Table(model=Consent, by="registration_id"),
)
#: Table to the reason why it stays.
LEFT = {
    "registrants_apart": "A note for organizers of this installation while they look for doubles.",
    "registrant_imports": "Lists that organizers brought: whoever came of them stands among the"
    " registrations.",
    "registration_views": "What people of the team here keep for themselves, like a bookmark.",
    "self_declared": "People answered for protected statistics alone: no organizer may read single"
    " answers. Frozen statistics go along.",
}
