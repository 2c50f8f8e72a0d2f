"""What a programme wants done in an event."""

import pytest

from eventsite.agenda import workspace
from eventsite.events.models import Event, EventKind
from tests import make
from tests.agenda import makings

pytestmark = pytest.mark.usefixtures("session")


def sentences(event: Event) -> list[str]:
    return [todo.sentence for todo in workspace.todos(event)]


def test_from_nothing_to_a_programme_that_is_up_to_date() -> None:
    event = make.make_event()
    assert sentences(event) == ["Add sessions to the programme."]
    room = makings.make_room(event)
    session = makings.place(event, makings.make_session(event), "09:30", room)
    assert sentences(event) == ["Publish the programme."]
    makings.publish(event)
    assert sentences(event) == []
    makings.place(event, session, "10:30", room)
    assert sentences(event) == ["Publish what has changed in the programme."]


def test_a_room_that_is_taken_twice() -> None:
    event = make.make_event()
    room = makings.make_room(event)
    for title in ("Opening", "Keynote"):
        makings.place(event, makings.make_session(event, title), "09:30", room)
    assert sentences(event)[0] == ("Mend what breaks a rule that blocks publishing the programme.")


def test_a_meeting_has_an_agenda() -> None:
    event = make.make_event(kind=EventKind.MEETING)
    assert sentences(event) == ["Add items to the agenda."]
    assert workspace.holds(event) == []
