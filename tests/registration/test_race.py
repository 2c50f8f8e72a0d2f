"""The race for the last place: threads with connections of their own, on both databases."""

import threading
from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask

from eventsite.core import clock
from eventsite.core.db import db
from eventsite.core.errors import Refused
from eventsite.core.outbox import Mail
from eventsite.registration import actions, places, queries
from eventsite.registration.models import PlaceMode, Registration, State
from tests import make

CLIENTS = 50
ANSWERS = actions.Answers(mode=PlaceMode.ONLINE)


Answering = Callable[[int], actions.Answers]


def race(
    app: Flask, event_id: int, key: str = "", answers: Answering = lambda _number: ANSWERS
) -> list[str]:
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
                    answers=answers(number),
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


@pytest.mark.both_databases
def test_no_reserve_is_robbed_and_no_total_passed_in_the_race(app: Flask) -> None:
    """12 in all, 10 online, 3 of them kept for LDCs: a third of the clients are of an LDC."""
    with app.app_context():
        event = make.make_event()
        make.make_terms(event, capacity_online=10, capacity_total=12)
        kept: dict[str, Any] = {"group": "group:LDC", "mode": None, "places": 3, "until": None}
        actions.set_reserve(event=event, actor="user:1", **kept)
        event_id = event.id
        db.session.commit()

    def answers(number: int) -> actions.Answers:
        mode = PlaceMode.IN_PERSON if number % 5 == 0 else PlaceMode.ONLINE
        return actions.Answers(mode=mode, country="ET" if number % 3 == 0 else "FR")

    told = race(app, event_id, answers=answers)
    with app.app_context():
        assert Counter(told) == {"held": 12, "waiting": CLIENTS - 12}
        assert stored(event_id) == Counter(told)
        stock = queries.stock(event_id)
        assert (stock.total, [one.taken for one in stock.reserves]) == (places.Pool(12, 12), [3])
        held = sa.select(Registration.country).where(
            Registration.event_id == event_id, Registration.reserve_id.is_not(None)
        )
        assert db.session.scalars(held).all() == ["ET"] * 3
        assert actions.recount(clock.now()) == 0
