"""The directory as CSV: reads a file, compares it with what is listed, says what would happen.

Rows match by code, else by name and country. An empty cell or a missing column changes nothing, so
the same file taken in twice changes nothing the second time.
"""

import csv
import hashlib
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from eventsite.core import text
from eventsite.core.i18n import N_
from eventsite.people import names as names_room
from eventsite.people import sme
from eventsite.people.models import Category, EntityKind, SmeStatus
from eventsite.reference import countries

LANGS = ("en", "fr", "es", "ar", "ru", "zh")
COLUMNS = (
    "code",
    *(f"name_{lang}" for lang in LANGS),
    "acronym",
    "kind",
    "country",
    "category",
    "sme",
    "sme_valid_from",
    "sme_valid_until",
    "website",
)
MOST_BYTES = 1024 * 1024
MOST_ROWS = 5000
_LENGTHS = {"acronym": 40, "website": 300}
_CHOICES: dict[str, type[StrEnum]] = {"kind": EntityKind, "category": Category, "sme": SmeStatus}


class Problem(StrEnum):
    """Why a file or a row is not taken."""

    NOT_CSV = N_("This file is not CSV that can be read. Save it again as CSV, UTF-8.")
    NO_COLUMNS = N_("The first line must name columns of the template, among them: name_en.")
    UNKNOWN_COLUMN = N_("The template has no column named %(column)s. Remove or rename it.")
    TWICE = N_("The column %(column)s stands twice. Remove one of them.")
    TOO_MANY = N_("Split this file: it has more than %(most)d rows.")
    EMPTY = N_("This file has no rows below the first line.")
    TOO_LONG = N_("Shorten what stands in %(column)s to %(most)d characters.")
    MARKS = N_("Write %(column)s with fewer accents and marks on one letter.")
    CHOICE = N_("In %(column)s write one of: %(choices)s.")
    COUNTRY = N_("In country write a country's code of two letters, like CH, or its name.")
    DAY = N_("In %(column)s write a date as year-month-day, like 2027-03-16.")
    DAYS = N_("The last day of the small-company status lies before its first day.")
    WEBSITE = N_("In website write an address that begins with https://.")
    NO_NAME = N_("Write a name in one of the name columns.")
    NO_KIND = N_("A new entity needs a kind. Write one of: %(choices)s.")
    NO_SUCH_CODE = N_("The directory has no entity of this code. Leave code empty for a new one.")
    ROW_TWICE = N_("This entity stands in line %(line)d already. Remove one of the two lines.")
    TWIN = N_("Another entity of the directory has this name and country.")


class Outcome(StrEnum):
    """What becomes of a row."""

    NEW = "new"
    UPDATE = "update"
    UNCHANGED = "unchanged"
    ERROR = "error"


class Unreadable(ValueError):
    """The whole file cannot be taken."""

    def __init__(self, problem: Problem, **facts: Any) -> None:
        super().__init__(problem.value)
        self.problem = problem
        self.facts = facts


@dataclass(frozen=True)
class Known:
    """An entity that is listed: its code and what stands in its fields."""

    code: str
    fields: Mapping[str, Any]

    @property
    def key(self) -> tuple[str, str]:
        """By what it is recognised when a row has no code."""
        return names_room.search_name(self.fields["names"]), self.fields["country"]


@dataclass(frozen=True)
class Row:
    """One line of the file: where it stands and its cells that are not empty, by column."""

    line: int
    cells: Mapping[str, str]


@dataclass(frozen=True)
class Planned:
    """What would become of one row; `fields` holds only what changes."""

    line: int
    outcome: Outcome
    name: str
    code: str = ""
    fields: Mapping[str, Any] = field(default_factory=dict)
    problem: Problem | None = None
    facts: Mapping[str, Any] = field(default_factory=dict)


class _Wrong(ValueError):
    def __init__(self, problem: Problem, **facts: Any) -> None:
        super().__init__(problem.value)
        self.problem = problem
        self.facts = facts


def parse(content: str) -> list[Row]:
    """The rows of a file with comma, semicolon or tab between cells; raises Unreadable."""
    lines = content.removeprefix("\ufeff")
    first = lines.split("\n", 1)[0]
    mark = max(",;\t", key=first.count)
    try:
        reader = csv.reader(io.StringIO(lines, newline=""), delimiter=mark, strict=True)
        head = [cell.strip().lower() for cell in next(reader, [])]
        _check_head(head)
        rows = []
        for cells in reader:
            said = {name: _cell(cell) for name, cell in zip(head, cells, strict=False)}
            if kept := {name: cell for name, cell in said.items() if cell}:
                rows.append(Row(reader.line_num, kept))
            if len(rows) > MOST_ROWS:
                raise Unreadable(Problem.TOO_MANY, most=MOST_ROWS)
    except csv.Error as error:
        raise Unreadable(Problem.NOT_CSV) from error
    if not rows:
        raise Unreadable(Problem.EMPTY)
    return rows


def _check_head(head: Sequence[str]) -> None:
    for name in head:
        if name and name not in COLUMNS:
            raise Unreadable(Problem.UNKNOWN_COLUMN, column=name[:40])
        if name and head.count(name) > 1:
            raise Unreadable(Problem.TWICE, column=name)
    if not {"code", "name_en"} & set(head):
        raise Unreadable(Problem.NO_COLUMNS)


def _cell(cell: str) -> str:
    """What was meant: without the apostrophe that keeps a spreadsheet from computing it."""
    said = text.tidy(cell)
    return said[1:] if said[:1] == "'" and said[1:2] in ("=", "+", "-", "@") else said


def plan(rows: Sequence[Row], known: Sequence[Known]) -> list[Planned]:
    """What would become of each row, in the order of the file."""
    by_code = {entity.code: entity for entity in known}
    by_key = {entity.key: entity for entity in known}
    seen: dict[Any, int] = {}
    return [_planned(row, by_code, by_key, seen) for row in rows]


def _planned(
    row: Row,
    by_code: Mapping[str, Known],
    by_key: Mapping[tuple[str, str], Known],
    seen: dict[Any, int],
) -> Planned:
    try:
        fields = _fields(row.cells)
        entity = _entity(row.cells.get("code", ""), fields, by_code, by_key)
        return _compared(row.line, fields, entity, by_key, seen)
    except _Wrong as wrong:
        name = next((c for n, c in row.cells.items() if n.startswith("name_")), "")
        code = row.cells.get("code", "")
        facts = wrong.facts
        return Planned(row.line, Outcome.ERROR, name, code, {}, wrong.problem, facts)


def _entity(
    code: str,
    fields: Mapping[str, Any],
    by_code: Mapping[str, Known],
    by_key: Mapping[tuple[str, str], Known],
) -> Known | None:
    if code:
        if code.upper() not in by_code:
            raise _Wrong(Problem.NO_SUCH_CODE)
        return by_code[code.upper()]
    if "names" not in fields:
        raise _Wrong(Problem.NO_NAME)
    return by_key.get((names_room.search_name(fields["names"]), fields.get("country", "")))


def _compared(
    line: int,
    fields: dict[str, Any],
    entity: Known | None,
    by_key: Mapping[tuple[str, str], Known],
    seen: dict[Any, int],
) -> Planned:
    if entity is None and "kind" not in fields:
        raise _Wrong(Problem.NO_KIND, choices=", ".join(EntityKind))
    stored = entity.fields if entity else {}
    names = {**stored.get("names", {}), **fields.get("names", {})}
    fields["names"] = names
    after = {**stored, **fields}
    if sme.is_backwards(after.get("sme_valid_from"), after.get("sme_valid_until")):
        raise _Wrong(Problem.DAYS)
    key = names_room.search_name(names), after.get("country", "")
    twin = by_key.get(key)
    if twin is not None and twin is not entity:
        raise _Wrong(Problem.TWIN)
    for mark in (key, entity.code if entity else key):
        if seen.setdefault(mark, line) != line:
            raise _Wrong(Problem.ROW_TWICE, line=seen[mark])
    changed = {name: value for name, value in fields.items() if stored.get(name) != value}
    shown = text.pick(names, "en").text
    if entity is None:
        return Planned(line, Outcome.NEW, shown, "", changed)
    outcome = Outcome.UPDATE if changed else Outcome.UNCHANGED
    return Planned(line, outcome, shown, entity.code, changed)


def _fields(cells: Mapping[str, str]) -> dict[str, Any]:
    """The values of a row's cells; raises _Wrong for the first that cannot be taken."""
    fields: dict[str, Any] = {}
    names = {}
    for column, cell in cells.items():
        most = _LENGTHS.get(column, 200)
        if len(cell) > most:
            raise _Wrong(Problem.TOO_LONG, column=column, most=most)
        if text.has_pile_of_marks(cell):
            raise _Wrong(Problem.MARKS, column=column)
        if column.startswith("name_"):
            names[column.removeprefix("name_")] = cell
        elif column and column != "code":
            fields[column] = _value(column, cell)
    if names:
        fields["names"] = names
    return fields


def _value(column: str, cell: str) -> Any:
    if column in _CHOICES:
        for choice in _CHOICES[column]:
            if choice.value.casefold() == cell.casefold():
                return choice
        raise _Wrong(Problem.CHOICE, column=column, choices=", ".join(_CHOICES[column]))
    if column == "country":
        found = countries.find_country(cell)
        if found is None:
            raise _Wrong(Problem.COUNTRY)
        return found.code
    if column.startswith("sme_valid"):
        try:
            return date.fromisoformat(cell)
        except ValueError as error:
            raise _Wrong(Problem.DAY, column=column) from error
    if column == "website" and not cell.lower().startswith(("https://", "http://")):
        raise _Wrong(Problem.WEBSITE)
    return cell


def digest(planned: Sequence[Planned]) -> str:
    """A mark of a plan: the preview that somebody saw and what is applied must be one."""
    said = repr([(p.line, p.outcome, p.code, sorted(p.fields.items())) for p in planned])
    return hashlib.sha256(said.encode()).hexdigest()[:32]


def cells_of(entity: Known) -> list[str]:
    """An entity as a line of the file, in the order of COLUMNS."""
    said = {**entity.fields, **{f"name_{k}": v for k, v in entity.fields["names"].items()}}
    said["code"] = entity.code
    return ["" if said.get(name) is None else str(said[name]) for name in COLUMNS]
