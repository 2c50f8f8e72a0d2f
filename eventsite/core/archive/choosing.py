"""Which rows of which tables belong to an event's archive, and in which order they stand there."""

from collections.abc import Iterable, Sequence
from typing import Any

import sqlalchemy as sa

from eventsite.core.archive.contract import Table, target_of
from eventsite.core.archive.values import plain

_DIGITS = 9


class Choice:
    """The rows of one event, as conditions and orders of queries over one connection."""

    def __init__(self, connection: sa.Connection, tables: Sequence[Table], event_id: int) -> None:
        self._connection = connection
        self._tables = {table.name: table for table in tables}
        self._event_id = event_id
        self._users: set[int] = set()
        self._files: set[str] = set()
        self._look_inside()

    def rows(self, table: Table) -> sa.Select[Any]:
        """The rows that go along, in their order."""
        return sa.select(*table.columns).where(self.where(table)).order_by(*self._order_of(table))

    def where(self, table: Table) -> sa.ColumnElement[bool]:
        """Which rows go along."""
        if table.shared:
            return sa.or_(sa.false(), *self._named(table))
        if not table.by:
            return table.table.c.id == self._event_id
        column = table.table.c[table.by]
        target = target_of(column)
        if target is None:
            raise LookupError(f"{table.name}.{table.by} points nowhere.")
        above = self._tables[target.table.name]
        if not above.by:
            return column == self._event_id
        return column.in_(sa.select(target).where(self.where(above)))

    def _named(self, table: Table) -> Iterable[sa.ColumnElement[bool]]:
        """What names rows of a shared table: keys of other tables, and what stands in values."""
        own = table.table.c
        yield from self._by_keys(table)
        if table.name == "users":
            yield own.id.in_(sorted(self._users))
        if table.name == "files":
            yield own.code.in_(sorted(self._files))
        if any(_is_own_key(column) for column in table.columns):
            yield own.id.in_(sorted(self._chain(table)))

    def _chain(self, table: Table) -> set[int]:
        """Rows of a shared table that its own rows lead to, such as what an entity merged into."""
        column = next(column for column in table.columns if _is_own_key(column))
        named = sa.or_(sa.false(), *self._by_keys(table))
        found: set[int] = set()
        new = self._ids(sa.select(column).where(named, column.is_not(None)))
        while new - found:
            found |= new
            more = sa.select(column).where(table.table.c.id.in_(sorted(new)), column.is_not(None))
            new = self._ids(more)
        return found

    def _by_keys(self, table: Table) -> Iterable[sa.ColumnElement[bool]]:
        for other in self._tables.values():
            for column in other.columns if other is not table else ():
                target = target_of(column)
                if target is not None and target.table.name == table.name:
                    named = sa.select(column).where(self.where(other), column.is_not(None))
                    yield table.table.c.id.in_(named)

    def _ids(self, statement: sa.Select[Any]) -> set[int]:
        return set(self._connection.scalars(statement.distinct()))

    def _order_of(self, table: Table) -> list[Any]:
        if table.shared:
            return [*self._shared_order(table, table.table.c[table.order]), table.table.c.id]
        found: list[Any] = []
        for column in table.table.primary_key:
            target = target_of(column)
            above = self._tables.get(target.table.name) if target is not None else None
            if above is not None and above.shared:
                found += self._shared_order(table, column)
            else:
                found.append(column)
        return found

    def _shared_order(self, table: Table, column: sa.Column[Any]) -> list[Any]:
        """An order by what is equal on every installation, byte by byte on both databases."""
        target = target_of(column)
        if target is None or target.table.name not in self._tables:
            is_text = isinstance(column.type, sa.String)
            binary = "BINARY" if self._connection.dialect.name == "sqlite" else "C"
            return [sa.collate(column, binary) if is_text else column]
        above = self._tables[target.table.name]
        there = above.table.alias()
        order = self._shared_order(above, there.c[above.order])
        return [
            sa.select(one).where(there.c[target.name] == column).scalar_subquery() for one in order
        ]

    def _look_inside(self) -> None:
        """Who acted, and which files are named inside values: found by reading them once."""
        for table in self._tables.values():
            if table.shared:
                continue
            for name in table.actors:
                column = table.table.c[name]
                keys = sa.select(column).where(self.where(table)).distinct()
                said = [str(key).partition(":") for key in self._connection.scalars(keys)]
                self._users |= {int(n) for kind, _, n in said if kind == "user" and is_number(n)}
            if table.files_in is not None:
                for row in self.read(self.rows(table)):
                    self._files |= set(table.files_in(row)) - {""}

    def read(self, statement: sa.Select[Any]) -> Iterable[dict[str, Any]]:
        """Rows as JSON has them, a few in memory at a time."""
        found = self._connection.execution_options(yield_per=200).execute(statement)
        for row in found.mappings():
            yield {name: plain(value) for name, value in row.items()}


def is_number(said: str) -> bool:
    """Whether it is a number that a row may have."""
    return said.isascii() and said.isdigit() and len(said) <= _DIGITS


def _is_own_key(column: sa.Column[Any]) -> bool:
    target = target_of(column)
    return target is not None and target.table is column.table
