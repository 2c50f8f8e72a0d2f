"""Mailed calendar entries: which change sends what to whom, once, after ten minutes of rest."""

from collections.abc import Iterator
from datetime import time, timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from eventsite.calendars.jobs import telling
from eventsite.core import clock, tasks
from eventsite.core.db import db
from eventsite.core.errors import Refused
from eventsite.core.outbox import Mail, drain
from eventsite.events import actions as events
from eventsite.events.days import Hours
from eventsite.registration import actions as registration
from eventsite.registration import queries as registration_queries
from eventsite.registration.models import Registration
from tests import make, vobjects
from tests.calendars.minutes import (
    ACTOR,
    MINUTE,
    NOW,
    Word,
    forum,
    mails,
    minute,
    rested,
    word,
)
from tests.core import conftest as of_mail

smtp = of_mail.smtp
pytestmark = pytest.mark.usefixtures("session")


@pytest.fixture(autouse=True)
def frozen() -> Iterator[None]:
    """Three months before a made event."""
    with clock.freeze(NOW):
        yield


def hours(*days: Hours) -> list[Hours]:
    first = Hours(make.FIRST_DAY, time(9, 30), time(17, 30))
    second = Hours(make.FIRST_DAY + timedelta(days=1), time(9, 30), time(17, 30))
    return list(days) or [first, second]


EARLY = Hours(make.FIRST_DAY, time(8, 0), time(17, 30))
SECOND = Hours(make.FIRST_DAY + timedelta(days=1), time(9, 30), time(17, 30))
THIRD = Hours(make.FIRST_DAY + timedelta(days=2), time(9, 30), time(17, 30))


class TestDays:
    """Of registered people."""

    @pytest.mark.parametrize(
        ("change", "expected"),
        [
            ({"days": [EARLY, SECOND]}, [("ada", "REQUEST", 1, "Forum")]),
            ({"days": [EARLY]}, [("ada", "REQUEST", 1, "Forum"), ("ada", "CANCEL", 1, "Forum")]),
            ({"days": [*hours(), THIRD]}, [("ada", "REQUEST", 0, "Forum")]),
            ({"days": hours(), "zone": "Asia/Geneva"}, None),
            ({"days": hours(), "zone": "Asia/Tokyo"}, [("ada", "REQUEST", 1, "Forum")] * 2),
            ({"days": hours()}, []),
        ],
        ids=["hours", "a day off", "a day more", "wrong", "zone", "nothing"],
    )
    def test_another_day(self, change: dict[str, Any], expected: list[Word] | None) -> None:
        event = forum()
        at = NOW + timedelta(hours=1)
        with clock.freeze(at):
            if expected is None:
                with pytest.raises(Refused):
                    events.set_days(actor=ACTOR, event=event, **change)
                return
            events.set_days(actor=ACTOR, event=event, **change)
        assert rested(at) == expected
        assert rested(at + timedelta(hours=1)) == []

    @pytest.mark.parametrize(
        ("fields", "expected"),
        [
            ({"title": {"en": "Great Forum"}}, [("ada", "REQUEST", 0, "Great Forum")] * 2),
            ({"venue": {"en": "CICG"}}, []),  # Ada takes part online
            ({"summary": {"en": "More rooms."}}, []),
            ({"title": {"en": "Forum", "fr": "Forum mondial"}}, []),
        ],
        ids=["title", "venue", "summary", "translation"],
    )
    def test_other_words(self, fields: dict[str, Any], expected: list[Word]) -> None:
        event = forum()
        at = NOW + timedelta(hours=1)
        with clock.freeze(at):
            events.update_event(actor=ACTOR, event=event, **fields)
        # Another place counts the days up in the feeds, and so in the mails.
        if "venue" in fields:
            expected = [("ada", "REQUEST", 1, "Forum")] * 2
        assert rested(at) == expected

    def test_several_edits_melt_into_one_mail(self) -> None:
        event = forum()
        start = NOW + timedelta(hours=1)
        said: list[Word] = []
        for number, begins in enumerate((7, 8, 9)):
            at = start + number * 5 * MINUTE
            with clock.freeze(at):
                first = Hours(make.FIRST_DAY, time(begins), time(17, 30))
                events.set_days(actor=ACTOR, event=event, days=[first, SECOND])
            for minutes in range(5):
                said += minute(at + minutes * MINUTE)
        assert said == []
        assert rested(start + 15 * MINUTE) == [("ada", "REQUEST", 3, "Forum")]

    def test_a_change_taken_back_in_time_is_told_as_the_feed_counts_it(self) -> None:
        event = forum()
        at = NOW + timedelta(hours=1)
        with clock.freeze(at):
            events.set_days(actor=ACTOR, event=event, days=[EARLY, SECOND])
        minute(at)
        with clock.freeze(at + MINUTE):
            events.set_days(actor=ACTOR, event=event, days=hours())
        # Feeds have risen by two: who follows them has the same number as who was mailed.
        assert rested(at + MINUTE) == [("ada", "REQUEST", 2, "Forum")]

    def test_whoever_turned_them_off_gets_none_and_no_flood_afterwards(self) -> None:
        event = forum()
        made = db.session.scalars(sa.select(Registration)).one()
        registration.choose_mails(registration=registration_of(made), wanted=False, actor=ACTOR)
        at = NOW + timedelta(hours=1)
        with clock.freeze(at):
            events.set_days(actor=ACTOR, event=event, days=[EARLY, SECOND])
        assert rested(at) == []
        registration.choose_mails(registration=registration_of(made), wanted=True, actor=ACTOR)
        assert rested(at + timedelta(hours=1)) == []

    def test_once_also_when_the_job_is_run_again(self) -> None:
        event = forum()
        with clock.freeze(NOW + timedelta(hours=1)):
            events.set_days(actor=ACTOR, event=event, days=[EARLY, SECOND])
            db.session.commit()
            for _ in range(3):
                telling.tell(tasks.Job(0, ACTOR), event_id=event.id)
        assert len([m for m in mails(set()) if word(m)[2] == 1]) == 1

    def test_the_mail_as_programs_read_it(self, smtp: Any) -> None:
        event = forum(contact_email="forum@example.org")
        with clock.freeze(NOW + timedelta(hours=1)):
            events.set_days(actor=ACTOR, event=event, days=[EARLY, SECOND])
            db.session.commit()
            drain.drain()
            smtp.mails.clear()
            telling.tell(tasks.Job(0, ACTOR), event_id=event.id)
            drain.drain()
        [mail] = smtp.to("ada@example.org")
        assert mail["Subject"] == "Your calendar entry changed: Forum, Tue 8 June 2027"
        kinds = [part.get_content_type() for part in mail.walk()]
        assert kinds == [
            "multipart/mixed",
            "multipart/alternative",
            "text/plain",
            "text/html",
            "text/calendar",
            "application/ics",
        ]
        [part] = [p for p in mail.walk() if p.get_content_type() == "text/calendar"]
        assert (part.get_param("method"), part.get_param("charset")) == ("REQUEST", "utf-8")
        calendar = vobjects.read(part.get_payload(decode=True).decode())
        [entry] = calendar.contents["vevent"]
        assert (calendar.method.value, entry.uid.value, entry.sequence.value) == (
            "REQUEST",
            event.days[0].uid,
            "1",
        )
        assert entry.organizer.value == "mailto:forum@example.org"
        assert entry.attendee.value == "mailto:ada@example.org"
        [text] = [p for p in mail.walk() if p.get_content_type() == "text/plain"]
        assert "To get no calendar entries by mail, change it on this page:" in text.get_content()


def registration_of(row: Registration) -> Registration:
    """With its event and person."""
    return registration_queries.registration(row.id)


def test_a_cancelled_event_is_told_by_one_part_a_mail_and_never_twice() -> None:
    event = forum()
    made = db.session.scalars(sa.select(Registration)).one()
    at = NOW + timedelta(hours=1)
    with clock.freeze(at):
        events.cancel(actor=ACTOR, event=event, note={"en": "No hall."})
        known = set(db.session.scalars(sa.select(Mail.id)))
        [part] = registration.called_off(registration_of(made))
        assert b"METHOD:CANCEL" in part.content
        # The second day's is a mail of its own.
        assert [word(mail)[:3] for mail in mails(known)] == [("ada", "CANCEL", 1)]
        db.session.commit()
    assert rested(at) == []
