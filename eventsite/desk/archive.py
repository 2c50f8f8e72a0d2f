"""What an event's archive takes along of the door."""

from eventsite.core.archive import Table
from eventsite.desk.models import BadgePrint, CheckIn

TABLES = (
    Table(model=CheckIn, by="event_id", actors=("by", "undone_by")),
    Table(model=BadgePrint, by="event_id", actors=("by",)),
)
#: Table to the reason why it stays.
LEFT: dict[str, str] = {
    "badge_files": "Files for a day, for whoever ordered them.",
}
