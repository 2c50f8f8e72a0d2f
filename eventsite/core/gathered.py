"""Lists inside a row: the rows of several small queries brought by one statement as JSON."""

from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime, time
from typing import Any, TypeAlias

import sqlalchemy as sa
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql import functions
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.types import TypeDecorator

from eventsite.core.db import UtcDateTime

#: A query of several columns.
Query: TypeAlias = sa.Select[*tuple[Any, ...]]
_Reader: TypeAlias = Callable[[Any], Any]


def rows(query: Query, shape: Callable[..., Any]) -> sa.ScalarSelect[Any]:
    """A column that holds what `query` finds, in its order, each row as `shape(*columns)`.

    The query stands alone (it does not look at the rows around it) and its columns are of the
    types that models have.
    """
    inner = query.subquery()
    read = tuple(_reader(column.type) for column in inner.c)
    array: functions.Function[Any] = _JsonRows(*inner.c, type_=_Rows(shape, read))
    return sa.select(array).select_from(inner).scalar_subquery()


class _Rows(TypeDecorator[list[Any]]):
    """Reads an array of arrays back into values."""

    impl = sa.JSON
    cache_ok = True

    def __init__(self, shape: Callable[..., Any], read: Sequence[_Reader]) -> None:
        super().__init__()
        self.shape, self.read = shape, read

    def process_result_value(self, value: Any, dialect: sa.Dialect) -> list[Any]:
        return [
            self.shape(
                *(
                    None if cell is None else read(cell)
                    for read, cell in zip(self.read, row, strict=True)
                )
            )
            for row in value or ()
        ]


class _JsonRows(functions.Function[Any]):
    """An array of the arrays of its columns."""

    inherit_cache = True

    def __init__(self, *columns: sa.ColumnElement[Any], type_: _Rows) -> None:
        super().__init__("json_rows", *columns, type_=type_)


@compiles(_JsonRows, "sqlite")
def _on_sqlite(element: _JsonRows, compiler: SQLCompiler, **more: Any) -> str:
    # SQLite keeps JSON as text, which would come out quoted a second time.
    cells = (
        f"json({compiler.process(one, **more)})"
        if isinstance(one.type, sa.JSON)
        else compiler.process(one, **more)
        for one in element.clauses
    )
    return f"json_group_array(json_array({', '.join(cells)}))"


@compiles(_JsonRows, "postgresql")
def _on_postgresql(element: _JsonRows, compiler: SQLCompiler, **more: Any) -> str:
    cells = ", ".join(compiler.process(one, **more) for one in element.clauses)
    return f"json_agg(json_build_array({cells}))"


def _reader(kind: sa.types.TypeEngine[Any]) -> _Reader:
    if isinstance(kind, UtcDateTime):
        return _instant
    if isinstance(kind, sa.Enum) and kind.enum_class is not None:
        return kind.enum_class
    by_kind: dict[type[Any], _Reader] = {
        sa.Date: date.fromisoformat,
        sa.Time: time.fromisoformat,
        sa.Boolean: bool,
    }
    return by_kind.get(type(kind), _as_it_is)


def _instant(said: str) -> datetime:
    found = datetime.fromisoformat(said)
    return found.replace(tzinfo=UTC) if found.tzinfo is None else found.astimezone(UTC)


def _as_it_is(value: Any) -> Any:
    return value
