"""Checking in at the door: finding a person, why not, twice, and taking it back."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import NamedTuple

import pytest
import sqlalchemy as sa
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session, scoped_session

from eventsite.core import clock, i18n
from eventsite.core.db import db
from eventsite.desk import actions, personal, queries, searching, standing, tokens
from eventsite.desk.models import CheckIn, Source
from eventsite.desk.standing import Why
from eventsite.events.models import Duty, Event
from eventsite.people.models import Person
from eventsite.registration import links
from eventsite.registration import queries as registration_queries
from eventsite.registration.models import PlaceMode, Registration, State
from tests import make
from tests.browser import Browser

DAY = date(2027, 6, 8)
NOW = datetime(2027, 6, 8, 7, 12, tzinfo=UTC)
IN_PERSON = PlaceMode.IN_PERSON


@pytest.fixture
def comer(session: scoped_session[Session]) -> Registration:
    event = make.make_event("Forum", first_day=DAY, last_day=DAY, zone="Europe/Zurich")
    person = make.make_person("Анна", "Петрова", latin_name="Anna Petrova")
    return fresh(make.make_registration(event, person, mode=IN_PERSON))


def fresh(row: Registration) -> Registration:
    """With its event and person read."""
    return registration_queries.registration(row.id)


def event_of(row: Registration) -> Event:
    return db.session.get_one(Event, row.event_id)


def desk_of(event: Event) -> str:
    return f"/manage/events/{event.slug}/desk"


def press(registration: Registration) -> CheckIn:
    return actions.check_in(
        actor="user:1",
        event=event_of(registration),
        registration=registration,
        today=DAY,
        source=Source.TYPED,
    )


@pytest.mark.parametrize(
    ("state", "mode", "today", "is_in", "expected"),
    [
        (State.CONFIRMED, IN_PERSON, DAY, False, None),
        (State.CONFIRMED, IN_PERSON, DAY, True, Why.ALREADY),
        (State.CONFIRMED, IN_PERSON, DAY - timedelta(1), False, Why.OTHER_DAY),
        (State.CONFIRMED, IN_PERSON, DAY + timedelta(1), False, Why.OTHER_DAY),
        (State.CONFIRMED, PlaceMode.ONLINE, DAY, False, Why.ONLINE),
        (State.CANCELLED, IN_PERSON, DAY, True, Why.CANCELLED),
        (State.WAITING, IN_PERSON, DAY, False, Why.NOT_CONFIRMED),
        (State.PENDING, IN_PERSON, DAY, False, Why.NOT_CONFIRMED),
    ],
)
def test_why_not(
    state: State, mode: PlaceMode, today: date, is_in: bool, expected: Why | None
) -> None:
    assert standing.why_not(state, mode, today, DAY, DAY, is_in) == expected


def test_an_event_without_days_is_open_every_day() -> None:
    assert standing.why_not(State.CONFIRMED, IN_PERSON, DAY, None, None) is None


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        (
            "https://example.org/fr/tickets/ABCD2345/0123456789abcdef\r\n",
            tokens.Typed("ABCD2345", "0123456789abcdef"),
        ),
        ("  abcd2345 ", tokens.Typed(words="abcd2345")),
        ("Анна   Петрова", tokens.Typed(words="Анна Петрова")),
        ("/tickets/ABCD2345", tokens.Typed(words="/tickets/ABCD2345")),
        ("", tokens.Typed()),
    ],
)
def test_what_was_typed(typed: str, expected: tokens.Typed) -> None:
    assert tokens.read(typed) == expected


@settings(derandomize=True, max_examples=50)
@given(st.text(max_size=600))
def test_a_text_is_a_ticket_or_words(typed: str) -> None:
    read = tokens.read(typed)
    assert bool(read.code) == bool(read.seal)
    assert not (read.code and read.words)


class Row(NamedTuple):
    code: str
    first_name: str
    family_name: str
    latin_name: str = ""


ROWS = [
    Row("ABCD2345", "Zoë", "Łukasik"),
    Row("EFGH2345", "Анна", "Петрова", "Anna Petrova"),
    Row("JKLM2345", "محمد", "الحسن"),
]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("zoe lukas", ROWS[:1]),
        ("петр", ROWS[1:2]),
        ("PETROVA anna", ROWS[1:2]),
        ("efgh2345", ROWS[1:2]),
        ("محمد حسن", ROWS[2:]),
        ("الحسن", ROWS[2:]),
        ("etrova", []),
        ("zoe petrova", []),
        (" . ", []),
    ],
)
def test_names_are_found_in_both_scripts(words: str, expected: list[Row]) -> None:
    assert searching.matches(ROWS, words, 20) == expected


def test_no_more_are_found_than_wanted() -> None:
    assert searching.matches(ROWS * 9, "anna", 3) == [ROWS[1]] * 3


def test_from_the_ticket_to_the_badge(
    client: Browser, comer: Registration, session: scoped_session[Session]
) -> None:
    event = event_of(comer)
    client.sign_in(make.make_team_member(event, [Duty.DESK]))
    ticket = f"/tickets/{comer.code}/{links.seal_of(comer)}"
    page = f"{desk_of(event)}/people/{comer.code}"
    with clock.freeze(NOW):
        client.post(f"{desk_of(event)}/name", {"desk": "Desk 2"})
        led = client.open("GET", ticket)
        assert (led.status_code, led.location) == (303, f"{page}?seal={links.seal_of(comer)}")
        shown = client.get(led.location).words
        assert "Анна Петрова" in shown
        assert "Anna Petrova" in shown
        client.post(f"{page}/check-in", {"badge": "1", "seal": links.seal_of(comer)})
        row = session.scalars(sa.select(CheckIn)).one()
        assert (row.day, row.at, row.desk, row.source, row.has_badge) == (
            DAY,
            NOW,
            "Desk 2",
            Source.QR,
            True,
        )
        at = i18n.show_instant(NOW, "Europe/Zurich")
        assert f"Checked in today at {at} at Desk 2." in client.get(page).words
        assert "1 of 1 expected people are checked in today." in client.get(desk_of(event)).words
        client.post(f"{page}/check-in")
        assert session.scalars(sa.select(sa.func.count(CheckIn.id))).one() == 1
        assert queries.took_part(event.id) == {comer.id}
        client.post(f"{page}/undo")
        assert queries.took_part(event.id) == frozenset()
        client.post(f"{page}/check-in")
        live = queries.find_live(comer.id, DAY)
        assert live is not None
        assert live.source == Source.TYPED


def test_a_name_finds_the_person(client: Browser, comer: Registration) -> None:
    client.sign_in(make.make_team_member(comer.event, [Duty.DESK]))
    with clock.freeze(NOW):
        found = client.get(f"{desk_of(event_of(comer))}?q=petrov")
        assert [a["href"] for a in found.soup.select("table a")] == [
            f"{desk_of(event_of(comer))}/people/{comer.code}"
        ]
        assert "Nobody found" in client.get(f"{desk_of(event_of(comer))}?q=nobody").words


def test_a_scanned_address_leads_to_the_person(client: Browser, comer: Registration) -> None:
    client.sign_in(make.make_team_member(comer.event, [Duty.DESK]))
    seal = links.seal_of(comer)
    led = client.open(
        "GET",
        desk_of(event_of(comer)),
        query_string={"q": f"http://localhost/tickets/{comer.code}/{seal}"},
    )
    assert led.location == f"{desk_of(event_of(comer))}/people/{comer.code}?seal={seal}"
    forged = client.open("GET", f"{desk_of(event_of(comer))}/people/{comer.code}?seal={'0' * 16}")
    assert forged.status_code == 404


def test_others_see_the_ticket_alone(
    client: Browser, another_client: Callable[[], Browser], comer: Registration
) -> None:
    ticket = f"/tickets/{comer.code}/{links.seal_of(comer)}"
    elsewhere = make.make_team_member(make.make_event("Another"), [Duty.DESK])
    for visitor in (client, another_client().sign_in(elsewhere)):
        words = visitor.get(ticket).words
        assert "This ticket is good." in words
        assert "Petrova" not in words


def test_the_database_keeps_one_a_day(
    comer: Registration, session: scoped_session[Session]
) -> None:
    with clock.freeze(NOW):
        row = press(comer)
    twin = CheckIn(
        event_id=row.event_id,
        registration_id=row.registration_id,
        day=DAY,
        at=NOW,
        by="user:2",
        source=Source.TYPED,
    )
    session.add(twin)
    with pytest.raises(IntegrityError):
        session.flush()


def test_a_person_gets_their_check_ins(comer: Registration) -> None:
    with clock.freeze(NOW):
        press(comer)
    assert personal.export(db.session.get_one(Person, comer.person_id))["check_ins"] == [
        {
            "registration": comer.code,
            "day": "2027-06-08",
            "at": NOW.isoformat(),
            "desk": "",
            "badge": False,
            "undone": None,
        }
    ]


def test_the_ticket_says_the_address_that_the_desk_reads(comer: Registration) -> None:
    seal = links.seal_of(comer)
    address = i18n.url_in("en", "registration.ticket", code=comer.code, seal=seal)
    assert tokens.read(address) == tokens.Typed(comer.code, seal)
