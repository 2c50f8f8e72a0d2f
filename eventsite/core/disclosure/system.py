"""All numbers of a report as one system of sums, in which a shared total is one number."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import product
from typing import NamedTuple

from eventsite.core.disclosure.tables import Axis, Table

Atoms = frozenset[str]


class Key(NamedTuple):
    """Which people a number counts: of `counts`, those inside every (axis, atoms) part."""

    counts: str
    parts: frozenset[tuple[str, Atoms]]


class Line(NamedTuple):
    """The numbers of `terms` add up to `total`."""

    terms: tuple[Key, ...]
    total: Key


@dataclass
class System:
    """True values, what may be printed (in table order), what is printed always, and the sums."""

    values: dict[Key, int] = field(default_factory=dict)
    order: dict[Key, int] = field(default_factory=dict)
    fixed: set[Key] = field(default_factory=set)
    lines: list[Line] = field(default_factory=list)

    def lines_of(self, key: Key) -> list[Line]:
        return [line for line in self.lines if key == line.total or key in line.terms]


def key_of(table: Table, row: Atoms, col: Atoms) -> Key:
    """A part that holds the whole axis says nothing and is left out: so totals are shared."""
    pairs = ((table.rows, row), (table.cols, col))
    parts = frozenset((axis.name, atoms) for axis, atoms in pairs if atoms != axis.whole)
    return Key(table.counts, parts)


def system_of(tables: Iterable[Table]) -> System:
    """Raises ValueError when two tables disagree about a number they share."""
    system = System()
    lines: dict[Line, None] = {}
    for table in tables:
        _add_values(system, table)
        _add_printed(system, table)
        # Rows and columns come before the lines of totals, as a reader would subtract.
        found = [*_lines_along_rows(table), *_lines_along_columns(table)]
        lines.update(dict.fromkeys(sorted(found, key=lambda line: -len(line.total.parts))))
    system.lines = list(lines)
    return system


def keys_of(table: Table) -> set[Key]:
    """Every number of the table, with its atoms and totals, printed or not."""
    rows, cols = _sets(table.rows), _sets(table.cols)
    return {key_of(table, row, col) for row, col in product(rows, cols)}


def _sets(axis: Axis) -> list[Atoms]:
    """Single atoms, then printed groups, then the whole axis; each once."""
    atoms = [frozenset((label,)) for label in axis.labels]
    groups = [atoms for _, atoms in axis.printed()]
    return list(dict.fromkeys([*atoms, *groups, axis.whole]))


def _add_values(system: System, table: Table) -> None:
    for row, col in product(_sets(table.rows), _sets(table.cols)):
        key = key_of(table, row, col)
        value = sum(
            count
            for row_label, line in zip(table.rows.labels, table.cells, strict=True)
            for col_label, count in zip(table.cols.labels, line, strict=True)
            if row_label in row and col_label in col
        )
        if system.values.setdefault(key, value) != value:
            raise ValueError(f"Two tables disagree about {key}: {system.values[key]}, {value}.")


def _add_printed(system: System, table: Table) -> None:
    rows = [atoms for _, atoms in table.rows.printed()]
    cols = [atoms for _, atoms in table.cols.printed()]
    row_whole, col_whole = table.rows.whole, table.cols.whole
    pairs: Sequence[tuple[Atoms, Atoms]] = [
        *product(rows, cols),
        *((row, col_whole) for row in rows),
        *((row_whole, col) for col in cols),
        (row_whole, col_whole),
    ]
    for row, col in pairs:
        system.order.setdefault(key_of(table, row, col), len(system.order))
    system.fixed.add(key_of(table, row_whole, col_whole))
    if table.rows.official:
        system.fixed.update(key_of(table, row, col_whole) for row in rows)
    if table.cols.official:
        system.fixed.update(key_of(table, row_whole, col) for col in cols)


def _lines_along_rows(table: Table) -> Iterable[Line]:
    for row, total in product(_sets(table.rows), _sets(table.cols)):
        if len(total) > 1:
            terms = [frozenset((label,)) for label in table.cols.labels if label in total]
            yield Line(tuple(key_of(table, row, term) for term in terms), key_of(table, row, total))


def _lines_along_columns(table: Table) -> Iterable[Line]:
    for col, total in product(_sets(table.cols), _sets(table.rows)):
        if len(total) > 1:
            terms = [frozenset((label,)) for label in table.rows.labels if label in total]
            yield Line(tuple(key_of(table, term, col) for term in terms), key_of(table, total, col))
