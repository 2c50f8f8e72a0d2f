"""CSV of any make: its charset, its delimiter, and its lines within the limits."""

import csv
import io
from collections.abc import Iterator
from itertools import pairwise

from eventsite.core.i18n import N_
from eventsite.core.sheets import places, source
from eventsite.core.sheets.source import Limits, Said, Unreadable

DELIMITERS = ",;\t|"
_BOMS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_LIVE = ("=", "+", "-", "@", "\t", "\r")
_SAMPLE = 10


def decoded(data: bytes) -> tuple[str, str, int]:
    """The text; where it is not in UTF-8 also the charset it was read as and the line that told.

    Raises Unreadable for damaged text that says itself which charset it has.
    """
    charset = next((name for bom, name in _BOMS if data.startswith(bom)), "utf-8")
    try:
        return data.decode(charset), "", 0
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        if charset != "utf-8":
            raise Unreadable(
                Said(N_("The text is damaged here. Save the file again as CSV in UTF-8.")),
                places.line(line),
            ) from error
    guessed = _windows(data)
    return data.decode(guessed, "replace"), guessed.replace("cp", "Windows-"), line


def _windows(data: bytes) -> str:
    """Which of the old charsets of Windows: Arabic letters follow one another, accents do not."""
    head = data[:200_000]
    high = sum(byte >= 0x80 for byte in head)
    pairs = sum(a >= 0xC0 and b >= 0xC0 for a, b in pairwise(head))
    return "cp1256" if pairs * 2 > high else "cp1252"


def delimiter(text: str) -> str:
    """The mark that stands most often in one of the first lines, outside quotes."""
    sample = [line for line in text[:20_000].splitlines() if line.strip()][:_SAMPLE]

    def most(mark: str) -> int:
        return max((outside_quotes(line).count(mark) for line in sample), default=0)

    return max(DELIMITERS, key=most)


def outside_quotes(line: str) -> str:
    """A line without what stands between quotation marks."""
    return "".join(line.split('"')[::2])


def lines(
    text: str, delimiter: str, limits: Limits, spare: int = 0
) -> Iterator[tuple[int, list[str]]]:
    """The lines that hold anything, with their row number as a spreadsheet counts.

    `spare`: how many rows more than `limits.rows` may stand there, for titles above the header.
    """
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
        if number > limits.rows + spare:
            raise Unreadable(source.too_many_rows(limits), places.row(number))
        if len(cells) > source.MOST_COLUMNS:
            raise Unreadable(source.too_many_columns(), places.row(number))
        if any(cell.strip() for cell in cells):
            yield number, [_unguarded(cell) for cell in cells]


def _unguarded(cell: str) -> str:
    """The cell without the mark that keeps spreadsheets from taking it for a formula."""
    if cell.startswith("'") and cell[1:].startswith(_LIVE):
        return cell[1:]
    return cell
