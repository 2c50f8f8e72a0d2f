"""A full archive: out, into an empty site, out again, and every byte is the same."""

import json
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
import sqlalchemy as sa
from flask import Flask
from sqlalchemy.orm import Session, scoped_session

from eventsite.agenda import queries as agenda_queries
from eventsite.agenda import releases
from eventsite.agenda.actions import history
from eventsite.agenda.models import AgendaStep, DigestState, Follower, Release, ReleaseDigest, Room
from eventsite.core import archive, files
from eventsite.core.db import db
from eventsite.core.files import File
from eventsite.core.outbox import Mail
from eventsite.events.models import Event, EventDay, EventState, KeyDeadline
from eventsite.people.models import Organisation, Person, User
from eventsite.registration.models import Registration
from tests import databases, make
from tests.agenda import makings
from tests.exchange import archives
from tests.exchange.conftest import Rich

DbSession = scoped_session[Session]


def test_every_table_has_rows(rich: Rich) -> None:
    held = archives.members_of(rich.path)
    assert [t.member for t in archive.room_tables(rich.app) if not held[t.member]] == []


def test_out_in_and_out_again_is_the_same(
    app: Flask,
    rich: Rich,
    tmp_path: Path,
    homes: Callable[[str], databases.Home],
    request: pytest.FixtureRequest,
) -> None:
    """From SQLite to PostgreSQL, and from there into a third, empty site on SQLite."""
    home, path = homes("postgresql"), rich.path
    request.addfinalizer(home.wipe)
    first = archives.members_of(path)
    head = json.loads(zipfile.ZipFile(path).read("manifest.json"))
    slug = head["event"]["slug"]
    for number, other in enumerate((home.app, app)):
        event_id = archives.take_in(other, path, slug)
        path = tmp_path / f"again{number}.zip"
        assert archives.archive_of(other, event_id, path) == first
        again = json.loads(zipfile.ZipFile(path).read("manifest.json"))
        assert {**again, "created": head["created"]} == head


def test_what_comes_in_works(app: Flask, rich: Rich) -> None:
    """Keys inside values lead to the rows that were made, and the draft's history goes on."""
    event_id = archives.take_in(app, rich.path, "moved", as_draft=True)
    with app.app_context():
        event = db.session.get_one(Event, event_id)
        assert (event.state, event.slug) == (EventState.DRAFT, "moved")
        hall = db.session.scalars(sa.select(Room.id)).one()
        found = db.session.scalars(sa.select(Release).order_by(Release.number)).all()
        agendas = [releases.read(one.content) for one in found]
        assert [agenda.sessions[0].rooms for agenda in agendas] == [
            (archive.GONE + 1,),
            (hall,),
            (hall,),
        ]
        assert agenda_queries.draft(event).agenda.sessions[0].rooms == (hall,)
        tracks = db.session.scalars(sa.select(Follower.tracks)).one()
        assert tracks == [agendas[2].sessions[0].track]
        file = db.session.scalars(sa.select(File).where(File.name == "me.png")).one()
        people = agenda_queries.people_of(agenda_queries.latest_release(event_id))  # type: ignore[arg-type]
        assert {person.photo for person in people.values()} == {file.code}
        mine = sa.select(AgendaStep.actor).where(AgendaStep.dropped.is_(False))
        history.undo(event, db.session.scalars(mine.order_by(AgendaStep.id.desc())).first() or "")
        states = db.session.scalars(sa.select(ReleaseDigest.state)).all()
        assert DigestState.HELD not in states
        assert db.session.scalars(sa.select(Mail)).all() == []


def test_a_second_one_beside_the_first(app: Flask, rich: Rich, tmp_path: Path) -> None:
    """Nothing here is changed or shared but what belongs to the installation."""
    first = archives.take_in(app, rich.path, "first")
    before = archives.archive_of(app, first, tmp_path / "before.zip")
    with app.app_context():
        people, entities = archives.count(Person), archives.count(Organisation)
    copy = archives.take_in(app, rich.path, "copy")
    assert archives.archive_of(app, first, tmp_path / "after.zip") == before
    with app.app_context():
        # The erased person is nobody's twin; everybody else is found by address and name.
        assert archives.count(Person) == people + 1
        assert archives.count(Organisation) == entities
        assert len(set(db.session.scalars(sa.select(Event.series_id)))) == 1
        for column in (EventDay.uid, Registration.code, File.code):
            said = db.session.scalars(sa.select(column)).all()
            assert len(set(said)) == len(said)
        latest = agenda_queries.latest_release(copy)
        assert latest is not None
        uid = releases.read(latest.content).sessions[0].uid
        assert uid in {s.uid for s in agenda_queries.sessions(copy)}
        keys = db.session.scalars(
            sa.select(KeyDeadline.label_key).where(KeyDeadline.kind == "call")
        )
        assert len(set(keys)) == 2
        assert all(files.path_of(f).exists() for f in db.session.scalars(sa.select(File)))


def test_a_person_is_the_same_by_address_and_name_alone(app: Flask, rich: Rich) -> None:
    with app.app_context():
        make.make_person("Twin", "One", email="twin@example.org")
        make.make_person("TWIN", "Two", email="twin@example.org")
        db.session.commit()
    archives.take_in(app, rich.path, "moved")
    with app.app_context():
        twins = sa.select(Person.family_name).where(Person.email == "twin@example.org")
        # One of the archive's two is the one here, and the other is new.
        assert sorted(db.session.scalars(twins)) == ["One", "One", "Two"]


def test_an_account_comes_without_what_opens_it(
    session: DbSession, app: Flask, tmp_path: Path
) -> None:
    event = make.make_event()
    user = make.make_team_member(event)
    user.is_staff, user.password_hash = True, "hash of a password"
    key, secret = event.id, user.session_token
    session.commit()
    held = b"".join(archives.archive_of(app, key, tmp_path / "staff.zip").values())
    assert [word in held for word in (b"hash of", secret.encode(), b"is_staff")] == [False] * 3
    # Here the account is found, and stays as it is.
    archives.take_in(app, tmp_path / "staff.zip", "moved")
    assert session.scalars(sa.select(User.is_staff)).all() == [True]
    session.rollback()


def test_a_new_account_opens_nothing_but_the_event(app: Flask, rich: Rich) -> None:
    archives.take_in(app, rich.path, "moved")
    with app.app_context():
        found = db.session.execute(sa.select(User.is_staff, User.password_hash).distinct()).all()
        assert [tuple(row) for row in found] == [(False, None)]


def test_other_events_are_not_inside(session: DbSession, app: Flask, tmp_path: Path) -> None:
    event = make.make_event()
    make.make_registration(make.make_event("Other forum"), make.make_person("Secret", "Guest"))
    key = event.id
    session.commit()
    held = archives.archive_of(app, key, tmp_path / "small.zip")
    assert b"Guest" not in b"".join(held.values())
    assert {name for name, content in held.items() if content} == {
        "README.txt",
        "events/events.jsonl",
        "events/event_days.jsonl",
    }


def test_a_missing_file_is_said_and_leaves_nothing(
    session: DbSession, app: Flask, tmp_path: Path
) -> None:
    file = makings.make_photo()
    key = make.make_event(cover_file_id=file.id).id
    files.path_of(file).write_bytes(b"other")
    session.commit()
    with pytest.raises(archive.MissingFile):
        archives.archive_of(app, key, tmp_path / "rich.zip")
    assert list(tmp_path.iterdir()) == []
