"""What an event's archive takes along of registering."""

from eventsite.core import text
from eventsite.core.archive import Table
from eventsite.registration.models import PlacePool, Registration, RegistrationTerms

TABLES = (
    Table(model=RegistrationTerms, by="event_id"),
    Table(model=PlacePool, by="event_id"),
    Table(model=Registration, by="event_id", fresh={"code": lambda: text.new_code(8)}),
)
#: Table to the reason why it stays.
LEFT = {
    "self_declared": "People answered for protected statistics alone: no organizer may read single"
    " answers. Frozen statistics go along.",
}
