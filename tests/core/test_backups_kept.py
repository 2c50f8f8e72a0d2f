"""Backups expire, and a restored older one does not bring back who was erased since."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa
from flask import Flask
from sqlalchemy.orm import Session, scoped_session

from eventsite import backup
from eventsite.core import clock, trace
from eventsite.core.db import db
from eventsite.core.outbox import actions, drain
from eventsite.core.outbox.models import Mail
from eventsite.people.actions import everywhere
from eventsite.people.models import Person
from tests import databases, make

NOW = datetime(2027, 3, 31, 2, tzinfo=UTC)
DbSession = scoped_session[Session]


@pytest.fixture
def folder(app: Flask) -> Path:
    """The folder of backups, empty."""
    found: Path = app.config["SETTINGS"].backup_dir
    found.mkdir(exist_ok=True)
    return found


def test_dated_backups_go_after_thirty_days_and_nothing_else_does(
    app: Flask, folder: Path, session: DbSession
) -> None:
    names = [f"plenary-{NOW - timedelta(days=age):%Y%m%dT%H%M%SZ}.zip" for age in (29, 30, 31, 90)]
    others = ["plenary.zip", "plenary-20200101T000000Z.zip.part", "notes.txt"]
    for name in [*names, *others]:
        (folder / name).write_text("")
    assert backup.delete_expired(NOW) == [names[3], names[2]]
    assert {path.name for path in folder.iterdir()} == {*names[:2], *others}


def test_a_backup_without_a_name_is_dated_and_clears_the_folder(app: Flask, folder: Path) -> None:
    (folder / "plenary-20200101T000000Z.zip").write_text("")
    said = app.test_cli_runner().invoke(args=["backup"])
    assert said.exit_code == 0
    [made] = folder.iterdir()
    assert said.output.splitlines()[1:] == [
        "plenary-20200101T000000Z.zip was too old and is deleted."
    ]
    assert made.name == f"plenary-{datetime.now(UTC):%Y%m%d}T{made.name[17:24]}.zip"


def backed_up(moment: datetime) -> Path:
    with clock.freeze(moment):
        path = backup.next_name()
        backup.back_up(path)
    return path


@pytest.mark.both_databases
def test_who_was_erased_since_is_erased_again(app: Flask, tmp_path: Path) -> None:
    with app.app_context():
        gone = make.make_person("Sina", "Falaniko", email="sina@example.org")
        make.make_user(gone)
        make.make_person("Aminata", "Diop", email="aminata@example.org")
        db.session.commit()
        older = backed_up(NOW)
        backed_up(NOW + timedelta(days=1))
        everywhere.erase(gone)
        db.session.commit()
        backed_up(NOW + timedelta(days=2))
        code = gone.code
        db.session.remove()
    anew = databases.make_app(tmp_path / "new", f"sqlite:///{tmp_path / 'new' / 'b.sqlite'}")
    databases.build(anew)
    said = anew.test_cli_runner().invoke(args=["restore", str(older)])
    assert said.output.splitlines()[1:] == [
        "1 people were erased again who are erased in plenary-20270402T020000Z.zip."
    ]
    with anew.app_context():
        people = db.session.execute(
            sa.select(Person.code, Person.email).order_by(Person.email)
        ).all()
        db.session.remove()
    assert people[0] == (code, "")
    assert [email for _code, email in people[1:]] == ["aminata@example.org"]
    again = anew.test_cli_runner().invoke(args=["erase-again", str(older)])
    assert again.output == (
        "0 people were erased again who are erased in plenary-20270331T020000Z.zip.\n"
    )


def test_what_is_no_backup_is_named(app: Flask, tmp_path: Path) -> None:
    path = tmp_path / "x.zip"
    path.write_text("x")
    said = app.test_cli_runner().invoke(args=["erase-again", str(path)])
    assert said.exit_code == 1
    assert said.output.startswith(f"Error: {path} cannot be read as a backup (")


def test_rows_of_mails_go_after_a_year(session: DbSession) -> None:

    words = {"template": "t", "subject": "Hello", "text": "Hello.", "attachments": []}
    for age, state in ((364, "sent"), (366, "sent"), (366, "queued")):
        made = NOW - timedelta(days=age)
        mail = Mail(
            message_id=f"{age}{state}", to_address="a@example.org", lang="en", state=state,
            due=made, created=made, **words,
        )  # fmt: skip
        session.add(mail)
    session.commit()
    with clock.freeze(NOW):
        drain.blank_old()
    left = session.scalars(sa.select(Mail.message_id).order_by(Mail.id)).all()
    assert left == ["364sent", "366queued"]
    assert actions.delete_before(NOW) == 1


def test_notes_of_who_read_what_go_after_two_years(session: DbSession) -> None:
    for age in (729, 731):
        with clock.freeze(NOW - timedelta(days=age)):
            trace.note("visa.read", f"visa:{age}", actor="user:1")
    with clock.freeze(NOW):
        trace.expire()
    assert session.scalars(sa.select(trace.TraceNote.subject)).all() == ["visa:729"]
