"""Two desks register at the door at one moment: the room is never fuller than it is."""

import threading
from collections import Counter
from datetime import UTC, date, datetime

import pytest
import sqlalchemy as sa
from flask import Flask

from eventsite.core import clock
from eventsite.core.db import db
from eventsite.core.errors import Refused
from eventsite.desk import actions
from eventsite.desk.models import CheckIn
from eventsite.events.models import Event
from eventsite.people.models import Person
from eventsite.registration import places, queries
from eventsite.registration.models import PlaceMode, Registration
from tests import make

DAY = date(2027, 6, 8)
NOW = datetime(2027, 6, 8, 7, 12, tzinfo=UTC)
PLACES = 3


def race(app: Flask, event_id: int, keys: list[str]) -> list[str]:
    """A press for each key, all at one moment; the code of the registration, or why not."""
    start, told = threading.Barrier(len(keys)), []

    def press(number: int) -> None:
        comer = actions.Comer("Ada", f"Number{number}", "", "", "", "", "FJ", "en")
        with app.app_context():
            event = db.session.get_one(Event, event_id)
            db.session.rollback()
            start.wait()
            try:
                answer = actions.walk_in(
                    actor="user:1", event=event, comer=comer, today=DAY, key=keys[number]
                ).code
                db.session.commit()
            except Refused as refused:
                db.session.rollback()
                answer = refused.reason.name
            told.append(answer)

    threads = [threading.Thread(target=press, args=(n,)) for n in range(len(keys))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return told


def count(table: type[Registration | CheckIn | Person]) -> int:
    return db.session.scalars(sa.select(sa.func.count()).select_from(table)).one()


@pytest.mark.both_databases
def test_no_place_is_given_twice(app: Flask) -> None:
    with app.app_context():
        event = make.make_event("Forum", first_day=DAY, last_day=DAY, zone="Europe/Zurich")
        make.make_terms(event, capacity_in_person=PLACES, has_waiting_list=True)
        event_id = event.id
        before = count(Person)
        db.session.commit()
    with clock.freeze(NOW):
        # One page pressed four times at once is one person; then nine desks want two places.
        [(code, times)] = Counter(race(app, event_id, ["same"] * 4)).items()
        told = race(app, event_id, [f"desk-{number}" for number in range(9)])
    with app.app_context():
        assert (times, queries.find_registration(code) is not None) == (4, True)
        assert Counter(told)["NO_PLACE"] == 9 - (PLACES - 1)
        assert queries.pools(event_id)[PlaceMode.IN_PERSON] == places.Pool(PLACES, PLACES)
        assert (count(Registration), count(CheckIn), count(Person) - before) == (PLACES,) * 3
