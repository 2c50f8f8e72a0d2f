"""The door of a session without a network: told once, counted for the day and the room."""

from datetime import UTC, datetime, time, timedelta

import pytest
import sqlalchemy as sa
from flask import Flask
from sqlalchemy.orm import Session, scoped_session

from eventsite.agenda.actions import signups
from eventsite.agenda.models import SessionPlaces, SignUp
from eventsite.agenda.signing import SignUpState
from eventsite.core import clock
from eventsite.core.db import db
from eventsite.core.errors import Refused
from eventsite.desk import actions, queries, standing
from eventsite.desk.reconciling import Outcome
from eventsite.desk.telling import Press
from eventsite.events.models import Duty
from eventsite.registration.models import PlaceMode, Registration, State
from tests import make
from tests.browser import Browser
from tests.desk.test_session_doors import let_in, session_today

NOW = datetime.combine(make.FIRST_DAY, time(8), UTC)
EARLY = NOW - timedelta(minutes=20)


def pressed(key: str, found: Registration, at: datetime = EARLY) -> Press:
    return Press(key, found.code, at, is_scanned=False, has_badge=False)


@pytest.mark.both_databases
def test_whoever_was_let_in_is_inside_once(app: Flask) -> None:
    with app.app_context(), clock.freeze(NOW):
        event, held = session_today(1)
        room = PlaceMode.IN_PERSON
        new, twice, gone, back = (make.make_registration(event, mode=room) for _ in range(4))
        let_in(event, held, back)
        actions.let_out(actor="user:1", session=held, registration=back)
        let_in(event, held, twice)
        gone.state = State.CANCELLED
        people = {"a": new, "b": twice, "c": gone, "d": back}
        batch = [pressed(key, one) for key, one in people.items()]
        expected = {
            "a": Outcome.COUNTED,
            "b": Outcome.AGAIN,
            "c": Outcome.REFUSED,
            "d": Outcome.TAKEN_BACK,
        }

        def told(presses: list[Press]) -> dict[str, Outcome]:
            made = actions.reconcile(
                actor="user:2",
                event=event,
                presses=presses,
                offset=timedelta(),
                desk="North",
                session=held,
            )
            db.session.commit()
            return made

        assert told(batch) == expected
        assert told([*batch[::-1], *batch]) == expected
        inside = {one.code: one.at for one in queries.comers(held.id) if one.at}
        assert inside == {new.code: EARLY, twice.code: EARLY}
        found = queries.room_of(held.id, has_begun=True)
        assert found is not None
        assert (found.inside, found.places) == (2, 1)
        with clock.freeze(NOW + timedelta(minutes=5)):
            again = NOW + timedelta(minutes=1)
            assert told([pressed("e", back, again)]) == {"e": Outcome.COUNTED}
            assert told([pressed("f", back)]) == {"f": Outcome.AGAIN}
            since = {one.code: one.at for one in queries.comers(held.id)}
            assert since[back.code] == again
            twice.state = State.CANCELLED
            actions.let_out(actor="user:1", session=held, registration=twice)
            with pytest.raises(Refused) as refused:
                let_in(event, held, twice)
            assert refused.value.reason is standing.Why.CANCELLED


def test_the_list_of_a_session(client: Browser, session: scoped_session[Session]) -> None:
    event, held = session_today(2)
    room = PlaceMode.IN_PERSON
    ana = make.make_registration(event, make.make_person("Ana", "Torres"), mode=room)
    bo = make.make_registration(event, make.make_person("Bo", "Lind"), mode=room)
    make.add(
        SignUp(session_id=held.id, registration_id=bo.id, state=SignUpState.WAITING, since=NOW)
    )
    with clock.freeze(NOW):
        signups.sign_up(registration=ana, code=held.code, actor="user:1")
        client.sign_in(make.make_team_member(event, [Duty.DESK]))
        session.commit()
        path = f"/manage/events/{event.slug}/desk/sessions/{held.code}/offline"
        told = client.open("GET", f"{path}/list").json
        assert told is not None
        assert told["places"] == "Inside: 0 of 2. Signed up and not inside: 1."
        assert [(one["name"], one["note"], one["in"]) for one in told["people"]] == [
            ("Bo Lind", "On the waiting list", ""),
            ("Ana Torres", "Signed up", ""),
        ]
        at = int(NOW.timestamp() * 1000)
        press = {"key": "k", "code": ana.code, "at": at, "scanned": True, "badge": False}
        body = {"offset": 0, "presses": [press]}
        for _again in range(2):
            answer = client.open("POST", f"{path}/reconcile", json=body)
            assert answer.json == {"outcomes": {"k": ""}}
        after = client.open("GET", f"{path}/list").json
        assert after is not None
        assert after["places"] == "Inside: 1 of 2. Signed up and not inside: 0."
        assert client.open("GET", f"{path}/worker.js").mimetype == "text/javascript"
        assert client.open("GET", f"{path.replace(held.code, 'NONE')}/list").status_code == 404
        # What was pressed is taken although the places are not limited any more.
        session.execute(sa.delete(SessionPlaces).where(SessionPlaces.session_id == held.id))
        session.commit()
        assert client.open("GET", f"{path}/list").status_code == 404
        assert client.open("POST", f"{path}/reconcile", json=body).json == {"outcomes": {"k": ""}}
