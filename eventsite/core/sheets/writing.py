"""Writes tables as XLSX, row by row: every cell is text, so none is a formula."""

import io
from collections.abc import Iterable, Sequence
from typing import Any

from rustpy_xlsxwriter import FastExcel

from eventsite.core import text

#: What a spreadsheet can hold in one cell is 32,767 characters.
_LONGEST = 32_000


def xlsx(sheet: str, header: Sequence[str], rows: Iterable[Sequence[Any]]) -> bytes:
    """A workbook of one sheet with its head in bold; rows are never all in memory."""
    columns = _apart(header)
    buffer = io.BytesIO()
    book = FastExcel(buffer)
    book.format(bold_headers=True)
    book.freeze(row=1)
    cells = (dict(zip(columns, map(_cell, row), strict=True)) for row in rows)
    book.sheet(sheet, _never_empty(cells, columns))
    book.save()
    return buffer.getvalue()


def _apart(header: Sequence[str]) -> list[str]:
    """The heads of columns, each once: two of the same name would be one column."""
    found: list[str] = []
    for name in header:
        number, said = 1, name
        while said in found:
            number += 1
            said = f"{name} ({number})"
        found.append(said)
    return found


def _never_empty(
    rows: Iterable[dict[str, str]], columns: Sequence[str]
) -> Iterable[dict[str, str]]:
    """A sheet without rows would have no head either."""
    is_empty = True
    for row in rows:
        is_empty = False
        yield row
    if is_empty:
        yield dict.fromkeys(columns, "")


def _cell(value: Any) -> str:
    return "" if value is None else text.printable(str(value))[:_LONGEST]
