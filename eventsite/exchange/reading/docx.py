"""Programmes as Word tables, as they come by mail: a table a day, times in the first column."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from eventsite.core.i18n import N_
from eventsite.core.sheets import packed, places, source
from eventsite.core.sheets.source import Limits, Said, Unreadable
from eventsite.exchange.reading import columns, composed, days, hours, tables, word_parts
from eventsite.exchange.reading.columns import Certainty, Matching
from eventsite.exchange.reading.known_columns import Field
from eventsite.exchange.reading.sink import Sink
from eventsite.exchange.reading.timing import Row
from eventsite.exchange.reading.word_parts import Cell, Paragraph, Table
from eventsite.exchange.source import Format, Source

_DOCUMENT = "word/document.xml"
_LONGEST_HEADING = 200
_HEADER_ROWS = 3
_ROWS_SHOWN = 20
_HEADLESS = N_(
    "This table has no row of headings. Its columns are read as %(columns)s: look at its sessions."
)
_NO_PROGRAMME = N_("No times or titles were found in this table. It is left out.")
_A_HEADING = N_("“%(text)s” goes across the table and is read as a heading. It is left out.")


@dataclass(frozen=True, slots=True)
class _Part:
    """A table of the document with what stands above it."""

    number: int
    #: Rows spread over the columns of the table: a cell that covers several stands in the first.
    lines: list[list[Cell]]
    #: Where its header is, or -1.
    at: int
    matching: Matching
    day: date | None


def read(data: bytes, limits: Limits, chosen: Mapping[str, str] | None = None) -> Source:
    """The programme of a document's tables; raises Unreadable."""
    sink = Sink()
    title, parts = _parts(data, limits)
    rows: list[Row] = []
    language = ""
    for part in parts:
        if chosen is None and not part.matching.has_title:
            sink.add(_table(part), Said(_NO_PROGRAMME))
            continue
        matching = columns.with_choices(part.matching, chosen or {})
        if part.at < 0:
            named = ", ".join(c.field for c in matching.columns if c.field)
            sink.add(_table(part), Said(_HEADLESS, {"columns": named}))
        language = language or tables.language_of(matching)
        rows += _rows(part, matching, sink)
    if not rows:
        raise Unreadable(
            Said(
                N_(
                    "No table of this document holds a programme. Give its first column the "
                    "heading “Time” and the next one “Title”."
                )
            )
        )
    years = days.years_in(title + "".join(f" {p.day.year}" for p in parts if p.day))
    year = years.pop() if len(years) == 1 else None
    return tables.Reading(rows, limits, sink, language, year).source(Format.DOCX, title)


def matching(data: bytes, limits: Limits) -> Matching:
    """The columns of the table that is understood best, with samples."""
    _, parts = _parts(data, limits)
    return max((part.matching for part in parts), key=lambda m: m.score)


def _table(part: _Part) -> Said:
    return Said(N_("Table %(table)s"), {"table": part.number})


def _parts(data: bytes, limits: Limits) -> tuple[str, list[_Part]]:
    """The document's title and its tables, each with the day of the heading above it."""
    if len(data) > limits.bytes:
        raise Unreadable(source.too_large(limits))
    document = packed.opened(data, limits)
    where = places.member(_DOCUMENT)
    if _DOCUMENT not in document:
        raise Unreadable(Said(N_("This is no Word document. Save it again as .docx.")))
    blocks = word_parts.blocks_of(document.stream(_DOCUMENT), where, limits)
    headings = [b.text for b in blocks if isinstance(b, Paragraph) and b.text.strip()]
    years = {year for text in headings for year in days.years_in(text[:_LONGEST_HEADING])}
    year = years.pop() if len(years) == 1 else None
    title = next((t for t in headings if not days.day_in(t)), "")[:_LONGEST_HEADING]
    parts: list[_Part] = []
    day: date | None = None
    for block in blocks:
        if isinstance(block, Paragraph):
            day = _day(block.text, year) or day
        elif block.rows:
            parts.append(_part(len(parts) + 1, block, day))
    if not parts:
        raise Unreadable(
            Said(N_("This document has no table. Put the programme into a table with columns."))
        )
    return " ".join(title.split()), parts


def _day(text: str, year: int | None) -> date | None:
    if len(text) > _LONGEST_HEADING:
        return None
    found = days.day_in(text)
    return found.on(year) if found else None


def _part(number: int, table: Table, day: date | None) -> _Part:
    lines = _spread(table)
    texts = [[cell.text for cell in line] for line in lines]
    at, found = columns.header_of(texts[: _HEADER_ROWS + _ROWS_SHOWN], _HEADER_ROWS)
    times = [c for c in found.columns if c.base in {Field.TIME, Field.START}]
    if found.has_title or any(c.certainty == Certainty.SURE for c in times):
        return _Part(number, lines, at, columns.with_title(found, texts[at + 1 :]), day)
    return _Part(number, lines, -1, composed.headless(texts), day)


def _spread(table: Table) -> list[list[Cell]]:
    """Rows as wide as the table: a merged cell stands in the first of its columns.

    The column of times gives what it says to all rows that it is merged over.
    """
    width = max(sum(cell.span for cell in row) for row in table.rows)
    lines: list[list[Cell]] = []
    for row in table.rows:
        line: list[Cell] = []
        for cell in row:
            line += [cell, *(Cell(span=0) for _ in range(cell.span - 1))]
        line += [Cell(span=0) for _ in range(width - len(line))]
        for at, cell in enumerate(line[:2]):
            if cell.continues and lines and hours.span_in(lines[-1][at].text):
                line[at] = Cell(lines[-1][at].paragraphs, cell.span)
        lines.append(line)
    return lines


def _rows(part: _Part, matching: Matching, sink: Sink) -> Iterator[Row]:
    day = part.day
    for number, line in enumerate(part.lines[part.at + 1 :], part.at + 2):
        where = places.table_row(part.number, number)
        filled = [cell for cell in line if cell.text]
        if not filled:
            continue
        if len(filled) == 1 and len(line) > 1:
            text = filled[0].text
            found = days.day_in(text) if len(text) <= _LONGEST_HEADING else None
            if found and (heading := found.on(day.year if day else None)):
                day = heading
                continue
            if row := composed.banner(where, text, day):
                yield row
            elif filled[0].span > 1 or not _is_title(matching, line.index(filled[0])):
                sink.add(where, Said(_A_HEADING, {"text": places.shown(text)}))
            else:
                yield _row(where, line, matching, day)
            continue
        yield _row(where, line, matching, day)


def _is_title(matching: Matching, at: int) -> bool:
    return at < len(matching.columns) and matching.columns[at].base == Field.TITLE


def _row(where: Said, line: Sequence[Cell], matching: Matching, day: date | None) -> Row:
    """A row with the cells by field; a title cell of many lines is taken apart."""
    cells: dict[str, tuple[object, ...]] = {}
    for column, cell in zip(matching.columns, line, strict=False):
        if not column.field:
            continue
        if column.base == Field.TITLE and cell.text:
            for name, text in composed.taken_apart(cell.paragraphs, column.field).items():
                cells[name] = (*cells.get(name, ()), text)
        else:
            cells[column.field] = (*cells.get(column.field, ()), cell.text)
    return Row(where, cells, day)
