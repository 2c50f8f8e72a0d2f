"""One job in a process of its own: its work and the word `done` are one transaction."""

import logging
import os
import signal
import uuid

from flask import Flask

from eventsite.core import processes
from eventsite.core.db import db
from eventsite.core.errors import Refused
from eventsite.core.i18n import gettext, speaking
from eventsite.core.tasks import lease, registry
from eventsite.core.tasks.lease import Held
from eventsite.core.tasks.models import TaskRow, TaskState

log = logging.getLogger("eventsite.tasks")

#: The variable that names the file descriptor for progress.
CHANNEL = "PLENARY_TASK_CHANNEL"
#: The variable that holds job, attempt and worker.
HELD = "PLENARY_TASK"


def run(app: Flask) -> None:
    """Run the job that the environment names; ends the process when the worker is gone."""
    number, attempt, worker = os.environ[HELD].split(" ", 2)
    held = Held(int(number), int(attempt), worker)
    # Without its worker the job is lost to it, and another may hold it already.
    processes.watch_parent(lambda: os._exit(1))
    with app.app_context():
        row = db.session.get_one(TaskRow, held.id)
        job = registry.Job(held.id, row.created_by, int(os.environ[CHANNEL]))
        # Ctrl-C reaches the whole process group; the worker decides what becomes of its jobs.
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        signal.signal(signal.SIGTERM, lambda *_: setattr(job, "stop_asked", True))
        name, args, lang = row.name, dict(row.args), row.lang
        db.session.rollback()
        with speaking(lang):
            work(held, job, name, args)


def work(held: Held, job: registry.Job, name: str, args: dict[str, object]) -> None:
    """Run it and write down what came of it; nothing is written when the hold was lost."""
    try:
        result = registry.jobs[name](job, **args)
        if lease.finish(held, TaskState.DONE, result=result, said=job.said):
            db.session.commit()
        else:
            db.session.rollback()
    except registry.Cancelled:
        db.session.rollback()
    except Refused as refused:
        _fail(held, refused.sentence)
    except registry.NotRun as reason:
        _fail(held, str(reason))
    except Exception:
        number = uuid.uuid4().hex[:10].upper()
        log.exception("job %s (%s) failed, reference %s", held.id, name, number)
        if name in registry.pauses and held.attempt < lease.MOST_ATTEMPTS:
            lease.rest(held, registry.pauses[name])
            return
        _fail(
            held,
            gettext(
                "Something went wrong on our side. Tell us the number %(number)s.", number=number
            ),
        )


def _fail(held: Held, sentence: str) -> None:
    db.session.rollback()
    lease.finish(held, TaskState.FAILED, error=sentence)
    db.session.commit()
