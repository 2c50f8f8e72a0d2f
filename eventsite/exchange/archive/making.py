"""Where archives lie, and how one is written from one moment of the database."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO

import sqlalchemy as sa
from flask import current_app

from eventsite.core import archive, clock, files
from eventsite.core.db import db
from eventsite.core.sheets.source import Limits
from eventsite.events.models import Event
from eventsite.exchange.limiting import limits_of_archive


def tables() -> tuple[archive.Table, ...]:
    """Every table that archives hold, in order."""
    return archive.room_tables(current_app)


def limits() -> Limits:
    """How much an archive may hold on this installation."""
    return limits_of_archive(current_app.config["SETTINGS"])


def folder() -> Path:
    """Where archives lie for a day; no other account of the machine reads it."""
    data_dir: Path = current_app.config["SETTINGS"].data_dir
    path = data_dir / "archives"
    path.mkdir(mode=0o700, parents=True, exist_ok=True)
    return path


def path_of(code: str) -> Path:
    """Where the ZIP of a kept archive lies."""
    return folder() / f"{code}.zip"


def make(path: Path, event_id: int, progress: Callable[[int, int], None]) -> int:
    """Write an event's archive to `path`, whole or not at all; its size in bytes.

    The transaction of the caller must have ended. Raises MissingFile, or LookupError when there is
    no such event.
    """
    draft = path.with_name(f".{path.name}.part")
    draft.unlink(missing_ok=True)
    try:
        with _private(draft) as file, _moment() as connection:
            archive.write(
                file, connection, tables(), event_id, _head(connection, event_id), _bytes, progress
            )
        draft.rename(path)
    finally:
        draft.unlink(missing_ok=True)
    return path.stat().st_size


def _private(path: Path) -> BinaryIO:
    return os.fdopen(os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600), "w+b")


@contextmanager
def _moment() -> Iterator[sa.Connection]:
    """A connection that sees one moment and hinders nobody who writes."""
    with db.engine.connect() as connection:
        if connection.dialect.name == "sqlite":
            yield connection.execution_options(reads_only=True)
        else:
            yield connection.execution_options(
                isolation_level="REPEATABLE READ", postgresql_readonly=True
            )


def _bytes(code: str) -> Path:
    return files.path_of(files.File(code=code))


def _head(connection: sa.Connection, event_id: int) -> dict[str, Any]:
    found = connection.execute(sa.select(Event.slug, Event.title).where(Event.id == event_id))
    event = found.one_or_none()
    if event is None:
        raise LookupError(f"event:{event_id}")
    return {
        "format": archive.FORMAT,
        "schema": archive.SCHEMA_VERSION,
        "software": archive.SOFTWARE,
        "created": clock.now().isoformat(),
        "event": {"slug": event.slug, "title": event.title},
    }
