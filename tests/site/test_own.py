"""The ways to what is one's own: who sees which, and what the overview says was done."""

import pytest
from sqlalchemy.orm import Session, scoped_session

from eventsite.agenda.verbs import Verb as AgendaVerb
from eventsite.core import audit
from eventsite.events.verbs import Verb as EventVerb
from tests import make
from tests.agenda import makings
from tests.browser import Browser

MINE = ["My events", "My entries", "My calendars", "Profile", "My data"]


@pytest.fixture(autouse=True)
def _of_a_database(session: scoped_session[Session]) -> None:
    """Every test here reads one."""


def test_a_participant_sees_what_is_theirs(client: Browser) -> None:
    client.sign_in(make.make_user())
    page = client.get("/me/profile")
    assert page.all("nav.own li") == MINE
    assert page.all("nav.own [aria-current=page]") == ["Profile"]
    assert page.all("header .menu .who") == [page.one("header .who").get_text()]


def test_whoever_is_in_a_team_finds_the_workspace(client: Browser) -> None:
    event = make.make_event()
    client.sign_in(make.make_team_member(event))
    assert client.get("/me").all("nav.own li") == [*MINE, "Organize"]
    menu = client.get(f"/manage/events/{event.slug}").all("header .menu li > a")
    assert menu[-6:] == [*MINE, "Organize"]


def test_staff_find_their_pages(client: Browser) -> None:
    client.sign_in(make.make_user(is_staff=True))
    assert client.get("/manage").all("nav.own li") == [*MINE, "Organize", "Staff pages"]


def test_a_page_for_everybody_names_nobody(client: Browser) -> None:
    client.sign_in(make.make_user(is_staff=True))
    assert client.get("/").all(".who") == []


def test_the_overview_says_what_was_done_in_all_parts(client: Browser) -> None:
    event = make.make_event()
    user = make.make_team_member(event)
    session = makings.make_session(event)
    actor = f"user:{user.id}"
    audit.record(actor, EventVerb.DAYS_SET, f"event:{event.id}")
    audit.record(actor, AgendaVerb.SESSION_PLACED, f"session:{session.id}")
    audit.record(actor, AgendaVerb.SESSION_PLACED, f"session:{session.id}")
    audit.record(actor, AgendaVerb.SESSION_PLACED, f"session:{session.id + 1}")
    client.sign_in(user)
    lines = client.get(f"/manage/events/{event.slug}").all("section[aria-labelledby=trail-t] li")
    said = [line.split(") ", 1)[1] for line in lines]
    assert said[:2] == [
        f"Session placed on the programme (2 times) – {user.person.name}",
        f"Dates changed – {user.person.name}",
    ]
