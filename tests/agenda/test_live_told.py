"""Who hears of a change of the day: those concerned, at once; the desk sees how many."""

from datetime import UTC, datetime

import pytest
import sqlalchemy as sa

from eventsite.agenda import desk, jobs, queries, releases
from eventsite.agenda.actions import live
from eventsite.agenda.models import DigestState, ReleaseDigest, SpeakerRole
from eventsite.agenda.queries import followers
from eventsite.core import clock, tasks
from eventsite.core.db import db
from eventsite.core.outbox import Mail
from tests import make
from tests.agenda.makings import ACTOR, make_room, make_session, make_speaker, place, publish

NOW = datetime(2027, 6, 8, 8, 0, tzinfo=UTC)


@pytest.fixture
def event(session):
    """A morning in one hall; each session has its own speaker. The first version was told."""
    event = make.make_event()
    hall = make_room(event, "Hall")
    for title, at in (("First", "09:30"), ("Second", "10:30"), ("Third", "15:00")):
        speaker = make_speaker(event, f"{title} Speaker")
        speaker.email = f"{title.lower()}@example.org"
        held = make_session(event, title, speakers=[(speaker.id, SpeakerRole.SPEAKER)])
        place(event, held, at, hall)
    publish(event)
    session.execute(sa.update(ReleaseDigest).values(state=DigestState.SENT))
    return event


def code(event, title):
    return next(s.code for s in queries.sessions(event.id) if s.title["en"] == title)


def mailed():
    """Runs the jobs ordered since, and says who was written to."""
    rows = db.session.scalars(sa.select(tasks.TaskRow).order_by(tasks.TaskRow.id)).all()
    asked = [dict(row.args) for row in rows]
    db.session.execute(sa.delete(tasks.TaskRow))
    db.session.commit()
    for arguments in asked:
        jobs.digests.send(tasks.Job(0, ACTOR), **arguments)
    found = sorted(db.session.scalars(sa.select(Mail.to_address)))
    db.session.execute(sa.delete(Mail))
    return found


def test_only_those_concerned_are_mailed_also_of_the_undoing(event):
    with clock.freeze(NOW):
        change = live.late(event, code(event, "First"), 10, ACTOR)
        assert mailed() == ["first@example.org", "second@example.org"]
        live.undo(event, change, ACTOR)
        assert mailed() == ["first@example.org", "second@example.org"]
        live.cancel(event, code(event, "Third"), ACTOR)
        assert mailed() == ["third@example.org"]


def test_the_desk_counts_before_and_after(event):
    with clock.freeze(NOW):
        change = live.late(event, code(event, "First"), 10, ACTOR)
        agenda = releases.read(queries.latest_release(event.id).content)
        readers = followers.readers(event, [s.code for s in queries.speakers(event.id)])
        assert desk.how_many(agenda, readers, change.before["became"]) == 2
        assert len(mailed()) == 2
    assert [told for _, _, told in queries.live_changes(event.id, NOW)] == [2]
