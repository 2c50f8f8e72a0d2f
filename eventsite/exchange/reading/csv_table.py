"""CSV of any make: its charset, its delimiter, and its rows within the limits."""

from collections.abc import Mapping

from eventsite.core.i18n import N_
from eventsite.core.sheets import csv_lines, places, source
from eventsite.core.sheets.source import Limits, Said, Unreadable
from eventsite.exchange.reading import columns, tables
from eventsite.exchange.reading.columns import Matching
from eventsite.exchange.reading.sink import Sink
from eventsite.exchange.source import Format, Source

#: How far down the header may stand, under a title and empty rows.
_SEARCHED = 10
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
        raise Unreadable(source.too_large(limits))
    text = _decoded(data, sink)
    lines = list(csv_lines.lines(text, _delimiter(text), limits, _SEARCHED))
    if not lines:
        raise Unreadable(Said(N_("The file is empty. Choose the file with the programme.")))
    at, found = columns.header_of([cells for _, cells in lines[: _SEARCHED + _ROWS_SHOWN]])
    return at, found, lines


def _decoded(data: bytes, sink: Sink) -> str:
    text, charset, line = csv_lines.decoded(data)
    if charset:
        sink.add(
            places.line(line),
            Said(
                N_(
                    "The file is not in UTF-8. It was read as %(charset)s: look at letters with "
                    "accents, or save it as CSV UTF-8."
                ),
                {"charset": charset},
            ),
        )
    return text


def _delimiter(text: str) -> str:
    """The mark that parts the first lines most often and most evenly, outside quotes."""
    best, score = ",", 0
    sample = [line for line in text[:20_000].splitlines() if line.strip()][:_SEARCHED]
    for mark in csv_lines.DELIMITERS:
        counts = [csv_lines.outside_quotes(line).count(mark) for line in sample]
        known = max((columns.guess(s.split(mark)).score for s in sample[:_SEARCHED]), default=0)
        points = known * 1000 + max(counts, default=0)
        if points > score:
            best, score = mark, points
    return best
