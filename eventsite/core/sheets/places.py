"""Where in a source something stands, said in one way by every reader of tables and calendars."""

import unicodedata

from eventsite.core.i18n import N_
from eventsite.core.sheets.source import Said

_LONGEST = 60


def shown(text: str) -> str:
    """A stranger's text as a sentence may quote it: one line, no control characters, short."""
    kept = "".join(" " if unicodedata.category(c)[0] in "CZ" else c for c in text[: _LONGEST * 4])
    plain = " ".join(kept.split())
    return plain if len(plain) <= _LONGEST else plain[: _LONGEST - 1] + "…"


def row(number: int) -> Said:
    """A row of a table, counted from 1 with the header, as spreadsheets count."""
    return Said(N_("Row %(number)s"), {"number": number})


def sheet_row(sheet: str, number: int) -> Said:
    """A row of a sheet of a workbook."""
    return Said(N_("Sheet “%(sheet)s”, row %(number)s"), {"sheet": shown(sheet), "number": number})


def table_row(table: int, number: int) -> Said:
    """A row of a table of a document; both counted from 1."""
    return Said(N_("Table %(table)s, row %(number)s"), {"table": table, "number": number})


def sheet(name: str) -> Said:
    """A whole sheet of a workbook."""
    return Said(N_("Sheet “%(sheet)s”"), {"sheet": shown(name)})


def column(name: str) -> Said:
    """A whole column of a table."""
    return Said(N_("Column “%(column)s”"), {"column": shown(name)})


def entry(number: int) -> Said:
    """An entry of a calendar, counted from 1 in the order of the file."""
    return Said(N_("Entry %(number)s"), {"number": number})


def line(number: int) -> Said:
    """A line of a text file, counted from 1."""
    return Said(N_("Line %(number)s"), {"number": number})


def member(name: str) -> Said:
    """A file inside a ZIP file."""
    return Said(N_("File “%(name)s” inside the ZIP"), {"name": shown(name)})


def whole() -> Said:
    """The source as a whole."""
    return Said(N_("The whole file"))
