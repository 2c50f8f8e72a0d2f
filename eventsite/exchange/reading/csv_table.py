"""CSV of any make: its charset, its delimiter, and its rows within the limits."""

import csv
import io
from collections.abc import Iterator, Mapping
from itertools import pairwise

from eventsite.core.i18n import N_
from eventsite.exchange.reading import columns, places, tables
from eventsite.exchange.reading.columns import Matching
from eventsite.exchange.reading.sink import Sink
from eventsite.exchange.source import Format, Limits, Said, Source, Unreadable

_DELIMITERS = ",;\t|"
_BOMS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
#: How far down the header may stand, under a title and empty rows.
_SEARCHED = 10
_LIVE = ("=", "+", "-", "@", "\t", "\r")
_ROWS_SHOWN = 20


def read(data: bytes, limits: Limits, chosen: Mapping[str, str] | None = None) -> Source:
    """The programme of a CSV file; raises Unreadable."""
    sink = Sink()
    at, matching, lines = _table(data, limits, sink)
    matching = matching.chosen(chosen) if chosen is not None else matching
    matching.require_title()
    numbered = ((places.row(n), cells) for n, cells in lines[at + 1 :])
    rows = list(tables.rows_of(matching, numbered))
    year = columns.year_above(cells for _, cells in lines[:at])
    reading = tables.Reading(rows, limits, sink, tables.language_of(matching), year)
    return reading.source(Format.CSV)


def matching(data: bytes, limits: Limits) -> Matching:
    """The columns as guessed, with samples."""
    return _table(data, limits, Sink())[1]


def _table(
    data: bytes, limits: Limits, sink: Sink
) -> tuple[int, Matching, list[tuple[int, list[str]]]]:
    """Where the header stands, what it says, and all lines with their row numbers."""
    if len(data) > limits.bytes:
        raise Unreadable(tables.too_large(limits))
    text = _decoded(data, sink)
    lines = list(_lines(text, _delimiter(text), limits))
    if not lines:
        raise Unreadable(Said(N_("The file is empty. Choose the file with the programme.")))
    at, found = columns.header_of([cells for _, cells in lines[: _SEARCHED + _ROWS_SHOWN]])
    return at, found, lines


def _decoded(data: bytes, sink: Sink) -> str:
    charset = next((name for bom, name in _BOMS if data.startswith(bom)), "utf-8")
    try:
        return data.decode(charset)
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        if charset != "utf-8":
            raise Unreadable(
                Said(N_("The text is damaged here. Save the file again as CSV in UTF-8.")),
                places.line(line),
            ) from error
    guessed = _windows(data)
    sink.add(
        places.line(line),
        Said(
            N_(
                "The file is not in UTF-8. It was read as %(charset)s: look at letters with "
                "accents, or save it as CSV UTF-8."
            ),
            {"charset": guessed.replace("cp", "Windows-")},
        ),
    )
    return data.decode(guessed, "replace")


def _windows(data: bytes) -> str:
    """Which of the old charsets of Windows: Arabic letters follow one another, accents do not."""
    head = data[:200_000]
    high = sum(byte >= 0x80 for byte in head)
    pairs = sum(a >= 0xC0 and b >= 0xC0 for a, b in pairwise(head))
    return "cp1256" if pairs * 2 > high else "cp1252"


def _delimiter(text: str) -> str:
    """The mark that parts the first lines most often and most evenly, outside quotes."""
    best, score = ",", 0
    sample = [line for line in text[:20_000].splitlines() if line.strip()][:_SEARCHED]
    for mark in _DELIMITERS:
        counts = [_outside_quotes(line).count(mark) for line in sample]
        known = max((columns.guess(s.split(mark)).score for s in sample[:_SEARCHED]), default=0)
        points = known * 1000 + max(counts, default=0)
        if points > score:
            best, score = mark, points
    return best


def _outside_quotes(line: str) -> str:
    return "".join(line.split('"')[::2])


def _lines(text: str, delimiter: str, limits: Limits) -> Iterator[tuple[int, list[str]]]:
    """The lines that hold anything, with their row number as a spreadsheet counts."""
    # Quotes may hold line ends; what closes never would swallow the file, so a field is bounded.
    csv.field_size_limit(max(limits.text + 1_000, 1_000))
    reader = csv.reader(
        io.StringIO(text.replace("\0", ""), newline=""), delimiter=delimiter, strict=True
    )
    number = 0
    while True:
        number += 1
        try:
            cells = next(reader, None)
        except csv.Error as error:
            raise Unreadable(
                Said(
                    N_(
                        "The quotation marks of this row do not close, or a cell is longer than "
                        "%(number)s characters. Save the file again as CSV."
                    ),
                    {"number": limits.text},
                ),
                places.row(number),
            ) from error
        if cells is None:
            return
        if number > limits.rows + _SEARCHED:
            raise Unreadable(tables.too_many_rows(limits), places.row(number))
        if len(cells) > columns.MOST_COLUMNS:
            raise Unreadable(columns.too_many(), places.row(number))
        if any(cell.strip() for cell in cells):
            yield number, [_unguarded(cell) for cell in cells]


def _unguarded(cell: str) -> str:
    """The cell without the mark that keeps spreadsheets from taking it for a formula."""
    if cell.startswith("'") and cell[1:].startswith(_LIVE):
        return cell[1:]
    return cell
