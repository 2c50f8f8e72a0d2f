"""Screens of the day: what runs, what comes next, what is not as planned, minute by minute."""

from datetime import UTC, datetime, timedelta

import pytest

from eventsite.agenda import queries
from eventsite.agenda.actions import live
from eventsite.agenda.models import SessionKind, SpeakerRole
from eventsite.core import clock, http
from eventsite.core.db import db
from tests import make
from tests.agenda.makings import ACTOR, make_room, make_session, make_speaker, place, publish
from tests.counting import count_queries

#: 10:00 in Geneva on the first day.
NOW = datetime(2027, 6, 8, 8, 0, tzinfo=UTC)


@pytest.fixture
def event(session):
    event = make.make_event(days=2)
    hall, small = make_room(event, "Hall"), make_room(event, "Small")
    litia, bo = make_speaker(event), make_speaker(event, "Bo Example")
    people = [(litia.id, SpeakerRole.CHAIR), (bo.id, SpeakerRole.SPEAKER)]
    place(event, make_session(event, "First", languages=["en"], speakers=people), "09:30", hall)
    for title, at in (("Second", "10:30"), ("Third", "13:00"), ("Fourth", "14:00")):
        place(event, make_session(event, title), at, hall)
    place(event, make_session(event, "Lunch", kind=SessionKind.BREAK), "12:00", small)
    place(event, make_session(event, "Beside", minutes=30), "10:30", small)
    place(event, make_session(event, "Later"), "10:00", hall, day=make.FIRST_DAY + DAY)
    publish(event)
    return event


DAY = timedelta(days=1)


def code(event, title):
    return next(s.code for s in queries.sessions(event.id) if s.title["en"] == title)


def rooms(event):
    return [room.id for room in queries.rooms(event.id)]


def door(event, number=0):
    return f"/events/{event.slug}/doors/{rooms(event)[number]}"


def look(client, path, at=NOW):
    with clock.freeze(at):
        return client.get(path)


def test_a_door_names_what_runs_and_three_that_follow(client, event):
    page = look(client, door(event))
    assert page.h1 == "Hall"
    assert page.all(".main .label") == ["Now 09:30 – 10:30"]
    assert page.all(".main h2") == ["First"]
    assert page.all(".main .people, .main .more") == ["Litia Tuiloma, Bo Example", "English"]
    assert page.all(".next li") == ["10:30 Second", "12:00 Lunch", "13:00 Third"]
    assert page.all("footer p")[0] == "As of 10:00 (UTC+2)"


def test_between_sessions_the_next_one_is_large(client, event):
    page = look(client, door(event), NOW + timedelta(hours=1, minutes=45))
    assert page.all(".main .label") == ["Next 12:00 – 13:00"]
    assert page.all(".next li") == ["13:00 Third", "14:00 Fourth"]


def test_late_absent_moved_and_cancelled_are_said_in_words(client, event):
    hall, small = rooms(event)
    live.late(event, code(event, "First"), 10, ACTOR)
    live.absent(event, code(event, "First"), queries.speakers(event.id)[0].code, ACTOR)
    live.change_room(event, code(event, "Second"), hall, small, ACTOR)
    live.cancel(event, code(event, "Third"), ACTOR)
    page = look(client, door(event))
    assert page.all(".main .label") == ["Now 09:40 – 10:40 10 minutes late"]
    assert page.all(".main .people") == ["Litia Tuiloma"]
    assert page.all(".next li") == [
        "10:40 Second Moved to Small",
        "12:00 Lunch",
        "13:00 Third Cancelled",
    ]
    assert page.all(".next s") == ["Third"]
    there = look(client, door(event, 1))
    assert there.all(".main h2") == ["Beside"]
    assert there.all(".next li") == ["10:40 Second 10 minutes late", "12:00 Lunch"]


def test_in_the_evening_the_next_day_is_announced_by_name(client, event):
    page = look(client, door(event), NOW + timedelta(hours=10))
    assert page.all(".main .label") == ["Wed 9 June 2027 10:00 – 11:00"]
    assert page.all(".main h2") == ["Later"]
    assert look(client, door(event), NOW + 2 * DAY).all(".main h2") == [
        "Nothing more is planned in this room."
    ]


def test_all_rooms_on_a_wall_and_at_hand(client, event):
    page = look(client, f"/events/{event.slug}/screen")
    assert page.all(".rooms h2") == ["Hall", "Small"]
    assert page.all(".rooms .now") == ["until 10:30 First"]
    assert page.all(".rooms li") == ["10:30 Second", "12:00 Lunch", "10:30 Beside", "12:00 Lunch"]
    page = look(client, f"/events/{event.slug}/programme/now?zone=Pacific/Fiji")
    assert page.h1 == "Now and next"
    assert page.all(".sess .pill") == ["Now", "Next", "Next"]
    assert page.all(".slot-time")[0] == "09:30 UTC+2 19:30 (UTC+12) in Fiji"
    assert look(client, f"/events/{event.slug}/programme/now", NOW + 9 * DAY).all(".empty h2") == [
        "Nothing more is planned"
    ]


@pytest.mark.parametrize("path", ["doors/{room}", "screen", "programme/now"])
def test_screens_hold_a_quarter_minute_and_change_with_the_clock(client, event, path):
    path = f"/events/{event.slug}/{path.format(room=rooms(event)[0])}"
    db.session.commit()
    http.shelf.clear()
    with clock.freeze(NOW):
        with count_queries() as cold:
            answer = client.open("GET", path)
        http.fresh.clear()
        with count_queries() as warm:
            again = client.open("GET", path, headers={"If-None-Match": answer.headers["ETag"]})
    assert answer.headers["Cache-Control"] == "public, max-age=15"
    assert (answer.status_code, again.status_code) == (200, 304)
    assert (len(cold), len(warm)) == (3, 1), cold
    with clock.freeze(NOW + timedelta(minutes=1)):
        later = client.open("GET", path, headers={"If-None-Match": answer.headers["ETag"]})
    assert later.status_code == 200


def test_a_screen_has_no_menu_and_reloads_without_script(client, event):
    page = look(client, door(event))
    assert page.all("nav, a") == []
    assert page.one("noscript meta")["content"] == "60"


@pytest.mark.parametrize("path", ["doors/999", "doors/0", "doors/x"])
def test_what_is_not_there_is_404(client, event, path):
    client.get(f"/events/{event.slug}/{path}", 404)


def test_before_the_first_version_there_is_no_screen(client, session):
    event = make.make_event()
    client.get(f"/events/{event.slug}/screen", 404)
    client.get(f"/events/{event.slug}/programme/now", 404)
