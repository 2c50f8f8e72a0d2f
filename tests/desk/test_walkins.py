"""Registering at the door: all of it or nothing, under places, once for a page."""

from datetime import UTC, date, datetime

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session, scoped_session

from eventsite.core import clock
from eventsite.core.db import db
from eventsite.desk import queries
from eventsite.desk.models import CheckIn
from eventsite.events.models import Duty, Event
from eventsite.people.models import Person
from eventsite.questions import queries as question_queries
from eventsite.questions.models import AnswerSet
from eventsite.registration.models import Consent, PlaceMode, Registration, State
from eventsite.registration.queries import presence
from tests import make
from tests.browser import Browser
from tests.questions import makings

DAY = date(2027, 6, 8)
NOW = datetime(2027, 6, 8, 7, 12, tzinfo=UTC)
COMER = {
    "first_name": "Анна",
    "family_name": "Петрова",
    "latin_name": "Anna Petrova",
    "organisation": "Society of the door",
    "country": "FJ",
    "email": "",
    "lang": "en",
    "consent": "y",
    "code_of_conduct": "y",
    "key": "first",
}


@pytest.fixture
def event(client: Browser, session: scoped_session[Session]) -> Event:
    """A full-day event with two places in the room, and its desk staff signed in."""
    event = make.make_event("Forum", first_day=DAY, last_day=DAY, zone="Europe/Zurich")
    make.make_terms(event, capacity_in_person=2, has_waiting_list=True)
    client.sign_in(make.make_team_member(event, [Duty.DESK]))
    return event


def count(table: type[Registration | CheckIn | Consent | Person]) -> int:
    return db.session.scalars(sa.select(sa.func.count()).select_from(table)).one()


def test_one_press_registers_and_checks_in_until_the_room_is_full(
    client: Browser, event: Event
) -> None:
    page = f"/manage/events/{event.slug}/desk/walk-in"
    with clock.freeze(NOW):
        desk = client.get(f"/manage/events/{event.slug}/desk")
        assert desk.link("Register a person at the door") == page
        first = client.open("POST", page, data=COMER)
        assert first.status_code == 303
        again = client.open("POST", page, data=COMER)
        assert again.location == first.location
        made = db.session.scalars(sa.select(Registration)).one()
        assert (made.state, made.mode, made.country, made.organisation_note) == (
            State.CONFIRMED,
            PlaceMode.IN_PERSON,
            "FJ",
            "Society of the door",
        )
        assert count(Consent) == 2
        assert queries.took_part(event.id) == {made.id}
        assert set(db.session.scalars(presence.took_part(event.id))) == {made.id}
        shown = client.get(first.location).words
        assert "The person is registered and checked in." in shown
        assert client.open("POST", page, data={**COMER, "key": "second"}).status_code == 303
        before = count(Person)
        full = client.open("POST", page, data={**COMER, "key": "third"})
        assert full.status_code == 422
        assert "No place in the room is free." in full.get_data(as_text=True)
        assert (count(Registration), count(CheckIn), count(Person)) == (2, 2, before)


def test_who_is_registered_or_has_not_agreed_is_not_registered(
    client: Browser, event: Event
) -> None:
    page = f"/manage/events/{event.slug}/desk/walk-in"
    known = make.make_person("Ada", "Lovelace", email="ada@example.org")
    make.make_registration(event, known)
    ada = {**COMER, "first_name": "Ada", "family_name": "Lovelace", "latin_name": ""}
    with clock.freeze(NOW):
        for changes, sentence in (
            ({"email": "ADA@example.org"}, "Somebody with this name and email address"),
            ({"consent": ""}, "Tick the box to say that you have read how your data is used."),
            ({"first_name": "Анна"}, "Write your name in Latin letters too"),
        ):
            refused = client.open("POST", page, data={**ada, **changes})
            assert refused.status_code == 422
            assert sentence in refused.get_data(as_text=True)
    assert "Today is not a day of this event." in client.get(page).words
    assert count(CheckIn) == 0


def test_what_the_event_requires_is_asked_and_kept(client: Browser, event: Event) -> None:
    page = f"/manage/events/{event.slug}/desk/walk-in"
    ways = {"any_of": ["in-person"], "question": "mode"}
    meal = makings.make_question(event, "choice", required=True, label={"en": "Which meal?"})
    bag = makings.make_question(event, required=True, label={"en": "Bag"}, shown_when=ways)
    away = {"any_of": ["online"], "question": "mode"}
    makings.make_question(event, label={"en": "Not required"})
    makings.make_question(event, required=True, label={"en": "Time zone"}, shown_when=away)
    with clock.freeze(NOW):
        shown = client.get(page)
        asked = [one["name"] for one in shown.soup.select("[name^=q_]")]
        assert sorted(set(asked)) == sorted((f"q_{meal.code}", f"q_{bag.code}"))
        assert shown.soup.select("[data-shown-by]") == []
        refused = client.open("POST", page, data={**COMER, f"q_{meal.code}": "a"})
        assert (refused.status_code, count(Registration)) == (422, 0)
        answers = {f"q_{meal.code}": "a", f"q_{bag.code}": "Blue"}
        for _ in range(2):
            assert client.open("POST", page, data={**COMER, **answers}).status_code == 303
    made = db.session.scalars(sa.select(Registration)).one()
    assert made.answer_set_id is not None
    stored = question_queries.answers_of([made.answer_set_id])[made.answer_set_id]
    assert {code: one.value for code, one in stored.items()} == {meal.code: "a", bag.code: "Blue"}
    assert db.session.scalars(sa.select(sa.func.count()).select_from(AnswerSet)).one() == 1
