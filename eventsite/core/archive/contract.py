"""What a feature says of a table that an event's archive takes along."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol, cast

import sqlalchemy as sa
from flask import Flask

from eventsite.core import text
from eventsite.core.db import Base
from eventsite.core.files import KINDS, File

#: A row as JSON has it: column to value.
Row = dict[str, Any]
#: Numbers above stand for rows that were deleted but are still named inside a value, such as a
#: room that an early version of a programme was held in. No table ever counts so far.
GONE = 2_000_000_000


class Swap(Protocol):
    """Turns what names a row: on the way out into the archive's numbers, on the way in back."""

    def key(self, table: str, number: int) -> int:
        """The number by which a row of `table` goes on the other side."""

    def code(self, column: str, said: str) -> str:
        """A public code or identity (`column` is `"files.code"`) on the other side."""

    def actor(self, key: str) -> str:
        """A key such as `user:7` on the other side; one of no row stays as it is."""


@dataclass(frozen=True, kw_only=True)
class Table:
    """One table of an archive.

    A table of the event's own is reached from the event through `by`. A `shared` one belongs to
    the installation: only rows that others name go along, and on the way in `match` finds the one
    that is the same there.
    """

    model: type[Base]
    #: The column through which a row belongs to the event, or to a row that does; none for the
    #: event itself.
    by: str = ""
    shared: bool = False
    #: A shared table's rows stand in the order of this column, equal on every installation.
    order: str = ""
    #: Ids of the rows here that are the same as an archive's (its references already turned), the
    #: likeliest first; each is taken once, unless it `is_shared_by_several`.
    match: Callable[[Row], Sequence[int]] | None = None
    is_shared_by_several: bool = False
    #: Columns that stay behind, and what stands there in a row taken in.
    left: Mapping[str, Callable[[], object]] = field(default_factory=dict)
    #: Columns no two rows of an installation share: kept where they are free, else made anew.
    fresh: Mapping[str, Callable[[], str]] = field(default_factory=dict)
    #: Columns that hold keys such as `user:7`.
    actors: tuple[str, ...] = ()
    #: Turns what names rows inside JSON values; the same function both ways.
    inside: Callable[[Row, Swap], Row] | None = None
    #: Codes of files that a row names inside its values.
    files_in: Callable[[Row], Iterable[str]] | None = None
    #: Raises ValueError, KeyError or TypeError when a value taken in could not be shown.
    check: Callable[[Row], object] | None = None
    #: What a row becomes that is new here, its references turned; on the way in alone. The second
    #: argument tells of a shared table and a number whether that row was here before.
    settle: Callable[[Row, Callable[[str, int], bool]], Row] | None = None

    @property
    def table(self) -> sa.Table:
        """The table itself."""
        return cast(sa.Table, self.model.__table__)

    @property
    def name(self) -> str:
        """The table's name."""
        return self.table.name

    @property
    def member(self) -> str:
        """Where its rows stand in the ZIP."""
        return f"{self.model.__module__.split('.')[1]}/{self.name}.jsonl"

    @property
    def columns(self) -> list[sa.Column[Any]]:
        """The columns that go along."""
        return [column for column in self.table.columns if column.name not in self.left]

    @property
    def is_counted(self) -> bool:
        """Whether its rows have a number of their own, by which others name them."""
        return [column.name for column in self.table.primary_key] == ["id"]


def target_of(column: sa.Column[Any]) -> sa.Column[Any] | None:
    """The column that a foreign key points at."""
    for key in column.foreign_keys:
        return key.column
    return None


def _check_file(row: Row) -> None:
    """Raise ValueError for a kind of file that nobody can upload."""
    if row["media_type"] not in {kind for kind, _ in KINDS.values()}:
        raise ValueError(row["media_type"])


#: Uploaded files: their rows, beside which the bytes stand in `files/`.
FILES = Table(
    model=File,
    shared=True,
    order="code",
    fresh={"code": lambda: text.new_code(12)},
    check=_check_file,
)


def room_tables(app: Flask) -> tuple[Table, ...]:
    """Every table that an archive of this release of the software holds, in order."""
    rooms = app.extensions.get("archive", [])
    return (FILES, *(table for room in rooms for table in room.TABLES))
