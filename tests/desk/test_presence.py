"""Who was online: times read in many spellings, overlaps counted once, doubts left to people."""

import io
from datetime import date, timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.orm import scoped_session

from eventsite.core import clock
from eventsite.core.errors import Refused
from eventsite.core.sheets import Line
from eventsite.desk import actions, presence, queries
from eventsite.desk.models import OnlinePresence, PresenceImport
from eventsite.desk.presence import Person, Standing, Wrong
from eventsite.events.models import Duty, Event
from eventsite.registration.models import BroughtState, Registration, State
from tests import make
from tests.browser import Browser

Db = scoped_session[Any]
SURE, DOUBTFUL, UNKNOWN = Standing.SURE, Standing.DOUBTFUL, Standing.UNKNOWN
PEOPLE = [
    Person(1, "AAAA", "ana@example.org", ("Ana Torres", "")),
    Person(2, "BBBB", "desk@example.org", ("Bo Lind", "")),
    Person(3, "CCCC", "desk@example.org", ("Cy Moe", "")),
    Person(4, "DDDD", "", ("李 明", "Li Ming")),
    Person(5, "EEEE", "eve@example.org", ("Eve de la Cruz", "")),
]


@pytest.mark.parametrize(
    ("said", "seconds"),
    [
        ("80", 4800),
        ("80,5", 4830),
        ("80.25 min", 4815),
        ("0", 0),
        ("1:20", 4800),
        ("01:20:30", 4830),
        ("1h 20m", 4800),
        ("1 hour 20 minutes 5 secs", 4805),
        ("45 sec", 45),
        ("", None),
        ("-5", None),
        ("=1+1", None),
        ("1:75", None),
        ("٨٠", None),
        ("eighty", None),
        ("9" * 400, None),
    ],
)
def test_a_time_spent(said: str, seconds: int | None) -> None:
    assert presence.seconds_of(said) == seconds


@pytest.mark.parametrize(
    ("said", "seconds"),
    [
        ("2027-06-08 09:05:30", 32730),
        ("2027-06-08T09:05:30.125Z", 32730),
        ("06/08/2027 09:05:00 PM", 75900),
        ("6/8/27, 12:00:01 AM", 1),
        ("09:05", 32700),
        ("13:05 PM", None),
        ("25:00", None),
        ("yesterday", None),
        ("", None),
    ],
)
def test_a_moment(said: str, seconds: int | None) -> None:
    assert presence.moment_of(said) == seconds


SPANS = st.lists(st.tuples(st.integers(0, 86_399), st.integers(0, 40_000)), max_size=8)


@given(SPANS, st.integers(0, 90_000))
def test_no_moment_counts_twice_and_no_order_matters(
    spans: list[tuple[int, int]], seconds: int
) -> None:
    ends = [(start, start + length) for start, length in spans]
    moments = {moment for start, end in ends for moment in range(start, end)}
    expected = min((len(moments) + seconds) // 60, presence.MOST_MINUTES)
    assert presence.minutes_of(ends, seconds) == expected
    assert presence.minutes_of([*reversed(ends), *ends], seconds) == expected


HEAD = ("Name (original name)", "User Email", "Join time", "Leave time", "Duration (minutes)")


def read(*rows: tuple[str, ...], head: tuple[str, ...] = HEAD) -> presence.Read:
    lines = [Line(number, cells) for number, cells in enumerate((head, *rows), 1)]
    return presence.read(lines, presence.columns_of(head), PEOPLE)


@pytest.mark.parametrize(
    ("name", "email", "standing", "candidates"),
    [
        ("Ana", "ANA@example.org", SURE, (1,)),
        ("Cy Moe", "desk@example.org", SURE, (3,)),
        ("Phone", "desk@example.org", DOUBTFUL, (2, 3)),
        ("Torres, Ana", "other@example.org", DOUBTFUL, (1,)),
        ("Ming Li (ITU)", "", DOUBTFUL, (4,)),
        ("Eve Cruz", "", DOUBTFUL, (5,)),
        ("Ana", "", UNKNOWN, ()),
        ("", "new@example.org", UNKNOWN, ()),
    ],
)
def test_who_it_is(name: str, email: str, standing: Standing, candidates: tuple[int, ...]) -> None:
    [one] = read((name, email, "", "", "30")).attendees
    assert (one.standing, one.candidates, one.minutes) == (standing, candidates, 30)


def test_two_devices_count_once_and_wrong_rows_are_named() -> None:
    found = read(
        ("Ana", "ana@example.org", "09:00", "10:00", "60"),
        ("Ana", "ana@example.org", "09:30", "10:30", "60"),
        ("Ana Torres", "ana@example.org", "23:50", "00:10", "20"),
        ("Ming Li", "", "", "", "5"),
        ("", "", "", "", "5"),
        ("Bo", "", "", "", "soon"),
        ("Bo", "", "", "", "25:00:00"),
    )
    assert found.wrong == ((6, Wrong.WHO), (7, Wrong.TIME), (8, Wrong.LONG))
    assert [(one.name, one.minutes) for one in found.attendees] == [
        ("Ana", 90),
        ("Ana Torres", 20),
        ("Ming Li", 5),
    ]
    assert presence.totals(found.attendees, {}) == {1: 110}
    assert presence.totals(found.attendees, {"a2": 4}) == {1: 110, 4: 5}


def test_which_columns_are_enough() -> None:
    assert presence.is_enough(presence.columns_of(HEAD))
    assert not presence.is_enough(presence.columns_of(("Name", "Join time")))
    assert not presence.is_enough(presence.columns_of(("Duration",)))
    assert presence.columns_of(("Email", "E-mail", "What")) == ["email", "", ""]


def one_file(event: Event, rows: str) -> PresenceImport:
    return actions.bring_presence(
        event=event,
        name="meeting.csv",
        day=make.FIRST_DAY,
        table=f"Name,Email,Duration\n{rows}",
        actor="user:1",
    )


def guest(event: Event, name: str, **changes: Any) -> Registration:
    email = f"{name.lower()}@example.org"
    return make.make_registration(event, make.make_person(name, "Example", email=email), **changes)


def test_taken_in_once_counted_by_the_minutes_and_taken_back(session: Db) -> None:
    event = make.make_event("Forum")
    ana, bo = guest(event, "Ana"), guest(event, "Bo")
    guest(event, "Gone", state=State.CANCELLED)
    row = one_file(event, "Ana,ana@example.org,9\nBo Example,,30\nGone,gone@example.org,60\n")
    again = one_file(event, "Ana,ana@example.org,1\n")
    with pytest.raises(Refused):
        actions.take_presence_in(row=row, event=event, chosen={"a1": "NOSUCH22"}, actor="user:1")
    count = actions.take_presence_in(row=row, event=event, chosen={"a1": bo.code}, actor="user:1")
    assert (count, row.left_out, row.table, row.state) == (2, 1, "", BroughtState.APPLIED)
    with pytest.raises(Refused):
        actions.take_presence_in(row=row, event=event, chosen={}, actor="user:1")
    assert queries.online_days(event.id) == {bo.id: [make.FIRST_DAY]}
    # One minute more in another file of the day is ten together.
    actions.take_presence_in(row=again, event=event, chosen={}, actor="user:1")
    assert queries.took_part(event.id) == {ana.id, bo.id}
    actions.set_least_minutes(event=event, minutes=20, actor="user:1")
    assert queries.took_part(event.id) == {bo.id}
    actions.take_presence_back(row=row, actor="user:1")
    assert queries.took_part(event.id) == set()
    assert session.scalars(sa.select(OnlinePresence.minutes)).all() == [1]


def test_a_file_that_waits_forgets_and_is_forgotten(session: Db) -> None:
    event = make.make_event("Forum")
    gone = guest(event, "Ana").person
    with clock.freeze(make.CREATED):
        row = one_file(event, "Ana Example,,9\nBo,bo@example.org,30\n")
    actions.forget_presence_of(gone)
    assert row.table == "Name,Email,Duration\nBo,bo@example.org,30\n"
    assert actions.forget_presence(make.CREATED + timedelta(days=6)) == 0
    assert actions.forget_presence(make.CREATED + timedelta(days=8)) == 1
    assert session.scalars(sa.select(PresenceImport.id)).all() == []


def test_from_the_file_to_the_figures(client: Browser, session: Db) -> None:
    event = make.make_event("Forum", days=2)
    client.sign_in(make.make_team_member(event, [Duty.OWNER]))
    ana, bo = guest(event, "Ana"), guest(event, "Bo")
    session.commit()
    path = f"/manage/events/{event.slug}/presence"
    page = client.get(path)
    none = client.form(page, "Look at the rows").submit(422)
    assert "Choose the day and a file." in none.words
    table = b"Who,Mail,Spent\nAna,ana@example.org,50\nBo Example,,40\nZed,,5\nBo,,soon\n"
    day = str(event.first_day)
    fields = {"day": day, "file": (io.BytesIO(table), "meeting.csv")}
    shown = client.post(path, fields, content_type="multipart/form-data")
    assert "Say which columns hold the name or the email" in shown.words
    form = {"action": "columns", "column": ["name", "email", "minutes"]}
    looked = client.post(shown.path, form)
    assert "Found among the registrations: 1" in looked.words
    assert "Look at this person first: 1" in looked.words
    assert "Nobody like this is registered: 1" in looked.words
    assert "Rows that cannot be read: 1" in looked.words
    wrong = client.post(shown.path, {"action": "apply", "who-a2": "NOSUCH22"}, status=422)
    assert "No confirmed registration of this event has the code NOSUCH22." in wrong.words
    done = client.post(shown.path, {"action": "apply", "who-a1": bo.code})
    assert "2 people are counted." in done.words
    assert queries.online_days(event.id) == {
        ana.id: [date.fromisoformat(day)],
        bo.id: [date.fromisoformat(day)],
    }
    assert "2 people took part online." in client.get(path).words
    bad = client.post(f"{path}/minutes", {"minutes": "0"}, status=422)
    assert "Enter minutes between 1 and 1440." in bad.words
    client.post(f"{path}/minutes", {"minutes": "45"})
    assert "1 person took part online." in client.get(path).words
    client.post(done.path, {"action": "undo"})
    assert "0 people took part online." in client.get(path).words
