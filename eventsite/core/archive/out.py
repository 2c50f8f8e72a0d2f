"""Writes the archive of one event: its rows, its files, and what the manifest says of them."""

import hashlib
import json
import zipfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, BinaryIO

import sqlalchemy as sa

from eventsite.core.archive import manifest
from eventsite.core.archive.choosing import Choice, is_number
from eventsite.core.archive.contract import GONE, Row, Table, target_of

_BLOCK = 1 << 20
#: Every member bears the same instant, so that equal events make equal bytes.
_WHEN = (1980, 1, 1, 0, 0, 0)
#: The tables that keys such as `user:7` speak of.
ACTORS = {"user": "users", "speaker": "speakers"}


class MissingFile(Exception):
    """A file's bytes are not where they should be, or are not those that were uploaded."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name


class Leaving:
    """Numbers of the database turned into those of the archive, in the order of its rows."""

    def __init__(self) -> None:
        self._numbers: dict[str, dict[int, int]] = {}
        self._gone: dict[str, dict[int, int]] = {}

    def count(self, table: str, number: int) -> int:
        """The next number of a table, for the row that the database calls `number`."""
        known = self._numbers.setdefault(table, {})
        return known.setdefault(number, len(known) + 1)

    def key(self, table: str, number: int) -> int:
        """The number in the archive; one above GONE for a row that is there no more."""
        known = self._numbers.get(table, {}).get(number)
        if known is not None:
            return known
        gone = self._gone.setdefault(table, {})
        return gone.setdefault(number, GONE + 1 + len(gone))

    def code(self, _column: str, said: str) -> str:
        """Codes and identities go along as they are."""
        return said

    def actor(self, key: str) -> str:
        """Who acted, by the archive's number."""
        kind, _, number = key.partition(":")
        if kind in ACTORS and is_number(number):
            return f"{kind}:{self.key(ACTORS[kind], int(number))}"
        return key


def write(
    file: BinaryIO,
    connection: sa.Connection,
    tables: Sequence[Table],
    event_id: int,
    head: Mapping[str, Any],
    path_of: Callable[[str], Path],
    progress: Callable[[int, int], None],
) -> dict[str, Any]:
    """Write the ZIP into `file`; its manifest. Raises MissingFile.

    `connection` must see one moment. `head` is what the manifest says beside its members;
    `path_of` tells where the bytes of a file's code lie; `progress` hears done and total steps.
    """
    choice, leaving = Choice(connection, tables, event_id), Leaving()
    members: list[manifest.Member] = []
    kept: dict[str, str] = {}
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        readme = manifest.README_TEXT.encode()
        members.append(_write(archive, manifest.README, [readme]))
        for number, table in enumerate(tables):
            progress(number, len(tables) * 2)
            rows = _rows(table, choice, leaving)
            if table.name == "files":
                rows = _noting(rows, kept)
            members.append(_write_rows(archive, table.member, rows))
        for number, (sha256, code) in enumerate(sorted(kept.items())):
            progress(len(tables) + len(tables) * number // len(kept), len(tables) * 2)
            members.append(_write_file(archive, sha256, path_of(code)))
        said = {**head, "members": [member.dump() for member in members]}
        text = json.dumps(said, ensure_ascii=False, indent=1).encode()
        archive.writestr(_entry(manifest.MANIFEST), text)
    progress(len(tables) * 2, len(tables) * 2)
    return said


def _rows(table: Table, choice: Choice, leaving: Leaving) -> Iterable[Row]:
    for row in choice.read(choice.rows(table)):
        yield _row(table, row, leaving)


def _row(table: Table, row: Row, leaving: Leaving) -> Row:
    """A row of the database as the archive has it."""
    if table.is_counted:
        row["id"] = leaving.count(table.name, row["id"])
    for column in table.columns:
        target = target_of(column)
        said = row[column.name]
        if target is not None and said is not None and target.table is not table.table:
            row[column.name] = leaving.key(target.table.name, said)
        elif target is not None and said is not None:
            # A row may lead to one of its own table that stands below: numbers come in order.
            row[column.name] = leaving.count(table.name, said)
    for name in table.actors:
        row[name] = leaving.actor(row[name])
    return table.inside(row, leaving) if table.inside else row


def _noting(rows: Iterable[Row], kept: dict[str, str]) -> Iterable[Row]:
    for row in rows:
        kept.setdefault(row["sha256"], row["code"])
        yield row


def _write_rows(archive: zipfile.ZipFile, path: str, rows: Iterable[Row]) -> manifest.Member:
    count = 0

    def lines() -> Iterable[bytes]:
        nonlocal count
        for row in rows:
            count += 1
            yield json.dumps(row, ensure_ascii=False, allow_nan=False).encode() + b"\n"

    member = _write(archive, path, lines())
    return manifest.Member(member.path, member.bytes, member.sha256, count)


def _write_file(archive: zipfile.ZipFile, sha256: str, source: Path) -> manifest.Member:
    def pieces() -> Iterable[bytes]:
        with source.open("rb") as content:
            while block := content.read(_BLOCK):
                yield block

    try:
        member = _write(archive, f"files/{sha256}", pieces())
    except FileNotFoundError as error:
        raise MissingFile(source.name) from error
    if member.sha256 != sha256:
        raise MissingFile(source.name)
    return member


def _write(archive: zipfile.ZipFile, path: str, pieces: Iterable[bytes]) -> manifest.Member:
    digest, size = hashlib.sha256(), 0
    with archive.open(_entry(path), "w") as member:
        for piece in pieces:
            digest.update(piece)
            size += len(piece)
            member.write(piece)
    return manifest.Member(path, size, digest.hexdigest())


def _entry(path: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(path, _WHEN)
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.external_attr = 0o600 << 16
    return entry
