"""Bad answers on the organizers' pages of a programme: a sentence by the field, nothing saved."""

from datetime import date, time

import pytest

from eventsite.agenda import queries, rules
from eventsite.events.models import Duty
from tests import make
from tests.agenda.makings import make_room, make_session, place, publish


def rows(event):
    return queries.sessions(event.id)


BAD_PLACES = {
    "no day": ({"day": ""}, "Choose a day."),
    "foreign day": ({"day": "2027-07-01"}, "Choose one of the answers in the list."),
    "no start": ({"starts": ""}, "Choose a start, like 09:30."),
    "bad start": ({"starts": "25:99"}, "Choose a start, like 09:30."),
    "off step": ({"starts": "09:31"}, "Choose a start in steps of five minutes, like 09:35."),
    "end before start": (
        {"minutes": "-30"},
        "Enter the length in minutes, at least 5 and in steps of 5.",
    ),
    "no length": (
        {"minutes": "x"},
        "Enter the length in minutes, at least 5 and in steps of 5.",
    ),
    "odd length": (
        {"minutes": "7"},
        "Enter the length in minutes, at least 5 and in steps of 5.",
    ),
    "longer than its day": (
        {"minutes": "485"},
        "This is longer than the day, which has 480 minutes. Enter fewer minutes.",
    ),
    "huge": (
        {"minutes": "9" * 30},
        "Enter the length in minutes, at least 5 and in steps of 5.",
    ),
    "no room": ({"rooms": "x"}, "Choose one of the answers in the list."),
}


@pytest.mark.parametrize("name", BAD_PLACES)
def test_bad_place_is_refused_by_its_field(client, event, base, name):
    changed, sentence = BAD_PLACES[name]
    session = make_session(event)
    make_room(event)
    fields = {"day": "2027-06-08", "starts": "09:30", "minutes": "60", "version": "1", **changed}
    path = f"{base}/programme/sessions/{session.code}/place"
    page = client.post(path, fields, 422)
    assert page.all(".panel .err") == [f"Error: {sentence}"]
    assert rows(event)[0].day is None


def test_room_of_another_event_is_refused(client, event, base):
    foreign = make_room(make.make_event())
    session = make_session(event)
    make_room(event)
    path = f"{base}/programme/sessions/{session.code}/place"
    fields = {
        "day": "2027-06-08", "starts": "09:30", "minutes": "60", "version": "1",
        "rooms": str(foreign.id),
    }  # fmt: skip
    page = client.post(path, fields, 422)
    assert page.all(".panel .err") == [f"Error: {rules.Reason.FOREIGN_ROOM}"]


@pytest.mark.parametrize(
    ("day", "field", "sentence"),
    [
        (
            date(2027, 3, 28),
            "starts",
            rules.Reason.NOT_THERE % {"jumps_from": "02:00", "jumps_to": "03:00"},
        ),
        (
            date(2027, 10, 31),
            "fold",
            "The clock shows this time twice that night. Choose the first or the second time.",
        ),
    ],
)
def test_clock_change_is_told_by_the_field(client, session, day, field, sentence):
    event = make.make_event(first_day=day)
    event.days[0].starts, event.days[0].ends = time(0, 0), time(8, 0)
    client.sign_in(make.make_team_member(event, [Duty.AGENDA]))
    made = make_session(event)
    path = f"/manage/events/{event.slug}/programme/sessions/{made.code}/place"
    fields = {"day": day.isoformat(), "starts": "02:30", "minutes": "60", "version": "1"}
    page = client.post(path, fields, 422)
    assert page.all(".panel .err") == [f"Error: {sentence}"]
    if field == "fold":
        page = client.form(page, "Place").fill(fold="1").submit()
        assert rows(event)[0].fold == 1


def test_stale_place_is_409_and_changes_nothing(client, event, base):
    session = make_session(event)
    path = f"{base}/programme/sessions/{session.code}/place"
    fields = {"day": "2027-06-08", "starts": "09:30", "minutes": "60", "version": "7"}
    page = client.post(path, fields, 409)
    assert page.all("dd.typed") == ["Tue 8 Jun, 09:30, 60 minutes", "Opening", "Not placed"]
    assert page.soup.select_one("main a.btn-main")["href"] == (
        f"{base}/programme/sessions/{session.code}"
    )
    assert rows(event)[0].day is None


def test_stale_session_form_shows_both_texts(client, event, base):
    session = make_session(event)
    page = client.get(f"{base}/programme/sessions/{session.code}")
    form = client.form(page, "Save the session").fill(**{"title-en": "Mine"})
    client.press(
        f"{base}/programme/sessions/{session.code}", "Save the session", **{"title-en": "Theirs"}
    )
    page = form.submit(409)
    assert page.all(".typed") == ["Mine", "", "60", "Theirs", "", "60"]


def test_a_refused_button_says_why_and_leads_back_to_the_programme(client, event, base):
    page = client.post(f"{base}/programme/undo", {}, 422)
    assert page.all("main h1, main .lead") == [
        "This was not done", "There is nothing of yours to undo in this programme.",
    ]  # fmt: skip
    assert page.soup.select_one("main a.btn-main")["href"] == f"{base}/programme"


BAD_SESSIONS = {
    "no title": ({"title-en": ""}, ["Enter a title."]),
    "long title": (
        {"title-en": "x" * 201},
        ["Shorten the text in English to 200 characters; it has 201."],
    ),
    "bad kind": ({"kind": "party"}, ["Choose one of the answers in the list."]),
    "no minutes": (
        {"minutes": ""},
        ["Enter the length in minutes, at least 5 and in steps of 5."],
    ),
    "minutes off step": (
        {"minutes": "61"},
        ["Enter the length in minutes, at least 5 and in steps of 5."],
    ),
    "foreign track": ({"track_id": "999"}, ["Choose one of the answers in the list."]),
    "bad track": ({"track_id": "x"}, ["Choose one of the answers in the list."]),
    "bad language": ({"languages": "tlh"}, ["Choose one of the answers in the list."]),
    "foreign person": (
        {"speakers-0-speaker_id": "999", "speakers-0-role": "speaker"},
        ["Choose one of the answers in the list."],
    ),
    "items too long": (
        {"parts-0-title-en": "A", "parts-0-minutes": "65"},
        [rules.Reason.PARTS_TOO_LONG % {"sum": 65, "minutes": 60}],
    ),
}


@pytest.mark.parametrize("name", BAD_SESSIONS)
def test_bad_session_is_refused_and_kept(client, event, base, name):
    changed, sentences = BAD_SESSIONS[name]
    fields = {"title-en": "Kept", "kind": "talk", "minutes": "60", **changed}
    page = client.post(f"{base}/programme/sessions/new", fields, 422)
    assert page.all(".err") == [f"Error: {sentence}" for sentence in sentences]
    assert rows(event) == []
    assert page.soup.find(id="title-en")["value"] == fields["title-en"]


def test_ten_thousand_items_are_refused(client, event, base):
    fields = {"title-en": "Long", "kind": "talk", "minutes": "60"}
    fields |= {f"parts-{n}-title-en": "x" for n in range(10_000)}
    page = client.post(f"{base}/programme/sessions/new", fields, 422)
    assert page.all("#parts-e") == ["Error: Enter at most 60 items."]
    assert rows(event) == []


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"names-en": ""}, "Enter the room's name."),
        ({"capacity": "0"}, "Enter a number of seats between 1 and 100,000."),
        ({"capacity": "many"}, "Enter a whole number, like 25."),
        ({"position": "-1"}, "Enter a number between 0 and 999."),
    ],
)
def test_bad_room(client, event, base, fields, sentence):
    page = client.post(f"{base}/programme/rooms", {"names-en": "Hall", **fields}, 422)
    assert page.all(".err") == [f"Error: {sentence}"]
    assert queries.rooms(event.id) == []


def test_bad_track(client, event, base):
    page = client.post(f"{base}/programme/tracks", {"names-en": "", "hue": "pink"}, 422)
    assert page.all(".err") == [
        "Error: Enter the track's name.",
        "Error: Choose one of the answers in the list.",
    ]


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        (
            {},
            "Enter a name, or a job title or organisation when the name is not known yet.",
        ),
        ({"name": "x" * 201}, "Shorten this to 200 characters; it has 201."),
        ({"name": "A", "country": "XX"}, "Choose one of the answers in the list."),
        (
            {"name": "A", "zone": "Moon/Base"},
            "Choose a time zone from the list, like Europe/Zurich.",
        ),
    ],
)
def test_bad_speaker(client, event, base, fields, sentence):
    page = client.post(f"{base}/people/new", {"country": "", "zone": "", **fields}, 422)
    assert page.all(".err")[0] == f"Error: {sentence}"
    assert queries.speakers(event.id) == []


@pytest.mark.parametrize("number", ["2", "-1", "9" * 25, "-" + "9" * 25])
def test_going_back_to_no_version(client, event, base, number):
    place(event, make_session(event), "10:00")
    publish(event)
    data = {"number": number, "latest": "1"}
    page = client.post(f"{base}/programme/versions", data, 422)
    assert "There is no such version of this programme." in page.words
