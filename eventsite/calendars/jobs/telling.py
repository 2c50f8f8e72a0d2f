"""Every minute looks whose changes have rested; a job then mails each reader what is new."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

import sqlalchemy as sa
from flask import current_app

from eventsite.agenda import releases
from eventsite.calendars import actions, emails, queries
from eventsite.calendars.feeds import gathering, rows, sources
from eventsite.calendars.jobs import readers
from eventsite.core import clock, i18n, ical, invitations, tasks
from eventsite.core.db import db, lock
from eventsite.core.i18n import gettext
from eventsite.core.outbox import message
from eventsite.events.models import Event
from eventsite.people.models import Person
from eventsite.registration import actions as registration_actions
from eventsite.registration.models import Registration, State

#: People told in one transaction: on SQLite nobody else writes meanwhile.
BATCH = 20


@tasks.periodic("calendars.look", every=timedelta(minutes=1))
def look() -> None:
    """Order what has rested, event by event."""
    for event_id in actions.due(clock.now()):
        tasks.enqueue("calendars.tell", created_by="system:calendars", lang="en", event_id=event_id)


@tasks.task("calendars.tell", again_after=timedelta(minutes=5))
def tell(job: tasks.Job, event_id: int, subjects: list[str] | None = None) -> dict[str, object]:
    """Mail everybody what is not in their calendar as it is now, each word once.

    With `subjects` only these readers of sessions. Safe to run twice: what was said is remembered
    in the transaction of its mail.
    """
    wishes = readers.wishes(db.session.get_one(Event, event_id), subjects)
    registered = _registered(event_id) if subjects is None else []
    db.session.rollback()
    total = len(registered) + len(wishes)
    for start in range(0, len(registered), BATCH):
        job.progress(start, total, gettext("Writing the mails."))
        registration_actions.catch_up(event_id, registered[start : start + BATCH])
        db.session.commit()
    for start in range(0, len(wishes), BATCH):
        job.progress(len(registered) + start, total, gettext("Writing the mails."))
        _tell(event_id, [one.reader.subject for one in wishes[start : start + BATCH]])
        db.session.commit()
    job.progress(total, total, gettext("All mails are written."))
    return {}


def _registered(event_id: int) -> list[int]:
    query = (
        sa.select(Registration.id)
        .join(Person, Person.id == Registration.person_id)
        .where(
            Registration.event_id == event_id,
            Registration.state == State.CONFIRMED,
            Person.erased.is_(None),
            Person.is_demo.is_(False),
        )
    )
    return list(db.session.scalars(query.order_by(Registration.id)))


def _tell(event_id: int, subjects: Sequence[str]) -> None:
    """One batch, read anew under the event's lock: nobody else tells them meanwhile."""
    event = lock(Event, event_id)
    newest = gathering.newest([event_id]).get(event_id)
    if newest is None:
        return
    known = invitations.told(subjects)
    place = _place(event)
    found = queries.days_of([event_id])[event_id]
    for wish in readers.wishes(event, subjects):
        told = known.get(wish.reader.subject, {})
        _tell_one(place, found, newest, wish, told, clock.now())


def _tell_one(
    place: emails.Place,
    event: queries.Rows,
    newest: gathering.Newest,
    wish: readers.Wish,
    told: dict[str, invitations.MailedEntry],
    now: datetime,
) -> None:
    theirs = {s.code for s in newest.agenda.sessions if wish.speaker in s.people} | wish.codes
    known = {s.code for s in newest.agenda.sessions if s.uid in told}
    with i18n.speaking(wish.reader.lang):
        words = rows.words_of(wish.reader.lang)
        listed = list(sources.released(event, newest, theirs | known, now, words))
    for session, entry in listed:
        row = told.get(entry.uid)
        next_message = ical.next_message(row.told if row else None, entry, session.code in theirs)
        if next_message is not None and not ical.is_over(entry, now):
            is_given_up = next_message.method is ical.Method.CANCEL and not _is_off(entry)
            reader = wish.reader
            if is_given_up and _is_shared(place.event_id, reader, session):
                # Somebody else at the address keeps it: it stays in the calendar of both.
                reader = replace(reader, wants_mails=False)
            emails.send(place, reader, entry, next_message, row is not None)


def _is_off(entry: ical.Entry) -> bool:
    return entry.status is ical.Status.CANCELLED


def _is_shared(event_id: int, reader: emails.Reader, session: releases.ReleasedSession) -> bool:
    """Whether somebody else who is mailed at the same address has the session as theirs."""
    return any(
        other.reader.subject != reader.subject
        and other.reader.wants_mails
        and other.reader.address.casefold() == reader.address.casefold()
        and (other.speaker in session.people or session.code in other.codes)
        for other in readers.wishes(db.session.get_one(Event, event_id))
    )


def _place(event: Event) -> emails.Place:
    sender = message.bare_address(current_app.config["SETTINGS"].mail_from)
    return emails.Place(
        event.id,
        dict(event.title),
        event.zone,
        event.contact_email,
        ical.Party(event.contact_email or sender, event.contact_name),
    )
