"""The bell: huey wakes a worker after a commit; what there is to do stands in our own tables."""

import time
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from flask import Flask, current_app
from sqlalchemy import event
from sqlalchemy.orm import Session, SessionTransaction

from eventsite.core.db import db

_RING = b"wake"
#: The pause between two looks at a queue that cannot block (an SQLite file).
_LOOK = 0.2


class Bell:
    """Rings the workers of one site; opened at the first use, once per process."""

    def __init__(self, url: str) -> None:
        self._url = url
        self._huey: Any = None

    @property
    def _queue(self) -> Any:
        if self._huey is None:
            self._huey = _open(self._url)
        return self._huey

    def ring(self) -> None:
        """Wake one worker; raises whatever the queue's server raises."""
        self._queue.storage.enqueue(_RING)

    def close(self) -> None:
        """Let go of the queue."""
        if self._huey is not None:
            self._huey.storage.close()
            self._huey = None

    def wait(self, seconds: float, stopped: Callable[[], bool]) -> bool:
        """Whether the bell rang within so many seconds; further rings of that moment are taken."""
        end = time.monotonic() + seconds
        while not stopped():
            if self._queue.storage.dequeue() is not None:
                self._queue.storage.flush_queue()
                return True
            if time.monotonic() >= end:
                return False
            if not self._queue.storage.blocking:
                time.sleep(_LOOK)
        return False


def init_app(app: Flask) -> None:
    """Hang the bell up and ring it after each commit that asked for it."""
    app.extensions["bell"] = Bell(app.config["SETTINGS"].queue_url)
    if not event.contains(Session, "after_transaction_end", _after_transaction):
        event.listen(Session, "after_transaction_end", _after_transaction)


def bell() -> Bell:
    """The bell of the current application."""
    found: Bell = current_app.extensions["bell"]
    return found


def wake_after_commit() -> None:
    """Ask that a worker be woken when this transaction has ended."""
    db.session().info["wake"] = True


def wake() -> None:
    """Wake a worker now; a queue that is down is logged, and the worker's sweep finds the work."""
    try:
        bell().ring()
    except Exception:
        current_app.logger.warning("the queue could not be reached to wake a worker", exc_info=True)


def _after_transaction(session: Session, transaction: SessionTransaction) -> None:
    if transaction.parent is None and session.info.pop("wake", False):
        wake()


def _open(url: str) -> Any:
    # A slow leaf: huey brings every storage's driver along, and most processes never ring.
    import huey  # noqa: PLC0415

    scheme = urlsplit(url).scheme.split("+")[0]
    if scheme == "sqlite":
        # Its own file: huey takes exclusive locks, which the site's database must never wait for.
        return huey.SqliteHuey("plenary", filename=url.removeprefix("sqlite:///"), fsync=False)
    if scheme in {"redis", "rediss"}:
        return huey.RedisHuey("plenary", url=url)
    return huey.PostgresHuey("plenary", dsn=url.replace("+psycopg", "", 1))
