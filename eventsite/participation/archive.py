"""What an event's archive takes along of participation: the frozen statistics."""

from eventsite.core import disclosure
from eventsite.core.archive import Row, Table
from eventsite.participation.models import StatRelease


def _check(row: Row) -> None:
    for table in row["content"]["tables"].values():
        disclosure.from_stored(table)


TABLES = (Table(model=StatRelease, by="event_id", actors=("created_by",), check=_check),)
#: Table to the reason why it stays.
LEFT: dict[str, str] = {}
