"""Opens an archive: its list of contents, its checksums, and its rows in the newest version."""

import hashlib
import json
import math
from collections.abc import Callable, Iterator, Mapping
from typing import Any, BinaryIO

from eventsite.core import archive
from eventsite.core.archive import Member, Row, values
from eventsite.core.sheets import packed
from eventsite.core.sheets.source import Limits
from eventsite.exchange.archive import reasons
from eventsite.exchange.archive.reasons import refusal

MOST_FILES = 60_000
MOST_ROWS = 500_000
_LONGEST = 32 * 1024 * 1024
_LONGEST_MANIFEST = 16 * 1024 * 1024


class Opened:
    """An archive whose list of contents fits what it holds; raises Unreadable otherwise.

    `file` stays open and is read piece by piece; `verify` compares every checksum.
    """

    def __init__(
        self,
        file: BinaryIO,
        limits: Limits,
        upgrades: Mapping[int, archive.Upgrade] = archive.UPGRADES,
        newest: int = archive.SCHEMA_VERSION,
    ) -> None:
        self._file, self._limits = file, limits
        zipped = self._zip()
        self.head = _head(zipped)
        self.version = _version(self.head, newest, upgrades)
        self._upgrades = [upgrades[number] for number in range(self.version, newest)]
        listed = [_member(each) for each in self.head["members"]]
        self.members = {member.path: member for member in listed}
        if len(self.members) < len(listed):
            raise refusal(reasons.MANIFEST)
        _compare(zipped.names, self.members)
        #: Path in the newest version to path in the ZIP.
        self.paths = {self._renamed(path): path for path in self.members}

    @property
    def slug(self) -> str:
        """The event's address where the archive was made; empty when the list does not say."""
        event = self.head.get("event")
        said = event.get("slug") if isinstance(event, dict) else None
        return said if isinstance(said, str) else ""

    def _zip(self) -> packed.Packed:
        # What a value unpacks is counted over its life, so every reading has its own.
        return packed.opened(self._file, self._limits, MOST_FILES)

    def _renamed(self, path: str) -> str:
        for upgrade in self._upgrades:
            path = upgrade.renamed.get(path, path)
        return path

    def verify(self, progress: Callable[[int, int], None]) -> None:
        """Compare each member's size and checksum with the list."""
        zipped = self._zip()
        for number, member in enumerate(self.members.values()):
            progress(number, len(self.members))
            digest, size = hashlib.sha256(), 0
            for piece in zipped.stream(member.path):
                digest.update(piece)
                size += len(piece)
            if (size, digest.hexdigest()) != (member.bytes, member.sha256):
                raise refusal(reasons.CHANGED, member.path)

    def rows(self, path: str) -> Iterator[tuple[int, Row]]:
        """The rows of a table by its newest path, counted from 1; none for one that is not there.

        Each is a map of at most `values.DEPTH` levels; what stands in it is not checked.
        """
        there = self.paths.get(path)
        if there is None:
            return
        count = 0
        for count, line in enumerate(self._lines(there), 1):
            found: Row | None = _row(line, there, count)
            for upgrade in self._upgrades:
                change = upgrade.rows.get(path)
                if found is not None and change is not None:
                    found = change(found)
            if found is not None:
                yield count, found
        if count != self.members[there].rows:
            raise refusal(reasons.CHANGED, there)

    def stream(self, path: str) -> Iterator[bytes]:
        """The bytes of a member."""
        yield from self._zip().stream(path)

    def _lines(self, path: str) -> Iterator[bytes]:
        rest = b""
        count = 0
        for piece in self._zip().stream(path):
            *lines, rest = (rest + piece).split(b"\n")
            for line in lines:
                count += 1
                yield line
            if len(rest) > _LONGEST:
                megabytes = _LONGEST // (1024 * 1024)
                raise refusal(reasons.LONG_ROW, path, count + 1, megabytes=megabytes)
        if rest:
            yield rest


def _head(zipped: packed.Packed) -> dict[str, Any]:
    if archive.MANIFEST not in zipped:
        raise refusal(reasons.NOT_OURS)
    said, size = [], 0
    for piece in zipped.stream(archive.MANIFEST):
        size += len(piece)
        if size > _LONGEST_MANIFEST:
            raise refusal(reasons.MANIFEST)
        said.append(piece)
    try:
        head = json.loads(b"".join(said))
        values.check_depth(head)
    except (ValueError, RecursionError) as error:
        raise refusal(reasons.MANIFEST) from error
    if not isinstance(head, dict) or head.get("format") != archive.FORMAT:
        raise refusal(reasons.NOT_OURS)
    if not isinstance(head.get("members"), list):
        raise refusal(reasons.MANIFEST)
    return head


def _version(head: Mapping[str, Any], newest: int, upgrades: Mapping[int, archive.Upgrade]) -> int:
    version = head.get("schema")
    if type(version) is not int or version < 1:
        raise refusal(reasons.MANIFEST)
    if version > newest:
        raise refusal(reasons.AHEAD, version=str(head.get("software", version)))
    if any(number not in upgrades for number in range(version, newest)):
        raise refusal(reasons.MANIFEST)
    return version


def _member(said: object) -> Member:
    kinds = {"path": str, "bytes": int, "sha256": str, "rows": int}
    if not isinstance(said, dict) or not {"path", "bytes", "sha256"} <= said.keys() <= kinds.keys():
        raise refusal(reasons.MANIFEST)
    if any(type(value) is not kinds[name] for name, value in said.items()):
        raise refusal(reasons.MANIFEST)
    return Member(**said)


def _compare(there: tuple[str, ...], listed: Mapping[str, Member]) -> None:
    for path in listed:
        if path not in there:
            raise refusal(reasons.MISSING, path)
    for path in there:
        if path not in listed and path != archive.MANIFEST:
            raise refusal(reasons.EXTRA, path)


def _row(line: bytes, path: str, number: int) -> Row:
    try:
        found = json.loads(line, parse_constant=_refuse_number, parse_float=_finite)
        values.check_depth(found)
    except (ValueError, RecursionError) as error:
        raise refusal(reasons.NO_JSON, path, number) from error
    if not isinstance(found, dict):
        raise refusal(reasons.NO_JSON, path, number)
    return found


def _refuse_number(said: str) -> float:
    raise ValueError(said)


def _finite(said: str) -> float:
    """A number with a point or an exponent; none that is beyond all numbers."""
    found = float(said)
    return found if math.isfinite(found) else _refuse_number(said)
