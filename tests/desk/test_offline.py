"""Check-ins told late: read strictly, counted once, replayed without effect on both databases."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask

from eventsite.core import clock
from eventsite.core.db import db
from eventsite.desk import actions, queries, telling
from eventsite.desk.models import CheckIn, DeskReport, Source
from eventsite.desk.reconciling import Outcome
from eventsite.desk.telling import Press
from eventsite.events.models import Duty
from eventsite.registration import links
from eventsite.registration.models import PlaceMode, Registration, State
from tests import make
from tests.browser import Browser

DAY = date(2027, 6, 8)
NOW = datetime(2027, 6, 8, 7, 12, tzinfo=UTC)
EARLY = NOW - timedelta(minutes=20)
GOOD = {"key": "a-1", "code": "ABCD2345", "at": 1_000, "scanned": True, "badge": False}


def test_what_a_device_tells() -> None:
    read = telling.read({"offset": -5, "presses": [GOOD]})
    at = datetime(1970, 1, 1, 0, 0, 1, tzinfo=UTC)
    assert read == (timedelta(milliseconds=-5), [Press("a-1", "ABCD2345", at, True, False)])


@pytest.mark.parametrize(
    "told",
    [
        None,
        [],
        {"offset": 0},
        {"offset": "0", "presses": []},
        {"offset": True, "presses": []},
        {"offset": 10**40, "presses": []},
        {"offset": 0, "presses": [GOOD] * 201},
        *(
            {"offset": 0, "presses": [{**GOOD, **wrong}]}
            for wrong in (
                {"key": ""},
                {"key": "a" * 65},
                {"key": "\x00"},
                {"code": 7},
                {"at": -1},
                {"at": 1e3},
                {"at": 10**40},
            )
        ),
    ],
)
def test_anything_else_is_refused(told: Any) -> None:
    with pytest.raises(telling.NotTold):
        telling.read(told)


def pressed(key: str, code: str, at: datetime = EARLY) -> Press:
    return Press(key, code, at, is_scanned=False, has_badge=False)


@pytest.mark.both_databases
def test_a_batch_counts_once_however_often_it_is_told(app: Flask) -> None:
    with app.app_context(), clock.freeze(NOW):
        event = make.make_event("Forum", first_day=DAY, last_day=DAY, zone="Europe/Zurich")
        room = PlaceMode.IN_PERSON
        new, twice = (make.make_registration(event, mode=room) for _ in range(2))
        gone = make.make_registration(event, state=State.CANCELLED, mode=room)
        back = make.make_registration(event, mode=room)
        for one in (twice, back):
            actions.check_in(
                actor="user:1", event=event, registration=one, today=DAY, source=Source.TYPED
            )
        actions.undo(actor="user:1", registration=back, today=DAY)
        people = {"new": new, "twice": twice, "gone": gone, "back": back}
        batch = [pressed(key, one.code) for key, one in people.items()]
        batch.append(pressed("none", "ZZZZ9999"))

        def told(presses: list[Press]) -> dict[str, Outcome]:
            return actions.reconcile(
                actor="user:2", event=event, presses=presses, offset=timedelta(), desk="Desk 2"
            )

        expected = {
            "new": Outcome.COUNTED,
            "twice": Outcome.COUNTED,
            "gone": Outcome.REFUSED,
            "back": Outcome.TAKEN_BACK,
            "none": Outcome.UNKNOWN,
        }
        assert told(batch) == expected
        assert told([*batch[::-1], *batch]) == expected
        assert told([pressed("late", twice.code, NOW)]) == {"late": Outcome.AGAIN}
        rows = db.session.scalars(sa.select(CheckIn).where(CheckIn.undone.is_(None))).all()
        assert {(one.registration_id, one.at, one.desk) for one in rows} == {
            (new.id, EARLY, "Desk 2"),
            (twice.id, EARLY, "Desk 2"),
        }
        assert db.session.scalar(sa.select(sa.func.count(DeskReport.id))) == 5
        reported = queries.reports_of_person(twice.person_id)
        assert [(code, one.key) for code, one in reported] == [
            (twice.code, "twice"),
            (twice.code, "late"),
        ]
        # One key for two people: what it said first counts.
        other = [pressed("same", new.code, NOW), pressed("same", gone.code)]
        assert told(other) == {"same": Outcome.AGAIN}


@pytest.fixture
def comer(client: Browser) -> Registration:
    event = make.make_event("Forum", first_day=DAY, last_day=DAY, zone="Europe/Zurich")
    client.sign_in(make.make_team_member(event, [Duty.DESK]))
    person = make.make_person("Анна", "Петрова", latin_name="Anna Petrova")
    return make.make_registration(event, person, mode=PlaceMode.IN_PERSON)


def test_the_list_of_the_day(client: Browser, comer: Registration) -> None:
    desk = f"/manage/events/{comer.event.slug}/desk/offline"
    with clock.freeze(NOW):
        told = client.open("GET", f"{desk}/list").json
    assert told is not None
    assert told["until"] == int(datetime(2027, 6, 8, 22, 0, tzinfo=UTC).timestamp() * 1000)
    assert told["people"] == [
        {
            "code": comer.code,
            "name": "Анна Петрова",
            "latin": "Anna Petrova",
            "organisation": "",
            "why": "",
            "in": "",
            "verifier": telling.verifier(comer.code, links.seal_of(comer)),
        }
    ]


def test_the_page_alone_may_use_the_camera(client: Browser, comer: Registration) -> None:
    desk = f"/manage/events/{comer.event.slug}/desk"
    offline = client.open("GET", f"{desk}/offline/").headers
    assert "camera=(self)" in offline["Permissions-Policy"]
    assert offline["Content-Security-Policy"].endswith("trusted-types desk-worker")
    assert "camera=()" in client.open("GET", desk).headers["Permissions-Policy"]
    assert client.open("GET", f"{desk}/offline/worker.js").mimetype == "text/javascript"
    left = client.open("POST", "/sign-out")
    assert left.headers["Clear-Site-Data"] == '"storage"'


def test_what_did_not_count_waits_until_somebody_looks(
    client: Browser, comer: Registration
) -> None:
    desk = f"/manage/events/{comer.event.slug}/desk"
    comer.state = State.CANCELLED
    with clock.freeze(NOW):
        actions.reconcile(
            actor="user:2",
            event=comer.event,
            presses=[pressed("gone", comer.code)],
            offset=timedelta(),
            desk="North",
        )
        db.session.commit()
        waiting = client.get(desk)
        assert "1 check-in of a device did not count." in waiting.words
        page = client.get(f"{desk}/reports")
        assert "Анна Петрова" in page.words
        assert "This person has no place in the room that day any more." in page.words
        seen = client.form(page, f"Take off the list : {comer.code}").submit()
        assert "Nothing waits here" in seen.words
        assert "did not count." not in client.get(desk).words
