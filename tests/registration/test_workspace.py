"""What registering wants done in an event, and when it keeps the event public."""

import pytest

from eventsite.registration import workspace
from eventsite.registration.models import State, TermsState
from eventsite.registration.rules import Reason
from tests import make
from tests.browser import Browser

pytestmark = pytest.mark.usefixtures("session")


@pytest.mark.parametrize(
    ("state", "sentences"),
    [
        (None, ["Set the terms of registration."]),
        (TermsState.DRAFT, ["Announce registration."]),
        (TermsState.ANNOUNCED, []),
        (TermsState.PAUSED, []),
    ],
)
def test_what_is_to_do(state: TermsState | None, sentences: list[str]) -> None:
    event = make.make_event()
    if state is not None:
        make.make_terms(event, state=state)
    assert [todo.sentence for todo in workspace.todos(event)] == sentences


@pytest.mark.parametrize(
    ("state", "reasons"),
    [
        (State.HELD, [Reason.PEOPLE_COME]),
        (State.WAITING, [Reason.PEOPLE_COME]),
        (State.CONFIRMED, [Reason.PEOPLE_COME]),
        (State.CANCELLED, []),
        (State.EXPIRED, []),
    ],
)
def test_who_registered_keeps_the_event_public(state: State, reasons: list[Reason]) -> None:
    event = make.make_event()
    make.make_terms(event)
    make.make_registration(event, state=state)
    assert workspace.holds(event) == reasons


def test_the_overview_says_so_and_the_button_does_nothing(client: Browser) -> None:
    event = make.make_event()
    make.make_terms(event)
    make.make_registration(event, state=State.CONFIRMED)
    client.sign_in(make.make_team_member(event))
    page = client.get(f"/manage/events/{event.slug}")
    assert Reason.PEOPLE_COME.value in page.all(".panel p.small.muted")
    page = client.post(f"/manage/events/{event.slug}/unpublish")
    assert page.all("[role=alert] p")[0] == Reason.PEOPLE_COME.value
    assert event.is_public
