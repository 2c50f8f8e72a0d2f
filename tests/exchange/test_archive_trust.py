"""What an archive may not do here: give away a person, be taken in twice at once."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
import sqlalchemy as sa
from flask import Flask
from sqlalchemy.orm import Session, scoped_session

from eventsite.core import tasks
from eventsite.core.db import db
from eventsite.core.errors import Refused
from eventsite.events.models import Event
from eventsite.exchange.archive import actions, jobs, making
from eventsite.exchange.archive.models import ArchiveState, KeptArchive
from eventsite.people import queries as people_queries
from tests import make
from tests.exchange import archives
from tests.exchange.conftest import Rich

DbSession = scoped_session[Session]


@pytest.fixture
def changed(rich: Rich, tmp_path: Path) -> Callable[[Callable[[archives.Members], None]], Path]:
    """Copies the archive and changes its members."""

    def made(change: Callable[[archives.Members], None]) -> Path:
        path = tmp_path / "changed.zip"
        shutil.copy(rich.path, path)
        archives.rebuilt(path, lambda _head, members: change(members))
        return path

    return made


def test_an_account_inside_gives_nobody_away(
    app: Flask, changed: Callable[[Callable[[archives.Members], None]], Path]
) -> None:
    """An archive can be written by anybody: links of who is known here go to their address here."""

    def change(members: archives.Members) -> None:
        accounts = archives.lines(members["people/users.jsonl"])
        people = archives.lines(members["people/persons.jsonl"])
        person = next(one for one in people if one["id"] == accounts[0]["person_id"])
        person |= {"first_name": "Sina", "family_name": "Falaniko", "email": "sina@example.org"}
        accounts[0]["email"] = "somebody-else@example.org"
        members["people/users.jsonl"] = archives.written(accounts)
        members["people/persons.jsonl"] = archives.written(people)

    path = changed(change)
    with app.app_context():
        make.make_person("Sina", "Falaniko", email="sina@example.org")
        db.session.commit()
    archives.take_in(app, path, "moved")
    with app.app_context():
        reached = people_queries.persons_with_email
        assert [one.name for one in reached("sina@example.org")] == ["Sina Falaniko"]
        assert reached("somebody-else@example.org") == []


@pytest.mark.both_databases
def test_two_jobs_take_an_archive_in_once(session: DbSession, rich: Rich) -> None:
    """The second one, that began before the first was done, is refused and leaves nothing."""
    kept = KeptArchive(
        code="ARCHIVE", state=ArchiveState.CHECKED, created_by="user:1", name="a.zip",
        created=make.CREATED, expires=make.CREATED,
    )  # fmt: skip
    key = make.add(kept).id
    session.commit()
    shutil.copy(rich.path, making.path_of("ARCHIVE"))

    class Late(tasks.Job):
        def progress(self, done: int, total: int, sentence: str = "") -> None:
            taken = sa.update(KeptArchive).values(state=ArchiveState.TAKEN)
            with db.engine.begin() as other:
                other.execute(taken)

    with pytest.raises(Refused) as refused:
        jobs.take_in_archive(Late(1, "user:1"), key, "moved", as_draft=True)
    session.rollback()
    assert refused.value.reason is actions.Reason.TAKEN
    assert session.scalars(sa.select(Event.id)).all() == []
    assert [path.name for path in making.folder().iterdir()] == ["ARCHIVE.zip"]
