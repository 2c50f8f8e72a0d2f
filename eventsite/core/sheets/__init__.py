"""Tables that people bring as CSV or XLSX: read safely into rows of strings."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import python_calamine as calamine

from eventsite.core.i18n import N_
from eventsite.core.sheets import csv_lines, places, source, workbook
from eventsite.core.sheets.source import Limits as Limits
from eventsite.core.sheets.source import Said as Said
from eventsite.core.sheets.source import Unreadable as Unreadable

_ZIP = b"PK\x03\x04"
_EMPTY = N_("This file is empty. Choose the one with the table.")


@dataclass(frozen=True, slots=True)
class Line:
    """One row that holds anything: its number as spreadsheets count, its cells trimmed."""

    number: int
    cells: tuple[str, ...]


def lines(content: bytes, limits: Limits) -> list[Line]:
    """The rows of a CSV file or of a workbook's first visible sheet, the header among them.

    Raises Unreadable for what is too large, damaged or empty.
    """
    if len(content) > limits.bytes:
        raise Unreadable(source.too_large(limits))
    found = _of_book(content, limits) if content.startswith(_ZIP) else _of_text(content, limits)
    if not found:
        raise Unreadable(Said(_EMPTY))
    if len(found) > limits.rows + 1:
        raise Unreadable(source.too_many_rows(limits), places.row(found[limits.rows + 1].number))
    return found


def _of_text(content: bytes, limits: Limits) -> list[Line]:
    text = csv_lines.decoded(content)[0]
    # Empty lines at the end of what a spreadsheet saved are no rows.
    found = csv_lines.lines(text, csv_lines.delimiter(text), limits, limits.rows + 1)
    return [Line(number, tuple(cell.strip() for cell in cells)) for number, cells in found]


def _of_book(content: bytes, limits: Limits) -> list[Line]:
    book = workbook.opened(content, limits, [])
    for number, facts in enumerate(book.sheets_metadata):
        is_sheet = facts.typ == calamine.SheetTypeEnum.WorkSheet
        if is_sheet and facts.visible == calamine.SheetVisibleEnum.Visible:
            return list(_of_sheet(book, number, facts.name))
    return []


def _of_sheet(book: calamine.CalamineWorkbook, number: int, name: str) -> Iterator[Line]:
    try:
        sheet = book.get_sheet_by_index(number)
        raw, start = sheet.to_python(skip_empty_area=True), sheet.start
    except (calamine.CalamineError, OSError, ValueError, OverflowError) as error:
        raise Unreadable(Said(workbook.UNREAD), places.sheet(name)) from error
    first = (start[0] if start else 0) + 1
    for at, cells in enumerate(raw, first):
        words = tuple(_worded(cell) for cell in cells)
        if any(words):
            yield Line(at, words)


def _worded(cell: Any) -> str:
    """A cell as a person would type it: whole numbers without a point, days as ISO writes them."""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, datetime) and cell.time() == datetime.min.time():
        return cell.date().isoformat()
    return cell.isoformat() if isinstance(cell, date) else str(cell).strip()
