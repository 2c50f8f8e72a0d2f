"""What an archive may not do here: give away a person, be taken in twice at once."""

import shutil
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa
from flask import Flask
from sqlalchemy.orm import Session, scoped_session

from eventsite.agenda.models import Release, ReleasePerson, Speaker
from eventsite.calendars.feeds import own
from eventsite.calendars.models import Part, PersonalFeed
from eventsite.core import clock, tasks
from eventsite.core.db import db
from eventsite.core.errors import Refused
from eventsite.events import actions as event_actions
from eventsite.events.models import Event
from eventsite.exchange.archive import actions, jobs, making
from eventsite.exchange.archive.models import ArchiveState, KeptArchive
from eventsite.people import queries as people_queries
from eventsite.people.models import Person
from eventsite.registration.models import Registration
from tests import make
from tests.calendars import minutes
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
def test_nobody_who_was_erased_here_comes_back(
    session: DbSession,
    app: Flask,
    rich: Rich,
    changed: Callable[[Callable[[archives.Members], None]], Path],
) -> None:
    """An archive may be older than somebody's wish to be forgotten."""
    inside = archives.members_of(rich.path)
    released = archives.lines(inside["agenda/release_persons.jsonl"])
    code = next(one["speaker_code"] for one in released if one["name"])
    people = archives.lines(inside["people/persons.jsonl"])
    # Of the twins one would be left.
    alive = [one for one in people if one["first_name"] and not one["erased"]]
    gone = next(one for one in alive if one["first_name"] != "Twin")

    def they_speak(members: archives.Members) -> None:
        speakers = archives.lines(members["agenda/speakers.jsonl"])
        who = {"name": "Litia Example", "person_id": gone["id"]}
        known = [{**one, **who} if one["code"] == code else one for one in speakers]
        members["agenda/speakers.jsonl"] = archives.written(known)

    make.make_person("", "", email="", code=gone["code"], erased=make.CREATED)
    session.commit()
    key = archives.take_in(app, changed(they_speak), "moved")
    names = (Person.first_name == gone["first_name"], Person.family_name == gone["family_name"])
    assert session.scalars(sa.select(Person.id).where(*names)).all() == []
    speaking = sa.select(Speaker.name).where(Speaker.event_id == key, Speaker.code == code)
    assert session.scalars(speaking).all() == [""]
    side = sa.select(ReleasePerson.name).join(Release)
    told = side.where(Release.event_id == key, ReleasePerson.speaker_code == code)
    assert set(session.scalars(told)) == {""}


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


def _later(members: archives.Members) -> None:
    """The days were set anew after everybody was confirmed, and the speaker will come."""
    days = archives.lines(members["events/event_days.jsonl"])
    anew = [{**day, "sequence": 3, "revised": "2027-01-01T00:00:00+00:00"} for day in days]
    members["events/event_days.jsonl"] = archives.written(anew)
    speakers = archives.lines(members["agenda/speakers.jsonl"])
    asked = [{**speaker, "answer": "confirmed"} for speaker in speakers]
    members["agenda/speakers.jsonl"] = archives.written(asked)


def _who(word: tuple[object, ...]) -> str:
    """Whom a mail went to, without the number that makes every invented address another one."""
    return str(word[0]).rstrip("0123456789")


@pytest.mark.parametrize("as_draft", [False, True])
def test_nobody_is_told_anew_of_what_was_taken_in(
    session: DbSession,
    app: Flask,
    changed: Callable[[Callable[[archives.Members], None]], Path],
    as_draft: bool,
) -> None:
    """They were told where it was before: only what changes here is told."""
    key = archives.take_in(app, changed(_later), "moved", as_draft)
    assert minutes.rested() == []
    with clock.freeze(minutes.NOW):
        event = session.get_one(Event, key)
        if as_draft:
            event_actions.publish(event=event, actor=minutes.ACTOR)
        session.commit()
    # Made public here each day becomes another one, which is told once; no session does.
    said = minutes.rested(minutes.NOW + timedelta(hours=1))
    assert [(_who(word), *word[1:3]) for word in said] == [
        ("person", "REQUEST", 4)
    ] * 2 * as_draft + [("twin", "REQUEST", 4)] * 4 * as_draft
    with clock.freeze(minutes.NOW):
        event.title = {"en": "Another title"}
        session.commit()
    said = minutes.rested(minutes.NOW + timedelta(hours=2))
    # Three people, two of them at one address; no session became another one.
    assert sorted({(_who(word), word[1]) for word in said}) == [
        ("person", "REQUEST"), ("twin", "REQUEST"),
    ]  # fmt: skip
    assert len(said) == 6


def test_what_was_taken_in_as_a_draft_stands_in_nobodys_calendar(app: Flask, rich: Rich) -> None:
    key = archives.take_in(app, rich.path, "moved", as_draft=True)
    with app.app_context(), clock.freeze(minutes.NOW):
        people = db.session.scalars(
            sa.select(Registration.person_id).where(Registration.event_id == key)
        )
        feeds = [PersonalFeed(person_id=one, parts=list(Part)) for one in people]
        assert [own.listed(feed, minutes.NOW) for feed in feeds] == [[]] * 4
