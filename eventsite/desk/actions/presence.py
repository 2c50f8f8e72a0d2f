"""Takes in who was online, in one step with a way back."""

import csv
import io
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from enum import StrEnum

import sqlalchemy as sa

from eventsite.core import audit, clock, sheets
from eventsite.core.db import changed, db, lock
from eventsite.core.errors import Refused
from eventsite.core.i18n import N_
from eventsite.desk import presence, queries
from eventsite.desk.models import OnlinePresence, PresenceImport, PresenceTerms
from eventsite.desk.presence import Person, Read, Standing
from eventsite.desk.verbs import Verb
from eventsite.events.models import Event
from eventsite.people import models as people_models
from eventsite.registration.models import BroughtState

#: How long a table that nobody took in is kept.
KEPT = timedelta(days=7)


class Reason(StrEnum):
    """Why a file is not taken in."""

    OTHERWISE = N_("This list was taken in or taken back meanwhile. Look at it again.")
    NOBODY = N_("Nobody in this file is found among the registrations. Choose people first.")
    CODE = N_("No confirmed registration of this event has the code %(code)s.")


def bring_presence(*, event: Event, name: str, day: date, table: str, actor: str) -> PresenceImport:
    """Keep a table that was read, to be looked at."""
    row = PresenceImport(
        event_id=event.id,
        name=name[:200],
        day=day,
        table=table,
        columns=[],
        created_by=actor,
        created=clock.now(),
    )
    db.session.add(row)
    db.session.flush()
    after = {"import": row.id, "day": day.isoformat()}
    audit.record(actor, Verb.PRESENCE_BROUGHT, f"event:{event.id}", {}, after)
    return row


def presence_columns(row: PresenceImport) -> tuple[tuple[str, ...], list[str]]:
    """The header, and what each column holds by hand or else by its words."""
    header = sheets.lines(row.table.encode(), presence.LIMITS)[0].cells
    return header, row.columns or presence.columns_of(header)


def read_presence(row: PresenceImport, people: list[Person]) -> Read:
    """The file as things stand now; nothing while its columns do not say enough."""
    columns = presence_columns(row)[1]
    if not presence.is_enough(columns):
        return Read((), ())
    return presence.read(sheets.lines(row.table.encode(), presence.LIMITS), columns, people)


def take_presence_in(
    *, row: PresenceImport, event: Event, chosen: Mapping[str, str], actor: str
) -> int:
    """Count the people that are sure and those that were chosen; how many.

    `chosen`: an attendee's key to the code of a registration. Refused when the file was taken in
    already, for a code that nobody has, and when nobody is left to count.
    """
    row = lock(PresenceImport, row.id)
    if row.state is not BroughtState.SHOWN or not row.table:
        raise Refused(Reason.OTHERWISE)
    people = queries.confirmed(event.id)
    by_code = {one.code: one.id for one in people}
    for code in chosen.values():
        if code not in by_code:
            raise Refused(Reason.CODE, code=code)
    found = read_presence(row, people)
    keys = {key: by_code[code] for key, code in chosen.items()}
    totals = presence.totals(found.attendees, keys)
    if not totals:
        raise Refused(Reason.NOBODY)
    db.session.add_all(
        OnlinePresence(
            event_id=event.id, import_id=row.id, registration_id=key, day=row.day, minutes=minutes
        )
        for key, minutes in sorted(totals.items())
    )
    row.left_out = len(found.wrong) + sum(
        one.standing is not Standing.SURE and one.key not in keys for one in found.attendees
    )
    row.state, row.table, row.columns, row.counted = BroughtState.APPLIED, "", [], len(totals)
    db.session.flush()
    after = {"import": row.id, "people": len(totals)}
    audit.record(actor, Verb.PRESENCE_TAKEN_IN, f"event:{event.id}", {}, after)
    return len(totals)


def take_presence_back(*, row: PresenceImport, actor: str) -> None:
    """Count nobody of the file any more; Refused unless it is taken in."""
    row = lock(PresenceImport, row.id)
    if row.state is not BroughtState.APPLIED:
        raise Refused(Reason.OTHERWISE)
    db.session.execute(sa.delete(OnlinePresence).where(OnlinePresence.import_id == row.id))
    row.state = BroughtState.UNDONE
    db.session.flush()
    audit.record(actor, Verb.PRESENCE_TAKEN_BACK, f"event:{row.event_id}", {}, {"import": row.id})


def discard_presence(*, row: PresenceImport, actor: str) -> None:
    """Forget a file that is not taken in."""
    row = lock(PresenceImport, row.id)
    if row.state is not BroughtState.SHOWN:
        raise Refused(Reason.OTHERWISE)
    audit.record(actor, Verb.PRESENCE_DISCARDED, f"event:{row.event_id}", {}, {"import": row.id})
    db.session.delete(row)
    db.session.flush()


def set_least_minutes(*, event: Event, minutes: int, actor: str) -> None:
    """From how many minutes of a day somebody took part; all files count anew at once."""
    lock(Event, event.id)
    before = queries.least_minutes(event.id)
    row = db.session.get(PresenceTerms, event.id)
    if row is None:
        row = PresenceTerms(event_id=event.id, least_minutes=minutes)
        db.session.add(row)
    row.least_minutes = minutes
    db.session.flush()
    audit.record(
        actor,
        Verb.PRESENCE_MINUTES,
        f"event:{event.id}",
        {"minutes": before},
        {"minutes": minutes},
    )


def forget_presence(now: datetime) -> int:
    """Files that nobody took in for a week go; how many."""
    old = sa.delete(PresenceImport).where(
        PresenceImport.state == BroughtState.SHOWN, PresenceImport.created < now - KEPT
    )
    return changed(old)


def forget_presence_of(person: people_models.Person) -> None:
    """Rows that name the person leave the files that wait."""
    name = f"{person.first_name} {person.family_name}".strip().casefold()
    marks = {mark for mark in (person.email.casefold(), name, person.latin_name.casefold()) if mark}
    for row in queries.waiting_presence():
        lines = list(csv.reader(io.StringIO(row.table)))
        kept = [
            cells
            for number, cells in enumerate(lines)
            if not number or not any(mark in " ".join(cells).casefold() for mark in marks)
        ]
        if len(kept) < len(lines):
            into = io.StringIO()
            csv.writer(into, lineterminator="\n").writerows(kept)
            row.table = into.getvalue()
    db.session.flush()
