"""The page of free places: offered, placed by one press, refused when it is no longer so."""

from eventsite.agenda import queries
from eventsite.agenda.models import AgendaTerms
from eventsite.core.db import db
from tests import make
from tests.agenda.makings import make_room, make_session, place


def address(base, session):
    return f"{base}/programme/sessions/{session.code}/places"


def test_the_best_places_and_one_press(client, event, base):
    small, large = make_room(event, "Small", capacity=20), make_room(event, "Large", capacity=90)
    place(event, make_session(event, "Taken"), "09:30", small)
    session = make_session(event, "Waiting", minutes=60)
    page = client.get(address(base, session))
    assert page.h1 == "Free places for “Waiting”"
    assert page.all(".panel h2") == [
        f"Tue 8 Jun {at} UTC+2"
        for at in (
            "09:30 – 10:30",
            "10:30 – 11:30",
            "11:30 – 12:30",
            "12:30 – 13:30",
            "13:30 – 14:30",
        )
    ]
    assert [room.split()[0] for room in page.all(".panel h2 ~ p, .section-head + p")] == [
        "Large",
        *["Small"] * 4,
    ]
    page = client.form(page, "Place it here : Tue 8 Jun 09:30 (UTC+2)").submit()
    assert page.h1 == "Programme"
    placed = queries.find_session(event.id, session.code)
    assert (f"{placed.starts:%H:%M}", [room.id for room in placed.rooms]) == ("09:30", [large.id])


def test_a_place_that_was_made_up_is_refused_and_a_stale_one_is_told(client, event, base):
    room = make_room(event)
    session = make_session(event)
    wrong = {"day": "soon", "starts": "09:30", "rooms": "1;2", "version": session.version}
    page = client.post(address(base, session), wrong, 422)
    assert page.all(".flash-bad p") != []
    foreign = {"day": "2027-06-08", "starts": "09:30", "rooms": "99", "version": session.version}
    page = client.post(address(base, session), foreign, 422)
    assert page.all(".flash-bad p") == ["Choose rooms of this event."]
    sent = {"day": "2027-06-08", "starts": "09:30", "rooms": str(room.id), "version": 99}
    client.post(address(base, session), sent, 409)
    assert queries.find_session(event.id, session.code).day is None


def test_nothing_is_offered_of_a_session_longer_than_the_day(client, event, base):
    make_room(event)
    page = client.get(address(base, make_session(event, minutes=24 * 60)))
    assert page.all(".empty h2, .empty-state h2, main h2") == ["There is no free place"]


def test_a_rule_that_blocks_the_move_is_said_beside_the_field(client, event, base):
    make.add(AgendaTerms(event_id=event.id, levels={"room": "blocks-move"}))
    hall = make_room(event, "Hall")
    place(event, make_session(event, "One"), "09:30", hall)
    session = make_session(event, "Two")
    page = client.get(f"{base}/programme?session={session.code}")
    form = client.form(page, "Place").fill(starts="10:00", rooms=[hall.id])
    page = form.submit(422)
    said = "The rules of this event do not allow this place: Hall has two sessions at once,"
    assert page.all(".err") == [f"Error: {said} from Tue 8 Jun 10:00 (UTC+2) on."]
    db.session.expire_all()
    assert queries.find_session(event.id, session.code).day is None
    # Beside it there is room.
    client.form(page, "Place").fill(starts="10:30", rooms=[hall.id]).submit()
    assert queries.find_session(event.id, session.code).day is not None
