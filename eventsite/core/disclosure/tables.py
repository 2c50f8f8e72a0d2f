"""Tables before and after protection, the merging of small rows, and whole percentages."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import TypedDict

#: A share of fewer people than this says more about single people than about a group.
MIN_PERCENT_BASE = 20


@dataclass(frozen=True)
class Axis:
    """One way to divide people; equal names in two tables mean the same division.

    With `groups` the labels are disjoint atoms that are never printed, and the printed rows are
    the groups, which may overlap: ``{"LDC": ("ldc_only", "both"), "SIDS": …}``. `official` says
    that the totals of this axis are printed exactly elsewhere, so hiding them here hides nothing.
    """

    name: str
    labels: tuple[str, ...]
    groups: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    official: bool = False

    def __post_init__(self) -> None:
        """Raises ValueError on no labels, a label twice, or a group of unknown or no atoms."""
        if not self.labels or len(set(self.labels)) != len(self.labels):
            raise ValueError(f"Axis {self.name} needs labels, each once.")
        for label, atoms in self.groups.items():
            if not atoms or not set(atoms) <= set(self.labels):
                raise ValueError(f"Group {label} of axis {self.name} names an unknown atom.")

    @property
    def whole(self) -> frozenset[str]:
        return frozenset(self.labels)

    def printed(self) -> tuple[tuple[str, frozenset[str]], ...]:
        """Each printed label with the atoms it stands for, in table order."""
        if self.groups:
            return tuple((label, frozenset(atoms)) for label, atoms in self.groups.items())
        return tuple((label, frozenset((label,))) for label in self.labels)


@dataclass(frozen=True)
class Table:
    """True counts, `cells[row][column]` by the labels (atoms) of both axes; never printed.

    A list has one column. `counts` names the people counted: tables of the same people share
    their totals, tables of different people (registered, took part) share nothing.
    """

    rows: Axis
    cols: Axis
    cells: tuple[tuple[int, ...], ...]
    counts: str = "people"

    def __post_init__(self) -> None:
        """Raises ValueError on a wrong shape, a negative count, or one axis used twice."""
        if len(self.cells) != len(self.rows.labels) or any(
            len(line) != len(self.cols.labels) for line in self.cells
        ):
            raise ValueError("The cells do not have the shape of the axes.")
        if any(count < 0 for line in self.cells for count in line):
            raise ValueError("A count is below zero.")
        if self.rows.name == self.cols.name:
            raise ValueError("The two axes need different names.")

    @property
    def total(self) -> int:
        return sum(sum(line) for line in self.cells)


def counted(
    pairs: Iterable[tuple[str, str]], rows: Axis, cols: Axis, counts: str = "people"
) -> Table:
    """The table of one (row label, column label) per person. Raises ValueError on another label."""
    tally = Counter(pairs)
    cells = tuple(tuple(tally.pop((row, col), 0) for col in cols.labels) for row in rows.labels)
    if tally:
        raise ValueError(f"No place in the table for {sorted(tally)}.")
    return Table(rows, cols, cells, counts)


def atom_of(groups: Collection[str]) -> str:
    """The atom of somebody who belongs to exactly these groups."""
    return "+".join(sorted(groups)) or "none"


def overlapping(name: str, groups: Sequence[str], people: Iterable[Collection[str]]) -> Axis:
    """An axis of groups that overlap, from the groups of each person; its labels are `atom_of`.

    A group that nobody belongs to is left out: there is nothing to protect in it, print its zero.
    """
    found = {atom_of(belongs): frozenset(belongs) for belongs in people}
    labels = tuple(sorted(found))
    members = {group: tuple(a for a in labels if group in found[a]) for group in groups}
    return Axis(name, labels, {group: atoms for group, atoms in members.items() if atoms})


class Outcome(StrEnum):
    """What became of a table."""

    TABLE = "table"
    #: No safe pattern of hidden cells was found; only the grand total is printed.
    TOTAL_ONLY = "total_only"
    #: Fewer than k people in all; nothing is printed.
    NOTHING = "nothing"


@dataclass(frozen=True)
class Protected:
    """What may be printed. None is a hidden number: never 0, and why it is hidden is not said.

    Pages, percentages, charts, alternative texts and files all read this, never the true table.
    """

    outcome: Outcome
    k: int
    rows: tuple[str, ...]
    cols: tuple[str, ...]
    cells: tuple[tuple[int | None, ...], ...]
    row_totals: tuple[int | None, ...]
    col_totals: tuple[int | None, ...]
    total: int | None

    @property
    def has_hidden(self) -> bool:
        return None in self.numbers()

    def numbers(self) -> tuple[int | None, ...]:
        """Every number of the table: cells by row, row totals, column totals, grand total."""
        inner = tuple(number for line in self.cells for number in line)
        return (*inner, *self.row_totals, *self.col_totals, self.total)

    def lines(self) -> tuple[tuple[str, tuple[int | None, ...], int | None], ...]:
        """Each printed row as label, cells, row total."""
        return tuple(zip(self.rows, self.cells, self.row_totals, strict=True))


class StoredTable(TypedDict):
    """A protected table as plain JSON, for a frozen release."""

    outcome: str
    k: int
    rows: list[str]
    cols: list[str]
    cells: list[list[int | None]]
    row_totals: list[int | None]
    col_totals: list[int | None]
    total: int | None


def as_stored(table: Protected) -> StoredTable:
    """What a frozen release keeps; the true table is kept nowhere."""
    return {
        "outcome": table.outcome.value,
        "k": table.k,
        "rows": list(table.rows),
        "cols": list(table.cols),
        "cells": [list(line) for line in table.cells],
        "row_totals": list(table.row_totals),
        "col_totals": list(table.col_totals),
        "total": table.total,
    }


def from_stored(stored: StoredTable) -> Protected:
    """The table of a frozen release, equal to the one `as_stored` was given."""
    return Protected(
        outcome=Outcome(stored["outcome"]),
        k=stored["k"],
        rows=tuple(stored["rows"]),
        cols=tuple(stored["cols"]),
        cells=tuple(tuple(line) for line in stored["cells"]),
        row_totals=tuple(stored["row_totals"]),
        col_totals=tuple(stored["col_totals"]),
        total=stored["total"],
    )


def merge_small_rows(table: Table, label: str, k: int = 5) -> Table:
    """The table with its rows of 1 to 2k - 1 people merged into a last row named `label`.

    While the merged row itself is below 2k it also takes the smallest other row, for a row merged
    with nothing is only renamed. Empty rows stay: that nobody came is a finding. Raises
    ValueError for overlapping groups, which cannot be merged without counting people twice.
    """
    if table.rows.groups:
        raise ValueError("Overlapping groups cannot be merged.")
    totals = [sum(line) for line in table.cells]
    merged: set[int] = set()
    for index in sorted((i for i, total in enumerate(totals) if total), key=totals.__getitem__):
        gathered = sum(totals[i] for i in merged)
        if totals[index] < 2 * k or 0 < gathered < 2 * k:
            merged.add(index)
    return _with_merged(table, label, merged) if merged else table


def _with_merged(table: Table, label: str, merged: set[int]) -> Table:
    kept = [i for i in range(len(table.cells)) if i not in merged]
    together = tuple(
        sum(table.cells[i][column] for i in merged) for column in range(len(table.cols.labels))
    )
    labels = (*(table.rows.labels[i] for i in kept), label)
    cells = (*(table.cells[i] for i in kept), together)
    return replace(table, rows=replace(table.rows, labels=labels), cells=cells)


def merge_small_column(table: Table, label: str, into: str, k: int = 5) -> Table:
    """The table with column `label` added to column `into` when it holds 1 to k - 1 people.

    So "another term" joins "not stated" where few chose it. Raises ValueError on unknown labels.
    """
    place, other = table.cols.labels.index(label), table.cols.labels.index(into)
    if not 0 < sum(line[place] for line in table.cells) < k:
        return table
    kept = [i for i in range(len(table.cols.labels)) if i != place]
    cells = tuple(
        tuple(line[i] + (line[place] if i == other else 0) for i in kept) for line in table.cells
    )
    labels = tuple(table.cols.labels[i] for i in kept)
    return replace(table, cols=replace(table.cols, labels=labels), cells=cells)


def percent(part: int | None, base: int | None) -> int | None:
    """The whole percentage, half rounded up; None when a number is hidden or the base is small."""
    if part is None or base is None or base < MIN_PERCENT_BASE:
        return None
    return (200 * part + base) // (2 * base)
