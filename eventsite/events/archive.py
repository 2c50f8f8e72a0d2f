"""What an archive takes along of the event itself, its series and its team."""

import re
from collections.abc import Callable, Sequence

import sqlalchemy as sa

from eventsite.core import text
from eventsite.core.archive import Row, Swap, Table
from eventsite.core.db import db
from eventsite.events import withdrawal
from eventsite.events.models import (
    CoOrganizer,
    Duty,
    Event,
    EventDay,
    EventDocument,
    Initiative,
    JoinWay,
    KeyDeadline,
    Series,
    TeamMember,
)


def _of_slug(model: type[Series] | type[Initiative]) -> Callable[[Row], Sequence[int]]:
    def match(row: Row) -> Sequence[int]:
        return list(db.session.scalars(sa.select(model.id).where(model.slug == row["slug"])))

    return match


def _deadline(row: Row, swap: Swap) -> Row:
    """The deadline of a call is told apart by the call's code."""
    if row["kind"] == "call" and row["label_key"]:
        row["label_key"] = swap.code("calls.code", row["label_key"])
    return row


def _event(row: Row, swap: Swap) -> Row:
    """The series whose feeds once held the event go by their numbers."""
    row["former"] = [
        withdrawal.of_series(swap.key("series", int(one.removeprefix(withdrawal.SERIES))))
        if one.startswith(withdrawal.SERIES)
        else one
        for one in row["former"]
    ]
    return row


def _check_event(row: Row) -> None:
    for one in row["former"]:
        if not re.fullmatch(r"kind:[a-z-]+|series:[0-9]{1,10}", one):
            raise ValueError(one)


def _check_member(row: Row) -> None:
    for duty in row["duties"]:
        Duty(duty)


#: The slug of the event itself is chosen by whoever takes the archive in.
TABLES = (
    Table(model=Initiative, shared=True, order="slug", match=_of_slug(Initiative)),
    Table(model=Series, shared=True, order="slug", match=_of_slug(Series)),
    Table(model=Event, inside=_event, check=_check_event),
    Table(model=EventDay, by="event_id", fresh={"uid": text.new_secret}),
    Table(model=JoinWay, by="event_id"),
    Table(model=CoOrganizer, by="event_id"),
    Table(model=KeyDeadline, by="event_id", fresh={"uid": text.new_secret}, inside=_deadline),
    Table(model=EventDocument, by="event_id"),
    Table(model=TeamMember, by="event_id", check=_check_member),
)
#: Table to the reason why it stays.
LEFT = {
    "retention_choices": "How long data is kept is decided where it lies.",
    "retention_runs": "What was deleted here says nothing of the place it is taken to.",
    "translations": "Drafts name rows as they are numbered here; the texts in use go along.",
    "team_invitations": "They hold secrets that open the team; invite again where it is taken in.",
}
