"""What an event's archive takes along of the door."""

from eventsite.core import text
from eventsite.core.archive import Table
from eventsite.desk.certificates import CODE
from eventsite.desk.models import BadgePrint, Certificate, CertificateTerms, CheckIn, DeskReport

TABLES = (
    Table(model=CheckIn, by="event_id", actors=("by", "undone_by")),
    Table(model=DeskReport, by="event_id", actors=("by", "seen_by")),
    Table(model=BadgePrint, by="event_id", actors=("by",)),
    Table(model=CertificateTerms, by="event_id"),
    Table(
        model=Certificate,
        by="event_id",
        fresh={"code": lambda: text.new_code(CODE)},
        actors=("made_by",),
    ),
)
#: Table to the reason why it stays.
LEFT: dict[str, str] = {
    "badge_files": "Files for a day, for whoever ordered them.",
}
