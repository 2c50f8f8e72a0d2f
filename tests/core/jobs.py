"""Jobs that only tests know; run as a program it is a child of a worker that knows them too."""

import os
import signal
import sys
import time

from eventsite import create_app
from eventsite.core import tasks
from eventsite.core.errors import Refused
from eventsite.core.tasks import actions, child
from eventsite.core.tasks.runner import Runner

NAMES = {"test.count", "test.refused", "test.wrong", "test.slow", "test.dies"}


@tasks.task("test.count")
def count(job: tasks.Job, to: int) -> dict[str, str]:
    """Counts, and orders one more job in the same transaction."""
    for number in range(1, to + 1):
        job.progress(number, to, f"Counted {number}")
    row = tasks.enqueue("test.wrong", created_by="task:count")
    row.state = tasks.TaskState.DONE
    return {"href": "/", "label": f"Counted {to}"}


@tasks.task("test.refused")
def refused(job: tasks.Job) -> None:
    raise Refused(actions.Refusal.FINISHED)


@tasks.task("test.wrong")
def wrong(job: tasks.Job) -> None:
    tasks.enqueue("test.count", created_by="task:wrong", to=1)
    raise ZeroDivisionError


@tasks.task("test.slow")
def slow(job: tasks.Job, deaf: bool) -> None:
    if deaf:
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
    for number in range(1, 100):
        job.progress(number, 100)
        time.sleep(0.3)


@tasks.task("test.dies")
def dies(job: tasks.Job) -> None:
    os._exit(9)


def work_for_ever() -> None:
    """A worker that knows these jobs, for tests that kill it."""
    app = create_app()
    runner = Runner([sys.executable, "-m", "tests.core.jobs"], "killed")
    while True:
        with app.app_context():
            runner.step()
        time.sleep(0.05)


if __name__ == "__main__":
    if child.HELD in os.environ:
        child.run(create_app())
    else:
        work_for_ever()
