"""What an event's archive takes along of its calls and the entries to them."""

from eventsite.calls.models import (
    Call,
    CallTheme,
    EntryKind,
    Submission,
    SubmissionFile,
    Team,
    TeamMembership,
)
from eventsite.core import text
from eventsite.core.archive import Row, Table


def _check_call(row: Row) -> None:
    for kind in row["entry_kinds"]:
        EntryKind(kind)


TABLES = (
    Table(model=Call, by="event_id", fresh={"code": text.new_code}, check=_check_call),
    Table(model=CallTheme, by="call_id"),
    Table(model=Team, by="call_id", fresh={"code": text.new_code}),
    Table(model=TeamMembership, by="team_id"),
    Table(model=Submission, by="call_id", fresh={"code": text.new_code}),
    Table(model=SubmissionFile, by="submission_id"),
)
#: Table to the reason why it stays.
LEFT = {
    "team_invites": "They hold secrets that open a team; its members invite again.",
}
