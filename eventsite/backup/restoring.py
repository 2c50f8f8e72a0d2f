"""Filling an empty site from a backup, in one transaction."""

import hashlib
import json
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from flask import current_app

from eventsite.backup.values import FORM, ROWS, CannotBackUp, revision, typed
from eventsite.core.db import Base, db
from eventsite.core.outbox.models import Mail, MailState

_BLOCK = 1 << 20


def restore(path: Path) -> dict[str, int]:
    """Fill an empty, migrated database and an empty folder; how many rows of each table.

    Raises CannotBackUp, and then has changed nothing, when the site is not empty, the archive is
    damaged or was made by another version.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            manifest = json.loads(archive.read("manifest.json"))
            _check(archive, manifest)
            with db.engine.begin() as connection:
                _refuse_unless_fitting(connection, manifest)
                for table in Base.metadata.sorted_tables:
                    _read_table(archive, connection, table)
                _link_rows(archive, connection)
                _set_counters(connection)
                _compare(connection, manifest["rows"])
                _stop_mails(connection)
                _read_files(archive)
    except (OSError, KeyError, ValueError, zipfile.BadZipFile) as error:
        raise CannotBackUp(f"{path} cannot be read as a backup ({error}).") from error
    counted: dict[str, int] = manifest["rows"]
    return counted


def _stop_mails(connection: sa.Connection) -> None:
    """Mails that waited may have gone out since the backup: staff see them and decide."""
    waiting = Mail.state.in_((MailState.QUEUED, MailState.SENDING))
    connection.execute(sa.update(Mail).where(waiting).values(state=MailState.UNKNOWN))


def _check(archive: zipfile.ZipFile, manifest: dict[str, Any]) -> None:
    if manifest["form"] != FORM:
        raise CannotBackUp("This backup was made by another version of Plenary. Restore it there.")
    for name, expected in manifest["sha256"].items():
        digest = hashlib.sha256()
        with archive.open(name) as member:
            while block := member.read(_BLOCK):
                digest.update(block)
        if digest.hexdigest() != expected:
            raise CannotBackUp(f"The backup is damaged: {name} is not as it was written.")


def _refuse_unless_fitting(connection: sa.Connection, manifest: dict[str, Any]) -> None:
    here = revision(connection)
    if here != manifest["revision"]:
        raise CannotBackUp(
            f"The backup belongs to migration {manifest['revision'] or 'none'}, this site stands "
            f"at {here or 'none'}. Run: flask db upgrade {manifest['revision']}"
        )
    for table in Base.metadata.sorted_tables:
        if connection.execute(sa.select(sa.literal(1)).select_from(table).limit(1)).first():
            raise CannotBackUp(
                f"The database is not empty ({table.name}). Restore into an empty one only."
            )
    folder: Path = current_app.config["SETTINGS"].files_dir
    if folder.exists() and any(folder.iterdir()):
        raise CannotBackUp(f"The folder {folder} is not empty. Restore into an empty one only.")


def _rows(archive: zipfile.ZipFile, table: sa.Table) -> Iterator[dict[str, Any]]:
    with archive.open(f"tables/{table.name}.jsonl") as member:
        for line in member:
            values = json.loads(line)
            yield {column.name: typed(values[column.name], column.type) for column in table.columns}


def _later(table: sa.Table) -> set[str]:
    """Columns that point into this table or up the order of tables: filled when all rows stand."""
    order = [each.name for each in Base.metadata.sorted_tables]
    here = order.index(table.name)
    return {
        key.parent.name
        for key in table.foreign_keys
        if order.index(key.column.table.name) >= here and key.parent.nullable
    }


def _insert(table: sa.Table) -> sa.Insert:
    """An insert in which an absent JSON value stays absent and does not become JSON's null."""
    absent = sa.JSON(none_as_null=True)
    return sa.insert(table).values(
        {
            column.name: sa.bindparam(
                f"new_{column.name}",
                type_=absent if isinstance(column.type, sa.JSON) else column.type,
            )
            for column in table.columns
        }
    )


def _read_table(archive: zipfile.ZipFile, connection: sa.Connection, table: sa.Table) -> None:
    later, insert, batch = _later(table), _insert(table), []
    for row in _rows(archive, table):
        batch.append({f"new_{k}": None if k in later else value for k, value in row.items()})
        if len(batch) == ROWS:
            connection.execute(insert, batch)
            batch = []
    if batch:
        connection.execute(insert, batch)


def _link_rows(archive: zipfile.ZipFile, connection: sa.Connection) -> None:
    for table in Base.metadata.sorted_tables:
        later = _later(table)
        for row in _rows(archive, table) if later else ():
            links = {name: row[name] for name in later if row[name] is not None}
            if links:
                same = [column == row[column.name] for column in table.primary_key.columns]
                connection.execute(sa.update(table).where(*same).values(**links))


def _set_counters(connection: sa.Connection) -> None:
    """PostgreSQL counts keys apart from the rows; the next key comes after the highest."""
    if connection.dialect.name != "postgresql":
        return
    for table in Base.metadata.sorted_tables:
        column = table.autoincrement_column
        if column is None:
            continue
        sequence = connection.scalar(
            sa.select(sa.func.pg_get_serial_sequence(f'"{table.name}"', column.name))
        )
        highest = connection.scalar(sa.select(sa.func.max(column)))
        if sequence and highest:
            connection.execute(sa.select(sa.func.setval(sequence, highest)))


def _compare(connection: sa.Connection, expected: dict[str, int]) -> None:
    for table in Base.metadata.sorted_tables:
        found = connection.scalar(sa.select(sa.func.count()).select_from(table))
        if found != expected[table.name]:
            raise CannotBackUp(f"{table.name} has {found} rows and not {expected[table.name]}.")


def _read_files(archive: zipfile.ZipFile) -> None:
    folder: Path = current_app.config["SETTINGS"].files_dir
    for name in archive.namelist():
        if not name.startswith("files/"):
            continue
        target = (folder / name.removeprefix("files/")).resolve()
        if not target.is_relative_to(folder.resolve()):
            raise CannotBackUp(f"The backup is damaged: {name} leads out of its folder.")
        target.parent.mkdir(parents=True, exist_ok=True)
        with archive.open(name) as member, target.open("xb") as file:
            while block := member.read(_BLOCK):
                file.write(block)
