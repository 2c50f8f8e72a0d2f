"""Background jobs: ordered, run in a process of their own, watched, cancelled, taken up again."""

import sys
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa
from flask import Flask
from sqlalchemy.orm import Session, scoped_session

from eventsite.core import clock, tasks
from eventsite.core.tasks import TaskRow, TaskState, child, lease, recurring, registry
from eventsite.core.tasks.runner import Runner
from tests import make
from tests.browser import Browser
from tests.core import jobs

NOW = datetime(2027, 3, 1, 9, tzinfo=UTC)
DbSession = scoped_session[Session]


@pytest.fixture
def runner(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Iterator[Runner]:
    """A worker's runner whose children know the jobs of tests/core/jobs.py."""
    settings = app.config["SETTINGS"]
    monkeypatch.setenv("PLENARY_DATABASE_URL", settings.database_url)
    monkeypatch.setenv("PLENARY_DATA_DIR", str(settings.data_dir))
    monkeypatch.setenv("PLENARY_SECRET_KEY", settings.secret_key)
    made = Runner([sys.executable, "-m", "tests.core.jobs"], "one")
    yield made
    made.close()


def order(session: DbSession, name: str, **args: int) -> int:
    row = tasks.enqueue(name, created_by="user:1", lang="en", **args)
    session.commit()
    return row.id


def look(session: DbSession, job_id: int) -> TaskRow:
    session.rollback()
    row = session.get_one(TaskRow, job_id, populate_existing=True)
    session.rollback()
    return row


def run_until(
    session: DbSession, runner: Runner, job_id: int, wanted: Callable[[TaskRow], bool]
) -> TaskRow:
    end = time.monotonic() + 90
    while True:
        session.rollback()
        runner.step()
        row = session.get_one(TaskRow, job_id, populate_existing=True)
        if wanted(row) or time.monotonic() > end:
            assert wanted(row), (row.state, row.error)
            return row
        session.rollback()
        time.sleep(0.05)


def finished(row: TaskRow) -> bool:
    return row.state in tasks.FINISHED


@pytest.mark.both_databases
def test_a_job_is_done_with_its_result_and_its_work(session: DbSession, runner: Runner) -> None:
    job_id = order(session, "test.count", to=3)
    row = run_until(session, runner, job_id, finished)
    assert (row.state, row.result, row.done, row.total, row.sentence) == (
        TaskState.DONE,
        {"href": "/", "label": "Counted 3"},
        3,
        3,
        "Counted 3",
    )
    assert session.scalars(sa.select(TaskRow.name).order_by(TaskRow.id)).all() == [
        "test.count",
        "test.wrong",
    ]


def test_a_refusal_is_read_by_the_person(session: DbSession, runner: Runner) -> None:
    row = run_until(session, runner, order(session, "test.refused"), finished)
    assert (row.state, row.error) == (
        TaskState.FAILED,
        "This job has already finished, so there is nothing to cancel.",
    )


def test_a_fault_gives_a_number_and_undoes_its_work(session: DbSession, runner: Runner) -> None:
    row = run_until(session, runner, order(session, "test.wrong"), finished)
    assert row.state is TaskState.FAILED
    assert row.error.startswith("Something went wrong on our side. Tell us the number ")
    assert session.scalar(sa.select(sa.func.count()).select_from(TaskRow)) == 1


def test_a_running_job_stops_when_cancelled(session: DbSession, runner: Runner) -> None:
    job_id = order(session, "test.slow", deaf=False)
    row = run_until(session, runner, job_id, lambda row: row.done > 0)
    tasks.cancel(row, "user:1")
    session.commit()
    assert run_until(session, runner, job_id, finished).state is TaskState.CANCELLED


def test_a_job_that_does_not_listen_is_killed(session: DbSession, runner: Runner) -> None:
    job_id = order(session, "test.slow", deaf=True)
    row = run_until(session, runner, job_id, lambda row: row.done > 0)
    tasks.cancel(row, "user:1")
    session.commit()
    assert run_until(session, runner, job_id, finished).state is TaskState.CANCELLED


def test_a_waiting_job_is_cancelled_at_once(session: DbSession) -> None:
    row = tasks.enqueue("test.count", created_by="user:1", to=1)
    tasks.cancel(row, "user:1")
    session.commit()
    assert look(session, row.id).state is TaskState.CANCELLED
    assert lease.take("one") is None


def test_a_job_that_kills_its_process_is_given_up_with_a_sentence(
    session: DbSession, runner: Runner
) -> None:
    row = run_until(session, runner, order(session, "test.dies"), finished)
    assert (row.state, row.attempts, row.error) == (
        TaskState.FAILED,
        3,
        "The job stopped unexpectedly several times and was given up.",
    )


def test_a_worker_that_stops_gives_its_jobs_back(session: DbSession, runner: Runner) -> None:
    job_id = order(session, "test.slow", deaf=False)
    run_until(session, runner, job_id, lambda row: row.done > 0)
    session.rollback()
    runner.close()
    row = look(session, job_id)
    assert (row.state, row.attempts) == (TaskState.QUEUED, 0)


@pytest.mark.both_databases
def test_a_job_that_nobody_watches_is_tried_again_after_a_pause(
    session: DbSession, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(registry.pauses, "test.wrong", timedelta(minutes=5))
    with clock.freeze(NOW):
        job_id = order(session, "test.wrong")
    for attempt in range(lease.MOST_ATTEMPTS):
        with clock.freeze(NOW + timedelta(minutes=6 * attempt)):
            held = lease.take("one")
            assert held is not None
            child.work(held, registry.Job(job_id, "user:1"), "test.wrong", {})
            # Neither another worker nor the one that had it may take it up yet.
            assert lease.take("two") is None
    row = look(session, job_id)
    assert (row.state, row.attempts, row.error != "") == (TaskState.FAILED, 3, True)


@pytest.mark.both_databases
def test_a_lost_job_is_taken_up_and_the_lost_worker_changes_nothing(session: DbSession) -> None:
    job_id = order(session, "test.count", to=1)
    with clock.freeze(NOW):
        first = lease.take("one")
        assert first is not None
        assert lease.take("two") is None
    with clock.freeze(NOW + lease.LEASE):
        second = lease.take("two")
        assert second is not None
        assert (second.id, second.attempt) == (job_id, 2)
        assert lease.sign_of_life(first, None) is False
        assert lease.finish(first, TaskState.DONE) is False
        assert lease.finish(second, TaskState.DONE) is True
        session.commit()
    assert look(session, job_id).state is TaskState.DONE


@pytest.mark.both_databases
def test_periodic_work_is_done_once_however_many_workers(
    session: DbSession, monkeypatch: pytest.MonkeyPatch
) -> None:
    done: list[str] = []
    work = registry.Periodic("test.hourly", timedelta(hours=1), lambda: done.append("x"))
    monkeypatch.setattr(registry, "periodics", {work.name: work})
    with clock.freeze(NOW):
        assert [recurring.run_due(worker) for worker in ("one", "two")] == [["test.hourly"], []]
    with clock.freeze(NOW + timedelta(minutes=59)):
        assert recurring.run_due("two") == []
    with clock.freeze(NOW + timedelta(hours=1)):
        assert recurring.run_due("two") == ["test.hourly"]
    assert done == ["x", "x"]


def test_periodic_work_that_fails_is_tried_again_soon(
    session: DbSession, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail() -> None:
        raise RuntimeError

    work = registry.Periodic("test.daily", timedelta(days=1), fail)
    monkeypatch.setattr(registry, "periodics", {work.name: work})
    with clock.freeze(NOW):
        recurring.run_due("one")
    row = session.get_one(tasks.PeriodicRun, "test.daily")
    assert (row.error, row.due) == ("RuntimeError", NOW + recurring.AGAIN)


def test_only_a_known_job_is_ordered(session: DbSession) -> None:
    with pytest.raises(LookupError):
        tasks.enqueue("test.unknown", created_by="user:1")


def test_the_page_shows_a_job_to_its_person_and_lets_them_cancel(
    session: DbSession, client: Browser, another_client: Callable[[], Browser]
) -> None:
    user = make.make_user()
    row = tasks.enqueue("test.count", created_by=f"user:{user.id}", to=1)
    session.commit()
    client.sign_in(user)
    path = f"/me/jobs/{row.id}"
    assert "The job waits for its turn." in client.get(path).words
    other = another_client().sign_in(make.make_user())
    session.commit()
    other.get(path, 404)
    other.post(f"{path}/cancel", status=404)
    page = client.press(path, "Cancel this job")
    assert "The job was cancelled. Nothing was changed." in page.words
    assert look(session, row.id).state is TaskState.CANCELLED
    client.post(f"{path}/cancel", status=422)


def test_the_jobs_of_these_tests_are_registered() -> None:
    assert set(registry.jobs) >= jobs.NAMES
