"""Two focal points who press at one moment: one decides, the other is told who did."""

import threading

import pytest
from flask import Flask

from eventsite.core.db import db
from eventsite.registration.actions import asking
from eventsite.registration.actions.asking import Decided
from eventsite.registration.models import Registration, State
from eventsite.registration.queries import requests as request_queries
from tests import make
from tests.registration.asking import event_by_approval, point_of, request_of


@pytest.mark.both_databases
def test_one_decides_and_the_other_is_told(app: Flask) -> None:
    with app.app_context():
        event, entity = event_by_approval(), make.make_organisation()
        point_of(entity)
        asked = request_of(event, entity)
        key, code, entity_id = asked.id, asked.code, entity.id
        db.session.commit()
    start, told = threading.Barrier(2), []

    def press(decision: Decided) -> None:
        with app.app_context():
            found = request_queries.among(entity_id, [code])
            # Both pages show it as open; nothing is locked until one of them presses.
            db.session.commit()
            start.wait()
            outcome = asking.decide(found=found, decision=decision, note="No.", actor="person:1")
            told.append((len(outcome.done), len(outcome.before)))
            db.session.commit()

    threads = [threading.Thread(target=press, args=(one,)) for one in Decided]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(told) == [(0, 1), (1, 0)]
    with app.app_context():
        state = db.session.get_one(Registration, key).state
        assert state in {State.CONFIRMED, State.REFUSED}
