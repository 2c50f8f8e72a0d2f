"""Reads a whole archive and touches nothing: every row, every reference, every file it names."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

import sqlalchemy as sa

from eventsite.core.archive import FILES, GONE, README, Row, Table, values
from eventsite.core.archive.contract import target_of
from eventsite.core.archive.out import ACTORS
from eventsite.exchange.archive import reasons
from eventsite.exchange.archive.opening import MOST_ROWS, Opened
from eventsite.exchange.archive.reasons import refusal

#: What a row that cannot be read makes its feature's code raise.
BROKEN = (ValueError, KeyError, TypeError, AttributeError, IndexError, LookupError)


@dataclass(frozen=True)
class Found:
    """What an archive holds: the event's own words and days, and rows by table."""

    title: dict[str, str]
    slug: str
    state: str
    zone: str
    first_day: str
    last_day: str
    created: str
    software: str
    rows: dict[str, int]
    files: int
    bytes: int

    def dump(self) -> dict[str, Any]:
        """As JSON."""
        return asdict(self)


class Known:
    """The rows that stood before; a key of another raises LookupError. Turns nothing."""

    def __init__(self) -> None:
        self.numbers: dict[str, set[int]] = {}

    def key(self, table: str, number: int) -> int:
        """The number itself, when there is such a row or it is one of those long gone."""
        if type(number) is not int or (number not in self.numbers[table] and number <= GONE):
            raise LookupError(f"{table}:{number}")
        return number

    def code(self, _column: str, said: str) -> str:
        """The code itself."""
        if type(said) is not str:
            raise TypeError(said)
        return said

    def actor(self, key: str) -> str:
        """The key itself."""
        kind, _, number = key.partition(":")
        if kind in ACTORS and number.isdigit():
            self.key(ACTORS[kind], int(number))
        return key


def check(opened: Opened, tables: Sequence[Table], progress: Callable[[int, int], None]) -> Found:
    """What is in the archive; raises Unreadable naming the file and the row that is wrong."""
    steps = len(opened.members) + len(tables)
    opened.verify(lambda done, _total: progress(done, steps))
    by_path = {table.member: table for table in tables}
    for path in opened.paths:
        if path not in by_path and path != README and not path.startswith("files/"):
            raise refusal(reasons.UNKNOWN, path)
    known, counts = Known(), {}
    event: Row = {}
    files: dict[str, int] = {}
    for number, table in enumerate(tables):
        progress(len(opened.members) + number, steps)
        twins, counts[table.name] = _Twins(table), 0
        known.numbers[table.name] = set()
        for at, row in rows_of(opened, table):
            counts[table.name] += 1
            if sum(counts.values()) > MOST_ROWS:
                raise refusal(reasons.MANY_ROWS, number=MOST_ROWS)
            typed = checked(table, row, at, known)
            twins.add(typed, at)
            event = row if table.name == "events" else event
            if table is FILES:
                files[typed["sha256"]] = typed["size"]
        _check_own(table, opened, known)
    _check_files(opened, files)
    if counts.get("events") != 1:
        raise refusal(reasons.ONE_EVENT, by_path_of(tables, "events"))
    return _found(opened, event, counts)


def by_path_of(tables: Iterable[Table], name: str) -> str:
    """Where the rows of a table stand."""
    return next(table.member for table in tables if table.name == name)


def checked(table: Table, row: Row, at: int, known: Known) -> Row:
    """The row's values by column, as the database takes them; raises Unreadable."""
    typed = typed_row(table, row, at)
    for column in table.columns:
        target, said = target_of(column), typed[column.name]
        if target is not None and said is not None and target.table is not table.table:
            _require(known, target.table.name, said, (table, at, column.name))
    _look_inside(table, row, at, known)
    if table.is_counted:
        number = typed["id"]
        if number in known.numbers[table.name] or not 0 < number < GONE:
            raise refusal(reasons.TWICE, table.member, at, column="id")
        known.numbers[table.name].add(number)
    return typed


def typed_row(table: Table, row: Row, at: int) -> Row:
    """The row's values by column, each alone; raises Unreadable where one does not fit."""
    shapes, typed = values.hints(table.model), {}
    for column in table.columns:
        name = column.name
        try:
            typed[name] = values.typed(row[name], column, shapes.get(name, Any))
        except values.Unfit as error:
            raise refusal(reasons.VALUE, table.member, at, column=name) from error
    return typed


def rows_of(opened: Opened, table: Table) -> Iterator[tuple[int, Row]]:
    """The rows of a table with every column, also those younger than the archive; and no other."""
    names = {column.name: column for column in table.columns}
    for at, row in opened.rows(table.member):
        for name in row:
            if name not in names:
                raise refusal(reasons.STRANGE, table.member, at, column=name)
        for name, column in names.items():
            if name not in row:
                row[name] = _absent(table, column, at)
        yield at, row


def _absent(table: Table, column: sa.Column[Any], at: int) -> Any:
    """What stands in a column that is younger than the archive."""
    default = column.default
    if isinstance(default, sa.ColumnDefault) and column.name != "id":
        arg: Any = default.arg
        return values.plain(arg(None) if default.is_callable else arg)
    if not column.nullable:
        raise refusal(reasons.COLUMNS, table.member, at, column=column.name)
    return None


def _require(known: Known, table: str, number: int, where: tuple[Table, int, str]) -> None:
    if number not in known.numbers.get(table, ()):
        raise refusal(reasons.DANGLING, where[0].member, where[1], column=where[2])


def _look_inside(table: Table, row: Row, at: int, known: Known) -> None:
    try:
        for name in table.actors:
            known.actor(row[name])
        turned = table.inside(dict(row), known) if table.inside else row
        if table.files_in is not None:
            list(table.files_in(turned))
        if table.check is not None:
            table.check(turned)
    except BROKEN as error:
        raise refusal(reasons.INSIDE, table.member, at) from error


class _Twins:
    """Finds rows that a unique constraint would refuse; keeps digests only."""

    def __init__(self, table: Table) -> None:
        self._table = table
        here = {column.name for column in table.columns}
        found = [tuple(table.table.primary_key.columns.keys())]
        found += [(c.name,) for c in table.table.columns if c.unique]
        found += [
            tuple(c.columns.keys())
            for c in table.table.constraints
            if isinstance(c, sa.UniqueConstraint)
        ]
        self._seen: dict[tuple[str, ...], set[int]] = {
            names: set() for names in found if set(names) <= here
        }

    def add(self, row: Mapping[str, Any], at: int) -> None:
        for names, seen in self._seen.items():
            said = tuple(row[name] for name in names)
            if None in said:
                continue
            if hash(said) in seen:
                raise refusal(reasons.TWICE, self._table.member, at, column=", ".join(names))
            seen.add(hash(said))


def _check_own(table: Table, opened: Opened, known: Known) -> None:
    """Rows that name others of their own table, which may stand below them."""
    own = [
        column.name
        for column in table.columns
        if (target := target_of(column)) is not None and target.table is table.table
    ]
    for at, row in opened.rows(table.member) if own else ():
        for name in own:
            if row.get(name) is not None:
                _require(known, table.name, row[name], (table, at, name))


def _check_files(opened: Opened, files: Mapping[str, int]) -> None:
    for sha256, size in files.items():
        member = opened.members.get(f"files/{sha256}")
        if member is None:
            raise refusal(reasons.MISSING, f"files/{sha256}")
        if (member.bytes, member.sha256) != (size, sha256):
            raise refusal(reasons.CHANGED, member.path)
    for path in opened.members:
        if path.startswith("files/") and path.removeprefix("files/") not in files:
            raise refusal(reasons.EXTRA, path)


def _found(opened: Opened, event: Row, counts: dict[str, int]) -> Found:
    paths = [path for path in opened.members if path.startswith("files/")]
    return Found(
        title=event["title"],
        slug=event["slug"],
        state=event["state"],
        zone=event["zone"],
        first_day=event["first_day"] or "",
        last_day=event["last_day"] or "",
        created=str(opened.head.get("created", "")),
        software=str(opened.head.get("software", "")),
        rows={name: count for name, count in counts.items() if count},
        files=len(paths),
        bytes=sum(opened.members[path].bytes for path in paths),
    )
