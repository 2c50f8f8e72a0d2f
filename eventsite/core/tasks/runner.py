"""The worker's side of jobs: start each in a child process, pass its progress on, stop it."""

import json
import os
import subprocess
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy.exc import OperationalError

from eventsite.core import processes
from eventsite.core.db import db
from eventsite.core.tasks import child, lease
from eventsite.core.tasks.lease import Held
from eventsite.core.tasks.models import TaskState

#: Seconds a job has to stop by itself before it is killed; with the looks below two at most.
GRACE = 0.8
#: Seconds between two writings of one job's progress.
_PROGRESS = 0.5


@dataclass
class Child:
    """A job's process and what it last said."""

    held: Held
    process: subprocess.Popen[bytes]
    written: float
    said: dict[str, Any] | None = None
    stopped_at: float | None = None
    cancelled: bool = False

    def listen(self, channel: int) -> None:
        """Keep the latest progress; runs in a thread until the process ends."""
        with open(channel, encoding="utf-8") as lines:
            for line in lines:
                self.said = json.loads(line)

    def stop(self) -> None:
        """Ask it to stop; kill it when it has not after the grace."""
        if self.stopped_at is None:
            self.stopped_at = time.monotonic()
            self.process.terminate()
        elif time.monotonic() - self.stopped_at > GRACE:
            self.process.kill()


class Runner:
    """Runs up to `most` jobs at once; call `step` often, inside an application context."""

    def __init__(
        self,
        command: Sequence[str],
        worker: str,
        most: int = 1,
        hold: timedelta = lease.LEASE,
    ) -> None:
        self._command = command
        self._worker = worker
        self._most = most
        self._hold = hold
        self._children: list[Child] = []

    @property
    def busy(self) -> bool:
        """Whether a job is running."""
        return bool(self._children)

    def step(self) -> None:
        """Take up what waits, write progress down, stop what is cancelled, end what has ended."""
        while len(self._children) < self._most:
            held = lease.take(self._worker, self._hold)
            if held is None:
                break
            self._children.append(self._start(held))
        if self._children:
            self._stop_cancelled()
        for each in list(self._children):
            if each.process.poll() is not None:
                self._end(each)
            else:
                self._keep(each)

    def close(self) -> None:
        """Stop every job and give it back, so that the next worker takes it up at once."""
        while self._children:
            for each in list(self._children):
                each.stop()
                if each.process.poll() is not None:
                    self._children.remove(each)
                    lease.give_back(each.held, count=False)
            time.sleep(0.05)

    def _start(self, held: Held) -> Child:
        reading, writing = os.pipe()
        process = subprocess.Popen(  # noqa: S603  # our own command, no shell
            self._command,
            env=processes.environment_of_child(
                **{
                    child.CHANNEL: str(writing),
                    child.HELD: f"{held.id} {held.attempt} {held.worker}",
                }
            ),
            pass_fds=[writing],
        )
        os.close(writing)
        started = Child(held, process, time.monotonic())
        threading.Thread(target=started.listen, args=[reading], daemon=True).start()
        return started

    def _stop_cancelled(self) -> None:
        asked = lease.asked_to_stop([each.held for each in self._children])
        for each in self._children:
            if each.held.id in asked:
                each.cancelled = True
            if each.cancelled or each.stopped_at is not None:
                each.stop()

    def _keep(self, each: Child) -> None:
        """Write progress, or at least a sign of life; a lost hold stops the job."""
        quiet = time.monotonic() - each.written
        if quiet < _PROGRESS or (each.said is None and quiet < self._hold.total_seconds() / 3):
            return
        said, each.said = each.said, None
        try:
            kept = lease.sign_of_life(each.held, said, self._hold)
        except OperationalError:
            # The job itself may hold SQLite's write lock just now; the next step tries again.
            db.session.rollback()
            return
        each.written = time.monotonic()
        if not kept and each.process.poll() is None:
            each.stop()

    def _end(self, each: Child) -> None:
        self._children.remove(each)
        if each.cancelled:
            lease.finish(each.held, TaskState.CANCELLED)
            db.session.commit()
        lease.give_back(each.held, count=True)
