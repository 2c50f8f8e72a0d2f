"""One move asks the database as little in a large programme as in a small one."""

from datetime import time

from eventsite.agenda import actions, queries
from eventsite.core.db import db
from eventsite.events.models import Duty
from tests import make
from tests.agenda import makings
from tests.counting import count_queries
from tests.make import FIRST_DAY

#: A whole request, from the signed-in user to the audit row.
MOST = 15


def test_a_move_asks_as_often_whatever_the_size(event, base, client):
    counts = []
    for number in (3, 57):
        rooms = [makings.make_room(event, f"Room {n}") for n in range(number)]
        made = [makings.make_session(event, f"Session {n}") for n in range(number)]
        for session, room in zip(made, rooms, strict=True):
            makings.place(event, session, "09:30", room)
        counts.append(statements_of_a_move(client, base, made[0], rooms[1]))
        db.session.expire_all()
        moved = queries.find_session(event.id, made[0].code)
        assert (moved.starts.hour, [r.id for r in moved.rooms]) == (10, [rooms[1].id])
    assert counts[0] == counts[1]
    assert counts[0] <= MOST


def statements_of_a_move(client, base, session, room):
    """How many statements one press needs that moves the session into another room."""
    fields = {"day": "2027-06-09", "starts": "10:30", "minutes": "60", "rooms": str(room.id)}
    fields["version"] = str(session.version)
    path = f"{base}/programme/sessions/{session.code}/place"
    db.session.commit()
    with count_queries() as seen:
        answer = client.open("POST", path, data=fields)
    assert answer.status_code == 303
    return len(seen)


def test_the_page_of_a_stale_move_says_who_moved_it_where(event, base, client):
    user = make.make_user(make.make_person("Amina", "Diallo"))
    amina = make.make_team_member(event, [Duty.AGENDA], user)
    room, session = makings.make_room(event, "Room B"), makings.make_session(event)
    there = actions.Placement(FIRST_DAY, time(10, 30), [room.id])
    actions.place(event, session, there, f"user:{amina.id}", session.version)
    fields = {"day": "2027-06-08", "starts": "09:30", "minutes": "60", "version": "1"}
    page = client.post(f"{base}/programme/sessions/{session.code}/place", fields, 409)
    assert "Amina Diallo moved it to Room B, Tue 8 Jun, 10:30, 60 minutes." in page.all("p")
    mine, *theirs = page.all("dd.typed")
    assert (mine, theirs[-1]) == (
        "Tue 8 Jun, 09:30, 60 minutes",
        "Room B, Tue 8 Jun, 10:30, 60 minutes",
    )
