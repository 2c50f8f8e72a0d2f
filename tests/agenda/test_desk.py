"""The desk's pages: buttons for today, rehearsal on other days, papers for print."""

from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa

from eventsite.agenda import actions, queries
from eventsite.agenda.models import (
    LiveChange,
    Presence,
    SessionJoinWay,
    SessionKind,
    SessionSupply,
    SpeakerRole,
    SupplyKind,
)
from eventsite.core import clock, trace
from eventsite.events.models import Duty, JoinWay, JoinWayKind
from tests import make
from tests.agenda.makings import make_room, make_session, make_speaker, place, publish
from tests.browser import Broken

#: 10:00 in Geneva on the first day.
NOW = datetime(2027, 6, 8, 8, 0, tzinfo=UTC)


@pytest.fixture
def event(session):
    event = make.make_event(days=2)
    hall, spare = make_room(event, "Hall"), make_room(event, "Spare")
    litia = make_speaker(event, honorific="H.E. Ms", role_title="Director", country="FJ")
    first = make_session(event, "Digital twins", speakers=[(litia.id, SpeakerRole.SPEAKER)])
    place(event, first, "09:30", hall)
    place(event, make_session(event, "Avatars", minutes=30), "10:30", hall)
    place(event, make_session(event, "Lunch", kind=SessionKind.BREAK), "12:00")
    place(event, make_session(event, "Elsewhere", minutes=120), "10:00", spare)
    place(event, make_session(event, "Outcomes"), "10:00", hall, day=tomorrow())
    publish(event)
    return event


def tomorrow():
    return make.FIRST_DAY + timedelta(days=1)


@pytest.fixture
def desk(event, client):
    client.sign_in(make.make_team_member(event, [Duty.DESK]))
    with clock.freeze(NOW):
        yield client


def live(event, rest=""):
    return f"/manage/events/{event.slug}/programme/live{rest}"


def hall(event):
    return live(event, f"/rooms/{queries.rooms(event.id)[0].id}")


def changes(session):
    return session.scalar(sa.select(sa.func.count()).select_from(LiveChange))


def test_all_rooms_now(event, desk):
    page = desk.get(live(event))
    assert page.all(".tiles h2") == ["Hall", "Spare"]
    assert "Now 09:30 – 10:30 Digital twins Next 10:30 – 11:00 Avatars" in page.words
    assert desk.get(page.link("Hall")).h1 == "Hall"


def test_one_press_and_undo(event, desk):
    page = desk.press(hall(event), "10 minutes late : Digital twins")
    assert page.all(".flash > p")[0] == (
        "“Digital twins” begins 10 minutes late. It is public now, and 0 people are told."
    )
    assert page.all(".card .pill") == ["10 minutes late", "10 minutes late"]
    assert page.all(".thirds button")[0] == "15 minutes late : Digital twins"
    page = desk.form(page, "Undo").submit()
    assert page.all(".card .pill") == []
    assert "Undone." in page.words


def test_a_second_press_of_the_same_page_does_nothing_more(event, desk, session):
    page = desk.get(hall(event))
    form = desk.form(page, "10 minutes late : Digital twins")
    form.submit()
    assert form.submit().all(".card .pill") == ["10 minutes late", "10 minutes late"]
    assert changes(session) == 1


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("7", "Enter the minutes in steps of five, from 5 to 240."),
        ("soon", "Enter the minutes in steps of five, from 5 to 240."),
        ("9" * 9, "Enter the minutes in steps of five, from 5 to 240."),
        ("", "Enter the minutes in steps of five, from 5 to 240."),
    ],
)
def test_a_number_that_is_none_comes_back_with_a_sentence(event, desk, session, typed, sentence):
    page = desk.press(hall(event), "Late by this : Digital twins", 422, minutes=typed)
    assert page.all(".err") == [f"Error: {sentence}"]
    assert page.one("[aria-invalid]")["value"] == typed
    assert changes(session) == 0


def test_what_was_folded_stays_open_when_it_comes_back(event, desk):
    place(event, make_session(event, "Closing"), "16:30", queries.rooms(event.id)[0])
    publish(event)
    page = desk.press(hall(event), "Late by this : Closing", 422, minutes="7")
    assert page.all("details[open] > summary") == ["Late, other room, absent, cancelled"]


def test_an_own_number(event, desk):
    page = desk.press(hall(event), "Late by this : Digital twins", minutes="35")
    assert "“Digital twins” begins 35 minutes late." in page.words


def test_another_room_names_who_is_there(event, desk):
    page = desk.press(hall(event), "Spare taken by Elsewhere")
    assert "“Digital twins” is now in Spare." in page.words
    assert page.all(".card h2") == ["Avatars", "Lunch"]


def test_absent_and_cancelled(event, desk):
    page = desk.press(hall(event), "Absent: Litia Tuiloma")
    assert "Litia Tuiloma is absent from “Digital twins”." in page.words
    assert "Litia Tuiloma is absent" in page.all(".pill")
    page = desk.press(hall(event), "Cancelled : Digital twins")
    assert "“Digital twins” is cancelled." in page.words
    with pytest.raises(Broken):
        desk.form(page, "Cancelled : Digital twins")


def test_what_came_between_refuses_undo_with_a_sentence(event, desk):
    page = desk.press(hall(event), "10 minutes late : Digital twins")
    undo = desk.form(page, "Undo")
    desk.press(hall(event), "Cancelled : Avatars")
    page = undo.submit(422)
    assert "“Avatars” has been changed since" in page.one("[role=alert]").get_text()


def test_the_day_that_ends_late_says_so(event, desk):
    last = make_session(event, "Closing")
    place(event, last, "16:30", queries.rooms(event.id)[0])
    publish(event)
    page = desk.press(hall(event), "10 minutes late : Closing")
    assert "The day now ends 10 minutes after its hours." in page.words


def test_another_day_is_a_rehearsal(event, desk, session):
    page = desk.get(f"{hall(event)}?day={tomorrow()}")
    assert "Rehearsal" in page.words
    page = desk.form(page, "15 minutes late : Outcomes").submit()
    assert page.h1 == "What would happen"
    assert page.all("dt") == ["Outcomes"]
    assert changes(session) == 0
    assert queries.latest_release(event.id).number == 1


def test_outside_the_event_one_chooses_a_day(event, desk, session):
    with clock.freeze(NOW - timedelta(days=30)):
        page = desk.get(live(event))
        assert "Today is not a day of this event." in page.words
        page = desk.form(page, "Show").fill(day=str(make.FIRST_DAY), at="10:45").submit()
        assert "Now 10:30 – 11:00 Avatars" in page.words
        page = desk.get(hall(event) + f"?day={make.FIRST_DAY}")
        assert desk.form(page, "5 minutes late : Avatars").submit().h1 == "What would happen"
    assert changes(session) == 0


def test_before_the_first_version(session, client):
    event = make.make_event()
    client.sign_in(make.make_team_member(event, [Duty.DESK]))
    assert "Nothing is published yet" in client.get(live(event)).words
    client.get(live(event, "/rooms/0"), 404)


def test_foreign_rooms_and_changes_are_404(event, desk):
    other = make_room(make.make_event())
    desk.get(live(event, f"/rooms/{other.id}"), 404)
    desk.post(live(event, "/rooms/0/undo/99"), {}, 404)


def test_briefing(event, client, session):
    client.sign_in(make.make_team_member(event, [Duty.AGENDA]))
    litia = queries.speakers(event.id)[0]
    litia.presence, litia.zone, litia.phone = Presence.REMOTE, "Pacific/Fiji", "+679 123"
    host = make_speaker(event, "Bo Host")
    host.phone = "+41 22"
    twins = next(s for s in queries.sessions(event.id) if s.title["en"] == "Digital twins")
    facts = actions.SessionFacts(
        twins.title,
        online=True,
        interpretation=["fr"],
        languages=["en"],
        parts=[actions.Part({"en": "The model"}, 20, (litia.id,))],
        speakers=[
            (litia.id, SpeakerRole.SPEAKER),
            (host.id, SpeakerRole.REMOTE_MODERATOR),
        ],
    )
    actions.edit_session(event, twins, facts, "user:1", twins.version)
    make.add(SessionSupply(session_id=twins.id, kind=SupplyKind.CAPTIONS, lang="en", created=NOW))
    make.add(
        SessionJoinWay(session_id=twins.id, kind=JoinWayKind.PLATFORM, address="https://a.b/c")
    )
    make.add(JoinWay(event_id=event.id, kind=JoinWayKind.TELEPHONE, address="+41 99"))
    page = client.get(f"/manage/events/{event.slug}/programme/sessions/{twins.code}/briefing")
    assert page.all(".paper .at time") == ["09:30", "09:50"]
    assert "The model H.E. Ms Litia Tuiloma" in page.words
    for said in (
        "Gives the word Bo Host",
        "Remote host Bo Host, +41 22",
        "Interpretation French",
        "Captions (English) Requested",
        "19:30 (UTC+12) in Fiji",
        "+679 123",
        "Meeting platform https://a.b/c",
        "Telephone +41 99",
        "missing",
    ):
        assert said in page.words


def test_who_read_the_papers_is_noted(event, client, session):
    user = make.make_team_member(event, [Duty.DESK])
    client.sign_in(user).get(f"/manage/events/{event.slug}/programme/run-of-show")
    note = session.scalars(sa.select(trace.TraceNote)).one()
    facts = {"by": f"user:{user.id}", "sheets": 4}
    assert (note.kind, note.subject, note.facts) == ("speakers.read", f"event:{event.id}", facts)


def test_run_of_show_is_of_one_day(event, client):
    client.sign_in(make.make_team_member(event, [Duty.DESK]))
    page = client.get(f"/manage/events/{event.slug}/programme/run-of-show")
    assert page.all(".sheet h2") == ["Digital twins", "Elsewhere", "Avatars", "Lunch"]
    page = client.get(page.link("Wed 9 Jun"))
    assert page.all(".sheet h2") == ["Outcomes"]
