"""The worker: hands mail over, runs jobs and does periodic work; start as many as you like."""

import logging
import os
import signal
import socket
import sys
import threading
import time
from collections.abc import Callable, Sequence

from flask import Flask
from sqlalchemy.exc import SQLAlchemyError

from eventsite import create_app
from eventsite.core import processes, queue
from eventsite.core.outbox import drain
from eventsite.core.tasks import child, recurring
from eventsite.core.tasks.runner import Runner

log = logging.getLogger("eventsite.worker")

#: The word after which this module runs one job and ends.
ONE_JOB = "--job"
#: Seconds between two looks when nobody rings, so that nothing waits for a lost ring.
SWEEP = 3.0
#: Seconds between two looks at a running job.
STEP = 0.25
#: Seconds between two looks at the clock for periodic work.
PERIODIC = 15.0


class Worker:
    """The threads of one worker process, stopped together."""

    def __init__(self, app: Flask, job_command: Sequence[str]) -> None:
        self.app = app
        self.name = f"{socket.gethostname()[:40]}:{os.getpid()}"
        self.stopped = threading.Event()
        self._mail = threading.Event()
        self._jobs = threading.Event()
        self._runner = Runner(job_command, self.name)

    def run(self) -> None:
        """Work until `stop`, then end the jobs and return."""
        threads = [
            threading.Thread(target=loop, name=loop.__name__)
            for loop in (self.listen, self.mail, self.jobs, self.periodic)
        ]
        for thread in threads:
            thread.start()
        while not self.stopped.wait(0.5):
            pass
        self._mail.set()
        self._jobs.set()
        for thread in threads:
            thread.join()

    def stop(self, *_: object) -> None:
        """Ask every thread to end; fit for a signal."""
        self.stopped.set()

    def listen(self) -> None:
        """Pass a ring of the bell on to those who work."""
        with self.app.app_context():
            while not self.stopped.is_set():
                try:
                    rung = queue.bell().wait(SWEEP, self.stopped.is_set)
                except Exception:
                    log.warning("the queue cannot be reached; looking every few seconds instead")
                    self.stopped.wait(SWEEP)
                    continue
                if rung:
                    self._mail.set()
                    self._jobs.set()

    def mail(self) -> None:
        """Hand mail over when rung for, and every few seconds."""
        while not self.stopped.is_set():
            self._mail.clear()
            self._guarded(lambda: drain.drain(self.stopped.is_set))
            self._mail.wait(SWEEP)

    def jobs(self) -> None:
        """Run jobs when rung for, and every few seconds; look often while one runs."""
        while not self.stopped.is_set():
            self._jobs.clear()
            self._guarded(self._runner.step)
            self._jobs.wait(STEP if self._runner.busy else SWEEP)
        self._guarded(self._runner.close)

    def periodic(self) -> None:
        """Do what is due, whoever of all workers comes first."""
        while not self.stopped.is_set():
            self._guarded(lambda: recurring.run_due(self.name))
            self.stopped.wait(PERIODIC)

    def _guarded(self, work: Callable[[], object]) -> None:
        """One round in a context of its own; a database that is away is waited for."""
        try:
            with self.app.app_context():
                work()
        except SQLAlchemyError as error:
            log.warning("the database cannot be used now: %s", type(error).__name__)
        except Exception:
            log.exception("a worker's round failed")


def main(arguments: Sequence[str] = ()) -> int:
    """Run a worker until it is told to stop or its parent is gone; with `--job` run one job."""
    app = create_app()
    if ONE_JOB in arguments:
        child.run(app)
        return 0
    worker = Worker(app, [sys.executable, "-m", "eventsite.worker", ONE_JOB])
    signal.signal(signal.SIGTERM, worker.stop)
    signal.signal(signal.SIGINT, worker.stop)
    processes.watch_parent(lambda: _end_soon(worker))
    worker.run()
    return 0


def _end_soon(worker: Worker) -> None:
    """The supervisor died: stop cleanly, and at once when a mail server keeps us waiting."""
    worker.stop()
    time.sleep(5)
    os._exit(1)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
