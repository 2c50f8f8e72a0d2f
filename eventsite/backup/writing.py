"""Writing a backup: one moment of every table, and the files."""

import hashlib
import json
import os
import zipfile
from collections.abc import Iterable
from pathlib import Path
from typing import BinaryIO

import sqlalchemy as sa
from flask import current_app

from eventsite.backup.values import FORM, ROWS, CannotBackUp, revision
from eventsite.core import clock
from eventsite.core.archive import values
from eventsite.core.db import Base, db


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
                at = revision(connection)
                for table in Base.metadata.sorted_tables:
                    counts[table.name] = _write_table(archive, connection, table, members)
            # Files are added before the rows that name them, so after the snapshot none is missing.
            for file in _files():
                _write_file(archive, file, members)
            manifest = {
                "form": FORM,
                "made": clock.now().isoformat(),
                "revision": at,
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


def _snapshot() -> sa.Connection:
    """A connection that sees one moment and hinders nobody who writes."""
    connection = db.engine.connect()
    if connection.dialect.name == "sqlite":
        return connection.execution_options(reads_only=True)
    return connection.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)


def _write_table(
    archive: zipfile.ZipFile,
    connection: sa.Connection,
    table: sa.Table,
    members: dict[str, str],
) -> int:
    name, digest, count = f"tables/{table.name}.jsonl", hashlib.sha256(), 0
    rows = connection.execution_options(yield_per=ROWS).execute(
        sa.select(table).order_by(*table.primary_key.columns)
    )
    with archive.open(name, "w", force_zip64=True) as member:
        for row in rows.mappings():
            said = {column.name: values.plain(row[column]) for column in table.columns}
            line = json.dumps(said, ensure_ascii=False).encode() + b"\n"
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
