"""The same migrations on both databases: from nothing to the newest, down and up, with rows in."""

from collections.abc import Iterator
from pathlib import Path

import flask_migrate
import pytest
import sqlalchemy as sa
from alembic.script import ScriptDirectory
from flask import Flask

from eventsite.core.db import db
from eventsite.people.models import Person
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
