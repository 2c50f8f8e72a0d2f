"""Opening a stranger's ZIP: every member is checked before it is read, and counted while it is."""

import io
import stat
import struct
import unicodedata
import zipfile
import zlib
from collections.abc import Iterator
from typing import BinaryIO

from eventsite.core.i18n import N_
from eventsite.core.sheets import places
from eventsite.core.sheets.source import Limits, Said, Unreadable

MOST_MEMBERS = 5_000
#: Below this size a member may be as well packed as it likes: empty tables pack very well.
_SMALL = 1024 * 1024
_CHUNK = 64 * 1024
_METHODS = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})
_END = b"PK\x05\x06"
_END_SIZE = 22
_END_64 = b"PK\x06\x07"
_END_64_SIZE = 20
#: A record of the list of members is 46 bytes, a name, and a few more facts.
_LONGEST_RECORD = 1_024
_LOCAL_SIZE = 30
_BROKEN = N_("This ZIP file is damaged. Save or export it again.")


class Packed:
    """A ZIP whose list of members was found harmless; `names` in the order of the list.

    Folders are no members. What `read` and `stream` give is counted over the whole life of the
    value, whatever the headers claim: past `limits.expanded` they raise Unreadable.
    """

    def __init__(self, file: BinaryIO, limits: Limits, members: int = MOST_MEMBERS) -> None:
        self._limits = limits
        self._expanded = 0
        _check_end(file, members)
        try:
            # A comment, an extra field or a name can be broken in many ways.
            self._zip = zipfile.ZipFile(file)
        except (zipfile.BadZipFile, OSError, ValueError, struct.error, NotImplementedError) as e:
            raise Unreadable(Said(_BROKEN)) from e
        self._members = _checked(self._zip.infolist(), members)
        self.names = tuple(self._members)

    def __contains__(self, name: str) -> bool:
        return name in self._members

    def read(self, name: str) -> bytes:
        """The whole content of a member; KeyError where there is no such name."""
        return b"".join(self.stream(name))

    def stream(self, name: str) -> Iterator[bytes]:
        """The content of a member in pieces of at most 64 KiB."""
        member = self._members[name]
        size = 0
        try:
            with self._zip.open(member) as file:
                while piece := file.read(_CHUNK):
                    size += len(piece)
                    self._count(member, size, len(piece))
                    yield piece
        except (
            zipfile.BadZipFile,
            zlib.error,
            OSError,
            EOFError,
            ValueError,
            struct.error,
            RuntimeError,
        ) as e:
            if isinstance(e, Unreadable):
                raise
            raise Unreadable(Said(_BROKEN), places.member(name)) from e

    def _count(self, member: zipfile.ZipInfo, size: int, more: int) -> None:
        self._expanded += more
        if self._expanded > self._limits.expanded:
            raise Unreadable(
                Said(
                    N_(
                        "This file grows to more than %(megabytes)s MB when it is unpacked. "
                        "Take out pictures and other large parts."
                    ),
                    {"megabytes": self._limits.expanded // (1024 * 1024)},
                ),
                places.member(member.filename),
            )
        if size > _SMALL and size > self._limits.ratio * max(member.compress_size, 1):
            raise Unreadable(
                Said(
                    N_(
                        "A part of this file grows more than %(ratio)s times when it is unpacked. "
                        "Save or export the file again without that part."
                    ),
                    {"ratio": self._limits.ratio},
                ),
                places.member(member.filename),
            )


def opened(file: bytes | BinaryIO, limits: Limits, members: int = MOST_MEMBERS) -> Packed:
    """The checked ZIP; raises Unreadable with the member's name where one is not harmless.

    `file` may be an open file, which then stays open and is read piece by piece.
    """
    return Packed(io.BytesIO(file) if isinstance(file, bytes) else file, limits, members)


def _check_end(file: BinaryIO, members: int) -> None:
    """Hold the list of members to a size before `zipfile` reads it into memory."""
    size = file.seek(0, io.SEEK_END)
    tail_size = min(size, _END_SIZE + 0xFFFF + _END_64_SIZE)
    file.seek(size - tail_size)
    tail = file.read(tail_size)
    at = tail.rfind(_END)
    if at < 0 or at + _END_SIZE > len(tail):
        raise Unreadable(Said(_BROKEN))
    count, listed = struct.unpack_from("<HL", tail, at + 10)
    if tail[max(at - _END_64_SIZE, 0) : at].startswith(_END_64):
        raise Unreadable(Said(N_("This ZIP file is of the large kind (ZIP64), which is not read.")))
    if count > members or listed > members * _LONGEST_RECORD:
        _refuse_number(members)


def _refuse_number(members: int) -> None:
    raise Unreadable(
        Said(N_("This ZIP file holds more than %(number)s files."), {"number": members})
    )


def _checked(members: list[zipfile.ZipInfo], most: int) -> dict[str, zipfile.ZipInfo]:
    """The members that are files, by name; raises Unreadable for the first harmful one."""
    if len(members) > most:
        _refuse_number(most)
    found: dict[str, zipfile.ZipInfo] = {}
    folded: set[str] = set()
    for member in members:
        if reason := _reason_against(member):
            raise Unreadable(Said(reason), places.member(member.filename))
        name = unicodedata.normalize("NFC", member.filename).casefold().rstrip("/")
        if name in folded:
            raise Unreadable(
                Said(N_("Two files inside the ZIP have the same name. Save or export it again.")),
                places.member(member.filename),
            )
        folded.add(name)
        if not member.is_dir():
            found[member.filename] = member
    _check_overlaps(members)
    return found


def _reason_against(member: zipfile.ZipInfo) -> str:
    """The sentence that refuses the member, or empty."""
    if _leads_away(member.orig_filename):
        return N_("A file inside the ZIP has a name that leads out of its folder.")
    if member.flag_bits & 0x1:
        return N_("The ZIP file is protected by a password. Save it without one.")
    if stat.S_ISLNK(member.external_attr >> 16):
        return N_("A file inside the ZIP is a link to another file. Put in the file itself.")
    if member.compress_type not in _METHODS:
        return N_("A file inside the ZIP is packed in an unusual way. Pack it as a plain ZIP.")
    return ""


def _leads_away(name: str) -> bool:
    """Whether a member's name is absolute, climbs, or holds what no plain name holds."""
    parts = name.rstrip("/").split("/")
    return (
        not name
        or "\\" in name
        or ":" in parts[0]
        or any(part in {"", ".", ".."} for part in parts)
        or any(unicodedata.category(c) in {"Cc", "Cs"} for c in name)
    )


def _check_overlaps(members: list[zipfile.ZipInfo]) -> None:
    """Refuse members that share packed bytes: the trick of small files that grow without end."""
    end = 0
    for member in sorted(members, key=lambda m: m.header_offset):
        if member.header_offset < end:
            raise Unreadable(
                Said(N_("Two files inside the ZIP lie over one another. Save it again.")),
                places.member(member.filename),
            )
        end = member.header_offset + _LOCAL_SIZE + member.compress_size
