"""An offer that is accepted, declined and expired at one moment ends in one of the three ways."""

import threading
from collections import Counter
from datetime import timedelta

import pytest
import sqlalchemy as sa
from flask import Flask

from eventsite.core import clock
from eventsite.core.db import db
from eventsite.core.errors import Refused
from eventsite.core.outbox import Mail
from eventsite.registration import actions, places, queries
from eventsite.registration.actions import offering
from eventsite.registration.models import PlaceMode, Registration, State
from tests import make
from tests.registration.conftest import NOW

#: The offer's time is over for who expires it, and not yet for who presses.
PRESSED, OVER = NOW + timedelta(hours=47), NOW + timedelta(hours=49)
ENDS = {
    (State.CONFIRMED, State.WAITING),
    (State.CANCELLED, State.OFFERED),
    (State.EXPIRED, State.OFFERED),
}


@pytest.mark.both_databases
def test_one_of_three_presses_wins_and_the_place_has_one_holder(app: Flask) -> None:
    with app.app_context(), clock.freeze(NOW):
        event = make.make_event()
        make.make_terms(event, capacity_online=1)
        holder, first, second = (
            actions.register(
                event_id=event.id,
                answers=actions.Answers(mode=PlaceMode.ONLINE),
                person=make.make_person(),
                actor="user:1",
            )
            for _ in range(3)
        )
        actions.cancel(registration=holder, actor="user:1")
        keys, event_id = (first.id, second.id), event.id
        assert first.state is State.OFFERED
        db.session.commit()
    start = threading.Barrier(6)

    def press(number: int) -> None:
        with app.app_context(), clock.freeze(PRESSED):
            one = db.session.get_one(Registration, keys[0])
            db.session.commit()
            start.wait()
            try:
                if number % 3 == 0:
                    actions.accept(registration=one, actor="person:1")
                elif number % 3 == 1:
                    actions.decline(registration=one, actor="person:1")
                else:
                    offering.pass_on(OVER)
                db.session.commit()
            except Refused:
                db.session.rollback()

    threads = [threading.Thread(target=press, args=(number,)) for number in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with app.app_context(), clock.freeze(PRESSED):
        states = tuple(db.session.get_one(Registration, key).state for key in keys)
        assert states in ENDS
        assert queries.pools(event_id)[PlaceMode.ONLINE] == places.Pool(1, 1)
        assert actions.recount(clock.now()) == 0
        mails = Counter(db.session.scalars(sa.select(Mail.template)))
    ended = {State.CONFIRMED: "confirmed", State.CANCELLED: "cancelled", State.EXPIRED: "passed"}
    assert mails[f"registration/mail/{ended[states[0]]}"] >= 1
    assert mails["registration/mail/offered"] == 1 + (states[1] is State.OFFERED)
