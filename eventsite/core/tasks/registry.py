"""What can be run: jobs by name, periodic work by name and interval."""

import json
import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

#: The result of a job is kept as JSON and shown: `href` and `label` become a link.
Result = Mapping[str, Any] | None
Run = Callable[..., Result]


class Cancelled(Exception):
    """The job was asked to stop; raised inside it by `Job.progress`."""


class NotRun(Exception):
    """The job cannot do what was asked; the message is a sentence for the person who ordered it."""


@dataclass
class Job:
    """What a running job is given: its number, and a way to say how far it is."""

    id: int
    created_by: str
    #: The file descriptor on which the worker listens; None outside a worker (tests).
    channel: int | None = None
    stop_asked: bool = False
    #: The latest progress: done, total and sentence.
    said: dict[str, Any] = field(default_factory=dict)

    def progress(self, done: int, total: int, sentence: str = "") -> None:
        """Say how far the job is; raises Cancelled when it was asked to stop.

        Touches no database, so it may stand anywhere in a transaction.
        """
        if self.stop_asked:
            raise Cancelled
        self.said = {"done": done, "total": total, "sentence": sentence}
        if self.channel is not None:
            try:
                os.write(self.channel, (json.dumps(self.said) + "\n").encode())
            except BrokenPipeError:
                # The worker is gone: nothing is written, and the next worker takes the job up.
                raise Cancelled from None


@dataclass(frozen=True)
class Periodic:
    """Work that is done again and again."""

    name: str
    every: timedelta
    run: Callable[[], None]


jobs: dict[str, Run] = {}
#: How long jobs rest that are tried again after a fault of ours, by name.
pauses: dict[str, timedelta] = {}
periodics: dict[str, Periodic] = {}


def task(name: str, again_after: timedelta | None = None) -> Callable[[Run], Run]:
    """Register a job: `run(job, **args)`, run in a process of its own.

    With `again_after`, a job that nobody watches is tried again so long after a fault of ours, as
    often as one that lost its process; it must be safe to run twice.

    What it writes is committed together with the word `done` when it returns, and rolled back when
    it raises. On SQLite its first statement takes the one write lock: read, `db.release()`, work
    long, then write. `Refused` and `NotRun` become the sentence that the person reads.
    """

    def register(run: Run) -> Run:
        if name in jobs:
            raise ValueError(f"Two jobs are named {name}.")
        jobs[name] = run
        if again_after is not None:
            pauses[name] = again_after
        return run

    return register


def periodic(name: str, every: timedelta) -> Callable[[Callable[[], None]], Callable[[], None]]:
    """Register short work for the worker itself, committed when it returns.

    Something long or heavy is ordered from here with `enqueue`.
    """

    def register(run: Callable[[], None]) -> Callable[[], None]:
        if name in periodics:
            raise ValueError(f"Two periodic works are named {name}.")
        periodics[name] = Periodic(name, every, run)
        return run

    return register
