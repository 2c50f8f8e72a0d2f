"""A look through a sheet's XML before any parser builds it: how far its cells reach."""

import re
from collections.abc import Iterable
from xml.parsers import expat

from eventsite.core.i18n import N_
from eventsite.core.sheets import source
from eventsite.core.sheets.source import Limits, Said, Unreadable

_HOLDING = frozenset({"v", "is", "t"})
_PLACE = re.compile(r"([A-Z]{1,3})(\d{1,7})")
#: Rows above and among the table that hold a title, notes or nothing.
_SPARE_ROWS = 100
_BROKEN = N_("A part of this file is damaged. Save it again from Excel.")
_FORBIDDEN = N_("A part of this file holds definitions that no such file needs. Save it again.")


def checked(
    pieces: Iterable[bytes], where: Said, limits: Limits, failed: list[str] | None = None
) -> bytes:
    """The XML of a part, found to be without definitions, not deep, and small in rows and columns.

    Raises Unreadable. `failed` is given for a sheet, and gets the places of cells whose formula
    failed ("C2"), which calamine reads as empty. A sheet's cells count only where they hold
    something, as a reader that builds the smallest table around them allocates by the outermost
    cell.
    """
    scan = _Scan(limits, where, failed)
    kept: list[bytes] = []
    try:
        for piece in pieces:
            scan.parser.Parse(piece, False)
            kept.append(piece)
        scan.parser.Parse(b"", True)
    except (expat.ExpatError, ValueError, LookupError) as error:
        if isinstance(error, Unreadable):
            raise
        raise Unreadable(Said(_BROKEN), where) from error
    return b"".join(kept)


class _Scan:
    """Counts while expat reads."""

    def __init__(self, limits: Limits, where: Said, failed: list[str] | None) -> None:
        self._limits, self._where, self._failed = limits, where, failed
        self._depth = self._row = self._column = 0
        self.parser = expat.ParserCreate()
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self._start if failed is None else self._start_in_sheet
        self.parser.EndElementHandler = self._end
        self.parser.StartDoctypeDeclHandler = self._doctype
        self.parser.EntityDeclHandler = self._entity

    def _doctype(self, name: str, system: str | None, public: str | None, internal: bool) -> None:
        raise Unreadable(Said(_FORBIDDEN), self._where)

    def _entity(self, *facts: object) -> None:
        raise Unreadable(Said(_FORBIDDEN), self._where)

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        if self._depth > max(self._limits.depth, _LEAST_DEPTH):
            what = N_("The parts of this file nest deeper than %(number)s. Save it again.")
            raise Unreadable(Said(what, {"number": self._limits.depth}), self._where)

    def _end(self, name: str) -> None:
        self._depth -= 1

    def _start_in_sheet(self, name: str, attributes: dict[str, str]) -> None:
        self._start(name, attributes)
        plain = name.rpartition(":")[2]
        if plain == "row":
            number = attributes.get("r", "")
            self._row = int(number) if number.isdigit() and len(number) < 9 else self._row + 1
            self._column = 0
        elif plain == "c":
            self._column += 1
            if place := _PLACE.fullmatch(attributes.get("r", "").replace("$", "")):
                self._column, self._row = _number(place[1]), int(place[2])
            if attributes.get("t") == "e" and self._failed is not None:
                self._failed.append(attributes.get("r", "")[:12])
        elif plain in _HOLDING:
            self._check()

    def _check(self) -> None:
        if self._row > self._limits.rows + _SPARE_ROWS:
            raise Unreadable(source.too_many_rows(self._limits), self._where)
        if self._column > source.MOST_COLUMNS:
            raise Unreadable(source.too_many_columns(), self._where)


#: Word needs about twenty levels for a table inside a text box.
_LEAST_DEPTH = 64


def _number(letters: str) -> int:
    """The number of a column by its letters: A is 1, AA is 27."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number
