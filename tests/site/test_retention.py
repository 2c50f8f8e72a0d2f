"""How long data is kept: what goes on which day, what stays, and that figures do not change."""

from datetime import date, timedelta

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session, scoped_session

from eventsite.core import clock
from eventsite.events.models import Duty, Event, RetentionRun
from eventsite.messages import actions as message_actions
from eventsite.messages.models import MessageStop
from eventsite.people.models import Person
from eventsite.registration import queries
from eventsite.registration.actions.changing import Statistics, declare
from eventsite.registration.models import Registration, SelfDeclared
from eventsite.site.keeping import jobs, kinds
from tests import make
from tests.browser import Browser
from tests.letters import makings

Db = scoped_session[Session]
LAST = make.FIRST_DAY


@pytest.fixture
def event(session: Db) -> Event:
    """An event over which two people went home: one with an account, one without."""
    event = make.make_event("Forum")
    make.make_terms(event)
    guest = make.make_person("Nadia", "Farouk", email="nadia@example.org")
    member = make.make_person("Ada", "Byron", email="ada@example.org")
    make.make_user(member)
    made = make.make_registration(
        event, guest, country="FJ", job_title="Clerk", access_needs="A ramp"
    )
    make.make_registration(event, member, country="KE")
    declare(registration=made, statistics=Statistics(student=True))
    session.commit()
    return event


def after(days: int) -> date:
    return LAST + timedelta(days=days + 2)


@pytest.mark.parametrize(
    ("on", "goes"),
    [
        (after(30) - timedelta(days=1), {}),
        (after(30), {"needs": 1}),
        (after(365), {"needs": 1, "statistics": 1}),
        (after(730), {"needs": 1, "statistics": 1, "names": 2}),
    ],
)
def test_each_kind_goes_on_its_day(event: Event, on: date, goes: dict[str, int]) -> None:
    with clock.freeze(make.CREATED.replace(year=on.year, month=on.month, day=on.day)):
        assert jobs.delete_due(event) == goes
        assert jobs.delete_due(event) == {}


def test_names_go_and_figures_stay(event: Event, session: Db) -> None:
    before = queries.confirmed_count(event.id)
    with clock.freeze(make.CREATED + timedelta(days=4 * 365)):
        jobs.keep()
    kept = session.execute(
        sa.select(Registration.country, Registration.job_title, Person.first_name, Person.email)
        .join(Person, Person.id == Registration.person_id)
        .order_by(Registration.id)
    ).all()
    assert [tuple(row) for row in kept] == [("FJ", "", "", ""), ("KE", "", "", "")]
    assert (queries.confirmed_count(event.id), before) == (2, 2)
    assert session.scalars(sa.select(SelfDeclared)).all() == []
    # An account ends only when its owner wants it; who had none is known to nobody any more.
    names = sa.select(Person.first_name).where(Person.first_name.in_(["Nadia", "Ada"]))
    assert session.scalars(names).all() == ["Ada"]
    runs = sa.select(RetentionRun.kind, RetentionRun.count).order_by(RetentionRun.id)
    assert [tuple(row) for row in session.execute(runs)] == [
        ("needs", 1),
        ("statistics", 1),
        ("names", 2),
    ]


def test_a_letter_or_a_stop_keeps_no_name(event: Event, session: Db) -> None:
    guest = session.scalars(sa.select(Registration).where(Registration.country == "FJ")).one()
    letter = makings.make_letter(event, person_id=guest.person_id, registration_id=guest.id)
    message_actions.decline(actor="person:1", registration=guest)
    session.commit()
    with clock.freeze(make.CREATED + timedelta(days=4 * 365)):
        jobs.keep()
    names = sa.select(Person.first_name).where(Person.first_name.in_(["Nadia", "Ada"]))
    assert session.scalars(names).all() == ["Ada"]
    assert session.scalars(sa.select(MessageStop)).all() == []
    assert (letter.shown_name, letter.person_id) == ("", None)


def test_the_log_counts_all_that_went(event: Event, monkeypatch: pytest.MonkeyPatch) -> None:
    make.make_registration(event, country="TO", access_needs="A lift")
    monkeypatch.setattr(kinds, "MOST", 1)
    on = after(30)
    with clock.freeze(make.CREATED.replace(year=on.year, month=on.month, day=on.day)):
        assert jobs.delete_due(event) == {"needs": 2}


def test_the_page_counts_without_deleting(event: Event, session: Db, client: Browser) -> None:
    client.sign_in(make.make_team_member(event, [Duty.OWNER]))
    session.add(RetentionRun(event_id=event.id, kind="needs", count=7, at=make.CREATED))
    session.commit()
    page = client.get(f"/manage/events/{event.slug}/retention?on={after(365).isoformat()}")
    assert page.h1 == "How long data is kept"
    shown = [
        [cell.get_text(" ", strip=True) for cell in row.select("td")]
        for row in page.soup.select("tbody tr")
    ]
    assert [cells[-2:] for cells in shown[: len(kinds.KINDS)]] == [
        ["1", "1"],
        ["0", "0"],
        ["1", "1"],
        ["0", "0"],
        ["0", "0"],
        ["0", "0"],
        ["2", "0"],
    ]
    assert shown[-1][-1] == "7"
    assert len(session.scalars(sa.select(SelfDeclared)).all()) == 1
