"""What tests of mailed calendar entries share: minutes that pass, and what is mailed in them."""

from datetime import UTC, datetime, timedelta
from typing import Any

import icalendar
import sqlalchemy as sa

from eventsite.calendars.jobs import telling
from eventsite.core import clock, tasks
from eventsite.core.db import db
from eventsite.core.outbox import Mail
from eventsite.core.outbox.message import Attachment
from eventsite.core.tasks.models import TaskRow
from eventsite.events.models import Event
from eventsite.registration import actions as registration
from eventsite.registration.models import PlaceMode, Registration
from tests import make

NOW = datetime(2027, 3, 1, 10, 0, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
ACTOR = "user:1"

#: To whom, METHOD, SEQUENCE and title.
Word = tuple[str, str, int, str]


def minute(at: datetime) -> list[Word]:
    """A look at the clock and the jobs it ordered: what is mailed in that minute."""
    known = set(db.session.scalars(sa.select(Mail.id)))
    with clock.freeze(at):
        telling.look()
        db.session.commit()
        run_jobs()
    return [word(mail) for mail in mails(known)]


def run_jobs() -> None:
    """What the worker does in a process of its own, here; each job once."""
    rows = db.session.scalars(
        sa.select(TaskRow).where(TaskRow.name == "calendars.tell").order_by(TaskRow.id)
    )
    asked = [dict(row.args) for row in rows]
    db.session.execute(sa.delete(TaskRow))
    db.session.commit()
    for arguments in asked:
        telling.tell(tasks.Job(0, ACTOR), **arguments)


def mails(known: set[int]) -> list[Mail]:
    query = sa.select(Mail).where(Mail.id.not_in(known)).order_by(Mail.to_address, Mail.id)
    return [mail for mail in db.session.scalars(query) if mail.attachments]


def word(mail: Mail) -> Word:
    [stored] = mail.attachments
    calendar = icalendar.Calendar.from_ical(Attachment.from_stored(stored).content)
    [entry] = calendar.walk("VEVENT")
    method, sequence = str(calendar["METHOD"]), int(str(entry["SEQUENCE"]))
    return mail.to_address.partition("@")[0], method, sequence, str(entry["SUMMARY"])


def rested(at: datetime = NOW) -> list[Word]:
    """All that is mailed while nobody changes anything for a quarter of an hour."""
    return [said for minutes in (0, 9, 10, 15) for said in minute(at + minutes * MINUTE)]


def forum(**changes: Any) -> Event:
    """Two days, with Ada registered; everybody has been told."""
    event = make.make_event("Forum", days=2, **changes)
    make.make_terms(event)
    registered(event, "ada")
    assert rested() == []
    return event


def registered(event: Event, name: str) -> Registration:
    return registration.register(
        event_id=event.id,
        answers=registration.Answers(mode=PlaceMode.ONLINE),
        person=make.make_person(name, email=f"{name}@example.org"),
        actor=ACTOR,
    )
