"""The race for the last place: threads with connections of their own, on both databases."""

import threading
from collections import Counter

import pytest
import sqlalchemy as sa
from flask import Flask

from eventsite.core.db import db
from eventsite.core.errors import Refused
from eventsite.core.outbox import Mail
from eventsite.registration import actions, places, queries
from eventsite.registration.models import PlaceMode, Registration, State
from tests import make

CLIENTS = 50
ANSWERS = actions.Answers(mode=PlaceMode.ONLINE)


def race(app: Flask, event_id: int, key: str = "") -> list[str]:
    """All clients press at one moment; what each was told."""
    start, told = threading.Barrier(CLIENTS), []

    def client(number: int) -> None:
        with app.app_context():
            db.session.execute(sa.text("SELECT 1"))
            db.session.rollback()
            start.wait()
            try:
                answer = actions.register(
                    event_id=event_id,
                    answers=ANSWERS,
                    guest=actions.Guest("Ada", f"Number{number}" if not key else "Same", "a@b.org"),
                    actor="anonymous",
                    key=key,
                ).state.value
                db.session.commit()
            except Refused as refused:
                db.session.rollback()
                answer = refused.reason.name
            told.append(answer)

    threads = [threading.Thread(target=client, args=(n,)) for n in range(CLIENTS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return told


def stored(event_id: int) -> Counter[str]:
    """Registrations of an event by state."""
    rows = db.session.scalars(
        sa.select(Registration.state).where(Registration.event_id == event_id)
    )
    return Counter(state.value for state in rows)


@pytest.mark.both_databases
def test_the_last_place_has_one_winner_and_the_others_wait(app: Flask) -> None:
    with app.app_context():
        event = make.make_event()
        make.make_terms(event, capacity_online=1)
        event_id = event.id
        db.session.commit()
    told = race(app, event_id)
    with app.app_context():
        assert Counter(told) == {"held": 1, "waiting": CLIENTS - 1}
        assert stored(event_id) == Counter(told)
        assert queries.pools(event_id)[PlaceMode.ONLINE] == places.Pool(1, 1)
        since = [one.since for one in queries.waiting(event_id, PlaceMode.ONLINE)]
        assert len(since) == CLIENTS - 1
        assert db.session.scalar(sa.select(sa.func.count()).select_from(Mail)) == CLIENTS


@pytest.mark.both_databases
def test_without_a_waiting_list_the_others_are_refused(app: Flask) -> None:
    with app.app_context():
        event = make.make_event()
        make.make_terms(event, capacity_online=1, has_waiting_list=False)
        event_id = event.id
        db.session.commit()
    told = race(app, event_id)
    with app.app_context():
        assert Counter(told) == {"held": 1, "FULL": CLIENTS - 1}
        assert stored(event_id) == {"held": 1}
        assert queries.pools(event_id)[PlaceMode.ONLINE] == places.Pool(1, 1)


@pytest.mark.both_databases
def test_one_form_sent_fifty_times_registers_once(app: Flask) -> None:
    with app.app_context():
        event = make.make_event()
        make.make_terms(event, capacity_online=60)
        event_id = event.id
        db.session.commit()
    told = race(app, event_id, key="one form")
    with app.app_context():
        assert Counter(told) == {State.HELD.value: CLIENTS}
        assert stored(event_id) == {"held": 1}
        assert queries.pools(event_id)[PlaceMode.ONLINE] == places.Pool(60, 1)
        assert db.session.scalar(sa.select(sa.func.count()).select_from(Mail)) == 1
