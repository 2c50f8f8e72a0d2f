"""What calls want done in an event, and when they keep the event public."""

import pytest

from eventsite.calls import workspace
from eventsite.calls.rules import Reason
from eventsite.events.models import EventKind
from tests import make

pytestmark = pytest.mark.usefixtures("session")


def test_what_is_to_do() -> None:
    event = make.make_event(kind=EventKind.THINKATHON)
    assert [todo.sentence for todo in workspace.todos(event)] == ["Make the call for entries."]
    call = make.make_call(event, published=None, title={"en": "Ideas"})
    assert [(todo.sentence, todo.facts) for todo in workspace.todos(event)] == [
        ("Publish the call “%(call)s”.", {"call": "Ideas"})
    ]
    call.published = make.CREATED
    assert workspace.todos(event) == []


def test_a_forum_needs_no_call() -> None:
    assert workspace.todos(make.make_event()) == []


def test_teams_at_work_keep_the_event_public() -> None:
    event = make.make_event()
    call = make.make_call(event)
    assert workspace.holds(event) == []
    make.make_entry(call, make.make_person())
    assert workspace.holds(event) == [Reason.TEAMS_WORK]
