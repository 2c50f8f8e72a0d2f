"""Workbooks of Excel: checked part by part, then read by calamine, values only."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

import python_calamine as calamine

from eventsite.core.i18n import N_
from eventsite.core.sheets import places, source, workbook
from eventsite.core.sheets.source import Limits, Said, Unreadable
from eventsite.exchange.reading import columns, days, tables
from eventsite.exchange.reading.columns import Matching
from eventsite.exchange.reading.sink import Sink
from eventsite.exchange.reading.timing import Cell, Row
from eventsite.exchange.source import Format, Source

_SEARCHED = 15
_ROWS_SHOWN = 20
#: So many failed formulas are told one by one.
_TOLD = 20


@dataclass(frozen=True, slots=True)
class _Sheet:
    """A sheet with its lines; `at` is the header among them, `first` the row of the first line."""

    name: str
    lines: list[list[Cell]]
    at: int
    first: int
    matching: Matching


def read(data: bytes, limits: Limits, chosen: Mapping[str, str] | None = None) -> Source:
    """The programme of a workbook: its best sheet, and others with the same columns."""
    failed: list[str] = []
    sheets = _sheets(data, limits, failed)
    best = max(sheets, key=lambda s: s.matching.score)
    sink = Sink()
    for cell in failed[:_TOLD]:
        what = N_("A formula fails in this cell. It is left out.")
        sink.add(Said(N_("Cell %(cell)s"), {"cell": places.shown(cell)}), Said(what))
    matching = best.matching.chosen(chosen) if chosen is not None else best.matching
    matching.require_title()
    rows: list[Row] = []
    year = columns.year_above(best.lines[: best.at])
    for sheet in sheets:
        if _names(sheet) == _names(best):
            rows += _rows(sheet, matching, year)
        elif any(sheet.lines[sheet.at + 1 :]):
            what = N_("This sheet has other columns than “%(sheet)s”. It is left out.")
            sink.add(places.sheet(sheet.name), Said(what, {"sheet": places.shown(best.name)}))
    reading = tables.Reading(rows, limits, sink, tables.language_of(matching), year)
    return reading.source(Format.XLSX)


def matching(data: bytes, limits: Limits) -> Matching:
    """The columns of the best sheet as guessed, with samples."""
    return max(_sheets(data, limits, []), key=lambda s: s.matching.score).matching


def _names(sheet: _Sheet) -> list[str]:
    return [c.name.casefold() for c in sheet.matching.columns if c.name and c.name[0] != "#"]


def _rows(sheet: _Sheet, matching: Matching, year: int | None) -> list[Row]:
    """The sheet's rows; its name may hold the day of them all ("14 May", "Day 1 - 14.05.2025")."""
    title_day = days.day_in(sheet.name) if not sheet.name.isdigit() else None
    day = title_day.on(year) if title_day else None
    lines = []
    for number, line in enumerate(sheet.lines[sheet.at + 1 :], sheet.first + sheet.at + 1):
        where = places.sheet_row(sheet.name, number)
        lines.append((where, line))
    return [Row(row.where, row.cells, day) for row in tables.rows_of(matching, lines)]


def _sheets(data: bytes, limits: Limits, failed: list[str]) -> list[_Sheet]:
    book = workbook.opened(data, limits, failed)
    found: list[_Sheet] = []
    rows = 0
    for number, facts in enumerate(book.sheets_metadata):
        if facts.typ != calamine.SheetTypeEnum.WorkSheet:
            continue
        if facts.visible != calamine.SheetVisibleEnum.Visible:
            continue
        sheet = _sheet(book, number, facts.name)
        if sheet:
            found.append(sheet)
            rows += len(sheet.lines)
        if rows > limits.rows + _SEARCHED * len(found):
            raise Unreadable(source.too_many_rows(limits), places.sheet(facts.name))
    if not found:
        raise Unreadable(Said(N_("This workbook is empty. Choose the one with the programme.")))
    return found


def _sheet(book: calamine.CalamineWorkbook, number: int, name: str) -> _Sheet | None:
    try:
        sheet = book.get_sheet_by_index(number)
        raw = sheet.to_python(skip_empty_area=True)
        start = sheet.start
        merged = sheet.merged_cell_ranges or []
    except (calamine.CalamineError, OSError, ValueError, OverflowError) as error:
        raise Unreadable(Said(workbook.UNREAD), places.sheet(name)) from error
    if not raw or start is None:
        return None
    lines: list[list[Cell]] = [[_value(cell) for cell in line] for line in raw]
    _spread(lines, merged, start)
    at, found = columns.header_of(lines[: _SEARCHED + _ROWS_SHOWN], _SEARCHED)
    return _Sheet(name, lines, at, start[0] + 1, found)


def _value(cell: Cell) -> Cell:
    """A cell as days and hours read it: a day without a time as a date."""
    if isinstance(cell, datetime) and cell.time() == datetime.min.time():
        return cell.date()
    return cell


def _spread(
    lines: list[list[Cell]],
    merged: list[tuple[tuple[int, int], tuple[int, int]]],
    start: tuple[int, int],
) -> None:
    """Give the rows that a merged cell covers the value of its first, as people mean it.

    Only downwards: a cell merged over columns is a heading and says the same thing once.
    """
    for (top, left), (bottom, _) in merged[:5_000]:
        row, column = top - start[0], left - start[1]
        if not (0 <= row < len(lines) and 0 <= column < len(lines[row])):
            continue
        for below in range(row + 1, min(bottom - start[0] + 1, len(lines))):
            if column < len(lines[below]) and lines[below][column] == "":
                lines[below][column] = lines[row][column]
