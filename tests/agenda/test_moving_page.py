"""One move asks the database as little in a large programme as in a small one."""

from eventsite.agenda import queries
from eventsite.core.db import db
from tests.agenda import makings
from tests.counting import count_queries

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
