"""Backup while people register, restore into an empty folder: one moment, and the same feeds."""

import json
import subprocess
import sys
import threading
import zipfile
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest
import sqlalchemy as sa
from flask import Flask

from eventsite.agenda import actions as agenda
from eventsite.agenda.models import SessionState
from eventsite.core import clock, http
from eventsite.core.db import Base, db
from eventsite.core.outbox import Mail
from eventsite.registration import actions
from eventsite.registration.models import PlaceMode, PlacePool, Registration
from tests import make
from tests.agenda import makings
from tests.processes import Site, wait_for

pytestmark = [pytest.mark.faults, pytest.mark.long]

NOW = datetime(2027, 3, 1, 9, tzinfo=UTC)
SLUG, SERIES = "forum-2027", "forums"
FEEDS = [
    "/calendar.ics",
    "/kinds/forum/calendar.ics",
    f"/series/{SERIES}/calendar.ics",
    f"/events/{SLUG}/calendar.ics",
    f"/events/{SLUG}/deadlines.ics",
]


@pytest.fixture
def site(tmp_path: Path) -> Site:
    """A published forum of two versions, in which one session was moved and one cancelled."""
    made = Site(tmp_path / "site")
    with made.app.app_context(), clock.freeze(NOW):
        event = make.make_event(slug=SLUG, days=2, series_id=make.make_series(slug=SERIES).id)
        make.make_deadline(event)
        make.make_terms(event)
        moved, cancelled = (makings.make_session(event, name) for name in ("Moved", "Cancelled"))
        for session in (moved, cancelled):
            makings.place(event, session, "09:30", makings.make_room(event))
        makings.publish(event)
        makings.place(event, moved, "14:00")
        actor, version = makings.ACTOR, cancelled.version
        agenda.set_state(event, cancelled, SessionState.CANCELLED, actor, version)
        makings.publish(event)
        db.session.commit()
    return made


@contextmanager
def registering(app: Flask) -> Iterator[list[int]]:
    """Guests register one after another until the end of the block; the numbers of those done."""
    stop, done = threading.Event(), list[int]()

    def work() -> None:
        with app.app_context(), clock.freeze(NOW):
            event_id = db.session.scalars(sa.select(PlacePool.event_id)).first() or 0
            db.session.rollback()
            while not stop.is_set():
                guest = actions.Guest("Ada", f"Number{len(done)}", f"a{len(done)}@example.org")
                answers = actions.Answers(mode=PlaceMode.ONLINE)
                made = actions.register(
                    event_id=event_id, answers=answers, guest=guest, actor="anonymous"
                )
                key = made.id
                db.session.commit()
                done.append(key)

    worker = threading.Thread(target=work)
    worker.start()
    try:
        yield done
    finally:
        stop.set()
        worker.join()


def command(site: Site, *words: str) -> str:
    """What a command of the console says; it must end well."""
    done = subprocess.run(
        [sys.executable, "-m", "flask", "--app", "eventsite", *words],
        env=site.environment(),
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def feeds(app: Flask) -> dict[str, tuple[str, bytes]]:
    """Each feed's ETag and bytes, made anew."""
    http.shelf.clear()
    http.fresh.clear()
    client = app.test_client()
    with clock.freeze(NOW):
        answers = {path: client.get(path) for path in FEEDS}
    assert [answer.status_code for answer in answers.values()] == [200] * len(FEEDS)
    return {path: (answer.headers["ETag"], answer.data) for path, answer in answers.items()}


def counts(app: Flask) -> dict[str, int]:
    """How many rows each table has."""
    with app.app_context(), db.engine.connect() as connection:
        return {
            table.name: connection.scalar(sa.select(sa.func.count()).select_from(table)) or 0
            for table in Base.metadata.sorted_tables
        }


def test_what_a_backup_during_writes_restores(site: Site, tmp_path: Path) -> None:
    archive, empty = tmp_path / "plenary.zip", Site(tmp_path / "empty")
    assert set(counts(empty.app).values()) == {0}
    with registering(site.app) as done:
        wait_for(lambda: len(done) > 2, "people register before the backup")
        before = len(done)
        command(site, "backup", str(archive))
        after = len(done)
        wait_for(lambda: len(done) > after, "people register after the backup")
    said = command(empty, "restore", str(archive))

    kept = json.loads(zipfile.ZipFile(archive).read("manifest.json"))["rows"]
    assert counts(empty.app) == kept
    assert said == f"{sum(kept.values())} rows of {len(kept)} tables were restored.\n"
    assert after > before
    assert before <= kept["registrations"] <= after + 1
    assert feeds(empty.app) == feeds(site.app)
    with empty.app.app_context():
        keys = set(db.session.scalars(sa.select(Registration.id)))
        taken = {pool.mode: pool.taken for pool in db.session.scalars(sa.select(PlacePool))}
        mails = Counter(db.session.scalars(sa.select(Mail.subject_key)))
    assert keys == set(done[: len(keys)])
    assert taken == {PlaceMode.IN_PERSON: 0, PlaceMode.ONLINE: len(keys)}
    assert mails == {f"registration:{key}": 1 for key in keys}
