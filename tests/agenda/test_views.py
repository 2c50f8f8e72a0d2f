"""Public pages of a programme: only what was released, equal for all, few queries."""

from datetime import timedelta

import pytest

from eventsite.agenda import actions, personal, queries
from eventsite.agenda.models import SessionKind, SessionState, SpeakerRole
from eventsite.core import http
from eventsite.core.db import db
from eventsite.events.models import EventKind, EventState, Mode
from tests import make
from tests.agenda.makings import ACTOR, make_room, make_session, make_speaker, place, publish
from tests.counting import count_queries


@pytest.fixture
def event(session):
    """A forum of two days with a plenary, a panel, a break and two speakers, published."""
    event = make.make_event(days=2)
    hall, small = make_room(event, "Hall", capacity=400), make_room(event, "Small")
    litia = make_speaker(
        event, role_title="Director", organisation_text="Disaster Risk Office", country="FJ"
    )
    unnamed = make_speaker(event, "", role_title="Rapporteur", organisation_text="Study Group 16")
    opening = make_session(
        event,
        "Opening",
        kind=SessionKind.PLENARY,
        abstract={"en": "**Welcome** to <b>all</b>.", "fr": "Bienvenue."},
        languages=["en"],
        interpretation=["fr", "ar"],
        online=True,
        has_captions=True,
        speakers=[(litia.id, SpeakerRole.MODERATOR), (unnamed.id, SpeakerRole.SPEAKER)],
    )
    place(event, opening, "09:30", hall, small, online=True)
    pause = make_session(event, "Coffee", kind=SessionKind.BREAK, minutes=30)
    place(event, pause, "10:30", small)
    panel = make_session(event, "Flood warning", minutes=45)
    place(event, panel, "11:00", small)
    late = make_session(event, "Second day")
    place(event, late, "10:00", hall, day=make.FIRST_DAY + timedelta(days=1))
    publish(event)
    return event


def code_of(event, title):
    return next(s.code for s in queries.sessions(event.id) if s.title["en"] == title)


def test_list_shows_the_first_day_in_venue_time(client, event):
    page = client.get(f"/events/{event.slug}/programme")
    assert page.h1 == "Programme"
    assert page.all(".slot-time") == ["09:30 UTC+2", "10:30 UTC+2", "11:00 UTC+2"]
    assert page.all(".sess h3") == ["Opening", "Flood warning"]
    assert page.all(".slot-break > p:last-child") == ["Coffee (Small)"]
    assert "Litia Tuiloma (Moderator)" in page.words
    assert "Rapporteur, Study Group 16" in page.words


def test_second_day_has_its_own_address(client, event):
    page = client.get(f"/events/{event.slug}/programme/2027-06-09")
    assert page.all(".sess h3") == ["Second day"]


def test_grid_is_a_table_of_rooms(client, event):
    page = client.get(f"/events/{event.slug}/programme?view=grid")
    assert page.all(".agrid thead b") == ["Hall", "Small"]
    assert [td["colspan"] for td in page.soup.select(".agrid td[colspan]")] == ["2", "2"]
    assert page.all(".agrid .pause") == ["Coffee (Small)"]


def test_reader_time_stands_beside_venue_time(client, event):
    page = client.get(f"/events/{event.slug}/programme?zone=Pacific/Fiji")
    assert page.all(".slot-time")[0] == "09:30 UTC+2 19:30 (UTC+12) in Fiji"


def test_reader_time_comes_first_without_a_venue(client, event):
    event.mode = Mode.ONLINE
    page = client.get(f"/events/{event.slug}/programme?zone=Pacific/Fiji")
    assert page.all(".slot-time")[0] == "19:30 UTC+12 09:30 (UTC+2) in Geneva"


def test_unknown_zone_says_so(client, event):
    page = client.get(f"/events/{event.slug}/programme?zone=Moon/Base")
    assert page.all(".slot-time")[0] == "09:30 UTC+2"
    assert "This time zone is not known." in page.words


@pytest.mark.parametrize(
    "path", ["/programme/2027-06-12", "/programme/x", "/sessions/NOPE", "/speakers/NOPE"]
)
def test_what_is_not_there_is_404(client, event, path):
    client.get(f"/events/{event.slug}{path}", 404)


def test_draft_event_is_not_found(client, event):
    event.state = EventState.DRAFT
    client.get(f"/events/{event.slug}/programme", 404)


def test_programme_before_its_first_version(client, session):
    event = make.make_event(kind=EventKind.MEETING)
    place(event, make_session(event), "09:30")
    page = client.get(f"/events/{event.slug}/programme")
    assert page.h1 == "Agenda"
    assert "Opening" not in page.words
    client.get(f"/events/{event.slug}/speakers", 404)


def test_session_page(client, event):
    page = client.get(f"/events/{event.slug}/sessions/{code_of(event, 'Opening')}")
    assert page.h1 == "Opening"
    assert "Hall, Small and online" in page.words
    assert "Interpretation: French, Arabic" in page.words
    assert "With captions." in page.words
    assert page.all(".person b") == ["Litia Tuiloma", "Rapporteur"]
    assert page.all("strong") == ["Welcome"]


def test_session_page_never_shows_a_way_to_join(client, event):
    from eventsite.events.models import JoinWay, JoinWayKind

    way = JoinWay(
        event_id=event.id, kind=JoinWayKind.PLATFORM, address="https://meet.example.org/secret"
    )
    make.add(way)
    page = client.get(f"/events/{event.slug}/sessions/{code_of(event, 'Opening')}")
    assert page.text.count("meet.example.org") == 0


def test_speakers_and_one_of_them(client, event):
    page = client.get(f"/events/{event.slug}/speakers")
    assert page.all(".person b") == ["Litia Tuiloma", "Rapporteur"]
    page = client.get(page.link("Litia Tuiloma"))
    assert page.h1 == "Litia Tuiloma"
    assert page.all(".lead") == ["Director, Disaster Risk Office, Fiji"]
    assert page.all(".sess h3") == ["Opening"]


def test_changes_of_the_draft_stay_inside_until_published(client, event):
    opening = queries.find_session(event.id, code_of(event, "Opening"))
    actions.set_state(event, opening, SessionState.CANCELLED, ACTOR, opening.version)
    path = f"/events/{event.slug}/programme"
    assert client.get(path).all(".sess .pill") == []
    publish(event)
    assert client.get(path).all(".sess .pill") == ["Cancelled"]


def test_withdrawn_session_is_gone(client, event):
    panel = queries.find_session(event.id, code_of(event, "Flood warning"))
    actions.set_state(event, panel, SessionState.WITHDRAWN, ACTOR, panel.version)
    publish(event)
    client.get(f"/events/{event.slug}/sessions/{panel.code}", 410)
    assert "Flood" not in client.get(f"/events/{event.slug}/programme").words


def test_erased_person_leaves_every_page(client, event):
    litia = next(s for s in queries.speakers(event.id) if s.name)
    person = make.make_person()
    litia.person_id = person.id
    path = f"/events/{event.slug}/speakers"
    assert client.get(path).all(".person b") == ["Litia Tuiloma", "Rapporteur"]
    personal.erase(person)
    assert client.get(path).all(".person b") == ["Rapporteur", "Speaker"]


@pytest.mark.parametrize("path", ["programme", "programme?view=grid", "speakers"])
def test_pages_are_cacheable_and_cheap(client, event, path):
    path = f"/events/{event.slug}/{path}"
    db.session.commit()
    http.shelf.clear()
    with count_queries() as cold:
        answer = client.open("GET", path)
    with count_queries() as warm:
        again = client.open("GET", path, headers={"If-None-Match": answer.headers["ETag"]})
    assert (answer.status_code, again.status_code) == (200, 304)
    assert (len(cold), len(warm)) == (2, 1), cold
    assert answer.headers["Cache-Control"] == "public, max-age=60"
    assert answer.headers["Vary"] == "Accept-Encoding"
    assert answer.headers.getlist("Set-Cookie") == []
    client.sign_in(make.make_staff())
    assert answer.data == client.open("GET", path).data


def test_foreign_arguments_are_not_kept(client, event):
    path = f"/events/{event.slug}/programme"
    client.open("GET", f"{path}?strange=1")
    assert b"strange" not in client.open("GET", path).data
