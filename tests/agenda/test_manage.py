"""Organizers' pages of a programme: build, place, publish, and every bad answer."""

from datetime import time, timedelta

import sqlalchemy as sa

from eventsite.agenda import queries
from eventsite.agenda.models import AgendaSession, Room, SessionKind, SessionState, SpeakerRole
from eventsite.core.audit import AuditRow
from eventsite.core.db import db
from eventsite.events.models import Duty
from tests import make
from tests.agenda.makings import make_room, make_session, make_speaker, place, publish


def rows(event):
    return queries.sessions(event.id)


def test_whole_way_from_room_to_version(client, event, base):
    client.press(
        f"{base}/programme/rooms", "Save the room", **{"names-en": "Hall", "capacity": 400}
    )
    client.press(f"{base}/programme/tracks", "Save the track", **{"names-en": "Trust"})
    client.press(f"{base}/people/new", "Save the person", name="Ada Example", country="FJ")
    page = client.press(
        f"{base}/programme/sessions/new",
        "Save the session",
        **{
            "title-en": "Opening",
            "title-fr": "Ouverture",
            "minutes": 45,
            "speakers-0-speaker_id": queries.speakers(event.id)[0].id,
            "speakers-0-role": "moderator",
            "parts-0-title-en": "Welcome",
            "parts-0-minutes": 15,
            "track_id": queries.tracks(event.id)[0].id,
        },
    )
    assert page.h1 == "Programme"
    hall = queries.rooms(event.id)[0]
    page = client.form(page, "Place").fill(starts="09:35", rooms=[hall.id], online=True).submit()
    assert page.all(".bgrid .c h3") == ["Opening"]
    assert page.all(".bgrid .c p")[0] == "09:35 – 10:20"
    page = client.press(f"{base}/programme/publish", "Publish version 1", **{"note-en": "First."})
    assert page.h1 == "Versions"
    public = client.get(f"/events/{event.slug}/programme")
    assert public.all(".sess h3") == ["Opening"]
    verbs = db.session.scalars(sa.select(AuditRow.verb).order_by(AuditRow.id)).all()
    assert verbs == [
        "room.created",
        "track.created",
        "speaker.created",
        "session.created",
        "session.placed",
        "agenda.published",
    ]


def test_builder_shows_tray_and_what_to_check(client, event, base):
    hall = make_room(event)
    ada = make_speaker(event, "Ada")
    one = make_session(event, "One", speakers=[(ada.id, SpeakerRole.SPEAKER)])
    two = make_session(event, "Two", speakers=[(ada.id, SpeakerRole.CHAIR)])
    place(event, one, "10:00", hall)
    place(event, two, "10:30", hall)
    make_session(event, "Waiting")
    page = client.get(f"{base}/programme")
    assert page.all(".tray h3") == ["Waiting"]
    assert [text.split(":")[0] for text in page.all(".flash-bad p")] == [
        "Room A has two sessions at once, from Tue 8 Jun 10",
        "Ada is in two sessions at once, from Tue 8 Jun 10",
    ]
    assert page.all(".bgrid .pile h3") == ["One", "Two"]


def test_break_goes_across_and_a_free_place_stays_free(client, event, base):
    a, b = make_room(event, "A"), make_room(event, "B")
    place(event, make_session(event, "One"), "09:30", a)
    place(event, make_session(event, "Two"), "14:00", b)
    place(event, make_session(event, "Lunch", kind=SessionKind.BREAK), "12:00", b)
    page = client.get(f"{base}/programme")
    assert page.one(".bgrid .pause")["colspan"] == "3"
    # Three columns of 32 quarters, without two sessions of an hour and the break.
    assert len(page.soup.select(".bgrid .free")) == 3 * 32 - 4 - 4 - 3 * 4


def test_a_room_for_breaks_alone_takes_no_column(client, event, base):
    a, foyer = make_room(event, "A"), make_room(event, "Foyer")
    place(event, make_session(event, "One"), "09:30", a)
    place(event, make_session(event, "Coffee", kind=SessionKind.BREAK), "10:30", foyer)
    page = client.get(f"{base}/programme")
    assert page.all(".bgrid thead b") == ["A", "Online"]
    assert page.all(".bgrid .pause span")[0].startswith("Coffee (Foyer)")


def test_hostile_text_is_shown_as_text(client, event, base):
    text = "<script>alert(1)</script>\"'><b>"
    client.press(f"{base}/programme/sessions/new", "Save the session", **{"title-en": text})
    place(event, rows(event)[0], "09:30")
    publish(event)
    for path in (
        f"{base}/programme",
        f"{base}/programme/sessions",
        f"{base}/programme/versions",
        f"/events/{event.slug}/programme",
        f"/events/{event.slug}/sessions/{rows(event)[0].code}",
    ):
        page = client.get(path)
        assert text in page.words
        saying = [t for t in page.soup.find_all("script") if "alert" in t.get_text()]
        # What machines read is no script, and nothing in it can end it.
        assert {t["type"] for t in saying} <= {"application/ld+json"}
        assert [t for t in saying if "<" in t.get_text()] == []


def test_cancel_restore_withdraw_delete(client, event, base):
    session = make_session(event)
    path = f"{base}/programme/sessions/{session.code}"
    client.press(path, "Cancel the session")
    assert rows(event)[0].state == SessionState.CANCELLED
    client.press(path, "It takes place")
    client.press(path, "Withdraw the session")
    assert rows(event)[0].state == SessionState.WITHDRAWN
    client.press(path, "Delete the session")
    assert rows(event) == []
    client.get(path, 404)


def test_published_session_is_never_deleted(client, event, base):
    session = place(event, make_session(event), "09:30")
    publish(event)
    path = f"{base}/programme/sessions/{session.code}"
    page = client.post(f"{path}/delete", {"version": session.version}, 422)
    assert "This session was published before." in page.words
    assert db.session.scalar(sa.select(sa.func.count(AgendaSession.id))) == 1


def test_take_off_keeps_the_session(client, event, base):
    session = place(event, make_session(event), "09:30")
    client.press(f"{base}/programme?session={session.code}", "Take it off the table")
    assert (rows(event)[0].day, rows(event)[0].minutes) == (None, 60)


def test_room_in_use_stays(client, event, base):
    hall = make_room(event)
    place(event, make_session(event), "09:30", hall)
    page = client.press(f"{base}/programme/rooms/{hall.id}", "Delete the room", status=422)
    assert "Sessions take place in this room." in page.words
    assert db.session.scalar(sa.select(sa.func.count(Room.id))) == 1


def test_photo_is_checked_by_content(client, event, base):
    import io

    form = client.form(client.get(f"{base}/people/new"), "Save the person")
    form.fill(name="Ada", photo=(io.BytesIO(b"GIF89a"), "me.png"))
    page = form.submit(422)
    assert page.all(".err") == [
        "Error: This file's content does not match its name. Save it again as PNG."
    ]


def test_photo_is_shown_from_the_release(client, event, base):
    import io

    picture = b"\x89PNG\r\n\x1a\n" + b"x" * 20
    form = client.form(client.get(f"{base}/people/new"), "Save the person")
    form.fill(name="Ada", photo=(io.BytesIO(picture), "me.png")).submit()
    ada = queries.speakers(event.id)[0]
    place(event, make_session(event, speakers=[(ada.id, SpeakerRole.SPEAKER)]), "09:30")
    path = f"/events/{event.slug}/speakers/{ada.code}/photo"
    assert client.open("GET", path).status_code == 404
    publish(event)
    answer = client.open("GET", path)
    assert (answer.data, answer.mimetype) == (picture, "image/png")


def test_publishing_what_has_changed_since_is_refused_with_the_new_changes(client, event, base):
    place(event, make_session(event, "One"), "09:30")
    form = client.form(client.get(f"{base}/programme/publish"), "Publish version 1")
    form.fill(**{"note-en": "My note"})
    place(event, make_session(event, "Two"), "11:00")
    page = form.submit(422)
    assert "The programme has changed since this preview." in page.words
    assert page.all(".told > li") == [
        "One New in the programme: Tue 8 June 2027, 09:30–10:30 (UTC+2).",
        "Two New in the programme: Tue 8 June 2027, 11:00–12:00 (UTC+2).",
    ]
    assert page.soup.find(id="note-en").get_text(strip=True) == "My note"
    assert client.form(page, "Publish version 1").submit().h1 == "Versions"


def test_taking_a_version_back_is_a_further_version(client, event, base):
    session = place(event, make_session(event, "One"), "09:30")
    publish(event)
    place(event, queries.find_session(event.id, session.code), "10:00")
    publish(event)
    page = client.press(f"{base}/programme/versions", "Take back (10 minutes left)")
    assert page.all("h2") == ["Version 3", "Version 2 Taken back", "Version 1"]
    assert client.get(f"/events/{event.slug}/programme").all(".slot-time") == ["09:30 UTC+2"]


def test_archived_programme_is_closed(client, event, base):
    from eventsite.events.models import EventState

    event.state = EventState.ARCHIVED
    page = client.post(f"{base}/programme/rooms", {"names-en": "Hall"}, 422)
    assert "This event is archived." in page.words
    assert queries.rooms(event.id) == []


def test_viewer_sees_the_draft_and_only_looks_for_something(client, event):
    place(event, make_session(event), "09:30")
    client.sign_in(make.make_team_member(event, [Duty.VIEWER]))
    base = f"/manage/events/{event.slug}"
    for path in ("programme", "programme/sessions", "people"):
        page = client.get(f"{base}/{path}")
        assert page.soup.select("main form[method=post] button, [data-s]") == []
    client.get(f"{base}/programme/publish", 403)


def test_event_without_days(client, session):
    event = make.make_event(days=0)
    made = make_session(event)
    client.sign_in(make.make_team_member(event, [Duty.AGENDA]))
    page = client.get(f"/manage/events/{event.slug}/programme?session={made.code}")
    assert "The event has no days yet" in page.words
    assert client.get(f"/events/{event.slug}/programme").h1 == "Programme"


def test_night_past_midnight_stays_on_its_day(client, session):
    event = make.make_event()
    event.days[0].starts, event.days[0].ends = time(20, 0), time(2, 0)
    client.sign_in(make.make_team_member(event, [Duty.AGENDA]))
    made = place(event, make_session(event), "00:30")
    assert made.day == make.FIRST_DAY + timedelta(days=1)
    page = client.get(f"/manage/events/{event.slug}/programme?session={made.code}")
    hours = page.all(".bgrid tbody th")
    assert (hours[0], hours[-1], len(hours)) == ("20:00", "01:45", 24)
    assert page.all(".bgrid tbody tr:has(td[data-s]) th") == ["00:30"]
    assert page.soup.select("#day option[selected]")[0]["value"] == "2027-06-08"
