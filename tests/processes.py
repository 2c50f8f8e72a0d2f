"""A site of its own for tests that start, kill or copy one: folder, database, environment."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from flask import Flask

from tests import databases

#: Seconds; generous, for a busy machine starts a process slowly.
PATIENCE = 90.0


class Site:
    """A migrated, empty site in `folder`, on SQLite unless another database is named."""

    def __init__(self, folder: Path, database_url: str = "", **variables: str) -> None:
        self.folder = folder
        self.variables = variables
        self.database_url = database_url or f"sqlite:///{folder / 'plenary.sqlite'}"
        self.app: Flask = databases.make_app(folder, self.database_url, **variables)
        databases.build(self.app)

    def environment(self) -> dict[str, str]:
        """For a process that serves this site."""
        settings = self.app.config["SETTINGS"]
        return {
            **{k: v for k, v in os.environ.items() if not k.startswith("PLENARY_")},
            "PLENARY_DATA_DIR": str(self.folder),
            "PLENARY_DATABASE_URL": self.database_url,
            "PLENARY_SECRET_KEY": settings.secret_key,
            "PLENARY_NO_DEMO": "1",
            **self.variables,
        }

    def start(self, module: str) -> subprocess.Popen[str]:
        """A module of the product as a process whose words are kept in `<module>.txt`."""
        with self.words_of(module).open("w") as words:
            return subprocess.Popen(
                [sys.executable, "-m", module],
                env=self.environment(),
                stdout=words,
                stderr=subprocess.STDOUT,
                text=True,
            )

    def words_of(self, module: str) -> Path:
        """Where its output goes."""
        return self.folder / f"{module}.txt"

    @contextmanager
    def running(self, module: str) -> Iterator[subprocess.Popen[str]]:
        """The process until the end of the block, at the latest."""
        process = self.start(module)
        try:
            yield process
        finally:
            end(process)


def end(process: subprocess.Popen[str]) -> int:
    """Stop it as a person does; its exit code."""
    if process.poll() is None:
        process.send_signal(signal.SIGTERM)
    try:
        return process.wait(PATIENCE)
    except subprocess.TimeoutExpired:
        process.kill()
        return process.wait()


def wait_for(wanted: Callable[[], bool], what: str) -> None:
    """Look until it is so; an AssertionError naming it when it does not come."""
    limit = time.monotonic() + PATIENCE
    while not wanted():
        assert time.monotonic() < limit, what
        time.sleep(0.05)
