"""An import is discarded while a job takes it in; one that is refused leaves nothing."""

import io

import flask
import pytest
import sqlalchemy as sa

from eventsite.agenda import queries as agenda_queries
from eventsite.core import tasks
from eventsite.core.db import db
from eventsite.events.models import Duty
from eventsite.exchange import jobs
from eventsite.exchange.actions import applying, bringing
from eventsite.exchange.models import ImportState, ProgrammeImport
from tests import make

SCHEDULE = b"Title,Date,Start,End\nOpening,2027-06-08,09:00,09:30\nClosing,2027-06-08,17:00,17:30\n"
ACTOR = "user:1"


class Watching(tasks.Job):
    """Looks, whenever the job says how far it is, whether somebody else could take the import."""

    free: list[int]

    def progress(self, done: int, total: int, sentence: str = "") -> None:
        free = sa.select(ProgrammeImport.id).with_for_update(skip_locked=True)
        with db.engine.connect() as other:
            # On SQLite the one write lock is the job's.
            self.free += other.execution_options(reads_only=True).scalars(free)


@pytest.mark.both_databases
def test_a_job_holds_the_import_that_it_takes_in(session, monkeypatch):
    """Whoever discards it waits, and reads then that it was taken in."""
    event = make.make_event(days=2)
    row = bringing.bring(event, [bringing.Brought("plan.csv", SCHEDULE)], ACTOR)
    bringing.match_columns(event, row, {}, ACTOR)
    monkeypatch.setattr(applying, "INLINE", 0)
    number = applying.order(event, row, agenda_queries.revision(event.id), ACTOR)
    key, revision = row.id, agenda_queries.revision(event.id)
    session.commit()
    job = Watching(number, ACTOR)
    job.free = []
    jobs.apply(job, key, revision)
    if session.get_bind().dialect.name == "postgresql":
        # SQLite has one lock for all who write, and its readers see what was committed.
        assert job.free == []
    assert session.get_one(ProgrammeImport, key).state is ImportState.APPLIED


def test_what_is_refused_leaves_no_file(session, client):
    """It names people, and no row would ever say that it lies here."""
    event = make.make_event()
    client.sign_in(make.make_team_member(event, [Duty.AGENDA]))
    folder = flask.current_app.config["SETTINGS"].files_dir
    before = {path for path in folder.rglob("*") if path.is_file()}
    response = client.open(
        "POST",
        f"/manage/events/{event.slug}/programme/imports",
        data={"files": (io.BytesIO(b'BEGIN:VCALENDAR\r\nX:"' + b"y" * 90_000), "plan.ics")},
    )
    assert response.status_code == 422
    assert {path for path in folder.rglob("*") if path.is_file()} == before
