"""Two at one moment: a rule holds for both, and nothing that was published is deleted."""

from concurrent import futures
from datetime import time

import flask
import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session, scoped_session

from eventsite.agenda import actions, checks, queries, rules
from eventsite.agenda.actions import rehearsals
from eventsite.agenda.models import AgendaSession, RehearsalSlot
from eventsite.core import clock
from eventsite.core.db import db
from eventsite.core.errors import Refused
from eventsite.events import queries as event_queries
from eventsite.events.models import Event
from tests import make
from tests.agenda import makings
from tests.agenda.makings import ACTOR
from tests.make import CREATED, FIRST_DAY


def at_once(*deeds):
    """What each deed was told, when all begin at one moment; each in a request of its own."""
    app = flask.current_app._get_current_object()

    def one(deed):
        with app.app_context():
            try:
                deed()
                db.session.commit()
                return "done"
            except Refused as refused:
                db.session.rollback()
                return refused.reason.name

    with futures.ThreadPoolExecutor(len(deeds)) as pool:
        return list(pool.map(one, deeds))


def there(slug: str) -> Event:
    """The event, read anew."""
    event = event_queries.find_event(slug)
    assert event is not None
    return event


@pytest.mark.both_databases
def test_a_rule_that_blocks_moves_holds_for_all_who_move_at_once(
    session: scoped_session[Session],
) -> None:
    event = make.make_event(days=1)
    levels = {checks.Rule.ROOM.value: checks.Level.BLOCKS_MOVE.value}
    makings.make_terms(event, levels=levels)
    room, slug = makings.make_room(event), event.slug
    codes = [makings.make_session(event, f"Talk {number}").code for number in range(6)]
    room_id = room.id
    db.session.commit()

    def move(code: str) -> None:
        event = there(slug)
        found = queries.movable(event.id, [code])[code]
        placement = actions.Placement(FIRST_DAY, time(10), [room_id])
        actions.place(event, found, placement, ACTOR, found.version)

    said = at_once(*(lambda code=code: move(code) for code in codes))
    assert sorted(said) == ["BREAKS_RULE"] * 5 + ["done"]


@pytest.mark.parametrize("database_name", ["postgresql"])
def test_what_was_published_meanwhile_is_not_deleted(session: scoped_session[Session]) -> None:
    """On SQLite nobody can publish meanwhile: the first statement of a write takes the lock."""
    event = make.make_event(days=1)
    talk = makings.place(event, makings.make_session(event), "10:00")
    slug, code = event.slug, talk.code
    db.session.commit()
    event = there(slug)
    mine = queries.find_session(event.id, code)
    assert mine is not None
    assert at_once(lambda: makings.publish(there(slug))) == ["done"]
    with pytest.raises(Refused) as refused:
        actions.delete_session(event, mine, ACTOR, mine.version)
    assert refused.value.reason == rules.Reason.RELEASED
    db.session.rollback()
    assert db.session.scalar(sa.select(sa.func.count()).select_from(AgendaSession)) == 1


@pytest.mark.parametrize("database_name", ["postgresql"])
def test_a_time_that_was_booked_meanwhile_is_not_deleted(session: scoped_session[Session]) -> None:
    """Likewise only on PostgreSQL."""
    event = make.make_event(days=1)
    speaker, slot = makings.make_speaker(event), makings.make_rehearsal(event)
    slug, code, number = event.slug, speaker.code, slot.id
    db.session.commit()
    event = there(slug)
    mine = db.session.get_one(RehearsalSlot, number)
    assert mine.speaker_id is None

    def book() -> None:
        event = there(slug)
        speaker = queries.find_speaker(event.id, code)
        assert speaker is not None
        rehearsals.book(event, speaker, number, "speaker:1")

    with clock.freeze(CREATED):
        assert at_once(book) == ["done"]
    with pytest.raises(Refused):
        rehearsals.delete(event, mine, ACTOR)
    db.session.rollback()
    assert db.session.get_one(RehearsalSlot, number).speaker_id is not None
