"""The pages of archives: an owner makes and fetches one, staff bring one and take it in."""

import io
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa
from flask import Flask
from sqlalchemy.orm import Session, scoped_session

from eventsite.core import clock
from eventsite.core.outbox import Mail
from eventsite.core.tasks import TaskRow, child, lease, registry
from eventsite.core.trace import TraceNote
from eventsite.events.models import Event, EventState
from eventsite.exchange.archive import actions, making, reasons
from eventsite.exchange.archive.models import ArchiveState, KeptArchive
from eventsite.people.models import User
from tests import make
from tests.browser import Browser
from tests.exchange import archives
from tests.exchange.conftest import Rich

DbSession = scoped_session[Session]
SignIn = Callable[..., Browser]
NOW = datetime(2027, 3, 1, 9, tzinfo=UTC)


@pytest.fixture
def staff(session: DbSession, sign_in: SignIn) -> Browser:
    """Somebody of staff, signed in."""
    return sign_in(make.make_staff())


def run(session: DbSession) -> TaskRow:
    """Do the waiting job as a worker's child does; its row afterwards."""
    session.commit()
    held = lease.take("tests")
    assert held is not None
    row = session.get_one(TaskRow, held.id)
    name, args = row.name, dict(row.args)
    job = registry.Job(row.id, row.created_by)
    session.rollback()
    child.work(held, job, name, args)
    session.rollback()
    return session.get_one(TaskRow, held.id, populate_existing=True)


def bring(staff: Browser, path: Path) -> None:
    """Bring an archive."""
    data = {"file": (io.BytesIO(path.read_bytes()), "their forum.zip")}
    assert staff.open("POST", "/staff/archives", data=data).status_code == 303


def test_an_owner_makes_and_fetches_an_archive(
    session: DbSession, app: Flask, sign_in: SignIn, tmp_path: Path
) -> None:
    event = make.make_event()
    address = f"/manage/events/{event.slug}/full-archive"
    owner, other = (make.make_team_member(event) for _ in range(2))
    browser = sign_in(owner)
    with clock.freeze(NOW):
        browser.open("POST", address)
        # Pressed again while the first waits, it is the same job.
        browser.open("POST", address)
        row = run(session)
        link = (row.result or {})["href"]
        assert (row.state, session.scalar(sa.select(sa.func.count(TaskRow.id)))) == ("done", 1)
        session.commit()
        response = browser.open("GET", link)
        assert (response.status_code, response.headers["Cache-Control"]) == (
            200, "private, no-store",
        )  # fmt: skip
        (tmp_path / "got.zip").write_bytes(response.data)
        assert archives.check(tmp_path / "got.zip").rows["events"] == 1
        assert f"{event.slug}-2027-03-01.zip" in browser.get(address).text
        notes = session.scalars(sa.select(TraceNote.kind).order_by(TraceNote.id)).all()
        assert notes[-1] == "event.archive_fetched"
        assert "event.archived" in notes
        session.commit()
        assert sign_in(other).open("GET", link).status_code == 404
    with clock.freeze(NOW + actions.KEPT_FOR):
        assert sign_in(owner).open("GET", link).status_code == 404
        actions.expire(clock.now())
        session.commit()
    assert session.scalars(sa.select(KeptArchive.id)).all() == []
    assert not making.path_of(link.rpartition("/")[2].removesuffix(".zip")).exists()


def test_staff_look_at_an_archive_and_take_it_in(
    session: DbSession, staff: Browser, rich: Rich
) -> None:
    make.make_person("Star", "Giver", email="elsewhere@example.org")
    bring(staff, rich.path)
    row = run(session)
    link = (row.result or {})["href"]
    session.commit()
    page = staff.get(link)
    assert page.h1 == "Import an archive"
    assert "Tue 8 – Wed 9 June 2027" in page.words
    kept = session.scalars(sa.select(KeptArchive)).one()
    assert kept.found["here"]["series"] == [0, 1]
    session.commit()
    assert (
        staff.open("POST", link, data={"slug": "Not a slug", "state": "draft"}).status_code == 422
    )
    staff.open("POST", link, data={"slug": "taken-in", "state": "draft"})
    row = run(session)
    assert (row.state, row.result) == (
        "done", {"href": "/manage/events/taken-in", "label": "Open the event"},
    )  # fmt: skip
    event = session.scalars(sa.select(Event)).one()
    assert (event.slug, event.state) == ("taken-in", EventState.DRAFT)
    assert session.scalars(sa.select(Mail.id)).all() == []
    session.commit()
    assert staff.open("GET", link).status_code == 404
    staff.get("/manage/events/taken-in")


def test_a_job_run_twice_takes_an_archive_in_once(
    session: DbSession, staff: Browser, rich: Rich
) -> None:
    bring(staff, rich.path)
    link = (run(session).result or {})["href"]
    session.commit()
    staff.open("POST", link, data={"slug": "taken-in", "state": "same"})
    row = run(session)
    args, job = dict(row.args), registry.Job(row.id, row.created_by)
    session.rollback()
    assert registry.jobs[row.name](job, **args) == row.result
    assert session.scalars(sa.select(Event.state)).all() == [EventState.PUBLISHED]


def test_what_is_no_archive_is_refused_at_once(
    session: DbSession, staff: Browser, tmp_path: Path
) -> None:
    (tmp_path / "x.zip").write_bytes(b"no zip at all")
    data = {"file": (io.BytesIO(b"no zip at all"), "x.zip")}
    response = staff.open("POST", "/staff/archives", data=data)
    assert (response.status_code, "damaged" in response.text) == (422, True)
    assert staff.open("POST", "/staff/archives", data={}).status_code == 422
    assert session.scalars(sa.select(KeptArchive.id)).all() == []


def test_a_broken_row_fails_the_check_and_says_where(
    session: DbSession, staff: Browser, rich: Rich, tmp_path: Path
) -> None:
    def change(_head: object, members: archives.Members) -> None:
        path = "events/event_days.jsonl"
        members[path] = members[path].replace(b'"2027-06-09"', b'"2027-06-31"')

    path = tmp_path / "broken.zip"
    path.write_bytes(rich.path.read_bytes())
    archives.rebuilt(path, change)
    bring(staff, path)
    row = run(session)
    said = reasons.VALUE % {"column": "day"}
    assert (row.state, row.error) == (
        "failed", f"File “events/event_days.jsonl” inside the archive, row 2: {said}",
    )  # fmt: skip
    kept = session.scalars(sa.select(KeptArchive)).one()
    assert kept.state is ArchiveState.BROUGHT
    code = kept.code
    session.commit()
    staff.get(f"/staff/archives/{code}")
    staff.open("POST", f"/staff/archives/{code}/discard")
    assert not making.path_of(code).exists()


def test_what_a_killed_job_left_goes(session: DbSession, app: Flask) -> None:
    stray = making.folder() / "GONE.files"
    stray.mkdir()
    later = datetime.now(UTC) + actions.KEPT_FOR + timedelta(minutes=1)
    actions.expire(datetime.now(UTC))
    assert stray.exists()
    actions.expire(later)
    assert not stray.exists()


def test_out_and_in_at_the_console(session: DbSession, app: Flask, tmp_path: Path) -> None:
    event = make.make_event(slug="forum-2027")
    make.make_team_member(event)
    session.commit()
    session.remove()
    console, path = app.test_cli_runner(), str(tmp_path / "forum.zip")
    assert console.invoke(args=["archive", "out", "forum-2027", path]).exit_code == 0
    taken = console.invoke(args=["archive", "in", path])
    assert (taken.exit_code, "Another one has this address" in taken.output) == (1, True)
    result = console.invoke(args=["archive", "in", path, "--slug", "forum-2028", "--as-it-was"])
    assert result.output == "The event forum-2028 is here.\n"
    found = session.execute(sa.select(Event.slug, Event.state).order_by(Event.id))
    assert [tuple(row) for row in found] == [
        ("forum-2027", EventState.PUBLISHED),
        ("forum-2028", EventState.PUBLISHED),
    ]
    assert session.scalar(sa.select(sa.func.count(User.id))) == 1
