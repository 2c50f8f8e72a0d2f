"""Digests: one mail each, held, stopped or sent once, with both times; on both databases."""

import threading
from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa

from eventsite.agenda import actions, jobs, queries, rules
from eventsite.agenda.actions import digests, stars
from eventsite.agenda.models import (
    AgendaSession,
    DigestMail,
    DigestState,
    Follower,
    ReleaseDigest,
    SpeakerRole,
)
from eventsite.agenda.queries import digests as told_queries
from eventsite.core import clock, tasks
from eventsite.core.db import db
from eventsite.core.errors import Refused
from eventsite.core.outbox import Mail, drain
from eventsite.core.tasks.models import TaskRow
from eventsite.events.models import Event, EventState
from tests import make
from tests.agenda.makings import (
    ACTOR,
    make_follower,
    make_room,
    make_session,
    make_speaker,
    place,
    publish,
)
from tests.core import conftest as of_mail

smtp = of_mail.smtp

NOW = datetime(2027, 3, 1, 9, tzinfo=UTC)
LATER = NOW + digests.HOLD
DAY = "Tue 8 June 2027,"


def forum() -> Event:
    """Two sessions in Geneva; Litia, who speaks in the first, lives in Suva."""
    event = make.make_event("Forum", days=2, city={"en": "Geneva"})
    hall = make_room(event, "Hall")
    litia = make_speaker(event, zone="Pacific/Fiji")
    litia.email = "litia@example.org"
    spoken = make_session(event, "Opening", speakers=[(litia.id, SpeakerRole.SPEAKER)])
    place(event, spoken, "09:30", hall)
    place(event, make_session(event, "Closing"), "16:00", hall)
    return event


def told_forum() -> Event:
    """The same, of whose first version everybody was told."""
    event = forum()
    with clock.freeze(NOW - timedelta(days=1)):
        publish(event)
    db.session.execute(sa.update(ReleaseDigest).values(state=DigestState.SENT))
    return event


def session_of(event: Event, title: str) -> AgendaSession:
    return next(s for s in queries.sessions(event.id) if s.title["en"] == title)


def move(event: Event, title: str, starts: str) -> None:
    """The session to another time in its room, and a version of it."""
    place(event, session_of(event, title), starts, *queries.rooms(event.id))


def run_jobs() -> None:
    """What the worker does in a process of its own, here."""
    rows = db.session.scalars(sa.select(TaskRow).order_by(TaskRow.id)).all()
    asked = [dict(row.args) for row in rows]
    db.session.commit()
    for arguments in asked:
        jobs.digests.send(tasks.Job(0, ACTOR), **arguments)


def go_out(at: datetime = LATER) -> list[tuple[str, str]]:
    """The minute passes: who was written to in all, and under which subject."""
    with clock.freeze(at):
        jobs.digests.let_go()
        db.session.commit()
        run_jobs()
    rows = db.session.execute(sa.select(Mail.to_address, Mail.subject).order_by(Mail.id))
    return [(row.to_address, row.subject) for row in rows]


def states() -> list[tuple[DigestState, int]]:
    db.session.expire_all()
    rows = db.session.execute(
        sa.select(ReleaseDigest.state, ReleaseDigest.told).order_by(ReleaseDigest.release_id)
    )
    return [(row.state, row.told) for row in rows]


def test_the_digest_arrives_with_both_times(session, smtp):
    event = told_forum()
    with clock.freeze(NOW):
        move(event, "Opening", "11:00")
        publish(event)
    assert go_out(LATER - timedelta(seconds=1)) == []
    assert go_out() == [("litia@example.org", "1 thing changed in the programme: Forum")]
    with clock.freeze(LATER):
        assert drain.drain() == 1
    [mail] = smtp.to("litia@example.org")
    plain = mail.get_body(("plain",))
    lines = [line for line in plain.get_content().splitlines() if line]
    code = session_of(event, "Opening").code
    assert lines[:7] == [
        "Hello,",
        "The programme of Forum has changed.",
        "Times are those of Geneva. The time in Fiji stands below them.",
        "Opening",
        f"- Moved from {DAY} 09:30–10:30 (UTC+2) to {DAY} 11:00–12:00 (UTC+2).",
        f"- In Fiji: from {DAY} 19:30–20:30 (UTC+12) to {DAY} 21:00–22:00 (UTC+12).",
        f"http://localhost/events/{event.slug}/sessions/{code}",
    ]
    assert states() == [(DigestState.SENT, 0), (DigestState.SENT, 1)]


def test_who_hears_what_each_address_once(session):
    event = told_forum()
    fan = make.make_person(email="fan@example.org")
    both = make.make_person(email="Litia@example.org")
    closing, opening = session_of(event, "Closing"), session_of(event, "Opening")
    stars.star(event, fan.id, [closing.code], on=True)
    stars.star(event, both.id, [opening.code], on=True)
    make_follower(event, "all@example.org")
    make_follower(event, "french@example.org", languages=["fr"])
    make_follower(event, "waits@example.org", confirmed=None)
    with clock.freeze(NOW):
        move(event, "Opening", "11:00")
        publish(event)
    assert [address for address, _ in go_out()] == ["all@example.org", "litia@example.org"]


def test_versions_in_the_hold_melt_into_one_mail(session):
    event = told_forum()
    with clock.freeze(NOW):
        move(event, "Opening", "11:00")
        publish(event)
    with clock.freeze(NOW + timedelta(minutes=9)):
        move(event, "Opening", "12:00")
        publish(event)
    assert go_out(NOW + timedelta(minutes=10)) == []
    assert [subject for _, subject in go_out(NOW + timedelta(minutes=19))] == [
        "1 thing changed in the programme: Forum"
    ]
    assert states()[1:] == [(DigestState.SENT, 0), (DigestState.SENT, 1)]


def test_taken_back_in_the_hold_sends_nothing(session):
    event = told_forum()
    with clock.freeze(NOW):
        move(event, "Opening", "11:00")
        number = publish(event).number
    with clock.freeze(LATER - timedelta(seconds=1)):
        actions.take_back(event, number, ACTOR)
    assert go_out() == []
    assert states() == [(DigestState.SENT, 0), (DigestState.TAKEN_BACK, 0)]
    assert told_queries.told(event.id) == told_queries.Told(1)


def test_too_late_to_take_back(session):
    event = told_forum()
    with clock.freeze(NOW):
        move(event, "Opening", "11:00")
        number = publish(event).number
    with clock.freeze(LATER), pytest.raises(Refused) as refused:
        actions.take_back(event, number, ACTOR)
    assert refused.value.reason == rules.Reason.MAILS_GONE


def test_a_job_run_twice_writes_once(session):
    event = told_forum()
    with clock.freeze(NOW):
        move(event, "Opening", "11:00")
        publish(event)
    go_out()
    run_jobs()
    assert db.session.scalar(sa.select(sa.func.count()).select_from(Mail)) == 1
    assert db.session.scalar(sa.select(sa.func.count()).select_from(DigestMail)) == 1
    assert states()[-1] == (DigestState.SENT, 1)


def test_on_the_day_only_those_concerned_hear_and_hear_once(session):
    event = told_forum()
    make_follower(event, "all@example.org")
    with clock.freeze(NOW):
        closing = session_of(event, "Closing")
        move(event, "Closing", "15:00")
        latest, draft = queries.latest_release(event.id), queries.draft(event)
        release = actions.make_release(
            event, latest, draft.agenda, draft.people, ACTOR, {}, is_live=True
        )
        digests.tell_now(release, [closing.code])
        db.session.commit()
        run_jobs()
        db.session.execute(sa.delete(TaskRow))
        # A later ordinary version does not tell it again.
        move(event, "Opening", "11:00")
        publish(event)
    told = go_out()
    assert [address for address, _ in told] == [
        "all@example.org",
        "all@example.org",
        "litia@example.org",
    ]
    texts = db.session.scalars(sa.select(Mail.text).order_by(Mail.id)).all()
    assert ["15:00" in text for text in texts] == [True, False, False]


def test_a_draft_event_keeps_its_mails(session):
    event = told_forum()
    event.state = EventState.DRAFT
    with clock.freeze(NOW):
        move(event, "Opening", "11:00")
        publish(event)
    assert go_out() == []
    event.state = EventState.PUBLISHED
    assert [address for address, _ in go_out()] == ["litia@example.org"]


def test_stopping_needs_no_page_and_may_come_from_elsewhere(session, client):
    event = told_forum()
    make_follower(event, "all@example.org")
    with clock.freeze(NOW):
        move(event, "Opening", "11:00")
        publish(event)
    go_out()
    url = db.session.scalar(
        sa.select(Mail.unsubscribe_url).where(Mail.to_address == "all@example.org")
    )
    path = url.removeprefix("http://localhost")
    headers = {"Sec-Fetch-Site": "cross-site", "Origin": "https://mail.example"}
    for _ in range(2):
        answer = client.open("POST", path, data={"List-Unsubscribe": "One-Click"}, headers=headers)
        assert answer.status_code == 200
    assert db.session.scalar(sa.select(sa.func.count()).select_from(Follower)) == 0


@pytest.mark.both_databases
def test_taking_back_and_sending_at_once_the_row_decides(app):
    with app.app_context():
        event = told_forum()
        with clock.freeze(NOW):
            move(event, "Opening", "11:00")
            number = publish(event).number
        key = event.id
        db.session.commit()
    together, outcomes = threading.Barrier(2), []

    def take_back() -> None:
        try:
            actions.take_back(db.session.get_one(Event, key), number, ACTOR)
            outcomes.append("taken back")
        except Refused:
            outcomes.append("refused")

    def send() -> None:
        digests.let_go(key)
        waiting = db.session.scalar(sa.select(sa.func.count()).select_from(TaskRow))
        outcomes.append("sent" if waiting else "nothing sent")

    def run(work, at: datetime) -> None:
        with app.app_context(), clock.freeze(at):
            together.wait()
            work()
            db.session.commit()

    # One clock is a second ahead of the other, as servers' clocks are.
    threads = [
        threading.Thread(target=run, args=(take_back, LATER - timedelta(seconds=1))),
        threading.Thread(target=run, args=(send, LATER)),
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) in (["nothing sent", "taken back"], ["refused", "sent"])
