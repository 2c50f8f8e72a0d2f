"""Backup and restore: one moment, every row and file, into an empty site only."""

import json
import threading
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import sqlalchemy as sa
from flask import Flask
from sqlalchemy.orm import Session, scoped_session

from eventsite import backup
from eventsite.core import clock
from eventsite.core.db import Base, db
from eventsite.core.outbox.models import Mail, MailState
from eventsite.core.tasks import TaskRow
from eventsite.people.models import Person
from tests import databases, make

DbSession = scoped_session[Session]


def contents(app: Flask) -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table that has any."""
    with app.app_context(), db.engine.connect() as connection:
        found = {
            table.name: [
                tuple(row)
                for row in connection.execute(sa.select(table).order_by(*table.primary_key.columns))
            ]
            for table in Base.metadata.sorted_tables
        }
    return {name: rows for name, rows in found.items() if rows}


@pytest.fixture
def filled(session: DbSession, app: Flask) -> Flask:
    """A site with rows of several kinds and a file."""
    event = make.make_event(days=3)
    make.make_team_member(event)
    make.make_person("Hélène", "Ünal")
    # One row whose JSON is absent, which must not come back as JSON's null.
    session.add(TaskRow(name="test", args={"a": [1]}, created_by="user:1", created=clock.now()))
    session.commit()
    session.remove()
    folder = app.config["SETTINGS"].files_dir / "ab"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "cover.png").write_bytes(b"\x89PNG")
    return app


@pytest.fixture
def empty(tmp_path: Path) -> Flask:
    """Another site, migrated and empty, on SQLite."""
    app = databases.make_app(tmp_path / "empty", f"sqlite:///{tmp_path / 'empty' / 'b.sqlite'}")
    databases.build(app)
    return app


@pytest.mark.both_databases
def test_what_is_restored_is_what_was_there(filled: Flask, empty: Flask, tmp_path: Path) -> None:
    path = tmp_path / "plenary.zip"
    with filled.app_context():
        counts = backup.back_up(path)
    with empty.app_context():
        assert backup.restore(path) == counts
    assert contents(empty) == contents(filled)
    file = empty.config["SETTINGS"].files_dir / "ab" / "cover.png"
    assert file.read_bytes() == b"\x89PNG"


def test_an_sqlite_site_moves_to_postgresql_and_counts_on(
    filled: Flask,
    tmp_path: Path,
    homes: Callable[[str], databases.Home],
    request: pytest.FixtureRequest,
) -> None:
    path = tmp_path / "plenary.zip"
    with filled.app_context():
        backup.back_up(path)
    home = homes("postgresql")
    request.addfinalizer(home.wipe)
    with home.app.app_context():
        backup.restore(path)
        highest = db.session.scalar(sa.select(sa.func.max(Person.id)))
        added = make.make_person("Next", "One").id
        db.session.rollback()
    assert added == (highest or 0) + 1
    assert contents(home.app) == contents(filled)


@contextmanager
def writing(app: Flask) -> Iterator[None]:
    """Somebody adds a person and their account, always both, until the end of the block."""
    stop = threading.Event()

    def write() -> None:
        with app.app_context():
            while not stop.is_set():
                make.make_user(make.make_person("Busy", "Writer"))
                db.session.commit()

    writer = threading.Thread(target=write)
    writer.start()
    try:
        yield
    finally:
        stop.set()
        writer.join()


def test_a_backup_during_writes_is_one_moment(filled: Flask, empty: Flask, tmp_path: Path) -> None:
    path = tmp_path / "plenary.zip"
    with writing(filled), filled.app_context():
        backup.back_up(path)
    with empty.app_context():
        backup.restore(path)
        persons = set(db.session.scalars(sa.select(Person.id).where(Person.first_name == "Busy")))
        users = set(db.session.scalars(sa.text("SELECT person_id FROM users")))
    assert persons <= users


def refusal(app: Flask, path: Path) -> str:
    with app.app_context(), pytest.raises(backup.CannotBackUp) as refused:
        backup.restore(path)
    return str(refused.value)


def test_a_site_that_is_not_empty_is_left_alone(filled: Flask, tmp_path: Path) -> None:
    path = tmp_path / "plenary.zip"
    with filled.app_context():
        backup.back_up(path)
    before = contents(filled)
    assert refusal(filled, path).startswith("The database is not empty (")
    assert contents(filled) == before


def test_a_folder_that_is_not_empty_is_left_alone(
    filled: Flask, empty: Flask, tmp_path: Path
) -> None:
    path = tmp_path / "plenary.zip"
    with filled.app_context():
        backup.back_up(path)
    folder = empty.config["SETTINGS"].files_dir
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "old").write_text("x")
    assert refusal(empty, path) == (
        f"The folder {folder} is not empty. Restore into an empty one only."
    )
    assert contents(empty) == {}


def test_a_damaged_archive_changes_nothing(filled: Flask, empty: Flask, tmp_path: Path) -> None:
    path, damaged = tmp_path / "plenary.zip", tmp_path / "damaged.zip"
    with filled.app_context():
        backup.back_up(path)
    with zipfile.ZipFile(path) as good, zipfile.ZipFile(damaged, "w") as bad:
        for name in good.namelist():
            content = good.read(name)
            bad.writestr(name, content.replace("Ünal".encode(), b"Other"))
    assert refusal(empty, damaged) == (
        "The backup is damaged: tables/persons.jsonl is not as it was written."
    )
    assert contents(empty) == {}


def test_another_migration_is_named(filled: Flask, empty: Flask, tmp_path: Path) -> None:
    path, other = tmp_path / "plenary.zip", tmp_path / "other.zip"
    with filled.app_context():
        backup.back_up(path)
    with zipfile.ZipFile(path) as good, zipfile.ZipFile(other, "w") as changed:
        for name in good.namelist():
            content = good.read(name)
            if name == "manifest.json":
                content = json.dumps({**json.loads(content), "revision": "abc"}).encode()
            changed.writestr(name, content)
    assert refusal(empty, other).startswith("The backup belongs to migration abc, ")


def test_a_backup_never_replaces_another(filled: Flask, tmp_path: Path) -> None:
    path = tmp_path / "plenary.zip"
    path.write_text("kept")
    with filled.app_context(), pytest.raises(backup.CannotBackUp):
        backup.back_up(path)
    assert path.read_text() == "kept"


def test_a_restored_site_sends_nothing_by_itself(
    session: DbSession, app: Flask, empty: Flask, tmp_path: Path
) -> None:
    held = {"template": "t", "subject": "Hello", "text": "Hello.", "attachments": []}
    moments = {"due": make.CREATED, "created": make.CREATED}
    for state in (MailState.QUEUED, MailState.SENT):
        number = f"{state}@example.org"
        mail = Mail(message_id=number, to_address=number, lang="en", state=state, **held, **moments)
        session.add(mail)
    session.commit()
    backup.back_up(tmp_path / "site.zip")
    with empty.app_context():
        backup.restore(tmp_path / "site.zip")
        states = db.session.scalars(sa.select(Mail.state).order_by(Mail.id)).all()
        db.session.remove()
    assert states == [MailState.UNKNOWN, MailState.SENT]
