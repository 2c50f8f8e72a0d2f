"""What an event's archive takes along of the door."""

from eventsite.core import text
from eventsite.core.archive import Row, Swap, Table
from eventsite.desk.certificates import CODE
from eventsite.desk.models import (
    BadgePrint,
    Certificate,
    CertificateTerms,
    CheckIn,
    DeskReport,
    OnlinePresence,
    PresenceImport,
    PresenceTerms,
    SessionCheckIn,
)
from eventsite.registration.models import BroughtState


def _without_table(row: Row, _swap: Swap) -> Row:
    """A file that waits names people who may not be registered; it is brought anew where wanted."""
    is_waiting = row["state"] == BroughtState.SHOWN.value
    state = BroughtState.UNDONE.value if is_waiting else row["state"]
    return {**row, "table": "", "columns": [], "state": state}


def _check_whose(row: Row) -> None:
    """A certificate is of a registration or of a speaker, never of both."""
    if (row.get("registration_id") is None) == (row.get("speaker_id") is None):
        raise ValueError("certificate")


TABLES = (
    Table(model=CheckIn, by="event_id", actors=("by", "undone_by")),
    Table(model=DeskReport, by="event_id", actors=("by", "seen_by")),
    Table(model=SessionCheckIn, by="event_id", actors=("by", "undone_by")),
    Table(model=PresenceTerms, by="event_id"),
    Table(model=PresenceImport, by="event_id", actors=("created_by",), inside=_without_table),
    Table(model=OnlinePresence, by="event_id"),
    Table(model=BadgePrint, by="event_id", actors=("by",)),
    Table(model=CertificateTerms, by="event_id"),
    Table(
        model=Certificate,
        by="event_id",
        fresh={"code": lambda: text.new_code(CODE)},
        actors=("made_by",),
        check=_check_whose,
    ),
)
#: Table to the reason why it stays.
LEFT: dict[str, str] = {}
