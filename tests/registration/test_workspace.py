"""What registering wants done in an event, and when it keeps the event public."""

import pytest

from eventsite.events.models import Duty
from eventsite.registration import workspace
from eventsite.registration.models import Admission, State, TermsState
from eventsite.registration.rules import Reason
from tests import make
from tests.browser import Browser
from tests.registration import asking

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


def test_open_requests_stand_beside_the_rail_and_on_open_terms(client: Browser) -> None:
    event = asking.event_by_approval()
    address = f"/manage/events/{event.slug}/registration-terms"
    client.sign_in(make.make_team_member(event))
    assert client.get(address).all(".rail .count") == []
    asking.request_of(event, None)
    asking.request_of(event, None, address_confirmed=None)
    client.sign_in(make.make_team_member(event, [Duty.REGISTRATION]))
    page = client.get(address)
    assert (page.all(".rail .count"), page.all(".flash-warn")) == (["1"], [])
    client.press(address, "Save the terms", admission=Admission.OPEN.value)
    page = client.get(address)
    sentence = "1 request was made while approval was asked for. It still waits."
    assert page.all(".flash-warn") == [f"{sentence} Decide about them"]
    assert page.link("Decide about them") == f"/manage/events/{event.slug}/requests"
    client.sign_in(make.make_team_member(event, [Duty.DESK]))
    assert client.get(f"/manage/events/{event.slug}").all(".rail .count") == []
