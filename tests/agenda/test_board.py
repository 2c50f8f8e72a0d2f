"""What the builder's script asks and sends: the board, its mark, news, and answers in words."""

from datetime import date, time

import pytest

from eventsite.agenda import actions, queries
from eventsite.agenda.models import SessionKind
from eventsite.core.db import db
from eventsite.events.models import Duty, Event
from tests import make
from tests.agenda.makings import make_room, make_session, make_track, place
from tests.counting import count_queries
from tests.make import FIRST_DAY

JSON = {"Accept": "application/json"}
DAY = FIRST_DAY.isoformat()


def mark_of(client, path, **headers):
    answer = client.open("GET", path, headers=headers)
    return answer.status_code, answer.headers["ETag"]


def fields(session, starts="11:00", **more):
    return {"day": DAY, "starts": starts, "minutes": session.minutes, **more}


def test_nothing_new_is_said_cheaply_and_a_change_is_seen(client, event, base):
    code = make_session(event, "Opening").code
    path = f"{base}/programme/board?day={DAY}"
    status, mark = mark_of(client, path)
    assert status == 200
    with count_queries() as seen:
        assert mark_of(client, path, **{"If-None-Match": mark}) == (304, mark)
    # Who asks, for which event with its days, with which duty, and how far it is.
    assert len(seen) == 5, "\n".join(seen)
    other_day = f"{base}/programme/board?day=2027-06-09"
    assert mark_of(client, other_day, **{"If-None-Match": mark})[0] == 200
    session = queries.find_session(event.id, code)
    assert session is not None
    place(event, session, "10:00")
    db.session.commit()
    assert mark_of(client, path, **{"If-None-Match": mark})[0] == 200


def test_others_changes_are_news_and_ones_own_are_not(client, event):
    amina = make.make_person("Amina", "Diallo")
    other = make.make_team_member(event, [Duty.AGENDA], user=make.make_user(amina))
    me = make.make_team_member(event, [Duty.AGENDA])
    session = make_session(event, "Opening")
    since = queries.revision(event.id)
    placement = actions.Placement(FIRST_DAY, time(10))
    actions.place(event, session, placement, f"user:{other.id}", session.version)
    client.sign_in(me)
    path = f"/manage/events/{event.slug}/programme/board?day={DAY}&since="
    assert client.get(f"{path}{since}").all("[data-news] li") == ["Amina Diallo: move of “Opening”"]
    client.sign_in(other)
    assert client.get(f"{path}{since}").all("[data-news] li") == []


def test_a_move_is_answered_in_words(client, event, base):
    hall, session = make_room(event, "Hall"), make_session(event, "Opening")
    path = f"{base}/programme/sessions/{session.code}/place"
    sent = fields(session, version=session.version, rooms=[hall.id])
    answer = client.open("POST", path, data=sent, headers=JSON)
    assert answer.status_code == 200
    assert list(answer.get_json()) == ["said"]
    late = client.open("POST", path, data=sent, headers=JSON)
    assert late.status_code == 409
    assert late.get_json()["changed"] != ""
    assert [f"{s.starts:%H:%M}" for s in queries.sessions(event.id)] == ["11:00"]


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"day": "2027-07-01"}, "Choose one of the answers in the list."),
        ({"starts": "11:02"}, "Choose a start in steps of five minutes, like 09:35."),
        ({"starts": "25:00"}, "Choose a start, like 09:30."),
        ({"minutes": "-5"}, "Enter the length in minutes, at least 5 and in steps of 5."),
        (
            {"minutes": "1000"},
            "This is longer than the day, which has 480 minutes. Enter fewer minutes.",
        ),
        ({"rooms": ["999"]}, "Choose rooms of this event."),
    ],
)
def test_what_cannot_be_is_a_sentence_and_nothing_is_saved(client, event, base, changes, sentence):
    make_room(event)
    session = make_session(event)
    path = f"{base}/programme/sessions/{session.code}/place"
    sent = {**fields(session, version=session.version), **changes}
    answer = client.open("POST", path, data=sent, headers=JSON)
    assert (answer.status_code, answer.get_json()["sentence"]) == (422, sentence)
    page = client.post(path, sent, 422)
    # Beside its field, and in the summary that leads there.
    assert page.all(".field-bad .err") == [f"Error: {sentence}"]
    assert page.all(".errsum li a") == [sentence]
    assert not queries.sessions(event.id)[0].is_placed


@pytest.mark.parametrize(
    ("day", "starts", "field", "says"),
    [
        ("2027-03-28", "02:30", "starts", "This time does not exist"),
        ("2027-10-31", "02:30", "fold", "The clock shows this time twice"),
    ],
)
def test_a_night_when_the_clock_changes(client, session, day, starts, field, says):
    at = date.fromisoformat(day)
    event = make.make_event(first_day=at)
    event.days[0].starts, event.days[0].ends = time(0), time(6)
    one = make_session(event)
    client.sign_in(make.make_team_member(event, [Duty.AGENDA]))
    base = f"/manage/events/{event.slug}/programme"
    sent = {"day": day, "starts": starts, "minutes": 60, "version": one.version}
    page = client.post(f"{base}/sessions/{one.code}/place", sent, 422)
    (error,) = page.all(".field-bad .err")
    assert error.startswith(f"Error: {says}")
    assert page.soup.select_one(f".field-bad [name={field}]") is not None
    rows = [
        (row["data-at"], row.get("data-f", ""))
        for row in client.get(base).soup.select("tr[data-n]")
    ]
    hours = [pair for pair in rows if pair[0].endswith(":00")]
    once = [(f"{hour:02d}:00", "") for hour in range(6)]
    assert hours == (
        [pair for pair in once if pair[0] != "02:00"]
        if field == "starts"
        else [*once[:3], ("02:00", "1"), *once[3:]]
    )


def test_a_night_past_midnight_is_one_day(client, session):
    event = make.make_event()
    event.days[0].starts, event.days[0].ends = time(20), time(2)
    one = make_session(event)
    code, version, length = one.code, one.version, one.minutes
    client.sign_in(make.make_team_member(event, [Duty.AGENDA]))
    base = f"/manage/events/{event.slug}/programme"
    sent = {"day": DAY, "starts": "00:30", "minutes": length, "version": version}
    assert client.post(f"{base}/sessions/{code}/place", sent).h1 == "Programme"
    starts = [row["data-at"] for row in client.get(base).soup.select("tr[data-n]")]
    assert (starts[0], starts[-1], starts.count("00:30")) == ("20:00", "01:45", 1)
    assert client.get(f"{base}?day={DAY}").all("#bgrid h3") == ["Opening"]


def test_an_editor_gets_controls_on_cards_of_their_tracks_alone(client, event):
    mine, other = make_track(event, "Mine"), make_track(event, "Other")
    for title, track in (("Ours", mine), ("Theirs", other)):
        place(event, make_session(event, title, track_id=track.id), "10:00")
    editor = make.make_team_member(event, [Duty.TRACK])
    actions.set_editors(event, mine, [editor.id], "user:1")
    client.sign_in(editor)
    page = client.get(f"/manage/events/{event.slug}/programme")
    assert sorted(page.all("#bgrid h3")) == ["Ours", "Theirs"]
    assert [card.h3.get_text(strip=True) for card in page.soup.select("[data-s]")] == ["Ours"]


def test_chosen_rooms_alone_have_columns(client, event, base):
    rooms = [make_room(event, name) for name in ("A", "B", "C")]
    place(event, make_session(event, "Everywhere"), "10:00", *rooms)
    place(event, make_session(event, "Coffee", kind=SessionKind.BREAK), "12:00")
    blocker = make_session(event, "Set up", kind=SessionKind.BLOCKER)
    place(event, blocker, "14:00", rooms[1])
    page = client.get(f"{base}/programme?rooms={rooms[0].id}&rooms={rooms[1].id}&rooms=x")
    assert page.all("#bgrid thead b") == ["A", "B", "Online"]
    assert page.all("#bgrid h3") == ["Everywhere", "Set up"]
    assert page.one("#bgrid .pause")["colspan"] == "3"


@pytest.mark.parametrize("number", [3, 30])
def test_the_board_asks_as_often_whatever_the_size(client, event, base, number):
    rooms = [make_room(event, f"Room {n}") for n in range(number)]
    for n, room in enumerate(rooms):
        place(event, make_session(event, f"Session {n}"), "10:00", room)
    event_id = event.id
    db.session.commit()
    path = f"{base}/programme/board?day={DAY}"
    client.open("GET", path)
    with count_queries() as seen:
        assert client.open("GET", path).status_code == 200
    assert len(seen) == 20, "\n".join(seen)
    assert db.session.get_one(Event, event_id).days
