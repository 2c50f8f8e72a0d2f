"""Export, erasure and expiry of what registrations hold about people."""

from datetime import date, datetime, timedelta

import pytest
import sqlalchemy as sa

from eventsite.core.db import db
from eventsite.core.outbox import Mail
from eventsite.registration import actions, personal, queries
from eventsite.registration.actions.changing import Statistics
from eventsite.registration.models import AgeBand, SelfDeclared, State
from tests import make
from tests.registration.conftest import NOW

pytestmark = pytest.mark.usefixtures("session")


def test_the_export_holds_answers_and_statistics() -> None:
    event = make.make_event("Forum")
    make.make_terms(event)
    person = make.make_person()
    made = make.make_registration(event, person, access_needs="A ramp", country="FJ")
    actions.declare(registration=made, statistics=Statistics(age_band=AgeBand.FROM_25))
    found = personal.export(person)["registrations"]
    assert [(one["event"], one["access_needs"], one["country"]) for one in found] == [
        ("Forum", "A ramp", "FJ")
    ]
    assert found[0]["statistics"]["age_band"] == "25-35"
    nothing: dict[str, list[object]] = {"registrations": [], "registration_views": []}
    assert personal.export(make.make_person()) == nothing


def test_erasing_blanks_answers_cancels_and_keeps_official_attributes() -> None:
    event = make.make_event()
    make.make_terms(event, capacity_online=1)
    person = make.make_person(email="gone@example.org")
    made = make.make_registration(
        event, person, access_needs="A ramp", country="FJ", needs_captions=True, job_title="Clerk"
    )
    waits = make.make_registration(event, state=State.WAITING, waiting_since=NOW)
    actions.declare(registration=made, statistics=Statistics(student=True))
    codes = actions.NewCodes(["Clerk, gone@example.org", "Somebody else"])
    for_clerk, other = actions.make_codes(event=event, codes=codes, actor="user:1")
    personal.erase(person, NOW)
    db.session.refresh(for_clerk)
    assert (for_clerk.label, other.label) == ("", "Somebody else")
    assert (made.state, made.access_needs, made.needs_captions) == (State.CANCELLED, "", False)
    assert (made.job_title, made.country, made.generation) == ("", "FJ", 2)
    assert db.session.scalars(sa.select(SelfDeclared)).all() == []
    assert waits.state is State.OFFERED


def test_an_erased_persons_past_registration_stays_counted() -> None:
    event = make.make_event(first_day=NOW.date() - timedelta(days=9))
    make.make_terms(event)
    person = make.make_person()
    made = make.make_registration(event, person)
    personal.erase(person, NOW)
    assert (made.state, queries.confirmed_count(event.id)) == (State.CONFIRMED, 1)
    assert db.session.scalars(sa.select(Mail)).all() == []


@pytest.mark.parametrize(
    ("days", "needs", "answers"), [(29, "A ramp", 1), (33, "", 1), (364, "", 1), (368, "", 0)]
)
def test_needs_and_statistics_expire(days: int, needs: str, answers: int) -> None:
    event = make.make_event(first_day=date(2027, 6, 8))
    made = make.make_registration(event, access_needs="A ramp")
    actions.declare(registration=made, statistics=Statistics(student=True))
    last = datetime(2027, 6, 8, 23, 0, tzinfo=NOW.tzinfo)
    personal.expire(last + timedelta(days=days))
    db.session.refresh(made)
    assert made.access_needs == needs
    assert len(db.session.scalars(sa.select(SelfDeclared)).all()) == answers
