"""Staff correct a country group: the action, what is kept in memory, the pages."""

from datetime import UTC, date, datetime

import pytest
import sqlalchemy as sa

from eventsite.core import audit, clock
from eventsite.core.db import db
from eventsite.core.errors import Refused
from eventsite.reference import actions, groups, queries, rules
from eventsite.reference.groups import Group
from eventsite.reference.models import GroupCorrection
from tests import make

LEAVING, DEFERRED = date(2026, 11, 24), date(2029, 11, 24)
NOON = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)


def defer(**changes):
    facts = {
        "country": "BD",
        "group": Group.LDC,
        "belongs": True,
        "valid_from": LEAVING,
        "valid_to": DEFERRED,
        "source": "A resolution",
    }
    return actions.correct_group("user:7", **{**facts, **changes})


@pytest.mark.both_databases
def test_a_correction_changes_the_groups_of_that_period(session):
    with clock.freeze(NOON):
        row = defer()
    assert (row.entered_by, row.entered_at) == ("user:7", NOON)
    known = queries.corrections()
    assert [c.country for c in known] == ["BD"]
    assert Group.LDC in groups.groups_of("BD", LEAVING, known)
    assert Group.LDC not in groups.groups_of("BD", DEFERRED, known)


def test_a_correction_is_in_the_audit_trail_with_before_and_after(session):
    row = defer()
    trail = session.scalars(sa.select(audit.AuditRow)).one()
    assert (trail.actor, trail.verb) == ("user:7", "reference.group_corrected")
    assert trail.subject == f"group_correction:{row.id}"
    assert trail.before == {"belongs": False}
    assert trail.after == {
        "country": "BD",
        "group": "LDC",
        "belongs": True,
        "valid_from": "2026-11-24",
        "valid_to": "2029-11-24",
        "source": "A resolution",
    }


def test_the_same_correction_twice_is_refused_and_adds_nothing(session):
    defer()
    with pytest.raises(Refused) as refused:
        defer()
    assert refused.value.reason == rules.Reason.REPEATED
    assert session.scalar(sa.select(sa.func.count(GroupCorrection.id))) == 1


def test_an_end_before_the_first_day_is_refused_beside_its_field(session):
    with pytest.raises(Refused) as refused:
        defer(valid_to=LEAVING)
    assert (refused.value.reason, refused.value.field) == (rules.Reason.BACKWARDS, "valid_to")


@pytest.mark.both_databases
def test_the_database_itself_refuses_a_period_that_runs_backwards(session):
    session.add(
        GroupCorrection(
            country="BD",
            group=Group.LDC,
            belongs=True,
            valid_from=DEFERRED,
            valid_to=LEAVING,
            source="A slip",
            entered_by="user:7",
            entered_at=NOON,
        )
    )
    with pytest.raises(sa.exc.IntegrityError):
        session.flush()


def test_corrections_come_from_memory_until_another_is_stored(session):
    assert queries.corrections() == ()
    asked = []

    def listen(*call):
        asked.append(call[2])

    sa.event.listen(db.engine, "before_cursor_execute", listen)
    try:
        assert queries.corrections() == ()
    finally:
        sa.event.remove(db.engine, "before_cursor_execute", listen)
    assert asked == []
    defer()
    assert len(queries.corrections()) == 1


def test_memory_is_read_again_after_a_minute(session, monkeypatch):
    assert queries.corrections() == ()
    session.execute(
        sa.insert(GroupCorrection).values(
            country="NP",
            group=Group.LDC,
            belongs=True,
            valid_from=LEAVING,
            source="Another process",
            entered_by="user:8",
            entered_at=NOON,
        )
    )
    assert queries.corrections() == ()
    monkeypatch.setattr(queries, "KEPT_FOR", 0.0)
    assert [c.country for c in queries.corrections()] == ["NP"]


def test_staff_find_a_country_and_its_groups(client, sign_in):
    sign_in(make.make_staff())
    page = client.get("/staff/reference?q=bhoutan&day=2023-12-12")
    assert page.all("tbody th") == ["Bhutan Member State"]
    assert page.all("tbody .pill") == ["LDC", "LLDC", "Developing"]
    after = client.get("/staff/reference?q=bhoutan&day=2023-12-13")
    assert after.all("tbody .pill") == ["LLDC", "Developing"]


def test_staff_filter_by_group_in_the_readers_order(client, sign_in):
    sign_in(make.make_staff())
    page = client.get("/staff/reference?group=EIT&day=2026-11-22")
    names = page.all("tbody th")
    assert len(names) == 17
    assert names[:2] == ["Albania Member State", "Armenia Member State"]


def test_a_day_or_group_that_is_none_is_left_out(client, sign_in):
    sign_in(make.make_staff())
    with clock.freeze(NOON):
        page = client.get("/staff/reference?group=G7&day=yesterday")
    assert len(page.all("tbody th")) == 249
    assert page.one("input[name=day]")["value"] == "2026-11-22"
    assert "A later date was asked for: check" in page.words


def test_staff_enter_a_correction(client, sign_in):
    sign_in(make.make_staff())
    page = client.press(
        "/staff/reference/corrections?country=BD",
        "Save the correction",
        group="LDC",
        belongs="yes",
        valid_from="2026-11-24",
        valid_to="2029-11-24",
        source="A resolution",
    )
    assert page.all("tbody th") == ["Bangladesh"]
    assert "2029-11-24" in page.words


def test_an_empty_form_comes_back_with_what_to_do(client, sign_in):
    sign_in(make.make_staff())
    page = client.press("/staff/reference/corrections", "Save the correction", status=422)
    assert page.all(".errsum li") == [
        "Choose a country or area.",
        "Choose a group.",
        "Choose whether the country belongs to the group.",
        "Enter the first day, like 2027-03-16.",
        "Enter the decision or document on which this rests.",
    ]


@pytest.mark.parametrize("path", ["/staff/reference", "/staff/reference/corrections"])
def test_only_staff_see_these_pages(client, sign_in, path):
    sign_in(make.make_user())
    assert client.get(path, 403).status == 403
