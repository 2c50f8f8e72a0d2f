"""The same migrations on both databases: from nothing to the newest, down and up, with rows in."""

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import flask_migrate
import pytest
import sqlalchemy as sa
from alembic.script import ScriptDirectory
from flask import Flask

from eventsite.agenda.models import AgendaSession, Answer, SessionKind, Speaker
from eventsite.core.db import db
from eventsite.events.models import Event, EventDay
from eventsite.people.models import Person
from eventsite.registration.models import (
    Admission,
    Consent,
    ConsentKind,
    Registration,
    RegistrationTerms,
    State,
)
from tests import databases, make
from tests.postgres import Cluster

SCRIPTS = str(databases.MIGRATIONS)


@pytest.fixture
def empty_app(
    tmp_path: Path, database_name: str, request: pytest.FixtureRequest
) -> Iterator[Flask]:
    """A site whose database has no table yet."""
    if database_name == "sqlite":
        app = databases.make_app(tmp_path, f"sqlite:///{tmp_path / 'empty.sqlite'}")
        yield app
        _let_go(app)
        return
    cluster: Cluster = request.getfixturevalue("cluster")
    app = databases.make_app(tmp_path, cluster.create("migrations"))
    yield app
    _let_go(app)
    cluster.drop("migrations")


def _let_go(app: Flask) -> None:
    with app.app_context():
        db.engine.dispose()


@pytest.mark.both_databases
def test_migrations_make_what_the_models_say(empty_app: Flask) -> None:
    databases.migrate(empty_app)
    assert databases.differences(empty_app) == []


@pytest.mark.both_databases
def test_down_and_up_with_rows(empty_app: Flask) -> None:
    databases.migrate(empty_app)
    with empty_app.app_context():
        make.make_team_member(make.make_event(days=3))
        make.make_person(organisation_id=make.make_organisation().id)
        db.session.commit()
        db.session.remove()
        flask_migrate.downgrade(directory=SCRIPTS, revision="base")
        assert set(sa.inspect(db.engine).get_table_names()) <= {"alembic_version"}
    databases.migrate(empty_app)
    assert databases.differences(empty_app) == []
    with empty_app.app_context():
        assert db.session.scalar(sa.select(sa.func.count()).select_from(Person)) == 0
        db.session.remove()


@pytest.mark.both_databases
def test_each_step_can_be_taken_back(empty_app: Flask) -> None:
    steps = list(ScriptDirectory(SCRIPTS).walk_revisions())[::-1]
    assert steps != []
    for step in steps:
        databases.migrate(empty_app, step.revision)
        with empty_app.app_context():
            flask_migrate.downgrade(directory=SCRIPTS, revision="-1")
            db.session.remove()
        databases.migrate(empty_app, step.revision)
    assert databases.differences(empty_app) == []


def test_there_is_one_newest_migration() -> None:
    assert len(ScriptDirectory(SCRIPTS).get_heads()) == 1


@pytest.mark.both_databases
def test_a_programme_of_the_first_schema_is_kept(empty_app: Flask) -> None:
    databases.migrate(empty_app, "0001")
    with empty_app.app_context():
        tables = sa.MetaData()
        tables.reflect(db.engine)
        event = make_row(tables, "events", id=1, slug="old", title={"en": "Old"}, moves=0)
        make_row(tables, "agenda_sessions", id=1, event_id=event, code="A", uid="u", minutes=60)
        make_row(tables, "speakers", id=1, event_id=event, code="S", name="Ada")
        make_row(tables, "event_days", id=1, event_id=event, day=date(2026, 5, 4))
        make_row(tables, "persons", id=1, email="ada@example.org")
        db.session.commit()
        db.session.remove()
    databases.migrate(empty_app)
    with empty_app.app_context():
        session = db.session.get_one(AgendaSession, 1)
        speaker = db.session.get_one(Speaker, 1)
        assert (session.minutes, session.clauses, session.outcome) == (60, [], {})
        assert (speaker.name, speaker.answer, speaker.generation) == ("Ada", Answer.OPEN, 1)
        assert [speaker.calendar_mails, db.session.get_one(Person, 1).calendar_mails] == [True] * 2
        assert (db.session.get_one(EventDay, 1).former, speaker_event(speaker)) == (
            [],
            ({}, None, []),
        )
        session.kind = SessionKind.BLOCKER
        db.session.commit()
        db.session.remove()
        flask_migrate.downgrade(directory=SCRIPTS, revision="0001")
        kinds = db.session.scalars(sa.text("SELECT kind FROM agenda_sessions")).all()
        assert kinds == ["other"]
        db.session.remove()


@pytest.mark.both_databases
def test_registrations_of_the_third_schema_are_kept(empty_app: Flask) -> None:
    databases.migrate(empty_app, "0003")
    with empty_app.app_context():
        tables = sa.MetaData()
        tables.reflect(db.engine)
        event = make_row(tables, "events", id=1, slug="old", title={"en": "Old"}, moves=0)
        make_row(tables, "registration_terms", id=1, event_id=event, hold_hours=24)
        for number, state in enumerate(("confirmed", "held", "cancelled"), 1):
            make_row(tables, "persons", id=number, code=f"P{number}")
            words = {"role": "participant", "consent_version": "2026-1", "consent_lang": "fr"}
            own = {"id": number, "code": f"R{number}", "person_id": number, "state": state}
            make_row(
                tables, "registrations", event_id=event, publish_in_list=number == 1, **own, **words
            )
        db.session.commit()
        db.session.remove()
    databases.migrate(empty_app)
    with empty_app.app_context():
        terms = db.session.get_one(RegistrationTerms, 1)
        assert (terms.taken_total, terms.admission, terms.offer_hours) == (2, Admission.OPEN, 48)
        given = [
            (one.kind, one.text_version, one.lang)
            for one in db.session.scalars(sa.select(Consent).filter_by(registration_id=1))
        ]
        assert sorted(given) == [
            (ConsentKind.CONDUCT, "2026-1", "fr"),
            (ConsentKind.DATA, "2026-1", "fr"),
            (ConsentKind.LISTED, "2026-1", "fr"),
        ]
        db.session.get_one(Registration, 1).state = State.PENDING
        db.session.get_one(Registration, 2).state = State.REFUSED
        db.session.commit()
        db.session.remove()
        flask_migrate.downgrade(directory=SCRIPTS, revision="0003")
        states = db.session.scalars(sa.text("SELECT state FROM registrations ORDER BY id")).all()
        assert states == ["waiting", "cancelled", "cancelled"]
        db.session.remove()


def speaker_event(speaker: Speaker) -> tuple[object, object, list[str]]:
    """What was last public of a speaker's event, when it was taken back, and where it stood."""
    event = db.session.get_one(Event, speaker.event_id)
    return event.last_public, event.withdrawn, event.former


def make_row(tables: sa.MetaData, table_name: str, **values: object) -> int:
    """A row of a table as the database has it; what is not said is the least that it takes."""
    table = tables.tables[table_name]
    least = {
        column.name: _least(column)
        for column in table.columns
        if not column.nullable and column.name not in values and not column.primary_key
    }
    # What the database gives back as text went in as JSON.
    given = {
        key: json.dumps(value)
        if isinstance(value, dict | list) and _is_text(table.c[key])
        else value
        for key, value in values.items()
    }
    db.session.execute(sa.insert(table).values(**least, **given))
    return int(str(values["id"]))


def _least(column: sa.Column[object]) -> object:
    known = {"kind": "forum", "state": "draft", "mode": "online"}
    if column.name in known:
        return {"agenda_sessions": {"kind": "talk", "state": "scheduled"}}.get(
            column.table.name, known
        )[column.name]
    if isinstance(column.type, sa.JSON):
        return [] if column.name in ("languages", "interpretation", "clauses", "sdgs") else {}
    if isinstance(column.type, sa.DateTime):
        return make.CREATED
    return {bool: False, int: 1}.get(column.type.python_type, "")


def _is_text(column: sa.Column[object]) -> bool:
    return not isinstance(column.type, sa.JSON)
