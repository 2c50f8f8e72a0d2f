"""The bell: rung after a commit, heard once, on each of the three queues; silence harms nobody."""

import time
from collections.abc import Callable, Iterator

import pytest
from flask import Flask
from sqlalchemy.orm import Session, scoped_session

from eventsite.core import queue
from eventsite.core.queue import Bell
from tests.postgres import Cluster
from tests.valkey import Valkey

DbSession = scoped_session[Session]


def never() -> bool:
    return False


def heard(bell: Bell) -> bool:
    return bell.wait(0.0, never)


@pytest.fixture(params=["sqlite", "redis", "postgresql"])
def bells(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Callable[[], Bell]]:
    """Makes bells of one site, as two processes have them."""
    if request.param == "sqlite":
        url = f"sqlite:///{tmp_path_factory.mktemp('queue') / 'queue.sqlite'}"
    elif request.param == "redis":
        server: Valkey = request.getfixturevalue("valkey")
        url = server.url
    else:
        cluster: Cluster = request.getfixturevalue("cluster")
        url = cluster.create("queue")
    made: list[Bell] = []

    def make() -> Bell:
        made.append(Bell(url))
        return made[-1]

    yield make
    for bell in made:
        bell.close()


def test_a_ring_is_heard_once_by_one_worker(bells: Callable[[], Bell]) -> None:
    site, worker = bells(), bells()
    assert heard(worker) is False
    site.ring()
    site.ring()
    assert heard(worker) is True
    assert heard(worker) is False


def test_a_commit_rings_and_a_request_to_be_woken_is_forgotten_after(
    app: Flask, session: DbSession, monkeypatch: pytest.MonkeyPatch
) -> None:
    rung: list[float] = []
    monkeypatch.setattr(queue, "wake", lambda: rung.append(time.monotonic()))
    queue.wake_after_commit()
    session.begin_nested().commit()
    assert rung == []
    session.commit()
    assert len(rung) == 1
    session.connection()
    session.commit()
    assert len(rung) == 1


def test_a_queue_that_is_down_is_no_error(app: Flask, session: DbSession) -> None:
    kept = app.extensions["bell"]
    app.extensions["bell"] = Bell("redis://127.0.0.1:1/0")
    queue.wake_after_commit()
    session.connection()
    session.commit()
    app.extensions["bell"] = kept
