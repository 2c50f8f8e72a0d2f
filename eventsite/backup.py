"""Backup and restore: every table and file of a site in one archive that any database can read.

The archive is a ZIP: `manifest.json` (form, migration, counts, SHA-256 of every member),
`tables/<name>.jsonl` (one row a line, values as JSON) and `files/…`. All tables are read in one
snapshot, so a backup may be taken while people write.
"""

import base64
import hashlib
import json
import os
import zipfile
from collections.abc import Iterable, Iterator
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from enum import Enum
from pathlib import Path
from typing import Any, BinaryIO

import sqlalchemy as sa
from alembic.migration import MigrationContext
from flask import current_app
from sqlalchemy.sql.sqltypes import TypeEngine

from eventsite.core import clock
from eventsite.core.db import Base, db
from eventsite.core.outbox.models import Mail, MailState

#: The form of the archive; another number means that this program cannot read it.
FORM = 1
_ROWS = 500
_BLOCK = 1 << 20


class CannotBackUp(Exception):
    """A backup or a restore is refused; the message is a sentence for the person at the console."""


def back_up(path: Path) -> dict[str, int]:
    """Write the archive; how many rows of each table it holds. Raises CannotBackUp."""
    if path.exists():
        raise CannotBackUp(f"{path} exists already. Choose another name.")
    draft = path.with_name(f".{path.name}.part")
    members: dict[str, str] = {}
    counts: dict[str, int] = {}
    try:
        with _private(draft) as out, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
            with _snapshot() as connection:
                revision = _revision(connection)
                for table in Base.metadata.sorted_tables:
                    counts[table.name] = _write_table(archive, connection, table, members)
            # Files are added before the rows that name them, so after the snapshot none is missing.
            for file in _files():
                _write_file(archive, file, members)
            manifest = {
                "form": FORM,
                "made": clock.now().isoformat(),
                "revision": revision,
                "rows": counts,
                "sha256": members,
            }
            archive.writestr("manifest.json", json.dumps(manifest, indent=1))
        draft.rename(path)
    finally:
        draft.unlink(missing_ok=True)
    return counts


def _private(path: Path) -> BinaryIO:
    """A new file that its owner alone may read: the archive holds addresses and password hashes."""
    path.unlink(missing_ok=True)
    return os.fdopen(os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600), "w+b")


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


def _snapshot() -> sa.Connection:
    """A connection that sees one moment and hinders nobody who writes."""
    connection = db.engine.connect()
    if connection.dialect.name == "sqlite":
        return connection.execution_options(reads_only=True)
    return connection.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)


def _revision(connection: sa.Connection) -> str:
    return MigrationContext.configure(connection).get_current_revision() or ""


def _write_table(
    archive: zipfile.ZipFile,
    connection: sa.Connection,
    table: sa.Table,
    members: dict[str, str],
) -> int:
    name, digest, count = f"tables/{table.name}.jsonl", hashlib.sha256(), 0
    rows = connection.execution_options(yield_per=_ROWS).execute(
        sa.select(table).order_by(*table.primary_key.columns)
    )
    with archive.open(name, "w", force_zip64=True) as member:
        for row in rows.mappings():
            values = {column.name: _plain(row[column]) for column in table.columns}
            line = json.dumps(values, ensure_ascii=False).encode() + b"\n"
            digest.update(line)
            member.write(line)
            count += 1
    members[name] = digest.hexdigest()
    return count


def _files() -> Iterable[Path]:
    folder: Path = current_app.config["SETTINGS"].files_dir
    return sorted(file for file in folder.rglob("*") if file.is_file()) if folder.exists() else []


def _write_file(archive: zipfile.ZipFile, file: Path, members: dict[str, str]) -> None:
    folder: Path = current_app.config["SETTINGS"].files_dir
    name = f"files/{file.relative_to(folder).as_posix()}"
    try:
        content = file.read_bytes()
    except FileNotFoundError:
        # Deleted since the list was made, with the row that named it.
        return
    members[name] = hashlib.sha256(content).hexdigest()
    archive.writestr(name, content)


def _plain(value: Any) -> Any:
    """A value as JSON has it; `_typed` is the reverse, told by the column."""
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    if isinstance(value, timedelta):
        return value.total_seconds()
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, bytes):
        return base64.b64encode(value).decode()
    return value


def _typed(value: Any, kind: TypeEngine[Any]) -> Any:
    if isinstance(kind, sa.TypeDecorator):
        kind = kind.impl_instance
    if value is None or isinstance(kind, sa.JSON):
        return value
    if isinstance(kind, sa.Enum) and kind.enum_class is not None:
        return kind.enum_class(value)
    python = kind.python_type
    if issubclass(python, datetime | date | time):
        return python.fromisoformat(value)
    if issubclass(python, timedelta):
        return timedelta(seconds=value)
    if issubclass(python, bytes):
        return base64.b64decode(value)
    return python(value) if issubclass(python, Decimal) else value


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
    revision = _revision(connection)
    if revision != manifest["revision"]:
        raise CannotBackUp(
            f"The backup belongs to migration {manifest['revision'] or 'none'}, this site stands "
            f"at {revision or 'none'}. Run: flask db upgrade {manifest['revision']}"
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
            yield {
                column.name: _typed(values[column.name], column.type) for column in table.columns
            }


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
        if len(batch) == _ROWS:
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
