"""Reminders: once to each person at their own hour, again when the day moves, never when off."""

from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session, scoped_session

from eventsite.core import clock, tasks
from eventsite.core.errors import Refused
from eventsite.core.outbox import Mail
from eventsite.core.tasks import TaskRow
from eventsite.events.models import Duty, Event, EventState
from eventsite.messages import jobs, queries, rules
from eventsite.messages.actions import reminding
from eventsite.messages.models import Reminder
from eventsite.messages.rules import Reason
from eventsite.messages.timing import Anchor
from eventsite.registration.models import State
from tests import make
from tests.browser import Browser
from tests.messages.makings import make_reminder

Db = scoped_session[Session]


def at_nine(event: Event, days: int = 0) -> datetime:
    """Nine o'clock in UTC, so many days from the first day."""
    assert event.first_day is not None
    return datetime.combine(event.first_day, datetime.min.time(), UTC) + timedelta(
        days=days, hours=9
    )


def run(session: Db, now: datetime) -> None:
    """The worker looks, and does every job it finds."""
    session.commit()
    with clock.freeze(now):
        jobs.look_for_reminders()
        session.commit()
        for row in session.scalars(sa.select(TaskRow)).all():
            args, key = row.args, row.id
            session.delete(row)
            session.commit()
            jobs.remind(tasks.Job(key, "system"), **args)
            session.commit()


def addresses(session: Db) -> list[str]:
    return list(session.scalars(sa.select(Mail.to_address).order_by(Mail.id)))


def test_each_is_reminded_once_and_again_when_the_event_moves(session: Db) -> None:
    event = make.make_event()
    here = make.make_registration(event, state=State.CONFIRMED, zone="UTC").person.email
    fiji = make.make_registration(event, state=State.CONFIRMED, zone="Pacific/Fiji").person.email
    make.make_registration(event, state=State.WAITING, zone="UTC")
    make_reminder(event)
    nine = at_nine(event, -3)
    run(session, nine - timedelta(hours=13))
    assert addresses(session) == []
    run(session, nine - timedelta(hours=12))
    assert addresses(session) == [fiji]
    for minutes in (0, 5):
        run(session, nine + timedelta(minutes=minutes))
    assert addresses(session) == [fiji, here]
    assert event.first_day is not None
    event.first_day += timedelta(days=10)
    run(session, nine + timedelta(days=10))
    assert sorted(addresses(session)[2:]) == sorted([fiji, here])


def test_nobody_is_reminded_of_what_is_off_or_cancelled(session: Db) -> None:
    event = make.make_event()
    make.make_registration(event, state=State.CONFIRMED, zone="UTC")
    reminder, nine = make_reminder(event), at_nine(event, -3)
    reminding.switch(actor="user:1", reminder=reminder, is_on=False)
    run(session, nine)
    reminding.switch(actor="user:1", reminder=reminder, is_on=True)
    event.state = EventState.CANCELLED
    run(session, nine)
    assert addresses(session) == []
    event.state = EventState.PUBLISHED
    run(session, nine)
    assert len(addresses(session)) == 1


def test_a_deadline_is_an_anchor_by_the_events_calendar(session: Db) -> None:
    event = make.make_event()
    at = datetime(2027, 3, 1, 22, 59, tzinfo=UTC)
    deadline = make.make_deadline(event, at=at)
    reminder = make_reminder(
        event, days=-1, anchor=Anchor.DEADLINE, deadline=queries.key_of(deadline)
    )
    assert str(queries.day_of(reminder, event)) == "2027-02-28"
    deadline.cancelled = at
    session.flush()
    assert queries.day_of(reminder, event) is None


def test_there_is_an_end_to_reminders(session: Db, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rules, "MOST_REMINDERS", 1)
    event = make.make_event()
    make_reminder(event)
    with pytest.raises(Refused) as refused:
        make_reminder(event)
    assert refused.value.reason is Reason.MANY_REMINDERS


def test_a_reminder_is_written_changed_and_switched_off(client: Browser, session: Db) -> None:
    event = make.make_event()
    deadline = make.make_deadline(event)
    make.make_registration(event, state=State.CONFIRMED)
    client.sign_in(make.make_team_member(event, [Duty.COMMUNICATION]))
    listed = client.get(f"/manage/events/{event.slug}/reminders")
    form = client.form(client.get(listed.link("Write a reminder")), "Save the reminder")
    wrong = form.fill(**{"subject-en": "Soon", "body-en": "Come.", "days": "-2"}).submit(422)
    assert wrong.all("#errors li") == ["Enter a number from 0 to 365."]
    form = client.form(wrong, "Save the reminder").fill(days="2", side="after")
    saved = form.fill(anchor=queries.key_of(deadline)).submit()
    assert "2 days after" in saved.words
    assert "Now it would reach 1 person." in saved.words
    found = session.scalars(sa.select(Reminder)).one()
    assert (found.anchor, found.days, found.hour) == (Anchor.DEADLINE, 2, 9)
    change = client.form(client.get(f"{listed.path}/{found.code}/change"), "Save the reminder")
    assert (
        "1 day before the first day"
        in change.fill(days="1", side="before", anchor="start").submit().words
    )
    off = client.form(client.get(listed.path), "Switch off : Soon").submit()
    assert off.all(".card .pill") == ["Off"]
