"""Workbooks, documents and ZIPs made for tests, and what their readers say of them."""

import io
import zipfile
from collections.abc import Iterable, Sequence
from typing import Any

import docx
import openpyxl
from docx.document import Document
from docx.table import Table

from eventsite.core.sheets.source import Limits, Said, Unreadable
from eventsite.exchange import reading
from eventsite.exchange.source import Format, Source

LIMITS = Limits()
#: Of tests that go up to the limits without needing large files.
LOW = Limits(
    bytes=300_000, rows=50, depth=20, expanded=2_000_000, ratio=50, occurrences=10, text=2_000
)


def workbook(sheets: dict[str, Iterable[Sequence[Any]]]) -> bytes:
    """An XLSX file of rows by sheet."""
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
    return saved(book)


def document(*blocks: str | Sequence[Sequence[str]]) -> bytes:
    """A DOCX file of paragraphs and tables; a row of one cell goes across its table."""
    made = docx.Document()
    for block in blocks:
        if isinstance(block, str):
            made.add_paragraph(block)
        else:
            _add_table(made, block)
    return saved(made)


def _add_table(made: Document, rows: Sequence[Sequence[str]]) -> Table:
    width = max(len(row) for row in rows)
    table = made.add_table(rows=0, cols=width)
    for row in rows:
        cells = table.add_row().cells
        if len(row) == 1 < width:
            cells[0].merge(cells[-1])
        for cell, text in zip(cells, row, strict=False):
            first, *more = text.split("\n")
            cell.paragraphs[0].text = first
            for line in more:
                cell.add_paragraph(line)
    return table


def saved(made: Any) -> bytes:
    """The bytes of a workbook or document."""
    into = io.BytesIO()
    made.save(into)
    return into.getvalue()


def zipped(members: dict[str, bytes]) -> bytes:
    """A ZIP of the members."""
    into = io.BytesIO()
    with zipfile.ZipFile(into, "w", zipfile.ZIP_DEFLATED) as out:
        for name, content in members.items():
            out.writestr(name, content)
    return into.getvalue()


def with_member(packed: bytes, name: str, content: bytes) -> bytes:
    """The ZIP with one member put in place of its own, or added."""
    with zipfile.ZipFile(io.BytesIO(packed)) as old:
        members = {other: old.read(other) for other in old.namelist()}
    return zipped({**members, name: content})


def read(format: Format, data: bytes, limits: Limits = LIMITS) -> Source:
    """What the reader finds."""
    return reading.read(format, data, limits)


def worded(said: Said | None) -> str:
    """A sentence with its values, in English."""
    return said.sentence % said.values if said else ""


def doubts(source: Source) -> list[tuple[str, str]]:
    """All doubts: where and what."""
    return [(worded(doubt.where), worded(doubt.what)) for doubt in source.doubts]


def outcome(format: Format | None, data: bytes, limits: Limits) -> list[str]:
    """The sentence of a refusal with its place, or the sentences of all doubts."""
    try:
        source = read(format or reading.sniff(data, "programme"), data, limits)
    except Unreadable as refused:
        return [f"{worded(refused.where)} | {worded(refused.what)}"]
    return [f"{where} | {what}" for where, what in doubts(source)]
