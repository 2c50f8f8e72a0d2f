"""The list of sessions: what is asked for, day by day, and several changed together."""

import pytest

from eventsite.agenda import queries
from eventsite.agenda.models import SessionKind, SpeakerRole
from eventsite.events.models import Duty
from tests import make
from tests.agenda.makings import make_room, make_session, make_speaker, make_track, place


@pytest.fixture
def made(event):
    """Three sessions: placed with a person, placed on the second day, not placed."""
    track, hall = make_track(event, "Trust"), make_room(event, "Hall")
    ada = make_speaker(event, "Ada Éxample")
    one = make_session(
        event, "Avatars", track_id=track.id, speakers=[(ada.id, SpeakerRole.SPEAKER)]
    )
    place(event, one, "09:30", hall)
    place(event, make_session(event, "Bridges"), "10:00", hall, day=event.days[1].day)
    make_session(event, "Cities", kind=SessionKind.WORKSHOP)
    return {"track": track, "hall": hall}


def titles(page):
    return page.all(".reg tbody th > a")


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", ["Avatars", "Bridges", "Cities"]),
        ("text=avat", ["Avatars"]),
        ("text=EXAMPLE ada", ["Avatars"]),
        ("text=hall", ["Avatars", "Bridges"]),
        ("day=2027-06-09", ["Bridges"]),
        ("kind=workshop", ["Cities"]),
        ("standing=waiting", ["Cities"]),
        ("standing=placed", ["Avatars", "Bridges"]),
        ("standing=locked", []),
        ("standing=nonsense&text=%00", []),
        ("track=x", []),
    ],
)
def test_what_is_asked_for(client, base, made, query, found):
    assert titles(client.get(f"{base}/programme/sessions?{query}")) == found


def test_a_track_and_its_days(client, base, made):
    page = client.get(f"{base}/programme/sessions?track={made['track'].id}")
    assert titles(page) == ["Avatars"]
    assert page.all("main h2") == ["Tue 8 June 2027 1"]
    assert "1 of 3 sessions" in page.words


def test_several_are_shifted_to_a_room_and_locked_without_script(client, event, base, made):
    other = make_room(event, "Studio")
    path = f"{base}/programme/sessions"
    for button, expected in [("Shift", ("09:45", "10:15")), ("To this room", ("09:45", "10:15"))]:
        page = client.get(path)
        values = [box["value"] for box in page.soup.select("input[name=sessions]")][:2]
        client.form(page, button).fill(sessions=values, minutes=15, room=other.id).submit()
        placed = [s for s in queries.sessions(event.id) if s.is_placed]
        assert tuple(f"{s.starts:%H:%M}" for s in placed) == expected
    assert [[room.id for room in s.rooms] for s in placed] == [[other.id], [other.id]]
    values = [box["value"] for box in client.get(path).soup.select("input[name=sessions]")][:1]
    page = client.form(client.get(path), "Lock").fill(sessions=values).submit()
    assert page.h1 == "Sessions"
    assert [s.is_locked for s in queries.sessions(event.id)] == [True, False, False]


def test_a_viewer_reads_and_ticks_nothing(client, event, made):
    client.sign_in(make.make_team_member(event, [Duty.VIEWER]))
    page = client.get(f"/manage/events/{event.slug}/programme/sessions")
    assert page.all(".reg tbody th") != []
    assert page.soup.select("main input[type=checkbox], main .bulk") == []
